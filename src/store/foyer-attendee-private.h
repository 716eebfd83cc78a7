/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-attendee-list.h"

G_BEGIN_DECLS

/* A ticket as it was read, with what the table shows of its order. */
typedef struct
{
  FoyerTicket *ticket; /* (owned) */
  FoyerOrder  *order;  /* (owned) (nullable) */
} FoyerAttendeeRow;

FoyerAttendee          *foyer_attendee_new               (FoyerAttendeeList *list,
                                                          guint              position);
void                    foyer_attendee_orphan            (FoyerAttendee     *self);
void                    foyer_attendee_emit_changed      (FoyerAttendee     *self);
const FoyerAttendeeRow *foyer_attendee_list_peek_row     (FoyerAttendeeList *self,
                                                          guint              position);
void                    foyer_attendee_list_forget_slot  (FoyerAttendeeList *self,
                                                          guint              position);

/* The live objects, one per position that a view holds. */
typedef struct _FoyerAttendeeSlots FoyerAttendeeSlots;

FoyerAttendeeSlots     *foyer_attendee_slots_new         (void);
void                    foyer_attendee_slots_free        (FoyerAttendeeSlots *self);
FoyerAttendee          *foyer_attendee_slots_get         (FoyerAttendeeSlots *self,
                                                          FoyerAttendeeList  *list,
                                                          guint               position);
void                    foyer_attendee_slots_forget      (FoyerAttendeeSlots *self,
                                                          guint               position);
void                    foyer_attendee_slots_orphan      (FoyerAttendeeSlots *self);
void                    foyer_attendee_slots_tell        (FoyerAttendeeSlots *self,
                                                          guint               n,
                                                          guint               first_seen,
                                                          guint               last_seen,
                                                          gboolean            in_sight);

/* Pages of rows, the least recently used dropped. */
typedef struct _FoyerAttendeePages FoyerAttendeePages;

FoyerAttendeePages     *foyer_attendee_pages_new         (FoyerDatabase      *reader);
void                    foyer_attendee_pages_free        (FoyerAttendeePages *self);
void                    foyer_attendee_pages_clear       (FoyerAttendeePages *self);
const FoyerAttendeeRow *foyer_attendee_pages_get         (FoyerAttendeePages *self,
                                                          const GArray       *keys,
                                                          guint               position);
void                    foyer_attendee_read_first        (FoyerDatabase      *reader,
                                                          const FoyerUuid    *event_id,
                                                          guint               n,
                                                          GArray             *keys);

GTask                  *foyer_attendee_query_async       (GObject                *owner,
                                                          FoyerRoster            *roster,
                                                          const FoyerRosterQuery *query,
                                                          GCancellable           *cancellable,
                                                          GAsyncReadyCallback     callback);
GArray                 *foyer_attendee_query_wait        (GTask                  *task,
                                                          gint64                  until,
                                                          guint                  *total);
GArray                 *foyer_attendee_query_finish      (GAsyncResult           *result,
                                                          guint                  *total);
gpointer                foyer_attendee_query_ref_owner   (GAsyncResult           *result);
gboolean                foyer_attendee_query_is_same     (const FoyerRosterQuery *a,
                                                          const FoyerRosterQuery *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerAttendeePages, foyer_attendee_pages_free)

G_END_DECLS

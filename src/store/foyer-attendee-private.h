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

const FoyerAttendeeRow *foyer_attendee_list_peek_row     (FoyerAttendeeList *self,
                                                          guint              position);

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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-store.h"

G_BEGIN_DECLS

/* What the event editor edits: the event and its tiers, in order. Written to a file while unsaved, so that it survives a crash. */
typedef struct
{
  FoyerEvent *event; /* (owned) */
  GPtrArray  *tiers; /* (owned) (element-type FoyerTier) */
} FoyerEventDraft;

#define FOYER_TYPE_EVENT_DRAFT (foyer_event_draft_get_type ())
GType            foyer_event_draft_get_type  (void);

/* A new event: today at 19:00, or tomorrow when that is past, in the machine's zone and currency. */
FoyerEventDraft *foyer_event_draft_new       (gint64                  now,
                                              const char             *currency);
FoyerEventDraft *foyer_event_draft_load      (FoyerDatabase          *db,
                                              const FoyerUuid        *event_id,
                                              GError                **error);
/* before (nullable): what was loaded; without it the event is added. One change set. Gives rows their ids. */
gboolean         foyer_event_draft_save      (const FoyerEventDraft  *before,
                                              FoyerEventDraft        *after,
                                              FoyerDatabase          *db,
                                              gint64                 *change_set,
                                              GError                **error);
gboolean         foyer_event_draft_equal     (const FoyerEventDraft  *a,
                                              const FoyerEventDraft  *b);
FoyerEventDraft *foyer_event_draft_copy      (const FoyerEventDraft  *self);
void             foyer_event_draft_free      (FoyerEventDraft        *self);
char            *foyer_event_draft_to_text   (const FoyerEventDraft  *self);
FoyerEventDraft *foyer_event_draft_from_text (const char             *text,
                                              GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEventDraft, foyer_event_draft_free)

G_END_DECLS

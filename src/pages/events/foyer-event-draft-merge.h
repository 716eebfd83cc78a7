/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-draft.h"

G_BEGIN_DECLS

/* What somebody else changed while a draft was worked on. */
typedef struct
{
  FoyerColumnSet taken; /* the event's columns that have their value now */
  FoyerColumnSet kept;  /* the event's columns that were changed here too, and keep what is here */
  guint n_rows;         /* tiers and questions with something taken over */
  guint n_rows_kept;    /* … with something that was changed here too */
} FoyerDraftMerge;

/* base: what mine began with; theirs: what the replica has now. Column by column: what was not
 * changed here becomes theirs, the rest stays mine. A row that only one side removed is gone,
 * unless the other changed it. */
FoyerEventDraft *foyer_event_draft_merge (const FoyerEventDraft *base,
                                          const FoyerEventDraft *mine,
                                          const FoyerEventDraft *theirs,
                                          FoyerDraftMerge *merge); /* (out) */

G_END_DECLS

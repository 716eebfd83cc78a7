/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-draft.h"
#include "foyer-progress.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* foyer_event_draft_save () on the database thread; with other dates of its series unless the scope
 * is FOYER_SERIES_THIS: then it is long work, that tells how far it is and can be cancelled.
 * before: (nullable) */
void foyer_event_draft_save_async (FoyerReplica *replica,
                                   const FoyerEventDraft *before,
                                   const FoyerEventDraft *after,
                                   FoyerSeriesScope scope,
                                   gboolean overwrite,
                                   FoyerProgressFunc progress,
                                   gpointer progress_data,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* (transfer full) (nullable) What is stored now: its rows have their keys. */
FoyerEventDraft *foyer_event_draft_save_finish (FoyerReplica *replica,
                                                GAsyncResult *result,
                                                gint64 *change_set,
                                                GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-progress.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* Makes a series of an event, on the thread of long work. exceptions: (element-type gint64) wall
 * times, sorted. Finish gives the change set, 0 with error. */
void foyer_repeat_job_run_async (FoyerReplica *replica,
                                 const FoyerUuid *event_id,
                                 const char *rule,
                                 GArray *exceptions,
                                 FoyerProgressFunc progress,
                                 gpointer progress_data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gint64 foyer_repeat_job_run_finish (FoyerReplica *replica, GAsyncResult *result, GError **error);

G_END_DECLS

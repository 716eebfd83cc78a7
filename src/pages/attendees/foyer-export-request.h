/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-progress.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* Writes attendees to a CSV file, in the order of keys (element-type gint64). columns: as of foyer_attendee_export (). */
void   foyer_export_request_run_async  (FoyerReplica         *replica,
                                        const FoyerUuid      *event_id,
                                        GArray               *keys,
                                        const char *const    *columns,
                                        GFile                *file,
                                        FoyerProgressFunc     progress,      /* (nullable) */
                                        gpointer              progress_data,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
/* How many were written; -1 with error, then no file was. */
gint64 foyer_export_request_run_finish (FoyerReplica         *replica,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS

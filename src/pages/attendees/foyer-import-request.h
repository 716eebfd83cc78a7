/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-importer.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* What the dialog asks for: a list, and the event it goes into. Shared with the thread that does it. */
typedef struct _FoyerImportRequest FoyerImportRequest;

/* plan is copied. event (nullable): a new event to make; else event_id. */
FoyerImportRequest *foyer_import_request_new        (FoyerImportPlan      *plan,
                                                     const FoyerUuid      *event_id,
                                                     const FoyerEvent     *event);
FoyerImportRequest *foyer_import_request_ref        (FoyerImportRequest   *self);
void                foyer_import_request_unref      (FoyerImportRequest   *self);
gint64              foyer_import_request_get_n_done (FoyerImportRequest   *self);
/* Of the event that it goes into; after an import. */
const FoyerUuid    *foyer_import_request_get_event_id (FoyerImportRequest *self);

/* What would happen: on a thread and a connection of its own, so that no door waits for it. */
void                foyer_import_request_try_async  (FoyerImportRequest   *self,
                                                     FoyerReplica         *replica,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
FoyerImportReport  *foyer_import_request_try_finish (GAsyncResult         *result,
                                                     GError              **error);
/* On the database thread, for good. */
void                foyer_import_request_run_async  (FoyerImportRequest   *self,
                                                     FoyerReplica         *replica,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
FoyerImportReport  *foyer_import_request_run_finish (FoyerReplica         *replica,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerImportRequest, foyer_import_request_unref)

G_END_DECLS

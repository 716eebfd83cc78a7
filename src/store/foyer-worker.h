/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"

G_BEGIN_DECLS

/* A named thread with a connection of its own and a queue by priority. Private to the layer.
 *
 *   push (0) ─┐
 *   push (1) ─┼─▸ [0 0 │ 1 1 1] ─▸ thread: func (db) ─▸ context: done (result, error)
 *   push (0) ─┘        idle for a moment: the log is copied into the file
 */
typedef struct _FoyerWorker FoyerWorker;

typedef gpointer (*FoyerWorkerFunc) (FoyerDatabase *db,
                                     gpointer       data,
                                     GCancellable  *cancellable,
                                     GError       **error);
/* On the thread of the context that was given. Owns result and error. */
typedef void (*FoyerWorkerDone) (gpointer data,
                                 gpointer result,
                                 GError  *error);

/* db (transfer full) (nullable): NULL opens a connection to path with the first work. committed is called on the worker's thread
 * after each commit. */
FoyerWorker *foyer_worker_new  (const char       *name,
                                const char       *path,
                                FoyerDatabase    *db,
                                void            (*committed) (gpointer data),
                                gpointer          committed_data);
void         foyer_worker_push (FoyerWorker      *self,
                                int               priority,
                                FoyerWorkerFunc   func,
                                FoyerWorkerDone   done,
                                gpointer          data,
                                GCancellable     *cancellable,
                                GMainContext     *context);
gboolean     foyer_worker_is_busy (FoyerWorker   *self);
/* Waits until all that was pushed is done. */
void         foyer_worker_drain (FoyerWorker     *self);
/* Lets it finish what is queued, joins it, closes its connection. Not to be called on its own thread. */
void         foyer_worker_free (FoyerWorker      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerWorker, foyer_worker_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"

G_BEGIN_DECLS

/* A named thread with a connection of its own and a queue by priority. Private to the layer.
 *
 *   push (0) ─┐
 *   push (1) ─┼─▸ [0 0 │ 1 1 1] ─▸ thread: func (db) ─▸ context: done (result, error)
 *   push (0) ─┘        idle for a moment: the log is copied into the file, unless it is prompt
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

/* On the worker's thread after each commit, with the pages that the log holds now. */
typedef void (*FoyerWorkerCommitted) (gpointer data,
                                      int      n_log_pages);

/* db (transfer full) (nullable): NULL opens a connection to path with the first work. is_prompt: somebody waits for each answer;
 * it leaves the log to others as long as that can be. */
FoyerWorker *foyer_worker_new  (const char       *name,
                                const char       *path,
                                FoyerDatabase    *db,
                                gboolean          is_prompt,
                                FoyerWorkerCommitted committed, /* (nullable) */
                                gpointer          committed_data);
void         foyer_worker_push (FoyerWorker      *self,
                                int               priority,
                                FoyerWorkerFunc   func,
                                FoyerWorkerDone   done,
                                gpointer          data,
                                GCancellable     *cancellable,
                                GMainContext     *context);
/* Somebody else wrote: copies the log when it has nothing to do. Any thread. */
void         foyer_worker_note_log (FoyerWorker  *self,
                                    int           n_log_pages);
gboolean     foyer_worker_is_busy (FoyerWorker   *self);
/* Waits until all that was pushed is done. */
void         foyer_worker_drain (FoyerWorker     *self);
/* Lets it finish what is queued, joins it, closes its connection. Not to be called on its own thread. */
void         foyer_worker_free (FoyerWorker      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerWorker, foyer_worker_free)

G_END_DECLS

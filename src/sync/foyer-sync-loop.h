/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sync-teller.h"

G_BEGIN_DECLS

/* The thread of the engine. Everything here may be called on the main thread; funcs of acts run on
 * the thread, with its connection and links, between two rounds. */
typedef struct _FoyerSyncLoop FoyerSyncLoop;

/* Returns the task's result, or NULL with error. */
typedef gpointer (*FoyerSyncActFunc) (FoyerSyncLoop *loop,
                                      gpointer data,
                                      GCancellable *cancellable,
                                      GError **error);

/* func is called in the thread's default main context that this is called in, until free. */
FoyerSyncLoop *foyer_sync_loop_new (const char *path,
                                    FoyerSecrets *secrets,
                                    FoyerSyncNewsFunc func,
                                    gpointer data);
void foyer_sync_loop_start (FoyerSyncLoop *self);
/* is_fresh: what failed before may be better now. Any thread. */
void foyer_sync_loop_wake (FoyerSyncLoop *self, gboolean is_fresh);
void foyer_sync_loop_set_pace (FoyerSyncLoop *self, FoyerSyncPace pace);
void foyer_sync_loop_set_paused (FoyerSyncLoop *self, gboolean is_paused);
/* task (transfer full); its task data is given to func. */
void foyer_sync_loop_run (FoyerSyncLoop *self,
                          GTask *task,
                          FoyerSyncActFunc func,
                          GDestroyNotify result_free);
/* Cancels, and joins. */
void foyer_sync_loop_free (FoyerSyncLoop *self);

/* On the thread. */
FoyerDatabase *foyer_sync_loop_get_db (FoyerSyncLoop *self);
FoyerSecrets *foyer_sync_loop_get_secrets (FoyerSyncLoop *self);
FoyerSyncLink *foyer_sync_loop_need_link (FoyerSyncLoop *self, gint64 server_key, GError **error);
void foyer_sync_loop_add_link (FoyerSyncLoop *self, FoyerSyncLink *link); /* (transfer full) */
void foyer_sync_loop_drop_link (FoyerSyncLoop *self, gint64 server_key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSyncLoop, foyer_sync_loop_free)

G_END_DECLS

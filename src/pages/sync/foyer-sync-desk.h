/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"
#include "foyer-sync-engine.h"
#include "foyer-sync-snapshot.h"

G_BEGIN_DECLS

/* What the windows of the program know of its servers: the engine, while there is something for it to do, and where its
 * sessions lie.
 *
 *   idle (no server) ──need_engine──▸ running (keyring)
 *          │                             │ unlock: no keyring, a file instead
 *          └─ a file that is locked ─────┴──unlock──▸ running (file)
 *
 * Signals, on the main thread: "news" when what people are told in short is another; "changed" when lists are; "wiped" (const
 * char *url, const char *reason) when a server withdrew this device and its data were erased. */
#define FOYER_TYPE_SYNC_DESK (foyer_sync_desk_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSyncDesk, foyer_sync_desk, FOYER, SYNC_DESK, GObject)

FoyerSyncDesk *foyer_sync_desk_new (FoyerReplica *replica);
FoyerReplica *foyer_sync_desk_get_replica (FoyerSyncDesk *self);
/* (nullable): nothing is set up, or the file of its sessions is locked. */
FoyerSyncEngine *foyer_sync_desk_get_engine (FoyerSyncDesk *self);
/* Starts it where it does not run, for somebody who is about to sign in. */
FoyerSyncEngine *foyer_sync_desk_need_engine (FoyerSyncDesk *self);
/* Looks whether a server was set up, by another program as well, and starts the engine for it. */
void foyer_sync_desk_look (FoyerSyncDesk *self);
void foyer_sync_desk_stop (FoyerSyncDesk *self);
/* A passphrase is asked for before anything can be told. */
gboolean foyer_sync_desk_is_locked (FoyerSyncDesk *self);
gboolean foyer_sync_desk_has_file (FoyerSyncDesk *self);
/* Opens the file of the sessions, or makes it, and goes on with that instead of a keyring. */
void foyer_sync_desk_unlock_async (FoyerSyncDesk *self,
                                   const char *passphrase,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean foyer_sync_desk_unlock_finish (FoyerSyncDesk *self, GAsyncResult *result, GError **error);
void foyer_sync_desk_set_pace (FoyerSyncDesk *self, FoyerSyncPace pace);
void foyer_sync_desk_set_paused (FoyerSyncDesk *self, gboolean is_paused);
gboolean foyer_sync_desk_is_paused (FoyerSyncDesk *self);
void foyer_sync_desk_read_async (FoyerSyncDesk *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
FoyerSyncSnapshot *
foyer_sync_desk_read_finish (FoyerSyncDesk *self, GAsyncResult *result, GError **error);
/* What is done to the replica's own notes, such as to try again what was refused. func: as for foyer_replica_run_async (). */
void foyer_sync_desk_run_async (FoyerSyncDesk *self,
                                FoyerReplicaFunc func,
                                gpointer data,
                                GDestroyNotify data_free,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Also when it failed: the lists are read again. */
gboolean foyer_sync_desk_run_finish (FoyerSyncDesk *self, GAsyncResult *result, GError **error);

G_END_DECLS

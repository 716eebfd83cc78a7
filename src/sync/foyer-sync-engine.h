/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offered-event.h"
#include "foyer-secrets.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* Keeps a replica in step with its servers. Owned by the application; works on a thread of its own
 * with its own connection to the database and to each server.
 *
 *   main thread                                   "foyer-sync" thread
 *   start, poke, set_pace, set_paused, … ───────▸ wait ─▸ push what the journal has ─▸ pull what is
 * new ─▸ wait … notify::state, notify::n-waiting, … ◂──────── after each step …_async
 * ────────────────────────────────────▸ between two steps ─▸ callback on the main thread
 *
 * What lists need (servers, the age of each event's data, the queue, problems, conflicts) is read
 * from the replica with FoyerServerStore, FoyerQueueStore and FoyerConflictStore; it changed when
 * “changed” is emitted. */
#define FOYER_TYPE_SYNC_ENGINE (foyer_sync_engine_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSyncEngine, foyer_sync_engine, FOYER, SYNC_ENGINE, GObject)

/* What a person is told in one word; of several servers the gravest. */
typedef enum
{
  FOYER_SYNC_LOCAL,      /* no server is set up */
  FOYER_SYNC_UP_TO_DATE, /* everything was told, and everything is here */
  FOYER_SYNC_LOADING,    /* an event comes for the first time; see “progress” */
  FOYER_SYNC_WAITING,    /* “n-waiting” acts are still to be told */
  FOYER_SYNC_OFFLINE, /* a server cannot be reached since “offline-since”; see “message” */
  FOYER_SYNC_ATTENTION, /* somebody must look: signed out, refused, contradicted, wrong clock,
                           restored; see “message” */
} FoyerSyncState;

/* How often it asks for news: 1 s, 5 s, 30 s. */
typedef enum
{
  FOYER_SYNC_PACE_DOOR,       /* a door window is open */
  FOYER_SYNC_PACE_WINDOW,     /* another window is */
  FOYER_SYNC_PACE_BACKGROUND, /* none is */
} FoyerSyncPace;

#define FOYER_TYPE_SYNC_STATE (foyer_sync_state_get_type ())
GType foyer_sync_state_get_type (void);

/* Properties, read-only, notified on the main thread when they changed:
 *
 *   state          FoyerSyncState
 *   n-waiting      uint: rows that a server was not told yet
 *   n-problems     uint: rows set aside, see FoyerQueueStore
 *   n-conflicts    uint: open conflicts, see FoyerConflictStore
 *   offline-since  int64: microseconds since the epoch, FOYER_NONE when reachable
 *   message        string (nullable): the last trouble as a sentence for people
 *   progress       double: of a first load, 0 to 1; -1 when there is none or it is not known
 *   n-loaded       uint64: rows of it that are here
 *   seconds-left   int64: of it; -1 when not known
 *   rate           double: rows a second that come or go at present
 *   clock-offset   int64: a server's clock minus this one's, microseconds; FOYER_NONE when unknown
 *   is-clock-wrong boolean: more than a minute off, for sure
 *   is-paused      boolean
 *
 * Signal “changed” (FoyerSyncEngine *): servers, ages, queue, problems or conflicts in the replica
 * are others now. Signal “wiped” (FoyerSyncEngine *, const char *url, const char *reason): a server
 * withdrew this device and its data were erased. */
FoyerSyncEngine *foyer_sync_engine_new (const char *replica_path, FoyerSecrets *secrets);
void foyer_sync_engine_start (FoyerSyncEngine *self);
/* Waits for the step at hand, at most as long as a request takes to be cancelled. */
void foyer_sync_engine_stop (FoyerSyncEngine *self);
/* Something was written here, or somebody wants it now. Any thread. */
void foyer_sync_engine_poke (FoyerSyncEngine *self);
void foyer_sync_engine_set_pace (FoyerSyncEngine *self, FoyerSyncPace pace);
void foyer_sync_engine_set_paused (FoyerSyncEngine *self, gboolean is_paused);
FoyerSyncState foyer_sync_engine_get_state (FoyerSyncEngine *self);
guint foyer_sync_engine_get_n_waiting (FoyerSyncEngine *self);
const char *foyer_sync_engine_get_message (FoyerSyncEngine *self);

/* Signs in and sets the server up, with no event yet. url: as foyer_server_address_read () gives
 * it. Finish gives the server's key, -1 with error. Again for a server that asks to sign in anew.
 */
void foyer_sync_engine_sign_in_async (FoyerSyncEngine *self,
                                      const char *url,
                                      const char *email,
                                      const char *password,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gint64
foyer_sync_engine_sign_in_finish (FoyerSyncEngine *self, GAsyncResult *result, GError **error);
/* What lies there for this person; (element-type FoyerOfferedEvent), newest first. */
void foyer_sync_engine_list_events_async (FoyerSyncEngine *self,
                                          gint64 server_key,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
foyer_sync_engine_list_events_finish (FoyerSyncEngine *self, GAsyncResult *result, GError **error);
/* Where this person may make events; (element-type FoyerOrganizer). */
void foyer_sync_engine_list_organizers_async (FoyerSyncEngine *self,
                                              gint64 server_key,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
GPtrArray *foyer_sync_engine_list_organizers_finish (FoyerSyncEngine *self,
                                                     GAsyncResult *result,
                                                     GError **error);
/* Keeps these here from now on: (element-type FoyerOfferedEvent). Registers this device. */
void foyer_sync_engine_keep_async (FoyerSyncEngine *self,
                                   gint64 server_key,
                                   GPtrArray *events,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* A local event with all its tickets and history goes to the server, and is kept in step from then
 * on. */
void foyer_sync_engine_host_async (FoyerSyncEngine *self,
                                   gint64 server_key,
                                   const FoyerUuid *event_id,
                                   const FoyerUuid *organizer_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Ends the session. is_wiped: what is kept of it is erased, also what was not told yet; else it
 * stays as local data. */
void foyer_sync_engine_sign_out_async (FoyerSyncEngine *self,
                                       gint64 server_key,
                                       gboolean is_wiped,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* n more places of a tier of an event that lies on a server, for a cart that wants more than is here;
 * is_wished: somebody asks for them by hand, and they stay. One round trip. When it is cancelled, or
 * the server is not reached, nothing is half: what it gave all the same goes back by itself. Finish
 * gives how many came, n or more; -1 with error, a sentence for people. */
void foyer_sync_engine_fetch_places_async (FoyerSyncEngine *self,
                                           const FoyerUuid *event_id,
                                           const FoyerUuid *tier_id,
                                           gint64 n,
                                           gboolean is_wished,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gint64
foyer_sync_engine_fetch_places_finish (FoyerSyncEngine *self, GAsyncResult *result, GError **error);
/* All that no cart holds goes back: a cash session was closed, or somebody says so; tier_id:
 * (nullable) of all tiers. It is not sold here any more, and goes when the server is reached. */
void foyer_sync_engine_return_places_async (FoyerSyncEngine *self,
                                            const FoyerUuid *event_id,
                                            const FoyerUuid *tier_id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
/* The server came back from an older copy: tell it what is known here, or take what it has. */
void foyer_sync_engine_answer_restore_async (FoyerSyncEngine *self,
                                             gint64 server_key,
                                             gboolean is_told_again,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
/* Of keep, host, sign_out, return_places and answer_restore. */
gboolean foyer_sync_engine_act_finish (FoyerSyncEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS

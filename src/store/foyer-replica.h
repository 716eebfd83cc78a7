/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-changes.h"
#include "foyer-roster.h"

G_BEGIN_DECLS

/* The replica of one desk: the file, the threads that work on it, a reader for the main thread, the change feed.
 *
 *   main thread ── run_async (SCAN, ACT) ──▸ "foyer-database" thread:  func (db) ── commit ─┐
 *        │      └─ run_async (LONG) ───────▸ "foyer-long-work" thread: func (db) ── commit ─┤
 *        │                                             another program's commit ────────────┤ (seen within 1 s)
 *        │◂── "changed" (batch) ◂── rosters brought up to date ◂── "foyer-feed" thread ◂─────┘
 *        └── get_reader (): bounded pages by key, read-only
 *
 * A scan never waits for long work that reads; it waits for an import's transaction, as long as that takes,
 * since SQLite has one writer at a time. */
#define FOYER_TYPE_REPLICA (foyer_replica_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReplica, foyer_replica, FOYER, REPLICA, GObject)

typedef enum
{
  FOYER_PRIORITY_SCAN,    /* somebody stands at the door */
  FOYER_PRIORITY_ACT,     /* somebody pressed a button */
  FOYER_PRIORITY_LONG,    /* import, export, counting */
} FoyerReplicaPriority;

/* Runs on the database thread. Returns a non-NULL result (or GINT_TO_POINTER (TRUE)), or NULL with error set. */
typedef gpointer (*FoyerReplicaFunc) (FoyerDatabase  *db,
                                      gpointer        data,
                                      GCancellable   *cancellable,
                                      GError        **error);

char          *foyer_replica_default_path (void);
/* Opens (makes) the file, takes the lock of "one window program", looks at header and schema, all off the main thread. The
 * whole file is checked after that, in the background. */
void           foyer_replica_open_async   (const char            *path,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
FoyerReplica  *foyer_replica_open_finish  (GAsyncResult          *result,
                                           GError               **error);
void           foyer_replica_run_async    (FoyerReplica          *self,
                                           FoyerReplicaPriority   priority,
                                           FoyerReplicaFunc       func,
                                           gpointer               data,
                                           GDestroyNotify         data_free,
                                           GDestroyNotify         result_free,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
gpointer       foyer_replica_run_finish   (FoyerReplica          *self,
                                           GAsyncResult          *result,
                                           GError               **error);
gboolean       foyer_replica_has_long_work (FoyerReplica         *self);
/* Waits until all that was asked for is on disk: at the end of the program. */
void           foyer_replica_drain        (FoyerReplica          *self);
FoyerDatabase *foyer_replica_get_reader   (FoyerReplica          *self);
const char    *foyer_replica_get_path     (FoyerReplica          *self);
/* The event's roster, shared by all who ask while one of them holds it. It loads by itself; see FoyerRoster:is-ready. */
FoyerRoster   *foyer_replica_ref_roster   (FoyerReplica          *self,
                                           const FoyerUuid       *event_id);
/* Undo: applies the inverse of a change set, asynchronously. Finish gives the new change set, 0 with error. */
void           foyer_replica_undo_async   (FoyerReplica          *self,
                                           gint64                 change_set,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
gint64         foyer_replica_undo_finish  (FoyerReplica          *self,
                                           GAsyncResult          *result,
                                           guint                 *n_kept,
                                           GError               **error);
/* Signal "changed": void (FoyerReplica *, FoyerChanges *), main thread, one per batch; the rosters know of it already.
 * Signal "damaged": void (FoyerReplica *, GError *), main thread: the check that follows opening found the file damaged. */

G_END_DECLS

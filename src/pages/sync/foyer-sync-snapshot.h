/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-queue-store.h"
#include "foyer-server-store.h"

G_BEGIN_DECLS

/* An event that is kept in step, as a list shows it. */
typedef struct
{
  FoyerHostedEvent *event; /* (owned) */
  char *title;             /* (nullable): nothing of it is here yet */
} FoyerKeptEvent;

typedef struct
{
  FoyerServer *server; /* (owned) */
  GPtrArray *events;   /* (element-type FoyerKeptEvent) */
  guint64 n_waiting;   /* rows that it was not told yet, with those that it refused */
} FoyerKeptServer;

/* All that the faces of sync list, read at once and off the main thread. */
typedef struct
{
  GPtrArray *servers;  /* (element-type FoyerKeptServer) */
  GPtrArray *kinds;    /* (element-type FoyerQueueKind) */
  GPtrArray *problems; /* (element-type FoyerPushProblem) */
} FoyerSyncSnapshot;

FoyerSyncSnapshot *foyer_sync_snapshot_read (FoyerDatabase *db, GError **error);
void foyer_sync_snapshot_free (FoyerSyncSnapshot *self);
/* (nullable) */
const FoyerKeptServer *foyer_sync_snapshot_find (const FoyerSyncSnapshot *self, gint64 server_key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSyncSnapshot, foyer_sync_snapshot_free)

G_END_DECLS

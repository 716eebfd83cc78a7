/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sync-engine.h"
#include "foyer-sync-link.h"

G_BEGIN_DECLS

/* A server, as the thread of the engine knows it: when it is asked next. */
typedef struct
{
  gint64 key;
  FoyerSyncLink *link; /* (owned): NULL while signed out */
  gint64 due;          /* by g_get_monotonic_time () */
  guint n_failures;    /* in a row */
} FoyerSyncPeer;

/* (element-type FoyerSyncPeer). */
GPtrArray *foyer_sync_peers_new (void);
/* Servers come and go, by this program or another. */
void foyer_sync_peers_meet (GPtrArray *peers, FoyerDatabase *db, FoyerSecrets *secrets);
FoyerSyncPeer *foyer_sync_peers_find (GPtrArray *peers, gint64 key);
FoyerSyncPeer *foyer_sync_peers_need (GPtrArray *peers, gint64 key);
/* NULL when none is due. */
FoyerSyncPeer *foyer_sync_peers_next (GPtrArray *peers);
/* It answered: the next time as the pace says. */
void foyer_sync_peer_put_on (FoyerSyncPeer *self, FoyerSyncPace pace);
/* It did not, and wants retry_after seconds of rest, 0 when not said. */
void foyer_sync_peer_put_off (FoyerSyncPeer *self, guint retry_after);

G_END_DECLS

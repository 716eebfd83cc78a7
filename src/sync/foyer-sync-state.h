/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sync-engine.h"
#include "foyer-sync-link.h"

G_BEGIN_DECLS

/* How it stands with all servers, as people are told: read from the replica, and from the round at
 * hand. */
typedef struct
{
  FoyerSyncState state;
  guint n_waiting;
  guint n_problems;
  guint n_conflicts;
  gint64 offline_since;
  char *message; /* (nullable) */
  gint64 clock_offset;
  gboolean is_clock_wrong;
  gboolean is_loading;
} FoyerSyncStanding;

void foyer_sync_standing_clear (FoyerSyncStanding *self);
gboolean foyer_sync_standing_read (FoyerSyncStanding *self, FoyerDatabase *db, GError **error);
void foyer_sync_standing_take (FoyerSyncStanding *self, FoyerDatabase *db);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerSyncStanding, foyer_sync_standing_clear)

G_END_DECLS

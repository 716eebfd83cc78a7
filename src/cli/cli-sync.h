/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cli.h"
#include "foyer-lock.h"
#include "foyer-secrets.h"
#include "foyer-server-store.h"

G_BEGIN_DECLS

/* Opens the replica, and where its sessions lie: the file that FOYER_PASSPHRASE_FILE unlocks, else
 * the keyring. */
FoyerSecrets *cli_sync_open_secrets (FoyerCli *self, FoyerDatabaseMode mode, GError **error);
/* No other program syncs meanwhile; waits a moment for one that does so once. */
FoyerLock *cli_sync_take_lock (FoyerCli *self, GError **error);
/* (nullable) address: the only server, or one of several by its address, as typed. */
FoyerServer *cli_sync_find_server (FoyerCli *self, const char *address, GError **error);

G_END_DECLS

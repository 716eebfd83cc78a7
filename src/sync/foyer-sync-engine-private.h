/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sync-engine.h"
#include "foyer-sync-loop.h"

G_BEGIN_DECLS

/* (nullable): while it runs. */
FoyerSyncLoop *foyer_sync_engine_get_loop (FoyerSyncEngine *self);

G_END_DECLS

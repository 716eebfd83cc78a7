/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sync-teller.h"

G_BEGIN_DECLS

/* While a server is asked, the engine's thread waits for it, half a minute at worst. What is written
 * in the replica meanwhile is told all the same: a thread of its own looks, which sleeps while nobody
 * is asked. Any thread. */
typedef struct _FoyerSyncWatch FoyerSyncWatch;

FoyerSyncWatch *foyer_sync_watch_new (const char *path, FoyerSyncTeller *teller);
/* A round begins, or is over. */
void foyer_sync_watch_set_busy (FoyerSyncWatch *self, gboolean is_busy);
/* Something was written, or another pressed “Sync”. */
void foyer_sync_watch_poke (FoyerSyncWatch *self);
void foyer_sync_watch_free (FoyerSyncWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSyncWatch, foyer_sync_watch_free)

G_END_DECLS

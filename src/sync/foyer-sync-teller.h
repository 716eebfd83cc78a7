/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sync-speed.h"
#include "foyer-sync-state.h"

G_BEGIN_DECLS

/* Lives while it is told. */
typedef struct
{
  gboolean has_standing;
  FoyerSyncStanding standing;
  FoyerSyncSpeed speed;
  gboolean is_changed;
  char *url;    /* (nullable): of a server that withdrew this device */
  char *reason; /* (nullable): what it said */
} FoyerSyncNews;

typedef void (*FoyerSyncNewsFunc) (FoyerSyncNews *news, gpointer data);

/* Brings news from the threads of the engine to the one that people look at. What is told later was
 * read later, whichever thread tells it. */
typedef struct _FoyerSyncTeller FoyerSyncTeller;

/* func is called in the thread's default main context that this is called in, until it is closed. */
FoyerSyncTeller *foyer_sync_teller_new (FoyerSyncNewsFunc func, gpointer data);
/* These on any thread. db: the thread's own. */
void foyer_sync_teller_tell (FoyerSyncTeller *self, FoyerDatabase *db, gboolean is_changed);
/* is_told: at once, and not with what is told next. */
void
foyer_sync_teller_set_speed (FoyerSyncTeller *self, const FoyerSyncSpeed *speed, gboolean is_told);
void foyer_sync_teller_tell_wiped (FoyerSyncTeller *self, const char *url, const char *reason);
/* By g_get_monotonic_time (): when the standing was told last. */
gint64 foyer_sync_teller_get_time (FoyerSyncTeller *self);
/* On the thread that made it, when no other tells any more; what is on its way is lost. */
void foyer_sync_teller_close (FoyerSyncTeller *self);

G_END_DECLS

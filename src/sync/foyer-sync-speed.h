/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-pull.h"

G_BEGIN_DECLS

/* Of a first load, and of what comes and goes at present. */
typedef struct
{
  double progress; /* 0 to 1; -1 */
  guint64 n_loaded;
  gint64 seconds_left; /* -1 */
  double rate;         /* rows a second */
} FoyerSyncSpeed;

#define FOYER_SYNC_NO_SPEED ((FoyerSyncSpeed){ .progress = -1, .seconds_left = -1 })

/* What it is made of; all zero when nothing is loaded. */
typedef struct
{
  gint64 began;  /* by g_get_monotonic_time (): when rows last began to come */
  gint64 n_rows; /* that came in rounds that were interrupted */
} FoyerSyncMeter;

void foyer_sync_meter_read (FoyerSyncMeter *self,
                            const FoyerPullCount *count,
                            gint64 now,
                            FoyerSyncSpeed *speed);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-speed.h"

/**
 * foyer_sync_meter_read:
 * @self: what was measured so far
 * @count: what the round has done
 * @now: by g_get_monotonic_time ()
 * @speed: (inout): of the load
 *
 * The part that is done is known when the server says how much comes; the time that it takes, when
 * it has gone on for a moment.
 */
void
foyer_sync_meter_read (FoyerSyncMeter *self,
                       const FoyerPullCount *count,
                       gint64 now,
                       FoyerSyncSpeed *speed)
{
  if (self->began == 0)
    self->began = now;
  speed->n_loaded = self->n_rows + count->n_rows;
  if (now > self->began)
    speed->rate = (double) speed->n_loaded * G_TIME_SPAN_SECOND / (now - self->began);
  if (count->load_rows <= 0)
    return;
  speed->progress = (double) count->load_done / count->load_rows;
  if (speed->rate > 0)
    speed->seconds_left = (gint64) ((count->load_rows - count->load_done) / speed->rate + 0.5);
}

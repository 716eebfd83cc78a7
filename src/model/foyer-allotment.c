/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-allotment.h"

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN_SINCE (4, FoyerAllotment, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerAllotment, tier_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerAllotment, device_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerAllotment, quantity, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = 100000),
  FOYER_COLUMN_SINCE (4, FoyerAllotment, used, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = 100000),
  FOYER_COLUMN_SINCE (4, FoyerAllotment, expires_at, TIME, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerAllotment, ended_at, TIME),
  FOYER_COLUMN_SINCE (4, FoyerAllotment, used_here, INTEGER, .flags = FOYER_COLUMN_LOCAL, .max = 100000),
  FOYER_COLUMN_SINCE (4, FoyerAllotment, kept_here, INTEGER, .flags = FOYER_COLUMN_LOCAL, .max = 100000),
  FOYER_COLUMN_SINCE (4, FoyerAllotment, is_wished, BOOLEAN, .flags = FOYER_COLUMN_LOCAL),
};
/* clang-format on */

const FoyerRowType FOYER_ALLOTMENT_TYPE = {
  .table = "allotments",
  .number = 17,
  .size = sizeof (FoyerAllotment),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};

/**
 * foyer_allotment_get_left:
 * @self: an allotment of the device that asks
 * @now: the time, by the server's clock as far as it is known
 *
 * What was sold here and not told yet counts, and so does what the server knows: the larger one,
 * as all that the server counts was sold here. What is on its way back is not sold any more, whether
 * the server has heard of it or not.
 *
 * Returns: how many more may be sold; 0 when it ended or is about to
 */
gint64
foyer_allotment_get_left (const FoyerAllotment *self, gint64 now)
{
  gint64 used = MAX (self->used, self->used_here); /* FOYER_NONE is below 0 */
  gint64 held =
      self->kept_here != FOYER_NONE ? MIN (self->quantity, self->kept_here) : self->quantity;

  if (self->ended_at != FOYER_NONE || now >= self->expires_at - FOYER_ALLOTMENT_MARGIN)
    return 0;
  return MAX (held - used, 0);
}

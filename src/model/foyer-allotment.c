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

static gint64
count_used (const FoyerAllotment *self)
{
  return MAX (self->used, self->used_here);
}

/**
 * foyer_allotment_give_back:
 * @self: an allotment of the device that asks
 * @n: how many places are too many
 * @now: the time, as for foyer_allotment_get_left ()
 *
 * Of one that is over all goes back.
 *
 * Returns: how many of them it has
 */
gint64
foyer_allotment_give_back (FoyerAllotment *self, gint64 n, gint64 now)
{
  gint64 left = foyer_allotment_get_left (self, now);
  gint64 part = CLAMP (n, 0, left);

  if (self->ended_at != FOYER_NONE)
    return 0;
  if (part > 0 || left == 0)
    self->kept_here = count_used (self) + left - part;
  return part;
}

/**
 * foyer_allotment_is_going_back:
 * @self: an allotment of the device that asks
 *
 * Returns: whether the server is still to be asked
 */
gboolean
foyer_allotment_is_going_back (const FoyerAllotment *self)
{
  return self->ended_at == FOYER_NONE && self->kept_here != FOYER_NONE &&
         (self->kept_here < self->quantity || self->quantity == self->used);
}

/**
 * foyer_allotment_get_keep:
 * @self: an allotment that goes back
 *
 * What was sold here and not told yet stays, so that it is taken out of this when it is told. Where
 * the server has heard of more than this device knows, it keeps more, and is asked again.
 *
 * Returns: how many it keeps besides those that it knows are used
 */
gint64
foyer_allotment_get_keep (const FoyerAllotment *self)
{
  return MAX (MAX (self->kept_here, self->used_here) - self->used, 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-allotment-policy.h"

#include <math.h>

/* How long a desk can go on alone, at its present rate. */
#define HOURS_ALONE 0.25
/* For the first ones who come. */
#define FIRST_FEW 4
/* With fewer in the pool for each desk, the others are short. */
#define SHORT 4

static gint64
count_bound (const FoyerStockView *view)
{
  return MIN (view->in_carts + (view->is_over ? 0 : view->wished), view->here);
}

/* Half of an equal share: what is left in the pool meanwhile goes to who sells most. */
static gint64
count_stock (const FoyerStockView *view, gint64 bound)
{
  gint64 n_free = MAX (view->in_pool, 0) + view->here - bound;
  gint64 share = n_free / (2 * (gint64) MAX (view->n_desks, 1));
  double wanted = ceil (CLAMP (view->rate, 0, 100000) * HOURS_ALONE) + FIRST_FEW;

  if (!view->is_selling || view->is_over)
    return 0;
  return MIN ((gint64) wanted, share);
}

/**
 * foyer_allotment_policy_target:
 * @view: how it stands
 *
 * What carts hold and people asked for, and besides: enough for a quarter of an hour, but at most
 * half of this desk's equal share of what is left. So it shrinks to nothing as the pool empties,
 * and the last places are asked for one by one.
 *
 * Returns: how many places this desk should hold of the tier
 */
gint64
foyer_allotment_policy_target (const FoyerStockView *view)
{
  gint64 bound = count_bound (view);

  return bound + count_stock (view, bound);
}

/**
 * foyer_allotment_policy_plan:
 * @view: how it stands
 *
 * Small differences are let be, so that places do not go to and fro; but when others are short,
 * what is too much goes back at once.
 *
 * Returns: how many more to fetch; below 0 how many to give back
 */
gint64
foyer_allotment_policy_plan (const FoyerStockView *view)
{
  gint64 bound = count_bound (view);
  gint64 stock = count_stock (view, bound);
  gint64 here = view->here - bound;
  gboolean is_short = view->in_pool < SHORT * (gint64) view->n_desks;

  if (here < (stock + 1) / 2)
    return MIN (stock - here, MAX (view->in_pool, 0));
  if (here > stock && (is_short || stock == 0 || here > 2 * stock))
    return stock - here;
  return 0;
}

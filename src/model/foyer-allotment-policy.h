/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of one tier, as a desk sees it that sells at an event of a server. */
typedef struct
{
  gint64   in_pool;    /* left, and held by no desk, as far as this one knows */
  guint    n_desks;    /* that hold places of the event, this one included */
  double   rate;       /* tickets that this desk sells of it, an hour */
  gint64   here;       /* left at this desk */
  gint64   in_carts;   /* of here: what open carts hold */
  gint64   wished;     /* of here: what somebody asked for by hand */
  gboolean is_selling; /* something was sold here in the last minutes, or a cash session is open */
  gboolean is_over;    /* nobody sells any more: the event has ended, or the tier's sale */
} FoyerStockView;

/* Places in advance, so that a sale asks nobody, and one goes on for a while without the server. */
gint64 foyer_allotment_policy_target (const FoyerStockView *view);
/* Above 0: so many more are to be fetched; below 0: so many go back; 0: let it be. */
gint64 foyer_allotment_policy_plan   (const FoyerStockView *view);

G_END_DECLS

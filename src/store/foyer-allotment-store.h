/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-allotment.h"
#include "foyer-offer.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* What a desk may sell: of a local event what is left of it; of one that lies on a server, and of a tier that anything limits,
 * what this device holds. Less what open carts hold, but for one's own. */

/* Of a tier, for showing: “12 here, 40 elsewhere, 2 minutes ago”. */
typedef struct
{
  FoyerUuid tier_id;
  gboolean  is_escrowed; /* only what is here is sold */
  gint64    here;        /* FOYER_NONE: no limit */
  gint64    elsewhere;   /* left, but not here, as far as it is known; FOYER_NONE: no limit */
  gint64    in_carts;    /* of here, what other carts hold already */
} FoyerStock;

/* The event's offer as this desk can sell it. cart_id: (nullable) whose holds do not count. */
FoyerOffer *foyer_allotment_store_load_offer (FoyerDatabase     *db,
                                              const FoyerEvent  *event,
                                              const char *const *codes,       /* (nullable) as entered, NULL-terminated */
                                              const char        *buyer_email, /* (nullable) */
                                              const FoyerUuid   *cart_id,
                                              GError           **error);
/* (element-type FoyerStock) in the tiers' order. as_of: when the server last said that all was here; FOYER_NONE: a local event. */
GArray     *foyer_allotment_store_read_stock (FoyerDatabase     *db,
                                              const FoyerEvent  *event,
                                              gint64            *as_of,
                                              GError           **error);
/* Whether its places are shared out by a server. */
gboolean    foyer_allotment_store_is_hosted  (FoyerDatabase     *db,
                                              const FoyerUuid   *event_id,
                                              gboolean          *is_hosted,
                                              GError           **error);
/* This device's allotments of an event (of one tier, or of all with NULL) that hold, first to expire first; (element-type
 * FoyerAllotment). */
GPtrArray  *foyer_allotment_store_list_here  (FoyerDatabase     *db,
                                              const FoyerUuid   *event_id,
                                              const FoyerUuid   *tier_id,
                                              GError           **error);
/* Takes so many places out of what this device holds, in the act's own transaction. FALSE with CONFLICT: it does not hold as many. */
gboolean    foyer_allotment_store_use        (FoyerTransaction  *transaction,
                                              const FoyerUuid   *event_id,
                                              const FoyerUuid   *tier_id,
                                              gint64             quantity,
                                              GError           **error);

G_END_DECLS

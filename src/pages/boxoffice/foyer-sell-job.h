/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-allotment-store.h"
#include "foyer-cashier-store.h"
#include "foyer-replica.h"
#include "foyer-sale-wishes.h"
#include "foyer-sell-tender.h"

G_BEGIN_DECLS

/* What a till does with its replica, off the main thread. */

/* How it stands with the till's book. */
typedef struct
{
  gboolean   is_open;
  gint64     drawer;    /* what lies in it, minor units */
  gint64     opened_at;
  FoyerUuid  cashier_id; /* who is at it; nil for none */
} FoyerTillSight;

/* What there is to sell, as of one moment. */
typedef struct
{
  FoyerOffer    *offer;  /* (owned) */
  GArray        *stocks; /* (owned) of FoyerStock, in the tiers' order */
  gint64         as_of;  /* of the stocks; FOYER_NONE: a local event */
  FoyerTillSight till;
} FoyerSellSight;

void            foyer_sell_sight_free      (FoyerSellSight        *self);

void            foyer_sell_job_look_async  (FoyerReplica          *replica,
                                            const FoyerUuid       *event_id,
                                            const FoyerSaleCart   *cart,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
FoyerSellSight *foyer_sell_job_look_finish (GAsyncResult          *result,
                                            GError               **error);
/* Holds the places of the cart; of an empty one none. Who holds what is not there gets a sentence. */
void            foyer_sell_job_hold_async  (FoyerReplica          *replica,
                                            const FoyerUuid       *event_id,
                                            const FoyerSaleCart   *cart,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
gboolean        foyer_sell_job_hold_finish (GAsyncResult          *result,
                                            GError               **error);
void            foyer_sell_job_sell_async  (FoyerReplica          *replica,
                                            const FoyerUuid       *event_id,
                                            const FoyerSaleCart   *cart,
                                            const FoyerSellTender *tender,
                                            const FoyerTillActor  *actor,
                                            gint64                 total, /* that the buyer was told */
                                            FoyerSaleRest          rest,
                                            FoyerSaleWishes       *wishes, /* (transfer full) (nullable) */
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
FoyerSaleResult      *foyer_sell_job_sell_finish (GAsyncResult          *result,
                                            GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSellSight, foyer_sell_sight_free)

G_END_DECLS

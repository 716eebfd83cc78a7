/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-offer.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* What of a tier is gone. */
typedef struct
{
  FoyerUuid tier_id;
  gint64    n_sold; /* tickets that are not cancelled, of orders that are paid or need no payment */
  gint64    n_held; /* those of orders that wait for their payment */
} FoyerTierCount;

/* Of FoyerTierCount, those tiers of an event that have or had any. */
GArray     *foyer_tier_store_count       (FoyerDatabase     *db,
                                          const FoyerUuid   *event_id,
                                          GError           **error);
/* The event's offer with the codes that were entered, as far as they are known. */
FoyerOffer *foyer_tier_store_load_offer  (FoyerDatabase     *db,
                                          const FoyerEvent  *event,
                                          const char *const *codes,       /* (nullable) as entered, NULL-terminated */
                                          const char        *buyer_email, /* (nullable) */
                                          GError           **error);

/* What is done to tiers within a transaction; each checks and refuses in a sentence. */

/* At the end of the event's tiers. */
gboolean    foyer_tier_store_add         (FoyerTransaction  *transaction,
                                          FoyerTier         *tier,
                                          GError           **error);
gboolean    foyer_tier_store_edit        (FoyerTransaction  *transaction,
                                          const FoyerTier   *before,
                                          FoyerTier         *after,
                                          GError           **error);
/* Refused while there are tickets of it. Who handed over to it does so no more. */
gboolean    foyer_tier_store_remove      (FoyerTransaction  *transaction,
                                          const FoyerTier   *tier,
                                          GError           **error);
/* (element FoyerUuid) all tiers of the event, in the order wanted; those left out come after them. */
gboolean    foyer_tier_store_reorder     (FoyerTransaction  *transaction,
                                          const FoyerUuid   *event_id,
                                          const GArray      *ids,
                                          GError           **error);

gboolean    foyer_tier_store_add_quota   (FoyerTransaction  *transaction,
                                          FoyerQuota        *quota,
                                          GError           **error);
gboolean    foyer_tier_store_edit_quota  (FoyerTransaction  *transaction,
                                          const FoyerQuota  *before,
                                          FoyerQuota        *after,
                                          GError           **error);
/* Its tiers have none then. */
gboolean    foyer_tier_store_remove_quota (FoyerTransaction *transaction,
                                          const FoyerQuota  *quota,
                                          GError           **error);

/* Writes currency and service fee of an event. In a currency with other decimals the amounts of tiers and codes keep
 * their number: 49.00 becomes 49, not 4900. */
gboolean    foyer_tier_store_edit_money  (FoyerTransaction  *transaction,
                                          const FoyerEvent  *before,
                                          FoyerEvent        *after,
                                          GError           **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-promo-code.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* By a normalised code; NULL without error when there is none. */
FoyerPromoCode *foyer_promo_store_find       (FoyerDatabase        *db,
                                              const FoyerUuid      *event_id,
                                              const char           *code,
                                              GError              **error);
/* The event's codes, the newest last; (element-type FoyerPromoCode). */
GPtrArray      *foyer_promo_store_list       (FoyerDatabase        *db,
                                              const FoyerUuid      *event_id,
                                              GError              **error);
/* Orders that have a code and stand: neither expired nor refunded. */
gboolean        foyer_promo_store_count_uses (FoyerDatabase        *db,
                                              const FoyerUuid      *promo_id,
                                              const char           *buyer_email, /* (nullable) case apart */
                                              gint64               *n_uses,
                                              gint64               *n_buyer_uses,
                                              GError              **error);
/* FoyerUuid * to gint64 *, of the codes of an event that have any use. */
GHashTable     *foyer_promo_store_uses       (FoyerDatabase        *db,
                                              const FoyerUuid      *event_id,
                                              GError              **error);
/* The orders that have it, the newest first, at most limit; (element-type FoyerOrder). */
GPtrArray      *foyer_promo_store_orders     (FoyerDatabase        *db,
                                              const FoyerUuid      *promo_id,
                                              guint                 limit,
                                              GError              **error);

/* Within a transaction; each checks and refuses in a sentence. The code is normalised. */
gboolean        foyer_promo_store_add        (FoyerTransaction     *transaction,
                                              FoyerPromoCode       *promo,
                                              GError              **error);
gboolean        foyer_promo_store_edit       (FoyerTransaction     *transaction,
                                              const FoyerPromoCode *before,
                                              FoyerPromoCode       *after,
                                              GError              **error);
/* Codes as pattern is, but for their code: prefix and length letters. (element-type FoyerPromoCode) those that were made. */
GPtrArray      *foyer_promo_store_generate   (FoyerTransaction     *transaction,
                                              const FoyerPromoCode *pattern,
                                              const char           *prefix, /* (nullable) */
                                              guint                 length,
                                              guint                 n,
                                              GError              **error);
gboolean        foyer_promo_store_set_active (FoyerTransaction     *transaction,
                                              const gint64         *keys,
                                              guint                 n_keys,
                                              gboolean              is_active,
                                              GError              **error);
gboolean        foyer_promo_store_remove     (FoyerTransaction     *transaction,
                                              const gint64         *keys,
                                              guint                 n_keys,
                                              GError              **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-sale-cart.h"
#include "foyer-tender.h"

G_BEGIN_DECLS

/* Why something is not sold, as an error with a sentence. Both give FALSE. */
gboolean foyer_sale_refuse        (const FoyerRefusal  *refusal,
                                   const FoyerOffer    *offer,
                                   const FoyerSaleCart *cart,
                                   gint64               now,
                                   GError             **error);
gboolean foyer_sale_refuse_tender (FoyerTenderState     state,
                                   const FoyerTender   *tender,
                                   gint64               rest,
                                   const char          *currency,
                                   GError             **error);
gboolean foyer_sale_refuse_words  (GError             **error,
                                   const char          *sentence);
gboolean foyer_sale_refuse_money  (GError             **error,
                                   const char          *format, /* one %s: the amount */
                                   gint64               amount,
                                   const char          *currency);

G_END_DECLS

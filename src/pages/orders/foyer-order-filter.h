/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-list-filter.h"
#include "foyer-order-list.h"

G_BEGIN_DECLS

/* Which orders are shown. */
#define FOYER_TYPE_ORDER_FILTER (foyer_order_filter_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOrderFilter, foyer_order_filter, FOYER, ORDER_FILTER, FoyerListFilter)

/* Fills in all but search and sort. */
void foyer_order_filter_get_query (FoyerOrderFilter *self,
                                   FoyerOrderQuery  *query);
/* This status and no other condition. */
void foyer_order_filter_show_only (FoyerOrderFilter *self,
                                   FoyerOrderStatus  status);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-list-columns.h"
#include "foyer-order-text.h"

G_BEGIN_DECLS

/* The table of orders: what its rows are, its columns, and by what they ask to be sorted. */
extern const FoyerListRows foyer_order_rows;

void           foyer_order_columns_add      (FoyerListColumns *columns);
FoyerOrderSort foyer_order_columns_get_sort (FoyerListColumns *columns,
                                             gboolean         *is_ascending);

G_END_DECLS

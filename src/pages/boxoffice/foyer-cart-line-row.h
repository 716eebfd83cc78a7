/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sell-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A line of the cart: how many of what, what they cost, one more, one less, none.
 * Signal "changed": void (FoyerCartLineRow *, int by). Signal "voided": void (FoyerCartLineRow *). */
#define FOYER_TYPE_CART_LINE_ROW (foyer_cart_line_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCartLineRow, foyer_cart_line_row, FOYER, CART_LINE_ROW, GtkListBoxRow)

GtkWidget *foyer_cart_line_row_new  (void);
void       foyer_cart_line_row_show (FoyerCartLineRow *self,
                                     FoyerSellDesk    *desk,
                                     guint             line);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-paper-window.h"

G_BEGIN_DECLS

/* The tickets of an order, or its receipt, as they are printed again: marked as copies, and noted in the till's book when they
 * are. */
#define FOYER_TYPE_ORDER_PAPER_WINDOW (foyer_order_paper_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOrderPaperWindow, foyer_order_paper_window, FOYER, ORDER_PAPER_WINDOW, FoyerPaperWindow)

/* key: of the order */
GtkWidget *foyer_order_paper_window_present (GtkWidget     *from,
                                             FoyerTillDesk *desk,
                                             gint64         key,
                                             gboolean       is_receipt);

G_END_DECLS

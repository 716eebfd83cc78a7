/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-edit-window.h"
#include "foyer-order-detail.h"
#include "foyer-order-job.h"
#include "foyer-till-desk.h"

G_BEGIN_DECLS

/* What is done with an order: it asks for what is needed, says what will happen to money and tickets, asks for consent where one
 * may not do it alone, and does it.
 *
 *   fields ──▸ summary ── Save ──▸ who is at the till? ──▸ may they? ── supervisor ──▸ on disk ──▸ told at the panel
 *                 ▴─────────────────────── why not, in a sentence ◂────────────────────────┘ */
#define FOYER_TYPE_ORDER_ACT_WINDOW (foyer_order_act_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOrderActWindow, foyer_order_act_window, FOYER, ORDER_ACT_WINDOW, FoyerEditWindow)

/* Any act but SET_BUYER and COPY. key: of the order; ticket_key: the one that it is about, 0 for all of them. NULL when the order is
 * gone. */
GtkWidget *foyer_order_act_window_present (GtkWidget     *from,
                                           FoyerTillDesk *desk,
                                           FoyerOrderAct  act,
                                           gint64         key,
                                           gint64         ticket_key);

G_END_DECLS

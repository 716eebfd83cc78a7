/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sell-desk.h"
#include "till-fixture.h"

G_BEGIN_DECLS

/* A till over a replica: four tiers, A: 49.00, 10 of them, B: 120.03, C: free, D: a donation. */
typedef struct
{
  TillFixture till;
  FoyerReplica *replica;
  FoyerSellDesk *desk;
  guint n_sold;
  guint n_awaited;
  int question; /* asked last; -1 */
} FoyerSellFixture;

void foyer_sell_set_up (FoyerSellFixture *fixture, gconstpointer currency);
void foyer_sell_tear_down (FoyerSellFixture *fixture, gconstpointer currency);
/* Letters and figures as they are; ⏎ Enter, ⌫ Backspace, ␛ Escape, ⌦ Delete. */
void foyer_sell_press (FoyerSellFixture *fixture, const char *keys);
void foyer_sell_press_and_sell (FoyerSellFixture *fixture, const char *keys);
/* As many as n_awaited says. */
void foyer_sell_wait_for_sales (FoyerSellFixture *fixture);
gint64 foyer_sell_count (FoyerSellFixture *fixture, const char *sql);
/* Of a FoyerSellDesk: its till is open. */
gboolean foyer_sell_is_open (gpointer data);
gboolean foyer_sell_is_filling (gpointer data);
/* Of a database: what carts hold. */
gboolean foyer_sell_holds_eight (gpointer data);
gboolean foyer_sell_holds_none (gpointer data);
/* Counts a sale. */
void foyer_sell_sold_cb (FoyerSellFixture *fixture);
/* Of a weak pointer. */
gboolean foyer_sell_is_gone (gpointer data);

G_END_DECLS

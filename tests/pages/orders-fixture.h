/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-orders-page-private.h"
#include "till-fixture.h"

G_BEGIN_DECLS

/* The page of an event's orders in a window that notes what it is told; the till is open with 100.00 in it. */
typedef struct
{
  TillFixture till;
  FoyerReplica *replica;
  GSettings *settings;
  GtkWindow *window;
  FoyerOrdersPage *page;
  gint64 change_set; /* the last one that can be undone; 0 */
  gint64 person;     /* who was to be shown */
} FoyerOrdersFixture;

void foyer_orders_set_up (FoyerOrdersFixture *self, gconstpointer currency);
void foyer_orders_tear_down (FoyerOrdersFixture *self, gconstpointer currency);
/* Sells before the page is made or after; returns the order's key. */
gint64 foyer_orders_sell (FoyerOrdersFixture *self,
                          guint tier,
                          gint64 quantity,
                          const char *name,
                          const char *const *tenders,
                          gboolean allows_rest);
void foyer_orders_open (FoyerOrdersFixture *self);
/* Waits until so many rows are shown, and nothing is asked any more. */
void foyer_orders_wait_rows (FoyerOrdersFixture *self, guint n);
/* Waits until a query of one number gives it. */
void foyer_orders_wait_count (FoyerOrdersFixture *self, const char *sql, gint64 n);
gint64 foyer_orders_count (FoyerOrdersFixture *self, const char *sql);

#define FOYER_ORDERS_ADD(name, func)                                                               \
  g_test_add (name, FoyerOrdersFixture, NULL, foyer_orders_set_up, func, foyer_orders_tear_down)

G_END_DECLS

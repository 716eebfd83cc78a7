/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sell-for-ever.h"

#include "foyer-sale-wishes.h"
#include "sell-fixture.h"

#include <gdk/gdk.h>

#include <stdio.h>

static FoyerSaleWishes *
list_wishes (gpointer data)
{
  FoyerSaleWishes *wishes = foyer_sale_wishes_new ();

  foyer_sale_wishes_print (wishes, foyer_print_job_new (data, FOYER_PRINT_RECEIPT));
  foyer_sale_wishes_print (wishes, foyer_print_job_new (data, FOYER_PRINT_TICKETS));
  wishes->checks_in = TRUE;
  return wishes;
}

static void
tell_cb (FoyerSellDesk *desk, gpointer data)
{
  printf ("%s\n", foyer_sell_desk_get_sold (desk)->order->order_number);
  fflush (stdout);
}

static void
replica_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(FoyerReplica **) data = foyer_replica_open_finish (result, NULL);
}

static gboolean
is_opened (gpointer data)
{
  return *(FoyerReplica **) data != NULL;
}

static gboolean
can_sell (gpointer data)
{
  return foyer_sell_desk_get_tiers (data)->len == TILL_N_TIERS && foyer_sell_is_open (data);
}

static gboolean
is_sold (gpointer data)
{
  return foyer_sell_desk_get_phase (data) == FOYER_SELL_SOLD;
}

void
foyer_sell_for_ever (const char *path, const char *event)
{
  FoyerReplica *replica = NULL;
  FoyerSellDesk *desk;
  FoyerUuid event_id;

  g_assert_true (foyer_uuid_parse (event, &event_id));
  foyer_replica_open_async (path, NULL, replica_cb, &replica);
  foyer_test_wait_for (is_opened, &replica);
  desk = foyer_sell_desk_new (replica, &event_id);
  foyer_sell_desk_set_wishes (desk, list_wishes, &event_id);
  g_signal_connect (desk, "sold", G_CALLBACK (tell_cb), NULL);
  foyer_test_wait_for (can_sell, desk);
  while (TRUE)
    {
      for (const char *p = "b\r\r"; *p != '\0'; p++)
        foyer_sell_desk_press (desk, *p == '\r' ? GDK_KEY_Return : (guint) *p);
      foyer_test_wait_for (is_sold, desk);
      foyer_sell_desk_next (desk);
    }
}

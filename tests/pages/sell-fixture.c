/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sell-fixture.h"

#include <gdk/gdk.h>

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FoyerSellFixture *fixture = data;
  g_autoptr (GError) error = NULL;

  fixture->replica = foyer_replica_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
has_replica (gpointer data)
{
  return ((FoyerSellFixture *) data)->replica != NULL;
}

static gboolean
has_tiers (gpointer data)
{
  return foyer_sell_desk_get_tiers (data)->len == TILL_N_TIERS;
}

gboolean
foyer_sell_is_open (gpointer data)
{
  const FoyerTillSight *till = foyer_sell_desk_get_till (data);

  return till != NULL && till->is_open;
}

gboolean
foyer_sell_is_filling (gpointer data)
{
  return foyer_sell_desk_get_phase (data) == FOYER_SELL_FILLING;
}

gboolean
foyer_sell_holds_eight (gpointer data)
{
  return till_count (data, "SELECT coalesce (sum (quantity), 0) FROM cart_holds") == 8;
}

gboolean
foyer_sell_holds_none (gpointer data)
{
  return till_count (data, "SELECT count (*) FROM cart_holds") == 0;
}

void
foyer_sell_sold_cb (FoyerSellFixture *fixture)
{
  fixture->n_sold++;
}

static void
asked_cb (FoyerSellDesk *desk, int question, guint tier, FoyerSellFixture *fixture)
{
  fixture->question = question;
}

static gboolean
has_sold (gpointer data)
{
  return ((FoyerSellFixture *) data)->n_sold >= ((FoyerSellFixture *) data)->n_awaited;
}

void
foyer_sell_set_up (FoyerSellFixture *fixture, gconstpointer currency)
{
  g_autofree char *path = NULL;

  till_set_up (&fixture->till, currency);
  till_open (&fixture->till, 10000);
  path = g_build_filename (fixture->till.dir, "replica.foyer", NULL);
  foyer_replica_open_async (path, NULL, opened_cb, fixture);
  foyer_test_wait_for (has_replica, fixture);
  fixture->desk = foyer_sell_desk_new (fixture->replica, &fixture->till.event_id);
  fixture->question = -1;
  g_signal_connect_swapped (fixture->desk, "sold", G_CALLBACK (foyer_sell_sold_cb), fixture);
  g_signal_connect (fixture->desk, "asked", G_CALLBACK (asked_cb), fixture);
  foyer_test_wait_for (has_tiers, fixture->desk);
  foyer_test_wait_for (foyer_sell_is_open, fixture->desk);
}

gboolean
foyer_sell_is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
foyer_sell_tear_down (FoyerSellFixture *fixture, gconstpointer currency)
{
  gpointer desk = fixture->desk;
  gpointer replica = fixture->replica;

  foyer_replica_drain (fixture->replica);
  g_object_add_weak_pointer (desk, &desk);
  g_object_add_weak_pointer (replica, &replica);
  g_signal_handlers_disconnect_by_data (fixture->desk, fixture);
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->replica);
  foyer_test_wait_for (foyer_sell_is_gone, &desk);
  foyer_test_wait_for (foyer_sell_is_gone, &replica);
  till_tear_down (&fixture->till, currency);
}

/* Letters and figures as they are; ⏎ Enter, ⌫ Backspace, ␛ Escape, ⌦ Delete. */
void
foyer_sell_press (FoyerSellFixture *fixture, const char *keys)
{
  static const struct
  {
    gunichar sign;
    guint key;
  } signs[] = { { 0x23ce, GDK_KEY_Return },
                { 0x232b, GDK_KEY_BackSpace },
                { 0x241b, GDK_KEY_Escape },
                { 0x2326, GDK_KEY_Delete } };

  for (const char *p = keys; *p != '\0'; p = g_utf8_next_char (p))
    {
      guint key = gdk_unicode_to_keyval (g_utf8_get_char (p));

      for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
        if (signs[i].sign == g_utf8_get_char (p))
          key = signs[i].key;
      foyer_sell_desk_press (fixture->desk, key);
    }
}

void
foyer_sell_wait_for_sales (FoyerSellFixture *fixture)
{
  foyer_test_wait_for (has_sold, fixture);
}

void
foyer_sell_press_and_sell (FoyerSellFixture *fixture, const char *keys)
{
  fixture->n_awaited = fixture->n_sold + 1;
  foyer_sell_press (fixture, keys);
  foyer_sell_wait_for_sales (fixture);
}

gint64
foyer_sell_count (FoyerSellFixture *fixture, const char *sql)
{
  return till_count (fixture->till.db, sql);
}

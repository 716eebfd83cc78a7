/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-buyer-view.h"
#include "foyer-currency-item.h"
#include "foyer-event-store.h"
#include "foyer-fees-window.h"
#include "foyer-journal.h"
#include "foyer-message-row.h"
#include "foyer-promo-store.h"
#include "foyer-promo-window.h"
#include "foyer-quota-window.h"
#include "foyer-sale-row.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-tickets-page.h"
#include "foyer-tier-form.h"
#include "foyer-tier-store.h"
#include "foyer-tier-window.h"

#include <string.h>

typedef struct
{
  FoyerTestDir dir;
  FoyerReplica *replica;
  FoyerTicketDesk *desk;
  GAsyncResult *result;
  FoyerUuid event_id;
  guint n_saved;
  gint64 position; /* of the journal that is waited for */
} Fixture;

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object ((GAsyncResult **) data, result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static gboolean
is_loaded (gpointer data)
{
  return foyer_ticket_desk_get_offer (data) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerDatabase) db = NULL;
  g_autoptr (GError) error = NULL;

  fixture->dir = foyer_test_dir_new ();
  db = foyer_test_data_make (fixture->dir, 40, FOYER_TEST_DATA_ALL_VALID, &fixture->event_id);
  foyer_replica_open_async (foyer_database_get_path (db), NULL, result_cb, &fixture->result);
  foyer_test_wait_for (has_result, &fixture->result);
  fixture->replica = foyer_replica_open_finish (fixture->result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
  fixture->desk = foyer_ticket_desk_new (fixture->replica, &fixture->event_id);
  foyer_test_wait_for (is_loaded, fixture->desk);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->replica);
  foyer_test_dir_free (fixture->dir);
}

/* The n-th widget of a type below another, in reading order. */
static GtkWidget *
find (GtkWidget *from, GType type, guint *n)
{
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (g_type_is_a (G_OBJECT_TYPE (child), type) && (*n)-- == 0)
        return child;
      found = find (child, type, n);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
nth (gpointer from, GType type, guint n)
{
  GtkWidget *found = find (GTK_WIDGET (from), type, &n);

  g_assert_nonnull (found);
  return found;
}

/* The row of a form by its title. */
static GtkEditable *
find_row (gpointer from, const char *title)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *row = nth (from, ADW_TYPE_ENTRY_ROW, i);

      if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
        return GTK_EDITABLE (row);
    }
}

static gboolean
says (gpointer from, const char *words)
{
  guint n_rows = 0;

  for (;;)
    {
      guint n = n_rows++;
      GtkWidget *row = find (GTK_WIDGET (from), FOYER_TYPE_MESSAGE_ROW, &n);

      if (row == NULL)
        return FALSE;
      if (strstr (foyer_message_row_get_text (FOYER_MESSAGE_ROW (row)), words) != NULL)
        return TRUE;
    }
}

static gint64
get_position (Fixture *fixture)
{
  return foyer_journal_get_position (foyer_replica_get_reader (fixture->replica), NULL);
}

static gboolean
has_moved_on (gpointer data)
{
  Fixture *fixture = data;

  return get_position (fixture) > fixture->position;
}

static void
saved_cb (Fixture *fixture)
{
  fixture->n_saved++;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Presses Save and waits until the window has gone. */
static void
save (Fixture *fixture, GtkWindow *window)
{
  gpointer watched = window;

  g_object_add_weak_pointer (G_OBJECT (window), &watched);
  g_signal_connect_swapped (window, "saved", G_CALLBACK (saved_cb), fixture);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "edit.save", NULL));
  foyer_test_wait_for (is_gone, &watched);
}

static const FoyerTier *
get_tier (Fixture *fixture, guint i)
{
  return foyer_offer_tier (foyer_ticket_desk_get_offer (fixture->desk), i)->tier;
}

/* Looked at and saved: nothing is written. */
static void
test_nothing_changed (Fixture *fixture, gconstpointer data)
{
  gint64 position = get_position (fixture);
  const FoyerTier *tier = get_tier (fixture, 1);

  save (fixture, foyer_tier_window_new (NULL, fixture->desk, tier));
  save (fixture, foyer_fees_window_new (NULL, fixture->desk));
  g_assert_cmpint (get_position (fixture), ==, position);
  g_assert_cmpuint (fixture->n_saved, ==, 0);
}

static void
test_tier (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = foyer_tier_window_new (NULL, fixture->desk, get_tier (fixture, 0));
  g_autoptr (GPtrArray) tiers = NULL;
  gint64 n_taken = foyer_offer_tier (foyer_ticket_desk_get_offer (fixture->desk), 0)->n_taken;
  g_autofree char *few = g_strdup_printf ("%d", (int) n_taken - 1);
  GtkEditable *quantity = find_row (window, "Tickets, Empty for No Limit");

  gtk_editable_set_text (find_row (window, "Name"), "vip");
  g_assert_true (says (window, "There is a tier “vip” already."));
  gtk_editable_set_text (find_row (window, "Name"), "Regular");
  g_assert_false (says (window, "already"));
  gtk_editable_set_text (find_row (window, "Price"), "10000000000");
  g_assert_true (says (window, "1,000,000,000"));
  gtk_editable_set_text (find_row (window, "Price"), "dear");
  g_assert_true (says (window, "amount"));
  gtk_editable_set_text (find_row (window, "Price"), "12,50");
  gtk_editable_set_text (quantity, few);
  g_assert_true (says (window, "sold or held already"));
  gtk_editable_set_text (quantity, "500");
  gtk_editable_set_text (find_row (window, "Least in One Order"), "5");
  gtk_editable_set_text (find_row (window, "Most in One Order, Empty for Any"), "4");
  g_assert_true (says (window, "below the least"));
  gtk_editable_set_text (find_row (window, "Most in One Order, Empty for Any"), "8");

  fixture->position = get_position (fixture);
  save (fixture, window);
  g_assert_cmpuint (fixture->n_saved, ==, 1);
  tiers = foyer_event_store_tiers (foyer_replica_get_reader (fixture->replica), &fixture->event_id,
                                   NULL);
  g_assert_cmpstr (((FoyerTier *) tiers->pdata[0])->name, ==, "Regular");
  g_assert_cmpint (((FoyerTier *) tiers->pdata[0])->price, ==, 1250);
  g_assert_cmpint (((FoyerTier *) tiers->pdata[0])->quantity_total, ==, 500);
  g_assert_cmpint (((FoyerTier *) tiers->pdata[0])->min_per_order, ==, 5);
  g_assert_cmpint (((FoyerTier *) tiers->pdata[0])->max_per_order, ==, 8);
}

/* The window is closed before the answer comes. */
static void
test_closed_early (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = foyer_tier_window_new (NULL, fixture->desk, get_tier (fixture, 0));

  gtk_editable_set_text (find_row (window, "Name"), "Gone");
  fixture->position = get_position (fixture);
  gtk_widget_activate_action (GTK_WIDGET (window), "edit.save", NULL);
  gtk_window_destroy (window);
  foyer_test_wait_for (has_moved_on, fixture);
}

static void
test_promo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerPromoCode) promo = foyer_promo_code_new ();
  g_autoptr (GPtrArray) promos = NULL;
  FoyerDatabase *reader = foyer_replica_get_reader (fixture->replica);
  GtkWindow *window;

  promo->event_id = fixture->event_id;
  promo->discount_value = 1000;
  window = foyer_promo_window_new (NULL, fixture->desk, promo, FOYER_PROMO_MODE_ADD);
  gtk_editable_set_text (find_row (window, "Code"), "two words");
  g_assert_true (says (window, "no spaces"));
  gtk_editable_set_text (find_row (window, "Code"), "summer");
  gtk_editable_set_text (find_row (window, "Percent"), "101");
  g_assert_true (says (window, "100 at most"));
  gtk_editable_set_text (find_row (window, "Percent"), "12.5");
  save (fixture, window);

  window = foyer_promo_window_new (NULL, fixture->desk, promo, FOYER_PROMO_MODE_GENERATE);
  gtk_editable_set_text (find_row (window, "How Many"), "50");
  gtk_editable_set_text (find_row (window, "Random Letters"), "2");
  g_assert_true (says (window, "guesses"));
  gtk_editable_set_text (find_row (window, "Random Letters"), "8");
  save (fixture, window);

  promos = foyer_promo_store_list (reader, &fixture->event_id, NULL);
  g_assert_cmpuint (promos->len, ==, 51);
  g_assert_cmpstr (((FoyerPromoCode *) promos->pdata[0])->code, ==, "SUMMER");
  g_assert_cmpint (((FoyerPromoCode *) promos->pdata[0])->discount_value, ==, 1250);
  g_assert_cmpint (((FoyerPromoCode *) promos->pdata[7])->discount_value, ==, 1000);
}

static void
test_quota (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerQuota) quota = foyer_quota_new ();
  GtkWindow *window;

  quota->event_id = fixture->event_id;
  window = foyer_quota_window_new (NULL, fixture->desk, quota);
  gtk_editable_set_text (find_row (window, "Name, such as Main Hall"), "Hall");
  gtk_editable_set_text (find_row (window, "Places"), "none");
  g_assert_true (says (window, "whole number"));
  gtk_editable_set_text (find_row (window, "Places"), "300");
  save (fixture, window);
  g_assert_cmpuint (fixture->n_saved, ==, 1);
}

/* As a crash leaves it: what was typed is in the file, nobody has said save or discard. */
static void
crash (GtkWindow *window)
{
  gtk_window_destroy (window);
}

/* What was typed and not saved is there the next time, and gone once it is saved. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerTier) tier = foyer_tier_copy (get_tier (fixture, 0));
  g_autoptr (FoyerTier) fresh = foyer_tier_new ();
  g_autoptr (FoyerPromoCode) promo = foyer_promo_code_new ();
  g_autoptr (FoyerQuota) quota = foyer_quota_new ();
  GtkWindow *window;

  fresh->event_id = promo->event_id = quota->event_id = fixture->event_id;
  promo->discount_value = 1000;
  window = foyer_tier_window_new (NULL, fixture->desk, tier);
  gtk_editable_set_text (find_row (window, "Name"), "Kept");
  crash (window);
  window = foyer_tier_window_new (NULL, fixture->desk, fresh);
  g_assert_cmpstr (gtk_editable_get_text (find_row (window, "Name")), ==, "");
  gtk_editable_set_text (find_row (window, "Name"), "New");
  gtk_editable_set_text (find_row (window, "Price"), "7");
  crash (window);
  window = foyer_promo_window_new (NULL, fixture->desk, promo, FOYER_PROMO_MODE_ADD);
  gtk_editable_set_text (find_row (window, "Code"), "summer");
  crash (window);
  window = foyer_quota_window_new (NULL, fixture->desk, quota);
  gtk_editable_set_text (find_row (window, "Places"), "300");
  crash (window);

  window = foyer_quota_window_new (NULL, fixture->desk, quota);
  g_assert_cmpstr (gtk_editable_get_text (find_row (window, "Places")), ==, "300");
  gtk_editable_set_text (find_row (window, "Name, such as Main Hall"), "Hall");
  save (fixture, window);
  window = foyer_promo_window_new (NULL, fixture->desk, promo, FOYER_PROMO_MODE_ADD);
  g_assert_cmpstr (gtk_editable_get_text (find_row (window, "Code")), ==, "summer");
  gtk_editable_set_text (find_row (window, "Percent"), "10");
  save (fixture, window);
  window = foyer_tier_window_new (NULL, fixture->desk, fresh);
  g_assert_cmpstr (gtk_editable_get_text (find_row (window, "Name")), ==, "New");
  g_assert_cmpstr (gtk_editable_get_text (find_row (window, "Price")), ==, "7.00");
  save (fixture, window);
  window = foyer_tier_window_new (NULL, fixture->desk, tier);
  g_assert_cmpstr (gtk_editable_get_text (find_row (window, "Name")), ==, "Kept");
  /* Taken back by hand: nothing is left to keep. */
  gtk_editable_set_text (find_row (window, "Name"), tier->name);
  crash (window);
  g_assert_cmpuint (fixture->n_saved, ==, 3);

  window = foyer_tier_window_new (NULL, fixture->desk, fresh);
  g_assert_cmpstr (gtk_editable_get_text (find_row (window, "Name")), ==, "");
  crash (window);
  window = foyer_tier_window_new (NULL, fixture->desk, tier);
  g_assert_cmpstr (gtk_editable_get_text (find_row (window, "Name")), ==, tier->name);
  crash (window);
}

static gboolean
has_rows (gpointer data)
{
  guint n = 2;

  return find (data, FOYER_TYPE_SALE_ROW, &n) != NULL;
}

/* All of the page, shown and closed again at once and after its rows came. */
static void
test_page (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      GtkWindow *window = GTK_WINDOW (gtk_window_new ());
      GtkWidget *page = foyer_tickets_page_new (fixture->replica, NULL, &fixture->event_id);

      gtk_window_set_child (window, page);
      gtk_window_present (window);
      if (i == 0)
        foyer_test_wait_for (has_rows, page);
      gtk_window_destroy (window);
    }
}

static gboolean
has_four (gpointer data)
{
  return foyer_ticket_desk_get_offer (data)->tiers->len == 4;
}

static gboolean
add_tier (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  g_autoptr (FoyerTier) tier = foyer_tier_new ();

  tier->event_id = *(const FoyerUuid *) data;
  tier->name = g_strdup ("Fourth");
  return foyer_tier_store_add (transaction, tier, error);
}

/* While nobody looks nothing is counted; whoever looks again sees all. */
static void
test_unwatched (Fixture *fixture, gconstpointer data)
{
  FoyerTicketAct act = { .kind = "add-tier", .write = add_tier, .data = &fixture->event_id };

  foyer_ticket_desk_set_watched (fixture->desk, FALSE);
  fixture->position = get_position (fixture);
  foyer_ticket_desk_act_async (fixture->desk, NULL, &act, result_cb, &fixture->result);
  foyer_test_wait_for (has_result, &fixture->result);
  g_clear_object (&fixture->result);
  foyer_test_wait_for (has_moved_on, fixture);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (foyer_ticket_desk_get_offer (fixture->desk)->tiers->len, ==, 3);
  foyer_ticket_desk_set_watched (fixture->desk, TRUE);
  foyer_test_wait_for (has_four, fixture->desk);
}

/* The first of those for tickets: those of a date end with 59. */
static GtkSpinButton *
find_ticket_spin (GtkWidget *view)
{
  for (guint i = 0;; i++)
    {
      guint n = i;
      GtkWidget *spin = find (view, GTK_TYPE_SPIN_BUTTON, &n);
      double upper;

      if (spin == NULL)
        return NULL;
      gtk_spin_button_get_range (GTK_SPIN_BUTTON (spin), NULL, &upper);
      if (upper > 100)
        return GTK_SPIN_BUTTON (spin);
    }
}

static gboolean
has_ticket_spin (gpointer data)
{
  return find_ticket_spin (data) != NULL;
}

static gboolean
has_total (gpointer data)
{
  for (guint i = 0;; i++)
    {
      guint n = i;
      GtkWidget *label = find (data, GTK_TYPE_LABEL, &n);

      if (label == NULL)
        return FALSE;
      if (g_str_equal (gtk_label_get_label (GTK_LABEL (label)), "€147.00"))
        return TRUE;
    }
}

static void
test_buyer (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = g_object_ref_sink (g_object_new (FOYER_TYPE_BUYER_VIEW, NULL));

  foyer_buyer_view_set_desk (FOYER_BUYER_VIEW (view), fixture->desk);
  foyer_test_wait_for (has_ticket_spin, view);
  gtk_spin_button_set_value (find_ticket_spin (view), 3);
  foyer_test_wait_for (has_total, view);
  g_object_unref (view);
}

static void
test_currencies (void)
{
  g_autoptr (GListModel) model = foyer_currency_item_list_new ();
  gboolean has_yen = FALSE;

  g_assert_cmpuint (g_list_model_get_n_items (model), >, 150);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (FoyerCurrencyItem) item = g_list_model_get_item (model, i);

      if (g_str_equal (foyer_currency_item_get_code (item), "JPY"))
        has_yen = foyer_currency_item_matches (item, "jpy");
    }
  g_assert_true (has_yen);
}

#define add(path, func) g_test_add ("/tickets/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();

  add ("nothing-changed", test_nothing_changed);
  add ("tier", test_tier);
  add ("closed-early", test_closed_early);
  add ("promo", test_promo);
  add ("quota", test_quota);
  add ("kept", test_kept);
  add ("unwatched", test_unwatched);
  add ("page", test_page);
  add ("buyer", test_buyer);
  g_test_add_func ("/tickets/currencies", test_currencies);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-acts-fixture.h"
#include "foyer-edit-scope-dialog.h"
#include "foyer-fees-window.h"
#include "foyer-promo-view.h"
#include "foyer-promo-window.h"
#include "foyer-quota-window.h"
#include "foyer-sale-row.h"
#include "foyer-ticket-desk.h"
#include "foyer-tier-window.h"
#include "foyer-tiers-view.h"

/* The second of four dates, each with the tiers Standard, VIP and Student. */
typedef struct
{
  FoyerActs acts;
  GPtrArray *dates; /* (owned) */
  FoyerTicketDesk *desk;
  gint64 change_set; /* of what was saved */
} Fixture;

static gboolean
is_loaded (gpointer data)
{
  return foyer_ticket_desk_get_offer (data) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const FoyerEvent *second;

  foyer_acts_set_up (&fixture->acts, NULL);
  fixture->dates = foyer_acts_repeat (&fixture->acts, "FREQ=WEEKLY;COUNT=4");
  second = fixture->dates->pdata[1];
  fixture->desk = foyer_ticket_desk_new (fixture->acts.replica, &second->row.id);
  foyer_test_wait_for (is_loaded, fixture->desk);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->desk);
  g_clear_pointer (&fixture->dates, g_ptr_array_unref);
  foyer_acts_tear_down (&fixture->acts, NULL);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  return foyer_acts_count (&fixture->acts, sql);
}

static void
saved_cb (Fixture *fixture, gint64 change_set)
{
  fixture->change_set = change_set;
}

static void
set_row (gpointer from, const char *title, const char *text)
{
  GtkWidget *row;

  for (guint i = 0; (row = foyer_acts_find (from, ADW_TYPE_ENTRY_ROW, i)) != NULL; i++)
    if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
      {
        gtk_editable_set_text (GTK_EDITABLE (row), text);
        return;
      }
  g_error ("no row “%s”", title);
}

static GtkWindow *
open_tier (Fixture *fixture, guint i)
{
  const FoyerOffer *offer = foyer_ticket_desk_get_offer (fixture->desk);
  GtkWindow *window = foyer_tier_window_new (fixture->acts.window, fixture->desk,
                                             foyer_offer_tier (offer, i)->tier);

  g_signal_connect_swapped (window, "saved", G_CALLBACK (saved_cb), fixture);
  gtk_window_present (window);
  return window;
}

static gboolean
can_apply (gpointer dialog)
{
  return foyer_acts_is_enabled (dialog, "scope.apply");
}

/* Waits for the question, and what it says of a choice. */
static gpointer
wait_asked (const char *edited)
{
  gpointer dialog = foyer_acts_wait_window (FOYER_TYPE_EDIT_SCOPE_DIALOG);

  g_assert_true (foyer_acts_says (dialog, edited));
  foyer_test_wait_for (can_apply, dialog);
  g_assert_true (foyer_acts_says (dialog, "1 date changes"));
  return dialog;
}

static void
choose (gpointer dialog, const char *choice, const char *said)
{
  gtk_check_button_set_active (foyer_acts_child (dialog, choice), TRUE);
  g_assert_false (foyer_acts_is_enabled (dialog, "scope.apply"));
  foyer_test_wait_for (can_apply, dialog);
  g_assert_cmpstr (gtk_label_get_label (foyer_acts_child (dialog, "summary")), ==, said);
}

static gboolean
has_saved (gpointer data)
{
  return ((Fixture *) data)->change_set != 0;
}

static gboolean
is_answered (gpointer data)
{
  return foyer_acts_find_window (FOYER_TYPE_EDIT_SCOPE_DIALOG) == NULL;
}

static gboolean
is_closed (gpointer data)
{
  return foyer_acts_find_window (GPOINTER_TO_SIZE (data)) == NULL;
}

static void
apply (Fixture *fixture, gpointer dialog)
{
  foyer_acts_activate (dialog, "scope.apply");
  foyer_test_wait_for (is_answered, NULL);
  foyer_test_wait_for (has_saved, fixture);
}

static gboolean
has_old_price (gpointer data)
{
  return foyer_offer_tier (foyer_ticket_desk_get_offer (data), 0)->tier->price != 12345;
}

static gboolean
has_new_price (gpointer data)
{
  return !has_old_price (data);
}

/* The price of one date, of it and those that follow, of all; each in one change set. */
static void
test_tier (Fixture *fixture, gconstpointer data)
{
  static const char n_priced[] = "SELECT count (*) FROM ticket_tiers WHERE price = 12345";
  static const struct
  {
    const char *choice;
    const char *said;
    gint64 n;
  } cases[] = {
    { "only", NULL, 1 },
    { "following", "3 dates change", 3 },
    { "all", "4 dates change", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *before = foyer_acts_digest (&fixture->acts);
      g_autofree char *after = NULL;
      GtkWindow *window = open_tier (fixture, 0);
      gpointer dialog;

      set_row (window, "Price", "123.45");
      foyer_acts_activate (window, "edit.save");
      dialog = wait_asked ("Edited: tier “");
      if (cases[i].said != NULL)
        choose (dialog, cases[i].choice, cases[i].said);
      g_assert_cmpint (count (fixture, n_priced), ==, 0);
      fixture->change_set = 0;
      apply (fixture, dialog);
      foyer_test_wait_for (is_closed, GSIZE_TO_POINTER (FOYER_TYPE_TIER_WINDOW));
      g_assert_cmpint (count (fixture, n_priced), ==, cases[i].n);
      foyer_test_wait_for (has_new_price, fixture->desk);
      foyer_acts_undo (&fixture->acts, fixture->change_set);
      foyer_test_wait_for (has_old_price, fixture->desk);
      after = foyer_acts_digest (&fixture->acts);
      g_assert_cmpstr (after, ==, before);
    }
}

static gboolean
can_save (gpointer window)
{
  return foyer_acts_is_enabled (window, "edit.save");
}

/* No answer: nothing is written, what was typed is there still. */
static void
test_unanswered (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = open_tier (fixture, 0);
  gpointer dialog;

  set_row (window, "Price", "123.45");
  foyer_acts_activate (window, "edit.save");
  dialog = wait_asked ("Edited: tier “");
  g_assert_false (can_save (window));
  gtk_window_close (dialog);
  foyer_test_wait_for (is_answered, NULL);
  foyer_test_wait_for (can_save, window);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM ticket_tiers WHERE price = 12345"), ==,
                   0);

  /* Taken apart in the midst of the question, and while it is counted. */
  foyer_acts_activate (window, "edit.save");
  dialog = foyer_acts_wait_window (FOYER_TYPE_EDIT_SCOPE_DIALOG);
  gtk_window_destroy (window);
  foyer_test_wait_for (is_answered, NULL);
}

/* Nothing edited, or only the order: nobody is asked. */
static void
test_unasked (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = open_tier (fixture, 0);

  foyer_acts_activate (window, "edit.save");
  foyer_test_wait_for (is_closed, GSIZE_TO_POINTER (FOYER_TYPE_TIER_WINDOW));
  g_assert_null (foyer_acts_find_window (FOYER_TYPE_EDIT_SCOPE_DIALOG));
  g_assert_cmpint (fixture->change_set, ==, 0);
}

/* What the date itself refuses is said in the question. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = open_tier (fixture, 0);
  gpointer dialog;

  set_row (window, "Price", "123.45");
  foyer_acts_exec (&fixture->acts, "UPDATE ticket_tiers SET deleted_at = 1");
  foyer_acts_activate (window, "edit.save");
  dialog = foyer_acts_wait_window (FOYER_TYPE_EDIT_SCOPE_DIALOG);
  while (!foyer_acts_says (dialog, "removed in the meantime"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (foyer_acts_is_enabled (dialog, "scope.apply"));
  gtk_window_close (dialog);
  foyer_test_wait_for (is_answered, NULL);
  gtk_window_destroy (window);
}

static void
test_quota (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerQuota) quota = foyer_quota_new ();
  GtkWindow *window;
  gpointer dialog;

  quota->event_id = *foyer_ticket_desk_get_event_id (fixture->desk);
  window = foyer_quota_window_new (fixture->acts.window, fixture->desk, quota);
  g_signal_connect_swapped (window, "saved", G_CALLBACK (saved_cb), fixture);
  gtk_window_present (window);
  set_row (window, "Name, such as Main Hall", "Hall");
  set_row (window, "Places", "300");
  foyer_acts_activate (window, "edit.save");
  dialog = wait_asked ("Edited: shared places “Hall”.");
  choose (dialog, "all", "4 dates change");
  apply (fixture, dialog);
  foyer_test_wait_for (is_closed, GSIZE_TO_POINTER (FOYER_TYPE_QUOTA_WINDOW));
  g_assert_cmpint (count (fixture, "SELECT count (DISTINCT event_id) FROM quotas "
                                   "WHERE name = 'Hall' AND quantity_total = 300"),
                   ==, 4);
}

static void
test_promo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerPromoCode) promo = foyer_promo_code_new ();
  GtkWindow *window;
  gpointer dialog;

  promo->event_id = *foyer_ticket_desk_get_event_id (fixture->desk);
  promo->discount_value = 1000;
  window =
      foyer_promo_window_new (fixture->acts.window, fixture->desk, promo, FOYER_PROMO_MODE_ADD);
  g_signal_connect_swapped (window, "saved", G_CALLBACK (saved_cb), fixture);
  gtk_window_present (window);
  set_row (window, "Code", "early");
  foyer_acts_activate (window, "edit.save");
  dialog = wait_asked ("Edited: promo code “early”.");
  choose (dialog, "following", "3 dates change");
  apply (fixture, dialog);
  foyer_test_wait_for (is_closed, GSIZE_TO_POINTER (FOYER_TYPE_PROMO_WINDOW));
  g_assert_cmpint (count (fixture, "SELECT count (DISTINCT event_id) FROM promo_codes "
                                   "WHERE code = 'EARLY' AND deleted_at IS NULL"),
                   ==, 3);

  foyer_acts_undo (&fixture->acts, fixture->change_set);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM promo_codes WHERE deleted_at IS NULL"),
                   ==, 0);
}

static void
test_fees (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = foyer_fees_window_new (fixture->acts.window, fixture->desk);
  gpointer dialog;

  g_signal_connect_swapped (window, "saved", G_CALLBACK (saved_cb), fixture);
  gtk_window_present (window);
  set_row (window, "Percent of the Price, Empty for None", "7.5");
  foyer_acts_activate (window, "edit.save");
  dialog = wait_asked ("Edited: service fee.");
  choose (dialog, "all", "4 dates change");
  apply (fixture, dialog);
  foyer_test_wait_for (is_closed, GSIZE_TO_POINTER (FOYER_TYPE_FEES_WINDOW));
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM events WHERE fee_percentage = 750"), ==,
                   4);
}

static gboolean
has_rows (gpointer view)
{
  return foyer_acts_find (view, FOYER_TYPE_SALE_ROW, 2) != NULL;
}

static gboolean
was_told (gpointer data)
{
  return ((FoyerActs *) data)->change_set != 0;
}

/* An act of the list itself: deleted everywhere, but where tickets are of it. */
static void
test_delete (Fixture *fixture, gconstpointer data)
{
  static const char sql[] =
      "SELECT count (*) FROM ticket_tiers WHERE name = 'Child' AND deleted_at IS NULL";
  GtkWidget *view = g_object_new (FOYER_TYPE_TIERS_VIEW, NULL);
  g_autoptr (FoyerTier) tier = foyer_tier_new ();
  GtkWidget *row;
  gpointer dialog;

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (gtk_widget_get_parent (fixture->acts.from)),
                               view);
  foyer_tiers_view_set_desk (FOYER_TIERS_VIEW (view), fixture->desk);
  foyer_test_wait_for (has_rows, view);
  row = foyer_acts_find (view, FOYER_TYPE_SALE_ROW, 2);
  foyer_acts_exec (&fixture->acts, "UPDATE ticket_tiers SET name = 'Child' WHERE sort_order = 2");
  g_signal_emit_by_name (row, "act", "delete");
  dialog = wait_asked ("Edited: tier “");
  gtk_check_button_set_active (foyer_acts_child (dialog, "all"), TRUE);
  foyer_test_wait_for (can_apply, dialog);
  g_assert_cmpint (count (fixture, sql), ==, 4);
  fixture->acts.change_set = 0;
  foyer_acts_activate (dialog, "scope.apply");
  foyer_test_wait_for (was_told, &fixture->acts);
  /* The first date has sold some. */
  g_assert_cmpint (count (fixture, sql), ==, 1);
}

#define add(path, func) g_test_add ("/tickets-series/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();

  add ("tier", test_tier);
  add ("unanswered", test_unanswered);
  add ("unasked", test_unasked);
  add ("refused", test_refused);
  add ("quota", test_quota);
  add ("promo", test_promo);
  add ("fees", test_fees);
  add ("delete", test_delete);
  return g_test_run ();
}

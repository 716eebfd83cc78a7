/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "conflict-fixture.h"
#include "foyer-acts-fixture.h"
#include "foyer-conflict-acts.h"
#include "foyer-conflict-edit-window.h"
#include "foyer-conflict-field.h"
#include "foyer-conflict-row.h"
#include "foyer-conflict-window.h"
#include "foyer-conflict.h"
#include "foyer-conflicts-page.h"
#include "foyer-row-store.h"
#include "foyer-time.h"

#define OPEN "SELECT count (*) FROM conflicts WHERE settled_at IS NULL"

static void
set_up (FoyerActs *acts, gconstpointer data)
{
  foyer_acts_set_up (acts, data);
  conflict_fixture_host (acts->db, &acts->event_id);
}

/* In the window, in place of what the fixture puts there. */
static GtkWidget *
open_page (FoyerActs *acts)
{
  GtkWidget *page = foyer_conflicts_page_new (acts->replica);
  GtkWidget *overlay = adw_window_get_content (ADW_WINDOW (acts->window));

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  return page;
}

static gboolean
shows_list (gpointer page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (foyer_acts_child (page, "stack")), "list") ==
         0;
}

static gboolean
shows_empty (gpointer page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (foyer_acts_child (page, "stack")), "empty") ==
         0;
}

static guint
count_items (GtkWidget *page)
{
  return g_list_model_get_n_items (foyer_acts_child (page, "items"));
}

static gboolean
shows_one (gpointer page)
{
  return count_items (page) == 1;
}

static void
open_first (GtkWidget *page)
{
  g_signal_emit_by_name (foyer_acts_child (page, "list"), "activate", 0);
}

static gboolean
is_settled (gpointer data)
{
  return foyer_acts_count (data, OPEN) == 0;
}

static void
test_empty (FoyerActs *acts, gconstpointer data)
{
  GtkWidget *page = open_page (acts);

  foyer_test_wait_for (shows_empty, page);
  g_assert_true (foyer_acts_says (page, "No Conflicts"));
  foyer_acts_activate (page, "conflicts.settled");
  foyer_test_wait_for (shows_empty, page);
  g_assert_true (foyer_acts_says (page, "Settled"));
}

/* Mine for one field, another value for the other; what cannot be is said beside it. */
static void
test_edit (FoyerActs *acts, gconstpointer data)
{
  GtkWidget *page, *window, *title, *capacity;
  g_autofree char *after = NULL;

  conflict_fixture_edit (acts->db, &acts->event_id);
  page = open_page (acts);
  foyer_test_wait_for (shows_list, page);
  g_assert_true (foyer_acts_says (page, "Their Conf"));
  open_first (page);
  window = foyer_acts_wait_window (FOYER_TYPE_CONFLICT_EDIT_WINDOW);
  title = foyer_acts_find (window, FOYER_TYPE_CONFLICT_FIELD, 0);
  capacity = foyer_acts_find (window, FOYER_TYPE_CONFLICT_FIELD, 1);
  g_assert_true (foyer_acts_says (title, "My Conf"));
  g_assert_true (foyer_acts_says (title, "Anna"));
  gtk_check_button_set_active (foyer_acts_child (title, "mine_check"), TRUE);
  gtk_editable_set_text (foyer_acts_child (capacity, "typed_row"), "many");
  g_assert_true (gtk_check_button_get_active (foyer_acts_child (capacity, "typed_check")));
  g_assert_false (foyer_acts_is_enabled (window, "edit.save"));
  g_assert_true (foyer_acts_says (capacity, "whole number"));
  gtk_editable_set_text (foyer_acts_child (capacity, "typed_row"), "450");
  g_assert_true (foyer_acts_is_enabled (window, "edit.save"));
  foyer_acts_activate (window, "edit.save");
  foyer_acts_wait_gone (window);

  after = foyer_acts_read (acts, "SELECT title || capacity FROM events");
  g_assert_cmpstr (after, ==, "My Conf450");
  g_assert_true (is_settled (acts));
  g_assert_cmpint (acts->change_set, !=, 0);
  foyer_test_wait_for (shows_empty, page);
  foyer_acts_undo (acts, acts->change_set);
  foyer_test_wait_for (shows_list, page);
}

/* Choosing something else begins with what was written. */
static void
test_something_else (FoyerActs *acts, gconstpointer data)
{
  GtkWidget *page, *window, *field;

  conflict_fixture_edit (acts->db, &acts->event_id);
  page = open_page (acts);
  foyer_test_wait_for (shows_list, page);
  open_first (page);
  window = foyer_acts_wait_window (FOYER_TYPE_CONFLICT_EDIT_WINDOW);
  field = foyer_acts_find (window, FOYER_TYPE_CONFLICT_FIELD, 0);
  g_assert_true (gtk_check_button_get_active (foyer_acts_child (field, "their_check")));
  gtk_check_button_set_active (foyer_acts_child (field, "typed_check"), TRUE);
  g_assert_cmpstr (gtk_editable_get_text (foyer_acts_child (field, "typed_row")), ==, "My Conf");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_twice (FoyerActs *acts, gconstpointer data)
{
  GtkWidget *page, *window;

  conflict_fixture_twice (acts->db, &acts->event_id, NULL);
  page = open_page (acts);
  foyer_test_wait_for (shows_list, page);
  open_first (page);
  window = foyer_acts_wait_window (FOYER_TYPE_CONFLICT_WINDOW);
  g_assert_true (gtk_widget_get_visible (foyer_acts_child (window, "open_row")));
  g_assert_false (gtk_widget_get_visible (foyer_acts_child (window, "raise_row")));
  g_assert_false (gtk_widget_get_visible (foyer_acts_child (window, "let_go_row")));
  foyer_acts_activate (window, "conflict.block");
  foyer_acts_wait_gone (window);
  g_assert_true (is_settled (acts));
  g_assert_cmpint (foyer_acts_count (acts, "SELECT count (*) FROM tickets WHERE is_blocked = 1"),
                   ==, 1);
  g_assert_cmpint (acts->change_set, !=, 0);
  foyer_test_wait_for (shows_empty, page);

  /* Among the settled it can be opened again. */
  foyer_acts_activate (page, "conflicts.settled");
  foyer_test_wait_for (shows_list, page);
  open_first (page);
  window = foyer_acts_wait_window (FOYER_TYPE_CONFLICT_WINDOW);
  g_assert_false (gtk_widget_get_visible (foyer_acts_child (window, "accept_row")));
  foyer_acts_activate (window, "conflict.reopen");
  foyer_acts_wait_gone (window);
  g_assert_cmpint (foyer_acts_count (acts, OPEN), ==, 1);
}

static void
test_oversold (FoyerActs *acts, gconstpointer data)
{
  GtkWidget *page, *window;

  conflict_fixture_oversold (acts->db, &acts->event_id);
  page = open_page (acts);
  foyer_test_wait_for (shows_list, page);
  open_first (page);
  window = foyer_acts_wait_window (FOYER_TYPE_CONFLICT_WINDOW);
  g_assert_true (gtk_widget_get_visible (foyer_acts_child (window, "raise_row")));
  foyer_acts_activate (window, "conflict.raise");
  foyer_acts_wait_gone (window);
  g_assert_true (is_settled (acts));
  g_assert_cmpint (
      foyer_acts_count (acts, "SELECT count (*) FROM ticket_tiers WHERE quantity_total = 1"), ==,
      0);
}

/* Who gave back how much, and a way to the order. */
static void
test_refunded_twice (FoyerActs *acts, gconstpointer data)
{
  GtkWidget *page, *window;

  conflict_fixture_money (acts->db, &acts->event_id, FOYER_CONFLICT_REFUNDED_TWICE);
  page = open_page (acts);
  foyer_test_wait_for (shows_list, page);
  g_assert_true (foyer_acts_says (page, "was refunded twice"));
  open_first (page);
  window = foyer_acts_wait_window (FOYER_TYPE_CONFLICT_WINDOW);
  g_assert_true (foyer_acts_says (window, "50.00, Cash"));
  g_assert_true (foyer_acts_says (window, "Anna"));
  g_assert_true (gtk_widget_get_visible (foyer_acts_child (window, "order_row")));
  g_assert_false (gtk_widget_get_visible (foyer_acts_child (window, "open_row")));
  g_assert_false (gtk_widget_get_visible (foyer_acts_child (window, "raise_row")));
  foyer_acts_activate (window, "conflict.accept");
  foyer_acts_wait_gone (window);
  g_assert_true (is_settled (acts));
}

static void
test_gone (FoyerActs *acts, gconstpointer data)
{
  GtkWidget *page, *window;

  conflict_fixture_gone (acts->db, &acts->event_id);
  page = open_page (acts);
  foyer_test_wait_for (shows_list, page);
  open_first (page);
  window = foyer_acts_wait_window (FOYER_TYPE_CONFLICT_WINDOW);
  g_assert_true (gtk_widget_get_visible (foyer_acts_child (window, "let_go_row")));
  g_assert_false (gtk_widget_get_visible (foyer_acts_child (window, "accept_row")));
  foyer_acts_activate (window, "conflict.keep");
  foyer_acts_wait_gone (window);
  foyer_test_wait_for (shows_empty, page);
  g_assert_cmpint (foyer_acts_count (acts, "SELECT count (*) FROM hosted_events"), ==, 0);
}

static void
test_filter (FoyerActs *acts, gconstpointer data)
{
  GtkWidget *page;

  conflict_fixture_edit (acts->db, &acts->event_id);
  conflict_fixture_twice (acts->db, &acts->event_id, NULL);
  page = open_page (acts);
  foyer_test_wait_for (shows_list, page);
  g_assert_cmpuint (count_items (page), ==, 2);
  gtk_drop_down_set_selected (foyer_acts_child (page, "kind_choice"), 1);
  foyer_test_wait_for (shows_one, page);
  foyer_conflicts_page_show_event (FOYER_CONFLICTS_PAGE (page), &conflict_fixture_other);
  foyer_test_wait_for (shows_empty, page);
  g_assert_true (foyer_acts_says (page, "None of These"));
}

/* The first of them, by somebody else. */
static void
settle_elsewhere (FoyerActs *acts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts =
      foyer_row_store_list (acts->db, &FOYER_CONFLICT_TYPE, &acts->event_id, &error);
  const FoyerConflict *before = g_ptr_array_index (conflicts, 0);
  g_autoptr (FoyerConflict) after = foyer_conflict_copy (before);
  FoyerTransaction *transaction = foyer_transaction_begin (acts->db, "settle-conflict", &error);

  after->settled_at = foyer_time_now ();
  g_assert_true (foyer_transaction_update (transaction, before, after, &error));
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
}

/* Somebody goes through the list by keys, and one of it is settled meanwhile. */
static void
test_focus (FoyerActs *acts, gconstpointer data)
{
  GtkWidget *page, *list;

  conflict_fixture_edit (acts->db, &acts->event_id);
  conflict_fixture_twice (acts->db, &acts->event_id, NULL);
  page = open_page (acts);
  list = foyer_acts_child (page, "list");
  foyer_test_wait_for (shows_list, page);
  gtk_widget_grab_focus (page);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (acts->window)), list));
  settle_elsewhere (acts);
  foyer_acts_activate (page, "conflicts.reload");
  foyer_test_wait_for (shows_one, page);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (acts->window)), list));
}

/* Closed while an act is under way, and while it loads. */
static void
test_closed (FoyerActs *acts, gconstpointer data)
{
  GtkWidget *page, *window;
  GtkWidget *overlay = adw_window_get_content (ADW_WINDOW (acts->window));

  conflict_fixture_edit (acts->db, &acts->event_id);
  page = open_page (acts);
  foyer_test_wait_for (shows_list, page);
  open_first (page);
  window = foyer_acts_wait_window (FOYER_TYPE_CONFLICT_EDIT_WINDOW);
  foyer_acts_activate (window, "edit.save");
  gtk_window_destroy (GTK_WINDOW (window));
  foyer_acts_activate (page, "conflicts.reload");
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), NULL);
  foyer_replica_drain (acts->replica);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  foyer_test_wait_for (is_settled, acts);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, test)                                                                            \
  g_test_add ("/conflicts/" path, FoyerActs, NULL, set_up, test, foyer_acts_tear_down)

  ADD ("empty", test_empty);
  ADD ("edit", test_edit);
  ADD ("something-else", test_something_else);
  ADD ("twice", test_twice);
  ADD ("oversold", test_oversold);
  ADD ("refunded-twice", test_refunded_twice);
  ADD ("gone", test_gone);
  ADD ("filter", test_filter);
  ADD ("focus", test_focus);
  ADD ("closed", test_closed);
  return g_test_run ();
}

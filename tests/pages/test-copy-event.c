/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-acts-fixture.h"
#include "foyer-copy-event-window.h"
#include "foyer-event-acts-store.h"
#include "foyer-message-row.h"
#include "foyer-publish-window.h"
#include "foyer-template-row.h"
#include "foyer-templates-window.h"

#include <string.h>

#define N_EVENTS  "SELECT count (*) FROM events WHERE deleted_at IS NULL"
#define N_TICKETS "SELECT count (*) FROM tickets"

typedef struct
{
  char *id; /* (owned) (nullable) */
  gint64 change_set;
} Copied;

static void
copied_clear (Copied *copied)
{
  g_free (copied->id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copied, copied_clear)

static void
copied_cb (Copied *copied, const char *id, gint64 change_set)
{
  copied->id = g_strdup (id);
  copied->change_set = change_set;
}

static GtkWidget *
open_copy (FoyerActs *acts, FoyerCopyEventMode mode, Copied *copied)
{
  GtkWidget *window =
      foyer_copy_event_window_new (acts->from, acts->replica, &acts->event_id, mode);

  g_signal_connect_swapped (window, "copied", G_CALLBACK (copied_cb), copied);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
test_duplicate (FoyerActs *acts, gconstpointer data)
{
  g_autofree char *before = foyer_acts_digest (acts);
  g_autofree char *after = NULL;
  g_autofree char *title = NULL;
  g_auto (Copied) copied = { NULL };
  gint64 n_tickets = foyer_acts_count (acts, N_TICKETS);
  GtkWidget *window = open_copy (acts, FOYER_COPY_EVENT_DUPLICATE, &copied);
  GtkEditable *row = foyer_acts_child (window, "title_row");
  GtkEditable *start = foyer_acts_child (window, "start_row");
  g_autofree char *proposed = g_strdup (gtk_editable_get_text (start));
  g_autofree char *longest = g_strnfill (256, 'x');

  g_assert_cmpstr (gtk_editable_get_text (row), ==, "Test Event");
  gtk_editable_set_text (row, " ");
  g_assert_true (foyer_acts_says (window, "needs a title"));
  g_assert_false (foyer_acts_is_enabled (window, "copy.copy"));
  gtk_editable_set_text (row, longest);
  g_assert_true (foyer_acts_says (window, "at most 255"));
  gtk_editable_set_text (row, "Again");
  gtk_editable_set_text (start, "whenever");
  g_assert_true (foyer_acts_says (window, "Not understood"));
  g_assert_false (foyer_acts_is_enabled (window, "copy.copy"));
  gtk_editable_set_text (start, proposed);
  foyer_acts_activate (window, "copy.copy");
  foyer_acts_wait_gone (window);

  g_assert_nonnull (copied.id);
  title = foyer_acts_read (acts, "SELECT title FROM events ORDER BY key DESC LIMIT 1");
  g_assert_cmpstr (title, ==, "Again");
  /* nobody comes along unless asked to */
  g_assert_cmpint (foyer_acts_count (acts, N_TICKETS), ==, n_tickets);
  g_assert_cmpint (foyer_acts_count (acts, "SELECT count (*) FROM ticket_tiers"), ==, 6);
  foyer_acts_undo (acts, copied.change_set);
  after = foyer_acts_digest (acts);
  g_assert_cmpstr (after, ==, before);
}

static void
test_guests (FoyerActs *acts, gconstpointer data)
{
  g_auto (Copied) copied = { NULL };
  gint64 n_living =
      foyer_acts_count (acts, "SELECT count (*) FROM tickets WHERE status <> 'CANCELLED'");
  gint64 n_all = foyer_acts_count (acts, N_TICKETS);
  GtkWidget *window = open_copy (acts, FOYER_COPY_EVENT_DUPLICATE, &copied);

  gtk_switch_set_active (foyer_acts_child (window, "guests_switch"), TRUE);
  gtk_switch_set_active (foyer_acts_child (window, "tiers_switch"), FALSE);
  foyer_acts_activate (window, "copy.copy");
  foyer_acts_wait_gone (window);
  g_assert_cmpint (foyer_acts_count (acts, N_TICKETS), ==, n_all + n_living);
  g_assert_cmpint (foyer_acts_count (acts, "SELECT count (*) FROM ticket_tiers"), ==, 3);
}

static gboolean
can_copy (gpointer window)
{
  return foyer_acts_is_enabled (window, "copy.copy");
}

/* Held back by another writer, it cannot be done before it is stopped; the form is as it was. */
static void
test_stopped (FoyerActs *acts, gconstpointer data)
{
  g_auto (Copied) copied = { NULL };
  g_autofree char *before = foyer_acts_digest (acts);
  g_autofree char *after = NULL;
  GtkWidget *window = open_copy (acts, FOYER_COPY_EVENT_DUPLICATE, &copied);
  GtkWidget *form = foyer_acts_child (window, "form");

  gtk_editable_set_text (foyer_acts_child (window, "title_row"), "Typed");
  gtk_switch_set_active (foyer_acts_child (window, "guests_switch"), TRUE);
  foyer_acts_exec (acts, "BEGIN IMMEDIATE");
  foyer_acts_activate (window, "copy.copy");
  g_assert_false (can_copy (window));
  g_assert_false (gtk_widget_get_sensitive (form));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (gtk_widget_get_visible (window));
  foyer_acts_exec (acts, "COMMIT");
  foyer_test_wait_for (can_copy, window);
  g_assert_true (gtk_widget_get_sensitive (form));
  g_assert_false (gtk_widget_get_visible (foyer_acts_child (window, "progress")));
  g_assert_cmpstr (gtk_editable_get_text (foyer_acts_child (window, "title_row")), ==, "Typed");
  g_assert_null (copied.id);
  after = foyer_acts_digest (acts);
  g_assert_cmpstr (after, ==, before);

  /* and once more, to its end */
  foyer_acts_activate (window, "copy.copy");
  foyer_acts_wait_gone (window);
  g_assert_nonnull (copied.id);
}

/* Or it is over, for better or worse. */
static gboolean
shows_progress (gpointer window)
{
  return gtk_widget_get_visible (foyer_acts_child (window, "progress")) || can_copy (window);
}

/* A list that takes its time: how far it has come is told in words. */
static void
test_progress (FoyerActs *acts, gconstpointer data)
{
  g_auto (Copied) copied = { NULL };
  g_autofree char *of = NULL;
  gint64 n_living;
  GtkWidget *window;

  /* eighty thousand more, without a code: who copies gives them one */
  foyer_acts_exec (acts,
                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
                   "INSERT INTO tickets (id, version, updated_at, event_id, status, attendee_name) "
                   "SELECT randomblob (16), 1, 0, event_id, 'VALID', 'Guest' FROM tickets, n");
  n_living = foyer_acts_count (acts, "SELECT count (*) FROM tickets WHERE status <> 'CANCELLED'");
  of = g_strdup_printf (" of %'d guests", (int) n_living);
  window = open_copy (acts, FOYER_COPY_EVENT_DUPLICATE, &copied);
  gtk_switch_set_active (foyer_acts_child (window, "guests_switch"), TRUE);
  foyer_acts_activate (window, "copy.copy");
  foyer_test_wait_for (shows_progress, window);
  g_assert_cmpstr (foyer_message_row_get_text (foyer_acts_child (window, "title_message")), ==, "");
  g_assert_nonnull (
      strstr (gtk_progress_bar_get_text (foyer_acts_child (window, "progress")), of));
  gtk_window_close (GTK_WINDOW (window));
  foyer_test_wait_for (can_copy, window);
  g_assert_cmpint (foyer_acts_count (acts, N_EVENTS), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_closed_early (FoyerActs *acts, gconstpointer data)
{
  g_auto (Copied) copied = { NULL };
  GtkWidget *window = open_copy (acts, FOYER_COPY_EVENT_DUPLICATE, &copied);

  gtk_switch_set_active (foyer_acts_child (window, "guests_switch"), TRUE);
  foyer_acts_activate (window, "copy.copy");
  foyer_acts_dispose (window);
  foyer_acts_dispose (open_copy (acts, FOYER_COPY_EVENT_SAVE_TEMPLATE, &copied));
  g_assert_null (copied.id);
}

/* Templates
 * ---------------------------------------------------------------------------------------------- */

static FoyerUuid
save_template (FoyerActs *acts, const char *name)
{
  g_auto (Copied) copied = { NULL };
  g_autofree char *id = NULL;
  GtkWidget *window = open_copy (acts, FOYER_COPY_EVENT_SAVE_TEMPLATE, &copied);
  FoyerUuid uuid = { { 0 } };

  g_assert_false (gtk_widget_get_visible (foyer_acts_child (window, "start_row")));
  g_assert_false (gtk_widget_get_visible (foyer_acts_child (window, "guests_row")));
  gtk_editable_set_text (foyer_acts_child (window, "title_row"), name);
  foyer_acts_activate (window, "copy.copy");
  foyer_acts_wait_gone (window);
  g_assert_null (copied.id);
  id = foyer_acts_read (acts, "SELECT hex (id) FROM events WHERE is_template ORDER BY key DESC");
  for (guint i = 0; i < sizeof uuid.bytes; i++)
    uuid.bytes[i] = g_ascii_xdigit_value (id[2 * i]) << 4 | g_ascii_xdigit_value (id[2 * i + 1]);
  return uuid;
}

static void
chosen_cb (char **chosen, const char *id)
{
  *chosen = g_strdup (id);
}

static gboolean
shows_list (gpointer window)
{
  return g_str_equal (gtk_stack_get_visible_child_name (foyer_acts_child (window, "stack")),
                      "list");
}

static gboolean
shows_empty (gpointer window)
{
  return !shows_list (window);
}

static void
test_templates (FoyerActs *acts, gconstpointer data)
{
  g_autofree char *chosen = NULL;
  g_autofree char *id = NULL;
  g_autofree char *title = NULL;
  GtkWidget *window = foyer_templates_window_new (acts->from, acts->replica);
  FoyerUuid template_id;
  GtkListBox *list;

  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (shows_empty (window));
  template_id = save_template (acts, "Every <Monday> & more");
  id = foyer_uuid_to_string (&template_id);
  foyer_test_wait_for (shows_list, window);
  g_assert_true (foyer_acts_says (window, "Every <Monday> & more"));

  gtk_widget_activate_action (window, "templates.rename", "(ss)", id, "Every Tuesday");
  acts->change_set = 0;
  foyer_acts_wait_told (acts);
  title = foyer_acts_read (acts, "SELECT title FROM events WHERE is_template");
  g_assert_cmpstr (title, ==, "Every Tuesday");

  acts->change_set = 0;
  gtk_widget_activate_action (window, "templates.delete", "s", id);
  foyer_acts_wait_told (acts);
  foyer_test_wait_for (shows_empty, window);
  foyer_acts_undo (acts, acts->change_set);
  foyer_test_wait_for (shows_list, window);

  g_signal_connect_swapped (window, "chosen", G_CALLBACK (chosen_cb), &chosen);
  list = foyer_acts_child (window, "list");
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 0));
  g_assert_cmpstr (chosen, ==, id);
}

static void
test_from_template (FoyerActs *acts, gconstpointer data)
{
  g_auto (Copied) copied = { NULL };
  FoyerUuid template_id = save_template (acts, "Every Monday");
  GtkWidget *window = foyer_copy_event_window_new (acts->from, acts->replica, &template_id,
                                                   FOYER_COPY_EVENT_FROM_TEMPLATE);

  g_assert_false (gtk_widget_get_visible (foyer_acts_child (window, "parts_group")));
  g_signal_connect_swapped (window, "copied", G_CALLBACK (copied_cb), &copied);
  gtk_editable_set_text (foyer_acts_child (window, "start_row"), "2027-05-03 19:00");
  foyer_acts_activate (window, "copy.copy");
  foyer_acts_wait_gone (window);
  g_assert_nonnull (copied.id);
  g_assert_cmpint (
      foyer_acts_count (acts, "SELECT start_date = strftime ('%s', '2027-05-03 17:00') * 1000000 "
                              "AND NOT is_template FROM events ORDER BY key DESC"),
      ==, 1);
}

static void
test_templates_closed_early (FoyerActs *acts, gconstpointer data)
{
  GtkWidget *window = foyer_templates_window_new (acts->from, acts->replica);
  FoyerUuid template_id = save_template (acts, "Every Monday");
  g_autofree char *id = foyer_uuid_to_string (&template_id);

  gtk_window_present (GTK_WINDOW (window));
  acts->change_set = 0;
  gtk_widget_activate_action (window, "templates.delete", "s", id);
  foyer_acts_dispose (window);
  g_assert_cmpint (foyer_acts_count (acts, N_EVENTS), ==, 1);
}

/* Publishing
 * ---------------------------------------------------------------------------------------------- */

static gboolean
is_publish_window (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (FOYER_IS_PUBLISH_WINDOW (window))
        {
          *(GtkWidget **) data = window;
          return TRUE;
        }
    }
  return FALSE;
}

static GtkWidget *
open_publish (FoyerActs *acts)
{
  GtkWidget *window = NULL;

  foyer_publish_window_present (acts->from, acts->replica, &acts->event_id);
  return is_publish_window (&window) ? window : NULL;
}

static void
set_venue (FoyerEvent *event)
{
  event->venue_name = g_strdup ("Hall");
}

static void
clear_title (FoyerEvent *event)
{
  g_free (event->title);
  event->title = g_strdup (" ");
}

static void
set_title (FoyerEvent *event)
{
  g_free (event->title);
  event->title = g_strdup ("Test Event");
}

static void
test_publish (FoyerActs *acts, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GtkWidget *window = open_publish (acts);
  GtkListBox *list;

  g_assert_nonnull (window);
  g_assert_true (foyer_acts_says (window, "Not Ready Yet"));
  list = foyer_acts_child (window, "must_list");
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, 0));
  g_assert_null (gtk_list_box_get_row_at_index (list, 1));
  g_assert_false (gtk_widget_get_visible (foyer_acts_child (window, "publish_button")));
  gtk_widget_activate_action (window, "publish.show-field", "s", "details/where/venue");
  g_assert_cmpstr (acts->field, ==, "details/where/venue");

  /* it follows what is mended, and what breaks again */
  window = open_publish (acts);
  foyer_acts_edit (acts, set_venue);
  g_assert_true (foyer_acts_says (window, "Almost Ready"));
  g_assert_true (gtk_widget_get_visible (foyer_acts_child (window, "publish_button")));
  foyer_acts_edit (acts, clear_title);
  g_assert_true (foyer_acts_says (window, "Not Ready Yet"));
  foyer_acts_edit (acts, set_title);

  before = foyer_acts_digest (acts);
  foyer_acts_activate (window, "publish.publish");
  foyer_acts_wait_told (acts);
  g_assert_false (is_publish_window (&window));
  g_assert_cmpint (
      foyer_acts_count (acts, "SELECT count (*) FROM events WHERE status = 'PUBLISHED'"), ==, 1);
  foyer_acts_undo (acts, acts->change_set);
  after = foyer_acts_digest (acts);
  g_assert_cmpstr (after, ==, before);
}

static gboolean
is_closed (gpointer data)
{
  return !is_publish_window (data);
}

static void
test_publish_closed_early (FoyerActs *acts, gconstpointer data)
{
  FoyerTransaction *transaction;
  GtkWidget *window;

  foyer_acts_edit (acts, set_venue);
  window = g_object_ref (open_publish (acts));
  foyer_acts_activate (window, "publish.publish");
  g_assert_finalize_object (window); /* while it publishes */
  foyer_acts_wait_told (acts);
  foyer_acts_dispose (open_publish (acts));

  /* deleted by somebody else */
  g_assert_nonnull (open_publish (acts));
  transaction = foyer_transaction_begin (acts->db, "delete-event", NULL);
  g_assert_true (foyer_event_acts_delete (transaction, &acts->event_id, NULL));
  g_assert_true (foyer_transaction_commit (transaction, NULL, NULL));
  foyer_test_wait_for (is_closed, &window);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/copy-event/" name, FoyerActs, NULL, foyer_acts_set_up, func, foyer_acts_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();

  ADD ("duplicate", test_duplicate);
  ADD ("guests", test_guests);
  ADD ("stopped", test_stopped);
  ADD ("progress", test_progress);
  ADD ("closed-early", test_closed_early);
  ADD ("templates", test_templates);
  ADD ("from-template", test_from_template);
  ADD ("templates-closed-early", test_templates_closed_early);
  ADD ("publish", test_publish);
  ADD ("publish-closed-early", test_publish_closed_early);
  return g_test_run ();
}

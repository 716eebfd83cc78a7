/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-fixture.h"

#include "foyer-add-server-window.h"
#include "foyer-banner.h"
#include "foyer-event-choice.h"
#include "foyer-host-event-window.h"
#include "foyer-offer-item.h"
#include "foyer-row-sql.h"
#include "foyer-server-banner.h"
#include "foyer-server-store.h"
#include "foyer-servers-page.h"
#include "foyer-set-aside-row.h"
#include "foyer-sign-in-form.h"
#include "foyer-sync-button.h"
#include "foyer-sync-state.h"
#include "foyer-sync-text.h"
#include "foyer-sync-window.h"
#include "foyer-time.h"

#include <string.h>

#define N_KEPT "SELECT count (*) FROM hosted_events WHERE is_gone = 0"

static gpointer
child_of (gpointer window, const char *form, const char *name)
{
  return foyer_acts_child (foyer_acts_child (window, form), name);
}

static void
type_in (gpointer window, const char *row, const char *text)
{
  gtk_editable_set_text (child_of (window, "sign_in", row), text);
}

static GtkWindow *
open_window (GtkWindow *window)
{
  gtk_window_present (window);
  return window;
}

static const char *
get_step (gpointer window)
{
  return gtk_stack_get_visible_child_name (foyer_acts_child (window, "stack"));
}

static gboolean
is_at_events (gpointer window)
{
  return g_str_equal (get_step (window), "events");
}

static gboolean
is_at_load (gpointer window)
{
  return g_str_equal (get_step (window), "load");
}

static gboolean
can_save (gpointer window)
{
  return foyer_acts_is_enabled (window, "edit.save");
}

static void
test_address (FoyerSyncBench *bench, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    const char *words;
    gboolean is_good;
  } cases[] = {
    { "ftp://example.org", "begins with “https://”", FALSE },
    { "http://example.org", "could read your password", FALSE },
    { "https://ada:x@example.org", "Leave name and password out", FALSE },
    { "exam ple.org", "no web address", FALSE },
    { "example.org", "https://example.org", TRUE },
    { "http://localhost:3000", "", TRUE },
  };
  GtkWindow *window = open_window (foyer_add_server_window_new (bench->acts.window, bench->desk));

  g_assert_true (foyer_acts_says (window, "Type the server’s address"));
  type_in (window, "email_row", "ada@example.org");
  type_in (window, "password_row", "right");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      type_in (window, "address_row", cases[i].typed);
      g_test_message ("%s", cases[i].typed);
      g_assert_true (foyer_acts_says (window, cases[i].words));
      g_assert_cmpint (can_save (window), ==, cases[i].is_good);
    }
  type_in (window, "email_row", "ada");
  g_assert_true (foyer_acts_says (window, "looks like"));
  g_assert_false (can_save (window));
  gtk_window_destroy (window);
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* What was typed is asked about before it is lost. */
static void
test_kept_words (FoyerSyncBench *bench, gconstpointer data)
{
  GtkWindow *window = open_window (foyer_add_server_window_new (bench->acts.window, bench->desk));

  type_in (window, "address_row", "example.org");
  gtk_window_close (window);
  foyer_sync_bench_answer ("cancel");
  g_assert_cmpstr (gtk_editable_get_text (child_of (window, "sign_in", "address_row")), ==,
                   "example.org");
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (window);
  foyer_sync_bench_answer ("act");
  foyer_test_wait_for (is_null, &window);
}

static void
choose (gpointer window, const char *title)
{
  GtkListView *list = child_of (window, "choice", "list");
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (list));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (FoyerOfferItem) item = g_list_model_get_item (model, i);

      if (strstr (foyer_offer_item_get_event (item)->title, title) != NULL)
        foyer_offer_item_set_chosen (item, TRUE);
    }
}

static guint
count_shown (gpointer window)
{
  GtkListView *list = child_of (window, "choice", "list");

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list)));
}

static void
check_search (gpointer window)
{
  gtk_drop_down_set_selected (child_of (window, "choice", "organizers"), 2);
  g_assert_cmpuint (count_shown (window), ==, 1);
  gtk_drop_down_set_selected (child_of (window, "choice", "organizers"), 0);
  gtk_editable_set_text (child_of (window, "choice", "search"), "WINTER");
  g_signal_emit_by_name (child_of (window, "choice", "search"), "search-changed");
  g_assert_cmpuint (count_shown (window), ==, 1);
  /* all is what is shown */
  gtk_check_button_set_active (child_of (window, "choice", "all"), TRUE);
  g_assert_true (foyer_acts_says (window, "1 of 3 chosen"));
  gtk_check_button_set_active (child_of (window, "choice", "all"), FALSE);
  gtk_editable_set_text (child_of (window, "choice", "search"), "nothing so");
  g_signal_emit_by_name (child_of (window, "choice", "search"), "search-changed");
  g_assert_true (foyer_acts_says (window, "No event is called so"));
  gtk_editable_set_text (child_of (window, "choice", "search"), "");
  g_signal_emit_by_name (child_of (window, "choice", "search"), "search-changed");
  g_assert_cmpuint (count_shown (window), ==, 3);
}

static void
test_steps (FoyerSyncBench *bench, gconstpointer data)
{
  GtkWindow *window = open_window (foyer_add_server_window_new (bench->acts.window, bench->desk));

  type_in (window, "address_row", bench->url);
  type_in (window, "email_row", "ada@example.org");
  type_in (window, "password_row", "other");
  foyer_acts_activate (window, "edit.save");
  foyer_sync_bench_wait_says (window, "The e-mail address or the password is wrong.");
  g_assert_cmpstr (get_step (window), ==, "sign-in");
  type_in (window, "password_row", "right");
  g_assert_false (gtk_widget_get_visible (child_of (window, "sign_in", "password_message")));
  foyer_acts_activate (window, "edit.save");
  foyer_test_wait_for (is_at_events, window);
  foyer_sync_bench_wait_says (window, "Night of <Halls>");
  g_assert_false (can_save (window));
  check_search (window);
  choose (window, "Night");
  g_assert_true (can_save (window));
  foyer_acts_activate (window, "edit.save");
  foyer_test_wait_for (is_at_load, window);
  g_assert_cmpint (foyer_acts_count (&bench->acts, N_KEPT), ==, 1);
  g_assert_true (foyer_acts_says (window, "Loading Your Events"));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  foyer_acts_activate (window, "edit.save");
  foyer_test_wait_for (is_null, &window);
}

/* A server that does not answer can be left; nothing that was typed is lost. */
static void
test_stopped (FoyerSyncBench *bench, gconstpointer data)
{
  GtkWindow *window = open_window (foyer_add_server_window_new (bench->acts.window, bench->desk));

  bench->is_slow = TRUE;
  type_in (window, "address_row", bench->url);
  type_in (window, "email_row", "ada@example.org");
  type_in (window, "password_row", "right");
  foyer_acts_activate (window, "edit.save");
  g_assert_true (foyer_acts_says (window, "Signing in to 127.0.0.1"));
  g_assert_false (can_save (window));
  gtk_window_close (window);
  foyer_test_wait_for (can_save, window);
  g_assert_false (gtk_widget_get_visible (child_of (window, "sign_in", "busy_group")));
  g_assert_cmpstr (gtk_editable_get_text (child_of (window, "sign_in", "password_row")), ==,
                   "right");

  foyer_acts_activate (window, "edit.save");
  foyer_acts_dispose (window);
}

static void
test_unreachable (FoyerSyncBench *bench, gconstpointer data)
{
  GtkWindow *window = open_window (foyer_add_server_window_new (bench->acts.window, bench->desk));

  type_in (window, "address_row", "http://127.0.0.1:1");
  type_in (window, "email_row", "ada@example.org");
  type_in (window, "password_row", "right");
  foyer_acts_activate (window, "edit.save");
  foyer_sync_bench_wait_says (window, "Check the address and the network");
  gtk_window_destroy (window);
}

static gboolean
has_left (gpointer data)
{
  FoyerSyncBench *bench = data;

  return foyer_acts_count (&bench->acts, "SELECT count (*) FROM servers") == 0;
}

static gboolean
is_listed (gpointer page)
{
  return foyer_acts_says (page, "ada@example.org");
}

static void
test_servers (FoyerSyncBench *bench, gconstpointer data)
{
  GtkWidget *page = foyer_servers_page_new (bench->desk);
  gint64 n_tickets = foyer_acts_count (&bench->acts, "SELECT count (*) FROM tickets");
  gint64 key;

  adw_window_set_content (ADW_WINDOW (bench->acts.window), page);
  foyer_sync_bench_wait_says (page, "Everything Is on This Device");
  key = foyer_sync_bench_sign_in (bench);
  foyer_test_wait_for (is_listed, page);
  foyer_sync_bench_refuse (bench, key, "No.");
  g_signal_emit_by_name (bench->desk, "changed");
  foyer_sync_bench_wait_says (page, "0 events");

  /* asked, and left as it is */
  gtk_widget_activate_action (page, "servers.sign-out", "x", key);
  foyer_sync_bench_answer ("cancel");
  g_assert_false (has_left (bench));

  gtk_widget_activate_action (page, "servers.sign-out", "x", key);
  g_assert_true (
      foyer_acts_says (foyer_acts_wait_window (ADW_TYPE_MESSAGE_DIALOG), "stay on this device"));
  foyer_sync_bench_answer ("act");
  foyer_test_wait_for (has_left, bench);
  foyer_sync_bench_wait_says (page, "Everything Is on This Device");
  g_assert_cmpint (foyer_acts_count (&bench->acts, "SELECT count (*) FROM tickets"), ==, n_tickets);
}

static gboolean
is_retried (gpointer data)
{
  FoyerSyncBench *bench = data;

  return foyer_acts_count (&bench->acts,
                           "SELECT count (*) FROM push_problems WHERE is_retried = 1") == 1;
}

static gboolean
is_dropped (gpointer data)
{
  FoyerSyncBench *bench = data;

  return foyer_acts_count (&bench->acts, "SELECT count (*) FROM push_problems") == 0;
}

static void
act_on_problem (FoyerSyncBench *bench, GtkWindow *window, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (window), action, "(sx)", "tickets",
                              foyer_acts_count (&bench->acts, "SELECT min (key) FROM tickets"));
}

static void
test_set_aside (FoyerSyncBench *bench, gconstpointer data)
{
  gint64 key = foyer_sync_bench_sign_in (bench);
  GtkWindow *window;

  foyer_sync_desk_set_paused (bench->desk, TRUE);
  foyer_sync_bench_refuse (bench, key, "This ticket is not yours.");
  window = open_window (foyer_sync_window_new (bench->acts.window, bench->desk));
  foyer_sync_bench_wait_says (window, "This ticket is not yours.");
  g_assert_true (foyer_acts_says (window, "Set Aside"));
  g_assert_nonnull (foyer_acts_find (window, FOYER_TYPE_SET_ASIDE_ROW, 0));
  /* what is kept is what the server said: it is worded when it is shown */
  foyer_sync_bench_refuse (bench, key, "“qr code” is missing.");
  g_signal_emit_by_name (bench->desk, "changed");
  foyer_sync_bench_wait_says (window, "“Ticket Code” is missing.");
  act_on_problem (bench, window, "sync.retry");
  foyer_test_wait_for (is_retried, bench);

  foyer_sync_bench_refuse (bench, key, "Still not.");
  g_signal_emit_by_name (bench->desk, "changed");
  foyer_sync_bench_wait_says (window, "Still not.");
  act_on_problem (bench, window, "sync.drop");
  foyer_sync_bench_answer ("cancel");
  g_assert_false (is_dropped (bench));
  act_on_problem (bench, window, "sync.drop");
  foyer_sync_bench_answer ("act");
  foyer_test_wait_for (is_dropped, bench);
  gtk_window_destroy (window);
}

static gboolean
asks_nothing (gpointer window)
{
  GtkWidget *banner =
      foyer_acts_find (foyer_acts_find (window, FOYER_TYPE_SERVER_BANNER, 0), FOYER_TYPE_BANNER, 0);

  return *foyer_banner_get_title (FOYER_BANNER (banner)) == '\0';
}

static void
check_message (FoyerSyncBench *bench, const char *words)
{
  g_auto (FoyerSyncStanding) standing = { 0 };
  g_autoptr (GError) error = NULL;

  foyer_sync_standing_read (&standing, bench->acts.db, &error);
  g_assert_no_error (error);
  g_assert_cmpint (standing.state, ==, FOYER_SYNC_ATTENTION);
  g_assert_cmpstr (standing.message, ==, words);
}

/* What holds everything up is said first, and can be answered where it is said. */
typedef struct
{
  FoyerSyncBench *bench;
  GtkWindow *window;
  gint64 key;
} Away;

/* A round that was on its way when the desk was paused may still say that all is well: so again. */
static gboolean
says_away (gpointer data)
{
  const Away *away = data;

  if (foyer_acts_says (away->window, "The <hall> is away.") &&
      foyer_acts_says (away->window, "Offline since"))
    return TRUE;
  foyer_server_store_set_trouble (away->bench->acts.db, away->key, g_get_real_time (),
                                  "The <hall> is away.", NULL);
  g_signal_emit_by_name (away->bench->desk, "changed");
  return FALSE;
}

/* Whatever there is to decide: that the server is away is said, too, and why. */
static void
test_away (FoyerSyncBench *bench, gconstpointer data)
{
  Away away = { .bench = bench, .key = foyer_sync_bench_sign_in (bench) };

  foyer_sync_desk_set_paused (bench->desk, TRUE);
  foyer_sync_bench_refuse (bench, away.key, "This ticket is not yours.");
  away.window = open_window (foyer_sync_window_new (bench->acts.window, bench->desk));
  foyer_test_wait_for (says_away, &away);
  foyer_sync_bench_wait_says (away.window, "This ticket is not yours.");
  gtk_window_destroy (away.window);
}

static void
test_asked (FoyerSyncBench *bench, gconstpointer data)
{
  FoyerDatabase *db = bench->acts.db;
  gint64 key = foyer_sync_bench_sign_in (bench);
  GtkWindow *window;

  foyer_sync_desk_set_paused (bench->desk, TRUE);
  foyer_sync_bench_refuse (bench, key, "This ticket is not yours.");
  check_message (bench, "The server refused 1 change.");
  foyer_server_store_set_signed_out (db, key, TRUE, NULL);
  foyer_server_store_set_trouble (db, key, FOYER_NONE, "This session was ended.", NULL);
  foyer_server_store_set_restored (db, key, g_get_real_time (), NULL);
  check_message (bench, "This session was ended.");
  window = open_window (foyer_sync_window_new (bench->acts.window, bench->desk));
  foyer_sync_bench_wait_says (window, "You are signed out of");
  foyer_acts_activate (foyer_acts_find (window, FOYER_TYPE_SERVER_BANNER, 0),
                       "server-banner.sign-in");
  gtk_window_destroy (foyer_acts_wait_window (FOYER_TYPE_ADD_SERVER_WINDOW));

  foyer_server_store_set_signed_out (db, key, FALSE, NULL);
  foyer_server_store_set_trouble (db, key, FOYER_NONE, NULL, NULL);
  g_signal_emit_by_name (bench->desk, "changed");
  foyer_sync_bench_wait_says (window, "came back from an older copy.");
  foyer_server_store_answer_restore (db, key, FALSE, NULL);
  g_signal_emit_by_name (bench->desk, "changed");
  foyer_test_wait_for (asks_nothing, window);
  check_message (bench, "The server refused 1 change.");
  gtk_window_destroy (window);
}

static gboolean
is_visible (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

static void
test_pause (FoyerSyncBench *bench, gconstpointer data)
{
  GtkWindow *window;
  GtkToggleButton *button;

  foyer_sync_bench_sign_in (bench);
  window = open_window (foyer_sync_window_new (bench->acts.window, bench->desk));
  button = foyer_acts_child (window, "pause_button");
  foyer_test_wait_for (is_visible, button);
  foyer_acts_activate (window, "sync.pause");
  g_assert_true (foyer_sync_desk_is_paused (bench->desk));
  g_assert_true (gtk_toggle_button_get_active (button));
  foyer_sync_bench_wait_says (window, "Nothing is sent or fetched until you resume.");
  g_assert_false (foyer_acts_is_enabled (window, "sync.now"));
  gtk_toggle_button_set_active (button, FALSE);
  g_assert_false (foyer_sync_desk_is_paused (bench->desk));
  foyer_acts_dispose (window);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

static void
test_button (FoyerSyncBench *bench, gconstpointer data)
{
  GtkWidget *button = g_object_new (FOYER_TYPE_SYNC_BUTTON, NULL);
  const char *tooltip;

  adw_window_set_content (ADW_WINDOW (bench->acts.window), button);
  foyer_sync_button_set_desk (FOYER_SYNC_BUTTON (button), bench->desk);
  g_assert_true (is_hidden (button));
  foyer_sync_bench_sign_in (bench);
  foyer_test_wait_for (is_visible, button);
  tooltip = gtk_widget_get_tooltip_text (foyer_acts_child (button, "button"));
  g_assert_true (g_str_has_prefix (tooltip, "Sync: "));
}

static gboolean
is_hosted (gpointer data)
{
  FoyerSyncBench *bench = data;

  return foyer_acts_count (&bench->acts, N_KEPT) == 1;
}

static gboolean
is_going (gpointer window)
{
  return g_str_equal (get_step (window), "going");
}

static void
test_host (FoyerSyncBench *bench, gconstpointer data)
{
  GtkWindow *window;

  foyer_sync_bench_sign_in (bench);
  g_assert_true (foyer_host_event_is_local (bench->acts.db, &bench->acts.event_id));
  window = open_window (
      foyer_host_event_window_new (bench->acts.window, bench->desk, &bench->acts.event_id));
  foyer_sync_bench_wait_says (window, "Halls & Co");
  foyer_sync_bench_wait_says (window, "400");
  g_assert_true (foyer_acts_says (window, "cannot be undone"));
  foyer_test_wait_for (can_save, window);
  foyer_acts_activate (window, "edit.save");
  foyer_test_wait_for (is_hosted, bench);
  foyer_test_wait_for (is_going, window);
  g_assert_false (foyer_host_event_is_local (bench->acts.db, &bench->acts.event_id));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  foyer_acts_activate (window, "edit.save");
  foyer_test_wait_for (is_null, &window);
}

static void
test_words (void)
{
  static const struct
  {
    gint64 seconds;
    const char *words;
  } ages[] = {
    { 0, "just now" },       { 9, "just now" },        { 30, "30 seconds ago" },
    { 100, "1 minute ago" }, { 200, "3 minutes ago" }, { 3599, "59 minutes ago" },
  };
  static const struct
  {
    gint64 offset;
    const char *words;
  } clocks[] = {
    { FOYER_NONE, "Not known yet" },
    { 40 * G_TIME_SPAN_MILLISECOND, "Right, to 40 ms" },
    { 3 * G_TIME_SPAN_HOUR, "This device is 3 hours behind the server" },
    { -200 * G_TIME_SPAN_SECOND, "This device is 3 minutes ahead of the server" },
  };
  gint64 now = foyer_time_now ();

  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      g_autofree char *text = foyer_sync_text_age (now - ages[i].seconds * G_USEC_PER_SEC, now);

      g_assert_cmpstr (text, ==, ages[i].words);
    }
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_autofree char *text = foyer_sync_text_clock (clocks[i].offset);

      g_assert_cmpstr (text, ==, clocks[i].words);
    }
  for (const FoyerRowType *const *type = foyer_row_types (); *type != NULL; type++)
    {
      g_autofree char *text = foyer_sync_text_count (*type, 2);

      g_assert_true (g_str_has_prefix (text, "2 "));
    }
}

static void
add (const char *path, void (*test) (FoyerSyncBench *, gconstpointer))
{
  g_test_add (path, FoyerSyncBench, NULL, foyer_sync_bench_set_up, test,
              foyer_sync_bench_tear_down);
}

int
main (int argc, char *argv[])
{
  foyer_test_forgive_message_dialogs ();
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  g_test_add_func ("/sync/words", test_words);
  add ("/sync/address", test_address);
  add ("/sync/kept-words", test_kept_words);
  add ("/sync/steps", test_steps);
  add ("/sync/stopped", test_stopped);
  add ("/sync/unreachable", test_unreachable);
  add ("/sync/servers", test_servers);
  add ("/sync/set-aside", test_set_aside);
  add ("/sync/away", test_away);
  add ("/sync/asked", test_asked);
  add ("/sync/pause", test_pause);
  add ("/sync/button", test_button);
  add ("/sync/host", test_host);
  return g_test_run ();
}

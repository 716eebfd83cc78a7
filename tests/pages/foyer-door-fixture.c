/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-door-fixture.h"

#include "foyer-door-samples.h"
#include "foyer-test-data.h"
#include "foyer-ticket-store.h"

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FoyerDoorFixture *fixture = data;
  g_autoptr (GError) error = NULL;

  fixture->replica = foyer_replica_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
answered_cb (FoyerDoor *door, FoyerDoorAnswer *answer, FoyerDoorFixture *fixture)
{
  g_set_object (&fixture->answer, answer);
  fixture->n_answers++;
}

static gboolean
has_replica (gpointer data)
{
  return ((FoyerDoorFixture *) data)->replica != NULL;
}

static gboolean
is_ready (gpointer data)
{
  return foyer_roster_is_ready (foyer_door_get_roster (((FoyerDoorFixture *) data)->window->door));
}

void
foyer_door_fixture_open_window (FoyerDoorFixture *fixture)
{
  fixture->window = FOYER_CHECK_IN_WINDOW (
      foyer_check_in_window_new (NULL, fixture->replica, fixture->settings, &fixture->event_id));
  g_signal_connect (fixture->window->door, "answered", G_CALLBACK (answered_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  foyer_test_wait_for (is_ready, fixture);
}

void
foyer_door_fixture_set_up (FoyerDoorFixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->dir = foyer_test_dir_new ();
  fixture->settings = g_settings_new ("io.github.foyerapp.Foyer");
  fixture->now = 1000;
  g_object_unref (
      foyer_test_data_make (fixture->dir, 20, FOYER_TEST_DATA_ALL_VALID, &fixture->event_id));
  path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  foyer_replica_open_async (path, NULL, opened_cb, fixture);
  foyer_test_wait_for (has_replica, fixture);
  foyer_door_fixture_open_window (fixture);
}

static gboolean
is_idle (gpointer data)
{
  return !foyer_door_is_busy (((FoyerDoorFixture *) data)->window->door);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
foyer_door_fixture_tear_down (FoyerDoorFixture *fixture, gconstpointer data)
{
  gpointer window = fixture->window;
  gpointer replica = fixture->replica;

  foyer_test_wait_for (is_idle, fixture);
  foyer_check_in_window_close_popovers (
      fixture->window); /* GTK looks for tooltips even in popovers that are gone */
  foyer_door_settle (window);
  g_object_add_weak_pointer (window, &window);
  g_object_add_weak_pointer (replica, &replica);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->answer);
  g_clear_object (&fixture->replica);
  foyer_test_wait_for (is_gone, &window);
  foyer_test_wait_for (is_gone, &replica); /* nothing of the window holds it */
  g_clear_object (&fixture->settings);
  foyer_test_dir_free (fixture->dir);
}

/* Types as a scanner does, on a US keyboard, at 8 ms a key. */
void
foyer_door_fixture_scan (FoyerDoorFixture *fixture, const char *code)
{
  fixture->now += 1000;
  for (const char *p = code; *p != '\0'; p++)
    {
      foyer_scan_reader_press (fixture->window->reader, gdk_unicode_to_keyval ((guchar) *p), 0, 0,
                               fixture->now);
      fixture->now += 8;
    }
  g_assert_true (
      foyer_scan_reader_press (fixture->window->reader, GDK_KEY_Return, 36, 0, fixture->now));
}

static gboolean
has_answers (gpointer data)
{
  FoyerDoorFixture *fixture = data;

  return fixture->n_answers >= fixture->n_awaited;
}

void
foyer_door_fixture_wait_for_answers (FoyerDoorFixture *fixture, guint n)
{
  fixture->n_awaited = n;
  foyer_test_wait_for (has_answers, fixture);
}

/* As a person does, who waits to see the button. */
void
foyer_door_fixture_press_button (FoyerDoorFixture *fixture, const char *action)
{
  foyer_door_settle (fixture->window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

FoyerVerdict
foyer_door_fixture_scan_and_wait (FoyerDoorFixture *fixture, const char *code)
{
  guint n = fixture->n_answers + 1;

  foyer_door_fixture_scan (fixture, code);
  foyer_door_fixture_wait_for_answers (fixture, n);
  g_assert_nonnull (fixture->answer->result);
  return fixture->answer->result->verdict;
}

FoyerTicket *
foyer_door_fixture_read_ticket (FoyerDoorFixture *fixture, const char *code)
{
  g_autofree char *path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, NULL);
  g_autoptr (GPtrArray) tickets = foyer_ticket_store_find_code (db, code, NULL);

  g_assert_cmpuint (tickets->len, ==, 1);
  return foyer_ticket_copy (g_ptr_array_index (tickets, 0));
}

GtkEditable *
foyer_door_fixture_get_entry (FoyerDoorFixture *fixture)
{
  GtkWidget *entry = gtk_widget_get_first_child (GTK_WIDGET (fixture->window->search));

  g_assert_true (GTK_IS_SEARCH_ENTRY (entry));
  return GTK_EDITABLE (entry);
}

void
foyer_door_fixture_type (FoyerDoorFixture *fixture, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      fixture->now += 90;
      if (!foyer_scan_reader_press (fixture->window->reader, gdk_unicode_to_keyval ((guchar) *p), 0,
                                    0, fixture->now))
        {
          GtkEditable *field = GTK_EDITABLE (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
          int position = gtk_editable_get_position (field);

          gtk_editable_insert_text (field, p, 1, &position);
          gtk_editable_set_position (field, position);
        }
    }
}

gint64
foyer_door_fixture_count (FoyerDoorFixture *fixture, const char *sql)
{
  FoyerDatabase *db = foyer_replica_get_reader (fixture->replica);
  sqlite3_stmt *statement = NULL;
  gint64 n;

  g_assert_cmpint (sqlite3_prepare_v2 (foyer_database_get_handle (db), sql, -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

/* As at the box office: with an order, what was paid, and lines in the till's book. */
void
foyer_door_fixture_check_sold (FoyerDoorFixture *fixture)
{
  g_assert_nonnull (fixture->answer->result->tier);
  g_assert_cmpint (foyer_door_fixture_count (
                       fixture, "SELECT count (*) FROM orders WHERE buyer_name = 'Ada Lovelace' "
                                "AND status = 'COMPLETED' AND channel = 'BOX_OFFICE'"),
                   ==, 1);
  g_assert_cmpint (
      foyer_door_fixture_count (
          fixture, "SELECT count (*) FROM payments p JOIN orders o ON o.id = p.order_id "
                   "WHERE o.buyer_name = 'Ada Lovelace' AND p.amount = o.total "
                   "AND p.method = 'CARD'"),
      ==,
      foyer_door_fixture_count (
          fixture, "SELECT count (*) FROM orders WHERE buyer_name = 'Ada Lovelace' AND total > 0"));
  g_assert_cmpint (foyer_door_fixture_count (
                       fixture,
                       "SELECT count (*) FROM till_records r JOIN orders o ON o.id = r.order_id "
                       "WHERE o.buyer_name = 'Ada Lovelace' AND r.kind = 'SALE'"),
                   ==, 1);
}

void
foyer_door_fixture_exec (FoyerDoorFixture *fixture, const char *sql)
{
  g_autoptr (FoyerDatabase) db = foyer_database_open (foyer_replica_get_path (fixture->replica),
                                                      FOYER_DATABASE_READ_WRITE, NULL);
  g_autoptr (GError) error = NULL;

  foyer_database_exec (db, sql, &error);
  g_assert_no_error (error);
}

/* What is only a list sells nothing, nor what is over: the day of the data is a day that was. */
void
foyer_door_fixture_add_walk_in (FoyerDoorFixture *fixture)
{
  foyer_door_fixture_exec (fixture, "UPDATE events SET status = 'PUBLISHED', published_at = 1, "
                                    "end_date = (unixepoch () + 86400) * 1000000");
  g_signal_emit_by_name (fixture->window->walk_in, "chosen", "Ada Lovelace", 0, FOYER_WALK_IN_CARD,
                         NULL);
}

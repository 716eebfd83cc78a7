/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a row that a server refused to where it is edited, in the real window, with the sample
 * event. */
#include "foyer-main-window-private.h"

#include "foyer-attendee-panel.h"
#include "foyer-test.h"

#include <string.h>

typedef struct
{
  FoyerTestDir dir;
  FoyerContext *context;
  FoyerMainWindow *window;
} Fixture;

static GtkWidget *
find (GtkWidget *from, const char *type_name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found =
          g_str_equal (G_OBJECT_TYPE_NAME (child), type_name) ? child : find (child, type_name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_window (const char *type_name)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_str_equal (G_OBJECT_TYPE_NAME (window), type_name))
        return window;
    }
  return NULL;
}

typedef struct
{
  Fixture *fixture;
  const char *type_name;
} Place;

static gboolean
is_shown (gpointer data)
{
  const Place *place = data;
  GtkWidget *found = find_window (place->type_name);

  if (found == NULL)
    found = find (GTK_WIDGET (place->fixture->window), place->type_name);
  return found != NULL && gtk_widget_get_mapped (found);
}

static gboolean
has_no_window (gpointer data)
{
  return find_window (data) == NULL;
}

static void
close_if_open (const char *type_name)
{
  GtkWidget *window = find_window (type_name);

  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  foyer_test_wait_for (has_no_window, (gpointer) type_name);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  g_autofree char *path = NULL;
  Place welcome = { fixture, "FoyerWelcomePage" };
  Place overview = { fixture, "FoyerOverviewPage" };

  fixture->dir = foyer_test_dir_new ();
  path = g_build_filename (fixture->dir, "replica.db", NULL);
  fixture->context = foyer_context_new (path);
  foyer_context_open (fixture->context);
  fixture->window = FOYER_MAIN_WINDOW (foyer_main_window_new (application, fixture->context));
  gtk_window_present (GTK_WINDOW (fixture->window));
  foyer_test_wait_for (is_shown, &welcome);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "open-sample", NULL);
  foyer_test_wait_for (is_shown, &overview);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  FoyerReplica *replica = foyer_context_get_replica (fixture->context);

  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  foyer_test_wait_for (is_gone, &fixture->window);
  g_object_add_weak_pointer (G_OBJECT (replica), (gpointer *) &replica);
  g_clear_object (&fixture->context);
  foyer_test_wait_for (is_gone, &replica);
  foyer_test_dir_free (fixture->dir);
}

static FoyerDatabase *
get_reader (Fixture *fixture)
{
  return foyer_replica_get_reader (foyer_context_get_replica (fixture->context));
}

static gint64
find_key (Fixture *fixture, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max (key) FROM %s", table);
  sqlite3_stmt *statement = NULL;
  gint64 key = 0;

  g_assert_cmpint (sqlite3_prepare_v2 (foyer_database_get_handle (get_reader (fixture)), sql, -1,
                                       &statement, NULL),
                   ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    key = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return key;
}

static void
edit_row (Fixture *fixture, const char *table, gint64 key)
{
  g_autofree char *event = foyer_uuid_to_string (foyer_main_window_get_event_id (fixture->window));

  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "edit-row",
                                  g_variant_new ("(sxs)", table, key, event));
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *table;
    const char *place;
  } rows[] = {
    { "ticket_tiers", "FoyerTierWindow" },
    { "tickets", "FoyerAttendeePanel" },
    { "events", "FoyerEventEditor" },
    { "check_ins", "FoyerAttendeePanel" },
    { "check_in_lists", "FoyerEntrancesDialog" },
    { "orders", "FoyerOrdersPage" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Place place = { fixture, rows[i].place };
      gint64 key = find_key (fixture, rows[i].table);

      g_test_message ("%s", rows[i].table);
      g_assert_cmpint (key, >, 0);
      edit_row (fixture, rows[i].table, key);
      foyer_test_wait_for (is_shown, &place);
      if (g_str_equal (rows[i].table, "tickets"))
        g_assert_cmpint (foyer_attendee_panel_get_key (FOYER_ATTENDEE_PANEL (
                             find (GTK_WIDGET (fixture->window), "FoyerAttendeePanel"))),
                         ==, key);
      close_if_open (g_str_has_suffix (rows[i].place, "Page") ? "FoyerEntrancesDialog"
                                                              : rows[i].place);
    }
  close_if_open ("FoyerCheckInWindow");
}

/* A row that is gone meanwhile, or of a kind that this program does not know: the page, no window.
 */
static void
test_nothing_there (Fixture *fixture, gconstpointer data)
{
  static const char *const tables[] = { "tickets",   "orders",       "check_ins", "questions",
                                        "messages",  "ticket_tiers", "quotas",    "promo_codes",
                                        "something", "images",       "refunds",   "series" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    edit_row (fixture, tables[i], 999999);
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (find_window ("FoyerTierWindow"));
  g_assert_null (find_window ("FoyerPromoWindow"));
  g_assert_null (find_window ("FoyerQuotaWindow"));
  close_if_open ("FoyerRefundsWindow");
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = NULL;

  gtk_test_init (&argc, &argv, NULL);
  application =
      g_object_new (ADW_TYPE_APPLICATION, "resource-base-path", "/io/github/foyerapp/Foyer", NULL);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_application_set_default (G_APPLICATION (application));
  g_test_add ("/edit-row/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/edit-row/nothing-there", Fixture, NULL, set_up, test_nothing_there, tear_down);
  return g_test_run ();
}

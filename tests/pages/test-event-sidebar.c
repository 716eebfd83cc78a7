/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of events beside all pages: found, opened, and what their menu does. */
#include "foyer-acts-fixture.h"
#include "foyer-event-row.h"
#include "foyer-event-sidebar.h"
#include "foyer-event-store.h"

#include <string.h>

typedef struct
{
  FoyerActs acts;
  FoyerEventSidebar *sidebar;
  FoyerUuid second;
  char *opened; /* (owned) (nullable) id of the event */
  char *done;   /* (owned) (nullable) the action of the menu, and of which event */
} Fixture;

static void
open_event_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *fixture = data;
  FoyerUuid id;

  g_free (fixture->opened);
  fixture->opened = g_variant_dup_string (parameter, NULL);
  g_assert_true (foyer_uuid_parse (fixture->opened, &id));
  foyer_event_sidebar_select (fixture->sidebar, &id);
}

static void
act_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *fixture = data;

  g_free (fixture->done);
  fixture->done = g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)), fixture->opened);
}

static gboolean
has_both (gpointer data)
{
  return foyer_event_sidebar_get_n_events (data) == 2;
}

static gboolean
has_rows (gpointer data)
{
  return foyer_acts_find (data, FOYER_TYPE_EVENT_ROW, 1) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { "open-event", open_event_cb, "s" }, { "publish-event", act_cb },
    { "unpublish-event", act_cb },        { "duplicate-event", act_cb },
    { "delete-event", act_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (FoyerEvent) event = foyer_event_new ();
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction;

  foyer_acts_set_up (&fixture->acts, NULL);
  transaction = foyer_transaction_begin (fixture->acts.db, "test", &error);
  event->title = g_strdup ("Zumba");
  event->timezone = g_strdup ("UTC");
  event->currency = g_strdup ("EUR");
  event->start_date = G_TIME_SPAN_DAY;
  event->end_date = 2 * G_TIME_SPAN_DAY;
  foyer_event_store_add (transaction, event, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
  fixture->second = event->row.id;

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), "unpublish-event")),
      FALSE);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->acts.window), "win", G_ACTION_GROUP (group));
  fixture->sidebar = g_object_new (FOYER_TYPE_EVENT_SIDEBAR, NULL);
  adw_window_set_content (ADW_WINDOW (fixture->acts.window), GTK_WIDGET (fixture->sidebar));
  foyer_event_sidebar_set_replica (fixture->sidebar, fixture->acts.replica);
  foyer_test_wait_for (has_both, fixture->sidebar);
  foyer_event_sidebar_select (fixture->sidebar, &fixture->acts.event_id);
  foyer_test_wait_for (has_rows, fixture->sidebar);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  foyer_acts_tear_down (&fixture->acts, NULL);
  g_clear_pointer (&fixture->opened, g_free);
  g_clear_pointer (&fixture->done, g_free);
}

static FoyerEventRow *
find_row (Fixture *fixture, const FoyerUuid *id)
{
  GtkWidget *row;

  for (guint i = 0; (row = foyer_acts_find (fixture->sidebar, FOYER_TYPE_EVENT_ROW, i)) != NULL;
       i++)
    if (foyer_uuid_equal (
            &foyer_event_item_get_event (foyer_event_row_get_item (FOYER_EVENT_ROW (row)))->row.id,
            id))
      return FOYER_EVENT_ROW (row);
  g_error ("no row of this event");
}

/* The entry of the menu that does it; NULL when it is not there. */
static GtkWidget *
find_entry (GtkWidget *menu, const char *words)
{
  GtkWidget *label;

  for (guint i = 0; (label = foyer_acts_find (menu, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (strcmp (gtk_label_get_text (GTK_LABEL (label)), words) == 0 &&
        gtk_widget_get_mapped (label))
      return gtk_widget_get_parent (label);
  return NULL;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* By the pointer: the event under it is brought first, and the menu is of that one. */
static void
test_menu (Fixture *fixture, gconstpointer data)
{
  GtkWidget *menu = foyer_acts_child (fixture->sidebar, "menu");
  g_autofree char *id = foyer_uuid_to_string (&fixture->second);
  g_autofree char *wanted = g_strdup_printf ("duplicate-event %s", id);

  g_signal_emit_by_name (find_row (fixture, &fixture->second), "menu-asked", 5.0, 5.0);
  g_assert_cmpstr (fixture->opened, ==, id);
  foyer_test_wait_for (is_mapped, menu);
  g_assert_nonnull (find_entry (menu, "Publish…"));
  /* What cannot be done now is not offered. */
  g_assert_null (find_entry (menu, "Unpublish…"));
  g_assert_nonnull (find_entry (menu, "Delete…"));
  gtk_widget_activate (find_entry (menu, "Duplicate…"));
  while (fixture->done == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->done, ==, wanted);
}

static gboolean
has_place (gpointer widget)
{
  return gtk_widget_get_width (widget) > 0;
}

/* By the keyboard: of the one that is selected. */
static void
test_menu_by_key (Fixture *fixture, gconstpointer data)
{
  GtkPopover *menu = foyer_acts_child (fixture->sidebar, "menu");
  g_autofree char *id = foyer_uuid_to_string (&fixture->acts.event_id);
  GdkRectangle place;

  foyer_test_wait_for (has_place, find_row (fixture, &fixture->acts.event_id));
  foyer_acts_activate (fixture->sidebar, "sidebar.menu");
  g_assert_cmpstr (fixture->opened, ==, id);
  foyer_test_wait_for (is_mapped, menu);
  g_assert_true (gtk_popover_get_pointing_to (menu, &place));
  g_assert_cmpint (place.x, >, 0);
  g_assert_cmpint (place.y, >, 0);
  gtk_popover_popdown (menu);
}

static gboolean
has_one (gpointer data)
{
  return foyer_acts_find (data, FOYER_TYPE_EVENT_ROW, 1) == NULL &&
         foyer_acts_find (data, FOYER_TYPE_EVENT_ROW, 0) != NULL;
}

/* Searching leaves what fits, and Shift+F10 works on that. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkWidget *search = foyer_acts_find (fixture->sidebar, GTK_TYPE_SEARCH_ENTRY, 0);

  gtk_editable_set_text (GTK_EDITABLE (search), "zumb");
  foyer_test_wait_for (has_one, fixture->sidebar);
  find_row (fixture, &fixture->second);
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  foyer_test_wait_for (has_rows, fixture->sidebar);
}

#define add(path, func) g_test_add ("/event-sidebar/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  add ("menu", test_menu);
  add ("menu-by-key", test_menu_by_key);
  add ("search", test_search);
  return g_test_run ();
}

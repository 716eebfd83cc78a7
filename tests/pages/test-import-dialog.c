/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-dialog.h"

#include "foyer-event-store.h"
#include "foyer-test.h"

#include <string.h>

#define SCHEMA "io.github.foyerapp.Foyer"

typedef struct
{
  FoyerTestDir dir;
  FoyerReplica *replica;
  GSettings *settings;
  GtkWidget *dialog;
  char *event_id; /* of "imported" */
  gint64 change_set;
} Fixture;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Fixture *self = data;

  self->replica = foyer_replica_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_open (gpointer data)
{
  return ((Fixture *) data)->replica != NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  self->dir = foyer_test_dir_new ();
  path = g_build_filename (self->dir, "foyer.db", NULL);
  foyer_replica_open_async (path, NULL, opened_cb, self);
  foyer_test_wait_for (is_open, self);
  self->settings = g_settings_new (SCHEMA);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->replica);
  g_clear_object (&self->settings);
  g_free (self->event_id);
  foyer_test_dir_free (self->dir);
}

static void
imported_cb (GtkWidget *dialog, const char *event_id, gint64 change_set, gpointer data)
{
  Fixture *self = data;

  self->event_id = g_strdup (event_id);
  self->change_set = change_set;
}

static GtkWidget *
find_child (GtkWidget *from, const char *type_name, const char *label)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (from), type_name) &&
      (label == NULL ||
       (GTK_IS_BUTTON (from) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (from)), label) == 0)))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, type_name, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_import_button (Fixture *self)
{
  return find_child (self->dialog, "GtkButton", "_Import");
}

static gboolean
can_import (gpointer data)
{
  return gtk_widget_get_sensitive (get_import_button (data));
}

static gboolean
is_imported (gpointer data)
{
  return ((Fixture *) data)->event_id != NULL;
}

static gboolean
has_failed (gpointer data)
{
  GtkWidget *stack = find_child (((Fixture *) data)->dialog, "GtkStack", NULL);

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "failed") == 0;
}

static void
open_dialog (Fixture *self, const char *sample)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "samples", sample, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  FoyerUuid nil = { 0 };

  self->dialog = foyer_import_dialog_new (self->replica, self->settings, &nil, file);
  g_signal_connect (self->dialog, "imported", G_CALLBACK (imported_cb), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

static void
test_import (Fixture *self, gconstpointer data)
{
  FoyerUuid id;
  g_autoptr (GPtrArray) tiers = NULL;

  open_dialog (self, data);
  foyer_test_wait_for (can_import, self);
  gtk_widget_activate_action (self->dialog, "import.import", NULL);
  foyer_test_wait_for (is_imported, self);
  g_assert_cmpint (self->change_set, >, 0);
  g_assert_true (foyer_uuid_parse (self->event_id, &id));
  tiers = foyer_event_store_tiers (foyer_replica_get_reader (self->replica), &id, NULL);
  g_assert_cmpuint (tiers->len, >, 0);
}

static void
test_not_a_list (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->dir, "foyer.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  FoyerUuid nil = { 0 };

  self->dialog = foyer_import_dialog_new (self->replica, self->settings, &nil, file);
  gtk_window_present (GTK_WINDOW (self->dialog));
  foyer_test_wait_for (has_failed, self);
  g_assert_false (can_import (self));
  gtk_widget_activate_action (self->dialog, "import.cancel", NULL);
}

static gboolean
is_busy (gpointer data)
{
  return !can_import (data);
}

/* Leaving out the names of people known by nothing else cannot be imported; giving them back can.
 */
static void
test_roles (Fixture *self, gconstpointer data)
{
  GtkWidget *drop_down;

  open_dialog (self, "latin1-tabs.tsv");
  foyer_test_wait_for (can_import, self);
  drop_down =
      find_child (find_child (self->dialog, "FoyerImportColumnView", NULL), "GtkDropDown", NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 0);
  g_assert_true (is_busy (self));
  foyer_test_wait_for (can_import, self);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 1);
  foyer_test_wait_for (can_import, self);
  gtk_widget_activate_action (self->dialog, "import.cancel", NULL);
}

static guint
count_columns_named (GtkWidget *from, const char *text)
{
  guint n = GTK_IS_LABEL (from) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (from)), text) == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_columns_named (child, text);
  return n;
}

static gboolean
has_numbered_columns (gpointer data)
{
  return count_columns_named (((Fixture *) data)->dialog, "Column 1") > 0;
}

static gboolean
has_no_numbered_columns (gpointer data)
{
  return !has_numbered_columns (data);
}

/* Found by itself; a person knows better, and what they typed stays. */
static void
test_header (Fixture *self, gconstpointer data)
{
  GtkWidget *header, *title;

  open_dialog (self, "luma-guests.csv");
  foyer_test_wait_for (can_import, self);
  header = find_child (self->dialog, "GtkSwitch", NULL);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (header)));
  g_assert_false (has_numbered_columns (self));
  title = find_child (self->dialog, "AdwEntryRow", NULL);
  gtk_editable_set_text (GTK_EDITABLE (title), "Typed");

  gtk_switch_set_active (GTK_SWITCH (header), FALSE);
  g_assert_true (is_busy (self));
  foyer_test_wait_for (has_numbered_columns, self);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (header)));
  gtk_switch_set_active (GTK_SWITCH (header), TRUE);
  foyer_test_wait_for (has_no_numbered_columns, self);
  foyer_test_wait_for (can_import, self);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (title)), ==, "Typed");
  gtk_widget_activate_action (self->dialog, "import.cancel", NULL);
}

/* The window goes while it looks, tries and imports: none of the answers finds it. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  gpointer dialog;

  for (guint stage = 0; stage < 3; stage++)
    {
      open_dialog (self, "pretix-order-positions.csv");
      dialog = g_object_ref (self->dialog);
      if (stage > 0)
        foyer_test_wait_for (can_import, self);
      if (stage == 1)
        gtk_switch_set_active (GTK_SWITCH (find_child (self->dialog, "GtkSwitch", NULL)), FALSE);
      if (stage == 2)
        gtk_widget_activate_action (self->dialog, "import.import", NULL);
      gtk_window_destroy (GTK_WINDOW (self->dialog));
      g_object_run_dispose (dialog);
      g_object_add_weak_pointer (dialog, &dialog);
      g_object_unref (dialog);
      while (dialog != NULL)
        g_main_context_iteration (NULL, TRUE);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/pages/import-dialog/eventbrite", Fixture, "eventbrite-attendees.csv", set_up,
              test_import, tear_down);
  g_test_add ("/pages/import-dialog/broken", Fixture, "broken.csv", set_up, test_import, tear_down);
  g_test_add ("/pages/import-dialog/not-a-list", Fixture, NULL, set_up, test_not_a_list, tear_down);
  g_test_add ("/pages/import-dialog/roles", Fixture, NULL, set_up, test_roles, tear_down);
  g_test_add ("/pages/import-dialog/header", Fixture, NULL, set_up, test_header, tear_down);
  g_test_add ("/pages/import-dialog/gone", Fixture, NULL, set_up, test_gone, tear_down);
  return g_test_run ();
}

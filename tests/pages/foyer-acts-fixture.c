/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-acts-fixture.h"

#include "foyer-event-acts-store.h"
#include "foyer-series-store.h"
#include "foyer-transaction.h"
#include "foyer-test-data.h"

#include <string.h>

static void
did_change_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerActs *self = data;

  g_clear_pointer (&self->told, g_free);
  g_variant_get (parameter, "(xs)", &self->change_set, &self->told);
}

static void
show_field_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerActs *self = data;

  g_free (self->field);
  self->field = g_variant_dup_string (parameter, NULL);
}

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

static void
open_replica (FoyerActs *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  foyer_replica_open_async (foyer_database_get_path (self->db), NULL, result_cb, &result);
  foyer_test_wait_for (has_result, &result);
  self->replica = foyer_replica_open_finish (result, &error);
  g_assert_no_error (error);
}

void
foyer_acts_set_up (FoyerActs *self, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { "did-change", did_change_cb, "(xs)" },
    { "show-field", show_field_cb, "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  self->dir = foyer_test_dir_new ();
  self->db =
      foyer_test_data_make (self->dir, FOYER_ACTS_GUESTS, FOYER_TEST_DATA_MIXED, &self->event_id);
  open_replica (self);
  self->window = GTK_WINDOW (g_object_ref_sink (adw_window_new ()));
  self->from = gtk_label_new ("Event");
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), self->from);
  adw_window_set_content (ADW_WINDOW (self->window), overlay);
  gtk_window_set_default_size (self->window, 900, 600);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (group));
  gtk_window_present (self->window);
}

void
foyer_acts_tear_down (FoyerActs *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  g_clear_object (&self->window);
  g_clear_object (&self->replica);
  g_clear_object (&self->db);
  g_clear_pointer (&self->told, g_free);
  g_clear_pointer (&self->field, g_free);
  foyer_test_dir_free (self->dir);
}

static sqlite3_stmt *
query (FoyerActs *self, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (
      sqlite3_prepare_v2 (foyer_database_get_handle (self->db), sql, -1, &statement, NULL), ==,
      SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  return statement;
}

gint64
foyer_acts_count (FoyerActs *self, const char *sql)
{
  sqlite3_stmt *statement = query (self, sql);
  gint64 n = sqlite3_column_int64 (statement, 0);

  sqlite3_finalize (statement);
  return n;
}

char *
foyer_acts_read (FoyerActs *self, const char *sql)
{
  sqlite3_stmt *statement = query (self, sql);
  char *text = g_strdup ((const char *) sqlite3_column_text (statement, 0));

  sqlite3_finalize (statement);
  return text;
}

void
foyer_acts_exec (FoyerActs *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  foyer_database_exec (self->db, sql, &error);
  g_assert_no_error (error);
}

char *
foyer_acts_digest (FoyerActs *self)
{
  static const char *const tables[] = { "events",  "ticket_tiers", "orders",    "tickets",
                                        "refunds", "messages",     "questions", "promo_codes" };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("SELECT * FROM %s WHERE deleted_at IS NULL ORDER BY key", tables[i]);
      sqlite3_stmt *statement = NULL;

      sqlite3_prepare_v2 (foyer_database_get_handle (self->db), sql, -1, &statement, NULL);
      while (sqlite3_step (statement) == SQLITE_ROW)
        for (int c = 0; c < sqlite3_column_count (statement); c++)
          {
            /* when it was written last is not what was written */
            if (g_str_equal (sqlite3_column_name (statement, c), "updated_at"))
              continue;
            g_checksum_update (sum, sqlite3_column_blob (statement, c),
                               sqlite3_column_bytes (statement, c));
            g_checksum_update (sum, (const guchar *) "|", 1);
          }
      sqlite3_finalize (statement);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static void
changed_cb (gboolean *has_changed)
{
  *has_changed = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

void
foyer_acts_edit (FoyerActs *self, void (*edit) (FoyerEvent *event))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerEvent) before = foyer_event_acts_get (self->db, &self->event_id, &error);
  g_autoptr (FoyerEvent) after = foyer_event_copy (before);
  FoyerTransaction *transaction = foyer_transaction_begin (self->db, "edit", &error);
  gboolean has_changed = FALSE;
  gulong handler =
      g_signal_connect_swapped (self->replica, "changed", G_CALLBACK (changed_cb), &has_changed);

  edit (after);
  g_assert_true (foyer_transaction_update (transaction, before, after, &error));
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
  foyer_test_wait_for (is_true, &has_changed);
  g_signal_handler_disconnect (self->replica, handler);
}

GPtrArray *
foyer_acts_repeat (FoyerActs *self, const char *rule)
{
  FoyerSeriesPlan plan = { .rule = rule };
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (self->db, "repeat", &error);
  FoyerUuid series_id;
  GPtrArray *dates;
  gboolean has_changed = FALSE;
  gulong handler =
      g_signal_connect_swapped (self->replica, "changed", G_CALLBACK (changed_cb), &has_changed);

  foyer_series_store_create (transaction, &self->event_id, &plan, NULL, NULL, NULL, &series_id,
                             &error);
  g_assert_no_error (error);
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
  foyer_test_wait_for (is_true, &has_changed);
  g_signal_handler_disconnect (self->replica, handler);
  dates = foyer_series_store_dates (self->db, &series_id, &error);
  g_assert_no_error (error);
  return dates;
}

void
foyer_acts_undo (FoyerActs *self, gint64 change_set)
{
  g_autoptr (GError) error = NULL;
  guint n_kept = 0;

  g_assert_true (foyer_journal_undo (self->db, change_set, NULL, &n_kept, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_kept, ==, 0);
}

gpointer
foyer_acts_child (gpointer widget, const char *name)
{
  GObject *child = NULL;

  /* Its own, or of what it is derived from. */
  for (GType type = G_OBJECT_TYPE (widget); child == NULL && type != GTK_TYPE_WIDGET;
       type = g_type_parent (type))
    child = gtk_widget_get_template_child (widget, type, name);
  g_assert_nonnull (child);
  return child;
}

static gboolean
is_label (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;
}

GtkWidget *
foyer_acts_find (gpointer from, GType type, guint n)
{
  g_autoptr (GQueue) queue = g_queue_new ();
  GtkWidget *widget;

  g_queue_push_tail (queue, from);
  while ((widget = g_queue_pop_head (queue)) != NULL)
    {
      if (widget != from && g_type_is_a (G_OBJECT_TYPE (widget), type) && n-- == 0)
        return widget;
      for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL;
           child = gtk_widget_get_prev_sibling (child))
        g_queue_push_head (queue, child);
    }
  return NULL;
}

gboolean
foyer_acts_says (gpointer from, const char *words)
{
  GtkWidget *label;

  for (guint i = 0; (label = foyer_acts_find (from, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (is_label (label, words))
      return TRUE;
  return FALSE;
}

/* There is no asking a widget whether its own action is enabled: a button that has it knows. */
gboolean
foyer_acts_is_enabled (gpointer widget, const char *action)
{
  GtkWidget *button;

  for (guint i = 0; (button = foyer_acts_find (widget, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), action) == 0)
      return gtk_widget_get_sensitive (button);
  g_error ("no button does %s", action);
}

void
foyer_acts_activate (gpointer widget, const char *action)
{
  g_assert_true (gtk_widget_activate_action (widget, action, NULL));
}

gpointer
foyer_acts_find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (g_type_is_a (G_OBJECT_TYPE (link->data), type) && gtk_widget_get_mapped (link->data))
      return link->data;
  return NULL;
}

static gboolean
has_window (gpointer data)
{
  return foyer_acts_find_window (GPOINTER_TO_SIZE (data)) != NULL;
}

gpointer
foyer_acts_wait_window (GType type)
{
  foyer_test_wait_for (has_window, GSIZE_TO_POINTER (type));
  return foyer_acts_find_window (type);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
foyer_acts_wait_gone (gpointer window)
{
  gpointer watched = window;

  g_object_add_weak_pointer (window, &watched);
  foyer_test_wait_for (is_gone, &watched);
}

static gboolean
is_ours_alone (gpointer object)
{
  return g_atomic_int_get (&G_OBJECT (object)->ref_count) == 1;
}

/* A weak pointer is cleared by the dispose already: the count tells when the work lets go. */
void
foyer_acts_dispose (gpointer window)
{
  GtkWindow *alive = g_object_ref (window);

  g_object_run_dispose (G_OBJECT (alive));
  gtk_window_destroy (alive);
  foyer_test_wait_for (is_ours_alone, alive);
  g_assert_finalize_object (alive);
}

static gboolean
was_told (gpointer data)
{
  return ((FoyerActs *) data)->change_set != 0;
}

void
foyer_acts_wait_told (FoyerActs *self)
{
  foyer_test_wait_for (was_told, self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-host-event-window.h"

#include "foyer-event.h"
#include "foyer-fact-row.h"
#include "foyer-message-row.h"
#include "foyer-row-store.h"
#include "foyer-sync-text.h"

#include <glib/gi18n-lib.h>

#define PULSE_MS 120

typedef enum
{
  STEP_FORM,
  STEP_GOING,
} Step;

struct _FoyerHostEventWindow
{
  FoyerEditWindow parent_instance;

  GtkStack *stack; /* form, going */
  AdwPreferencesGroup *group;
  AdwComboRow *server_row;
  AdwComboRow *organizer_row;
  GtkWidget *organizer_spinner;
  FoyerMessageRow *message;
  FoyerFactRow *tickets_row;
  FoyerFactRow *check_ins_row;
  AdwStatusPage *going_page;
  GtkProgressBar *progress;
  GtkLabel *going_detail;

  FoyerSyncDesk *desk; /* (owned) */
  FoyerUuid event_id;
  GPtrArray *servers;    /* (owned) of FoyerServer, in the order of the row */
  GPtrArray *organizers; /* (owned) (nullable) of FoyerOrganizer, in the order of the row */
  GCancellable *asking;  /* (owned) (nullable) for the organizers */
  GCancellable *stop;    /* (owned) (nullable) of the act */
  Step step;
  guint n_most; /* the most that waited */
  guint pulse_source;
};

G_DEFINE_FINAL_TYPE (FoyerHostEventWindow, foyer_host_event_window, FOYER_TYPE_EDIT_WINDOW)

static const FoyerHostedEvent *
find_hosted (GPtrArray *events, const FoyerUuid *event_id)
{
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (events, i);

      if (foyer_uuid_equal (&event->event_id, event_id))
        return event;
    }
  return NULL;
}

gboolean
foyer_host_event_is_local (FoyerDatabase *db, const FoyerUuid *event_id)
{
  g_autoptr (GPtrArray) servers = foyer_server_store_list (db, NULL);

  for (guint i = 0; servers != NULL && i < servers->len; i++)
    {
      const FoyerServer *server = g_ptr_array_index (servers, i);
      g_autoptr (GPtrArray) events = foyer_server_store_events (db, server->key, NULL);

      if (find_hosted (events, event_id) != NULL)
        return FALSE;
    }
  return TRUE;
}

static FoyerDatabase *
get_reader (FoyerHostEventWindow *self)
{
  return foyer_replica_get_reader (foyer_sync_desk_get_replica (self->desk));
}

static gboolean
is_gone (FoyerHostEventWindow *self)
{
  return self->stack == NULL || !gtk_widget_get_realized (GTK_WIDGET (self));
}

static const FoyerServer *
get_server (FoyerHostEventWindow *self)
{
  guint n = adw_combo_row_get_selected (self->server_row);

  return n < self->servers->len ? g_ptr_array_index (self->servers, n) : NULL;
}

static const FoyerOrganizer *
get_organizer (FoyerHostEventWindow *self)
{
  guint n = adw_combo_row_get_selected (self->organizer_row);

  return self->organizers != NULL && n < self->organizers->len
             ? g_ptr_array_index (self->organizers, n)
             : NULL;
}

static void
show_state (FoyerHostEventWindow *self)
{
  gboolean is_busy = self->stop != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->group), !is_busy);
  foyer_edit_window_set_can_save (
      FOYER_EDIT_WINDOW (self),
      self->step == STEP_GOING ||
          (!is_busy && get_server (self) != NULL && get_organizer (self) != NULL));
}

static void
show_message (FoyerHostEventWindow *self, const char *message)
{
  foyer_message_row_set_error (self->message, GTK_WIDGET (self->organizer_row), message);
}

/* Whose event it is to be
 * ----------------------------------------------------------------------------------------------
 */

static void
show_organizers (FoyerHostEventWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->organizers->len; i++)
    gtk_string_list_append (
        names, ((const FoyerOrganizer *) g_ptr_array_index (self->organizers, i))->name);
  adw_combo_row_set_model (self->organizer_row, G_LIST_MODEL (names));
  gtk_widget_set_sensitive (GTK_WIDGET (self->organizer_row), self->organizers->len > 1);
  if (self->organizers->len == 0)
    show_message (self, _ ("Your account may not make events there. Ask whoever runs the server."));
}

static void
organizers_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHostEventWindow) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *organizers =
      foyer_sync_engine_list_organizers_finish (FOYER_SYNC_ENGINE (source), result, &error);

  /* Another server was chosen meanwhile. */
  if (is_gone (self) || g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    {
      g_clear_pointer (&organizers, g_ptr_array_unref);
      return;
    }
  gtk_widget_set_visible (self->organizer_spinner, FALSE);
  if (organizers != NULL)
    {
      self->organizers = organizers;
      show_organizers (self);
    }
  else
    {
      g_autofree char *words = foyer_sync_text_error (error);

      show_message (self, words);
    }
  show_state (self);
}

static void
ask_for_organizers (FoyerHostEventWindow *self)
{
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (self->desk);
  const FoyerServer *server = get_server (self);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->organizers, g_ptr_array_unref);
  adw_combo_row_set_model (self->organizer_row, NULL);
  show_message (self, "");
  show_state (self);
  if (server == NULL || engine == NULL)
    {
      gtk_widget_set_visible (self->organizer_spinner, FALSE);
      show_message (self, engine == NULL
                              ? _ ("The sessions of your servers are locked. Type the passphrase.")
                              : "");
      return;
    }
  gtk_widget_set_visible (self->organizer_spinner, TRUE);
  self->asking = g_cancellable_new ();
  foyer_sync_engine_list_organizers_async (engine, server->key, self->asking, organizers_cb,
                                           g_object_ref (self));
}

static void
server_chosen_cb (FoyerHostEventWindow *self)
{
  if (self->desk != NULL && self->servers != NULL)
    ask_for_organizers (self);
}

static void
organizer_chosen_cb (FoyerHostEventWindow *self)
{
  if (self->servers != NULL)
    show_state (self);
}

/* It goes
 * ----------------------------------------------------------------------------------------------
 */

static gboolean
pulse_cb (gpointer data)
{
  gtk_progress_bar_pulse (FOYER_HOST_EVENT_WINDOW (data)->progress);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_told (FoyerHostEventWindow *self)
{
  const FoyerServer *server = get_server (self);
  g_autoptr (GPtrArray) events =
      server != NULL ? foyer_server_store_events (get_reader (self), server->key, NULL) : NULL;
  const FoyerHostedEvent *event = find_hosted (events, &self->event_id);

  return event != NULL && !event->is_new;
}

static void
show_done (FoyerHostEventWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_label_set_label (self->going_detail, "");
  adw_status_page_set_icon_name (self->going_page, "emblem-ok-symbolic");
  adw_status_page_set_title (self->going_page, _ ("It Is on the Server"));
  adw_status_page_set_description (
      self->going_page, _ ("Other desks can choose it now. Changes go both ways by themselves."));
}

/* By what holds up all, a session that ended, and not by what was refused of another event. */
static gboolean
is_held_up (FoyerSyncEngine *engine)
{
  guint n_problems = 0;
  guint n_conflicts = 0;

  if (engine == NULL || foyer_sync_engine_get_state (engine) != FOYER_SYNC_ATTENTION)
    return FALSE;
  g_object_get (engine, "n-problems", &n_problems, "n-conflicts", &n_conflicts, NULL);
  return n_problems + n_conflicts == 0;
}

static void
show_going (FoyerHostEventWindow *self)
{
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (self->desk);
  guint n_waiting = engine != NULL ? foyer_sync_engine_get_n_waiting (engine) : 0;
  FoyerSyncState state = engine != NULL ? foyer_sync_engine_get_state (engine) : FOYER_SYNC_LOCAL;
  g_autofree char *text = NULL;

  if (self->step != STEP_GOING)
    return;
  if (n_waiting == 0 && is_told (self))
    {
      g_clear_handle_id (&self->pulse_source, g_source_remove);
      show_done (self);
      return;
    }
  self->n_most = MAX (self->n_most, n_waiting);
  if (n_waiting < self->n_most)
    {
      g_clear_handle_id (&self->pulse_source, g_source_remove);
      gtk_progress_bar_set_fraction (self->progress, 1 - (double) n_waiting / self->n_most);
    }
  if (state == FOYER_SYNC_OFFLINE || is_held_up (engine))
    text = g_strdup (foyer_sync_engine_get_message (engine));
  else if (n_waiting > 0)
    text =
        g_strdup_printf (ngettext ("%'u entry to go", "%'u entries to go", n_waiting), n_waiting);
  gtk_label_set_label (self->going_detail, text != NULL ? text : "");
}

static void
hosted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHostEventWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = foyer_sync_engine_act_finish (FOYER_SYNC_ENGINE (source), result, &error);

  if (is_gone (self))
    return;
  g_clear_object (&self->stop);
  foyer_edit_window_show_failure (FOYER_EDIT_WINDOW (self), NULL);
  if (!is_done)
    {
      g_autofree char *words = foyer_sync_text_error (error);

      show_state (self);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_message (self, words);
      return;
    }
  self->step = STEP_GOING;
  gtk_stack_set_visible_child_name (self->stack, "going");
  g_object_set (self, "save-label", _ ("_Done"), "cancel-label", NULL, NULL);
  self->pulse_source = g_timeout_add (PULSE_MS, pulse_cb, self);
  show_state (self);
  show_going (self);
}

static void
foyer_host_event_window_save (FoyerEditWindow *window)
{
  FoyerHostEventWindow *self = FOYER_HOST_EVENT_WINDOW (window);
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (self->desk);
  const FoyerServer *server = get_server (self);
  const FoyerOrganizer *organizer = get_organizer (self);

  if (self->step == STEP_GOING || engine == NULL || server == NULL || organizer == NULL)
    {
      foyer_edit_window_show_saved (window, 0, NULL);
      return;
    }
  show_message (self, "");
  g_clear_object (&self->stop);
  self->stop = g_cancellable_new ();
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  show_state (self);
  foyer_sync_engine_host_async (engine, server->key, &self->event_id, &organizer->id, self->stop,
                                hosted_cb, g_object_ref (self));
}

/* Where nothing else wants it, Enter goes on. */
static void
foyer_host_event_window_activate_default (GtkWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "edit.save", NULL);
}

static gboolean
foyer_host_event_window_is_edited (FoyerEditWindow *window)
{
  return FALSE;
}

/* While the server is waited for, closing stops that. */
static gboolean
foyer_host_event_window_close_request (GtkWindow *window)
{
  FoyerHostEventWindow *self = FOYER_HOST_EVENT_WINDOW (window);

  if (self->stop != NULL)
    {
      g_cancellable_cancel (self->stop);
      return GDK_EVENT_STOP;
    }
  return GTK_WINDOW_CLASS (foyer_host_event_window_parent_class)->close_request (window);
}

static void
foyer_host_event_window_dispose (GObject *object)
{
  FoyerHostEventWindow *self = FOYER_HOST_EVENT_WINDOW (object);

  g_cancellable_cancel (self->asking);
  g_cancellable_cancel (self->stop);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_pointer (&self->servers, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_host_event_window_parent_class)->dispose (object);
}

static void
foyer_host_event_window_finalize (GObject *object)
{
  FoyerHostEventWindow *self = FOYER_HOST_EVENT_WINDOW (object);

  g_clear_object (&self->asking);
  g_clear_object (&self->stop);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->organizers, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_host_event_window_parent_class)->finalize (object);
}

static void
foyer_host_event_window_class_init (FoyerHostEventWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerEditWindowClass *edit_class = FOYER_EDIT_WINDOW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_host_event_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_host_event_window_finalize;
  GTK_WINDOW_CLASS (klass)->activate_default = foyer_host_event_window_activate_default;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_host_event_window_close_request;
  edit_class->is_edited = foyer_host_event_window_is_edited;
  edit_class->save = foyer_host_event_window_save;

  g_type_ensure (FOYER_TYPE_FACT_ROW);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/sync/foyer-host-event-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerHostEventWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerHostEventWindow, group);
  gtk_widget_class_bind_template_child (widget_class, FoyerHostEventWindow, server_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerHostEventWindow, organizer_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerHostEventWindow, organizer_spinner);
  gtk_widget_class_bind_template_child (widget_class, FoyerHostEventWindow, message);
  gtk_widget_class_bind_template_child (widget_class, FoyerHostEventWindow, tickets_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerHostEventWindow, check_ins_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerHostEventWindow, going_page);
  gtk_widget_class_bind_template_child (widget_class, FoyerHostEventWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, FoyerHostEventWindow, going_detail);
  gtk_widget_class_bind_template_callback (widget_class, server_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, organizer_chosen_cb);
}

static void
foyer_host_event_window_init (FoyerHostEventWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_servers (FoyerHostEventWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *servers = foyer_server_store_list (get_reader (self), NULL);

  if (servers == NULL)
    servers = g_ptr_array_new ();
  for (guint i = 0; i < servers->len; i++)
    {
      const FoyerServer *server = g_ptr_array_index (servers, i);
      g_autofree char *host = foyer_sync_text_host (server->url);

      gtk_string_list_append (names, host);
    }
  adw_combo_row_set_model (self->server_row, G_LIST_MODEL (names));
  gtk_widget_set_sensitive (GTK_WIDGET (self->server_row), servers->len > 1);
  self->servers = servers;
  ask_for_organizers (self);
}

/* What goes
 * ----------------------------------------------------------------------------------------------
 */

typedef struct
{
  FoyerUuid event_id;
  gint64 n_tickets;
  gint64 n_check_ins;
} Extent;

static gboolean
count_rows (FoyerDatabase *db, const char *sql, const FoyerUuid *id, gint64 *n, GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, id->bytes, sizeof id->bytes, SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gpointer
count_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char tickets_sql[] =
      "SELECT count (*) FROM tickets WHERE event_id = ?1 AND deleted_at IS NULL";
  static const char check_ins_sql[] = "SELECT count (*) FROM check_ins WHERE event_id = ?1";
  g_autofree Extent *extent = g_memdup2 (data, sizeof (Extent));

  if (!count_rows (db, tickets_sql, &extent->event_id, &extent->n_tickets, error) ||
      !count_rows (db, check_ins_sql, &extent->event_id, &extent->n_check_ins, error))
    return NULL;
  return g_steal_pointer (&extent);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHostEventWindow) self = data;
  g_autofree Extent *extent = foyer_replica_run_finish (FOYER_REPLICA (source), result, NULL);
  g_autofree char *tickets = NULL;
  g_autofree char *check_ins = NULL;

  if (extent == NULL || self->stack == NULL)
    return;
  tickets = g_strdup_printf ("%'" G_GINT64_FORMAT, extent->n_tickets);
  check_ins = g_strdup_printf ("%'" G_GINT64_FORMAT, extent->n_check_ins);
  foyer_fact_row_set_value (self->tickets_row, tickets);
  foyer_fact_row_set_value (self->check_ins_row, check_ins);
}

GtkWindow *
foyer_host_event_window_new (GtkWindow *parent, FoyerSyncDesk *desk, const FoyerUuid *event_id)
{
  FoyerReplica *replica = foyer_sync_desk_get_replica (desk);
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (foyer_replica_get_reader (replica), &FOYER_EVENT_TYPE, event_id, NULL);
  FoyerHostEventWindow *self;
  Extent extent = { .event_id = *event_id };
  g_autofree char *title = NULL;

  if (event == NULL)
    return NULL;
  self = g_object_new (FOYER_TYPE_HOST_EVENT_WINDOW, "transient-for", parent, NULL);
  self->desk = g_object_ref (desk);
  self->event_id = *event_id;
  title = g_markup_escape_text (event->title, -1);
  adw_preferences_group_set_title (self->group, title);
  g_signal_connect_object (desk, "news", G_CALLBACK (show_going), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show_going), self, G_CONNECT_SWAPPED);
  foyer_replica_run_async (replica, FOYER_PRIORITY_LONG, count_on_thread,
                           g_memdup2 (&extent, sizeof extent), g_free, g_free, NULL, counted_cb,
                           g_object_ref (self));
  show_servers (self);
  return GTK_WINDOW (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-window.h"

#include "foyer-ask.h"
#include "foyer-banner.h"
#include "foyer-changes.h"
#include "foyer-fact-row.h"
#include "foyer-part.h"
#include "foyer-server-banner.h"
#include "foyer-set-aside-row.h"
#include "foyer-sync-text.h"
#include "foyer-time.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

#define READ_S 5 /* ages grow by themselves */

struct _FoyerSyncWindow
{
  AdwWindow parent_instance;

  GtkStack *stack; /* local, state */
  GtkToggleButton *pause_button;
  FoyerBanner *clock_banner;
  FoyerServerBanner *server_banner;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkProgressBar *progress;
  GtkWidget *conflicts_group;
  AdwActionRow *conflicts_row;
  AdwPreferencesGroup *problems_group;
  AdwPreferencesGroup *events_group;
  AdwPreferencesGroup *queue_group;
  AdwPreferencesGroup *connection_group;
  FoyerFactRow *rate_row;
  FoyerFactRow *clock_row;

  FoyerSyncDesk *desk;         /* (owned) */
  FoyerSyncSnapshot *snapshot; /* (owned) (nullable) */
  GPtrArray *problem_rows;     /* (owned) of FoyerSetAsideRow, which the group owns */
  GPtrArray *rows;             /* (owned) of the other rows, which their groups own */
  GCancellable *cancellable;   /* (owned) ends with the window */
  guint source;
  gboolean is_reading;
};

G_DEFINE_FINAL_TYPE (FoyerSyncWindow, foyer_sync_window, ADW_TYPE_WINDOW)

/* How it stands
 * ----------------------------------------------------------------------------------------------
 */

static void
show_numbers (FoyerSyncWindow *self, FoyerSyncEngine *engine)
{
  g_autofree char *clock = NULL;
  g_autofree char *rate_text = NULL;
  double rate = 0;
  gint64 offset = FOYER_NONE;

  if (engine != NULL)
    g_object_get (engine, "rate", &rate, "clock-offset", &offset, NULL);
  clock = foyer_sync_text_clock (offset);
  rate_text =
      rate >= 1
          ? g_strdup_printf (ngettext ("%'d entry a second", "%'d entries a second", (gulong) rate),
                             (int) MIN (rate, G_MAXINT))
          : g_strdup (_ ("At rest"));
  foyer_fact_row_set_value (self->rate_row, rate_text);
  foyer_fact_row_set_value (self->clock_row, clock);
}

static void
show_conflicts (FoyerSyncWindow *self, FoyerSyncEngine *engine)
{
  guint n = 0;
  g_autofree char *text = NULL;

  if (engine != NULL)
    g_object_get (engine, "n-conflicts", &n, NULL);
  text = g_strdup_printf (ngettext ("%u conflict to settle", "%u conflicts to settle", n), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->conflicts_row), text);
  gtk_widget_set_visible (self->conflicts_group, n > 0);
}

static void
show_stand (FoyerSyncWindow *self)
{
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (self->desk);
  g_auto (FoyerSyncWords) words = { 0 };
  gboolean is_set_up = foyer_sync_text_stand (self->desk, &words);
  g_autofree char *clock = foyer_sync_text_clock_problem (self->desk);
  gboolean is_paused = foyer_sync_desk_is_paused (self->desk);

  gtk_stack_set_visible_child_name (self->stack, is_set_up ? "state" : "local");
  gtk_widget_set_visible (GTK_WIDGET (self->pause_button), is_set_up);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sync.now", engine != NULL && !is_paused);
  foyer_banner_set_title (self->clock_banner, clock != NULL ? clock : "");
  foyer_server_banner_show (self->server_banner, self->desk, self->snapshot);
  if (!is_set_up)
    return;
  gtk_image_set_from_icon_name (self->icon, words.icon);
  gtk_label_set_label (self->title, words.title);
  gtk_label_set_label (self->detail, words.detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *words.detail != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->progress), words.progress >= 0);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (words.progress, 0, 1));
  gtk_toggle_button_set_active (self->pause_button, is_paused);
  show_conflicts (self, engine);
  show_numbers (self, engine);
}

/* What is listed
 * ----------------------------------------------------------------------------------------------
 */

static void
add_row (FoyerSyncWindow *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
remove_rows (FoyerSyncWindow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static char *
say_event (const FoyerHostedEvent *event)
{
  if (event->is_gone)
    return g_strdup (_ ("No longer on the server"));
  if (event->is_new)
    return g_strdup (_ ("On its way to the server"));
  if (event->load != FOYER_LOAD_NONE || event->synced_at == FOYER_NONE)
    return g_strdup (_ ("Loading…"));
  return foyer_sync_text_age (event->synced_at, foyer_time_now ());
}

static void
show_events (FoyerSyncWindow *self)
{
  GPtrArray *servers = self->snapshot->servers;
  guint n_events = 0;

  for (guint i = 0; i < servers->len; i++)
    {
      const FoyerKeptServer *kept = g_ptr_array_index (servers, i);
      g_autofree char *host = foyer_sync_text_host (kept->server->url);

      for (guint j = 0; j < kept->events->len; j++, n_events++)
        {
          const FoyerKeptEvent *one = g_ptr_array_index (kept->events, j);
          g_autofree char *value = say_event (one->event);
          GtkWidget *row =
              foyer_fact_row_new (one->title != NULL ? one->title : _ ("New event"), value);

          if (servers->len > 1)
            adw_action_row_set_subtitle (ADW_ACTION_ROW (row), host);
          add_row (self, self->events_group, row);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->events_group), n_events > 0);
}

static void
show_queue (FoyerSyncWindow *self)
{
  GPtrArray *kinds = self->snapshot->kinds;
  gint64 now = foyer_time_now ();

  for (guint i = 0; i < kinds->len; i++)
    {
      const FoyerQueueKind *kind = g_ptr_array_index (kinds, i);
      g_autofree char *title = foyer_sync_text_count (kind->type, kind->n_rows);
      g_autofree char *age =
          kind->oldest != FOYER_NONE ? foyer_sync_text_age (kind->oldest, now) : g_strdup ("");

      add_row (self, self->queue_group, foyer_fact_row_new (title, age));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->queue_group), kinds->len > 0);
}

/* While nobody asks it, whether it would answer is not known. */
static char *
say_server (FoyerSyncWindow *self, const FoyerServer *server)
{
  gboolean is_fine =
      !server->is_signed_out && server->offline_since == FOYER_NONE && server->trouble == NULL;

  if (is_fine && foyer_sync_desk_is_locked (self->desk))
    return g_strdup (_ ("Not known yet"));
  if (is_fine && foyer_sync_desk_is_paused (self->desk))
    return g_strdup (_ ("Paused"));
  return foyer_sync_text_server (server);
}

/* Its last error in words, whatever else there is to say. */
static void
show_servers (FoyerSyncWindow *self)
{
  GPtrArray *servers = self->snapshot->servers;

  for (guint i = 0; i < servers->len; i++)
    {
      const FoyerServer *server = ((FoyerKeptServer *) g_ptr_array_index (servers, i))->server;
      g_autofree char *host = foyer_sync_text_host (server->url);
      g_autofree char *value = say_server (self, server);
      GtkWidget *row = foyer_fact_row_new (host, value);

      if (server->trouble != NULL)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), server->trouble);
      add_row (self, self->connection_group, row);
    }
}

static const FoyerPushProblem *
find_problem (FoyerSyncWindow *self, const char *table, gint64 key)
{
  for (guint i = 0; self->snapshot != NULL && i < self->snapshot->problems->len; i++)
    {
      const FoyerPushProblem *problem = g_ptr_array_index (self->snapshot->problems, i);

      if (problem->key == key && g_str_equal (problem->type->table, table))
        return problem;
    }
  return NULL;
}

static FoyerSetAsideRow *
find_problem_row (FoyerSyncWindow *self, const FoyerPushProblem *problem)
{
  for (guint i = 0; i < self->problem_rows->len; i++)
    if (foyer_set_aside_row_is_of (g_ptr_array_index (self->problem_rows, i), problem))
      return g_ptr_array_index (self->problem_rows, i);
  return NULL;
}

static void
drop_settled_rows (FoyerSyncWindow *self)
{
  GPtrArray *problems = self->snapshot->problems;

  for (guint i = self->problem_rows->len; i-- > 0;)
    {
      FoyerSetAsideRow *row = g_ptr_array_index (self->problem_rows, i);
      gboolean is_there = FALSE;

      for (guint j = 0; !is_there && j < problems->len; j++)
        is_there = foyer_set_aside_row_is_of (row, g_ptr_array_index (problems, j));
      if (!is_there)
        {
          adw_preferences_group_remove (self->problems_group, GTK_WIDGET (row));
          g_ptr_array_remove_index (self->problem_rows, i);
        }
    }
}

/* Rows that stay are kept: one may be open, with somebody about to press its button. */
static void
show_problems (FoyerSyncWindow *self)
{
  GPtrArray *problems = self->snapshot->problems;

  drop_settled_rows (self);
  for (guint i = 0; i < problems->len; i++)
    {
      const FoyerPushProblem *problem = g_ptr_array_index (problems, i);
      FoyerSetAsideRow *row = find_problem_row (self, problem);

      if (row != NULL)
        foyer_set_aside_row_show (row, problem);
      else
        {
          row = FOYER_SET_ASIDE_ROW (foyer_set_aside_row_new (problem));
          adw_preferences_group_add (self->problems_group, GTK_WIDGET (row));
          g_ptr_array_add (self->problem_rows, row);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->problems_group), problems->len > 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSyncWindow) self = data;
  FoyerSyncSnapshot *snapshot = foyer_sync_desk_read_finish (self->desk, result, NULL);

  self->is_reading = FALSE;
  if (snapshot == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      foyer_sync_snapshot_free (snapshot);
      return;
    }
  g_clear_pointer (&self->snapshot, foyer_sync_snapshot_free);
  self->snapshot = snapshot;
  foyer_server_banner_show (self->server_banner, self->desk, self->snapshot);
  remove_rows (self);
  show_problems (self);
  show_events (self);
  show_queue (self);
  show_servers (self);
}

static void
read_lists (FoyerSyncWindow *self)
{
  show_stand (self);
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  foyer_sync_desk_read_async (self->desk, self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
read_again_cb (gpointer data)
{
  read_lists (data);
  return G_SOURCE_CONTINUE;
}

/* What can be done
 * ----------------------------------------------------------------------------------------------
 */

static void
now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (FOYER_SYNC_WINDOW (widget)->desk);

  if (engine != NULL)
    foyer_sync_engine_poke (engine);
}

static void
pause_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerSyncWindow *self = FOYER_SYNC_WINDOW (widget);

  foyer_sync_desk_set_paused (self->desk, !foyer_sync_desk_is_paused (self->desk));
  show_stand (self);
}

static void
pause_toggled_cb (FoyerSyncWindow *self)
{
  gboolean is_paused = gtk_toggle_button_get_active (self->pause_button);

  gtk_button_set_icon_name (GTK_BUTTON (self->pause_button), is_paused
                                                                 ? "media-playback-start-symbolic"
                                                                 : "media-playback-pause-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause_button),
                               is_paused ? _ ("Resume (Ctrl+P)") : _ ("Pause (Ctrl+P)"));
  if (self->desk != NULL && foyer_sync_desk_is_paused (self->desk) != is_paused)
    {
      foyer_sync_desk_set_paused (self->desk, is_paused);
      show_stand (self);
    }
}

typedef struct
{
  const FoyerRowType *type; /* NULL: all */
  gint64 key;
  gboolean is_dropped;
} Treatment;

static gpointer
treat_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Treatment *treatment = data;
  gboolean is_done = treatment->is_dropped
                         ? foyer_queue_store_drop (db, treatment->type, treatment->key, error)
                         : foyer_queue_store_retry (db, 0, treatment->type, treatment->key, error);

  return GINT_TO_POINTER (is_done);
}

static void
treated_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSyncWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!foyer_sync_desk_run_finish (self->desk, result, &error) &&
      !g_cancellable_is_cancelled (self->cancellable))
    foyer_show_toast (GTK_WIDGET (self->stack), error->message);
}

static void
treat (FoyerSyncWindow *self, Treatment treatment)
{
  foyer_sync_desk_run_async (self->desk, treat_on_thread, g_memdup2 (&treatment, sizeof treatment),
                             g_free, NULL, treated_cb, g_object_ref (self));
}

static const FoyerPushProblem *
find_for (FoyerSyncWindow *self, GVariant *parameter)
{
  const char *table;
  gint64 key;

  g_variant_get (parameter, "(&sx)", &table, &key);
  return find_problem (self, table, key);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerSyncWindow *self = FOYER_SYNC_WINDOW (widget);
  const FoyerPushProblem *problem = find_for (self, parameter);

  if (problem != NULL)
    treat (self, (Treatment){ problem->type, problem->key, FALSE });
}

static void
retry_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerSyncWindow *self = FOYER_SYNC_WINDOW (widget);

  for (guint i = 0; self->snapshot != NULL && i < self->snapshot->problems->len; i++)
    {
      const FoyerPushProblem *problem = g_ptr_array_index (self->snapshot->problems, i);

      treat (self, (Treatment){ problem->type, problem->key, FALSE });
    }
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerSyncWindow *self = FOYER_SYNC_WINDOW (widget);
  const FoyerPushProblem *problem = find_for (self, parameter);
  g_autofree char *event_id = NULL;

  if (problem == NULL)
    return;
  event_id = foyer_uuid_to_string (&problem->event_id);
  gtk_widget_activate_action (widget, "app.edit-row", "(sxs)", problem->type->table, problem->key,
                              event_id);
  /* It would lie over what is edited. */
  gtk_window_close (GTK_WINDOW (self));
}

typedef struct
{
  FoyerSyncWindow *self; /* (owned) */
  Treatment treatment;
} Question;

static void
drop_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;

  if (foyer_ask_finish (result, NULL) && !g_cancellable_is_cancelled (question->self->cancellable))
    treat (question->self, question->treatment);
  g_object_unref (question->self);
  g_free (question);
}

static void
drop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerSyncWindow *self = FOYER_SYNC_WINDOW (widget);
  const FoyerPushProblem *problem = find_for (self, parameter);
  Question *question;

  if (problem == NULL)
    return;
  question = g_new0 (Question, 1);
  question->self = g_object_ref (self);
  question->treatment = (Treatment){ problem->type, problem->key, TRUE };
  foyer_ask_async (
      widget, _ ("Drop This Change?"),
      problem->is_new
          ? _ ("It was made on this device and never reached the server. It is removed.")
          : _ ("What the server has comes back in its place."),
      _ ("_Drop"), FOYER_ASK_DESTRUCTIVE, self->cancellable, drop_answered_cb, question);
}

static void
foyer_sync_window_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (FOYER_SYNC_WINDOW (widget)->cancellable);
  GTK_WIDGET_CLASS (foyer_sync_window_parent_class)->unrealize (widget);
}

static void
foyer_sync_window_dispose (GObject *object)
{
  FoyerSyncWindow *self = FOYER_SYNC_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  G_OBJECT_CLASS (foyer_sync_window_parent_class)->dispose (object);
}

static void
foyer_sync_window_finalize (GObject *object)
{
  FoyerSyncWindow *self = FOYER_SYNC_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->snapshot, foyer_sync_snapshot_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->problem_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_sync_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/sync/foyer-sync-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, pause_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, clock_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, server_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, icon);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, detail);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, conflicts_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, conflicts_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, problems_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, events_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, queue_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, connection_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, rate_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncWindow, clock_row);
  gtk_widget_class_bind_template_callback (widget_class, pause_toggled_cb);
}

static void
foyer_sync_window_class_init (FoyerSyncWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_sync_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_sync_window_finalize;
  widget_class->unrealize = foyer_sync_window_unrealize;

  gtk_widget_class_install_action (widget_class, "sync.now", NULL, now_action);
  gtk_widget_class_install_action (widget_class, "sync.pause", NULL, pause_action);
  gtk_widget_class_install_action (widget_class, "sync.retry", "(sx)", retry_action);
  gtk_widget_class_install_action (widget_class, "sync.retry-all", NULL, retry_all_action);
  gtk_widget_class_install_action (widget_class, "sync.edit", "(sx)", edit_action);
  gtk_widget_class_install_action (widget_class, "sync.drop", "(sx)", drop_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "sync.now", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "sync.now", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "sync.pause",
                                       NULL);
  g_type_ensure (FOYER_TYPE_BANNER);
  g_type_ensure (FOYER_TYPE_FACT_ROW);
  g_type_ensure (FOYER_TYPE_SERVER_BANNER);
  bind_template (widget_class);
}

static void
foyer_sync_window_init (FoyerSyncWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->problem_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
  foyer_banner_set_style (self->clock_banner, FOYER_BANNER_ERROR);
}

GtkWindow *
foyer_sync_window_new (GtkWindow *parent, FoyerSyncDesk *desk)
{
  FoyerSyncWindow *self = g_object_new (FOYER_TYPE_SYNC_WINDOW, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "news", G_CALLBACK (show_stand), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (read_lists), self, G_CONNECT_SWAPPED);
  self->source = g_timeout_add_seconds (READ_S, read_again_cb, self);
  read_lists (self);
  return GTK_WINDOW (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-dialog.h"

#include "foyer-banner.h"
#include "foyer-default-currency.h"
#include "foyer-event-draft.h"
#include "foyer-file-choice.h"
#include "foyer-import-column-view.h"
#include "foyer-import-outcome.h"
#include "foyer-import-problem-item.h"
#include "foyer-import-request.h"
#include "foyer-row-store.h"
#include "foyer-time.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TRY_DELAY_MS      150
#define PROGRESS_DELAY_MS 100
#define SHOWN_PROBLEMS    6
#define PROBLEM_HEIGHT    38

/* ask ─▸ looking ─┬─▸ failed
 *                 └─▸ preview ◂──▸ (trying, after each change) ─▸ running ─▸ closed, "imported"
 *                                                                    └─▸ preview, with the reason
 * in the banner */
struct _FoyerImportDialog
{
  AdwWindow parent_instance;
  GtkWidget *cancel_button;
  GtkWidget *import_button;

  FoyerBanner *banner;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  AdwStatusPage *running_page;
  AdwActionRow *file_row;
  GtkSwitch *header_switch;
  AdwComboRow *target_row;
  GtkStringList *targets;
  AdwEntryRow *title_row;
  GtkBox *columns;
  GtkExpander *problems_expander;
  GtkScrolledWindow *problems_window;
  GListStore *problems;
  FoyerImportOutcome *outcome;
  GtkProgressBar *progress_bar;

  FoyerReplica *replica;       /* (owned) */
  GSettings *settings;         /* (owned) */
  FoyerUuid event_id;          /* nil: there is only a new one to choose */
  FoyerImportPlan *plan;       /* (owned) (nullable) */
  FoyerImportRequest *request; /* (owned) (nullable) that runs */
  GCancellable *looking;       /* (owned) (nullable) */
  GCancellable *trying;        /* (owned) (nullable) */
  GCancellable *running;       /* (owned) (nullable) */
  guint try_source;
  guint progress_source;
  gboolean is_filling; /* fields are being set by us */
  gboolean can_import;
};

G_DEFINE_FINAL_TYPE (FoyerImportDialog, foyer_import_dialog, ADW_TYPE_WINDOW)

enum
{
  IMPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
makes_new_event (FoyerImportDialog *self)
{
  return foyer_uuid_is_nil (&self->event_id) || adw_combo_row_get_selected (self->target_row) == 1;
}

static gboolean
has_title (FoyerImportDialog *self)
{
  g_autofree char *title =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_row))));

  return *title != '\0';
}

static void
show_actions (FoyerImportDialog *self)
{
  gboolean is_ready =
      self->can_import && self->running == NULL && (!makes_new_event (self) || has_title (self));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.import", is_ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.choose", self->running == NULL);
}

static void
stop (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

/* The event as it would be made: the list's name, tonight, here. */
static FoyerEvent *
make_event (FoyerImportDialog *self)
{
  g_autofree char *usual = foyer_default_currency (self->settings);
  const char *currency = foyer_import_plan_get_currency (self->plan);
  g_autoptr (FoyerEventDraft) draft =
      foyer_event_draft_new (foyer_time_now (), currency != NULL ? currency : usual);
  FoyerEvent *event = foyer_event_copy (draft->event);

  g_free (event->title);
  event->title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_row))));
  return event;
}

static FoyerImportRequest *
make_request (FoyerImportDialog *self)
{
  g_autoptr (FoyerEvent) event = makes_new_event (self) ? make_event (self) : NULL;

  return foyer_import_request_new (self->plan, &self->event_id, event);
}

static void
show_problems (FoyerImportDialog *self, const FoyerImportReport *report)
{
  g_autoptr (GPtrArray) items = foyer_import_problem_item_list (report);
  g_autofree char *title = foyer_import_problem_item_describe (report);

  g_list_store_splice (self->problems, 0, g_list_model_get_n_items (G_LIST_MODEL (self->problems)),
                       items->pdata, items->len);
  gtk_expander_set_label (self->problems_expander, title);
  gtk_scrolled_window_set_min_content_height (self->problems_window,
                                              PROBLEM_HEIGHT * MIN (items->len, SHOWN_PROBLEMS));
  gtk_widget_set_visible (GTK_WIDGET (self->problems_expander), items->len > 0);
}

/* Enter imports what was looked at, unless one has gone elsewhere meanwhile. */
static void
focus_import_button (FoyerImportDialog *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (self->can_import && (focus == NULL || focus == self->cancel_button))
    gtk_widget_grab_focus (self->import_button);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerImportReport) report = foyer_import_request_try_finish (result, &error);

  /* A newer one is on its way, or the window is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->trying);
  foyer_import_outcome_set_busy (self->outcome, FALSE);
  foyer_import_outcome_show (self->outcome, report);
  foyer_banner_set_title (self->banner, report == NULL ? error->message : "");
  foyer_banner_set_style (self->banner, FOYER_BANNER_WARNING);
  self->can_import = report != NULL && report->added + report->updated > 0;
  if (report != NULL)
    show_problems (self, report);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->problems_expander), FALSE);
  show_actions (self);
  focus_import_button (self);
}

static void
try_now (FoyerImportDialog *self)
{
  g_autoptr (FoyerImportRequest) request = make_request (self);

  stop (&self->trying);
  self->trying = g_cancellable_new ();
  foyer_import_request_try_async (request, self->replica, self->trying, tried_cb,
                                  g_object_ref (self));
}

static gboolean
try_timeout_cb (gpointer data)
{
  FoyerImportDialog *self = data;

  self->try_source = 0;
  try_now (self);
  return G_SOURCE_REMOVE;
}

/* Shows anew what the import would do, a moment after the last change. */
static void
try_soon (FoyerImportDialog *self)
{
  if (self->plan == NULL || self->is_filling)
    return;
  stop (&self->trying);
  g_clear_handle_id (&self->try_source, g_source_remove);
  self->can_import = FALSE;
  foyer_import_outcome_set_busy (self->outcome, TRUE);
  self->try_source = g_timeout_add (TRY_DELAY_MS, try_timeout_cb, self);
  show_actions (self);
}

static void
role_chosen_cb (FoyerImportDialog *self, guint role, FoyerImportColumnView *view)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (view), "column"));

  foyer_import_plan_set_role (self->plan, column, role);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->columns)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    foyer_import_column_view_update (FOYER_IMPORT_COLUMN_VIEW (child));
  try_soon (self);
}

static void
show_columns (FoyerImportDialog *self)
{
  g_autoptr (GtkStringList) roles = gtk_string_list_new (NULL);
  GtkWidget *child;

  for (FoyerImportRole role = 0; role < FOYER_N_ROLES; role++)
    gtk_string_list_append (roles, foyer_import_role_get_label (role));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->columns))) != NULL)
    gtk_box_remove (self->columns, child);
  for (guint i = 0; i < foyer_import_plan_get_n_columns (self->plan); i++)
    {
      GtkWidget *view = foyer_import_column_view_new (self->plan, i, G_LIST_MODEL (roles));

      g_object_set_data (G_OBJECT (view), "column", GUINT_TO_POINTER (i));
      g_signal_connect_object (view, "role-chosen", G_CALLBACK (role_chosen_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->columns, view);
    }
}

/* Looked at again, because a person knows better: what they typed stays. */
static void
show_plan (FoyerImportDialog *self, gboolean is_again)
{
  GFile *file = foyer_import_plan_get_file (self->plan);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *description = foyer_import_plan_describe (self->plan);
  g_autofree char *title = foyer_import_plan_suggest_title (self->plan);

  self->is_filling = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), shown);
  adw_action_row_set_subtitle (self->file_row, description);
  if (!is_again)
    gtk_editable_set_text (GTK_EDITABLE (self->title_row), title);
  gtk_switch_set_active (self->header_switch, foyer_import_plan_get_header_row (self->plan) > 0);
  self->is_filling = FALSE;
  show_columns (self);
  foyer_import_outcome_show (self->outcome, NULL);
  gtk_stack_set_visible_child_name (self->stack, "preview");
  try_soon (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerImportPlan) plan = foyer_import_plan_load_finish (result, &error);

  gboolean is_again;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  is_again = self->plan != NULL;
  g_clear_object (&self->looking);
  if (plan == NULL)
    {
      adw_status_page_set_description (self->failed_page, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  g_set_object (&self->plan, plan);
  show_plan (self, is_again);
}

static void
look (FoyerImportDialog *self, GFile *file, FoyerImportHeader header)
{
  stop (&self->looking);
  stop (&self->trying);
  g_clear_handle_id (&self->try_source, g_source_remove);
  self->can_import = FALSE;
  show_actions (self);
  self->looking = g_cancellable_new ();
  foyer_import_plan_load_async (file, header, self->looking, looked_cb, g_object_ref (self));
}

static void
take_file (FoyerImportDialog *self, GFile *file)
{
  if (self->running != NULL)
    return;
  g_clear_object (&self->plan);
  foyer_banner_set_title (self->banner, "");
  gtk_stack_set_visible_child_name (self->stack, "looking");
  look (self, file, FOYER_IMPORT_HEADER_FIND);
}

/* The old preview stays until the new one is there. */
static void
header_cb (FoyerImportDialog *self)
{
  if (self->is_filling || self->plan == NULL || self->running != NULL)
    return;
  foyer_import_outcome_set_busy (self->outcome, TRUE);
  look (self, foyer_import_plan_get_file (self->plan),
        gtk_switch_get_active (self->header_switch) ? FOYER_IMPORT_HEADER_YES
                                                    : FOYER_IMPORT_HEADER_NO);
}

static gboolean
drop_cb (FoyerImportDialog *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL || self->running != NULL)
    return FALSE;
  take_file (self, files->data);
  return TRUE;
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerImportDialog) self = data;
  g_autoptr (GFile) file = foyer_choose_file_finish (result, NULL);

  if (file != NULL && self->replica != NULL)
    take_file (self, file);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const suffixes[] = { "csv", "tsv", "tab", "txt", NULL };
  const FoyerFileFilter filters[] = { { _ ("Attendee lists"), suffixes },
                                      { _ ("All files"), NULL },
                                      { NULL, NULL } };
  const FoyerFileChoice choice = { .title = _ ("Choose an Attendee List"), .filters = filters };

  foyer_choose_file_async (widget, &choice, NULL, chosen_cb, g_object_ref (widget));
}

static void
target_cb (FoyerImportDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->title_row), makes_new_event (self));
  try_soon (self);
}

/* A title changes nothing of what is imported. */
static void
title_cb (FoyerImportDialog *self)
{
  if (has_title (self))
    gtk_widget_remove_css_class (GTK_WIDGET (self->title_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->title_row), "error");
  show_actions (self);
}

static gboolean
progress_cb (gpointer data)
{
  FoyerImportDialog *self = data;
  gint64 done = foyer_import_request_get_n_done (self->request),
         total = foyer_import_plan_get_n_rows (self->plan);
  g_autofree char *text = g_strdup_printf (_ ("%1$'u of %2$'u rows"), (guint) done, (guint) total);

  gtk_progress_bar_set_fraction (self->progress_bar,
                                 total > 0 ? MIN (1.0, (double) done / total) : 0);
  adw_status_page_set_description (self->running_page, text);
  return G_SOURCE_CONTINUE;
}

static void
finish (FoyerImportDialog *self, const FoyerImportReport *report)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *id = foyer_uuid_to_string (foyer_import_request_get_event_id (self->request));
  g_autofree char *title = foyer_import_outcome_describe (report);

  g_signal_emit (self, signals[IMPORTED], 0, id, report->change_set);
  if (parent != NULL)
    foyer_show_undo_toast (GTK_WIDGET (parent), title, report->change_set);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerImportReport) report =
      foyer_import_request_run_finish (FOYER_REPLICA (source), result, &error);

  g_clear_object (&self->running);
  /* The window is gone: nobody is to be told. */
  if (self->replica == NULL)
    return;
  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (report != NULL)
    {
      finish (self, report);
      return;
    }
  g_clear_pointer (&self->request, foyer_import_request_unref);
  gtk_stack_set_visible_child_name (self->stack, "preview");
  foyer_banner_set_style (self->banner, FOYER_BANNER_ERROR);
  foyer_banner_set_title (self->banner, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                                            ? _ ("The import was cancelled. Nothing was changed.")
                                            : error->message);
  show_actions (self);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerImportDialog *self = FOYER_IMPORT_DIALOG (widget);

  foyer_banner_set_title (self->banner, "");
  g_clear_pointer (&self->request, foyer_import_request_unref);
  self->request = make_request (self);
  self->running = g_cancellable_new ();
  show_actions (self);
  progress_cb (self);
  self->progress_source = g_timeout_add (PROGRESS_DELAY_MS, progress_cb, self);
  gtk_stack_set_visible_child_name (self->stack, "running");
  foyer_import_request_run_async (self->request, self->replica, self->running, ran_cb,
                                  g_object_ref (self));
}

/* While it runs, Cancel stops the import and keeps the window. */
static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerImportDialog *self = FOYER_IMPORT_DIALOG (widget);

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
foyer_import_dialog_close_request (GtkWindow *window)
{
  cancel_action (GTK_WIDGET (window), NULL, NULL);
  return GDK_EVENT_STOP;
}

static void
foyer_import_dialog_dispose (GObject *object)
{
  FoyerImportDialog *self = FOYER_IMPORT_DIALOG (object);

  stop (&self->looking);
  stop (&self->trying);
  g_clear_handle_id (&self->try_source, g_source_remove);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_object (&self->plan);
  g_clear_pointer (&self->request, foyer_import_request_unref);
  g_clear_object (&self->replica);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (foyer_import_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, running_page);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, file_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, header_switch);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, target_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, targets);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, problems_expander);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, problems_window);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, problems);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, header_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_cb);
}

static void
foyer_import_dialog_class_init (FoyerImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_import_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_import_dialog_close_request;

  signals[IMPORTED] = g_signal_new ("imported", FOYER_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  gtk_widget_class_install_action (widget_class, "import.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "import.import", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "import.choose",
                                       NULL);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/import/foyer-import-dialog.ui");
  bind_children (widget_class);
}

static void
foyer_import_dialog_init (FoyerImportDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_type_ensure (FOYER_TYPE_BANNER);
  g_type_ensure (FOYER_TYPE_IMPORT_OUTCOME);
  g_type_ensure (FOYER_TYPE_IMPORT_PROBLEM_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
show_targets (FoyerImportDialog *self)
{
  g_autoptr (FoyerEvent) event = NULL;

  if (!foyer_uuid_is_nil (&self->event_id))
    event = foyer_row_store_find (foyer_replica_get_reader (self->replica), &FOYER_EVENT_TYPE,
                                  &self->event_id, NULL);
  if (event == NULL)
    memset (&self->event_id, 0, sizeof self->event_id);
  self->is_filling = TRUE;
  gtk_string_list_append (self->targets, event != NULL ? event->title : "");
  gtk_string_list_append (self->targets, _ ("A new event"));
  gtk_widget_set_visible (GTK_WIDGET (self->target_row), event != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->title_row), event == NULL);
  self->is_filling = FALSE;
}

GtkWidget *
foyer_import_dialog_new (FoyerReplica *replica,
                         GSettings *settings,
                         const FoyerUuid *event_id,
                         GFile *file)
{
  FoyerImportDialog *self = g_object_new (FOYER_TYPE_IMPORT_DIALOG, NULL);

  self->replica = g_object_ref (replica);
  self->settings = g_object_ref (settings);
  if (event_id != NULL)
    self->event_id = *event_id;
  show_targets (self);
  show_actions (self);
  if (file != NULL)
    take_file (self, file);
  return GTK_WIDGET (self);
}

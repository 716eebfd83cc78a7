/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-conflict-window.h"

#include "foyer-ask.h"
#include "foyer-conflict-acts.h"
#include "foyer-part.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

struct _FoyerConflictWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkLabel *title_label;
  GtkLabel *explanation_label;
  GtkWidget *facts_group;
  GtkListBox *facts_list;
  GtkWidget *acts_group;
  GtkWidget *open_row;
  GtkWidget *order_row;
  GtkWidget *find_row;
  GtkWidget *raise_row;
  GtkWidget *back_row;
  GtkWidget *block_row;
  GtkWidget *accept_row;
  GtkWidget *keep_row;
  GtkWidget *let_go_row;
  GtkWidget *reopen_row;

  GtkWidget *from;             /* (weak) (nullable) of the window that knows Undo */
  FoyerReplica *replica;       /* (owned) */
  FoyerConflictReport *report; /* (owned) its own: it stays while the list goes on */
  GCancellable *cancellable;   /* (owned) */
  gboolean is_acting;
};

G_DEFINE_FINAL_TYPE (FoyerConflictWindow, foyer_conflict_window, ADW_TYPE_WINDOW)

/* What is done, on the thread. */
typedef gboolean (*ActFunc) (FoyerDatabase *db,
                             const FoyerUuid *id,
                             gint64 *change_set,
                             GError **error);

typedef struct
{
  ActFunc func;
  const char *told; /* static: what is said when it is done */
  FoyerUuid id;
  gint64 change_set;
  FoyerConflictWindow *self; /* (owned) main thread only */
} Act;

static gboolean
keep (FoyerDatabase *db, const FoyerUuid *id, gint64 *change_set, GError **error)
{
  return foyer_event_work_keep (db, id, error);
}

static gboolean
let_go (FoyerDatabase *db, const FoyerUuid *id, gint64 *change_set, GError **error)
{
  return foyer_event_work_let_go (db, id, error);
}

static const struct
{
  const char *action;
  ActFunc func;
  const char *told;
} acts[] = {
  { "conflict.accept", foyer_conflict_acts_accept, N_ ("Conflict settled") },
  { "conflict.block", foyer_conflict_acts_block, N_ ("Ticket blocked") },
  { "conflict.raise", foyer_conflict_acts_raise, N_ ("Places added") },
  { "conflict.bring-back", foyer_conflict_acts_bring_back, N_ ("Brought back") },
  { "conflict.reopen", foyer_conflict_acts_reopen, N_ ("The conflict waits for a decision again") },
  { "conflict.keep", keep, N_ ("The event is kept at this desk") },
  { "conflict.let-go", let_go, N_ ("The event was let go") },
};

static gpointer
act_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Act *act = data;

  return act->func (db, &act->id, &act->change_set, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Act *act = data;
  g_autoptr (FoyerConflictWindow) self = act->self;
  g_autoptr (GError) error = NULL;
  gboolean is_done = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error) != NULL;

  self->is_acting = FALSE;
  if (self->from == NULL)
    return; /* everything is closed */
  if (!is_done)
    {
      foyer_show_toast (gtk_widget_get_mapped (GTK_WIDGET (self)) ? GTK_WIDGET (self->acts_group)
                                                                  : self->from,
                        error->message);
      return;
    }
  if (act->change_set != 0)
    foyer_show_undo_toast (self->from, _ (act->told), act->change_set);
  else
    foyer_show_toast (self->from, _ (act->told));
  /* What lists look at may not be in the journal. */
  gtk_widget_activate_action (self->from, "conflicts.reload", NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
run (FoyerConflictWindow *self, const char *action)
{
  Act *act;

  if (self->is_acting)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].action, action))
      {
        act = g_new0 (Act, 1);
        act->func = acts[i].func;
        act->told = acts[i].told;
        act->id = foyer_uuid_is_nil (&self->report->id) ? self->report->event_id : self->report->id;
        act->self = g_object_ref (self);
        self->is_acting = TRUE;
        foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, act_on_thread, act, NULL, NULL,
                                 NULL, acted_cb, act);
        return;
      }
}

static void
run_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  run (FOYER_CONFLICT_WINDOW (widget), action);
}

static void
let_go_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerConflictWindow) self = data;

  if (foyer_ask_finish (result, NULL) && self->from != NULL)
    run (self, "conflict.let-go");
}

/* There is no way back from it. */
static void
let_go_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerConflictWindow *self = FOYER_CONFLICT_WINDOW (widget);
  const char *title = self->report->event != NULL ? self->report->event->title : NULL;
  g_autofree char *heading = g_strdup_printf (_ ("Let “%s” Go?"), title != NULL ? title : "");

  foyer_ask_async (widget, heading,
                   _ ("The event is erased here for ever, with what was done and never reached the "
                      "server."),
                   _ ("_Let Go"), FOYER_ASK_DESTRUCTIVE, self->cancellable, let_go_answered_cb,
                   g_object_ref (self));
}

static void
open_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerConflictWindow *self = FOYER_CONFLICT_WINDOW (widget);
  char event_id[FOYER_UUID_STRING_SIZE];
  GtkWidget *from = self->from;

  foyer_uuid_format (&self->report->event_id, event_id);
  if (from != NULL)
    gtk_widget_activate_action (from, "win.show-person", "(sx)", event_id,
                                self->report->ticket_key);
  gtk_window_close (GTK_WINDOW (self));
}

static void
open_order_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerConflictWindow *self = FOYER_CONFLICT_WINDOW (widget);
  char event_id[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (&self->report->event_id, event_id);
  if (self->from != NULL)
    gtk_widget_activate_action (self->from, "win.show-order", "(sx)", event_id,
                                self->report->order_key);
  gtk_window_close (GTK_WINDOW (self));
}

static void
find_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerConflictWindow *self = FOYER_CONFLICT_WINDOW (widget);
  char event_id[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (&self->report->event_id, event_id);
  if (self->from != NULL)
    gtk_widget_activate_action (self->from, "win.find-attendees", "(ss)", event_id,
                                self->report->search != NULL ? self->report->search : "");
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_fact (FoyerConflictWindow *self, const char *title, const char *detail)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (row, 8);
  adw_action_row_set_subtitle (row, detail);
  adw_action_row_set_subtitle_lines (row, 8);
  gtk_list_box_append (self->facts_list, GTK_WIDGET (row));
}

static void
show_facts (FoyerConflictWindow *self)
{
  const FoyerConflictReport *report = self->report;

  for (guint i = 0; i < report->facts->len; i++)
    {
      const FoyerReportFact *fact = g_ptr_array_index (report->facts, i);

      add_fact (self, fact->title, fact->detail);
    }
  for (guint i = 0; i < report->fields->len; i++)
    {
      const FoyerReportField *field = g_ptr_array_index (report->fields, i);
      g_autofree char *both = g_strdup_printf ("“%s” · %s\n“%s” · %s", field->mine, report->mine_by,
                                               field->theirs, report->their_by);

      add_fact (self, field->name, both);
    }
  gtk_widget_set_visible (self->facts_group, report->facts->len + report->fields->len > 0);
}

static void
show_acts (FoyerConflictWindow *self)
{
  const FoyerConflictReport *report = self->report;
  gboolean is_gone = report->kind == FOYER_REPORT_EVENT_GONE;
  gboolean is_open = report->settled == NULL && !is_gone;
  gboolean is_sale = report->kind == FOYER_REPORT_OVERSOLD;

  gtk_widget_set_visible (self->open_row, report->ticket_key != 0);
  gtk_widget_set_visible (self->order_row, report->order_key != 0);
  gtk_widget_set_visible (self->find_row, is_sale);
  gtk_widget_set_visible (self->raise_row, is_open && is_sale && report->can_raise);
  gtk_widget_set_visible (self->back_row, is_open && report->is_removed);
  gtk_widget_set_visible (self->block_row, is_open && report->can_block);
  gtk_widget_set_visible (self->accept_row, is_open);
  gtk_widget_set_visible (self->keep_row, is_gone);
  gtk_widget_set_visible (self->let_go_row, is_gone);
  gtk_widget_set_visible (self->reopen_row, report->settled != NULL);
  gtk_window_set_focus (GTK_WINDOW (self), report->order_key != 0    ? self->order_row
                                           : report->ticket_key != 0 ? self->open_row
                                           : is_sale                 ? self->find_row
                                           : is_gone                 ? self->keep_row
                                           : is_open                 ? self->accept_row
                                                                     : self->reopen_row);
}

static void
show_row (GtkWidget *row, const char *title, const char *subtitle)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

/* What there is to do about money is done in its order. */
static void
name_acts (FoyerConflictWindow *self)
{
  const FoyerConflictReport *report = self->report;

  if (report->settled != NULL)
    return;
  if (report->kind == FOYER_REPORT_REFUNDED_TWICE && report->is_excess)
    show_row (self->order_row, _ ("Take the Money Back"),
              _ ("Opens the order, where it is booked when the buyer brings it"));
  else if (report->kind == FOYER_REPORT_PAID_TWICE)
    show_row (self->order_row, _ ("Give the Money Back"),
              _ ("Opens the order, where what is too much goes back"));
  else if (report->kind == FOYER_REPORT_VOUCHER_TWICE)
    show_row (self->order_row, _ ("Look at the Later Order"),
              _ ("Opens the order, where the voucher is to be paid in another way"));
  if (report->is_excess)
    show_row (self->accept_row, _ ("Let It Be"),
              _ ("It is written off: the books stay as they are, and nobody is asked again"));
}

static void
show_report (FoyerConflictWindow *self)
{
  const FoyerConflictReport *report = self->report;

  adw_window_title_set_title (self->title, foyer_report_kind_name (report->kind));
  adw_window_title_set_subtitle (self->title, report->event != NULL &&
                                                      report->event->title != NULL &&
                                                      report->kind != FOYER_REPORT_EVENT_GONE
                                                  ? report->event->title
                                                  : "");
  gtk_window_set_title (GTK_WINDOW (self), foyer_report_kind_name (report->kind));
  gtk_label_set_label (self->title_label, report->title);
  gtk_label_set_label (self->explanation_label,
                       report->settled != NULL ? report->settled : report->explanation);
  show_facts (self);
  show_acts (self);
  name_acts (self);
}

static void
foyer_conflict_window_dispose (GObject *object)
{
  FoyerConflictWindow *self = FOYER_CONFLICT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->from);
  G_OBJECT_CLASS (foyer_conflict_window_parent_class)->dispose (object);
}

static void
foyer_conflict_window_finalize (GObject *object)
{
  FoyerConflictWindow *self = FOYER_CONFLICT_WINDOW (object);

  g_clear_object (&self->replica);
  g_clear_object (&self->cancellable);
  foyer_conflict_report_free (self->report);
  G_OBJECT_CLASS (foyer_conflict_window_parent_class)->finalize (object);
}

static void
foyer_conflict_window_class_init (FoyerConflictWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_conflict_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_conflict_window_finalize;

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (widget_class, acts[i].action, NULL,
                                     acts[i].func == let_go ? let_go_action : run_action);
  gtk_widget_class_install_action (widget_class, "conflict.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "conflict.open-order", NULL, open_order_action);
  gtk_widget_class_install_action (widget_class, "conflict.find", NULL, find_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/conflicts/foyer-conflict-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, facts_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, facts_list);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, acts_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, open_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, order_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, find_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, raise_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, back_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, block_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, accept_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, keep_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, let_go_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictWindow, reopen_row);
}

static void
foyer_conflict_window_init (FoyerConflictWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

GtkWidget *
foyer_conflict_window_present (GtkWidget *from, FoyerReplica *replica, FoyerConflictItem *item)
{
  FoyerConflictWindow *self =
      g_object_new (FOYER_TYPE_CONFLICT_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);

  g_set_weak_pointer (&self->from, from);
  self->replica = g_object_ref (replica);
  self->report = foyer_conflict_item_dup_report (item);
  show_report (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}

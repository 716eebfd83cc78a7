/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cancel-event-window.h"

#include "foyer-cancel-job.h"
#include "foyer-event-acts-store.h"
#include "foyer-event-text.h"
#include "foyer-message-row.h"
#include "foyer-money.h"
#include "foyer-part.h"
#include "foyer-text-row.h"
#include "foyer-time.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_MS 80

struct _FoyerCancelEventWindow
{
  AdwWindow parent_instance;

  GtkButton *back_button;
  GtkButton *next_button;
  GtkButton *cancel_button;
  GtkStack *stack;
  AdwActionRow *tickets_row;
  AdwActionRow *orders_row;
  AdwActionRow *money_row;
  AdwActionRow *people_row;
  GtkSwitch *message_switch;
  GtkWidget *message_box;
  AdwEntryRow *subject_row;
  FoyerMessageRow *subject_message;
  FoyerTextRow *body_row;
  GtkLabel *people_label;
  GtkSwitch *refunds_switch;
  GtkWidget *refunds_group;
  GtkListBox *refunds_list;
  GtkLabel *more_label;
  GtkLabel *question_label;
  GtkLabel *summary_label;
  GtkCheckButton *sure_check;
  GtkProgressBar *progress;
  GtkLabel *error_label;

  GtkWidget *from;           /* (weak) (nullable) where to say what was done */
  FoyerReplica *replica;     /* (owned) */
  FoyerEvent *event;         /* (owned) */
  FoyerCancelPlan *plan;     /* (owned) (nullable) until it is counted */
  FoyerCancelJob *job;       /* (owned) (nullable) while it runs */
  GCancellable *cancellable; /* (owned) of the count */
  GCancellable *stop;        /* (owned) of the job */
  guint progress_source;
};

G_DEFINE_FINAL_TYPE (FoyerCancelEventWindow, foyer_cancel_event_window, ADW_TYPE_WINDOW)

static const char *const steps[] = { "numbers", "message", "refunds", "confirm", "progress" };

static int
get_step (FoyerCancelEventWindow *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_strcmp0 (steps[i], name) == 0)
      return i;
  return 0;
}

static gboolean
has_message (FoyerCancelEventWindow *self)
{
  return gtk_switch_get_active (self->message_switch);
}

static gboolean
has_refunds (FoyerCancelEventWindow *self)
{
  return self->plan != NULL && self->plan->stake.n_refunds > 0 &&
         gtk_switch_get_active (self->refunds_switch);
}

static gboolean
is_subject_good (FoyerCancelEventWindow *self)
{
  g_autofree char *subject =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->subject_row))));

  return !has_message (self) || *subject != '\0';
}

static char *
format_refund_total (FoyerCancelEventWindow *self)
{
  return foyer_event_text_total (self->plan->stake.refund_total, self->plan->stake.currency);
}

/* All that will happen, in words. */
static void
show_summary (FoyerCancelEventWindow *self)
{
  const FoyerEventStake *stake = &self->plan->stake;
  g_autoptr (GString) text = g_string_new (NULL);

  if (stake->n_tickets > 0)
    g_string_append_printf (text,
                            ngettext ("%'d ticket ends.", "%'d tickets end.", stake->n_tickets),
                            (int) stake->n_tickets);
  else
    g_string_append (text, _ ("There is no ticket that ends."));
  g_string_append_c (text, ' ');
  g_string_append (text, _ ("Nothing is sold any more."));
  g_string_append_c (text, ' ');
  if (has_message (self))
    g_string_append (text, _ ("The message is prepared, not sent."));
  else
    g_string_append (text, _ ("No message is prepared."));
  g_string_append_c (text, ' ');
  if (has_refunds (self))
    {
      g_autofree char *total = format_refund_total (self);

      g_string_append_printf (
          text,
          ngettext ("%'d refund (%s) is proposed; no money moves until you confirm it.",
                    "%'d refunds (%s) are proposed; no money moves until you confirm them.",
                    stake->n_refunds),
          (int) stake->n_refunds, total);
    }
  else
    g_string_append (text, _ ("No refund is proposed."));
  gtk_label_set_label (self->summary_label, text->str);
}

static void
show_state (FoyerCancelEventWindow *self)
{
  int step = get_step (self);
  gboolean is_last = step == G_N_ELEMENTS (steps) - 2;
  gboolean is_running = step == G_N_ELEMENTS (steps) - 1;

  gtk_button_set_label (self->back_button, step == 0    ? _ ("_Keep Event")
                                           : is_running ? _ ("_Stop")
                                                        : _ ("_Back"));
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), !is_last && !is_running);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), is_last);
  gtk_widget_set_sensitive (self->message_box, has_message (self));
  gtk_widget_set_sensitive (self->refunds_group, gtk_switch_get_active (self->refunds_switch));
  foyer_message_row_set_error (self->subject_message, GTK_WIDGET (self->subject_row),
                               is_subject_good (self) ? "" : _ ("A message needs a subject."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cancel-event.next",
                                 self->plan != NULL && (step != 1 || is_subject_good (self)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cancel-event.cancel",
                                 is_last && gtk_check_button_get_active (self->sure_check));
  if (is_last)
    show_summary (self);
}

static void
show_error (FoyerCancelEventWindow *self, const char *sentence)
{
  gtk_label_set_label (self->error_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), *sentence != '\0');
}

static void
edited_cb (FoyerCancelEventWindow *self)
{
  show_state (self);
}

static void
show_numbers (FoyerCancelEventWindow *self)
{
  const FoyerEventStake *stake = &self->plan->stake;
  g_autofree char *tickets = g_strdup_printf ("%'d", (int) stake->n_tickets);
  g_autofree char *orders = g_strdup_printf ("%'d", (int) stake->n_orders);
  g_autofree char *money = format_refund_total (self);
  g_autofree char *people = g_strdup_printf ("%'d", (int) stake->n_addresses);
  g_autofree char *arrived = NULL;
  g_autofree char *unpaid = NULL;
  g_autofree char *refunds = NULL;
  g_autofree char *addresses = NULL;

  adw_action_row_set_subtitle (self->tickets_row, NULL);
  if (stake->n_arrived > 0)
    {
      arrived = g_strdup_printf (ngettext ("%'d guest is checked in already.",
                                           "%'d guests are checked in already.", stake->n_arrived),
                                 (int) stake->n_arrived);
      adw_action_row_set_subtitle (self->tickets_row, arrived);
    }
  if (stake->n_unpaid > 0)
    {
      unpaid = g_strdup_printf (
          ngettext ("%'d of them is not paid.", "%'d of them are not paid.", stake->n_unpaid),
          (int) stake->n_unpaid);
      adw_action_row_set_subtitle (self->orders_row, unpaid);
    }
  refunds = g_strdup_printf (ngettext ("%'d refund, to be confirmed later.",
                                       "%'d refunds, to be confirmed later.", stake->n_refunds),
                             (int) stake->n_refunds);
  adw_action_row_set_subtitle (self->money_row,
                               stake->n_refunds > 0 ? refunds : _ ("Nobody paid anything."));
  adw_action_row_add_suffix (self->tickets_row, gtk_label_new (tickets));
  adw_action_row_add_suffix (self->orders_row, gtk_label_new (orders));
  adw_action_row_add_suffix (self->money_row, gtk_label_new (money));
  adw_action_row_add_suffix (self->people_row, gtk_label_new (people));
  addresses = g_strdup_printf (ngettext ("For %'d e-mail address of buyers and guests.",
                                         "For %'d e-mail addresses of buyers and guests.",
                                         stake->n_addresses),
                               (int) stake->n_addresses);
  gtk_label_set_label (self->people_label, addresses);
}

/* Whoever it is, by the best there is. */
static const char *
get_entry_title (const FoyerRefundEntry *entry)
{
  if (entry->name != NULL && *entry->name != '\0')
    return entry->name;
  return entry->email != NULL && *entry->email != '\0' ? entry->email : _ ("Without a name");
}

static void
show_refunds (FoyerCancelEventWindow *self)
{
  gint64 n_more = self->plan->stake.n_refunds - self->plan->refunds->len;

  for (guint i = 0; i < self->plan->refunds->len; i++)
    {
      const FoyerRefundEntry *entry = self->plan->refunds->pdata[i];
      g_autofree char *amount = foyer_money_format (entry->refund->amount, entry->refund->currency);
      AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_entry_title (entry));
      adw_action_row_set_subtitle (row, entry->order_number);
      adw_action_row_add_suffix (row, gtk_label_new (amount));
      gtk_list_box_append (self->refunds_list, GTK_WIDGET (row));
    }
  gtk_widget_set_visible (self->refunds_group, self->plan->refunds->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->refunds_switch), self->plan->refunds->len > 0);
  if (n_more > 0)
    {
      g_autofree char *more =
          g_strdup_printf (ngettext ("and %'d more", "and %'d more", n_more), (int) n_more);

      gtk_label_set_label (self->more_label, more);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n_more > 0);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerCancelEventWindow) self = data;
  g_autoptr (GError) error = NULL;
  FoyerCancelPlan *plan = foyer_cancel_plan_finish (FOYER_REPLICA (source), result, &error);

  if (self->replica == NULL || plan == NULL)
    {
      if (self->replica != NULL)
        show_error (self, error->message);
      foyer_cancel_plan_free (plan);
      return;
    }
  self->plan = plan;
  show_numbers (self);
  show_refunds (self);
  show_state (self);
}

static gboolean
progress_cb (gpointer data)
{
  FoyerCancelEventWindow *self = data;

  gtk_progress_bar_set_fraction (self->progress, foyer_cancel_job_get_fraction (self->job));
  return G_SOURCE_CONTINUE;
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerCancelEventWindow) self = data;
  g_autoptr (FoyerCancelJob) job = g_steal_pointer (&self->job);
  g_autoptr (GError) error = NULL;
  gint64 change_set = 0;
  gboolean is_done =
      foyer_cancel_job_finish (job, FOYER_REPLICA (source), result, &change_set, &error);

  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (is_done)
    {
      g_autofree char *title = g_strdup_printf (_ ("“%s” is cancelled"), self->event->title);

      if (self->from != NULL)
        foyer_show_undo_toast (self->from, title, change_set);
    }
  if (self->replica == NULL)
    return;
  if (is_done || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  show_error (self, error->message);
  gtk_stack_set_visible_child_name (self->stack, "confirm");
  show_state (self);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerCancelEventWindow *self = FOYER_CANCEL_EVENT_WINDOW (widget);
  g_autofree char *subject =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->subject_row))));
  g_autofree char *body = foyer_text_row_dup_text (self->body_row);
  FoyerEventCancel how = { .reason = _ ("Event cancelled"),
                           .without_refunds = !has_refunds (self) };

  if (has_message (self))
    {
      how.subject = subject;
      how.body = body;
    }
  g_clear_object (&self->stop);
  self->stop = g_cancellable_new ();
  self->job = foyer_cancel_job_new (&self->event->row.id, &how);
  show_error (self, "");
  gtk_stack_set_visible_child_name (self->stack, "progress");
  show_state (self);
  self->progress_source = g_timeout_add (PROGRESS_MS, progress_cb, self);
  foyer_cancel_job_run_async (self->job, self->replica, self->stop, cancelled_cb,
                              g_object_ref (self));
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerCancelEventWindow *self = FOYER_CANCEL_EVENT_WINDOW (widget);
  int step = get_step (self);

  gtk_stack_set_visible_child_name (self->stack, steps[step + 1]);
  show_state (self);
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerCancelEventWindow *self = FOYER_CANCEL_EVENT_WINDOW (widget);
  int step = get_step (self);

  if (self->job != NULL)
    g_cancellable_cancel (self->stop);
  else if (step == 0)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    {
      gtk_stack_set_visible_child_name (self->stack, steps[step - 1]);
      show_state (self);
    }
}

/* While it works, closing is to stop it: the window goes when that is done. */
static gboolean
foyer_cancel_event_window_close_request (GtkWindow *window)
{
  FoyerCancelEventWindow *self = FOYER_CANCEL_EVENT_WINDOW (window);

  if (self->job == NULL)
    return GTK_WINDOW_CLASS (foyer_cancel_event_window_parent_class)->close_request (window);
  g_cancellable_cancel (self->stop);
  return GDK_EVENT_STOP;
}

static void
foyer_cancel_event_window_dispose (GObject *object)
{
  FoyerCancelEventWindow *self = FOYER_CANCEL_EVENT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (foyer_cancel_event_window_parent_class)->dispose (object);
}

static void
foyer_cancel_event_window_finalize (GObject *object)
{
  FoyerCancelEventWindow *self = FOYER_CANCEL_EVENT_WINDOW (object);

  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->plan, foyer_cancel_plan_free);
  g_clear_pointer (&self->job, foyer_cancel_job_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stop);
  G_OBJECT_CLASS (foyer_cancel_event_window_parent_class)->finalize (object);
}

static void
foyer_cancel_event_window_class_init (FoyerCancelEventWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_cancel_event_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_cancel_event_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_cancel_event_window_close_request;

  gtk_widget_class_install_action (widget_class, "cancel-event.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "cancel-event.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "cancel-event.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK,
                                       "cancel-event.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK,
                                       "cancel-event.next", NULL);

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  g_type_ensure (FOYER_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-cancel-event-window.ui");
#define CHILD(name)                                                                                \
  gtk_widget_class_bind_template_child (widget_class, FoyerCancelEventWindow, name)
  CHILD (back_button);
  CHILD (next_button);
  CHILD (cancel_button);
  CHILD (stack);
  CHILD (tickets_row);
  CHILD (orders_row);
  CHILD (money_row);
  CHILD (people_row);
  CHILD (message_switch);
  CHILD (message_box);
  CHILD (subject_row);
  CHILD (subject_message);
  CHILD (body_row);
  CHILD (people_label);
  CHILD (refunds_switch);
  CHILD (refunds_group);
  CHILD (refunds_list);
  CHILD (more_label);
  CHILD (question_label);
  CHILD (summary_label);
  CHILD (sure_check);
  CHILD (progress);
  CHILD (error_label);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
foyer_cancel_event_window_init (FoyerCancelEventWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

/* What most would write; it is there to be changed. */
static void
propose_message (FoyerCancelEventWindow *self)
{
  g_autofree char *when = foyer_event_text_when (self->event, foyer_time_now ());
  g_autofree char *subject = g_strdup_printf (_ ("“%s” is cancelled"), self->event->title);
  /* Translators: a message to the guests: the event, and when it would have been. */
  g_autofree char *body = g_strdup_printf (
      _ ("Dear guest,\n\nwe are sorry: “%s”, %s, cannot take place.\n\nIf you paid for your "
         "ticket, the money comes back to you. You need not do anything."),
      self->event->title, when);

  gtk_editable_set_text (GTK_EDITABLE (self->subject_row), subject);
  foyer_text_row_set_text (self->body_row, body);
}

GtkWidget *
foyer_cancel_event_window_present (GtkWidget *from,
                                   FoyerReplica *replica,
                                   const FoyerUuid *event_id)
{
  g_autoptr (GError) error = NULL;
  FoyerEvent *event = foyer_event_acts_get (foyer_replica_get_reader (replica), event_id, &error);
  FoyerCancelEventWindow *self;
  g_autofree char *question = NULL;

  if (event == NULL)
    {
      foyer_show_toast (from, error->message);
      return NULL;
    }
  self = g_object_new (FOYER_TYPE_CANCEL_EVENT_WINDOW, "transient-for", gtk_widget_get_root (from),
                       NULL);
  g_set_weak_pointer (&self->from, from);
  self->replica = g_object_ref (replica);
  self->event = event;
  question = g_strdup_printf (_ ("Cancel “%s”?"), event->title);
  gtk_label_set_label (self->question_label, question);
  propose_message (self);
  show_state (self);
  foyer_cancel_plan_async (replica, event_id, self->cancellable, planned_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}

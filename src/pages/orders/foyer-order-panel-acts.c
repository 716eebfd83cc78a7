/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done with the order that is shown. Money and tickets move in windows of their own,
 * which say first what will happen.
 */

#include "foyer-order-panel-private.h"

#include "foyer-attendee-act.h"
#include "foyer-attendee-told.h"
#include "foyer-order-act-window.h"
#include "foyer-order-paper-window.h"
#include "foyer-ticket.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

/* On the database thread
 * ---------------------------------------------------------------------------------------------- */

typedef struct
{
  FoyerOrderPanel *panel; /* (owned) */
  char *done;             /* (owned) (nullable) */
  gboolean can_undo;
} Running;

static void
running_free (Running *running)
{
  g_object_unref (running->panel);
  g_free (running->done);
  g_free (running);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Running, running_free)

static void
run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Running) running = data;
  FoyerOrderPanel *self = running->panel;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOrderOutcome) outcome =
      foyer_order_job_run_finish (FOYER_REPLICA (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (outcome == NULL)
    {
      foyer_show_toast (GTK_WIDGET (self), error->message);
      foyer_order_panel_reload (self);
    }
  else if (running->done != NULL && outcome->change_set > 0 && running->can_undo)
    foyer_show_undo_toast (GTK_WIDGET (self), running->done, outcome->change_set);
  else if (running->done != NULL && outcome->change_set > 0)
    foyer_show_toast (GTK_WIDGET (self), running->done);
}

void
foyer_order_panel_run (FoyerOrderPanel *self, FoyerOrderJob *job, const char *done)
{
  Running *running = g_new0 (Running, 1);

  running->panel = g_object_ref (self);
  running->done = g_strdup (done);
  running->can_undo = foyer_order_job_can_undo (job);
  foyer_order_job_run_async (job, self->replica, run_cb, running);
}

/* All of its tickets
 * ---------------------------------------------------------------------------------------------- */

typedef struct
{
  FoyerOrderPanel *panel; /* (owned) */
  FoyerAttendeeAct act;
} Acting;

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Acting *acting = data;
  g_autoptr (FoyerOrderPanel) self = acting->panel;
  g_autoptr (GError) error = NULL;
  g_autofree FoyerAttendeeOutcome *outcome = foyer_attendee_act_finish (result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    foyer_attendee_act_tell (GTK_WIDGET (self), acting->act, outcome, error);
}

static void
act_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrderPanel *self = FOYER_ORDER_PANEL (widget);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  Acting *acting;

  for (guint i = 0; self->detail != NULL && i < self->detail->tickets->len; i++)
    {
      const FoyerTicket *ticket = self->detail->tickets->pdata[i];

      if (ticket->status != FOYER_TICKET_CANCELLED)
        g_array_append_val (keys, ticket->row.key);
    }
  if (keys->len == 0)
    return;
  acting = g_new0 (Acting, 1);
  acting->panel = g_object_ref (self);
  acting->act = g_str_equal (name, "order.check-in") ? FOYER_ACT_CHECK_IN : FOYER_ACT_MARK_RESEND;
  foyer_attendee_act_async (self->replica, acting->act, &self->event_id, keys, NULL, NULL, NULL,
                            acted_cb, acting);
}

/* One of its tickets
 * ---------------------------------------------------------------------------------------------- */

static void
show_attendee_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrderPanel *self = FOYER_ORDER_PANEL (widget);
  g_autofree char *event = foyer_uuid_to_string (&self->event_id);

  gtk_widget_activate_action (widget, "win.show-person", "(sx)", event,
                              g_variant_get_int64 (parameter));
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrderPanel *self = FOYER_ORDER_PANEL (widget);

  foyer_order_paper_window_present (widget, self->desk, self->key,
                                    g_str_equal (name, "order.print-receipt"));
}

/* With words of its own
 * ---------------------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  FoyerOrderAct act;
  gboolean of_ticket;
} window_acts[] = {
  { "order.pay", FOYER_ORDER_PAY, FALSE },
  { "order.refund", FOYER_ORDER_REFUND, FALSE },
  { "order.return", FOYER_ORDER_RETURN, FALSE },
  { "order.cancel", FOYER_ORDER_CANCEL, FALSE },
  { "order.split", FOYER_ORDER_SPLIT, FALSE },
  { "order.rename-ticket", FOYER_ORDER_RENAME, TRUE },
  { "order.transfer-ticket", FOYER_ORDER_TRANSFER, TRUE },
  { "order.move-ticket", FOYER_ORDER_MOVE, TRUE },
  { "order.refund-ticket", FOYER_ORDER_REFUND, TRUE },
  { "order.cancel-ticket", FOYER_ORDER_CANCEL, TRUE },
};

static void
window_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrderPanel *self = FOYER_ORDER_PANEL (widget);

  for (guint i = 0; i < G_N_ELEMENTS (window_acts) && self->detail != NULL; i++)
    if (g_str_equal (window_acts[i].name, name))
      foyer_order_act_window_present (widget, self->desk, window_acts[i].act, self->key,
                                      parameter != NULL ? g_variant_get_int64 (parameter) : 0);
}

/* Whether there is anybody to send something to. */
static gboolean
has_address (const FoyerOrderDetail *detail)
{
  gboolean has = detail->order->buyer_email != NULL;

  for (guint i = 0; !has && i < detail->tickets->len; i++)
    {
      const FoyerTicket *ticket = detail->tickets->pdata[i];

      has = ticket->status != FOYER_TICKET_CANCELLED && ticket->attendee_email != NULL;
    }
  return has;
}

static void
enable (FoyerOrderPanel *self, const char *name, gboolean is_enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), name, is_enabled);
}

void
foyer_order_panel_update_actions (FoyerOrderPanel *self)
{
  const FoyerOrderDetail *detail = self->detail;
  guint n = detail != NULL ? foyer_order_detail_count (detail) : 0;
  gint64 left = detail != NULL ? detail->paid - detail->returned - detail->waiting : 0;
  gboolean stands = detail != NULL && (detail->order->status == FOYER_ORDER_COMPLETED ||
                                       detail->order->status == FOYER_ORDER_PENDING);
  gboolean is_due = detail != NULL && detail->due > 0;
  gboolean is_twice = detail != NULL && detail->excess > 0;

  enable (self, "order.check-in", n > 0);
  enable (self, "order.mark-resend", n > 0 && has_address (detail));
  enable (self, "order.print", n > 0);
  enable (self, "order.print-receipt", detail != NULL);
  enable (self, "order.pay", is_due);
  enable (self, "order.refund", left > 0);
  enable (self, "order.return", is_twice);
  enable (self, "order.refund-ticket", left > 0);
  enable (self, "order.cancel", n > 0);
  enable (self, "order.split", stands && n > 1);
  gtk_widget_set_visible (self->pay_button, is_due);
  gtk_widget_set_visible (self->return_button, is_twice);
  gtk_widget_set_visible (self->print_button, !is_due && !is_twice);
}

void
foyer_order_panel_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "order.check-in", NULL, act_action);
  gtk_widget_class_install_action (widget_class, "order.mark-resend", NULL, act_action);
  gtk_widget_class_install_action (widget_class, "order.show-attendee", "x", show_attendee_action);
  gtk_widget_class_install_action (widget_class, "order.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "order.print-receipt", NULL, print_action);
  for (guint i = 0; i < G_N_ELEMENTS (window_acts); i++)
    gtk_widget_class_install_action (widget_class, window_acts[i].name,
                                     window_acts[i].of_ticket ? "x" : NULL, window_action);
}

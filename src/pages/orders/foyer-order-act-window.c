/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-act-window-private.h"

#include "foyer-approval.h"
#include "foyer-till-printing.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (FoyerOrderActWindow, foyer_order_act_window, FOYER_TYPE_EDIT_WINDOW)

static void
changed_cb (FoyerOrderActWindow *self)
{
  if (!self->is_filling && self->detail != NULL)
    foyer_order_act_window_update (self);
}

static void
amount_cb (FoyerOrderActWindow *self)
{
  if (self->is_filling || self->detail == NULL)
    return;
  self->is_typed = *gtk_editable_get_text (self->amount_row) != '\0';
  if (self->is_typed)
    foyer_order_act_window_update (self);
  else
    foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), FALSE);
}

static void
method_cb (FoyerOrderActWindow *self)
{
  changed_cb (self);
}

static void
activated_cb (FoyerOrderActWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "edit.save", NULL);
}

/* Doing it
 * ---------------------------------------------------------------------------------------------- */

static gboolean
moves_cash (const FoyerSaleResult *result)
{
  for (guint i = 0; result != NULL && i < result->payments->len; i++)
    if (((const FoyerPayment *) result->payments->pdata[i])->method == FOYER_PAY_CASH)
      return TRUE;
  return FALSE;
}

static void
fail (FoyerOrderActWindow *self, const GError *error)
{
  foyer_edit_window_show_failure (FOYER_EDIT_WINDOW (self), NULL);
  if (self->desk == NULL)
    return;
  foyer_order_act_window_update (self);
  if (error != NULL)
    foyer_order_act_window_show_problem (self, error->message);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerOrderActWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOrderOutcome) outcome =
      foyer_order_job_run_finish (FOYER_REPLICA (source), result, &error);
  g_autofree char *title = NULL;

  if (outcome == NULL)
    {
      self->has_told |= g_error_matches (error, FOYER_SALE_ERROR, FOYER_SALE_ERROR_USED);
      fail (self, error);
      return;
    }
  title = foyer_order_act_words_done (self->act, outcome->result);
  if (self->desk != NULL && self->act != FOYER_ORDER_SPLIT && moves_cash (outcome->result))
    foyer_till_printing_open_drawer (self->desk, self->from);
  if (self->from != NULL && outcome->change_set > 0 &&
      (self->act == FOYER_ORDER_RENAME || self->act == FOYER_ORDER_TRANSFER))
    foyer_show_undo_toast (self->from, title, outcome->change_set);
  else if (self->from != NULL && outcome->change_set > 0)
    foyer_show_toast (self->from, title);
  foyer_edit_window_show_saved (FOYER_EDIT_WINDOW (self), 0, NULL);
}

static void
run (FoyerOrderActWindow *self, const FoyerTillActor *actor)
{
  FoyerOrderJob *job = g_steal_pointer (&self->job);

  if (actor != NULL)
    job->actor = *actor;
  foyer_order_job_run_async (job, foyer_till_desk_get_replica (self->desk), done_cb,
                             g_object_ref (self));
}

static void
consented_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerOrderActWindow) self = data;
  g_autoptr (GError) error = NULL;
  FoyerTillActor actor;

  if (!foyer_approval_ask_finish (result, &actor.approver_id, &error) || self->desk == NULL)
    {
      fail (self, error);
      return;
    }
  actor.cashier_id = foyer_till_desk_get_actor (self->desk).cashier_id;
  run (self, &actor);
}

/* Whoever keeps both ticket and money has a supervisor's word for it. */
static gboolean
needs_consent (FoyerOrderActWindow *self, const FoyerTillActor *actor)
{
  const FoyerCashier *cashier = foyer_till_desk_get_cashier (self->desk);

  return self->job->keeps_tickets && cashier != NULL && cashier->role != FOYER_CASHIER_SUPERVISOR &&
         foyer_uuid_is_nil (&actor->approver_id);
}

static void
approved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerOrderActWindow) self = data;
  g_autoptr (GError) error = NULL;
  FoyerTillActor actor;

  if (!foyer_approval_refund_finish (result, &actor, &error) || self->desk == NULL)
    fail (self, error);
  else if (needs_consent (self, &actor))
    foyer_approval_ask_async (GTK_WIDGET (self), self->desk,
                              _ ("The tickets stay valid, although money goes back."),
                              self->job->amount, NULL, consented_cb, g_object_ref (self));
  else
    run (self, &actor);
}

/* Names are no matter of the till. Nothing goes back of most others: then it is only asked who is
 * at it. */
static void
foyer_order_act_window_save (FoyerEditWindow *window)
{
  FoyerOrderActWindow *self = FOYER_ORDER_ACT_WINDOW (window);
  gint64 back = 0;

  if (self->act == FOYER_ORDER_RENAME || self->act == FOYER_ORDER_TRANSFER)
    {
      run (self, NULL);
      return;
    }
  for (guint i = 0; self->plan.is_planned && i < FOYER_N_PAY_METHODS; i++)
    back += self->plan.parts[i];
  foyer_approval_refund_async (GTK_WIDGET (self), self->desk, back, self->detail->order->currency,
                               NULL, approved_cb, g_object_ref (self));
}

/* A word or two are soon typed again: nobody is asked. */
static gboolean
foyer_order_act_window_is_edited (FoyerEditWindow *window)
{
  return FALSE;
}

static void
foyer_order_act_window_dispose (GObject *object)
{
  FoyerOrderActWindow *self = FOYER_ORDER_ACT_WINDOW (object);

  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (foyer_order_act_window_parent_class)->dispose (object);
}

static void
foyer_order_act_window_finalize (GObject *object)
{
  FoyerOrderActWindow *self = FOYER_ORDER_ACT_WINDOW (object);

  foyer_order_job_free (self->job);
  g_clear_pointer (&self->detail, foyer_order_detail_free);
  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->tiers);
  g_array_unref (self->methods);
  G_OBJECT_CLASS (foyer_order_act_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/orders/foyer-order-act-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, hint);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, tickets_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, person_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, email_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, email_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, tier_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, tier_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, tier_names);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, money_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, amount_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, amount_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, method_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, method_names);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, reference_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, keep_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, keep_switch);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, reason_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, reason_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderActWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, amount_cb);
  gtk_widget_class_bind_template_callback (widget_class, method_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
foyer_order_act_window_class_init (FoyerOrderActWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_order_act_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_order_act_window_finalize;
  FOYER_EDIT_WINDOW_CLASS (klass)->is_edited = foyer_order_act_window_is_edited;
  FOYER_EDIT_WINDOW_CLASS (klass)->save = foyer_order_act_window_save;

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  g_type_ensure (FOYER_TYPE_SUGGEST_ROW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
foyer_order_act_window_init (FoyerOrderActWindow *self)
{
  self->is_filling = TRUE;
  self->checks = g_ptr_array_new ();
  self->tiers = g_ptr_array_new ();
  self->methods = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const FoyerTicket *
find_ticket (const FoyerOrderDetail *detail, gint64 key)
{
  for (guint i = 0; i < detail->tickets->len; i++)
    if (((const FoyerTicket *) detail->tickets->pdata[i])->row.key == key)
      return detail->tickets->pdata[i];
  return NULL;
}

GtkWidget *
foyer_order_act_window_present (GtkWidget *from,
                                FoyerTillDesk *desk,
                                FoyerOrderAct act,
                                gint64 key,
                                gint64 ticket_key)
{
  FoyerOrderDetail *detail = foyer_order_detail_read (
      foyer_replica_get_reader (foyer_till_desk_get_replica (desk)), key, NULL);
  const FoyerTicket *ticket = detail != NULL ? find_ticket (detail, ticket_key) : NULL;
  FoyerOrderActWindow *self;

  if (detail == NULL || (ticket_key != 0 && ticket == NULL))
    {
      foyer_order_detail_free (detail);
      return NULL;
    }
  self =
      g_object_new (FOYER_TYPE_ORDER_ACT_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);
  self->desk = g_object_ref (desk);
  self->detail = detail;
  self->ticket = ticket;
  self->act = act;
  g_set_weak_pointer (&self->from, from);
  foyer_order_act_window_fill (self);
  self->is_filling = FALSE;
  foyer_order_act_window_update (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-approval.h"

#include "foyer-money.h"
#include "foyer-pin-window.h"
#include "foyer-till-cashier.h"

#include <glib/gi18n-lib.h>

static void
consented_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FoyerUuid approver_id;

  if (foyer_pin_window_ask_finish (result, &approver_id, NULL))
    g_task_return_pointer (task, g_memdup2 (&approver_id, sizeof approver_id), g_free);
  else
    g_task_return_pointer (task, NULL, NULL);
}

/* Without a PIN anybody could consent. */
static GPtrArray *
list_approvers (FoyerTillDesk *desk, gint64 amount)
{
  GPtrArray *cashiers = foyer_till_desk_get_cashiers (desk);
  GPtrArray *approvers = g_ptr_array_new ();

  for (guint i = 0; i < cashiers->len; i++)
    {
      const FoyerCashier *cashier = cashiers->pdata[i];

      if (cashier->role == FOYER_CASHIER_SUPERVISOR && cashier->pin_hash != NULL &&
          foyer_cashier_may_refund (cashier, amount))
        g_ptr_array_add (approvers, (gpointer) cashier);
    }
  return approvers;
}

void
foyer_approval_ask_async (GtkWidget *from,
                          FoyerTillDesk *desk,
                          const char *what,
                          gint64 amount,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GPtrArray) approvers = NULL;
  FoyerPinQuestion question;
  GTask *task;

  g_return_if_fail (FOYER_IS_TILL_DESK (desk));

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, foyer_approval_ask_async);
  if (foyer_till_desk_get_cashiers (desk)->len == 0)
    {
      g_task_return_pointer (task, g_new0 (FoyerUuid, 1), g_free);
      g_object_unref (task);
      return;
    }
  approvers = list_approvers (desk, amount);
  question = (FoyerPinQuestion){
    .title = _ ("Ask a Supervisor"),
    .why = what,
    .nobody = _ ("No supervisor with a PIN may allow this. Add one in the event's details."),
    .cashiers = approvers,
    .path = foyer_replica_get_path (foyer_till_desk_get_replica (desk)),
  };
  foyer_pin_window_ask_async (from, &question, cancellable, consented_cb, task);
}

gboolean
foyer_approval_ask_finish (GAsyncResult *result, FoyerUuid *approver_id, GError **error)
{
  g_autofree FoyerUuid *chosen = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  chosen = g_task_propagate_pointer (G_TASK (result), error);
  if (chosen == NULL)
    return FALSE;
  *approver_id = *chosen;
  return TRUE;
}

/* A refund
 * ------------------------------------------------------------------------------------------ */

typedef struct
{
  GWeakRef from;
  FoyerTillDesk *desk; /* (owned) */
  gint64 amount;
  char *currency;            /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
} Refund;

static void
refund_free (gpointer data)
{
  Refund *self = data;

  g_weak_ref_clear (&self->from);
  g_object_unref (self->desk);
  g_free (self->currency);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static void
return_actor (GTask *task, const FoyerUuid *approver_id)
{
  const Refund *self = g_task_get_task_data (task);
  FoyerTillActor *actor = g_new (FoyerTillActor, 1);

  *actor = foyer_till_desk_get_actor (self->desk);
  actor->approver_id = *approver_id;
  g_task_return_pointer (task, actor, g_free);
}

static void
refund_consented_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FoyerUuid approver_id;

  if (foyer_approval_ask_finish (result, &approver_id, NULL))
    return_actor (task, &approver_id);
  else
    g_task_return_pointer (task, NULL, NULL);
}

static void
refund_cashier_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Refund *self = g_task_get_task_data (task);
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);
  g_autofree char *money = NULL;
  g_autofree char *what = NULL;
  const FoyerCashier *cashier;
  GError *error = NULL;

  if (!foyer_till_cashier_ask_finish (result, &error))
    {
      if (error != NULL)
        g_task_return_error (task, error);
      else
        g_task_return_pointer (task, NULL, NULL);
      return;
    }
  cashier = foyer_till_desk_get_cashier (self->desk);
  if (cashier == NULL || foyer_cashier_may_refund (cashier, self->amount))
    {
      return_actor (task, &(FoyerUuid){ 0 });
      return;
    }
  if (from == NULL || gtk_widget_get_root (from) == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  money = foyer_money_format (self->amount, self->currency);
  what = g_strdup_printf (_ ("“%s” wants to give %s back."), cashier->name, money);
  foyer_approval_ask_async (from, self->desk, what, self->amount, self->cancellable,
                            refund_consented_cb, g_object_ref (task));
}

void
foyer_approval_refund_async (GtkWidget *from,
                             FoyerTillDesk *desk,
                             gint64 amount,
                             const char *currency,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;
  Refund *self;

  g_return_if_fail (FOYER_IS_TILL_DESK (desk));

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, foyer_approval_refund_async);
  self = g_new0 (Refund, 1);
  g_weak_ref_init (&self->from, from);
  self->desk = g_object_ref (desk);
  self->amount = amount;
  self->currency = g_strdup (currency);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_task_set_task_data (task, self, refund_free);
  foyer_till_cashier_need_async (from, desk, cancellable, refund_cashier_cb, task);
}

gboolean
foyer_approval_refund_finish (GAsyncResult *result, FoyerTillActor *actor, GError **error)
{
  g_autofree FoyerTillActor *given = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  given = g_task_propagate_pointer (G_TASK (result), error);
  if (given == NULL)
    return FALSE;
  *actor = *given;
  return TRUE;
}

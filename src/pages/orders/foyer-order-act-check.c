/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is filled in: whether it can be done, and what it would do. */

#include "foyer-order-act-window-private.h"

#include "foyer-cash-rounding.h"
#include "foyer-money.h"
#include "foyer-refund-policy.h"
#include "foyer-text.h"
#include "foyer-tier.h"

#include <glib/gi18n-lib.h>

static FoyerDatabase *
get_reader (FoyerOrderActWindow *self)
{
  return foyer_replica_get_reader (foyer_till_desk_get_replica (self->desk));
}

static char *
dup_text (gpointer editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (editable))));
}

static void
set_amount (FoyerOrderActWindow *self, gint64 amount)
{
  g_autofree char *text =
      amount > 0 ? foyer_money_to_plain (amount, self->detail->order->currency) : g_strdup ("");

  if (self->is_typed)
    return;
  self->is_filling = TRUE;
  gtk_editable_set_text (self->amount_row, text);
  self->is_filling = FALSE;
}

/* FALSE: it is none. */
static gboolean
read_amount (FoyerOrderActWindow *self, gint64 *amount)
{
  g_autofree char *text = dup_text (self->amount_row);

  *amount = 0;
  return *text != '\0' && foyer_money_parse (text, self->detail->order->currency, amount, NULL) &&
         *amount > 0;
}

static int
get_method (FoyerOrderActWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->method_row);

  return selected < self->methods->len ? g_array_index (self->methods, int, selected)
                                       : FOYER_ORDER_AS_PAID;
}

/* What is filled in
 * ---------------------------------------------------------------------------------------------- */

static void
add_tickets (FoyerOrderActWindow *self)
{
  if (self->ticket != NULL)
    foyer_order_job_add_ticket (self->job, &self->ticket->row.id);
  for (guint i = 0; i < self->checks->len; i++)
    {
      const FoyerTicket *ticket = g_object_get_data (self->checks->pdata[i], "ticket");

      if (gtk_check_button_get_active (self->checks->pdata[i]))
        foyer_order_job_add_ticket (self->job, &ticket->row.id);
    }
}

static guint
count_meant (FoyerOrderActWindow *self)
{
  if (self->job->ticket_ids->len > 0 || self->checks->len > 0)
    return self->job->ticket_ids->len;
  return foyer_order_detail_count (self->detail);
}

static gboolean
read_terms (FoyerOrderActWindow *self, GError **error)
{
  return foyer_order_acts_read_terms (get_reader (self), &self->job->order_id,
                                      (const FoyerUuid *) self->job->ticket_ids->data,
                                      self->job->ticket_ids->len, &self->plan.terms, error);
}

static gboolean
plan_back (FoyerOrderActWindow *self, gint64 amount, GError **error)
{
  self->plan.is_planned =
      amount > 0 && foyer_order_detail_plan (get_reader (self), &self->job->order_id, amount,
                                             self->job->method, self->plan.parts, error);
  return amount <= 0 || self->plan.is_planned;
}

/* What the terms say, and where there are none, all. */
static gint64
propose (FoyerOrderActWindow *self)
{
  gboolean has_terms = foyer_refund_policy_is_set (self->detail->event);

  return has_terms ? self->plan.terms.proposed : self->plan.terms.most;
}

static gboolean
check_refund (FoyerOrderActWindow *self, char **message, GError **error)
{
  gint64 amount;
  g_autofree char *most = NULL;

  if (!read_terms (self, error))
    return FALSE;
  set_amount (self, propose (self));
  self->job->keeps_tickets = gtk_switch_get_active (self->keep_switch);
  if (!read_amount (self, &amount))
    {
      if (*gtk_editable_get_text (self->amount_row) != '\0')
        *message = g_strdup (_ ("Write an amount above 0, such as 20.00."));
      return FALSE;
    }
  self->job->amount = amount;
  if (amount > self->plan.terms.most)
    {
      most = foyer_money_format (self->plan.terms.most, self->detail->order->currency);
      *message = g_strdup_printf (_ ("At most %s can go back."), most);
      return FALSE;
    }
  return plan_back (self, amount, error);
}

/* What pays so much: less is a part of it, more in cash is what is handed over. */
static gboolean
check_tender (FoyerOrderActWindow *self, gint64 due, gint64 given, char **message)
{
  const char *currency = self->detail->order->currency;
  int method = get_method (self);
  gboolean is_cash = method == FOYER_PAY_CASH;
  gint64 asked = is_cash ? foyer_cash_round (due, currency) : due;
  g_autofree char *reference = dup_text (self->reference_row);
  FoyerTender tender = { .method = method,
                         .amount = given < asked ? given : FOYER_NONE,
                         .tendered = is_cash && given >= asked ? given : FOYER_NONE,
                         .reference = *reference != '\0' && !is_cash ? reference : NULL,
                         .is_known = self->has_told };
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (FoyerTaken));
  FoyerTenderState state;
  guint wrong;

  if (!is_cash && given > asked)
    {
      *message = g_strdup (_ ("That is more than is due."));
      return FALSE;
    }
  state = foyer_tender_take (currency, due, &tender, 1, taken, &self->plan.change, &self->plan.rest,
                             &wrong);
  if (state == FOYER_TENDER_NO_COIN)
    *message = g_strdup (_ ("No coins make this amount."));
  else if (state != FOYER_TENDER_FINE)
    *message = g_strdup (_ ("This amount cannot be taken."));
  foyer_order_job_set_tender (self->job, &tender);
  self->job->allows_rest = self->plan.rest > 0;
  return state == FOYER_TENDER_FINE;
}

static gint64
round_due (FoyerOrderActWindow *self)
{
  return get_method (self) == FOYER_PAY_CASH
             ? foyer_cash_round (self->detail->due, self->detail->order->currency)
             : self->detail->due;
}

static gboolean
check_pay (FoyerOrderActWindow *self, char **message)
{
  gint64 given;

  set_amount (self, round_due (self));
  if (read_amount (self, &given))
    return check_tender (self, self->detail->due, given, message);
  if (*gtk_editable_get_text (self->amount_row) != '\0')
    *message = g_strdup (_ ("Write an amount above 0, such as 20.00."));
  return FALSE;
}

static gboolean
check_move (FoyerOrderActWindow *self, char **message, GError **error)
{
  guint selected = adw_combo_row_get_selected (self->tier_row);
  gint64 *difference = &self->plan.difference;
  gboolean is_open = self->detail->order->status == FOYER_ORDER_PENDING;
  gint64 asked;

  if (selected >= self->tiers->len)
    return FALSE;
  self->job->tier_id = ((const FoyerTier *) self->tiers->pdata[selected])->row.id;
  if (!foyer_order_acts_read_move (get_reader (self), &self->ticket->row.id, &self->job->tier_id,
                                   difference, error))
    return FALSE;
  gtk_widget_set_visible (self->money_group, *difference != 0 && !is_open);
  if (*difference == 0 || is_open)
    return TRUE;
  foyer_order_act_window_fill_methods (self, *difference > 0);
  self->job->method = get_method (self);
  if (*difference < 0)
    return plan_back (self, -*difference, error);
  asked = get_method (self) == FOYER_PAY_CASH
              ? foyer_cash_round (*difference, self->detail->order->currency)
              : *difference;
  self->job->method = FOYER_ORDER_AS_PAID;
  return check_tender (self, *difference, asked, message);
}

static gboolean
check_person (FoyerOrderActWindow *self)
{
  gboolean is_address;

  self->job->name = dup_text (self->name_row);
  self->job->email = dup_text (self->email_row);
  is_address = *self->job->email == '\0' || foyer_email_is_valid (self->job->email);
  foyer_message_row_set_error (self->email_message, GTK_WIDGET (self->email_row),
                               is_address ? NULL : _ ("This is not an e-mail address yet."));
  return is_address && (*self->job->name != '\0' || self->act == FOYER_ORDER_SPLIT);
}

static gboolean
check_fields (FoyerOrderActWindow *self, char **message, GError **error)
{
  guint n = self->job->ticket_ids->len;

  switch (self->act)
    {
    case FOYER_ORDER_RENAME:
    case FOYER_ORDER_TRANSFER:
      return check_person (self);
    case FOYER_ORDER_SPLIT:
      return check_person (self) && n > 0 && n < self->detail->tickets->len &&
             read_terms (self, error);
    case FOYER_ORDER_MOVE:
      return check_move (self, message, error);
    case FOYER_ORDER_CANCEL:
      return self->plan.n_tickets > 0 && read_terms (self, error);
    case FOYER_ORDER_REFUND:
      return check_refund (self, message, error) && *self->job->reason != '\0';
    case FOYER_ORDER_PAY:
      return check_pay (self, message);
    case FOYER_ORDER_RETURN:
      return plan_back (self, self->detail->excess, error) && self->plan.is_planned;
    case FOYER_ORDER_SET_BUYER:
    case FOYER_ORDER_COPY:
    default:
      return FALSE;
    }
}

void
foyer_order_act_window_show_problem (FoyerOrderActWindow *self, const char *message)
{
  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
}

/* The job is made anew from what is filled in, and what it would do is said. */
void
foyer_order_act_window_update (FoyerOrderActWindow *self)
{
  g_autofree char *message = NULL;
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_fine;

  foyer_order_job_free (self->job);
  self->job =
      foyer_order_job_new (self->act, &self->detail->event->row.id, &self->detail->order->row.id);
  self->job->method = get_method (self);
  self->job->reason = dup_text (self->reason_row);
  add_tickets (self);
  self->plan = (FoyerOrderPlan){ .detail = self->detail, .job = self->job };
  self->plan.n_tickets = count_meant (self);
  is_fine = check_fields (self, &message, &error);
  if (self->act == FOYER_ORDER_REFUND && self->checks->len > 0 && self->job->ticket_ids->len == 0 &&
      self->job->amount == self->plan.terms.most)
    self->plan.n_tickets = foyer_order_detail_count (self->detail);
  /* All of them: as the order alone is cancelled, it is over. */
  if (self->act == FOYER_ORDER_CANCEL && self->ticket == NULL &&
      self->job->ticket_ids->len == foyer_order_detail_count (self->detail))
    g_array_set_size (self->job->ticket_ids, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->reference_row),
                          self->is_paying && get_method (self) != FOYER_PAY_CASH);
  foyer_message_row_set_error (self->amount_message, GTK_WIDGET (self->amount_row), message);
  summary = foyer_order_act_words_plan (&self->plan);
  gtk_label_set_label (self->summary, summary);
  foyer_order_act_window_show_problem (self, error != NULL ? error->message : NULL);
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), is_fine);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-report.h"

/**
 * foyer_till_report_new:
 *
 * Returns: (transfer full): a report of nothing
 */
FoyerTillReport *
foyer_till_report_new (void)
{
  FoyerTillReport *self = g_new0 (FoyerTillReport, 1);

  self->opened_at = self->closed_at = self->counted = self->difference = FOYER_NONE;
  self->denominations = g_array_new (FALSE, FALSE, sizeof (FoyerCounted));
  self->tiers = g_array_new (FALSE, TRUE, sizeof (FoyerTillTierSum));
  self->cashiers = g_array_new (FALSE, TRUE, sizeof (FoyerTillCashierSum));
  return self;
}

/**
 * foyer_till_report_free:
 * @self: (transfer full) (nullable): a report
 */
void
foyer_till_report_free (FoyerTillReport *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->denominations);
  g_array_unref (self->tiers);
  g_array_unref (self->cashiers);
  g_free (self->reason);
  g_free (self);
}

static FoyerTillCashierSum *
need_cashier (FoyerTillReport *self, const FoyerUuid *cashier_id)
{
  FoyerTillCashierSum sum = { .cashier_id = *cashier_id };

  for (guint i = 0; i < self->cashiers->len; i++)
    if (foyer_uuid_equal (&g_array_index (self->cashiers, FoyerTillCashierSum, i).cashier_id,
                          cashier_id))
      return &g_array_index (self->cashiers, FoyerTillCashierSum, i);
  g_array_append_val (self->cashiers, sum);
  return &g_array_index (self->cashiers, FoyerTillCashierSum, self->cashiers->len - 1);
}

static FoyerTillTierSum *
need_tier (FoyerTillReport *self, const FoyerUuid *tier_id)
{
  FoyerTillTierSum sum = { .tier_id = *tier_id };

  for (guint i = 0; i < self->tiers->len; i++)
    if (foyer_uuid_equal (&g_array_index (self->tiers, FoyerTillTierSum, i).tier_id, tier_id))
      return &g_array_index (self->tiers, FoyerTillTierSum, i);
  g_array_append_val (self->tiers, sum);
  return &g_array_index (self->tiers, FoyerTillTierSum, self->tiers->len - 1);
}

static void
add_money (FoyerTillReport *self,
           gboolean is_refund,
           FoyerTillMethod method,
           const FoyerUuid *cashier_id,
           gint64 n,
           gint64 net)
{
  FoyerTillCashierSum *cashier = need_cashier (self, cashier_id);
  int pay_method = (int) method - 1;

  if (pay_method < 0 || pay_method >= FOYER_N_PAY_METHODS)
    return;
  self->revenue += net;
  self->open_rest -= net;
  if (is_refund)
    {
      self->n_refunded[pay_method] += n;
      self->refunded[pay_method] -= net;
      cashier->refunded[pay_method] -= net;
    }
  else
    {
      self->n_paid[pay_method] += n;
      self->paid[pay_method] += net;
      cashier->paid[pay_method] += net;
    }
}

/**
 * foyer_till_report_add:
 * @self: a report
 * @kind: a kind of record
 * @method: what money it was
 * @cashier_id: who; nil for none
 * @n: how many such records
 * @amount: the sum of their amounts
 * @rounding: the sum of their roundings
 */
void
foyer_till_report_add (FoyerTillReport *self,
                       FoyerTillKind kind,
                       FoyerTillMethod method,
                       const FoyerUuid *cashier_id,
                       gint64 n,
                       gint64 amount,
                       gint64 rounding)
{
  if (method == FOYER_TILL_CASH)
    {
      self->drawer += amount;
      self->rounding += rounding;
    }
  switch (kind)
    {
    case FOYER_TILL_OPEN:
      self->opening_float += amount;
      break;
    case FOYER_TILL_SALE:
      self->n_sales += n;
      need_cashier (self, cashier_id)->n_sales += n;
      break;
    case FOYER_TILL_PAYMENT:
    case FOYER_TILL_REFUND:
      add_money (self, kind == FOYER_TILL_REFUND, method, cashier_id, n, amount - rounding);
      break;
    case FOYER_TILL_PAY_IN:
      self->n_pay_in += n;
      self->pay_in += amount;
      break;
    case FOYER_TILL_PAY_OUT:
      self->n_pay_out += n;
      self->pay_out -= amount;
      break;
    case FOYER_TILL_NO_SALE:
      self->n_no_sale += n;
      break;
    case FOYER_TILL_HAND_OVER:
      self->n_hand_over += n;
      break;
    case FOYER_TILL_VOID:
      self->n_void += n;
      break;
    case FOYER_TILL_COPY:
      self->n_copy += n;
      break;
    case FOYER_TILL_X:
    case FOYER_TILL_CLOSE:
      break;
    }
}

static void
add_sold (FoyerTillReport *self, gint64 amount)
{
  self->sold += amount;
  self->open_rest += amount;
}

/**
 * foyer_till_report_add_lines:
 * @self: a report
 * @kind: SALE or VOID
 * @details: (nullable): what those records say
 * @n: how many say it
 */
void
foyer_till_report_add_lines (FoyerTillReport *self,
                             FoyerTillKind kind,
                             const char *details,
                             gint64 n)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoyerTillLine));
  FoyerTillCost cost;

  foyer_till_details_read_lines (details, lines, &cost);
  self->service_fees += n * cost.service_fee;
  add_sold (self, n * cost.service_fee);
  if (kind == FOYER_TILL_VOID && !foyer_uuid_is_nil (&cost.other_order_id))
    self->n_void -= n;
  for (guint i = 0; i < lines->len; i++)
    {
      const FoyerTillLine *line = &g_array_index (lines, FoyerTillLine, i);
      FoyerTillTierSum *tier = need_tier (self, &line->tier_id);

      tier->quantity += n * line->quantity;
      tier->amount += n * line->amount;
      add_sold (self, n * line->amount);
      self->n_tickets += n * line->quantity;
      if (kind == FOYER_TILL_VOID && line->quantity < 0 && foyer_uuid_is_nil (&cost.other_order_id))
        tier->n_void -= n * line->quantity;
    }
}

/**
 * foyer_till_report_set_ends:
 * @self: a report
 * @open: the record that began the session
 * @close: (nullable): the record that ended it
 */
void
foyer_till_report_set_ends (FoyerTillReport *self,
                            const FoyerTillRecord *open,
                            const FoyerTillRecord *close)
{
  self->event_id = open->event_id;
  self->device_id = open->device_id;
  self->session_id = open->row.id;
  self->opened_at = open->time;
  self->opened_by = open->cashier_id;
  self->first_sequence = open->sequence;
  g_strlcpy (self->currency, open->currency != NULL ? open->currency : "", sizeof self->currency);
  if (close == NULL)
    return;
  self->closed_at = close->time;
  self->closed_by = close->cashier_id;
  self->last_sequence = close->sequence;
  self->counted = foyer_till_details_get_number (close->details, "counted_sum");
  self->difference = foyer_till_details_get_number (close->details, "difference");
  self->reason = g_strdup (close->reason);
  g_array_unref (self->denominations);
  self->denominations = foyer_till_details_get_counted (close->details);
}

static void
set_methods (JsonObject *object, const FoyerTillReport *self)
{
  JsonObject *methods = json_object_new ();

  for (guint i = 0; i < FOYER_N_PAY_METHODS; i++)
    if (self->n_paid[i] + self->n_refunded[i] > 0)
      json_object_set_int_member (methods, foyer_pay_method_words[i],
                                  self->paid[i] - self->refunded[i]);
  json_object_set_object_member (object, "methods", methods);
}

/**
 * foyer_till_report_to_details:
 * @self: the report of a session that is about to be closed
 * @counted: (nullable) (element-type FoyerCounted): the notes and coins, where they were counted
 * @sum: what they are worth
 *
 * Returns: (transfer full): the details of the CLOSE record
 */
char *
foyer_till_report_to_details (const FoyerTillReport *self, const GArray *counted, gint64 sum)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (counted != NULL && counted->len > 0)
    foyer_till_details_set_counted (object, counted);
  json_object_set_int_member (object, "counted_sum", sum);
  json_object_set_int_member (object, "difference", sum - self->drawer);
  json_object_set_int_member (object, "expected", self->drawer);
  json_object_set_int_member (object, "number", self->number);
  set_methods (object, self);
  return foyer_till_details_write (object);
}

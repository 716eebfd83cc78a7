/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a sale is paid, and written. */

#include "foyer-sell-desk-private.h"

#include "foyer-denominations.h"
#include "foyer-money.h"
#include "foyer-sale-words.h"

#include <glib/gi18n-lib.h>

static void
refuse (FoyerSellDesk *self, char *sentence)
{
  foyer_sell_desk_take_problem (self, sentence);
  foyer_sell_desk_changed (self);
}

/* What the event wants to know of who buys. */
static const char *
find_missing (FoyerSellDesk *self)
{
  FoyerBuyerData wanted = self->sight->offer->event->buyer_data;

  if (wanted != FOYER_BUYER_DATA_OPTIONAL && self->cart->buyer_name == NULL)
    return _ ("This event asks for the buyer’s name.");
  if (wanted == FOYER_BUYER_DATA_NAME_AND_EMAIL && self->cart->buyer_email == NULL)
    return _ ("This event asks for the buyer’s e-mail address.");
  return NULL;
}

void
foyer_sell_desk_pay (FoyerSellDesk *self)
{
  g_autofree char *refusal = NULL;
  const char *missing;

  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (self->phase != FOYER_SELL_FILLING || self->sight == NULL)
    return;
  self->digits[0] = '\0';
  if (self->is_reserving)
    {
      self->wants_pay = TRUE;
      foyer_sell_desk_changed (self);
      return;
    }
  refusal = foyer_sell_desk_dup_refusal (self);
  if (refusal != NULL)
    {
      refuse (self, g_steal_pointer (&refusal));
      return;
    }
  missing = find_missing (self);
  if (missing != NULL)
    {
      refuse (self, g_strdup (missing));
      foyer_sell_desk_ask (self, FOYER_SELL_ASK_BUYER, 0);
      return;
    }
  foyer_sell_desk_set_problem (self, NULL);
  self->phase = FOYER_SELL_PAYING;
  foyer_sell_tender_set_total (self->tender, self->price->total);
  foyer_sell_desk_changed (self);
}

void
foyer_sell_desk_go_back (FoyerSellDesk *self)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (self->phase != FOYER_SELL_PAYING)
    return;
  if (self->begun != NULL && self->begun->payments->len > 0 && !self->is_resumed)
    {
      foyer_sell_desk_refuse_edit (self);
      return;
    }
  if (self->begun != NULL)
    {
      foyer_sell_desk_abandon (self);
      return;
    }
  foyer_sell_desk_set_problem (self, NULL);
  self->phase = FOYER_SELL_FILLING;
  foyer_sell_desk_changed (self);
}

void
foyer_sell_desk_set_method (FoyerSellDesk *self, FoyerPayMethod method)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  foyer_sell_desk_set_problem (self, NULL);
  foyer_sell_tender_set_method (self->tender, method);
  foyer_sell_desk_changed (self);
  if (self->phase == FOYER_SELL_PAYING && method == FOYER_PAY_VOUCHER)
    foyer_sell_desk_ask (self, FOYER_SELL_ASK_REFERENCE, 0);
}

void
foyer_sell_desk_give (FoyerSellDesk *self, gint64 amount)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  foyer_sell_desk_set_problem (self, NULL);
  foyer_sell_tender_give (self->tender, amount);
  foyer_sell_desk_changed (self);
}

void
foyer_sell_desk_set_reference (FoyerSellDesk *self, const char *reference)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  foyer_sell_tender_set_reference (self->tender, reference);
}

void
foyer_sell_desk_drop_part (FoyerSellDesk *self, guint part)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (self->phase != FOYER_SELL_PAYING || part >= self->tender->parts->len)
    return;
  foyer_sell_desk_give_back (self, part);
}

/* Wishes
 * ------------------------------------------------------------------------------------------ */

void
foyer_sell_desk_set_wishes (FoyerSellDesk *self, FoyerSellWishes list, gpointer data)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  self->list_wishes = list;
  self->wishes_data = data;
}

FoyerSaleWishes *
foyer_sell_desk_list_wishes (FoyerSellDesk *self)
{
  return self->list_wishes != NULL ? self->list_wishes (self->wishes_data) : NULL;
}

/* Writing
 * ------------------------------------------------------------------------------------------ */

void
foyer_sell_desk_press_again (FoyerSellDesk *self)
{
  g_autoptr (GArray) keys = g_steal_pointer (&self->keys);

  self->keys = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < keys->len; i++)
    foyer_sell_desk_press (self, g_array_index (keys, guint, i));
}

/* What it took is gone at once, before it is counted again. */
static void
count_off (FoyerSellDesk *self)
{
  for (guint i = 0; i < self->cart->lines->len; i++)
    {
      const FoyerSaleLine *line = &g_array_index (self->cart->lines, FoyerSaleLine, i);
      int tier = foyer_offer_find_tier (self->sight->offer, &line->tier_id);

      if (tier >= 0)
        foyer_offer_hold (self->sight->offer, (guint) tier, line->quantity);
    }
}

void
foyer_sell_desk_take_sold (FoyerSellDesk *self, FoyerSaleResult *sold)
{
  g_clear_pointer (&self->sold, foyer_sale_result_free);
  self->sold = sold;
  self->phase = FOYER_SELL_SOLD;
  if (self->begun == NULL)
    count_off (self);
  g_clear_pointer (&self->begun, foyer_sale_result_free);
  foyer_sell_desk_empty (self);
  foyer_sell_desk_changed (self);
  foyer_sell_desk_emit_sold (self);
  foyer_sell_desk_press_again (self);
}

/* (transfer full) (nullable) */
FoyerTender *
foyer_sell_desk_dup_used (FoyerSellDesk *self, const GError *error)
{
  return g_error_matches (error, FOYER_SALE_ERROR, FOYER_SALE_ERROR_USED)
             ? foyer_sell_tender_dup_last (self->tender)
             : NULL;
}

static void
sold_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSellDesk) self = data;
  g_autoptr (GError) error = NULL;
  FoyerSaleResult *sold = foyer_sell_job_sell_finish (result, &error);

  if (sold != NULL)
    {
      foyer_sell_desk_take_sold (self, sold);
      return;
    }
  /* What was pressed was meant for after it. */
  g_array_set_size (self->keys, 0);
  self->phase = FOYER_SELL_PAYING;
  if (self->tender->parts->len > 0)
    {
      FoyerTender *last = foyer_sell_desk_dup_used (self, error);

      foyer_sell_tender_drop_last (self->tender);
      if (last != NULL)
        foyer_sell_tender_type_again (self->tender, last);
    }
  foyer_sell_desk_reload (self);
  refuse (self, g_strdup (error->message));
}

static void
write_sale (FoyerSellDesk *self, gboolean is_later)
{
  self->phase = FOYER_SELL_WRITING;
  foyer_sell_desk_set_problem (self, NULL);
  g_clear_handle_id (&self->lapse_source, g_source_remove);
  foyer_sell_job_sell_async (self->replica, &self->event_id, self->cart, self->tender, &self->actor,
                             self->price->total,
                             is_later ? FOYER_SALE_REST_LATER : FOYER_SALE_REST_REFUSED,
                             foyer_sell_desk_list_wishes (self), sold_cb, g_object_ref (self));
  foyer_sell_desk_changed (self);
}

/* Cash goes into a drawer that somebody counted. */
static gboolean
needs_till (FoyerSellDesk *self)
{
  if (self->sight->till.is_open)
    return FALSE;
  for (guint i = 0; i < self->tender->parts->len; i++)
    if (g_array_index (self->tender->parts, FoyerTender, i).method == FOYER_PAY_CASH)
      return TRUE;
  return self->tender->method == FOYER_PAY_CASH && !foyer_sell_tender_is_paid (self->tender);
}

static char *
describe_tender (FoyerSellDesk *self)
{
  g_autoptr (GError) error = NULL;
  FoyerTender tender = { .method = self->tender->method,
                         .amount = self->tender->given,
                         .tendered = self->tender->given };

  if (!self->tender->is_amount)
    return g_strdup (_ ("That is no amount. Type one such as 20 or 12.50."));
  foyer_sale_refuse_tender (self->tender->state, &tender, self->tender->due, self->tender->currency,
                            &error);
  return g_strdup (error != NULL ? error->message : _ ("That cannot be taken."));
}

/* What is sold is sold by somebody. FALSE: they are asked for. */
static gboolean
check_cashier (FoyerSellDesk *self)
{
  if (!self->needs_cashier)
    return TRUE;
  refuse (self, g_strdup (_ ("Say first who is at the till.")));
  self->misses_till = TRUE;
  foyer_sell_desk_ask (self, FOYER_SELL_ASK_CASHIER, 0);
  return FALSE;
}

/* Nobody hands over a note more than is needed: something else was typed, such as a PIN. */
static gboolean
check_change (FoyerSellDesk *self)
{
  g_autoptr (GArray) all = foyer_denominations_list (self->tender->currency);
  g_autofree char *change = NULL;

  if (self->tender->method != FOYER_PAY_CASH || all->len == 0 ||
      self->tender->change < g_array_index (all, FoyerDenomination, 0).value)
    return TRUE;
  change = foyer_money_format (self->tender->change, self->tender->currency);
  refuse (self, g_strdup_printf (_ ("%s would come back. Type what was handed over."), change));
  return FALSE;
}

void
foyer_sell_desk_take (FoyerSellDesk *self)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (self->phase != FOYER_SELL_PAYING || !check_cashier (self))
    return;
  if (needs_till (self))
    {
      refuse (self, g_strdup (_ ("Open the till before cash goes into it.")));
      self->misses_till = TRUE;
      foyer_sell_desk_ask (self, FOYER_SELL_ASK_TILL, 0);
      return;
    }
  if (!check_change (self))
    return;
  if (!foyer_sell_tender_is_paid (self->tender) && !foyer_sell_tender_take (self->tender))
    {
      refuse (self, describe_tender (self));
      return;
    }
  /* All at once is one transaction; a part is on disk before the next is asked for. */
  if (self->begun == NULL && foyer_sell_tender_is_paid (self->tender))
    write_sale (self, FALSE);
  else
    foyer_sell_desk_write_part (self);
}

void
foyer_sell_desk_till_opened (FoyerSellDesk *self)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (!self->misses_till)
    return;
  foyer_sell_desk_set_problem (self, NULL);
  foyer_sell_desk_changed (self);
}

void
foyer_sell_desk_set_needs_cashier (FoyerSellDesk *self, gboolean needs_cashier)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (self->needs_cashier && !needs_cashier)
    foyer_sell_desk_till_opened (self);
  self->needs_cashier = needs_cashier;
}

static gboolean
has_buyer (FoyerSellDesk *self)
{
  return self->cart->buyer_name != NULL ||
         (self->begun != NULL && self->begun->order->buyer_name != NULL);
}

/* What was taken is written, the rest is due. */
void
foyer_sell_desk_pay_later (FoyerSellDesk *self)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (self->phase != FOYER_SELL_PAYING || foyer_sell_tender_is_paid (self->tender) ||
      !check_cashier (self))
    return;
  if (!has_buyer (self))
    {
      refuse (self, g_strdup (_ ("Who pays later? Enter the buyer’s name first.")));
      foyer_sell_desk_ask (self, FOYER_SELL_ASK_BUYER, 0);
      return;
    }
  if (self->begun != NULL)
    foyer_sell_desk_leave (self);
  else
    write_sale (self, TRUE);
}

void
foyer_sell_desk_next (FoyerSellDesk *self)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (self->phase != FOYER_SELL_SOLD)
    return;
  self->phase = FOYER_SELL_FILLING;
  foyer_sell_desk_set_problem (self, NULL);
  foyer_sell_desk_changed (self);
}

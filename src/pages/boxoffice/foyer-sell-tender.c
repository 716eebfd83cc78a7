/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sell-tender.h"

#include "foyer-cash-rounding.h"
#include "foyer-money.h"

#include <string.h>

#define MOST_TYPED 12

static void
tender_clear (gpointer data)
{
  g_free ((char *) ((FoyerTender *) data)->reference);
}

static FoyerTender
make_tender (FoyerSellTender *self)
{
  gboolean is_cash = self->method == FOYER_PAY_CASH;

  return (FoyerTender){ .method = self->method,
                        .amount = is_cash ? FOYER_NONE : self->given,
                        .tendered = is_cash ? self->given : FOYER_NONE,
                        .reference = self->reference,
                        .is_known =
                            self->known != NULL && g_strcmp0 (self->known, self->reference) == 0 };
}

static gint64
sum_of_parts (FoyerSellTender *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const FoyerTender *part = &g_array_index (self->parts, FoyerTender, i);
      gint64 left = MAX (self->total - sum, 0);
      gboolean is_short = part->method == FOYER_PAY_CASH && part->tendered != FOYER_NONE &&
                          part->tendered < foyer_cash_round (left, self->currency);

      if (part->amount != FOYER_NONE)
        sum += part->amount;
      else
        sum += is_short ? part->tendered : left;
    }
  return sum;
}

/* What is typed as if it were taken. */
static void
reckon (FoyerSellTender *self)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (FoyerTaken));
  gint64 left = MAX (self->total - sum_of_parts (self), 0);
  FoyerTender tender;
  guint wrong;

  self->given = FOYER_NONE;
  self->is_amount = self->typed->len == 0 ||
                    foyer_money_parse (self->typed->str, self->currency, &self->given, NULL);
  if (!self->is_amount)
    self->given = FOYER_NONE;
  self->due = self->method == FOYER_PAY_CASH ? foyer_cash_round (left, self->currency) : left;
  tender = make_tender (self);
  self->change = 0;
  self->rest = left;
  self->state = self->is_amount ? foyer_tender_take (self->currency, left, &tender, 1, taken,
                                                     &self->change, &self->rest, &wrong)
                                : FOYER_TENDER_BAD_AMOUNT;
}

FoyerSellTender *
foyer_sell_tender_new (void)
{
  FoyerSellTender *self = g_new0 (FoyerSellTender, 1);

  self->parts = g_array_new (FALSE, FALSE, sizeof (FoyerTender));
  g_array_set_clear_func (self->parts, tender_clear);
  self->typed = g_string_new (NULL);
  return self;
}

void
foyer_sell_tender_free (FoyerSellTender *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->parts);
  g_string_free (self->typed, TRUE);
  g_free (self->reference);
  g_free (self->known);
  g_free (self);
}

static void
forget_typed (FoyerSellTender *self)
{
  g_string_truncate (self->typed, 0);
  g_clear_pointer (&self->reference, g_free);
}

void
foyer_sell_tender_begin (FoyerSellTender *self, const char *currency, gint64 total)
{
  g_strlcpy (self->currency, currency, sizeof self->currency);
  g_array_set_size (self->parts, 0);
  forget_typed (self);
  g_clear_pointer (&self->known, g_free);
  if (self->method == FOYER_PAY_VOUCHER)
    self->method = self->usual; /* the next one has none, most likely */
  foyer_sell_tender_set_total (self, total);
}

void
foyer_sell_tender_resume (FoyerSellTender *self, gint64 total, const GPtrArray *payments)
{
  g_array_set_size (self->parts, 0);
  for (guint i = 0; i < payments->len; i++)
    {
      const FoyerPayment *payment = payments->pdata[i];
      FoyerTender part = { .method = payment->method,
                           .amount = payment->amount,
                           .tendered = FOYER_NONE,
                           .reference = g_strdup (payment->reference) };

      g_array_append_val (self->parts, part);
    }
  foyer_sell_tender_set_total (self, total);
}

void
foyer_sell_tender_set_total (FoyerSellTender *self, gint64 total)
{
  self->total = total;
  reckon (self);
}

void
foyer_sell_tender_set_method (FoyerSellTender *self, FoyerPayMethod method)
{
  if (method != self->method)
    forget_typed (self);
  self->method = method;
  if (method != FOYER_PAY_VOUCHER)
    self->usual = method;
  reckon (self);
}

void
foyer_sell_tender_set_reference (FoyerSellTender *self, const char *reference)
{
  g_autofree char *text = g_strstrip (g_strdup (reference != NULL ? reference : ""));

  g_free (self->reference);
  self->reference = *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* One point, and no more behind it than the currency has. */
static gboolean
can_follow (FoyerSellTender *self, gunichar character)
{
  const char *point = strchr (self->typed->str, '.');
  guint decimals = foyer_currency_get_decimals (self->currency);

  if (self->typed->len >= MOST_TYPED)
    return FALSE;
  if (character == '.')
    return point == NULL && decimals > 0;
  return point == NULL || strlen (point + 1) < decimals;
}

gboolean
foyer_sell_tender_type (FoyerSellTender *self, gunichar character)
{
  if (character == ',')
    character = '.';
  if (!(character == '.' || (character >= '0' && character <= '9')) ||
      !can_follow (self, character))
    return FALSE;
  if (self->typed->len == 0 && character == '.')
    g_string_append_c (self->typed, '0');
  g_string_append_c (self->typed, (char) character);
  reckon (self);
  return TRUE;
}

void
foyer_sell_tender_give (FoyerSellTender *self, gint64 amount)
{
  g_autofree char *plain = foyer_money_to_plain (amount, self->currency);

  g_string_assign (self->typed, plain);
  reckon (self);
}

gboolean
foyer_sell_tender_take_back (FoyerSellTender *self)
{
  if (self->typed->len > 0)
    g_string_truncate (self->typed, self->typed->len - 1);
  else
    return FALSE;
  reckon (self);
  return TRUE;
}

void
foyer_sell_tender_drop_last (FoyerSellTender *self)
{
  g_return_if_fail (self->parts->len > 0);

  g_array_set_size (self->parts, self->parts->len - 1);
  reckon (self);
}

FoyerTender *
foyer_sell_tender_dup_last (FoyerSellTender *self)
{
  FoyerTender *part;

  g_return_val_if_fail (self->parts->len > 0, NULL);

  part = g_memdup2 (&g_array_index (self->parts, FoyerTender, self->parts->len - 1), sizeof *part);
  part->reference = g_strdup (part->reference);
  return part;
}

/* Takes part. */
void
foyer_sell_tender_type_again (FoyerSellTender *self, FoyerTender *part)
{
  self->method = part->method;
  forget_typed (self);
  self->reference = g_strdup (part->reference);
  g_free (self->known);
  self->known = (char *) g_steal_pointer (&part->reference);
  if (part->amount != FOYER_NONE)
    foyer_sell_tender_give (self, part->amount);
  else
    reckon (self);
  g_free (part);
}

gboolean
foyer_sell_tender_take (FoyerSellTender *self)
{
  FoyerTender tender;

  if (self->state != FOYER_TENDER_FINE)
    return FALSE;
  tender = make_tender (self);
  if (tender.method == FOYER_PAY_CASH && self->rest > 0)
    {
      tender.amount = tender.tendered; /* a part stays one, whatever the cart costs later */
      tender.tendered = FOYER_NONE;
    }
  tender.reference = g_strdup (tender.reference);
  g_array_append_val (self->parts, tender);
  forget_typed (self);
  reckon (self);
  return TRUE;
}

gboolean
foyer_sell_tender_is_paid (FoyerSellTender *self)
{
  return sum_of_parts (self) >= self->total;
}

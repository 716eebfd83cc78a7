/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-payment.h"

#include <glib/gi18n-lib.h>

static const char *const kind_words[] = { "PAYMENT", "REFUND", NULL };

const char *const foyer_pay_method_words[] = {
  "CASH", "CARD", "STRIPE", "TRANSFER", "VOUCHER", NULL
};

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN_SINCE (4, FoyerPayment, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerPayment, order_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerPayment, kind, ENUM, .words = kind_words),
  FOYER_COLUMN_SINCE (4, FoyerPayment, method, ENUM, .words = foyer_pay_method_words),
  FOYER_COLUMN_SINCE (4, FoyerPayment, amount, INTEGER, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN_SINCE (4, FoyerPayment, rounding, INTEGER, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerPayment, currency, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 3),
  FOYER_COLUMN_SINCE (4, FoyerPayment, reference, TEXT, .max = 255),
  FOYER_COLUMN_SINCE (4, FoyerPayment, paid_at, TIME, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerPayment, cashier_id, UUID),
};
/* clang-format on */

const FoyerRowType FOYER_PAYMENT_TYPE = {
  .table = "payments",
  .number = 16,
  .size = sizeof (FoyerPayment),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};

/**
 * foyer_payment_get_signed:
 * @self: a payment
 *
 * Returns: what it adds to what was paid for the order, minor units; below 0 for a refund
 */
gint64
foyer_payment_get_signed (const FoyerPayment *self)
{
  return self->kind == FOYER_PAYMENT_REFUND ? -self->amount : self->amount;
}

/**
 * foyer_pay_method_get_name:
 * @method: a #FoyerPayMethod
 *
 * Returns: how people call it
 */
const char *
foyer_pay_method_get_name (guint method)
{
  switch ((FoyerPayMethod) method)
    {
    case FOYER_PAY_CASH:
      return _ ("Cash");
    case FOYER_PAY_CARD:
      return _ ("Card");
    case FOYER_PAY_STRIPE:
      return _ ("Online");
    case FOYER_PAY_TRANSFER:
      return _ ("Bank transfer");
    case FOYER_PAY_VOUCHER:
      return _ ("Voucher");
    }
  return "";
}

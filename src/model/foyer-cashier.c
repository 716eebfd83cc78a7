/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cashier.h"

#include <sodium.h>
#include <string.h>

static const char *const role_words[] = { "CASHIER", "SUPERVISOR", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN_SINCE (4, FoyerCashier, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerCashier, name, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 200),
  FOYER_COLUMN_SINCE (4, FoyerCashier, role, ENUM, .words = role_words),
  FOYER_COLUMN_SINCE (4, FoyerCashier, pin_hash, TEXT, .max = 200),
  FOYER_COLUMN_SINCE (4, FoyerCashier, refund_limit, INTEGER, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN_SINCE (4, FoyerCashier, is_inactive, BOOLEAN),
  FOYER_COLUMN_SINCE (4, FoyerCashier, sort_order, INTEGER, .flags = FOYER_COLUMN_REQUIRED),
};
/* clang-format on */

const FoyerRowType FOYER_CASHIER_TYPE = {
  .table = "cashiers",
  .number = 19,
  .size = sizeof (FoyerCashier),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};

/**
 * foyer_cashier_may_refund:
 * @self: who
 * @amount: how much is to go back, minor units
 *
 * Returns: whether nobody else has to consent
 */
gboolean
foyer_cashier_may_refund (const FoyerCashier *self, gint64 amount)
{
  if (self->is_inactive)
    return FALSE;
  if (self->refund_limit == FOYER_NONE)
    return self->role == FOYER_CASHIER_SUPERVISOR || amount <= 0;
  return amount <= self->refund_limit;
}

/**
 * foyer_pin_is_valid:
 * @pin: (nullable): what somebody wants as a PIN
 *
 * Returns: whether it is 4 to 12 digits
 */
gboolean
foyer_pin_is_valid (const char *pin)
{
  gsize length = pin != NULL ? strlen (pin) : 0;

  if (length < FOYER_PIN_MIN || length > FOYER_PIN_MAX)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (pin[i]))
      return FALSE;
  return TRUE;
}

/**
 * foyer_pin_hash:
 * @pin: a PIN
 *
 * Argon2id with libsodium's interactive limits, so that all 10 000 PINs of four digits take a
 * quarter of an hour and not a moment. Not for the main thread.
 *
 * Returns: (transfer full): the hash with its salt, as text
 */
char *
foyer_pin_hash (const char *pin)
{
  char hash[crypto_pwhash_STRBYTES];

  g_return_val_if_fail (pin != NULL, NULL);

  if (sodium_init () < 0 ||
      crypto_pwhash_str (hash, pin, strlen (pin), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    g_error ("No memory to hash a PIN");
  return g_strdup (hash);
}

/**
 * foyer_pin_matches:
 * @pin_hash: (nullable): a cashier's hash; %NULL for one who has no PIN
 * @pin: (nullable): what was typed
 *
 * Not for the main thread.
 *
 * Returns: whether it is that PIN
 */
gboolean
foyer_pin_matches (const char *pin_hash, const char *pin)
{
  if (pin_hash == NULL || *pin_hash == '\0')
    return TRUE;
  return pin != NULL && sodium_init () >= 0 &&
         crypto_pwhash_str_verify (pin_hash, pin, strlen (pin)) == 0;
}

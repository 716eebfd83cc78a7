/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-record.h"

const char *const foyer_till_kind_words[] = { "OPEN",    "SALE",    "PAYMENT",   "REFUND", "PAY_IN",
                                              "PAY_OUT", "NO_SALE", "HAND_OVER", "X",      "CLOSE",
                                              "VOID",    "COPY",    NULL };

const char *const foyer_till_method_words[] = { "NONE",     "CASH",    "CARD", "STRIPE",
                                                "TRANSFER", "VOUCHER", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, device_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, session_id, UUID),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, sequence, INTEGER, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, time, TIME, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, kind, ENUM, .words = foyer_till_kind_words),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, cashier_id, UUID),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, approver_id, UUID),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, order_id, UUID),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, payment_id, UUID),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, method, ENUM, .words = foyer_till_method_words),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, amount, INTEGER, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, rounding, INTEGER, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, currency, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 3),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, reason, TEXT, .max = 2000),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, details, JSON, .max = 100000),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, previous, BLOB, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_TILL_HASH_SIZE),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, hash, BLOB, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_TILL_HASH_SIZE),
  FOYER_COLUMN_SINCE (4, FoyerTillRecord, signature, BLOB, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_TILL_SIGNATURE_SIZE),
};
/* clang-format on */

const FoyerRowType FOYER_TILL_RECORD_TYPE = {
  .table = "till_records",
  .number = 20,
  .size = sizeof (FoyerTillRecord),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};

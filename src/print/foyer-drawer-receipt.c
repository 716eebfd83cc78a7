/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-drawer-receipt.h"

#include "foyer-receipt-words.h"
#include "foyer-row.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_drawer_receipt_build:
 * @slip: what was moved
 *
 * Writes the slip of a pay-in or pay-out, with a place to sign. Main thread.
 *
 * Returns: (transfer full): the slip
 */
FoyerReceipt *
foyer_drawer_receipt_build (const FoyerDrawerReceipt *slip)
{
  g_autofree char *when = NULL;
  g_autofree char *number = NULL;
  FoyerReceipt *receipt;
  const char *title;

  g_return_val_if_fail (slip != NULL, NULL);

  title = slip->is_out ? _ ("Paid Out") : _ ("Paid In");
  when = foyer_receipt_when (slip->time, slip->zone);
  number = slip->number > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, slip->number) : NULL;
  receipt = foyer_receipt_new (title);
  foyer_receipt_add_mark (receipt, slip->mark);
  foyer_receipt_add_copy_mark (receipt, slip->copied_at, slip->zone);
  foyer_receipt_add_text (receipt, title, FOYER_RECEIPT_CENTRE,
                          FOYER_RECEIPT_BOLD | FOYER_RECEIPT_DOUBLE);
  foyer_receipt_add_text (receipt, slip->event, FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_BOLD);
  foyer_receipt_add_rule (receipt);
  foyer_receipt_add_fact (receipt, _ ("Number"), number);
  foyer_receipt_add_fact (receipt, _ ("Time"), when);
  foyer_receipt_add_fact (receipt, _ ("Till"), slip->till);
  foyer_receipt_add_fact (receipt, _ ("By"), slip->cashier);
  foyer_receipt_add_fact (receipt, _ ("Approved by"), slip->approver);
  foyer_receipt_add_fact (receipt, _ ("Reason"), slip->reason);
  foyer_receipt_add_money (receipt, _ ("Amount"), slip->is_out ? -slip->amount : slip->amount,
                           slip->currency, FOYER_RECEIPT_BOLD | FOYER_RECEIPT_DOUBLE);
  foyer_receipt_add_space (receipt);
  foyer_receipt_add_text (receipt, _ ("Signature"), FOYER_RECEIPT_START, FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_space (receipt);
  foyer_receipt_add_space (receipt);
  foyer_receipt_add_rule (receipt);
  foyer_receipt_add_mark (receipt, slip->mark);
  return receipt;
}

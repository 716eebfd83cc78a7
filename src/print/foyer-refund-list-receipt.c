/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-refund-list-receipt.h"

#include "foyer-money.h"
#include "foyer-receipt-words.h"

#include <glib/gi18n-lib.h>

static void
add_line (FoyerReceipt *receipt, const FoyerRefundListLine *line)
{
  g_autofree char *amount = foyer_money_format (line->amount, line->currency);
  const char *name = line->name != NULL ? line->name : _ ("Without a name");

  foyer_receipt_add_amount (receipt, name, amount, FOYER_RECEIPT_BOLD);
  foyer_receipt_add_text (receipt, line->order_number, FOYER_RECEIPT_START, FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_text (receipt, line->detail, FOYER_RECEIPT_START, FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_rule (receipt);
}

/* Sums of several currencies are several. */
static void
add_totals (FoyerReceipt *receipt, const FoyerRefundList *list)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < list->n_lines; i++)
    {
      const char *currency = list->lines[i].currency;
      gint64 sum = 0;

      if (!g_hash_table_add (told, (gpointer) currency))
        continue;
      for (guint j = i; j < list->n_lines; j++)
        if (g_str_equal (list->lines[j].currency, currency))
          sum += list->lines[j].amount;
      foyer_receipt_add_money (receipt, _ ("Total"), sum, currency, FOYER_RECEIPT_BOLD);
    }
}

/**
 * foyer_refund_list_receipt_build:
 * @list: what waits to be given back
 *
 * Main thread.
 *
 * Returns: (transfer full): the list, on paper
 */
FoyerReceipt *
foyer_refund_list_receipt_build (const FoyerRefundList *list)
{
  g_autofree char *when = NULL;
  g_autofree char *count = NULL;
  FoyerReceipt *receipt;

  g_return_val_if_fail (list != NULL, NULL);

  when = foyer_receipt_when (list->made_at, list->zone);
  count = g_strdup_printf ("%u", list->n_lines);
  receipt = foyer_receipt_new (_ ("Refunds to Give Back"));
  foyer_receipt_add_mark (receipt, list->mark);
  foyer_receipt_add_text (receipt, _ ("Refunds to Give Back"), FOYER_RECEIPT_CENTRE,
                          FOYER_RECEIPT_BOLD | FOYER_RECEIPT_DOUBLE);
  foyer_receipt_add_text (receipt, list->event, FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_BOLD);
  foyer_receipt_add_rule (receipt);
  foyer_receipt_add_fact (receipt, _ ("Printed"), when);
  foyer_receipt_add_fact (receipt, _ ("Refunds"), count);
  foyer_receipt_add_rule (receipt);
  for (guint i = 0; i < list->n_lines; i++)
    add_line (receipt, &list->lines[i]);
  add_totals (receipt, list);
  foyer_receipt_add_mark (receipt, list->mark);
  return receipt;
}

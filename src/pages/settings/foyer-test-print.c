/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-test-print.h"

#include <glib/gi18n-lib.h>

#include "foyer-money.h"

/* A line of digits just as wide as the paper: when it is wrapped or leaves room, the columns are wrong. */
static void
add_ruler (FoyerReceipt *receipt, guint columns)
{
  g_autoptr (GString) ruler = g_string_new (NULL);

  for (guint i = 1; i <= columns; i++)
    g_string_append_c (ruler, '0' + i % 10);
  foyer_receipt_add_text (receipt, ruler->str, FOYER_RECEIPT_START, FOYER_RECEIPT_PLAIN);
}

FoyerReceipt *
foyer_test_print_build (FoyerReceiptPaper paper, guint columns)
{
  FoyerReceipt *receipt = foyer_receipt_new (_ ("Test Print"));
  g_autofree char *price = foyer_money_format (4900, "EUR");

  if (columns == 0)
    columns = foyer_receipt_paper_get_columns (paper);
  foyer_receipt_add_text (receipt, "Foyer", FOYER_RECEIPT_CENTRE,
                          FOYER_RECEIPT_BOLD | FOYER_RECEIPT_DOUBLE);
  foyer_receipt_add_text (receipt, _ ("Test Print"), FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_PLAIN);
  if (columns > 0)
    {
      foyer_receipt_add_rule (receipt);
      add_ruler (receipt, columns);
      foyer_receipt_add_text (receipt,
                              _ ("The digits fill one line: then the columns are right."),
                              FOYER_RECEIPT_START, FOYER_RECEIPT_PLAIN);
    }
  foyer_receipt_add_rule (receipt);
  foyer_receipt_add_amount (receipt, "Zoë Müller, crème brûlée", price, FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_amount (receipt, "Łódź, 山田 太郎, محمد", price, FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_amount (receipt, _ ("Total"), price, FOYER_RECEIPT_BOLD | FOYER_RECEIPT_DOUBLE);
  foyer_receipt_add_text (receipt, _ ("White on black"), FOYER_RECEIPT_CENTRE,
                          FOYER_RECEIPT_BOLD | FOYER_RECEIPT_INVERSE);
  foyer_receipt_add_qr (receipt, "FOYER TEST PRINT");
  return receipt;
}

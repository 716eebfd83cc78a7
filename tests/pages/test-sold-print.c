/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a receipt of a sale says, read back from every paper that it may be on. */
#include "foyer-sold-print.h"

#include "foyer-escpos-reader.h"
#include "foyer-escpos.h"
#include "foyer-promo-store.h"
#include "foyer-receipt-pages.h"
#include "foyer-receipt-text.h"
#include "foyer-row-store.h"
#include "foyer-sale-part-store.h"
#include "foyer-tier-store.h"
#include "till-fixture.h"

#include <string.h>

static void
add_code (TillFixture *fixture, const char *code, gint64 percentage)
{
  g_autoptr (FoyerPromoCode) promo = foyer_promo_code_new ();
  g_autoptr (GError) error = NULL;

  promo->event_id = fixture->event_id;
  promo->code = g_strdup (code);
  promo->discount_type = FOYER_DISCOUNT_PERCENTAGE;
  promo->discount_value = percentage;
  TILL_ACT (fixture->db, "add-codes", &error, foyer_promo_store_add (transaction, promo, &error));
  g_assert_no_error (error);
}

static FoyerReceipt *
build (TillFixture *fixture, const FoyerUuid *order_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (fixture->db, &FOYER_EVENT_TYPE, &fixture->event_id, &error);
  g_autoptr (FoyerSaleResult) sold =
      foyer_sale_part_store_load_whole (fixture->db, order_id, &error);
  g_autoptr (FoyerOffer) offer =
      foyer_tier_store_load_offer (fixture->db, event, NULL, NULL, &error);

  g_assert_no_error (error);
  return foyer_sold_print_receipt (sold, offer, NULL, FOYER_RECEIPT_REAL, FOYER_NONE);
}

/* Without spaces: where those are is a matter of paper, and so is how long a dash is. */
static char *
squeeze (const char *text)
{
  g_autofree char *clean = foyer_receipt_text_clean (text);
  GString *letters = g_string_new (NULL);

  for (const char *p = clean; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (!g_unichar_isspace (letter))
        g_string_append_unichar (letters, letter == 0x2212 || letter == 0x2013 ? '-' : letter);
    }
  return g_string_free (letters, FALSE);
}

static char *
read_pdf (TillFixture *fixture, FoyerReceipt *receipt, FoyerReceiptPaper paper)
{
  g_autofree char *path = g_build_filename (fixture->dir, "receipt.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (FoyerReceiptPages) pages = foyer_receipt_pages_new (receipt, paper, 0);
  const char *argv[] = { "pdftotext", "-layout", "-nopgbrk", path, "-", NULL };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  foyer_receipt_pages_save_pdf (pages, file, NULL, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  return squeeze (text);
}

static char *
read_roll (FoyerReceipt *receipt)
{
  static const FoyerEscpos usual = { FOYER_DRAWER_NONE, TRUE, FALSE };
  g_autoptr (FoyerReceiptLayout) layout =
      foyer_receipt_layout_new (receipt, FOYER_PAPER_ROLL_80, 48);
  g_autoptr (GBytes) bytes = foyer_escpos_render (layout, &usual);
  g_autofree char *error = NULL;
  g_autoptr (GPtrArray) items = foyer_escpos_read (bytes, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_cmpstr (error, ==, NULL);
  for (guint i = 0; i < items->len; i++)
    if (((EscposItem *) items->pdata[i])->kind == ESCPOS_LINE)
      g_string_append (text, ((EscposItem *) items->pdata[i])->text);
  return squeeze (text->str);
}

/* One after the other; “!” before what must not be there at all. */
static void
check_words (const char *text, const char *const *words)
{
  const char *at = text;

  for (; *words != NULL; words++)
    {
      g_autofree char *word = squeeze (**words == '!' ? *words + 1 : *words);
      const char *found = strstr (**words == '!' ? text : at, word);

      if ((found == NULL) != (**words == '!'))
        g_error ("“%s” in:\n%s", *words, text);
      if (found != NULL)
        at = found + strlen (word);
    }
}

static void
check_papers (TillFixture *fixture, const FoyerUuid *order_id, const char *const *words)
{
  static const FoyerReceiptPaper papers[] = { FOYER_PAPER_A4, FOYER_PAPER_A6, FOYER_PAPER_ROLL_80 };
  g_autoptr (FoyerReceipt) receipt = build (fixture, order_id);
  g_autofree char *roll = read_roll (receipt);

  check_words (roll, words);
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autofree char *text = read_pdf (fixture, receipt, papers[i]);

      check_words (text, words);
    }
}

static FoyerUuid
sell (TillFixture *fixture, const char *code, const char *reason)
{
  static const char *const card[] = { "card", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerSaleResult) sold = NULL;
  g_autoptr (GError) error = NULL;

  foyer_sale_cart_add (cart, &fixture->tiers[TILL_STANDARD], 3, FOYER_NONE);
  foyer_sale_cart_add (cart, &fixture->tiers[TILL_VIP], 1, FOYER_NONE);
  if (code != NULL)
    foyer_sale_cart_add_code (cart, code);
  foyer_sale_cart_set_complimentary (cart, reason);
  till_sell_cart (fixture->db, &fixture->event_id, cart, reason == NULL ? card : none, FALSE, &sold,
                  &error);
  g_assert_no_error (error);
  return sold->order->row.id;
}

/* 3 × 49.00 and 120.03 are 267.03, a tenth off are 26.70; a fee of 2 % is charged on the rest. */
static void
test_discount (TillFixture *fixture, gconstpointer data)
{
  static const char *const words[] = {
    "3 × Standard", "€147.00",     "€49.00 each", "1 × VIP",
    "€120.03",      "Subtotal",    "€267.03",     "Discount (ZEHN–10)",
    "−€26.70",      "Service fee", "€4.81",       "Total",
    "€245.14",      "Card",        "€245.14",     NULL
  };
  FoyerUuid order_id;

  till_exec (fixture->db, "UPDATE events SET fee_percentage = 200");
  add_code (fixture, "ZEHN–10", 1000);
  order_id = sell (fixture, "zehn–10", NULL);
  check_papers (fixture, &order_id, words);
}

/* Nothing off: nothing is said of it. */
static void
test_plain (TillFixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "3 × Standard", "€147.00",   "Total", "€267.03",
                                       "!Subtotal",    "!Discount", NULL };
  FoyerUuid order_id = sell (fixture, NULL, NULL);

  check_papers (fixture, &order_id, words);
}

static void
test_complimentary (TillFixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "3 × Standard", "€147.00",  "Subtotal", "€267.03",
                                       "Discount",     "−€267.03", "Total",    "Complimentary",
                                       "Press",        NULL };
  FoyerUuid order_id = sell (fixture, NULL, "Press");

  check_papers (fixture, &order_id, words);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TILL_ADD ("/sold-print/discount", test_discount);
  TILL_ADD ("/sold-print/plain", test_plain);
  TILL_ADD ("/sold-print/complimentary", test_complimentary);
  return g_test_run ();
}

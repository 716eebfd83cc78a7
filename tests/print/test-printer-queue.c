/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-printer-queue.h"

#include "foyer-escpos-reader.h"
#include "foyer-fake-printer.h"
#include "foyer-receipt-printer.h"
#include "foyer-sample-receipts.h"
#include "foyer-test.h"

static const struct
{
  const char *target;
  int         code; /* -1: it prints */
} queues[] = {
  { "queue:good", -1 },
  { "queue:low", -1 },
  { "queue:stopped", FOYER_PRINTER_ERROR_OFFLINE },
  { "queue:empty", FOYER_PRINTER_ERROR_PAPER_OUT },
  { "queue:open", FOYER_PRINTER_ERROR_COVER_OPEN },
  { "queue:closed", FOYER_PRINTER_ERROR_REFUSED },
  { "queue:picky", FOYER_PRINTER_ERROR_REFUSED },
  { "queue:private", FOYER_PRINTER_ERROR_FORBIDDEN },
  { "queue:gone", FOYER_PRINTER_ERROR_MISSING },
};

static void
check_queues (FoyerReceiptPaper paper)
{
  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    {
      g_autoptr (FoyerPrinterSetup) setup = foyer_printer_setup_new (queues[i].target, NULL);
      g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_SALE);
      g_autoptr (FoyerReceiptPrinter) printer = NULL;
      g_autoptr (GError) error = NULL;

      setup->paper = paper;
      setup->escpos.drawer = FOYER_DRAWER_PIN_2;
      printer = foyer_receipt_printer_new (setup);
      foyer_receipt_printer_print (printer, receipt, TRUE, NULL, &error);
      g_test_message ("%s: %s", queues[i].target, error != NULL ? error->message : "printed");
      if (queues[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, FOYER_PRINTER_ERROR, queues[i].code);
    }
}

static void
test_queues (gconstpointer is_sheet)
{
  FakeService *service = fake_service_new ();
  g_autofree char *place = g_strdup_printf ("127.0.0.1:%u", fake_service_get_port (service));
  g_autofree char *format = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) names = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *failure = NULL;

  if (!g_test_subprocess ())
    {
      /* the library asks for its server once in each thread */
      fake_service_end (service, &format);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  g_setenv ("CUPS_SERVER", place, TRUE);
  check_queues (is_sheet != NULL ? FOYER_PAPER_A6 : FOYER_PAPER_ROLL_80);
  names = foyer_printer_queue_list (NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_contains ((const char *const *) names, "good"));
  g_assert_cmpuint (g_strv_length (names), ==, 8);
  bytes = fake_service_end (service, &format);
  if (is_sheet != NULL)
    {
      g_assert_cmpstr (format, ==, "application/pdf");
      g_assert_true (g_str_has_prefix (g_bytes_get_data (bytes, NULL), "%PDF"));
      return;
    }
  g_assert_cmpstr (format, ==, "application/vnd.cups-raw");
  items = foyer_escpos_read (bytes, &failure);
  g_assert_cmpstr (failure, ==, NULL);
  g_assert_cmpint (((EscposItem *) g_ptr_array_index (items, 0))->kind, ==, ESCPOS_KICK);
  g_assert_cmpint (((EscposItem *) g_ptr_array_index (items, items->len - 1))->kind, ==, ESCPOS_CUT);
}

typedef struct
{
  gboolean is_done;
  GError  *error;
} Listing;

static void
list_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Listing *listing = data;

  g_assert_null (foyer_printer_queue_list_finish (result, &listing->error));
  listing->is_done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Listing *) data)->is_done;
}

static void
test_no_service (void)
{
  Listing listing = { 0 };

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  g_setenv ("CUPS_SERVER", "127.0.0.1:1", TRUE);
  foyer_printer_queue_list_async (NULL, list_cb, &listing);
  foyer_test_wait_for (is_done, &listing);
  g_assert_error (listing.error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_MISSING);
  g_clear_error (&listing.error);
  {
    g_autoptr (FoyerPrinterSetup) setup = foyer_printer_setup_new ("queue:good", NULL);
    g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_SALE);
    g_autoptr (FoyerReceiptPrinter) printer = foyer_receipt_printer_new (setup);
    g_autoptr (GError) error = NULL;

    g_assert_false (foyer_receipt_printer_print (printer, receipt, TRUE, NULL, &error));
    g_assert_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_MISSING);
  }
}

int
main (int argc, char **argv)
{
  static const char sheet[] = "sheet";

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/printer-queue/raw", NULL, test_queues);
  g_test_add_data_func ("/printer-queue/sheet", sheet, test_queues);
  g_test_add_func ("/printer-queue/no-service", test_no_service);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "foyer-receipt-printer.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "foyer-escpos-reader.h"
#include "foyer-fake-printer.h"
#include "foyer-sample-receipts.h"
#include "foyer-test.h"

/* Longer than any machine is busy, and at once. */
#define LONG_MS  60000
#define SHORT_MS 50

typedef struct
{
  FoyerReceiptPrinter *printer; /* (owned) */
  GCancellable        *cancellable;
  gboolean             is_done;
  gboolean             is_printed;
  GError              *error;
} Printing;

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Printing *printing = data;

  printing->is_printed = foyer_receipt_printer_print_finish (FOYER_RECEIPT_PRINTER (source), result,
                                                             &printing->error);
  printing->is_done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Printing *) data)->is_done;
}

static void
begin (Printing *printing, const char *target, FoyerReceipt *receipt, guint write_ms, guint status_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPrinterSetup) setup = foyer_printer_setup_new (target, &error);

  g_assert_no_error (error);
  setup->escpos.drawer = FOYER_DRAWER_PIN_2;
  *printing = (Printing){ 0 };
  printing->cancellable = g_cancellable_new ();
  printing->printer = foyer_receipt_printer_new (setup);
  foyer_receipt_printer_set_patience (printing->printer, write_ms, status_ms);
  foyer_receipt_printer_print_async (printing->printer, receipt, TRUE, printing->cancellable,
                                     printed_cb, printing);
}

static void
end (Printing *printing)
{
  foyer_test_wait_for (is_done, printing);
  g_object_unref (printing->printer);
  g_object_unref (printing->cancellable);
  if (printing->error != NULL)
    g_test_message ("%s", printing->error->message);
  g_assert_true (printing->is_printed == (printing->error == NULL));
}

static void
expect_error (const char *target, int code, guint status_ms)
{
  g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_SALE);
  Printing printing;

  begin (&printing, target, receipt, LONG_MS, status_ms);
  end (&printing);
  g_assert_error (printing.error, FOYER_PRINTER_ERROR, code);
  g_clear_error (&printing.error);
}

/* All of a receipt came out, the drawer first. */
static void
check_printed (GBytes *bytes)
{
  g_autofree char *error = NULL;
  g_autoptr (GPtrArray) items = foyer_escpos_read (bytes, &error);
  const EscposItem *first, *last;

  g_assert_cmpstr (error, ==, NULL);
  g_assert_cmpuint (items->len, >, 20);
  first = g_ptr_array_index (items, 0);
  last = g_ptr_array_index (items, items->len - 1);
  g_assert_cmpint (first->kind, ==, ESCPOS_KICK);
  g_assert_cmpint (last->kind, ==, ESCPOS_CUT);
}

static void
test_nowhere (void)
{
  expect_error ("", FOYER_PRINTER_ERROR_NONE, SHORT_MS);
  expect_error ("device:/nonexistent/lp0", FOYER_PRINTER_ERROR_MISSING, SHORT_MS);
  expect_error ("device:/", FOYER_PRINTER_ERROR_FAILED, SHORT_MS);
  if (g_access ("/dev/full", W_OK) == 0)
    expect_error ("device:/dev/full", FOYER_PRINTER_ERROR_FAILED, SHORT_MS);
  /* nobody listens at a port that is for nobody */
  expect_error ("network:127.0.0.1:1", FOYER_PRINTER_ERROR_MISSING, SHORT_MS);
}

/* A sheet is not what a receipt printer has in it. */
static void
test_sheet_to_device (void)
{
  g_autoptr (FoyerPrinterSetup) setup = foyer_printer_setup_new ("device:/dev/null", NULL);
  g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_SALE);
  g_autoptr (FoyerReceiptPrinter) printer = NULL;
  g_autoptr (GError) error = NULL;

  setup->paper = FOYER_PAPER_A4;
  printer = foyer_receipt_printer_new (setup);
  g_assert_false (foyer_receipt_printer_print (printer, receipt, FALSE, NULL, &error));
  g_assert_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_INVALID);
}

static void
test_file (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "paper", NULL);
  g_autofree char *target = g_strconcat ("device:", path, NULL);
  g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_SCRIPTS);
  g_autofree char *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  Printing printing;
  gsize length;

  expect_error (target, FOYER_PRINTER_ERROR_MISSING, SHORT_MS);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  begin (&printing, target, receipt, LONG_MS, LONG_MS);
  end (&printing);
  g_assert_no_error (printing.error);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  bytes = g_bytes_new (data, length);
  check_printed (bytes);
}

typedef struct
{
  FoyerTestDir dir;
  char        *path;
  char        *target;
  int          reader;
} Fifo;

static void
open_fifo (Fifo *fifo)
{
  fifo->dir = foyer_test_dir_new ();
  fifo->path = g_build_filename (fifo->dir, "lp0", NULL);
  fifo->target = g_strconcat ("device:", fifo->path, NULL);
  g_assert_cmpint (mkfifo (fifo->path, 0600), ==, 0);
  fifo->reader = open (fifo->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  g_assert_cmpint (fifo->reader, >=, 0);
}

static void
close_fifo (Fifo *fifo)
{
  if (fifo->reader >= 0)
    close (fifo->reader);
  g_free (fifo->path);
  g_free (fifo->target);
  foyer_test_dir_free (fifo->dir);
}

static gboolean
has_some (gpointer data)
{
  int n = 0;

  return ioctl (((Fifo *) data)->reader, FIONREAD, &n) == 0 && n > 0;
}

static void
test_fifo (void)
{
  g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_SALE);
  g_autoptr (GBytes) bytes = NULL;
  guint8 data[65536];
  Printing printing;
  gssize n;
  Fifo fifo;

  open_fifo (&fifo);
  begin (&printing, fifo.target, receipt, LONG_MS, LONG_MS);
  end (&printing);
  g_assert_no_error (printing.error);
  n = read (fifo.reader, data, sizeof data);
  bytes = g_bytes_new (data, MAX (n, 0));
  check_printed (bytes);

  close (fifo.reader);
  fifo.reader = -1;
  expect_error (fifo.target, FOYER_PRINTER_ERROR_MISSING, SHORT_MS);
  close_fifo (&fifo);
}

/* A printer that takes nothing more: out of patience, stopped by a person, and gone. */
static void
test_stuck_fifo (void)
{
  enum { PATIENCE, STOPPED, GONE, N_WAYS };

  for (guint way = 0; way < N_WAYS; way++)
    {
      g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_LONG);
      Printing printing;
      Fifo fifo;

      open_fifo (&fifo);
      g_assert_cmpint (fcntl (fifo.reader, F_SETPIPE_SZ, 4096), >=, 4096);
      begin (&printing, fifo.target, receipt, way == PATIENCE ? SHORT_MS : LONG_MS, SHORT_MS);
      foyer_test_wait_for (has_some, &fifo);
      if (way == STOPPED)
        g_cancellable_cancel (printing.cancellable);
      if (way == GONE)
        {
          /* sockets may have had it ignored: nothing but our own care keeps the program alive */
          signal (SIGPIPE, SIG_DFL);
          close (fifo.reader);
          fifo.reader = -1;
        }
      end (&printing);
      if (way == STOPPED)
        g_assert_error (printing.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else if (way == GONE)
        g_assert_error (printing.error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_FAILED);
      else
        g_assert_error (printing.error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_TIMED_OUT);
      g_clear_error (&printing.error);
      close_fifo (&fifo);
    }
}

static const struct
{
  guint  question;
  guint8 answer;
  int    code; /* -1: it prints */
} answers[] = {
  { 1, 0x12, -1 },
  { 1, 0x16, -1 },                             /* the drawer is open */
  { 1, 0x1a, FOYER_PRINTER_ERROR_OFFLINE },
  { 2, 0x16, FOYER_PRINTER_ERROR_COVER_OPEN },
  { 2, 0x32, FOYER_PRINTER_ERROR_PAPER_OUT },
  { 2, 0x52, FOYER_PRINTER_ERROR_OFFLINE },
  { 4, 0x72, FOYER_PRINTER_ERROR_PAPER_OUT },
  { 4, 0x1e, -1 },                             /* nearly out */
};

static FakePrinter *
make_printer (gboolean is_port, FakeManner manner)
{
  return is_port ? fake_printer_new_port (manner) : fake_printer_new_pty (manner);
}

/* The drawer opened, and nothing was printed. */
static void
check_kicked (GBytes *bytes, guint pin)
{
  g_autofree char *failure = NULL;
  g_autoptr (GPtrArray) items = foyer_escpos_read (bytes, &failure);

  g_assert_cmpstr (failure, ==, NULL);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpint (((EscposItem *) items->pdata[0])->kind, ==, ESCPOS_KICK);
  g_assert_cmpuint (((EscposItem *) items->pdata[0])->pin, ==, pin);
  /* not with what is printed when there is paper again */
  g_assert_cmpuint (((const guint8 *) g_bytes_get_data (bytes, NULL))[0], ==, 0x10);
}

/* What a printer says of itself is a sentence, and then nothing is printed; the drawer opens all the same. */
static void
test_answers (gconstpointer is_port)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_SALE);
      FakePrinter *fake = make_printer (is_port != NULL, FAKE_ANSWERS);
      g_autoptr (GBytes) bytes = NULL;
      Printing printing;

      fake_printer_set_answer (fake, answers[i].question, answers[i].answer);
      begin (&printing, fake_printer_get_target (fake), receipt, LONG_MS, LONG_MS);
      end (&printing);
      bytes = fake_printer_end (fake);
      if (answers[i].code >= 0)
        {
          g_assert_error (printing.error, FOYER_PRINTER_ERROR, answers[i].code);
          check_kicked (bytes, 2);
          g_clear_error (&printing.error);
          continue;
        }
      g_assert_no_error (printing.error);
      check_printed (bytes);
    }
}

/* Paper runs out on the way: it is said, so that the receipt can be printed again. */
static void
test_runs_out (gconstpointer is_port)
{
  g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_SALE);
  FakePrinter *fake = make_printer (is_port != NULL, FAKE_ANSWERS);
  g_autoptr (GBytes) bytes = NULL;
  Printing printing;

  fake_printer_fail_after (fake, 100, 4, 0x72);
  begin (&printing, fake_printer_get_target (fake), receipt, LONG_MS, LONG_MS);
  end (&printing);
  bytes = fake_printer_end (fake);
  g_assert_error (printing.error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_PAPER_OUT);
  g_clear_error (&printing.error);
  check_printed (bytes);
}

static void
test_silent (gconstpointer is_port)
{
  g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_LONG);
  FakePrinter *fake = make_printer (is_port != NULL, FAKE_SILENT);
  g_autoptr (GBytes) bytes = NULL;
  Printing printing;

  begin (&printing, fake_printer_get_target (fake), receipt, LONG_MS, SHORT_MS);
  end (&printing);
  bytes = fake_printer_end (fake);
  g_assert_no_error (printing.error);
  check_printed (bytes);
}

static void
test_stuck (gconstpointer is_port)
{
  g_autoptr (FoyerReceipt) receipt = foyer_receipt_new ("Long");
  g_autoptr (FoyerReceipt) part = sample_receipt (SAMPLE_LONG);
  FakePrinter *fake = make_printer (is_port != NULL, FAKE_STUCK);
  g_autoptr (GBytes) bytes = NULL;
  Printing printing;

  for (guint i = 0; i < 8; i++)
    foyer_receipt_append (receipt, part);
  begin (&printing, fake_printer_get_target (fake), receipt, SHORT_MS, SHORT_MS);
  end (&printing);
  bytes = fake_printer_end (fake);
  g_assert_error (printing.error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_TIMED_OUT);
  g_clear_error (&printing.error);
}

/* Two who print to one device come out one after the other. */
static void
test_two_at_once (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "paper", NULL);
  g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_LONG);
  g_autofree char *error = NULL;
  g_autofree char *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) items = NULL;
  Printing printings[6];
  guint n_kicks = 0;
  gsize length;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (printings); i++)
    begin (&printings[i], path, receipt, LONG_MS, SHORT_MS);
  for (guint i = 0; i < G_N_ELEMENTS (printings); i++)
    {
      end (&printings[i]);
      g_assert_no_error (printings[i].error);
    }
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  bytes = g_bytes_new (data, length);
  items = foyer_escpos_read (bytes, &error);
  g_assert_cmpstr (error, ==, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      const EscposItem *item = g_ptr_array_index (items, i);

      n_kicks += item->kind == ESCPOS_KICK;
      /* a receipt begins where another one has ended */
      if (item->kind == ESCPOS_KICK && i > 0)
        g_assert_cmpint (((EscposItem *) g_ptr_array_index (items, i - 1))->kind, ==, ESCPOS_CUT);
    }
  g_assert_cmpuint (n_kicks, ==, G_N_ELEMENTS (printings));
}

/* A device at which another program prints: nothing is mixed into its paper. */
static void
test_busy (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "paper", NULL);
  g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_SALE);
  g_autofree char *data = NULL;
  Printing printing;
  gsize length;
  int other;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  other = open (path, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (flock (other, LOCK_EX), ==, 0);
  begin (&printing, path, receipt, SHORT_MS, SHORT_MS);
  end (&printing);
  g_assert_error (printing.error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_BUSY);
  g_clear_error (&printing.error);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_cmpuint (length, ==, 0);

  begin (&printing, path, receipt, LONG_MS, SHORT_MS);
  close (other);
  end (&printing);
  g_assert_no_error (printing.error);
}

/* What is asked of one printer comes in that order: the receipt, then its tickets. */
static void
test_order (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "paper", NULL);
  g_autoptr (FoyerPrinterSetup) setup = foyer_printer_setup_new (path, NULL);
  g_autoptr (FoyerReceiptPrinter) printer = foyer_receipt_printer_new (setup);
  g_autofree char *data = NULL;
  const char *at;
  gsize length;
  Printing printings[20] = { 0 };

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (printings); i++)
    {
      g_autoptr (FoyerReceipt) receipt = foyer_receipt_new (NULL);
      g_autofree char *text = g_strdup_printf ("Number %u.", i);

      foyer_receipt_add_text (receipt, text, FOYER_RECEIPT_START, FOYER_RECEIPT_PLAIN);
      foyer_receipt_printer_print_async (printer, receipt, FALSE, NULL, printed_cb, &printings[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (printings); i++)
    foyer_test_wait_for (is_done, &printings[i]);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  at = data;
  for (guint i = 0; i < G_N_ELEMENTS (printings); i++)
    {
      g_autofree char *text = g_strdup_printf ("Number %u.", i);

      g_assert_true (printings[i].is_printed);
      at = memmem (at, data + length - at, text, strlen (text));
      g_assert_nonnull (at);
    }
}

static void
drawer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Printing *printing = data;

  printing->is_printed = foyer_receipt_printer_open_drawer_finish (FOYER_RECEIPT_PRINTER (source),
                                                                   result, &printing->error);
  printing->is_done = TRUE;
}

/* Nothing is printed, so that there is no paper does not matter. */
static void
check_drawer (guint8 paper)
{
  FakePrinter *fake = fake_printer_new_pty (FAKE_ANSWERS);
  g_autoptr (FoyerPrinterSetup) setup
      = foyer_printer_setup_new (fake_printer_get_target (fake), NULL);
  g_autoptr (FoyerReceiptPrinter) printer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *error = NULL;
  Printing printing = { 0 };

  fake_printer_set_answer (fake, 4, paper);
  setup->escpos.drawer = FOYER_DRAWER_PIN_5;
  printer = foyer_receipt_printer_new (setup);
  foyer_receipt_printer_set_patience (printer, LONG_MS, LONG_MS);
  foyer_receipt_printer_open_drawer_async (printer, NULL, drawer_cb, &printing);
  foyer_test_wait_for (is_done, &printing);
  g_assert_no_error (printing.error);
  bytes = fake_printer_end (fake);
  items = foyer_escpos_read (bytes, &error);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpuint (((EscposItem *) g_ptr_array_index (items, 0))->pin, ==, 5);
}

static void
test_drawer (void)
{
  check_drawer (0x12);
  check_drawer (0x72);
}

int
main (int argc, char **argv)
{
  static const char at_port[] = "port";

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/receipt-printer/nowhere", test_nowhere);
  g_test_add_func ("/receipt-printer/sheet-to-device", test_sheet_to_device);
  g_test_add_func ("/receipt-printer/file", test_file);
  g_test_add_func ("/receipt-printer/fifo", test_fifo);
  g_test_add_func ("/receipt-printer/stuck-fifo", test_stuck_fifo);
  g_test_add_func ("/receipt-printer/two-at-once", test_two_at_once);
  g_test_add_func ("/receipt-printer/busy", test_busy);
  g_test_add_func ("/receipt-printer/order", test_order);
  g_test_add_func ("/receipt-printer/drawer", test_drawer);
  g_test_add_data_func ("/receipt-printer/pty/answers", NULL, test_answers);
  g_test_add_data_func ("/receipt-printer/pty/runs-out", NULL, test_runs_out);
  g_test_add_data_func ("/receipt-printer/pty/silent", NULL, test_silent);
  g_test_add_data_func ("/receipt-printer/pty/stuck", NULL, test_stuck);
  g_test_add_data_func ("/receipt-printer/port/answers", at_port, test_answers);
  g_test_add_data_func ("/receipt-printer/port/runs-out", at_port, test_runs_out);
  g_test_add_data_func ("/receipt-printer/port/silent", at_port, test_silent);
  g_test_add_data_func ("/receipt-printer/port/stuck", at_port, test_stuck);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-receipt-pages.h"

#include <glib/gstdio.h>
#include <string.h>

#include "foyer-receipt-text.h"
#include "foyer-sample-receipts.h"
#include "foyer-sheet.h"
#include "foyer-test.h"

static const FoyerReceiptPaper papers[]
    = { FOYER_PAPER_ROLL_80, FOYER_PAPER_ROLL_58, FOYER_PAPER_A6, FOYER_PAPER_A4 };

static char *
run_program (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  return output;
}

static void
save (const FoyerReceiptPages *pages, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  foyer_receipt_pages_save_pdf (pages, file, NULL, &error);
  g_assert_no_error (error);
}

/* All of a text in the order in which it is read, without spaces: where those are is a matter of taste. */
static char *
squeeze (const char *text)
{
  g_autofree char *clean = foyer_receipt_text_clean (text);
  GString *letters = g_string_new (NULL);

  for (const char *p = clean; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (letters, g_utf8_get_char (p));
  return g_string_free (letters, FALSE);
}

/* Latin rows are read back in their order and whole; what runs from right to left is found by its words elsewhere. */
static gboolean
is_latin (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (letter > 0x24f && (letter < 0x2010 || letter > 0x22ff))
        return FALSE;
    }
  return TRUE;
}

static void
check_text (const FoyerReceiptLayout *layout, const char *pdf)
{
  g_autofree char *read
      = run_program ((const char *[]){ "pdftotext", "-layout", "-nopgbrk", pdf, "-", NULL });
  g_autofree char *text = squeeze (read);
  const char *at = text;

  for (guint i = 0; i < foyer_receipt_layout_get_n_rows (layout); i++)
    {
      const FoyerReceiptRow *row = foyer_receipt_layout_get_row (layout, i);

      for (guint j = 0; row->kind == FOYER_RECEIPT_TEXT && j < row->n_pieces; j++)
        {
          g_autofree char *piece = squeeze (row->pieces[j].text);

          if (!is_latin (piece))
            continue;
          if (strstr (at, piece) == NULL)
            g_error ("“%s” is not in “%s”, of:\n%s", piece, at, read);
          at = strstr (at, piece) + strlen (piece);
        }
    }
}

static void
test_text_reads_back (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "receipt.pdf", NULL);

  for (Sample sample = 0; sample < N_SAMPLES; sample++)
    for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
      {
        g_autoptr (FoyerReceipt) receipt = sample_receipt (sample);
        g_autoptr (FoyerReceiptPages) pages = foyer_receipt_pages_new (receipt, papers[i], 0);

        g_test_message ("%s on paper %u", sample_name (sample), papers[i]);
        save (pages, path);
        check_text (foyer_receipt_pages_get_layout (pages), path);
      }
}

/* A scanner reads the code from every paper, at the resolution of a receipt printer. */
static void
test_codes_read_back (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "ticket.pdf", NULL);
  g_autofree char *prefix = g_build_filename (dir, "page", NULL);
  g_autofree char *picture = g_strconcat (prefix, ".png", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_TICKET);
      g_autoptr (FoyerReceiptPages) pages = foyer_receipt_pages_new (receipt, papers[i], 0);
      g_autofree char *drawn = NULL;
      g_autofree char *code = NULL;

      save (pages, path);
      drawn = run_program ((const char *[]){ "pdftoppm", "-r", "203", "-gray", "-png", "-singlefile",
                                             path, prefix, NULL });
      code = run_program ((const char *[]){ "zbarimg", "-q", "--raw", "-Sdisable",
                                            "-Sqrcode.enable", picture, NULL });
      g_assert_cmpstr (g_strchomp (code), ==, SAMPLE_CODE);
    }
}

static const struct
{
  Sample            sample;
  FoyerReceiptPaper paper;
  guint             n_pages;
  double            width;  /* mm */
  double            least;  /* of the height, mm */
  double            most;
} sizes[] = {
  { SAMPLE_SALE, FOYER_PAPER_ROLL_80, 1, 80, 150, 300 },
  { SAMPLE_SALE, FOYER_PAPER_ROLL_58, 1, 58, 150, 350 },
  { SAMPLE_SALE, FOYER_PAPER_A4, 1, 210, 297, 297 },
  { SAMPLE_TICKET, FOYER_PAPER_A6, 1, 105, 148, 148 },
  { SAMPLE_EMPTY, FOYER_PAPER_ROLL_80, 1, 80, 10, 40 },
  { SAMPLE_LONG, FOYER_PAPER_ROLL_80, 1, 80, 1900, 2200 },
  { SAMPLE_REPORT, FOYER_PAPER_A4, 1, 210, 297, 297 },
};

static void
test_sizes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (FoyerReceipt) receipt = sample_receipt (sizes[i].sample);
      g_autoptr (FoyerReceiptPages) pages = foyer_receipt_pages_new (receipt, sizes[i].paper, 0);
      double width, height;

      g_assert_cmpuint (foyer_receipt_pages_get_n (pages), ==, sizes[i].n_pages);
      foyer_receipt_pages_get_size (pages, 0, &width, &height);
      g_assert_cmpfloat_with_epsilon (width, sizes[i].width * FOYER_MM, 0.01);
      g_test_message ("%s: %.0f mm", sample_name (sizes[i].sample), height / FOYER_MM);
      g_assert_cmpfloat (height, >=, sizes[i].least * FOYER_MM - 0.01);
      g_assert_cmpfloat (height, <=, sizes[i].most * FOYER_MM + 0.01);
    }
}

/* Rows stand below one another, inside the paper, and 500 of them fill several sheets. */
static void
test_rows_fit (void)
{
  for (Sample sample = 0; sample < N_SAMPLES; sample++)
    for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
      {
        g_autoptr (FoyerReceipt) receipt = sample_receipt (sample);
        g_autoptr (FoyerReceiptPages) pages = foyer_receipt_pages_new (receipt, papers[i], 0);
        const FoyerReceiptLayout *layout = foyer_receipt_pages_get_layout (pages);
        double width = foyer_receipt_layout_get_width (layout);
        double y = 0;

        for (guint j = 0; j < foyer_receipt_layout_get_n_rows (layout); j++)
          {
            const FoyerReceiptRow *row = foyer_receipt_layout_get_row (layout, j);

            g_assert_cmpfloat_with_epsilon (row->y, y, 0.01);
            y = row->y + row->height;
            for (guint k = 0; row->kind == FOYER_RECEIPT_TEXT && k < row->n_pieces; k++)
              {
                g_assert_cmpfloat (row->pieces[k].x, >=, 0);
                g_assert_cmpfloat (row->pieces[k].x + row->pieces[k].width, <=, width + 0.5);
              }
            if (row->kind == FOYER_RECEIPT_TEXT && row->n_pieces == 2 && row->pieces[0].width > 0)
              g_assert_cmpfloat (row->pieces[0].x + row->pieces[0].width, <=, row->pieces[1].x);
          }
        if (sample == SAMPLE_LONG)
          g_assert_cmpuint (foyer_receipt_pages_get_n (pages), >=,
                            papers[i] == FOYER_PAPER_A4 ? 5 : papers[i] == FOYER_PAPER_A6 ? 12 : 1);
      }
}

/* In a language that is written from right to left the amounts stand at the left. */
static void
test_rtl (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_SCRIPTS);
      g_autoptr (FoyerReceiptLayout) layout = NULL;
      guint n_amounts = 0;

      foyer_receipt_set_rtl (receipt, TRUE);
      layout = foyer_receipt_layout_new (receipt, papers[i], 0);
      for (guint j = 0; j < foyer_receipt_layout_get_n_rows (layout); j++)
        {
          const FoyerReceiptRow *row = foyer_receipt_layout_get_row (layout, j);

          if (row->kind != FOYER_RECEIPT_TEXT || row->n_pieces < 2)
            continue;
          n_amounts++;
          g_assert_cmpfloat_with_epsilon (row->pieces[1].x, 0, 0.01);
          g_assert_cmpfloat (row->pieces[0].x, >, row->pieces[1].x);
        }
      g_assert_cmpuint (n_amounts, >, 10);
    }
}

/* Amounts end at the same place, whatever is before them. */
static void
test_amounts_align (void)
{
  for (Sample sample = 0; sample < N_SAMPLES; sample++)
    for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
      {
        g_autoptr (FoyerReceipt) receipt = sample_receipt (sample);
        g_autoptr (FoyerReceiptLayout) layout = NULL;

        foyer_receipt_set_rtl (receipt, FALSE);
        layout = foyer_receipt_layout_new (receipt, papers[i], 0);
        for (guint j = 0; j < foyer_receipt_layout_get_n_rows (layout); j++)
          {
            const FoyerReceiptRow *row = foyer_receipt_layout_get_row (layout, j);

            if (row->kind == FOYER_RECEIPT_TEXT && row->n_pieces == 2)
              g_assert_cmpfloat_with_epsilon (row->pieces[1].x + row->pieces[1].width,
                                              foyer_receipt_layout_get_width (layout), 0.01);
          }
      }
}

static void
test_cuts_are_pages (void)
{
  g_autoptr (FoyerReceipt) tickets = foyer_receipt_new ("Tickets");
  g_autoptr (FoyerReceipt) ticket = sample_receipt (SAMPLE_TICKET);

  for (guint i = 0; i < 3; i++)
    foyer_receipt_append (tickets, ticket);
  foyer_receipt_add_cut (tickets);
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autoptr (FoyerReceiptPages) pages = foyer_receipt_pages_new (tickets, papers[i], 0);

      g_assert_cmpuint (foyer_receipt_pages_get_n (pages), ==, 3);
    }
}

static void
test_nothing (void)
{
  g_autoptr (FoyerReceipt) receipt = foyer_receipt_new (NULL);
  g_autoptr (FoyerReceiptPages) pages = foyer_receipt_pages_new (receipt, FOYER_PAPER_ROLL_80, 0);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  g_assert_cmpuint (foyer_receipt_pages_get_n (pages), ==, 1);
  g_assert_true (foyer_receipt_pages_write_pdf (pages, stream, NULL, NULL));
}

static void
test_full_disk (void)
{
  g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_SALE);
  g_autoptr (FoyerReceiptPages) pages = foyer_receipt_pages_new (receipt, FOYER_PAPER_A4, 0);
  g_autoptr (GFile) full = g_file_new_for_path ("/dev/full");
  g_autoptr (GFileOutputStream) stream = g_file_append_to (full, G_FILE_CREATE_NONE, NULL, NULL);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/receipt.pdf");
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_receipt_pages_save_pdf (pages, nowhere, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  if (stream == NULL)
    {
      g_test_skip ("No /dev/full here");
      return;
    }
  g_assert_false (foyer_receipt_pages_write_pdf (pages, G_OUTPUT_STREAM (stream), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
test_cancel (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "receipt.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (FoyerReceipt) receipt = sample_receipt (SAMPLE_LONG);
  g_autoptr (FoyerReceiptPages) pages = foyer_receipt_pages_new (receipt, FOYER_PAPER_A4, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (foyer_receipt_pages_save_pdf (pages, file, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/receipt-pages/text-reads-back", test_text_reads_back);
  g_test_add_func ("/receipt-pages/codes-read-back", test_codes_read_back);
  g_test_add_func ("/receipt-pages/sizes", test_sizes);
  g_test_add_func ("/receipt-pages/rows-fit", test_rows_fit);
  g_test_add_func ("/receipt-pages/rtl", test_rtl);
  g_test_add_func ("/receipt-pages/amounts-align", test_amounts_align);
  g_test_add_func ("/receipt-pages/cuts-are-pages", test_cuts_are_pages);
  g_test_add_func ("/receipt-pages/nothing", test_nothing);
  g_test_add_func ("/receipt-pages/full-disk", test_full_disk);
  g_test_add_func ("/receipt-pages/cancel", test_cancel);

  return g_test_run ();
}

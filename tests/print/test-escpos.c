/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-escpos.h"

#include <string.h>

#include "foyer-escpos-reader.h"
#include "foyer-receipt-pages.h"
#include "foyer-receipt-text.h"
#include "foyer-sample-receipts.h"

static const FoyerEscpos usual = { FOYER_DRAWER_NONE, TRUE, FALSE };
static const guint widths[] = { 48, 42, 32 };

static GPtrArray *
print_layout (const FoyerReceiptLayout *layout, const FoyerEscpos *options)
{
  g_autoptr (GBytes) bytes = foyer_escpos_render (layout, options);
  g_autofree char *error = NULL;
  GPtrArray *items = foyer_escpos_read (bytes, &error);

  g_assert_cmpstr (error, ==, NULL);
  return items;
}

static GPtrArray *
print_sample (Sample sample, guint columns, const FoyerEscpos *options)
{
  g_autoptr (FoyerReceipt) receipt = sample_receipt (sample);
  g_autoptr (FoyerReceiptLayout) layout
      = foyer_receipt_layout_new (receipt, FOYER_PAPER_ROLL_80, columns);

  return print_layout (layout, options);
}

static guint
count (GPtrArray *items, EscposKind kind)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += ((EscposItem *) g_ptr_array_index (items, i))->kind == kind;
  return n;
}

/* The printer's words for what the layout says in print. */
static char *
expect_line (const FoyerReceiptLayout *layout, const FoyerReceiptRow *row)
{
  const FoyerReceiptPiece *first = &row->pieces[0];
  const FoyerReceiptPiece *second = row->n_pieces > 1 ? &row->pieces[1] : NULL;
  g_autoptr (GString) line = g_string_new (NULL);

  if (second != NULL && second->x < first->x)
    {
      const FoyerReceiptPiece *left = second;

      second = first;
      first = left;
    }
  g_string_append (line, first->text);
  if (second != NULL)
    g_string_append_printf (line, " %s", second->text);
  for (char *p = strstr (line->str, "\u00a0"); p != NULL; p = strstr (p, "\u00a0"))
    {
      *p = ' ';
      g_string_erase (line, p + 1 - line->str, 1);
    }
  return g_strstrip (g_strdup (line->str));
}

static void
check_rows (const FoyerReceiptLayout *layout, GPtrArray *items, guint columns)
{
  guint at = 0;

  for (guint i = 0; i < foyer_receipt_layout_get_n_rows (layout); i++)
    {
      const FoyerReceiptRow *row = foyer_receipt_layout_get_row (layout, i);
      const EscposItem *item;
      guint quiet = 0;
      guint rows = 0;

      if (row->kind == FOYER_RECEIPT_QR)
        quiet = (row->height - row->size) / 2 / FOYER_RECEIPT_PITCH;
      at += row->kind == FOYER_RECEIPT_QR ? quiet : 0;
      item = g_ptr_array_index (items, at++);
      switch (row->kind)
        {
        case FOYER_RECEIPT_TEXT:
          if (row->pieces[0].line == NULL)
            {
              g_autofree char *expected = expect_line (layout, row);
              g_autofree char *line = foyer_receipt_text_clean (item->text);

              g_assert_cmpint (item->kind, ==, ESCPOS_LINE);
              g_assert_cmpstr (line, ==, expected);
              g_assert_cmpuint (item->cells, <=, columns);
              g_assert_cmpint (item->is_bold, ==, *line != '\0' && (row->style & FOYER_RECEIPT_BOLD) != 0);
              g_assert_cmpint (item->is_double, ==, *line != '\0' && (row->style & FOYER_RECEIPT_DOUBLE) != 0);
              if (row->n_pieces == 2)
                g_assert_cmpuint (item->cells + 1, >=, columns);
              break;
            }
          G_GNUC_FALLTHROUGH;
        case FOYER_RECEIPT_IMAGE:
          for (rows = item->height; rows < row->height; rows += item->height)
            item = g_ptr_array_index (items, at++);
          g_assert_cmpint (item->kind, ==, ESCPOS_RASTER);
          g_assert_cmpuint (rows, ==, row->height);
          g_assert_cmpuint (item->width, <=, columns * FOYER_RECEIPT_CELL + 7);
          break;
        case FOYER_RECEIPT_QR:
          g_assert_cmpint (item->kind, ==, ESCPOS_QR);
          g_assert_cmpstr (item->text, ==, row->pieces[0].text);
          g_assert_cmpint (item->level, ==, 'M');
          g_assert_cmpuint (item->width * (foyer_qr_get_size (row->code) + 8), <=, columns * FOYER_RECEIPT_CELL);
          g_assert_cmpuint (quiet * FOYER_RECEIPT_PITCH, >=, 4 * item->width);
          at += quiet;
          break;
        case FOYER_RECEIPT_RULE:
          g_assert_cmpuint (item->cells, ==, columns);
          g_assert_true (g_str_has_prefix (item->text, "──"));
          break;
        case FOYER_RECEIPT_SPACE:
          g_assert_cmpstr (item->text, ==, "");
          break;
        case FOYER_RECEIPT_CUT:
          at++;
          break;
        }
    }
  g_assert_cmpuint (at, ==, items->len - 2);
}

/* What the printer prints is what the preview shows, row by row, at every width. */
static void
test_equals_preview (void)
{
  for (Sample sample = 0; sample < N_SAMPLES; sample++)
    for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
      for (guint is_rtl = 0; is_rtl < 2; is_rtl++)
        {
          g_autoptr (FoyerReceipt) receipt = sample_receipt (sample);
          g_autoptr (FoyerReceiptPages) pages = NULL;
          g_autoptr (GPtrArray) items = NULL;

          foyer_receipt_set_rtl (receipt, is_rtl);
          pages = foyer_receipt_pages_new (receipt, FOYER_PAPER_ROLL_80, widths[i]);
          items = print_layout (foyer_receipt_pages_get_layout (pages), &usual);
          g_test_message ("%s at %u", sample_name (sample), widths[i]);
          check_rows (foyer_receipt_pages_get_layout (pages), items, widths[i]);
        }
}

static void
test_drawer_first (void)
{
  static const struct
  {
    FoyerDrawer drawer;
    guint       pin;
  } drawers[] = { { FOYER_DRAWER_NONE, 0 }, { FOYER_DRAWER_PIN_2, 2 }, { FOYER_DRAWER_PIN_5, 5 } };

  for (guint i = 0; i < G_N_ELEMENTS (drawers); i++)
    {
      FoyerEscpos options = usual;
      g_autoptr (GPtrArray) items = NULL;
      g_autoptr (GPtrArray) alone = NULL;
      g_autoptr (GBytes) kick = foyer_escpos_open_drawer (drawers[i].drawer);
      g_autofree char *error = NULL;

      options.drawer = drawers[i].drawer;
      items = print_sample (SAMPLE_SALE, 48, &options);
      alone = foyer_escpos_read (kick, &error);
      g_assert_nonnull (alone);
      g_assert_cmpuint (count (items, ESCPOS_KICK), ==, drawers[i].pin > 0);
      g_assert_cmpuint (alone->len, ==, drawers[i].pin > 0);
      if (drawers[i].pin == 0)
        continue;
      g_assert_cmpint (((EscposItem *) g_ptr_array_index (items, 0))->kind, ==, ESCPOS_KICK);
      g_assert_cmpuint (((EscposItem *) g_ptr_array_index (items, 0))->pin, ==, drawers[i].pin);
    }
}

/* Whatever a person writes, the drawer stays shut and the paper whole. */
static void
test_hostile (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (GPtrArray) items = print_sample (SAMPLE_HOSTILE, widths[i], &usual);

      g_assert_cmpuint (count (items, ESCPOS_KICK), ==, 0);
      g_assert_cmpuint (count (items, ESCPOS_CUT), ==, 1);
    }
}

static void
test_cuts (void)
{
  g_autoptr (FoyerReceipt) tickets = foyer_receipt_new ("Tickets");
  g_autoptr (FoyerReceipt) ticket = sample_receipt (SAMPLE_TICKET);
  g_autoptr (FoyerReceiptLayout) layout = NULL;
  g_autoptr (GPtrArray) cut = NULL;
  g_autoptr (GPtrArray) torn = NULL;

  for (guint i = 0; i < 3; i++)
    foyer_receipt_append (tickets, ticket);
  layout = foyer_receipt_layout_new (tickets, FOYER_PAPER_ROLL_58, 0);
  cut = print_layout (layout, &usual);
  torn = print_layout (layout, &(FoyerEscpos){ FOYER_DRAWER_NONE, FALSE, FALSE });
  g_assert_cmpuint (count (cut, ESCPOS_CUT), ==, 3);
  g_assert_cmpuint (count (cut, ESCPOS_QR), ==, 3);
  g_assert_cmpuint (count (torn, ESCPOS_CUT), ==, 0);
}

static void
test_drawn_codes (void)
{
  g_autoptr (GPtrArray) items
      = print_sample (SAMPLE_SALE, 48, &(FoyerEscpos){ FOYER_DRAWER_NONE, TRUE, TRUE });

  g_assert_cmpuint (count (items, ESCPOS_QR), ==, 0);
  g_assert_cmpuint (count (items, ESCPOS_RASTER), >, 0);
}

/* What the printer's letters cannot say is drawn as the preview draws it; the rest is not. */
static void
test_raster (void)
{
  g_autoptr (GPtrArray) plain = print_sample (SAMPLE_SALE, 48, &usual);
  g_autoptr (GPtrArray) scripts = print_sample (SAMPLE_SCRIPTS, 48, &usual);
  guint dark = 0;

  g_assert_cmpuint (count (plain, ESCPOS_RASTER), ==, 0);
  g_assert_cmpuint (count (scripts, ESCPOS_RASTER), >=, 8);
  for (guint i = 0; i < scripts->len; i++)
    {
      const EscposItem *item = g_ptr_array_index (scripts, i);
      const guint8 *bits = item->bits != NULL ? g_bytes_get_data (item->bits, NULL) : NULL;

      if (bits == NULL)
        continue;
      dark = 0;
      for (gsize j = 0; j < g_bytes_get_size (item->bits); j++)
        dark += __builtin_popcount (bits[j]);
      g_assert_cmpuint (dark, >, 100);
      g_assert_cmpuint (dark, <, item->width * item->height / 2);
    }
}

static void
test_image (void)
{
  g_autoptr (FoyerReceipt) receipt = foyer_receipt_new ("Logo");
  g_autoptr (FoyerReceiptLayout) layout = NULL;
  g_autoptr (GPtrArray) items = NULL;
  cairo_surface_t *logo = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 3000, 2000);
  cairo_t *cr = cairo_create (logo);
  const EscposItem *item;
  guint dark = 0;

  cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
  cairo_paint (cr);
  cairo_destroy (cr);
  foyer_receipt_add_image (receipt, logo);
  cairo_surface_destroy (logo);
  layout = foyer_receipt_layout_new (receipt, FOYER_PAPER_ROLL_80, 48);
  items = print_layout (layout, &usual);
  item = g_ptr_array_index (items, 0);
  g_assert_cmpint (item->kind, ==, ESCPOS_RASTER);
  for (gsize j = 0; j < g_bytes_get_size (item->bits); j++)
    dark += __builtin_popcount (((const guint8 *) g_bytes_get_data (item->bits, NULL))[j]);
  /* half of the dots of 240 × 128 are black */
  g_assert_cmpuint (dark, >, 240 * 128 * 45 / 100);
  g_assert_cmpuint (dark, <, 240 * 128 * 55 / 100);
}

/* Nothing to print uses no paper. */
static void
test_nothing (void)
{
  g_autoptr (FoyerReceipt) receipt = foyer_receipt_new (NULL);
  g_autoptr (FoyerReceiptLayout) layout
      = foyer_receipt_layout_new (receipt, FOYER_PAPER_ROLL_80, 0);
  g_autoptr (GPtrArray) items = print_layout (layout, &usual);

  g_assert_cmpuint (items->len, ==, 0);
}

/* The reader of these tests sees what it is for. */
static void
test_reader_refuses (void)
{
  static const struct
  {
    const char *bytes;
    guint       length;
  } bad[] = {
    { "\033@text", 6 },          { "\033@\033t\023text", 9 },  { "\033@\033t\023\020\024\1", 8 },
    { "\033(A", 3 },             { "\035V\1", 3 },             { "\033@\033t\023a\033p\1\1", 9 },
    { "\035(k\377\377" "1P0", 8 }, { "\035v0\0\1\0\2\0a", 9 }, { "\033t\2", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (bad[i].bytes, bad[i].length);
      g_autofree char *error = NULL;

      g_assert_null (foyer_escpos_read (bytes, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/escpos/equals-preview", test_equals_preview);
  g_test_add_func ("/escpos/drawer-first", test_drawer_first);
  g_test_add_func ("/escpos/hostile", test_hostile);
  g_test_add_func ("/escpos/cuts", test_cuts);
  g_test_add_func ("/escpos/drawn-codes", test_drawn_codes);
  g_test_add_func ("/escpos/raster", test_raster);
  g_test_add_func ("/escpos/image", test_image);
  g_test_add_func ("/escpos/nothing", test_nothing);
  g_test_add_func ("/escpos/reader-refuses", test_reader_refuses);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sheet.h"

#include <string.h>

#include "foyer-test.h"

static const struct
{
  const char *id;
  double      page[2]; /* mm */
  guint       n_labels;
  double      label[2]; /* mm */
} presets[] = {
  { "a4-2x5", { 210, 297 }, 10, { 85, 54 } },
  { "a4-3x8", { 210, 297 }, 24, { 70, 36 } },
  { "a6-on-a4", { 210, 297 }, 4, { 105, 148.5 } },
  { "a7-on-a4", { 210, 297 }, 8, { 105, 74.25 } },
  { "avery-l7418", { 210, 297 }, 8, { 86.5, 55.5 } },
  { "avery-l4785", { 210, 297 }, 10, { 80, 50 } },
  { "avery-5392", { 215.9, 279.4 }, 6, { 101.6, 76.2 } },
  { "avery-5395", { 215.9, 279.4 }, 8, { 85.725, 59.267 } },
  { "label-62x100", { 62, 100 }, 1, { 62, 100 } },
  { "label-102x59", { 102, 59 }, 1, { 102, 59 } },
};

static void
test_presets (void)
{
  g_autoptr (GPtrArray) sheets = foyer_sheet_list ("/nonexistent");

  g_assert_cmpuint (sheets->len, ==, G_N_ELEMENTS (presets));
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      FoyerSheet *sheet = sheets->pdata[i];
      double      width, height;
      FoyerRect   label;

      g_test_message ("%s: %s", presets[i].id, foyer_sheet_get_name (sheet));
      g_assert_cmpstr (foyer_sheet_get_id (sheet), ==, presets[i].id);
      g_assert_cmpuint (foyer_sheet_get_n_labels (sheet), ==, presets[i].n_labels);
      foyer_sheet_get_page (sheet, &width, &height);
      g_assert_cmpfloat_with_epsilon (width / FOYER_MM, presets[i].page[0], 0.01);
      g_assert_cmpfloat_with_epsilon (height / FOYER_MM, presets[i].page[1], 0.01);
      foyer_sheet_get_label (sheet, 0, &label);
      g_assert_cmpfloat_with_epsilon (label.width / FOYER_MM, presets[i].label[0], 0.01);
      g_assert_cmpfloat_with_epsilon (label.height / FOYER_MM, presets[i].label[1], 0.01);
    }
}

static gboolean
overlap (const FoyerRect *a, const FoyerRect *b)
{
  return a->x + a->width > b->x + 0.01 && b->x + b->width > a->x + 0.01
         && a->y + a->height > b->y + 0.01 && b->y + b->height > a->y + 0.01;
}

static void
test_labels_lie_apart (void)
{
  g_autoptr (GPtrArray) sheets = foyer_sheet_list ("/nonexistent");

  for (guint i = 0; i < sheets->len; i++)
    {
      FoyerSheet *sheet = sheets->pdata[i];
      guint       n = foyer_sheet_get_n_labels (sheet);
      double      width, height;

      foyer_sheet_get_page (sheet, &width, &height);
      for (guint j = 0; j < n; j++)
        {
          FoyerRect label;

          foyer_sheet_get_label (sheet, j, &label);
          g_assert_cmpfloat (label.x, >=, 0);
          g_assert_cmpfloat (label.y, >=, 0);
          g_assert_cmpfloat (label.x + label.width, <=, width + 0.3);
          g_assert_cmpfloat (label.y + label.height, <=, height + 0.3);
          for (guint k = 0; k < j; k++)
            {
              FoyerRect other;

              foyer_sheet_get_label (sheet, k, &other);
              g_assert_false (overlap (&label, &other));
            }
        }
    }
}

/* A4 labels stand in the middle of the page, as the sheets are cut. */
static void
test_a4_is_centred (void)
{
  g_autoptr (GPtrArray) sheets = foyer_sheet_list ("/nonexistent");

  for (guint i = 0; i < 6; i++)
    {
      FoyerSheet *sheet = sheets->pdata[i];
      FoyerRect   first, last;
      double      width, height;

      foyer_sheet_get_page (sheet, &width, &height);
      foyer_sheet_get_label (sheet, 0, &first);
      foyer_sheet_get_label (sheet, foyer_sheet_get_n_labels (sheet) - 1, &last);
      g_assert_cmpfloat_with_epsilon (first.x, width - last.x - last.width, 0.01);
      g_assert_cmpfloat_with_epsilon (first.y, height - last.y - last.height, 0.01);
    }
}

#define GOOD "paper=A4\ncolumns=2\nrows=5\nlabel=85;54\norigin=20;13.5\n"

static const struct
{
  const char *text;
  gboolean    is_good;
} files[] = {
  { "[x]\n" GOOD, TRUE },
  { "[x]\n" GOOD "pitch=86;54\ncorner=3\n", TRUE },
  { "[x]\n", FALSE },
  { "[x]\n" GOOD "unit=furlong\n", FALSE },
  { "[x]\n" GOOD "paper=A99\n", FALSE },
  { "[x]\n" GOOD "columns=0\n", FALSE },
  { "[x]\n" GOOD "columns=-1\n", FALSE },
  { "[x]\n" GOOD "columns=3\n", FALSE },
  { "[x]\n" GOOD "rows=4000000000\n", FALSE },
  { "[x]\n" GOOD "label=85\n", FALSE },
  { "[x]\n" GOOD "label=nan;54\n", FALSE },
  { "[x]\n" GOOD "label=1;1\n", FALSE },
  { "[x]\n" GOOD "pitch=84;54\n", FALSE },
  { "[x]\n" GOOD "origin=-1;0\n", FALSE },
  { "[x]\n" GOOD "corner=50\n", FALSE },
  { "[x]\npage=100000;100\ncolumns=1\nrows=1\nlabel=62;100\norigin=0;0\n", FALSE },
};

static void
test_files_are_checked (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GKeyFile) file = g_key_file_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerSheet) sheet = NULL;

      g_assert_true (g_key_file_load_from_data (file, files[i].text, -1, G_KEY_FILE_NONE, NULL));
      sheet = foyer_sheet_new_from_key_file (file, "x", &error);
      g_test_message ("%u: %s", i, error != NULL ? error->message : "good");
      g_assert_true ((sheet != NULL) == files[i].is_good);
      if (!files[i].is_good)
        g_assert_error (error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_INVALID);
    }
}

static void
test_own_sheets (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *good = g_build_filename (dir, "good.ini", NULL);
  g_autofree char *bad = g_build_filename (dir, "bad.ini", NULL);
  g_autofree char *other = g_build_filename (dir, "notes.txt", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSheet) sheet = NULL;
  g_autoptr (FoyerSheet) built_in = NULL;

  g_assert_true (g_file_set_contents (
      good, "[mine]\nname=Our Cards\nname[de]=Unsere Karten\n" GOOD "[a4-3x8]\nname=No\n" GOOD, -1,
      NULL));
  g_assert_true (g_file_set_contents (bad, "this is no key file", -1, NULL));
  g_assert_true (g_file_set_contents (other, "[notes]\n" GOOD, -1, NULL));

  sheet = foyer_sheet_find (dir, "mine", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (foyer_sheet_get_name (sheet), ==, "Our Cards");

  /* The program's own names are not taken over. */
  built_in = foyer_sheet_find (dir, "a4-3x8", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (foyer_sheet_get_n_labels (built_in), ==, 24);

  g_assert_null (foyer_sheet_find (dir, "notes", &error));
  g_assert_error (error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_NO_SHEET);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/presets", test_presets);
  g_test_add_func ("/sheet/labels-lie-apart", test_labels_lie_apart);
  g_test_add_func ("/sheet/a4-is-centred", test_a4_is_centred);
  g_test_add_func ("/sheet/files-are-checked", test_files_are_checked);
  g_test_add_func ("/sheet/own-sheets", test_own_sheets);

  return g_test_run ();
}

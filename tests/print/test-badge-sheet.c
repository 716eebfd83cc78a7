/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge-sheet.h"

#include <glib/gstdio.h>
#include <string.h>

#include "foyer-qr.h"
#include "foyer-test.h"

#define ALPHABET "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

typedef struct
{
  FoyerBadge *badge;
  guint       fail_at;
  guint       n_asked;
} Guests;

static char *
make_code (guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (n);
  GString *code = g_string_new ("F");

  while (code->len < 121)
    g_string_append_c (code, ALPHABET[g_rand_int_range (random, 0, 45)]);
  g_string_append_c (code, 'F');

  return g_string_free (code, FALSE);
}

static const FoyerBadge *
guest_cb (guint n, gpointer data, GError **error)
{
  static const char *const names[] = { "Grace Hopper", "山田 太郎", "محمد الأنصاري", "Zoë 🎸" };
  Guests                  *guests = data;

  guests->n_asked++;
  if (n == guests->fail_at)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "Gone");
      return NULL;
    }

  foyer_badge_clear (guests->badge);
  guests->badge->event = g_strdup ("GUADEC 2026");
  guests->badge->name = g_strdup (names[n % G_N_ELEMENTS (names)]);
  guests->badge->company = g_strdup ("Acme, Inc.");
  guests->badge->tier = g_strdup ("VIP");
  guests->badge->code = make_code (n);
  return guests->badge;
}

static void
guests_free (Guests *guests)
{
  foyer_badge_free (guests->badge);
  g_free (guests);
}

static FoyerBadgeSheet *
make_sheet (const char *preset, guint n, Guests **out_guests)
{
  g_autoptr (FoyerSheet) sheet = foyer_sheet_find ("/nonexistent", preset, NULL);
  Guests *guests = g_new0 (Guests, 1);

  guests->badge = foyer_badge_new ();
  guests->fail_at = G_MAXUINT;
  if (out_guests != NULL)
    *out_guests = guests;

  return foyer_badge_sheet_new (sheet, n, guest_cb, guests, (GDestroyNotify) guests_free);
}

static const struct
{
  guint n_badges;
  guint start;
  guint n_pages;
} counts[] = { { 0, 0, 0 },  { 0, 3, 0 }, { 1, 0, 1 }, { 10, 0, 1 }, { 11, 0, 2 },
               { 10, 1, 2 }, { 1, 9, 1 }, { 2, 9, 2 }, { 21, 9, 3 }, { 1, 10, 1 } };

static void
test_pages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (FoyerBadgeSheet) badges = make_sheet ("a4-2x5", counts[i].n_badges, NULL);

      foyer_badge_sheet_set_start (badges, counts[i].start);
      g_assert_cmpuint (foyer_badge_sheet_get_n_pages (badges), ==, counts[i].n_pages);
    }
}

static void
test_finalizes (void)
{
  FoyerBadgeSheet *badges = make_sheet ("a4-2x5", 3, NULL);

  g_assert_finalize_object (badges);
}

/* Where there is ink on a page, by label: the only thing a start changes. */
static guint
find_labels (FoyerBadgeSheet *badges, guint page)
{
  FoyerSheet      *sheet = foyer_badge_sheet_get_sheet (badges);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 596, 842);
  cairo_t         *cr = cairo_create (surface);
  guint            labels = 0;

  g_assert_true (foyer_badge_sheet_draw_page (badges, cr, page, NULL));
  cairo_surface_flush (surface);
  for (guint i = 0; i < foyer_sheet_get_n_labels (sheet); i++)
    {
      FoyerRect rect;

      foyer_sheet_get_label (sheet, i, &rect);
      for (int y = rect.y; y < rect.y + rect.height - 1; y++)
        for (int x = rect.x + 1; x < rect.x + rect.width - 1; x++)
          if (cairo_image_surface_get_data (
                  surface)[y * cairo_image_surface_get_stride (surface) + x]
              > 128)
            labels |= 1 << i;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return labels;
}

static void
test_start (void)
{
  g_autoptr (FoyerBadgeSheet) badges = make_sheet ("a4-2x5", 9, NULL);

  g_assert_cmphex (find_labels (badges, 0), ==, 0x1ff);
  foyer_badge_sheet_set_start (badges, 3);
  g_assert_cmphex (find_labels (badges, 0), ==, 0x3f8);
  g_assert_cmphex (find_labels (badges, 1), ==, 0x003);
  g_assert_cmphex (find_labels (badges, 2), ==, 0);
}

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

/* Renders a PDF as a viewer would and reads its codes as a scanner would; (element-type utf8) set.
 */
static GHashTable *
read_codes (const char *dir, const char *pdf, const char *dpi)
{
  GHashTable      *codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *prefix = g_build_filename (dir, "page", NULL);
  g_autofree char *rendered = NULL;
  g_autoptr (GDir) pages = NULL;
  const char *name;

  rendered = run_program ((const char *[]){ "pdftoppm", "-r", dpi, "-gray", pdf, prefix, NULL });
  pages = g_dir_open (dir, 0, NULL);
  while ((name = g_dir_read_name (pages)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_autofree char *output = NULL;
      g_auto (GStrv) lines = NULL;

      if (!g_str_has_prefix (name, "page"))
        continue;
      output = run_program (
          (const char *[]){ "zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", path, NULL });
      lines = g_strsplit (output, "\n", -1);
      for (guint i = 0; lines[i] != NULL; i++)
        if (*lines[i] != '\0')
          g_hash_table_add (codes, g_strdup (lines[i]));
      g_unlink (path);
    }

  return codes;
}

static const char *const presets[] = { "a4-2x5",       "a4-3x8",      "a6-on-a4",   "a7-on-a4",
                                       "avery-l7418",  "avery-l4785", "avery-5392", "avery-5395",
                                       "label-62x100", "label-102x59" };
static const char *const resolutions[] = { "100", "300" };

static void
test_codes_read_back (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "badges.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerSheet) sheet = foyer_sheet_find ("/nonexistent", presets[i], NULL);
      guint n = foyer_sheet_get_n_labels (sheet) + 2;
      g_autoptr (FoyerBadgeSheet) badges = make_sheet (presets[i], n, NULL);

      foyer_badge_sheet_save_pdf (badges, file, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < G_N_ELEMENTS (resolutions); j++)
        {
          g_autoptr (GHashTable) codes = read_codes (dir, path, resolutions[j]);

          g_test_message ("%s at %s dpi: %u of %u", presets[i], resolutions[j],
                          g_hash_table_size (codes), n);
          for (guint k = 0; k < n; k++)
            {
              g_autofree char *code = make_code (k);

              g_assert_true (g_hash_table_contains (codes, code));
            }
          g_assert_cmpuint (g_hash_table_size (codes), ==, n);
        }
    }
}

static void
test_empty (void)
{
  g_autoptr (FoyerBadgeSheet) badges = make_sheet ("a4-2x5", 0, NULL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  foyer_badge_sheet_write_pdf (badges, stream, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (
      g_str_has_prefix (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)), "%PDF"));
}

typedef struct
{
  GCancellable *cancellable;
  guint         cancel_at;
  guint         last;
  guint         n_calls;
} Watch;

static void
progress_cb (guint n_done, guint n_total, gpointer data)
{
  Watch *watch = data;

  g_assert_cmpuint (n_done, ==, watch->last + 1);
  g_assert_cmpuint (n_done, <=, n_total);
  watch->last = n_done;
  watch->n_calls++;
  if (n_done == watch->cancel_at)
    g_cancellable_cancel (watch->cancellable);
}

static void
test_progress (void)
{
  g_autoptr (FoyerBadgeSheet) badges = make_sheet ("a4-2x5", 45, NULL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  Watch watch = { 0 };

  g_assert_true (foyer_badge_sheet_write_pdf (badges, stream, progress_cb, &watch, NULL, NULL));
  g_assert_cmpuint (watch.n_calls, ==, 5);
}

static void
check_cancelled (const char *path, const char *before)
{
  g_autoptr (FoyerBadgeSheet) badges = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;
  Guests          *guests;
  Watch            watch = { cancellable, 3, 0, 0 };

  badges = make_sheet ("a4-2x5", 5000, &guests);
  g_assert_false (
      foyer_badge_sheet_save_pdf (badges, file, progress_cb, &watch, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (guests->n_asked, <=, 60);

  g_file_get_contents (path, &after, NULL, NULL);
  g_assert_cmpstr (after, ==, before);
}

/* Neither half a file nor a stray one. */
static void
test_cancel_leaves_nothing (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "badges.pdf", NULL);
  g_autofree char *old = g_build_filename (dir, "old.pdf", NULL);
  g_autoptr (GDir) entries = NULL;

  check_cancelled (path, NULL);
  g_assert_true (g_file_set_contents (old, "old", -1, NULL));
  check_cancelled (old, "old");

  entries = g_dir_open (dir, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (entries), ==, "old.pdf");
  g_assert_null (g_dir_read_name (entries));
}

static void
test_full_disk (void)
{
  g_autoptr (FoyerBadgeSheet) badges = make_sheet ("a4-2x5", 500, NULL);
  g_autoptr (GFile) full = g_file_new_for_path ("/dev/full");
  g_autoptr (GFileOutputStream) stream = g_file_append_to (full, G_FILE_CREATE_NONE, NULL, NULL);
  g_autoptr (GError) error = NULL;

  if (stream == NULL)
    {
      g_test_skip ("No /dev/full here");
      return;
    }

  g_assert_false (
      foyer_badge_sheet_write_pdf (badges, G_OUTPUT_STREAM (stream), NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
test_no_folder (void)
{
  g_autoptr (FoyerBadgeSheet) badges = make_sheet ("a4-2x5", 5, NULL);
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/badges.pdf");
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_badge_sheet_save_pdf (badges, file, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* What gives the badges fails in the middle: the error comes through, nothing is saved. */
static void
test_source_fails (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "badges.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (FoyerBadgeSheet) badges = NULL;
  g_autoptr (GError) error = NULL;
  Guests *guests;

  badges = make_sheet ("a4-2x5", 100, &guests);
  guests->fail_at = 37;
  g_assert_false (foyer_badge_sheet_save_pdf (badges, file, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A code that no QR code can hold, or none: the badge is printed all the same. */
static void
test_impossible_code (void)
{
  g_autofree char *text = g_strnfill (5000, 'x');

  g_assert_null (foyer_qr_new (text));
  g_assert_null (foyer_qr_new (""));
}

/* The alphanumeric mode is used: 122 of its characters fit in version 5 at level M, as bytes they
 * would not. */
static void
test_code_is_compact (void)
{
  g_autofree char *ours = make_code (1);
  g_autofree char *other = g_ascii_strdown (ours, -1);
  g_autoptr (FoyerQr) compact = foyer_qr_new (ours);
  g_autoptr (FoyerQr) bytes = foyer_qr_new (other);

  g_assert_cmpuint (strlen (ours), ==, 122);
  g_assert_cmpuint (foyer_qr_get_size (compact), ==, 37);
  g_assert_cmpuint (foyer_qr_get_size (bytes), >, 37);
  g_assert_true (foyer_qr_is_dark (compact, 0, 0));
  g_assert_false (foyer_qr_is_dark (compact, 1, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/badge-sheet/finalizes", test_finalizes);
  g_test_add_func ("/badge-sheet/pages", test_pages);
  g_test_add_func ("/badge-sheet/start", test_start);
  g_test_add_func ("/badge-sheet/codes-read-back", test_codes_read_back);
  g_test_add_func ("/badge-sheet/empty", test_empty);
  g_test_add_func ("/badge-sheet/progress", test_progress);
  g_test_add_func ("/badge-sheet/cancel-leaves-nothing", test_cancel_leaves_nothing);
  g_test_add_func ("/badge-sheet/full-disk", test_full_disk);
  g_test_add_func ("/badge-sheet/no-folder", test_no_folder);
  g_test_add_func ("/badge-sheet/source-fails", test_source_fails);
  g_test_add_func ("/qr/impossible", test_impossible_code);
  g_test_add_func ("/qr/compact", test_code_is_compact);

  return g_test_run ();
}

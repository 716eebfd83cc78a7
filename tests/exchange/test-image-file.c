/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-image-file.h"

#include "foyer-test.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  FoyerTestDir dir;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = foyer_test_dir_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  foyer_test_dir_free (fixture->dir);
}

static char *
get_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->dir, name, NULL);
}

/* Has ImageMagick make a picture. */
static void
make (Fixture *fixture, const char *arguments, const char *name)
{
  g_autofree char *path = get_path (fixture, name);
  g_autofree char *line = g_strdup_printf ("convert %s %s", arguments, path);
  g_auto (GStrv) command = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_shell_parse_argv (line, NULL, &command, &error));
  g_assert_true (g_spawn_sync (NULL, command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                               &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

static GByteArray *
read_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = get_path (fixture, name);
  GByteArray *bytes = g_byte_array_new ();
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_byte_array_append (bytes, (guint8 *) contents, length);
  return bytes;
}

static void
write_file (Fixture *fixture, const char *name, gconstpointer bytes, gsize length)
{
  g_autofree char *path = get_path (fixture, name);

  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
}

static GdkPixbuf *
load (Fixture *fixture, const char *name, GError **error)
{
  g_autofree char *path = get_path (fixture, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return foyer_image_file_load (file, NULL, error);
}

static void
test_taken (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    const char *name;
    int width;
    int height;
  } cases[] = {
    { "-size 64x36 gradient:red-blue", "plain.jpg", 64, 36 },
    { "-size 64x36 gradient:red-blue", "plain.png", 64, 36 },
    { "-size 64x36 gradient:red-blue -colorspace Gray", "gray.jpg", 64, 36 },
    { "-size 64x36 gradient:red-blue -colorspace CMYK", "cmyk.jpg", 64, 36 },
    { "-size 64x36 gradient:red-blue -depth 16", "deep.png", 64, 36 },
    { "-size 64x36 xc:none", "clear.png", 64, 36 },
    { "-size 64x36 gradient:red-blue -interlace Plane", "progressive.jpg", 64, 36 },
    { "-size 64x36 gradient:red-blue -colors 8 -type Palette", "palette.png", 64, 36 },
    { "-size 1x1 xc:red", "dot.png", 1, 1 },
    { "-size 6000x3000 xc:red", "wide.jpg", 4096, 2048 },
    { "-size 6000x3000 xc:red", "wide.png", 4096, 2048 },
    { "-size 64x36 gradient:red-blue", "wrong-name.png.jpg", 64, 36 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GdkPixbuf) pixels = NULL;
      g_autoptr (GError) error = NULL;

      make (fixture, cases[i].arguments, cases[i].name);
      pixels = load (fixture, cases[i].name, &error);
      g_assert_no_error (error);
      g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, cases[i].width);
      g_assert_cmpint (gdk_pixbuf_get_height (pixels), ==, cases[i].height);
    }
}

static void
assert_refused (Fixture *fixture, const char *name, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixels = load (fixture, name, &error);

  if (pixels != NULL || !g_error_matches (error, FOYER_IMAGE_FILE_ERROR, code))
    g_test_message ("%s: %s", name, error != NULL ? error->message : "taken");
  g_assert_null (pixels);
  g_assert_error (error, FOYER_IMAGE_FILE_ERROR, code);
  g_assert_nonnull (strstr (error->message, name));
}

/* A picture of 100 000 × 100 000 pixels in a few bytes: only what it claims. */
static void
make_bombs (Fixture *fixture)
{
  static const guint8 png[] =
      "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\x86\xa0\0\x01\x86\xa0\x08\x02\0\0\0\x97\x4f\x13\x5c"
      "\0\0\0\x08IDAT\x78\x9c\x63\0\x01\0\0\x05\0\x01\0\0\0\0IEND\xae\x42\x60\x82";
  static const guint8 jpeg[] =
      "\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"
      "\xff\xda\0\x0c\x03\x01\0\x02\x11\x03\x11\0\x3f\0\0\xff\xd9";

  write_file (fixture, "bomb.png", png, sizeof png - 1);
  write_file (fixture, "bomb.jpg", jpeg, sizeof jpeg - 1);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *huge = get_path (fixture, "huge.jpg");
  g_autofree char *folder = get_path (fixture, "folder.jpg");
  g_autoptr (GByteArray) whole = NULL;
  FILE *file;

  write_file (fixture, "text.png", "This is no picture.", 19);
  assert_refused (fixture, "text.png", FOYER_IMAGE_FILE_ERROR_NOT_A_PICTURE);
  write_file (fixture, "empty.png", "", 0);
  assert_refused (fixture, "empty.png", FOYER_IMAGE_FILE_ERROR_NOT_A_PICTURE);
  make (fixture, "-size 20x20 xc:red -size 20x20 xc:blue -loop 0", "moving.gif");
  assert_refused (fixture, "moving.gif", FOYER_IMAGE_FILE_ERROR_NOT_A_PICTURE);
  write_file (fixture, "phone.heic",
              "\0\0\0\x18"
              "ftypheic\0\0\0\0",
              16);
  assert_refused (fixture, "phone.heic", FOYER_IMAGE_FILE_ERROR_NOT_A_PICTURE);
  g_mkdir (folder, 0700);
  assert_refused (fixture, "folder.jpg", FOYER_IMAGE_FILE_ERROR_NOT_A_PICTURE);

  /* 200 MB that take no place on the disk */
  file = g_fopen (huge, "wb");
  g_assert_cmpint (fseek (file, 200 * 1000 * 1000 - 1, SEEK_SET), ==, 0);
  fputc (0, file);
  fclose (file);
  assert_refused (fixture, "huge.jpg", FOYER_IMAGE_FILE_ERROR_TOO_LARGE);
  make_bombs (fixture);
  assert_refused (fixture, "bomb.png", FOYER_IMAGE_FILE_ERROR_TOO_LARGE);
  assert_refused (fixture, "bomb.jpg", FOYER_IMAGE_FILE_ERROR_TOO_LARGE);

  for (guint i = 0; i < 2; i++)
    {
      const char *name = i == 0 ? "whole.jpg" : "whole.png";
      const char *cut = i == 0 ? "cut.jpg" : "cut.png";

      g_clear_pointer (&whole, g_byte_array_unref);
      make (fixture, "-size 400x300 plasma:red-blue", name);
      whole = read_file (fixture, name);
      write_file (fixture, cut, whole->data, whole->len / 2);
      assert_refused (fixture, cut, FOYER_IMAGE_FILE_ERROR_DAMAGED);
      write_file (fixture, cut, whole->data, 12);
      assert_refused (fixture, cut, FOYER_IMAGE_FILE_ERROR_DAMAGED);
      if (i == 0) /* wrong pixels in a JPEG are only seen */
        continue;
      memset (whole->data + whole->len / 2, 0xaa, 100);
      write_file (fixture, "spoilt.png", whole->data, whole->len);
      assert_refused (fixture, "spoilt.png", FOYER_IMAGE_FILE_ERROR_DAMAGED);
    }
}

/* What a camera writes beside the pixels: held sideways, and where. */
static GByteArray *
make_exif (void)
{
  static const char header[] = "Exif\0\0MM\0*\0\0\0\x08";
  static const char directory[] = "\0\x02"
                                  "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0" /* orientation: turned */
                                  "\x88\x25\0\x04\0\0\0\x01\0\0\0\x26" /* the position is at 38 */
                                  "\0\0\0\0"
                                  "\0\x01"
                                  "\0\x01\0\x02\0\0\0\x02N\0\0\0" /* north */
                                  "\0\0\0\0"
                                  "POSITION";
  static const char xmp[] = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>AUTHOR</x:xmpmeta>";
  GByteArray *segments = g_byte_array_new ();
  guint8 start[4] = { 0xff, 0xe1, 0, sizeof header - 1 + sizeof directory - 1 + 2 };
  guint8 second[4] = { 0xff, 0xe1, 0, sizeof xmp - 1 + 2 };

  g_byte_array_append (segments, start, 4);
  g_byte_array_append (segments, (guint8 *) header, sizeof header - 1);
  g_byte_array_append (segments, (guint8 *) directory, sizeof directory - 1);
  g_byte_array_append (segments, second, 4);
  g_byte_array_append (segments, (guint8 *) xmp, sizeof xmp - 1);
  return segments;
}

static gboolean
contains (GBytes *bytes, const char *text)
{
  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);
  gsize length = strlen (text);

  for (gsize i = 0; i + length <= n_bytes; i++)
    if (memcmp (data + i, text, length) == 0)
      return TRUE;
  return FALSE;
}

static void
test_metadata (Fixture *fixture, gconstpointer data)
{
  static const char *const secrets[] = { "Exif", "POSITION", "ns.adobe.com", "AUTHOR", "COMMENT" };
  g_autoptr (GByteArray) plain = NULL;
  g_autoptr (GByteArray) exif = make_exif ();
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;
  g_autoptr (FoyerImage) image = NULL;
  g_autoptr (GError) error = NULL;

  /* left half red, so that turning is seen */
  make (fixture, "-size 40x40 xc:red -size 40x40 xc:blue +append -set comment COMMENT", "plain.jpg");
  plain = read_file (fixture, "plain.jpg");
  g_byte_array_append (whole, plain->data, 2);
  g_byte_array_append (whole, exif->data, exif->len);
  g_byte_array_append (whole, plain->data + 2, plain->len - 2);
  write_file (fixture, "camera.jpg", whole->data, whole->len);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&whole));
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_true (contains (bytes, secrets[i]));

  pixels = load (fixture, "camera.jpg", &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, 40);
  g_assert_cmpint (gdk_pixbuf_get_height (pixels), ==, 80);
  g_assert_cmpint (gdk_pixbuf_read_pixels (pixels)[0], >, 200); /* red is above now */
  image = foyer_image_file_encode (pixels, NULL, &FOYER_IMAGE_COVER, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_false (contains (image->data, secrets[i]));
  g_assert_cmpstr (image->media_type, ==, "image/jpeg");
  g_assert_cmpint (image->height, ==, 80);
}

static void
test_encode (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) noise = NULL;
  g_autoptr (GdkPixbuf) clear = NULL;
  g_autoptr (GdkPixbuf) logo = NULL;
  g_autoptr (FoyerImage) cover = NULL;
  g_autoptr (FoyerImage) inline_image = NULL;
  g_autoptr (FoyerImage) on_white = NULL;
  g_autoptr (FoyerImage) drawing = NULL;
  g_autoptr (GdkPixbuf) read_back = NULL;
  FoyerImageArea area;

  make (fixture, "-size 2400x2400 xc:gray +noise Random", "noise.png");
  noise = load (fixture, "noise.png", NULL);
  area = foyer_image_area_largest (2400, 2400, 16, 9);
  cover = foyer_image_file_encode (noise, &area, &FOYER_IMAGE_COVER, NULL);
  g_assert_cmpint (cover->width, ==, 1920);
  g_assert_cmpint (cover->height, ==, 1080);
  g_assert_cmpuint (g_bytes_get_size (cover->data), <, 1500000); /* noise is the worst there is */
  foyer_uuid_init_v7 (&cover->event_id);
  g_assert_null (foyer_row_validate (cover));

  make (fixture, "-size 1000x600 xc:none -fill red -draw 'circle 500,300 500,50'", "logo.png");
  clear = load (fixture, "logo.png", NULL);
  drawing = foyer_image_file_encode (clear, NULL, &FOYER_IMAGE_LOGO, NULL);
  g_assert_cmpstr (drawing->media_type, ==, "image/png");
  g_assert_cmpint (drawing->width, ==, 512);
  read_back = foyer_image_file_load_bytes (drawing->data, "logo", NULL, NULL);
  g_assert_true (gdk_pixbuf_get_has_alpha (read_back));
  g_assert_cmpint (gdk_pixbuf_read_pixels (read_back)[3], ==, 0);
  g_clear_object (&read_back);
  on_white = foyer_image_file_encode (clear, NULL, &FOYER_IMAGE_COVER, NULL);
  read_back = foyer_image_file_load_bytes (on_white->data, "cover", NULL, NULL);
  g_assert_cmpstr (on_white->media_type, ==, "image/jpeg");
  g_assert_cmpint (gdk_pixbuf_read_pixels (read_back)[0], >, 250);
  inline_image = foyer_image_file_encode (clear, NULL, &FOYER_IMAGE_INLINE, NULL);
  g_assert_cmpstr (inline_image->media_type, ==, "image/png");
  g_assert_cmpint (inline_image->width, ==, 1000); /* never larger than it was */

  make (fixture, "-size 300x100 xc:red", "plain.png");
  logo = load (fixture, "plain.png", NULL);
  foyer_image_free (g_steal_pointer (&drawing));
  drawing = foyer_image_file_encode (logo, NULL, &FOYER_IMAGE_LOGO, NULL);
  g_assert_cmpstr (drawing->media_type, ==, "image/png");
}

static void
test_area (void)
{
  static const int cases[][6] = {
    { 1600, 900, 0, 0, 1600, 900 },   { 1600, 1600, 0, 350, 1600, 900 },
    { 3200, 900, 800, 0, 1600, 900 }, { 1, 1, 0, 0, 1, 1 },
    { 1000, 1, 499, 0, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FoyerImageArea area = foyer_image_area_largest (cases[i][0], cases[i][1], 16, 9);

      g_assert_cmpint (area.x, ==, cases[i][2]);
      g_assert_cmpint (area.y, ==, cases[i][3]);
      g_assert_cmpint (area.width, ==, cases[i][4]);
      g_assert_cmpint (area.height, ==, cases[i][5]);
    }
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GByteArray) contents = NULL;
  g_autoptr (GError) error = NULL;

  make (fixture, "-size 64x36 gradient:red-blue", "plain.jpg");
  contents = read_file (fixture, "plain.jpg");
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&contents));
  g_cancellable_cancel (cancellable);
  g_assert_null (foyer_image_file_load_bytes (bytes, "plain.jpg", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/image-file/taken", test_taken);
  add ("/image-file/refused", test_refused);
  add ("/image-file/metadata", test_metadata);
  add ("/image-file/encode", test_encode);
  add ("/image-file/cancelled", test_cancelled);
  g_test_add_func ("/image-file/area", test_area);
  return g_test_run ();
}

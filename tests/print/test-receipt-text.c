/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-receipt-text.h"

#include <string.h>

static const struct
{
  const char *text;
  const char *clean;
} cleaned[] = {
  { "", "" },
  { "Grace Hopper", "Grace Hopper" },
  { "  two   spaces  ", "two spaces" },
  { "a\tb\r\nc", "a b c" },
  { "\033@\033p\1\1\1open", "@ p open" }, /* what would open the drawer */
  { "\020\024\1\0\1", "" },
  { "\x9b" "31m", "\xef\xbf\xbd" "31m" },
  { "\xc2\x9b" "31m", "31m" },
  { "a\x7f" "b", "a b" },
  { "e\xcc\x81", "é" },
  { "50.00 \xe2\x80\xae" "00.05", "50.00 00.05" },       /* an override would turn the price around */
  { "\xe2\x81\xa7" "a\xe2\x81\xa9", "a" },
  { "\xef\xbb\xbf" "byte order", "byte order" },
  { "\xff\xfe broken", "\xef\xbf\xbd\xef\xbf\xbd broken" },
  { "می\xe2\x80\x8cخواهم", "می\xe2\x80\x8cخواهم" }, /* joins nothing: part of the spelling */
};

static void
test_clean (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cleaned); i++)
    {
      g_autofree char *clean = foyer_receipt_text_clean (cleaned[i].text);

      g_assert_cmpstr (clean, ==, cleaned[i].clean);
    }
}

static const struct
{
  const char *text;
  const char *cells; /* NULL: not with the printer's letters */
} written[] = {
  { "", "" },
  { "Zoë Müller-Lüdenscheidt", "Zoë Müller-Lüdenscheidt" },
  { "2 × VIP", "2 × VIP" },
  { "1.234,50\xc2\xa0€", "1.234,50\xc2\xa0€" },
  { "“so” – ‘and’ … −5", "\"so\" - 'and' ... -5" },
  { "Łódź", NULL },
  { "山田 太郎", NULL },
  { "محمد", NULL },
  { "Zoë 🎸", NULL },
  { "₹ 500", NULL },
};

static void
test_cells (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autofree char *cells = foyer_receipt_text_to_cells (written[i].text);

      g_assert_cmpstr (cells, ==, written[i].cells);
    }
}

/* Whatever a letter is, its byte prints it and commands nothing. */
static void
test_bytes (void)
{
  for (gunichar letter = 0; letter < 0x30000; letter++)
    {
      guint8 byte = foyer_receipt_text_encode (letter);

      if (byte == 0)
        continue;
      g_assert_cmpuint (byte, >=, 0x20);
      g_assert_cmpuint (byte, !=, 0x7f);
      if (letter != 0xa0)
        g_assert_cmpuint (foyer_receipt_text_decode (byte), ==, letter);
    }
  g_assert_cmpuint (foyer_receipt_text_encode (0x20ac), ==, 0xd5);
  g_assert_cmpuint (foyer_receipt_text_decode (0x1b), ==, 0);
}

static const struct
{
  const char *text;
  guint       columns;
  const char *lines; /* by | */
} wrapped[] = {
  { "", 10, "" },
  { "ten letter", 10, "ten letter" },
  { "ten letters", 10, "ten|letters" },
  { "abcdefghij", 10, "abcdefghij" },
  { "abcdefghijk", 10, "abcdefghij|k" },
  { "a abcdefghijk", 10, "a|abcdefghij|k" },
  { "abcdefghij klm", 10, "abcdefghij|klm" },
  { "one two three four", 9, "one two|three|four" },
  { "1\xc2\xa0" "234\xc2\xa0€ or more", 8, "1\xc2\xa0" "234\xc2\xa0€|or more" },
  { "äöü äöü", 3, "äöü|äöü" },
  { "abc", 1, "a|b|c" },
  { "a b", 1, "a|b" },
};

static void
test_wrap (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrapped); i++)
    {
      g_autoptr (GPtrArray) lines
          = foyer_receipt_text_wrap (wrapped[i].text, wrapped[i].columns);
      g_autofree char *joined = NULL;

      g_ptr_array_add (lines, NULL);
      joined = g_strjoinv ("|", (char **) lines->pdata);
      g_assert_cmpstr (joined, ==, wrapped[i].lines);
    }
}

/* At any width nothing is lost and nothing is too wide. */
static void
test_wrap_any_width (void)
{
  static const char text[] = "General Admission with a very long name, Donaudampfschifffahrtsgesellschaft & Söhne";

  for (guint columns = 1; columns < 100; columns++)
    {
      g_autoptr (GPtrArray) lines = foyer_receipt_text_wrap (text, columns);
      g_autoptr (GString) letters = g_string_new (NULL);
      const char *p = text;

      for (guint i = 0; i < lines->len; i++)
        {
          g_assert_cmpint (g_utf8_strlen (g_ptr_array_index (lines, i), -1), <=, columns);
          g_string_append (letters, g_ptr_array_index (lines, i));
        }
      for (gsize i = 0; i < letters->len; i++)
        {
          if (letters->str[i] == ' ')
            continue;
          while (*p == ' ')
            p++;
          g_assert_cmpint (letters->str[i], ==, *p++);
        }
      g_assert_cmpint (*p, ==, '\0');
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/receipt-text/clean", test_clean);
  g_test_add_func ("/receipt-text/cells", test_cells);
  g_test_add_func ("/receipt-text/bytes", test_bytes);
  g_test_add_func ("/receipt-text/wrap", test_wrap);
  g_test_add_func ("/receipt-text/wrap-any-width", test_wrap_any_width);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-csv-reader.h"
#include "foyer-test.h"

#include <string.h>

/* expected: cells joined by ·, records by ¶; an empty line is no cell at all; ! before a record
 * with flaws. */
typedef struct
{
  const char *text;
  const char *expected;
  char separator;
} Case;

static const Case cases[] = {
  { "", "", ',' },
  { "a,b\nc,d\n", "a·b¶c·d", ',' },
  { "a,b\r\nc,d", "a·b¶c·d", ',' },
  { "a,b\rc,d\r", "a·b¶c·d", ',' },
  { "a,\n,b\n,\n", "a·¶·b¶·", ',' },
  { "\n\na\n", "¶¶a", ',' },
  { "\xef\xbb\xbf"
    "a;b\n",
    "a·b", ';' },
  { "\"a,b\",\"c\"\"d\",\"\"\n", "a,b·c\"d·", ',' },
  { "\"\"\"\"\n", "\"", ',' },
  { "\"a\nb\",c\nd,e\n", "a\nb·c¶d·e", ',' },
  { "\"a\r\nb\",c\n", "a\r\nb·c", ',' },
  { "a\"b,c\n", "a\"b·c", ',' },
  { " \"a, b\" ,c\n", "a, b·c", ',' },
  { "\"Red\" Smith,b\n", "\"Red\" Smith·b", ',' },
  { "\"Umbrella \"Labs\" GmbH\",b\n", "Umbrella \"Labs\" GmbH·b", ',' },
  { "\"open,b\nc,d\n", "!\"open·b¶c·d", ',' },
  { "\"open,b\nc,\"d\"\ne,f\n", "!\"open·b¶c·d¶e·f", ',' },
  { "\"open", "!\"open", ',' },
  { "\"open\n\"closed\",b", "!\"open¶closed·b", ',' },
  { "a,\"\n", "!a·\"", ',' },
  { "\"a\"\"b", "!\"a\"\"b", ',' },
  { "\"\"\"a\"\"\n", "!\"\"\"a\"\"", ',' },
  { "a\tb c\n", "a·b c", '\t' },
  { "\xff"
    "a,b\xc3\n",
    "!?a·b?", ',' },
  { "ü,\xe6\xb1\x89\n", "ü·汉", ',' },
};

static char *
read_all (const char *text, gsize length, char separator)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, length, NULL);
  g_autoptr (FoyerCsvReader) reader = foyer_csv_reader_new (stream, separator);
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);
  FoyerCsvRecord record;
  gint64 row = 0;

  while (foyer_csv_reader_next (reader, &record, NULL, &error))
    {
      g_assert_cmpint (record.row, ==, ++row);
      if (row > 1)
        g_string_append (out, "¶");
      if (record.flaws != 0)
        g_string_append_c (out, '!');
      for (guint i = 0; i < record.n_cells; i++)
        {
          if (i > 0)
            g_string_append (out, "·");
          g_string_append_len (out, record.cells[i].text, record.cells[i].length);
        }
    }
  g_assert_no_error (error);
  return g_string_free (out, FALSE);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = read_all (cases[i].text, strlen (cases[i].text), cases[i].separator);

      g_test_message ("case %u", i);
      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
test_nul (void)
{
  static const char text[] = "a\0b,c\nd,e\n";
  g_autoptr (GInputStream) stream =
      g_memory_input_stream_new_from_data (text, sizeof text - 1, NULL);
  g_autoptr (FoyerCsvReader) reader = foyer_csv_reader_new (stream, ',');
  FoyerCsvRecord record;

  g_assert_true (foyer_csv_reader_next (reader, &record, NULL, NULL));
  g_assert_cmpint (record.flaws, ==, FOYER_CSV_NUL_BYTE);
  g_assert_cmpuint (record.n_cells, ==, 2);
  g_assert_cmpuint (record.cells[0].length, ==, 3);
  g_assert_true (foyer_csv_reader_next (reader, &record, NULL, NULL));
  g_assert_cmpint (record.flaws, ==, 0);
  g_assert_false (foyer_csv_reader_next (reader, &record, NULL, NULL));
}

/* A quote that nobody closes takes its own line and no other, however much follows. */
static void
test_stray_quote_in_a_long_file (void)
{
  g_autoptr (GString) text = g_string_new ("name,mail\n\"stray,x@example.org\n");
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (FoyerCsvReader) reader = NULL;
  FoyerCsvRecord record;
  guint n = 0, n_flawed = 0;

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (text, "Person %u,p%u@example.org\n", i, i);
  stream = g_memory_input_stream_new_from_data (text->str, text->len, NULL);
  reader = foyer_csv_reader_new (stream, ',');
  while (foyer_csv_reader_next (reader, &record, NULL, NULL))
    {
      g_assert_cmpuint (record.n_cells, ==, 2);
      n++;
      n_flawed += record.flaws != 0;
    }
  g_assert_cmpuint (n, ==, 50002);
  g_assert_cmpuint (n_flawed, ==, 1);
}

static void
test_too_long (void)
{
  g_autoptr (GString) text = g_string_new ("a,");
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (FoyerCsvReader) reader = NULL;
  FoyerCsvRecord record;

  for (guint i = 0; i < 3 * FOYER_CSV_MAX_RECORD; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\nb,c\n");
  for (guint i = 0; i < 10000; i++)
    g_string_append_c (text, ',');
  g_string_append (text, "\nd,e");
  stream = g_memory_input_stream_new_from_data (text->str, text->len, NULL);
  reader = foyer_csv_reader_new (stream, ',');

  g_assert_true (foyer_csv_reader_next (reader, &record, NULL, NULL));
  g_assert_cmpint (record.flaws, ==, FOYER_CSV_TOO_LONG);
  g_assert_true (foyer_csv_reader_next (reader, &record, NULL, NULL));
  g_assert_cmpint (record.flaws, ==, 0);
  g_assert_cmpint (record.cells[0].text[0], ==, 'b');
  g_assert_true (foyer_csv_reader_next (reader, &record, NULL, NULL));
  g_assert_cmpint (record.flaws, ==, FOYER_CSV_TOO_LONG);
  g_assert_true (foyer_csv_reader_next (reader, &record, NULL, NULL));
  g_assert_cmpint (record.cells[0].text[0], ==, 'd');
  g_assert_cmpint (foyer_csv_reader_get_offset (reader), ==, text->len);
  g_assert_false (foyer_csv_reader_next (reader, &record, NULL, NULL));
}

/* Random tables, written as RFC 4180 says, come back as they were: also where cells lie across the
 * reader's window. */
static void
test_random_round_trip (void)
{
  static const char *const pieces[] = { "a",  "b c",     "\"", ",",
                                        "\n", "\r\n",    "é",  "汉字",
                                        "",   "x,\"y\"", " ",  "long text of some words" };
  static const char separators[] = { ',', ';', '\t', '|' };

  for (guint round = 0; round < 60; round++)
    {
      char separator = separators[g_test_rand_int_range (0, 4)];
      const char *line_end = round % 3 == 0 ? "\r\n" : "\n";
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autofree char *got = NULL;
      guint n_rows = g_test_rand_int_range (1, round % 10 == 0 ? 20000 : 200);

      for (guint row = 0; row < n_rows; row++)
        {
          guint n_cells = g_test_rand_int_range (2, 6);

          if (row > 0)
            g_string_append (expected, "¶");
          for (guint i = 0; i < n_cells; i++)
            {
              g_autoptr (GString) cell = g_string_new (NULL);
              g_auto (GStrv) halves = NULL;
              g_autofree char *doubled = NULL;

              for (guint p = g_test_rand_int_range (0, 4); p > 0; p--)
                g_string_append (cell, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
              halves = g_strsplit (cell->str, "\"", -1);
              doubled = g_strjoinv ("\"\"", halves);
              g_string_append_printf (text, "%.1s\"%s\"", i > 0 ? &separator : "", doubled);
              g_string_append_printf (expected, "%s%s", i > 0 ? "·" : "", cell->str);
            }
          g_string_append (text, line_end);
        }
      got = read_all (text->str, text->len, separator);
      g_assert_cmpstr (got, ==, expected->str);
    }
}

/* Any bytes: every record ends, offsets grow, the end is the end. */
static void
test_garbage (void)
{
  for (guint round = 0; round < 200; round++)
    {
      gsize length = g_test_rand_int_range (0, 4000);
      g_autofree char *text = g_malloc (length + 1);
      g_autofree char *got = NULL;

      for (gsize i = 0; i < length; i++)
        text[i] = g_test_rand_int_range (0, 3) == 0 ? ",\"\n\r"[g_test_rand_int_range (0, 4)]
                                                    : (char) g_test_rand_int_range (1, 256);
      got = read_all (text, length, ',');
      g_assert_true (g_utf8_validate (got, -1, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/csv-reader/table", test_table);
  g_test_add_func ("/exchange/csv-reader/nul", test_nul);
  g_test_add_func ("/exchange/csv-reader/stray-quote", test_stray_quote_in_a_long_file);
  g_test_add_func ("/exchange/csv-reader/too-long", test_too_long);
  g_test_add_func ("/exchange/csv-reader/random-round-trip", test_random_round_trip);
  g_test_add_func ("/exchange/csv-reader/garbage", test_garbage);
  return g_test_run ();
}

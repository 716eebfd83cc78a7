/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-roster-order.h"
#include "foyer-roster-scan.h"

#include <string.h>

#include "foyer-answers.h"

static const char *
find_naively (const char *from, const char *to, const char *word, gsize length)
{
  for (; to - from >= (gssize) length; from++)
    if (memcmp (from, word, length) == 0)
      return from;
  return NULL;
}

/* Every place and length around the step of 16, in text of two letters so that nearly everything
 * nearly fits. */
static void
test_find (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint round = 0; round < 20000; round++)
    {
      char text[80 + FOYER_SCAN_PADDING];
      char word[24];
      gsize size = g_rand_int_range (rand, 0, 80);
      gsize length = g_rand_int_range (rand, 1, sizeof word);
      gsize start = g_rand_int_range (rand, 0, 16);

      for (gsize i = 0; i < sizeof text; i++)
        text[i] = g_rand_int_range (rand, 0, 8) == 0 ? 'b' : 'a';
      for (gsize i = 0; i < length; i++)
        word[i] = g_rand_int_range (rand, 0, 8) == 0 ? 'b' : 'a';
      start = MIN (start, size);
      g_assert_true (foyer_scan_find (text + start, text + size, word, length) ==
                     find_naively (text + start, text + size, word, length));
    }
}

typedef struct
{
  GString *text;
  GArray *starts;
  FoyerScanRows rows;
} Rows;

static void
rows_init (Rows *self, GRand *rand, guint n)
{
  guint32 start = 0;

  self->text = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (self->starts, start);
  for (guint i = 0; i < n; i++)
    {
      for (guint length = g_rand_int_range (rand, 0, 40); length > 0; length--)
        g_string_append_c (self->text, g_rand_int_range (rand, 'a', 'e'));
      g_string_append_c (self->text, '\n');
      start = self->text->len;
      g_array_append_val (self->starts, start);
    }
  for (guint i = 0; i < FOYER_SCAN_PADDING; i++)
    g_string_append_c (self->text, 'a');
  self->rows = (FoyerScanRows){ self->text->str, (guint32 *) (void *) self->starts->data, n };
}

static void
rows_clear (Rows *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->starts);
}

static void
test_rows (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  Rows rows;
  guint n = 40000;

  rows_init (&rows, rand, n);
  for (guint round = 0; round < 30; round++)
    {
      g_autofree guint64 *all = g_new0 (guint64, FOYER_BITS_WORDS (n));
      g_autofree guint64 *some = g_new0 (guint64, FOYER_BITS_WORDS (n));
      g_autofree guint64 *among = g_new0 (guint64, FOYER_BITS_WORDS (n));
      char word[8];
      gsize length = g_rand_int_range (rand, 1, sizeof word);

      for (gsize i = 0; i < length; i++)
        word[i] = g_rand_int_range (rand, 'a', 'e');
      for (guint row = 0; row < n; row += g_rand_int_range (rand, 1, 5))
        FOYER_BITS_ADD (among, row);
      g_assert_true (foyer_scan_rows (&rows.rows, word, length, all, NULL));
      g_assert_true (foyer_scan_narrow (&rows.rows, word, length, among, some, NULL));

      for (guint row = 0; row < n; row++)
        {
          const char *from = rows.rows.bytes + rows.rows.starts[row];
          const char *to = rows.rows.bytes + rows.rows.starts[row + 1];
          gboolean holds = find_naively (from, to, word, length) != NULL;

          g_assert_cmpint (FOYER_BITS_HAS (all, row), ==, holds);
          g_assert_cmpint (FOYER_BITS_HAS (some, row), ==, holds && FOYER_BITS_HAS (among, row));
        }
    }
  rows_clear (&rows);
}

static void
test_cancel (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint64 bits[8] = { 0 };
  Rows rows;

  rows_init (&rows, rand, 100);
  g_cancellable_cancel (cancellable);
  g_assert_false (foyer_scan_rows (&rows.rows, "a", 1, bits, cancellable));
  g_assert_false (foyer_scan_narrow (&rows.rows, "a", 1, bits, bits, cancellable));
  rows_clear (&rows);
}

/* Sizes on both sides of each way of sorting; few values, so that order among equals shows. */
static void
test_sort (void)
{
  static const guint sizes[] = { 0, 1, 2, 15, 17, 300, 767, 769, 5000, 65535, 65536, 200000 };
  static const guint64 masks[] = { 0, 0xff, 0xff00, 0x7fff, 0xff000000000000ff, G_MAXUINT64 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (masks); j++)
      {
        guint n = sizes[i];
        g_autofree FoyerSortEntry *entries = g_new (FoyerSortEntry, n + 1);
        g_autofree FoyerSortEntry *spare = g_new (FoyerSortEntry, n + 1);

        for (guint k = 0; k < n; k++)
          {
            guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);

            entries[k] = (FoyerSortEntry){ bits & masks[j], k, 0 };
          }
        foyer_sort_entries (entries, spare, n);
        for (guint k = 1; k < n; k++)
          g_assert_true (entries[k - 1].prefix < entries[k].prefix ||
                         (entries[k - 1].prefix == entries[k].prefix &&
                          entries[k - 1].slot < entries[k].slot));
      }
}

static void
collect_cb (const char *code, const char *answer, gpointer data)
{
  g_string_append_printf (data, "%s=%s;", code, answer);
}

static void
test_answers (void)
{
  static const struct
  {
    const char *json;
    const char *read;
    gboolean is_valid;
  } cases[] = {
    { NULL, "", TRUE },
    { "{}", "", TRUE },
    { " { \"a\" : \"b\" } ", "a=b;", TRUE },
    { "{\"a\":\"x\\\"y\\\\\\/\\n\",\"b\":\"\"}", "a=x\"y\\/\n;b=;", TRUE },
    { "{\"a\":\"\\u00e4\\ud83d\\ude00\\ud800\"}", "a=ä😀\357\277\275;", TRUE },
    { "{\"a\":12.5,\"b\":null,\"c\":[1,{\"d\":\"}\"}],\"e\":true }",
      "a=12.5;b=;c=[1,{\"d\":\"}\"}];e=true;", TRUE },
    { "", "", FALSE },
    { "[]", "", FALSE },
    { "{\"a\"", "", FALSE },
    { "{\"a\":\"b", "", FALSE },
    { "{\"a\":\"b\\", "", FALSE },
    { "{\"a\":\"\\u12\"}", "", FALSE },
    { "{\"a\":\"b\",}", "a=b;", FALSE },
    { "{\"a\":[[[", "", FALSE },
    { "{\"a\":]}", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) read = g_string_new (NULL);

      if (cases[i].is_valid)
        g_assert_true (foyer_answers_foreach (cases[i].json, collect_cb, read));
      else
        g_assert_false (foyer_answers_foreach (cases[i].json, collect_cb, read));
      g_assert_cmpstr (read->str, ==, cases[i].is_valid || read->len > 0 ? cases[i].read : "");
    }
}

static void
test_set_answer (void)
{
  g_autofree char *one = foyer_answers_set (NULL, "meal", "soup \"hot\"\n");
  g_autofree char *two = foyer_answers_set (one, "size", "L");
  g_autofree char *changed = foyer_answers_set (two, "meal", "salad");
  g_autofree char *taken = foyer_answers_set (changed, "size", "");
  g_autofree char *none = foyer_answers_set (taken, "meal", NULL);
  g_autofree char *meal = foyer_answers_dup (two, "meal");
  g_autofree char *missing = foyer_answers_dup (two, "colour");

  g_assert_cmpstr (meal, ==, "soup \"hot\"\n");
  g_assert_null (missing);
  g_assert_cmpstr (taken, ==, "{\"meal\":\"salad\"}");
  g_assert_null (none);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roster-scan/find", test_find);
  g_test_add_func ("/roster-scan/rows", test_rows);
  g_test_add_func ("/roster-scan/cancel", test_cancel);
  g_test_add_func ("/roster-scan/sort", test_sort);
  g_test_add_func ("/answers/read", test_answers);
  g_test_add_func ("/answers/set", test_set_answer);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-text.h"

#include <string.h>

static void
test_fold (void)
{
  const char *const cases[][2] = {
    { "", "" },
    { NULL, "" },
    { "MULLER", "muller" },
    { "Müller", "muller" },
    { "Mu\xcc\x88ller", "muller" }, /* the accent on its own */
    { "Straße STRASSE ẞ", "strasse strasse ss" },
    { "Søren Đorđe Łukasz Þórsdóttir Æsa Œuvre ılgın İzmir",
      "soren dorde lukasz thorsdottir aesa oeuvre ilgin izmir" },
    { "Ñusta Žaneta Şule Ǿ ở", "nusta zaneta sule o o" },
    { "ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ" },
    { "ООО Ромашка Йорк", "ооо ромашка иорк" },
    { "Ａｃｍｅ ﬁn ①", "acme fin 1" },
    { "東京", "東京" },
    { "ｶﾞ ガ", "ガ ガ" },
    { "한국", "한국" },
    { "नमस्ते", "नमस्ते" }, /* vowel signs stay */
    { "שָׁלוֹם", "שָׁלוֹם" },
    { "مُحَمَّد", "مُحَمَّد" },
    { "O’Brien Ann–Marie", "o'brien ann-marie" },
    { "non\xc2\xa0"
      "breaking\xc2\xad",
      "non breaking" },
    { "2×2 ÷ 👍🏽", "2×2 ÷ 👍🏽" },
    { "a\xff"
      "B\xc3",
      "a�b�" },
    { "AbC@[`{Z", "abc@[`{z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = foyer_text_fold (cases[i][0], -1);
      g_autofree char *again = foyer_text_fold (folded, -1);
      /* scripts that NFKD takes apart are compared decomposed */
      g_autofree char *expected = g_utf8_normalize (cases[i][1], -1, G_NORMALIZE_NFKD);

      g_assert_cmpstr (folded, ==, expected);
      g_assert_cmpstr (again, ==, folded);
    }
}

/* What folds equal in Unicode's own terms folds equal here. */
static void
test_fold_all (void)
{
  for (gunichar c = 1; c < 0x30000; c++)
    {
      char text[8] = { 0 };
      g_autofree char *composed = NULL, *decomposed = NULL, *upper = NULL;
      g_autofree char *a = NULL, *b = NULL, *again = NULL;

      if (!g_unichar_isdefined (c) || (c >= 0xd800 && c < 0xe000))
        continue;
      g_unichar_to_utf8 (c, text);
      composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
      decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);

      a = foyer_text_fold (composed, -1);
      b = foyer_text_fold (decomposed, -1);
      g_assert_true (g_utf8_validate (a, -1, NULL));
      if (c != 0x13f && c != 0x140 && c != 0x149) /* ŀ and ŉ are spelled out by the table */
        g_assert_cmpstr (a, ==, b);
      again = foyer_text_fold (a, -1);
      g_assert_cmpstr (again, ==, a);
    }
}

static void
test_fold_append (void)
{
  g_autoptr (GString) to = g_string_new ("X");

  foyer_text_fold_append (to, "ÄBCdef", 4);
  foyer_text_fold_append (to, "Z", 0);
  foyer_text_fold_append (to, "a\0B", 3);
  g_assert_cmpmem (to->str, to->len, "Xabca\0b", 7);

  /* marks of another script come in canonical order, however they were typed */
  g_string_truncate (to, 0);
  foyer_text_fold_append (to, "\u05e9\u05b8\u05c1\u05e9\u05c1\u05b8", -1);
  g_assert_cmpstr (to->str, ==, "\u05e9\u05b8\u05c1\u05e9\u05b8\u05c1");

  /* more of them than anybody means */
  g_string_truncate (to, 0);
  for (guint i = 0; i < 1000; i++)
    foyer_text_fold_append (
        to, "\u05e9\u05b8\u05c1\u05b8\u05c1\u05b8\u05c1\u05b8\u05c1\u05b8\u05c1", -1);
  g_assert_cmpuint (to->len, ==, 1000 * 22);
}

static void
test_hash (void)
{
  /* Known answers of XXH64. */
  static const struct
  {
    const char *text;
    guint64 seed;
    guint64 hash;
  } cases[] = {
    { "", 0, G_GUINT64_CONSTANT (0xef46db3751d8e999) },
    { "a", 0, G_GUINT64_CONSTANT (0xd24ec4f1a98c6e5b) },
    { "abc", 0, G_GUINT64_CONSTANT (0x44bc2cf5ad770999) },
    { "Nobody inspects the spammish repetition", 0, G_GUINT64_CONSTANT (0xfbcea83c8a378bf1) },
    { "xxhash", 0, G_GUINT64_CONSTANT (0x32dd38952c4bc720) },
    { "xxhash", 20141025, G_GUINT64_CONSTANT (0xb559b98d844e0635) },
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  char bytes[100] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmphex (foyer_text_hash (cases[i].text, strlen (cases[i].text), cases[i].seed), ==,
                     cases[i].hash);

  for (gsize length = 0; length <= sizeof bytes; length++)
    {
      guint64 hash = foyer_text_hash (bytes, length, 1);
      g_assert_true (g_hash_table_add (seen, g_memdup2 (&hash, sizeof hash)));
    }
  for (gsize i = 0; i < sizeof bytes; i++)
    {
      guint64 hash;

      bytes[i] ^= 1;
      hash = foyer_text_hash (bytes, sizeof bytes, 1);
      g_assert_true (g_hash_table_add (seen, g_memdup2 (&hash, sizeof hash)));
      bytes[i] ^= 1;
    }
}

static void
test_slug (void)
{
  g_autofree char *endless = g_strnfill (500, 'x');
  g_autofree char *slug = foyer_text_make_slug (endless);
  g_autofree char *empty = foyer_text_make_slug ("日本");
  g_autofree char *usual = foyer_text_make_slug (" Zoë & Łukasz: 2nd_Edition/ ");

  g_assert_cmpuint (strlen (slug), ==, 60);
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (usual, ==, "zoe-lukasz-2nd-edition");
}

static void
test_email (void)
{
  static const struct
  {
    const char *text;
    gboolean is_valid;
  } cases[] = {
    { "ada@example.org", TRUE },
    { "a.b+c_d-e!#$%&'*/=?^`{|}~@sub.example.co.uk", TRUE },
    { "søren@münchen.example", TRUE },
    { "x@a-b.io", TRUE },
    { NULL, FALSE },
    { "", FALSE },
    { "not-an-address", FALSE },
    { "@example.org", FALSE },
    { "ada@", FALSE },
    { "ada@localhost", FALSE },
    { "ada@example.o", FALSE },
    { "ada@example..org", FALSE },
    { "ada@.example.org", FALSE },
    { "ada@example.org.", FALSE },
    { "ada@-example.org", FALSE },
    { ".ada@example.org", FALSE },
    { "ada.@example.org", FALSE },
    { "a..da@example.org", FALSE },
    { "ada@bob@example.org", FALSE },
    { "ada lovelace@example.org", FALSE },
    { "Ada <ada@example.org>", FALSE },
    { "ada@example.org, bob@example.org", FALSE },
    { "ada@exam_ple.org", FALSE },
    { "ada@example.org\n", FALSE },
    { "ada\xff@example.org", FALSE },
  };
  g_autofree char *local = g_strnfill (65, 'a');
  g_autofree char *long_local = g_strconcat (local, "@example.org", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (foyer_email_is_valid (cases[i].text), ==, cases[i].is_valid);
    }
  g_assert_false (foyer_email_is_valid (long_local));
  g_assert_true (foyer_email_is_valid (long_local + 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-all", test_fold_all);
  g_test_add_func ("/text/fold-append", test_fold_append);
  g_test_add_func ("/text/hash", test_hash);
  g_test_add_func ("/text/slug", test_slug);
  g_test_add_func ("/text/email", test_email);

  return g_test_run ();
}

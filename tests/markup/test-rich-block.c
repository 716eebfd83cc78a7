/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-html.h"
#include "foyer-random-blocks.h"
#include "foyer-rich-write.h"

#include <string.h>

#define ROUNDS 4000

static void
test_runs (void)
{
  g_autoptr (FoyerRichBlock) block = foyer_rich_block_new (FOYER_RICH_PARAGRAPH, 0);
  g_autoptr (FoyerRichBlock) copy = NULL;

  g_assert_true (foyer_rich_block_is_empty (block));
  foyer_rich_block_append (block, "a", -1, FOYER_RICH_BOLD, NULL);
  foyer_rich_block_append (block, "bc", 1, FOYER_RICH_BOLD, NULL);
  foyer_rich_block_append (block, "", -1, FOYER_RICH_ITALIC, NULL);
  g_assert_cmpuint (block->runs->len, ==, 1);
  foyer_rich_block_append (block, "c", -1, FOYER_RICH_BOLD, "https://a.example");
  g_assert_cmpuint (block->runs->len, ==, 2);
  foyer_rich_block_append_image (block, "01890a5d-ac96-774b-bcce-b302099a8057", " a \n vase\t",
                                 FOYER_RICH_BOLD, "https://a.example");
  foyer_rich_block_append (block, "d", -1, FOYER_RICH_BOLD, "https://a.example");
  g_assert_cmpuint (block->runs->len, ==, 4);
  g_assert_cmpstr (((FoyerRichRun *) block->runs->pdata[2])->alt, ==, "a vase");

  copy = foyer_rich_block_copy (block);
  g_assert_true (foyer_rich_block_equal (copy, block));
  foyer_rich_block_append (copy, "e", -1, FOYER_RICH_PLAIN, NULL);
  g_assert_false (foyer_rich_block_equal (copy, block));
}

static void
test_spaces (void)
{
  static const struct
  {
    const char *text;
    const char *kept;
    const char *collapsed;
  } cases[] = {
    { "a b", "a b", "a b" },
    { "  a  b  ", "a\xc2\xa0 b", "a b" },
    { "a   b", "a\xc2\xa0\xc2\xa0 b", "a b" },
    { "a \xe2\x80\xa8 b",
      "a\xe2\x80\xa8"
      "b",
      "a\xe2\x80\xa8"
      "b" },
    { "a\xe2\x80\xa8", "a\xe2\x80\xa8", "a" },
    { "a\tb\nc", "a b c", "a b c" },
    { "a \xc2\xa0 b", "a \xc2\xa0 b", "a \xc2\xa0 b" },
    { " \xc2\xa0 ", "", "" },
    { "\xe2\x80\xa8", "\xe2\x80\xa8", "" },
    { "\x01\x7f\xc2\x85\xef\xbb\xbf\xef\xbf\xbc"
      "a",
      "a", "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int collapse = FALSE; collapse <= TRUE; collapse++)
      {
        g_autoptr (FoyerRichBlock) block = foyer_rich_block_new (FOYER_RICH_PARAGRAPH, 0);
        g_autoptr (FoyerRichBlock) tidy = NULL;
        const char *wanted = collapse ? cases[i].collapsed : cases[i].kept;

        foyer_rich_block_append (block, cases[i].text, -1, FOYER_RICH_PLAIN, NULL);
        tidy = foyer_rich_block_tidy (block, collapse);
        if (*wanted == '\0')
          g_assert_true (foyer_rich_block_is_empty (tidy));
        else
          g_assert_cmpstr (((FoyerRichRun *) tidy->runs->pdata[0])->text->str, ==, wanted);
      }
}

/* Whatever the blocks: their HTML is clean, reading it gives them back, tidy, and writing those the
 * same bytes. */
static void
test_there_and_back (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GPtrArray) blocks = foyer_random_blocks (random);
      g_autofree char *html = foyer_rich_write (blocks);
      g_autoptr (GPtrArray) read = foyer_html_read (html);
      g_autofree char *again = foyer_rich_write (read);
      g_autofree char *plain = foyer_rich_write_plainly (blocks);
      g_autofree char *plain_again = foyer_rich_write_plainly (read);
      g_autoptr (GPtrArray) tidy =
          g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_rich_block_free);

      g_assert_cmpstr (again, ==, html);
      g_assert_cmpstr (plain_again, ==, plain);
      g_assert_true (foyer_html_is_clean (html));
      for (guint i = 0; i < blocks->len; i++)
        g_ptr_array_add (tidy, foyer_rich_block_tidy (blocks->pdata[i], FALSE));
      foyer_rich_blocks_tidy (tidy);
      g_assert_cmpuint (read->len, ==, tidy->len);
      for (guint i = 0; i < tidy->len; i++)
        g_assert_true (foyer_rich_block_equal (read->pdata[i], tidy->pdata[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rich-block/runs", test_runs);
  g_test_add_func ("/rich-block/spaces", test_spaces);
  g_test_add_func ("/rich-block/there-and-back", test_there_and_back);
  return g_test_run ();
}

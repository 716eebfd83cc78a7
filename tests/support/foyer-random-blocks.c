/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-random-blocks.h"

#define BLOCKS_MAX 12
#define RUNS_MAX   7

static const char *const words[] = {
  "a",        "pottery",      " ",     "  ",    "&amp;", "<b>",       "“quoted”", "\"",
  "\xc2\xa0", "مرحبا",        "שלום",  "山田",  "🎉",     "e\xcc\x81", "x y",      FOYER_RICH_BREAK,
  "-",        "\xe2\x80\x8f", "1 < 2", "tail ", " head", "\t",        "कि",       "'",
  "\\",       "</p>",         "\x01",
};

static const char *const links[] = {
  NULL, NULL, NULL, "https://example.org", "https://example.org/?a=1&b=2", "mailto:ada@example.org",
};

static const char *const images[] = {
  "01890a5d-ac96-774b-bcce-b302099a8057",
  "01890a5d-ac96-774b-bcce-b302099a8058",
};

static const char *
pick (GRand *random, const char *const *from, guint n)
{
  return from[g_rand_int_range (random, 0, n)];
}

FoyerRichBlock *
foyer_random_block (GRand *random)
{
  FoyerRichKind kind = g_rand_int_range (random, FOYER_RICH_PARAGRAPH, FOYER_RICH_NUMBER + 1);
  gboolean is_list = kind == FOYER_RICH_BULLET || kind == FOYER_RICH_NUMBER;
  FoyerRichBlock *block = foyer_rich_block_new (
      kind, is_list ? (guint) g_rand_int_range (random, 0, FOYER_RICH_LEVEL_MAX + 1) : 0);

  for (int n = g_rand_int_range (random, 0, RUNS_MAX); n > 0; n--)
    {
      FoyerRichStyle style = g_rand_int_range (random, 0, 4);
      const char *link = pick (random, links, G_N_ELEMENTS (links));

      if (g_rand_int_range (random, 0, 12) == 0)
        foyer_rich_block_append_image (block, pick (random, images, G_N_ELEMENTS (images)),
                                       pick (random, words, G_N_ELEMENTS (words)), style, link);
      else
        foyer_rich_block_append (block, pick (random, words, G_N_ELEMENTS (words)), -1, style,
                                 link);
    }
  return block;
}

GPtrArray *
foyer_random_blocks (GRand *random)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_rich_block_free);

  for (int n = g_rand_int_range (random, 0, BLOCKS_MAX); n > 0; n--)
    g_ptr_array_add (blocks, foyer_random_block (random));
  return blocks;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-rich-block.h"

#include <string.h>

#define NO_BREAK_SPACE 0xa0
#define LINE_BREAK     0x2028
#define OBJECT         0xfffc

static void
run_free (gpointer data)
{
  FoyerRichRun *run = data;

  g_string_free (run->text, TRUE);
  g_free (run->link);
  g_free (run->image);
  g_free (run->alt);
  g_free (run);
}

static FoyerRichRun *
add_run (FoyerRichBlock *self, FoyerRichStyle style, const char *link)
{
  FoyerRichRun *run = g_new0 (FoyerRichRun, 1);

  run->text = g_string_new (NULL);
  run->style = style;
  run->link = g_strdup (link);
  g_ptr_array_add (self->runs, run);
  return run;
}

/**
 * foyer_rich_block_new:
 * @kind: what it is
 * @level: how deep, of a list's item; else 0
 *
 * Returns: (transfer full): an empty block
 */
FoyerRichBlock *
foyer_rich_block_new (FoyerRichKind kind, guint level)
{
  FoyerRichBlock *self = g_rc_box_new0 (FoyerRichBlock);

  self->kind = kind;
  self->level = level;
  self->runs = g_ptr_array_new_with_free_func (run_free);
  return self;
}

/**
 * foyer_rich_block_copy:
 * @self: a block
 *
 * Returns: (transfer full): the same again
 */
FoyerRichBlock *
foyer_rich_block_copy (const FoyerRichBlock *self)
{
  FoyerRichBlock *copy = foyer_rich_block_new (self->kind, self->level);

  for (guint i = 0; i < self->runs->len; i++)
    {
      const FoyerRichRun *run = self->runs->pdata[i];

      if (run->image != NULL)
        foyer_rich_block_append_image (copy, run->image, run->alt, run->style, run->link);
      else
        foyer_rich_block_append (copy, run->text->str, run->text->len, run->style, run->link);
    }
  return copy;
}

/**
 * foyer_rich_block_ref:
 * @self: a block, which is not changed any more
 *
 * Returns: (transfer full): the same block
 */
FoyerRichBlock *
foyer_rich_block_ref (FoyerRichBlock *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_block (gpointer data)
{
  FoyerRichBlock *self = data;

  g_ptr_array_unref (self->runs);
}

/**
 * foyer_rich_block_free:
 * @self: (nullable) (transfer full): a block
 *
 * Lets go of it; it is gone when nobody holds it any more.
 */
void
foyer_rich_block_free (FoyerRichBlock *self)
{
  if (self != NULL)
    g_rc_box_release_full (self, clear_block);
}

static gboolean
run_equal (const FoyerRichRun *a, const FoyerRichRun *b)
{
  return a->style == b->style && g_string_equal (a->text, b->text) &&
         g_strcmp0 (a->link, b->link) == 0 && g_strcmp0 (a->image, b->image) == 0 &&
         g_strcmp0 (a->alt, b->alt) == 0;
}

/**
 * foyer_rich_block_equal:
 * @a: a block
 * @b: a block
 *
 * Returns: whether they say and look the same
 */
gboolean
foyer_rich_block_equal (const FoyerRichBlock *a, const FoyerRichBlock *b)
{
  if (a->kind != b->kind || a->level != b->level || a->runs->len != b->runs->len)
    return FALSE;
  for (guint i = 0; i < a->runs->len; i++)
    if (!run_equal (a->runs->pdata[i], b->runs->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * foyer_rich_block_is_list:
 * @self: a block
 *
 * Returns: whether it is an item of a list
 */
gboolean
foyer_rich_block_is_list (const FoyerRichBlock *self)
{
  return self->kind == FOYER_RICH_BULLET || self->kind == FOYER_RICH_NUMBER;
}

/**
 * foyer_rich_block_is_empty:
 * @self: a block
 *
 * Returns: whether there is no text and no picture in it
 */
gboolean
foyer_rich_block_is_empty (const FoyerRichBlock *self)
{
  return self->runs->len == 0;
}

/**
 * foyer_rich_block_append:
 * @self: a block
 * @text: valid UTF-8 without line ends
 * @length: in bytes, or -1
 * @style: how it looks
 * @link: (nullable): where it leads, a tidy address
 */
void
foyer_rich_block_append (FoyerRichBlock *self,
                         const char *text,
                         gssize length,
                         FoyerRichStyle style,
                         const char *link)
{
  FoyerRichRun *run = self->runs->len > 0 ? self->runs->pdata[self->runs->len - 1] : NULL;

  if (length < 0)
    length = strlen (text);
  if (length == 0)
    return;
  if (run == NULL || run->image != NULL || run->style != style || g_strcmp0 (run->link, link) != 0)
    run = add_run (self, style, link);
  g_string_append_len (run->text, text, length);
}

/* What a character of text becomes; 0 for nothing. */
static gunichar
tidy_character (gunichar c)
{
  if (c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0x2029)
    return ' ';
  if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == OBJECT || c == 0xfeff || (c & 0xfffe) == 0xfffe)
    return 0;
  return c;
}

/* One line, its spaces as a person counts them. */
static char *
tidy_alt (const char *alt)
{
  g_autoptr (GString) tidy = g_string_new (NULL);
  guint n = 0;

  for (const char *p = alt; *p != '\0' && n < FOYER_RICH_ALT_MAX; p = g_utf8_next_char (p))
    {
      gunichar c = tidy_character (g_utf8_get_char (p));

      if (c == LINE_BREAK)
        c = ' ';
      if (c == 0 || (c == ' ' && (n == 0 || g_str_has_suffix (tidy->str, " "))))
        continue;
      g_string_append_unichar (tidy, c);
      n++;
    }
  if (g_str_has_suffix (tidy->str, " "))
    g_string_truncate (tidy, tidy->len - 1);
  return tidy->len > 0 ? g_string_free (g_steal_pointer (&tidy), FALSE) : NULL;
}

/**
 * foyer_rich_block_append_image:
 * @self: a block
 * @image: the picture's id
 * @alt: (nullable): what it shows, in words
 * @style: how the text around it looks
 * @link: (nullable): where it leads, a tidy address
 */
void
foyer_rich_block_append_image (FoyerRichBlock *self,
                               const char *image,
                               const char *alt,
                               FoyerRichStyle style,
                               const char *link)
{
  FoyerRichRun *run = add_run (self, style, link);

  g_string_append (run->text, FOYER_RICH_OBJECT);
  run->image = g_strdup (image);
  run->alt = alt != NULL ? tidy_alt (alt) : NULL;
}

/* A block's characters in one line, each with the run that it is of. */
typedef struct
{
  gunichar c;
  const FoyerRichRun *run;
} Cell;

static GArray *
spread (const FoyerRichBlock *self)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (Cell));

  for (guint i = 0; i < self->runs->len; i++)
    {
      const FoyerRichRun *run = self->runs->pdata[i];

      for (const char *p = run->text->str; *p != '\0'; p = g_utf8_next_char (p))
        {
          gunichar c = run->image != NULL ? OBJECT : tidy_character (g_utf8_get_char (p));

          if (c != 0)
            g_array_append_val (cells, ((Cell){ c, run }));
        }
    }
  return cells;
}

/* Leaves 0 where nothing is to be. Spaces at either end of a line are not shown; of several, HTML
 * shows one. */
static void
tidy_spaces (GArray *cells, gboolean collapse)
{
  gunichar before = LINE_BREAK;
  gunichar after = LINE_BREAK;

  for (guint i = 0; i < cells->len; i++)
    {
      Cell *cell = &g_array_index (cells, Cell, i);

      if (cell->c == ' ' && (before == LINE_BREAK || (collapse && before == ' ')))
        cell->c = 0;
      else
        before = cell->c;
    }
  for (guint i = cells->len; i-- > 0;)
    {
      Cell *cell = &g_array_index (cells, Cell, i);
      gunichar c = cell->c;

      if (c == 0)
        continue;
      if (c == ' ' && after == LINE_BREAK)
        cell->c = 0;
      else if (c == ' ' && after == ' ')
        cell->c = NO_BREAK_SPACE;
      after = c == ' ' && after == LINE_BREAK ? LINE_BREAK : c;
    }
}

/* The line break that HTML does not show: one at the end. */
static void
drop_last_break (GArray *cells)
{
  for (guint i = cells->len; i-- > 0;)
    {
      Cell *cell = &g_array_index (cells, Cell, i);

      if (cell->c == LINE_BREAK)
        cell->c = 0;
      else if (cell->c == 0)
        continue;
      return;
    }
}

static gboolean
is_blank (GArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      gunichar c = g_array_index (cells, Cell, i).c;

      if (c != 0 && c != ' ' && c != NO_BREAK_SPACE)
        return FALSE;
    }
  return TRUE;
}

/**
 * foyer_rich_block_tidy:
 * @self: a block
 * @collapse: whether several spaces are one, as in HTML, and the last line break is not shown; else
 * all but the last of several become no-break spaces
 *
 * Control characters go, spaces that nobody would see go, a block of nothing but spaces is empty.
 * Tidying a tidy block changes nothing, with or without @collapse.
 *
 * Returns: (transfer full): the tidy block
 */
FoyerRichBlock *
foyer_rich_block_tidy (const FoyerRichBlock *self, gboolean collapse)
{
  FoyerRichBlock *tidy = foyer_rich_block_new (self->kind, self->level);
  g_autoptr (GArray) cells = spread (self);

  tidy_spaces (cells, collapse);
  if (collapse)
    drop_last_break (cells);
  if (is_blank (cells))
    return tidy;
  for (guint i = 0; i < cells->len; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);
      const FoyerRichRun *run = cell->run;
      char bytes[6];

      if (cell->c == OBJECT)
        foyer_rich_block_append_image (tidy, run->image, run->alt, run->style, run->link);
      else if (cell->c != 0)
        foyer_rich_block_append (tidy, bytes, g_unichar_to_utf8 (cell->c, bytes), run->style,
                                 run->link);
    }
  return tidy;
}

static gboolean
is_empty_paragraph (const FoyerRichBlock *block)
{
  return block->kind == FOYER_RICH_PARAGRAPH && foyer_rich_block_is_empty (block);
}

/**
 * foyer_rich_blocks_tidy:
 * @blocks: (element-type FoyerRichBlock): tidy blocks, changed in place
 *
 * Empty paragraphs at both ends go; an item of a list is at most one level below the block before
 * it, and what is no item has no level.
 */
void
foyer_rich_blocks_tidy (GPtrArray *blocks)
{
  guint n_empty = 0;
  guint most = 0;

  while (blocks->len > 0 && is_empty_paragraph (blocks->pdata[blocks->len - 1]))
    g_ptr_array_set_size (blocks, blocks->len - 1);
  while (n_empty < blocks->len && is_empty_paragraph (blocks->pdata[n_empty]))
    n_empty++;
  if (n_empty > 0)
    g_ptr_array_remove_range (blocks, 0, n_empty);

  for (guint i = 0; i < blocks->len; i++)
    {
      FoyerRichBlock *block = blocks->pdata[i];

      block->level = foyer_rich_block_is_list (block) ? MIN (block->level, most) : 0;
      most = foyer_rich_block_is_list (block) ? MIN (block->level + 1, FOYER_RICH_LEVEL_MAX) : 0;
    }
}

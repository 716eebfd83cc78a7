/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-rich-write.h"

#include <string.h>

static const char *const block_elements[] = {
  [FOYER_RICH_PARAGRAPH] = "p", [FOYER_RICH_HEADING] = "h2", [FOYER_RICH_SUBHEADING] = "h3",
  [FOYER_RICH_QUOTE] = "p",     [FOYER_RICH_BULLET] = "li",  [FOYER_RICH_NUMBER] = "li",
};

static void
append_escaped (GString *to, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    switch (text[i])
      {
      case '<':
        g_string_append (to, "&lt;");
        break;
      case '>':
        g_string_append (to, "&gt;");
        break;
      case '&':
        g_string_append (to, "&amp;");
        break;
      default:
        g_string_append_c (to, text[i]);
      }
}

static void
append_attribute (GString *to, const char *name, const char *value)
{
  g_string_append_printf (to, " %s=\"", name);
  for (const char *quote = strchr (value, '"'); quote != NULL; quote = strchr (value, '"'))
    {
      append_escaped (to, value, quote - value);
      g_string_append (to, "&quot;");
      value = quote + 1;
    }
  append_escaped (to, value, strlen (value));
  g_string_append_c (to, '"');
}

static void
write_text (GString *html, const char *text)
{
  const char *line_break;

  while ((line_break = strstr (text, FOYER_RICH_BREAK)) != NULL)
    {
      append_escaped (html, text, line_break - text);
      g_string_append (html, "<br>");
      text = line_break + strlen (FOYER_RICH_BREAK);
    }
  append_escaped (html, text, strlen (text));
}

/* The elements around a run, the outermost first: a, strong, em. */
enum
{
  LINK,
  BOLD,
  ITALIC,
  N_INLINES,
};

static const char *const inline_elements[] = { "a", "strong", "em" };

static gboolean
has_inline (const FoyerRichRun *run, guint which)
{
  if (run == NULL)
    return FALSE;
  return which == LINK   ? run->link != NULL
         : which == BOLD ? (run->style & FOYER_RICH_BOLD) != 0
                         : (run->style & FOYER_RICH_ITALIC) != 0;
}

/* From one run to the next: elements that both have stay open, as far as nothing around them ends.
 */
static void
write_change (GString *html, const FoyerRichRun *before, const FoyerRichRun *after)
{
  guint same = 0;

  while (same < N_INLINES && has_inline (before, same) == has_inline (after, same) &&
         (same != LINK || before == NULL || after == NULL ||
          g_strcmp0 (before->link, after->link) == 0))
    same++;
  for (guint i = N_INLINES; i-- > same;)
    if (has_inline (before, i))
      g_string_append_printf (html, "</%s>", inline_elements[i]);
  for (guint i = same; i < N_INLINES; i++)
    if (has_inline (after, i) && i == LINK)
      {
        g_string_append (html, "<a");
        append_attribute (html, "href", after->link);
        g_string_append_c (html, '>');
      }
    else if (has_inline (after, i))
      g_string_append_printf (html, "<%s>", inline_elements[i]);
}

static void
write_runs (GString *html, const FoyerRichBlock *block, const FoyerRichBlock *next)
{
  gboolean has_list =
      foyer_rich_block_is_list (block) && next != NULL && next->level > block->level;
  const FoyerRichRun *before = NULL;

  for (guint i = 0; i < block->runs->len; i++)
    {
      const FoyerRichRun *run = block->runs->pdata[i];

      write_change (html, before, run);
      before = run;
      if (run->image == NULL)
        {
          write_text (html, run->text->str);
          continue;
        }
      g_string_append_printf (html, "<img src=\"foyer-image:%s\"", run->image);
      append_attribute (html, "alt", run->alt != NULL ? run->alt : "");
      g_string_append_c (html, '>');
    }
  if (before != NULL)
    write_change (html, before, NULL);

  /* A last line break is not shown, an empty paragraph has no height, and an item that has nothing
   * but a list is none: one more line break makes them be. */
  if (before != NULL
          ? before->image == NULL && g_str_has_suffix (before->text->str, FOYER_RICH_BREAK)
          : !foyer_rich_block_is_list (block) || has_list)
    g_string_append (html, "<br>");
}

static const char *
get_list_element (FoyerRichKind kind)
{
  return kind == FOYER_RICH_BULLET ? "ul" : "ol";
}

/* Which lists are open, the outermost first. */
typedef struct
{
  FoyerRichKind kinds[FOYER_RICH_LEVEL_MAX + 1];
  guint n_open;
  gboolean is_quoted;
} Outline;

static void
close_lists (GString *html, Outline *outline, guint to)
{
  while (outline->n_open > to)
    g_string_append_printf (html, "</li></%s>",
                            get_list_element (outline->kinds[--outline->n_open]));
}

static void
open_block (GString *html, Outline *outline, const FoyerRichBlock *block)
{
  gboolean is_quoted = block->kind == FOYER_RICH_QUOTE;

  if (!foyer_rich_block_is_list (block))
    close_lists (html, outline, 0);
  if (outline->is_quoted && !is_quoted)
    g_string_append (html, "</blockquote>");
  if (!outline->is_quoted && is_quoted)
    g_string_append (html, "<blockquote>");
  outline->is_quoted = is_quoted;
  if (!foyer_rich_block_is_list (block))
    return;

  close_lists (html, outline, block->level + 1);
  if (outline->n_open == block->level + 1 && outline->kinds[block->level] != block->kind)
    close_lists (html, outline, block->level);
  if (outline->n_open == block->level + 1)
    {
      g_string_append (html, "</li>");
      return;
    }
  g_string_append_printf (html, "<%s>", get_list_element (block->kind));
  outline->kinds[outline->n_open++] = block->kind;
}

static GPtrArray *
tidy_all (GPtrArray *blocks)
{
  GPtrArray *tidy = g_ptr_array_new_full (blocks->len, (GDestroyNotify) foyer_rich_block_free);

  for (guint i = 0; i < blocks->len; i++)
    g_ptr_array_add (tidy, foyer_rich_block_tidy (blocks->pdata[i], FALSE));
  foyer_rich_blocks_tidy (tidy);
  return tidy;
}

/**
 * foyer_rich_write:
 * @blocks: (element-type FoyerRichBlock): blocks, tidy or not
 *
 * Returns: (transfer full): the clean HTML of them; reading it gives the same blocks, tidy, and
 * writing those gives the same bytes
 */
char *
foyer_rich_write (GPtrArray *blocks)
{
  g_autoptr (GPtrArray) tidy = tidy_all (blocks);
  GString *html = g_string_new (NULL);
  Outline outline = { 0 };

  for (guint i = 0; i < tidy->len; i++)
    {
      const FoyerRichBlock *block = tidy->pdata[i];
      const char *element = block_elements[block->kind];

      open_block (html, &outline, block);
      g_string_append_printf (html, "<%s>", element);
      write_runs (html, block, i + 1 < tidy->len ? tidy->pdata[i + 1] : NULL);
      if (!foyer_rich_block_is_list (block)) /* an item stays open for a list within */
        g_string_append_printf (html, "</%s>", element);
    }
  close_lists (html, &outline, 0);
  if (outline.is_quoted)
    g_string_append (html, "</blockquote>");
  return g_string_free (html, FALSE);
}

static void
write_runs_plainly (GString *text, const FoyerRichBlock *block)
{
  for (guint i = 0; i < block->runs->len; i++)
    {
      const FoyerRichRun *run = block->runs->pdata[i];
      const FoyerRichRun *next = i + 1 < block->runs->len ? block->runs->pdata[i + 1] : NULL;

      g_string_append (text, run->image == NULL ? run->text->str
                             : run->alt != NULL ? run->alt
                                                : "");
      if (run->link != NULL && (next == NULL || g_strcmp0 (next->link, run->link) != 0) &&
          !g_str_has_suffix (text->str, run->link))
        g_string_append_printf (text, " (%s)", run->link);
    }
}

static void
write_sign (GString *text, const FoyerRichBlock *block, guint *numbers)
{
  if (!foyer_rich_block_is_list (block))
    return;
  for (guint i = 0; i < block->level; i++)
    g_string_append (text, "   ");
  if (block->kind == FOYER_RICH_BULLET)
    g_string_append (text, "• ");
  else
    g_string_append_printf (text, "%u. ", numbers[block->level]);
}

/**
 * foyer_rich_write_plainly:
 * @blocks: (element-type FoyerRichBlock): blocks, tidy or not
 *
 * Returns: (transfer full): what they say as plain text: items have their bullet or number, links
 * their address behind them, pictures are what they show
 */
char *
foyer_rich_write_plainly (GPtrArray *blocks)
{
  g_autoptr (GPtrArray) tidy = tidy_all (blocks);
  g_auto (GStrv) lines = NULL;
  GString *text = g_string_new (NULL);
  guint numbers[FOYER_RICH_LEVEL_MAX + 1] = { 0 };

  for (guint i = 0; i < tidy->len; i++)
    {
      const FoyerRichBlock *block = tidy->pdata[i];
      const FoyerRichBlock *before = i > 0 ? tidy->pdata[i - 1] : NULL;

      if (before != NULL)
        g_string_append (text, foyer_rich_block_is_list (block) && foyer_rich_block_is_list (before)
                                   ? "\n"
                                   : "\n\n");
      for (guint level = block->level + (block->kind == FOYER_RICH_NUMBER ? 1 : 0);
           level <= FOYER_RICH_LEVEL_MAX; level++)
        numbers[level] = 0;
      if (block->kind == FOYER_RICH_NUMBER)
        numbers[block->level]++;
      write_sign (text, block, numbers);
      write_runs_plainly (text, block);
    }
  lines = g_strsplit (text->str, FOYER_RICH_BREAK, -1);
  g_string_free (text, TRUE);
  return g_strjoinv ("\n", lines);
}

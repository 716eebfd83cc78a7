/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-rich-buffer-private.h"

#include <string.h>

/* What a person does to the look of text: styles, kinds, levels, links. Each is one user action. */
static gboolean
has_style_all_over (GtkTextTag *tag, const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextIter at = *start;

  while (gtk_text_iter_compare (&at, end) < 0)
    {
      /* Line ends look like nothing. */
      if (gtk_text_iter_has_tag (&at, tag))
        {
          if (!gtk_text_iter_forward_to_tag_toggle (&at, tag))
            return TRUE;
        }
      else if (!gtk_text_iter_ends_line (&at) || !gtk_text_iter_forward_char (&at))
        return FALSE;
    }
  return TRUE;
}

static FoyerRichStyle
get_style_before (FoyerRichBuffer *self, const GtkTextIter *cursor)
{
  GtkTextIter at = *cursor;
  FoyerRichStyle style = FOYER_RICH_PLAIN;

  if (!gtk_text_iter_starts_line (&at))
    gtk_text_iter_backward_char (&at);
  else if (gtk_text_iter_ends_line (&at))
    return style;
  if (gtk_text_iter_has_tag (&at, self->bold))
    style |= FOYER_RICH_BOLD;
  if (gtk_text_iter_has_tag (&at, self->italic))
    style |= FOYER_RICH_ITALIC;
  return style;
}

FoyerRichStyle
foyer_rich_buffer_get_style (FoyerRichBuffer *self)
{
  FoyerRichStyle style = FOYER_RICH_PLAIN;
  GtkTextIter start, end;

  g_return_val_if_fail (FOYER_IS_RICH_BUFFER (self), style);

  if (gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self), &start, &end))
    {
      if (has_style_all_over (self->bold, &start, &end))
        style |= FOYER_RICH_BOLD;
      if (has_style_all_over (self->italic, &start, &end))
        style |= FOYER_RICH_ITALIC;
      return style;
    }
  return self->next_style >= 0 ? (FoyerRichStyle) self->next_style
                               : get_style_before (self, &start);
}

void
foyer_rich_buffer_set_style (FoyerRichBuffer *self, FoyerRichStyle which, gboolean is_on)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  FoyerRichStyle style;
  GtkTextIter start, end;

  g_return_if_fail (FOYER_IS_RICH_BUFFER (self));

  style = foyer_rich_buffer_get_style (self);
  style = is_on ? style | which : style & ~which;
  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    {
      self->next_style = style;
      foyer_rich_buffer_tell_state (self);
      return;
    }
  gtk_text_buffer_begin_user_action (buffer);
  for (int i = 0; i < 2; i++)
    {
      GtkTextTag *tag = i == 0 ? self->bold : self->italic;

      if (!(which & (i == 0 ? FOYER_RICH_BOLD : FOYER_RICH_ITALIC)))
        continue;
      if (is_on)
        gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
      else
        gtk_text_buffer_remove_tag (buffer, tag, &start, &end);
    }
  gtk_text_buffer_end_user_action (buffer);
}

/* The lines that are selected, or that of the cursor. A selection that ends where a line begins has
 * none of it. */
static void
get_selected_lines (FoyerRichBuffer *self, int *first, int *last)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self), &start, &end);
  *first = gtk_text_iter_get_line (&start);
  *last = gtk_text_iter_get_line (&end);
  if (*last > *first && gtk_text_iter_starts_line (&end))
    *last -= 1;
}

FoyerRichKind
foyer_rich_buffer_get_line_kind (FoyerRichBuffer *self, int line, guint *level)
{
  const FoyerRichLine *what;

  g_return_val_if_fail (FOYER_IS_RICH_BUFFER (self), FOYER_RICH_PARAGRAPH);

  what = foyer_rich_buffer_get_line (self, line);
  if (level != NULL)
    *level = what->level;
  return what->kind;
}

FoyerRichKind
foyer_rich_buffer_get_kind (FoyerRichBuffer *self)
{
  int first, last;

  g_return_val_if_fail (FOYER_IS_RICH_BUFFER (self), FOYER_RICH_PARAGRAPH);

  get_selected_lines (self, &first, &last);
  return foyer_rich_buffer_get_line (self, first)->kind;
}

static gboolean
is_list (const FoyerRichLine *line)
{
  return line->kind == FOYER_RICH_BULLET || line->kind == FOYER_RICH_NUMBER;
}

/* An item is at most one level below the one before it. */
static guint
get_most_level (FoyerRichBuffer *self, int line)
{
  const FoyerRichLine *before = line > 0 ? foyer_rich_buffer_get_line (self, line - 1) : NULL;

  return before != NULL && is_list (before) ? MIN (before->level + 1u, FOYER_RICH_LEVEL_MAX) : 0;
}

static void
set_line (FoyerRichBuffer *self, int line, FoyerRichKind kind, guint level)
{
  *foyer_rich_buffer_get_line (self, line) = (FoyerRichLine){ kind, level };
  foyer_rich_buffer_touch (self, line, line);
}

/* Items below one that moved must not be left hanging. */
static void
settle_levels (FoyerRichBuffer *self, int line)
{
  for (; line < (int) self->lines->len; line++)
    {
      const FoyerRichLine *what = foyer_rich_buffer_get_line (self, line);
      guint most = get_most_level (self, line);

      if (!is_list (what) || what->level <= most)
        return;
      set_line (self, line, what->kind, most);
    }
}

void
foyer_rich_buffer_set_kind (FoyerRichBuffer *self, FoyerRichKind kind)
{
  int first, last;

  g_return_if_fail (FOYER_IS_RICH_BUFFER (self));

  get_selected_lines (self, &first, &last);
  gtk_text_buffer_begin_user_action (GTK_TEXT_BUFFER (self));
  for (int i = first; i <= last; i++)
    {
      FoyerRichLine after = { kind, 0 };

      if (is_list (&after))
        after.level = MIN (foyer_rich_buffer_get_line (self, i)->level, get_most_level (self, i));
      set_line (self, i, kind, after.level);
    }
  settle_levels (self, last + 1);
  gtk_text_buffer_end_user_action (GTK_TEXT_BUFFER (self));
}

guint
foyer_rich_buffer_get_line_number (FoyerRichBuffer *self, int line)
{
  const FoyerRichLine *what;
  guint number = 1;

  g_return_val_if_fail (FOYER_IS_RICH_BUFFER (self), 0);

  what = foyer_rich_buffer_get_line (self, line);
  while (--line >= 0)
    {
      const FoyerRichLine *before = foyer_rich_buffer_get_line (self, line);

      if (!is_list (before) || before->level < what->level ||
          (before->level == what->level && before->kind != what->kind))
        break;
      if (before->level == what->level)
        number++;
    }
  return number;
}

gboolean
foyer_rich_buffer_indent (FoyerRichBuffer *self, int by)
{
  int first, last;

  g_return_val_if_fail (FOYER_IS_RICH_BUFFER (self), FALSE);

  get_selected_lines (self, &first, &last);
  if (!is_list (foyer_rich_buffer_get_line (self, first)))
    return FALSE;
  gtk_text_buffer_begin_user_action (GTK_TEXT_BUFFER (self));
  for (int i = first; i <= last; i++)
    {
      const FoyerRichLine what = *foyer_rich_buffer_get_line (self, i);

      if (!is_list (&what))
        continue;
      if (by < 0 && what.level == 0)
        set_line (self, i, FOYER_RICH_PARAGRAPH, 0);
      else
        set_line (self, i, what.kind,
                  CLAMP ((int) what.level + by, 0, (int) get_most_level (self, i)));
    }
  settle_levels (self, last + 1);
  gtk_text_buffer_end_user_action (GTK_TEXT_BUFFER (self));
  return TRUE;
}

static GtkTextTag *
find_link_tag (const GtkTextIter *at)
{
  g_autoptr (GSList) tags = gtk_text_iter_get_tags (at);

  for (GSList *item = tags; item != NULL; item = item->next)
    if (foyer_rich_buffer_link_of (item->data) != NULL)
      return item->data;
  return NULL;
}

const char *
foyer_rich_buffer_get_link (FoyerRichBuffer *self,
                            const GtkTextIter *at,
                            GtkTextIter *start,
                            GtkTextIter *end)
{
  GtkTextIter from = *at;
  GtkTextIter to;
  GtkTextTag *tag;

  g_return_val_if_fail (FOYER_IS_RICH_BUFFER (self), NULL);

  tag = find_link_tag (&from);
  /* A cursor behind the last letter of a link is at that link too. */
  if (tag == NULL && !gtk_text_iter_starts_line (&from) && gtk_text_iter_backward_char (&from))
    tag = find_link_tag (&from);
  if (tag == NULL)
    return NULL;
  to = from;
  if (!gtk_text_iter_starts_tag (&from, tag))
    gtk_text_iter_backward_to_tag_toggle (&from, tag);
  gtk_text_iter_forward_to_tag_toggle (&to, tag);
  if (start != NULL)
    *start = from;
  if (end != NULL)
    *end = to;
  return foyer_rich_buffer_link_of (tag);
}

static void
remove_links (FoyerRichBuffer *self, const GtkTextIter *start, const GtkTextIter *end)
{
  GHashTableIter tags;
  gpointer tag;

  g_hash_table_iter_init (&tags, self->links);
  while (g_hash_table_iter_next (&tags, NULL, &tag))
    gtk_text_buffer_remove_tag (GTK_TEXT_BUFFER (self), tag, start, end);
}

void
foyer_rich_buffer_set_link (FoyerRichBuffer *self,
                            const GtkTextIter *start,
                            const GtkTextIter *end,
                            const char *href)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);

  g_return_if_fail (FOYER_IS_RICH_BUFFER (self));

  gtk_text_buffer_begin_user_action (buffer);
  remove_links (self, start, end);
  if (href != NULL)
    gtk_text_buffer_apply_tag (buffer, foyer_rich_buffer_need_link (self, href), start, end);
  gtk_text_buffer_end_user_action (buffer);
}

void
foyer_rich_buffer_insert_link (FoyerRichBuffer *self, const char *text, const char *href)
{
  g_autoptr (GPtrArray) blocks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_rich_block_free);
  FoyerRichBlock *block = foyer_rich_block_new (FOYER_RICH_PARAGRAPH, 0);

  g_return_if_fail (FOYER_IS_RICH_BUFFER (self));

  foyer_rich_block_append (block, text, -1, foyer_rich_buffer_get_style (self), href);
  g_ptr_array_add (blocks, block);
  foyer_rich_buffer_insert_blocks (self, blocks);
}

static void
insert_line_end (FoyerRichBuffer *self, GtkTextIter *at)
{
  int offset = gtk_text_iter_get_offset (at);
  GtkTextIter start;

  gtk_text_buffer_insert (GTK_TEXT_BUFFER (self), at, "\n", 1);
  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (self), &start, offset);
  gtk_text_buffer_remove_all_tags (GTK_TEXT_BUFFER (self), &start, at);
}

/* The first goes into the line of the cursor, and makes it what it is when that line had nothing
 * before the cursor. */
void
foyer_rich_buffer_insert_blocks (FoyerRichBuffer *self, GPtrArray *blocks)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  GtkTextIter start, at;
  gboolean is_fresh;
  int first;

  g_return_if_fail (FOYER_IS_RICH_BUFFER (self));

  if (blocks->len == 0)
    return;
  gtk_text_buffer_begin_user_action (buffer);
  if (gtk_text_buffer_get_selection_bounds (buffer, &start, &at))
    gtk_text_buffer_delete (buffer, &start, &at);
  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  first = gtk_text_iter_get_line (&at);
  is_fresh = foyer_rich_buffer_line_is_empty (self, first) ||
             (gtk_text_iter_starts_line (&at) && blocks->len > 1);

  self->is_quiet++;
  for (guint i = 0; i < blocks->len; i++)
    {
      const FoyerRichBlock *block = blocks->pdata[i];
      FoyerRichLine line = { block->kind, block->level };

      if (i > 0)
        {
          insert_line_end (self, &at);
          g_array_insert_val (self->lines, first + i, line);
        }
      else if (is_fresh && (blocks->len > 1 || line.kind != FOYER_RICH_PARAGRAPH))
        *foyer_rich_buffer_get_line (self, first) = line;
      foyer_rich_buffer_insert_runs (self, &at, block);
    }
  self->is_quiet--;
  gtk_text_buffer_place_cursor (buffer, &at);
  self->n_acts += 2;
  foyer_rich_buffer_touch (self, first, first + blocks->len - 1);
  for (guint i = 0; i <= blocks->len; i++)
    settle_levels (self, first + i);
  gtk_text_buffer_end_user_action (buffer);
}

gboolean
foyer_rich_buffer_break_line (FoyerRichBuffer *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  FoyerRichLine what;
  GtkTextIter at;
  int line;

  g_return_val_if_fail (FOYER_IS_RICH_BUFFER (self), FALSE);

  if (gtk_text_buffer_get_has_selection (buffer))
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  line = gtk_text_iter_get_line (&at);
  what = *foyer_rich_buffer_get_line (self, line);

  /* An empty item ends its list. */
  if ((is_list (&what) || what.kind == FOYER_RICH_QUOTE) &&
      foyer_rich_buffer_line_is_empty (self, line))
    {
      if (!foyer_rich_buffer_indent (self, -1))
        foyer_rich_buffer_set_kind (self, FOYER_RICH_PARAGRAPH);
      return TRUE;
    }
  if (what.kind != FOYER_RICH_HEADING && what.kind != FOYER_RICH_SUBHEADING)
    return FALSE;
  /* After a heading comes text. */
  gtk_text_buffer_begin_user_action (buffer);
  self->next_style = FOYER_RICH_PLAIN;
  if (gtk_text_iter_starts_line (&at) && !gtk_text_iter_ends_line (&at))
    {
      gtk_text_buffer_insert (buffer, &at, "\n", 1);
      set_line (self, line, FOYER_RICH_PARAGRAPH, 0);
    }
  else
    {
      gboolean is_end = gtk_text_iter_ends_line (&at);

      gtk_text_buffer_insert (buffer, &at, "\n", 1);
      if (is_end)
        set_line (self, line + 1, FOYER_RICH_PARAGRAPH, 0);
    }
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

gboolean
foyer_rich_buffer_erase_backwards (FoyerRichBuffer *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  GtkTextIter at;

  g_return_val_if_fail (FOYER_IS_RICH_BUFFER (self), FALSE);

  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  if (gtk_text_buffer_get_has_selection (buffer) ||
      (!gtk_text_iter_starts_line (&at) &&
       !foyer_rich_buffer_line_is_empty (self, gtk_text_iter_get_line (&at))) ||
      foyer_rich_buffer_get_line (self, gtk_text_iter_get_line (&at))->kind == FOYER_RICH_PARAGRAPH)
    return FALSE;
  if (!foyer_rich_buffer_indent (self, -1))
    foyer_rich_buffer_set_kind (self, FOYER_RICH_PARAGRAPH);
  return TRUE;
}

static void
set_tag_colour (gpointer key, gpointer tag, gpointer colour)
{
  g_object_set (tag, "foreground-rgba", colour, NULL);
}

void
foyer_rich_buffer_set_link_colour (FoyerRichBuffer *self, const GdkRGBA *colour)
{
  g_return_if_fail (FOYER_IS_RICH_BUFFER (self));

  self->link_colour = *colour;
  g_hash_table_foreach (self->links, set_tag_colour, (gpointer) colour);
}

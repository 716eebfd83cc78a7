/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-rich-buffer-private.h"

#include "foyer-rich-picture.h"

#include <string.h>

/* Lines ↔ blocks. Nothing here is noted for undo: whoever calls says what changed. */
#define LINK_KEY "foyer-rich-link"

const char *
foyer_rich_buffer_link_of (GtkTextTag *tag)
{
  return g_object_get_data (G_OBJECT (tag), LINK_KEY);
}

/* One tag for each address, however often it stands in the text. */
GtkTextTag *
foyer_rich_buffer_need_link (FoyerRichBuffer *self, const char *href)
{
  GtkTextTag *tag = g_hash_table_lookup (self->links, href);

  if (tag != NULL)
    return tag;
  tag =
      gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (self), NULL, "underline", PANGO_UNDERLINE_SINGLE,
                                  "foreground-rgba", &self->link_colour, NULL);
  g_object_set_data_full (G_OBJECT (tag), LINK_KEY, g_strdup (href), g_free);
  g_hash_table_insert (self->links, (gpointer) foyer_rich_buffer_link_of (tag), tag);
  return tag;
}

static const char *
find_link (const GtkTextIter *at)
{
  g_autoptr (GSList) tags = gtk_text_iter_get_tags (at);

  for (GSList *item = tags; item != NULL; item = item->next)
    if (foyer_rich_buffer_link_of (item->data) != NULL)
      return foyer_rich_buffer_link_of (item->data);
  return NULL;
}

static void
append_text (FoyerRichBlock *block,
             const char *text,
             gsize length,
             FoyerRichStyle style,
             const char *link)
{
  g_autofree char *part = g_strndup (text, length);
  g_auto (GStrv) parts = g_strsplit (part, FOYER_RICH_FILLER, -1);

  for (guint i = 0; parts[i] != NULL; i++)
    foyer_rich_block_append (block, parts[i], -1, style, link);
}

/* What is between two places where no tag begins or ends. */
static void
read_run (FoyerRichBuffer *self,
          FoyerRichBlock *block,
          const GtkTextIter *start,
          const GtkTextIter *end)
{
  g_autofree char *slice = gtk_text_iter_get_slice (start, end);
  const char *link = find_link (start);
  const char *text = slice;
  const char *object;
  GtkTextIter at = *start;
  FoyerRichStyle style = FOYER_RICH_PLAIN;

  if (gtk_text_iter_has_tag (start, self->bold))
    style |= FOYER_RICH_BOLD;
  if (gtk_text_iter_has_tag (start, self->italic))
    style |= FOYER_RICH_ITALIC;

  while ((object = strstr (text, FOYER_RICH_OBJECT)) != NULL)
    {
      GdkPaintable *paintable;

      append_text (block, text, object - text, style, link);
      gtk_text_iter_forward_chars (&at, g_utf8_pointer_to_offset (text, object));
      paintable = gtk_text_iter_get_paintable (&at);
      if (FOYER_IS_RICH_PICTURE (paintable))
        foyer_rich_block_append_image (
            block, foyer_rich_picture_get_id (FOYER_RICH_PICTURE (paintable)),
            foyer_rich_picture_get_alt (FOYER_RICH_PICTURE (paintable)), style, link);
      gtk_text_iter_forward_char (&at);
      text = object + strlen (FOYER_RICH_OBJECT);
    }
  append_text (block, text, strlen (text), style, link);
}

FoyerRichBlock *
foyer_rich_buffer_read_line (FoyerRichBuffer *self,
                             int line,
                             const GtkTextIter *start,
                             const GtkTextIter *end)
{
  const FoyerRichLine *what = foyer_rich_buffer_get_line (self, line);
  FoyerRichBlock *block = foyer_rich_block_new (what->kind, what->level);
  GtkTextIter at = *start;

  while (gtk_text_iter_compare (&at, end) < 0)
    {
      GtkTextIter next = at;

      if (!gtk_text_iter_forward_to_tag_toggle (&next, NULL) ||
          gtk_text_iter_compare (&next, end) > 0)
        next = *end;
      read_run (self, block, &at, &next);
      at = next;
    }
  return block;
}

GPtrArray *
foyer_rich_buffer_read (FoyerRichBuffer *self, const GtkTextIter *start, const GtkTextIter *end)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_rich_block_free);
  GtkTextIter at = *start;

  g_return_val_if_fail (FOYER_IS_RICH_BUFFER (self), NULL);

  for (int line = gtk_text_iter_get_line (start); line <= gtk_text_iter_get_line (end); line++)
    {
      GtkTextIter stop = at;

      if (!gtk_text_iter_ends_line (&stop))
        gtk_text_iter_forward_to_line_end (&stop);
      if (gtk_text_iter_compare (&stop, end) > 0)
        stop = *end;
      g_ptr_array_add (blocks, foyer_rich_buffer_read_line (self, line, &at, &stop));
      gtk_text_iter_forward_line (&at);
    }
  return blocks;
}

static void
insert_picture (FoyerRichBuffer *self, GtkTextIter *at, const FoyerRichRun *run)
{
  g_autoptr (GdkPaintable) content = NULL;
  g_autoptr (FoyerRichPicture) picture = NULL;

  if (self->picture_func != NULL)
    content = self->picture_func (run->image, self->picture_data);
  picture = foyer_rich_picture_new (run->image, run->alt, content);
  gtk_text_buffer_insert_paintable (GTK_TEXT_BUFFER (self), at, GDK_PAINTABLE (picture));
}

void
foyer_rich_buffer_insert_runs (FoyerRichBuffer *self, GtkTextIter *at, const FoyerRichBlock *block)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);

  for (guint i = 0; i < block->runs->len; i++)
    {
      const FoyerRichRun *run = block->runs->pdata[i];
      int offset = gtk_text_iter_get_offset (at);
      GtkTextIter start;

      if (run->image != NULL)
        insert_picture (self, at, run);
      else
        gtk_text_buffer_insert (buffer, at, run->text->str, run->text->len);
      gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
      gtk_text_buffer_remove_all_tags (buffer, &start, at);
      if (run->style & FOYER_RICH_BOLD)
        gtk_text_buffer_apply_tag (buffer, self->bold, &start, at);
      if (run->style & FOYER_RICH_ITALIC)
        gtk_text_buffer_apply_tag (buffer, self->italic, &start, at);
      if (run->link != NULL)
        gtk_text_buffer_apply_tag (buffer, foyer_rich_buffer_need_link (self, run->link), &start,
                                   at);
    }
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

/* Every line but the last ends with its line end, so lines at the end take the one before them
 * along. */
static void
replace_text (FoyerRichBuffer *self, guint first, guint n, GPtrArray *blocks)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  gboolean is_end = first + n == self->lines->len;
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (buffer, &start, is_end && first > 0 ? first - 1 : first);
  if (is_end && first > 0 && !gtk_text_iter_ends_line (&start))
    gtk_text_iter_forward_to_line_end (&start);
  if (is_end)
    gtk_text_buffer_get_end_iter (buffer, &end);
  else
    gtk_text_buffer_get_iter_at_line (buffer, &end, first + n);
  gtk_text_buffer_delete (buffer, &start, &end);

  for (guint i = 0; i < blocks->len; i++)
    {
      if (is_end && (first > 0 || i > 0))
        insert_line_end (self, &start);
      foyer_rich_buffer_insert_runs (self, &start, blocks->pdata[i]);
      if (!is_end)
        insert_line_end (self, &start);
    }
}

void
foyer_rich_buffer_replace_lines (FoyerRichBuffer *self, guint first, guint n, GPtrArray *blocks)
{
  self->is_quiet++;
  replace_text (self, first, n, blocks);
  if (n > 0)
    g_array_remove_range (self->lines, first, n);
  for (guint i = 0; i < blocks->len; i++)
    {
      const FoyerRichBlock *block = blocks->pdata[i];
      FoyerRichLine line = { block->kind, block->level };

      g_array_insert_val (self->lines, first + i, line);
    }
  if (self->lines->len == 0)
    g_array_set_size (self->lines, 1);
  foyer_rich_buffer_show_lines (self, first > 0 ? first - 1 : 0, blocks->len + 1);
  self->is_quiet--;
}

static GtkTextTag *
find_look (FoyerRichBuffer *self, const FoyerRichLine *line)
{
  switch (line->kind)
    {
    case FOYER_RICH_HEADING:
      return self->looks[FOYER_RICH_LOOK_HEADING];
    case FOYER_RICH_SUBHEADING:
      return self->looks[FOYER_RICH_LOOK_SUBHEADING];
    case FOYER_RICH_QUOTE:
      return self->looks[FOYER_RICH_LOOK_QUOTE];
    case FOYER_RICH_BULLET:
    case FOYER_RICH_NUMBER:
      return self->looks[FOYER_RICH_LOOK_LEVEL + MIN (line->level, FOYER_RICH_LEVEL_MAX)];
    default:
      return NULL;
    }
}

static void
get_lines (FoyerRichBuffer *self, guint first, guint n, GtkTextIter *start, GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self), start, first);
  if (first + n >= self->lines->len)
    gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (self), end);
  else
    gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self), end, first + n);
}

/* Gives lines the look of what they are. */
void
foyer_rich_buffer_show_lines (FoyerRichBuffer *self, guint first, guint n)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  GtkTextIter start, end;

  if (first >= self->lines->len)
    return;
  self->is_quiet++;
  n = MIN (n, self->lines->len - first);
  get_lines (self, first, n, &start, &end);
  for (guint i = 0; i < FOYER_RICH_N_LOOKS; i++)
    gtk_text_buffer_remove_tag (buffer, self->looks[i], &start, &end);
  for (guint i = first; i < first + n; i++)
    {
      GtkTextTag *look = find_look (self, foyer_rich_buffer_get_line (self, i));

      if (look == NULL)
        continue;
      get_lines (self, i, 1, &start, &end);
      gtk_text_buffer_apply_tag (buffer, look, &start, &end);
    }
  self->is_quiet--;
}

gboolean
foyer_rich_buffer_line_is_empty (FoyerRichBuffer *self, int line)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self), &start, line);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  if (gtk_text_iter_get_line_offset (&end) > 1)
    return FALSE;
  text = gtk_text_iter_get_slice (&start, &end);
  return *text == '\0' || g_str_equal (text, FOYER_RICH_FILLER);
}

/* A last line without a character cannot have a look. So that the cursor does not jump with the
 * first letter of a new item, one that nobody sees stands in for it. */
void
foyer_rich_buffer_fill_last_line (FoyerRichBuffer *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  guint last = self->lines->len - 1;
  gboolean is_wanted = foyer_rich_buffer_get_line (self, last)->kind != FOYER_RICH_PARAGRAPH &&
                       foyer_rich_buffer_line_is_empty (self, last);
  GtkTextIter start, end;

  self->is_quiet++;
  if (self->filler != NULL)
    {
      gtk_text_buffer_get_iter_at_mark (buffer, &start, self->filler);
      end = start;
      if (gtk_text_iter_get_char (&start) == 0xfeff &&
          !(is_wanted && gtk_text_iter_get_line (&start) == (int) last))
        {
          gtk_text_iter_forward_char (&end);
          gtk_text_buffer_delete (buffer, &start, &end);
        }
      gtk_text_buffer_delete_mark (buffer, self->filler);
      self->filler = NULL;
    }
  if (is_wanted)
    {
      gtk_text_buffer_get_iter_at_line (buffer, &start, last);
      if (gtk_text_iter_is_end (&start))
        {
          gtk_text_buffer_insert (buffer, &start, FOYER_RICH_FILLER, -1);
          gtk_text_buffer_get_iter_at_line (buffer, &start, last);
        }
      self->filler = gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE);
      foyer_rich_buffer_show_lines (self, last, 1);
    }
  self->is_quiet--;
}

static FoyerRichPicture *
get_picture (const GtkTextIter *at)
{
  GdkPaintable *paintable = gtk_text_iter_get_paintable (at);

  return FOYER_IS_RICH_PICTURE (paintable) ? FOYER_RICH_PICTURE (paintable) : NULL;
}

gboolean
foyer_rich_buffer_find_picture (FoyerRichBuffer *self, GtkTextIter *start, GtkTextIter *end)
{
  g_return_val_if_fail (FOYER_IS_RICH_BUFFER (self), FALSE);

  if (gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self), start, end))
    {
      if (gtk_text_iter_get_offset (end) - gtk_text_iter_get_offset (start) != 1)
        return FALSE;
    }
  else if (get_picture (start) == NULL && !gtk_text_iter_starts_line (start))
    gtk_text_iter_backward_char (start);
  *end = *start;
  gtk_text_iter_forward_char (end);
  return get_picture (start) != NULL;
}

char *
foyer_rich_buffer_dup_alt (FoyerRichBuffer *self)
{
  GtkTextIter start, end;

  return foyer_rich_buffer_find_picture (self, &start, &end)
             ? g_strdup (foyer_rich_picture_get_alt (get_picture (&start)))
             : NULL;
}

void
foyer_rich_buffer_set_alt (FoyerRichBuffer *self, const char *alt)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_rich_block_free);
  const FoyerRichRun *run;
  GtkTextIter start, end;

  if (!foyer_rich_buffer_find_picture (self, &start, &end))
    return;
  before = foyer_rich_buffer_read (self, &start, &end);
  run = ((FoyerRichBlock *) before->pdata[0])->runs->pdata[0];
  g_ptr_array_add (after, foyer_rich_block_new (FOYER_RICH_PARAGRAPH, 0));
  foyer_rich_block_append_image (after->pdata[0], run->image, alt, run->style, run->link);
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (self), &start, &end);
  foyer_rich_buffer_insert_blocks (self, after);
}

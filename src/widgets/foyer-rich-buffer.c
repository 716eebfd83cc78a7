/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-rich-buffer-private.h"

#include <string.h>

#define INDENT 28

G_DEFINE_FINAL_TYPE (FoyerRichBuffer, foyer_rich_buffer, GTK_TYPE_TEXT_BUFFER)

enum
{
  EDITED,
  STATE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

FoyerRichLine *
foyer_rich_buffer_get_line (FoyerRichBuffer *self, guint line)
{
  return &g_array_index (self->lines, FoyerRichLine, MIN (line, self->lines->len - 1));
}

void
foyer_rich_buffer_tell_state (FoyerRichBuffer *self)
{
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

/* Lines that may differ from the blocks that they were. */
void
foyer_rich_buffer_touch (FoyerRichBuffer *self, guint first, guint last)
{
  self->is_changed = TRUE;
  self->n_same_before = MIN (self->n_same_before, first);
  self->n_same_after = MIN (self->n_same_after, self->lines->len - 1 - last);
}

static void
forget_changes (FoyerRichBuffer *self)
{
  self->is_changed = FALSE;
  self->n_same_before = G_MAXUINT;
  self->n_same_after = G_MAXUINT;
  self->act = FOYER_RICH_OTHER;
  self->n_acts = 0;
}

static void
get_cursor (FoyerRichBuffer *self, guint cursor[2])
{
  GtkTextIter at;

  gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self), &at,
                                    gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self)));
  cursor[0] = gtk_text_iter_get_line (&at);
  cursor[1] = gtk_text_iter_get_line_offset (&at);
}

static void
set_cursor (FoyerRichBuffer *self, const guint cursor[2])
{
  GtkTextIter at, end;

  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self), &at, cursor[0]);
  end = at;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_iter_set_line_offset (&at,
                                 MIN (cursor[1], (guint) gtk_text_iter_get_line_offset (&end)));
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self), &at);
}

static GPtrArray *
read_lines (FoyerRichBuffer *self, guint first, guint n)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_rich_block_free);
  GtkTextIter start, end;

  for (guint i = first; i < first + n; i++)
    {
      gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self), &start, i);
      end = start;
      if (!gtk_text_iter_ends_line (&end))
        gtk_text_iter_forward_to_line_end (&end);
      g_ptr_array_add (blocks, foyer_rich_buffer_read_line (self, i, &start, &end));
    }
  return blocks;
}

static void
splice_blocks (FoyerRichBuffer *self, guint first, guint n, GPtrArray *blocks)
{
  if (n > 0)
    g_ptr_array_remove_range (self->blocks, first, n);
  for (guint i = 0; i < blocks->len; i++)
    g_ptr_array_insert (self->blocks, first + i, foyer_rich_block_ref (blocks->pdata[i]));
}

/* The lines that really differ, as a step; NULL when none does. */
static FoyerRichStep *
make_step (FoyerRichBuffer *self)
{
  guint n_old = self->blocks->len;
  guint n_new = self->lines->len;
  guint first = MIN (self->n_same_before, MIN (n_old, n_new));
  guint after = MIN (self->n_same_after, MIN (n_old, n_new) - first);
  g_autoptr (GPtrArray) read = read_lines (self, first, n_new - first - after);
  guint n_before = n_old - first - after;
  guint skip = 0;
  guint keep = 0;
  FoyerRichStep *step;

  while (skip < read->len && skip < n_before &&
         foyer_rich_block_equal (read->pdata[skip], self->blocks->pdata[first + skip]))
    skip++;
  while (keep < read->len - skip && keep < n_before - skip &&
         foyer_rich_block_equal (read->pdata[read->len - 1 - keep],
                                 self->blocks->pdata[first + n_before - 1 - keep]))
    keep++;
  if (read->len == n_before && skip == n_before)
    return NULL;

  step = g_new0 (FoyerRichStep, 1);
  step->first = first + skip;
  step->before = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_rich_block_free);
  step->after = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_rich_block_free);
  for (guint i = skip; i < n_before - keep; i++)
    g_ptr_array_add (step->before, foyer_rich_block_ref (self->blocks->pdata[first + i]));
  for (guint i = skip; i < read->len - keep; i++)
    g_ptr_array_add (step->after, foyer_rich_block_ref (read->pdata[i]));
  return step;
}

/* What was changed becomes a step that can be taken back. */
void
foyer_rich_buffer_commit (FoyerRichBuffer *self)
{
  FoyerRichStep *step;

  if (!self->is_changed || self->is_quiet > 0)
    return;
  foyer_rich_buffer_fill_last_line (self);
  step = make_step (self);
  if (step != NULL)
    {
      splice_blocks (self, step->first, step->before->len, step->after);
      foyer_rich_buffer_show_lines (self, step->first, step->after->len + 1);
      memcpy (step->cursor_before, self->cursor_before, sizeof step->cursor_before);
      get_cursor (self, step->cursor_after);
      step->act = self->n_acts == 1 ? self->act : FOYER_RICH_OTHER;
      foyer_rich_history_push (&self->history, step);
    }
  forget_changes (self);
  get_cursor (self, self->cursor_before);
  if (step != NULL)
    g_signal_emit (self, signals[EDITED], 0);
  foyer_rich_buffer_tell_state (self);
}

/* Line ends of other systems, and what stands for a picture without being one. */
static char *
clean_text (const char *text, int length)
{
  g_autoptr (GString) clean = g_string_new_len (text, length);

  g_string_replace (clean, "\r\n", "\n", 0);
  g_string_replace (clean, "\r", "\n", 0);
  g_string_replace (clean, "\xe2\x80\xa9", "\n", 0);
  g_string_replace (clean, FOYER_RICH_OBJECT, "", 0);
  return g_string_free (g_steal_pointer (&clean), FALSE);
}

static void
note_act (FoyerRichBuffer *self, const char *text)
{
  self->n_acts++;
  if (g_utf8_strlen (text, -1) != 1 || *text == '\n')
    self->act = FOYER_RICH_OTHER;
  else
    self->act = g_unichar_isspace (g_utf8_get_char (text)) ? FOYER_RICH_SPACING : FOYER_RICH_TYPING;
}

static void
style_text (FoyerRichBuffer *self, int offset, const GtkTextIter *end, FoyerRichStyle style)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  GtkTextIter start;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
  self->is_quiet++;
  gtk_text_buffer_remove_tag (buffer, self->bold, &start, end);
  gtk_text_buffer_remove_tag (buffer, self->italic, &start, end);
  if (style & FOYER_RICH_BOLD)
    gtk_text_buffer_apply_tag (buffer, self->bold, &start, end);
  if (style & FOYER_RICH_ITALIC)
    gtk_text_buffer_apply_tag (buffer, self->italic, &start, end);
  self->is_quiet--;
}

static FoyerRichStyle
get_style_at (FoyerRichBuffer *self, const GtkTextIter *at)
{
  GtkTextIter look = *at;
  FoyerRichStyle style = FOYER_RICH_PLAIN;

  if (!gtk_text_iter_starts_line (&look))
    gtk_text_iter_backward_char (&look);
  else if (gtk_text_iter_ends_line (&look))
    return FOYER_RICH_PLAIN;
  if (gtk_text_iter_has_tag (&look, self->bold))
    style |= FOYER_RICH_BOLD;
  if (gtk_text_iter_has_tag (&look, self->italic))
    style |= FOYER_RICH_ITALIC;
  return style;
}

/* Of a change by the program; one by a person ends with its user action. The iterator stays good,
 * as callers expect. */
static void
end_change (FoyerRichBuffer *self, GtkTextIter *at)
{
  int offset = gtk_text_iter_get_offset (at);

  if (self->n_open > 0)
    return;
  foyer_rich_buffer_commit (self);
  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (self), at, offset);
}

static void
foyer_rich_buffer_insert_text (GtkTextBuffer *buffer, GtkTextIter *at, const char *text, int length)
{
  FoyerRichBuffer *self = FOYER_RICH_BUFFER (buffer);
  g_autofree char *clean = NULL;
  int line = gtk_text_iter_get_line (at);
  int offset = gtk_text_iter_get_offset (at);
  FoyerRichStyle style;
  FoyerRichLine what;

  if (self->is_quiet > 0)
    {
      GTK_TEXT_BUFFER_CLASS (foyer_rich_buffer_parent_class)
          ->insert_text (buffer, at, text, length);
      return;
    }
  clean = clean_text (text, length);
  style = self->next_style >= 0 ? (FoyerRichStyle) self->next_style : get_style_at (self, at);
  what = *foyer_rich_buffer_get_line (self, line);
  GTK_TEXT_BUFFER_CLASS (foyer_rich_buffer_parent_class)->insert_text (buffer, at, clean, -1);
  for (int i = line; i < gtk_text_iter_get_line (at); i++)
    g_array_insert_val (self->lines, i + 1, what);
  style_text (self, offset, at, style);
  note_act (self, clean);
  foyer_rich_buffer_touch (self, line, gtk_text_iter_get_line (at));
  end_change (self, at);
}

static void
foyer_rich_buffer_insert_paintable (GtkTextBuffer *buffer, GtkTextIter *at, GdkPaintable *paintable)
{
  FoyerRichBuffer *self = FOYER_RICH_BUFFER (buffer);
  int line = gtk_text_iter_get_line (at);

  GTK_TEXT_BUFFER_CLASS (foyer_rich_buffer_parent_class)->insert_paintable (buffer, at, paintable);
  if (self->is_quiet > 0)
    return;
  self->n_acts += 2;
  foyer_rich_buffer_touch (self, line, line);
  end_change (self, at);
}

/* Of two lines that become one, the first decides, unless nothing of it is left. */
static void
join_lines (FoyerRichBuffer *self,
            int first,
            int last,
            gboolean is_first_gone,
            gboolean is_all_gone)
{
  if (is_all_gone)
    *foyer_rich_buffer_get_line (self, first) = (FoyerRichLine){ FOYER_RICH_PARAGRAPH, 0 };
  else if (is_first_gone)
    *foyer_rich_buffer_get_line (self, first) = *foyer_rich_buffer_get_line (self, last);
  g_array_remove_range (self->lines, first + 1, last - first);
}

static void
foyer_rich_buffer_delete_range (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end)
{
  FoyerRichBuffer *self = FOYER_RICH_BUFFER (buffer);
  int first = gtk_text_iter_get_line (start);
  int last = gtk_text_iter_get_line (end);
  gboolean is_first_gone =
      gtk_text_iter_starts_line (start) &&
      (gtk_text_iter_starts_line (end) || foyer_rich_buffer_line_is_empty (self, first));
  gboolean is_all_gone = gtk_text_iter_is_start (start) && gtk_text_iter_is_end (end);
  int n_characters = gtk_text_iter_get_offset (end) - gtk_text_iter_get_offset (start);

  GTK_TEXT_BUFFER_CLASS (foyer_rich_buffer_parent_class)->delete_range (buffer, start, end);
  if (self->is_quiet > 0 || n_characters == 0)
    return;
  if (last > first)
    join_lines (self, first, last, is_first_gone, is_all_gone);
  self->n_acts++;
  self->act = n_characters == 1 && last == first ? FOYER_RICH_ERASING : FOYER_RICH_OTHER;
  foyer_rich_buffer_touch (self, first, first);
  end_change (self, start);
  *end = *start;
}

static void
note_tag (FoyerRichBuffer *self, const GtkTextIter *start, const GtkTextIter *end)
{
  if (self->is_quiet == 0)
    foyer_rich_buffer_touch (self, gtk_text_iter_get_line (start), gtk_text_iter_get_line (end));
}

static void
foyer_rich_buffer_apply_tag (GtkTextBuffer *buffer,
                             GtkTextTag *tag,
                             const GtkTextIter *start,
                             const GtkTextIter *end)
{
  GTK_TEXT_BUFFER_CLASS (foyer_rich_buffer_parent_class)->apply_tag (buffer, tag, start, end);
  note_tag (FOYER_RICH_BUFFER (buffer), start, end);
}

static void
foyer_rich_buffer_remove_tag (GtkTextBuffer *buffer,
                              GtkTextTag *tag,
                              const GtkTextIter *start,
                              const GtkTextIter *end)
{
  GTK_TEXT_BUFFER_CLASS (foyer_rich_buffer_parent_class)->remove_tag (buffer, tag, start, end);
  note_tag (FOYER_RICH_BUFFER (buffer), start, end);
}

static void
foyer_rich_buffer_mark_set (GtkTextBuffer *buffer, const GtkTextIter *at, GtkTextMark *mark)
{
  FoyerRichBuffer *self = FOYER_RICH_BUFFER (buffer);

  GTK_TEXT_BUFFER_CLASS (foyer_rich_buffer_parent_class)->mark_set (buffer, at, mark);
  if (mark != gtk_text_buffer_get_insert (buffer) &&
      mark != gtk_text_buffer_get_selection_bound (buffer))
    return;
  if (self->is_quiet > 0)
    return;
  self->next_style = -1;
  if (self->n_open == 0)
    {
      get_cursor (self, self->cursor_before);
      foyer_rich_buffer_tell_state (self);
    }
}

static void
foyer_rich_buffer_begin_user_action (GtkTextBuffer *buffer)
{
  FoyerRichBuffer *self = FOYER_RICH_BUFFER (buffer);

  if (self->n_open++ == 0)
    get_cursor (self, self->cursor_before);
}

static void
foyer_rich_buffer_end_user_action (GtkTextBuffer *buffer)
{
  FoyerRichBuffer *self = FOYER_RICH_BUFFER (buffer);

  if (--self->n_open == 0)
    foyer_rich_buffer_commit (self);
}

static void
make_tags (FoyerRichBuffer *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);

  self->looks[FOYER_RICH_LOOK_HEADING] = gtk_text_buffer_create_tag (
      buffer, NULL, "scale", 1.4, "weight", PANGO_WEIGHT_BOLD, "pixels-above-lines", 6, NULL);
  self->looks[FOYER_RICH_LOOK_SUBHEADING] = gtk_text_buffer_create_tag (
      buffer, NULL, "scale", 1.15, "weight", PANGO_WEIGHT_BOLD, "pixels-above-lines", 3, NULL);
  self->looks[FOYER_RICH_LOOK_QUOTE] =
      gtk_text_buffer_create_tag (buffer, NULL, "left-margin", INDENT, "right-margin", INDENT,
                                  "accumulative-margin", TRUE, NULL);
  /* At both sides: the text may be of either direction. */
  for (guint level = 0; level <= FOYER_RICH_LEVEL_MAX; level++)
    self->looks[FOYER_RICH_LOOK_LEVEL + level] = gtk_text_buffer_create_tag (
        buffer, NULL, "left-margin", INDENT * (level + 1), "right-margin", INDENT * (level + 1),
        "accumulative-margin", TRUE, NULL);
  self->bold = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  self->italic = gtk_text_buffer_create_tag (buffer, NULL, "style", PANGO_STYLE_ITALIC, NULL);
}

static void
foyer_rich_buffer_constructed (GObject *object)
{
  G_OBJECT_CLASS (foyer_rich_buffer_parent_class)->constructed (object);
  /* Its own undo knows nothing of formats. */
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (object), FALSE);
  make_tags (FOYER_RICH_BUFFER (object));
}

static void
foyer_rich_buffer_finalize (GObject *object)
{
  FoyerRichBuffer *self = FOYER_RICH_BUFFER (object);

  foyer_rich_history_clear (&self->history);
  g_array_unref (self->lines);
  g_ptr_array_unref (self->blocks);
  g_hash_table_unref (self->links);
  G_OBJECT_CLASS (foyer_rich_buffer_parent_class)->finalize (object);
}

static void
foyer_rich_buffer_class_init (FoyerRichBufferClass *klass)
{
  GtkTextBufferClass *buffer_class = GTK_TEXT_BUFFER_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = foyer_rich_buffer_constructed;
  G_OBJECT_CLASS (klass)->finalize = foyer_rich_buffer_finalize;
  buffer_class->insert_text = foyer_rich_buffer_insert_text;
  buffer_class->insert_paintable = foyer_rich_buffer_insert_paintable;
  buffer_class->delete_range = foyer_rich_buffer_delete_range;
  buffer_class->apply_tag = foyer_rich_buffer_apply_tag;
  buffer_class->remove_tag = foyer_rich_buffer_remove_tag;
  buffer_class->mark_set = foyer_rich_buffer_mark_set;
  buffer_class->begin_user_action = foyer_rich_buffer_begin_user_action;
  buffer_class->end_user_action = foyer_rich_buffer_end_user_action;

  signals[EDITED] = g_signal_new ("edited", FOYER_TYPE_RICH_BUFFER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[STATE_CHANGED] = g_signal_new ("state-changed", FOYER_TYPE_RICH_BUFFER, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_rich_buffer_init (FoyerRichBuffer *self)
{
  self->lines = g_array_new (FALSE, TRUE, sizeof (FoyerRichLine));
  g_array_set_size (self->lines, 1);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_rich_block_free);
  g_ptr_array_add (self->blocks, foyer_rich_block_new (FOYER_RICH_PARAGRAPH, 0));
  self->links = g_hash_table_new (g_str_hash, g_str_equal);
  self->next_style = -1;
  forget_changes (self);
}

FoyerRichBuffer *
foyer_rich_buffer_new (void)
{
  return g_object_new (FOYER_TYPE_RICH_BUFFER, NULL);
}

void
foyer_rich_buffer_set_picture_func (FoyerRichBuffer *self, FoyerRichPictureFunc func, gpointer data)
{
  g_return_if_fail (FOYER_IS_RICH_BUFFER (self));

  self->picture_func = func;
  self->picture_data = data;
}

void
foyer_rich_buffer_set_blocks (FoyerRichBuffer *self, GPtrArray *blocks)
{
  g_autoptr (GPtrArray) one = NULL;
  const guint home[2] = { 0, 0 };

  g_return_if_fail (FOYER_IS_RICH_BUFFER (self));

  if (blocks->len == 0) /* a text has a line, an empty one too */
    {
      one = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_rich_block_free);
      g_ptr_array_add (one, foyer_rich_block_new (FOYER_RICH_PARAGRAPH, 0));
      blocks = one;
    }
  foyer_rich_history_clear (&self->history);
  foyer_rich_buffer_replace_lines (self, 0, self->lines->len, blocks);
  splice_blocks (self, 0, self->blocks->len, blocks);
  foyer_rich_buffer_fill_last_line (self);
  forget_changes (self);
  set_cursor (self, home);
  foyer_rich_buffer_tell_state (self);
}

GPtrArray *
foyer_rich_buffer_get_blocks (FoyerRichBuffer *self)
{
  g_return_val_if_fail (FOYER_IS_RICH_BUFFER (self), NULL);

  return self->blocks;
}

gboolean
foyer_rich_buffer_can_undo (FoyerRichBuffer *self)
{
  g_return_val_if_fail (FOYER_IS_RICH_BUFFER (self), FALSE);

  return !g_queue_is_empty (&self->history.done);
}

gboolean
foyer_rich_buffer_can_redo (FoyerRichBuffer *self)
{
  g_return_val_if_fail (FOYER_IS_RICH_BUFFER (self), FALSE);

  return !g_queue_is_empty (&self->history.undone);
}

static void
go (FoyerRichBuffer *self, guint first, GPtrArray *from, GPtrArray *to, const guint cursor[2])
{
  foyer_rich_buffer_replace_lines (self, first, from->len, to);
  splice_blocks (self, first, from->len, to);
  foyer_rich_buffer_fill_last_line (self);
  forget_changes (self);
  set_cursor (self, cursor);
  g_signal_emit (self, signals[EDITED], 0);
  foyer_rich_buffer_tell_state (self);
}

void
foyer_rich_buffer_undo (FoyerRichBuffer *self)
{
  const FoyerRichStep *step;

  g_return_if_fail (FOYER_IS_RICH_BUFFER (self));

  step = foyer_rich_history_undo (&self->history);
  if (step != NULL)
    go (self, step->first, step->after, step->before, step->cursor_before);
}

void
foyer_rich_buffer_redo (FoyerRichBuffer *self)
{
  const FoyerRichStep *step;

  g_return_if_fail (FOYER_IS_RICH_BUFFER (self));

  step = foyer_rich_history_redo (&self->history);
  if (step != NULL)
    go (self, step->first, step->before, step->after, step->cursor_after);
}

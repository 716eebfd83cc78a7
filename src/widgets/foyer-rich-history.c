/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-rich-history.h"

/* A step holds the blocks it touched, which are shared with the text as long as they stand there.
 */
#define STEPS_MAX 500

void
foyer_rich_step_free (FoyerRichStep *step)
{
  if (step == NULL)
    return;
  g_ptr_array_unref (step->before);
  g_ptr_array_unref (step->after);
  g_free (step);
}

static void
clear_queue (GQueue *queue)
{
  g_queue_clear_full (queue, (GDestroyNotify) foyer_rich_step_free);
}

void
foyer_rich_history_clear (FoyerRichHistory *self)
{
  clear_queue (&self->done);
  clear_queue (&self->undone);
}

/* Letters typed one after the other are taken back word by word. */
static gboolean
continues (const FoyerRichStep *last, const FoyerRichStep *step)
{
  if (last == NULL || last->first != step->first || last->after->len != 1 ||
      step->before->len != 1 || step->after->len != 1 ||
      last->cursor_after[0] != step->cursor_before[0] ||
      last->cursor_after[1] != step->cursor_before[1])
    return FALSE;
  switch (step->act)
    {
    case FOYER_RICH_TYPING:
      return last->act == FOYER_RICH_TYPING;
    case FOYER_RICH_SPACING:
      return last->act == FOYER_RICH_TYPING || last->act == FOYER_RICH_SPACING;
    case FOYER_RICH_ERASING:
      return last->act == FOYER_RICH_ERASING;
    default:
      return FALSE;
    }
}

void
foyer_rich_history_push (FoyerRichHistory *self, FoyerRichStep *step)
{
  FoyerRichStep *last = g_queue_peek_head (&self->done);

  if (g_queue_is_empty (&self->undone) && continues (last, step))
    {
      g_ptr_array_unref (last->after);
      last->after = g_ptr_array_ref (step->after);
      last->cursor_after[0] = step->cursor_after[0];
      last->cursor_after[1] = step->cursor_after[1];
      last->act = step->act;
      foyer_rich_step_free (step);
      return;
    }
  clear_queue (&self->undone);
  g_queue_push_head (&self->done, step);
  if (g_queue_get_length (&self->done) > STEPS_MAX)
    foyer_rich_step_free (g_queue_pop_tail (&self->done));
}

const FoyerRichStep *
foyer_rich_history_undo (FoyerRichHistory *self)
{
  FoyerRichStep *step = g_queue_pop_head (&self->done);

  if (step != NULL)
    g_queue_push_head (&self->undone, step);
  return step;
}

const FoyerRichStep *
foyer_rich_history_redo (FoyerRichHistory *self)
{
  FoyerRichStep *step = g_queue_pop_head (&self->undone);

  if (step != NULL)
    {
      g_queue_push_head (&self->done, step);
      step->act = FOYER_RICH_OTHER; /* what is typed now is another step */
    }
  return step;
}

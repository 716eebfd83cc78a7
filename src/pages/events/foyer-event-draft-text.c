/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-draft-row.h"
#include "foyer-event-draft.h"

/* A key file: [event], [tier 0], [tier 1] …, [question 0] …, [image 0] …, and the same again after
 * “base ” for what the replica had when the work began. */

static void
write_rows (GKeyFile *file, const char *prefix, const char *word, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *group = g_strdup_printf ("%s%s %u", prefix, word, i);

      foyer_draft_row_write (file, group, rows->pdata[i]);
    }
}

static void
write_draft (GKeyFile *file, const char *prefix, const FoyerEventDraft *self)
{
  g_autofree char *group = g_strconcat (prefix, "event", NULL);

  foyer_draft_row_write (file, group, &self->event->row);
  write_rows (file, prefix, "tier", self->tiers);
  write_rows (file, prefix, "question", self->questions);
  write_rows (file, prefix, "image", self->images);
}

static gboolean
read_rows (GKeyFile *file,
           const char *prefix,
           const char *word,
           const FoyerRowType *type,
           GPtrArray *rows,
           GError **error)
{
  for (guint i = 0;; i++)
    {
      g_autofree char *group = g_strdup_printf ("%s%s %u", prefix, word, i);
      g_autoptr (FoyerRow) row = NULL;

      if (!g_key_file_has_group (file, group))
        return TRUE;
      row = foyer_row_new (type);
      if (!foyer_draft_row_read (file, group, row, error))
        return FALSE;
      g_ptr_array_add (rows, g_steal_pointer (&row));
    }
}

static FoyerEventDraft *
read_draft (GKeyFile *file, const char *prefix, GError **error)
{
  g_autoptr (FoyerEventDraft) self = foyer_event_draft_new_for_event (foyer_event_new ());
  g_autofree char *group = g_strconcat (prefix, "event", NULL);

  if (!foyer_draft_row_read (file, group, self->event, error) ||
      !read_rows (file, prefix, "tier", &FOYER_TIER_TYPE, self->tiers, error) ||
      !read_rows (file, prefix, "question", &FOYER_QUESTION_TYPE, self->questions, error) ||
      !read_rows (file, prefix, "image", &FOYER_IMAGE_TYPE, self->images, error))
    return NULL;
  return g_steal_pointer (&self);
}

char *
foyer_event_draft_to_text (const FoyerEventDraft *self, const FoyerEventDraft *base)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  write_draft (file, "", self);
  if (base != NULL)
    write_draft (file, "base ", base);
  return g_key_file_to_data (file, NULL, NULL);
}

FoyerEventDraft *
foyer_event_draft_from_text (const char *text, FoyerEventDraft **base, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (FoyerEventDraft) self = NULL;

  if (!g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, error))
    return NULL;
  self = read_draft (file, "", error);
  if (self != NULL && base != NULL)
    *base = g_key_file_has_group (file, "base event") ? read_draft (file, "base ", NULL) : NULL;
  return g_steal_pointer (&self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-draft.h"

#include <string.h>

/* A key file: [event], [tier 0], [tier 1] …, [question 0] …, [image 0] …, and the same again after
 * “base ” for what the replica had when the work began. */

static void
write_bytes (GKeyFile *file, const char *group, const FoyerColumn *column, GBytes *bytes)
{
  g_autofree char *text = NULL;
  gconstpointer data;
  gsize size;

  if (bytes == NULL)
    return;
  data = g_bytes_get_data (bytes, &size);
  text = g_base64_encode (data, size);
  g_key_file_set_string (file, group, column->name, text);
}

static void
write_row (GKeyFile *file, const char *group, const FoyerRow *row)
{
  char id[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (&row->id, id);
  g_key_file_set_string (file, group, "id", id);
  g_key_file_set_int64 (file, group, "key", row->key);
  for (guint i = 0; i < row->type->n_columns; i++)
    {
      const FoyerColumn *column = &row->type->columns[i];

      switch (column->type)
        {
        case FOYER_COLUMN_TEXT:
        case FOYER_COLUMN_JSON:
          if (FOYER_COLUMN_FIELD (row, column, char *) != NULL)
            g_key_file_set_string (file, group, column->name,
                                   FOYER_COLUMN_FIELD (row, column, char *));
          break;
        case FOYER_COLUMN_INTEGER:
        case FOYER_COLUMN_TIME:
          g_key_file_set_int64 (file, group, column->name,
                                FOYER_COLUMN_FIELD (row, column, gint64));
          break;
        case FOYER_COLUMN_BOOLEAN:
        case FOYER_COLUMN_ENUM:
          g_key_file_set_integer (file, group, column->name, FOYER_COLUMN_FIELD (row, column, int));
          break;
        case FOYER_COLUMN_UUID:
          foyer_uuid_format (&FOYER_COLUMN_FIELD (row, column, FoyerUuid), id);
          g_key_file_set_string (file, group, column->name, id);
          break;
        case FOYER_COLUMN_BLOB:
          write_bytes (file, group, column, FOYER_COLUMN_FIELD (row, column, GBytes *));
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static void
read_bytes (const char *text, gpointer row, const FoyerColumn *column)
{
  gsize size;
  guchar *data = g_base64_decode (text, &size);

  g_clear_pointer (&FOYER_COLUMN_FIELD (row, column, GBytes *), g_bytes_unref);
  FOYER_COLUMN_FIELD (row, column, GBytes *) = g_bytes_new_take (data, size);
}

/* The file may have been cut or edited: what does not fit its column is left out. */
static void
read_column (GKeyFile *file, const char *group, gpointer row, const FoyerColumn *column)
{
  g_autofree char *text = g_key_file_get_string (file, group, column->name, NULL);
  g_autoptr (GError) error = NULL;
  int number;
  gint64 large;

  if (text == NULL)
    return;
  switch (column->type)
    {
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      foyer_row_set_text (row, column, text);
      break;
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      large = g_key_file_get_int64 (file, group, column->name, &error);
      if (error == NULL)
        FOYER_COLUMN_FIELD (row, column, gint64) = large;
      break;
    case FOYER_COLUMN_BOOLEAN:
    case FOYER_COLUMN_ENUM:
      number = g_key_file_get_integer (file, group, column->name, &error);
      if (error == NULL && number >= 0 &&
          number < (column->words != NULL ? (int) g_strv_length ((char **) column->words) : 2))
        FOYER_COLUMN_FIELD (row, column, int) = number;
      break;
    case FOYER_COLUMN_UUID:
      if (!foyer_uuid_parse (text, &FOYER_COLUMN_FIELD (row, column, FoyerUuid)))
        memset (&FOYER_COLUMN_FIELD (row, column, FoyerUuid), 0, sizeof (FoyerUuid));
      break;
    case FOYER_COLUMN_BLOB:
      read_bytes (text, row, column);
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_row (GKeyFile *file, const char *group, gpointer data, GError **error)
{
  FoyerRow *row = data;
  g_autofree char *id = g_key_file_get_string (file, group, "id", error);

  if (id == NULL)
    return FALSE;
  if (!foyer_uuid_parse (id, &row->id))
    {
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
                   "The draft’s group “%s” has no id", group);
      return FALSE;
    }
  row->key = g_key_file_get_int64 (file, group, "key", NULL);
  for (guint i = 0; i < row->type->n_columns; i++)
    read_column (file, group, row, &row->type->columns[i]);
  return TRUE;
}

static void
write_rows (GKeyFile *file, const char *prefix, const char *word, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *group = g_strdup_printf ("%s%s %u", prefix, word, i);

      write_row (file, group, rows->pdata[i]);
    }
}

static void
write_draft (GKeyFile *file, const char *prefix, const FoyerEventDraft *self)
{
  g_autofree char *group = g_strconcat (prefix, "event", NULL);

  write_row (file, group, &self->event->row);
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
      if (!read_row (file, group, row, error))
        return FALSE;
      g_ptr_array_add (rows, g_steal_pointer (&row));
    }
}

static FoyerEventDraft *
read_draft (GKeyFile *file, const char *prefix, GError **error)
{
  g_autoptr (FoyerEventDraft) self = foyer_event_draft_new_for_event (foyer_event_new ());
  g_autofree char *group = g_strconcat (prefix, "event", NULL);

  if (!read_row (file, group, self->event, error) ||
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

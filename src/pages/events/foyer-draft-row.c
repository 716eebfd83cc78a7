/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-draft-row.h"

#include <string.h>

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

void
foyer_draft_row_write (GKeyFile *file, const char *group, const FoyerRow *row)
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

gboolean
foyer_draft_row_read (GKeyFile *file, const char *group, gpointer data, GError **error)
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

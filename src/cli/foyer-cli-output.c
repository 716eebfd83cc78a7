/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cli-output.h"

#include "foyer-row.h"
#include "foyer-time.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define ROWS_MEASURED 200 /* before the first is printed */
#define WIDTH_MAX     40  /* of a column but the last */
#define GAP           "  "

struct _FoyerCliTable
{
  FoyerCli *cli;
  const FoyerCliColumn *columns;
  guint n_columns;
  guint *widths;      /* (owned) */
  GPtrArray *waiting; /* (owned) (nullable) (element-type GStrv) NULL once printing began */
};

/**
 * foyer_cli_set_text:
 * @object: an object
 * @key: a member
 * @text: (nullable): its value
 */
void
foyer_cli_set_text (JsonObject *object, const char *key, const char *text)
{
  if (text == NULL)
    json_object_set_null_member (object, key);
  else
    json_object_set_string_member (object, key, text);
}

/**
 * foyer_cli_set_number:
 * @object: an object
 * @key: a member
 * @number: its value, %FOYER_NONE for null
 */
void
foyer_cli_set_number (JsonObject *object, const char *key, gint64 number)
{
  if (number == FOYER_NONE)
    json_object_set_null_member (object, key);
  else
    json_object_set_int_member (object, key, number);
}

/**
 * foyer_cli_set_time:
 * @object: an object
 * @key: a member
 * @instant: its value, %FOYER_NONE for null
 * @zone: where it is shown
 */
void
foyer_cli_set_time (JsonObject *object, const char *key, gint64 instant, GTimeZone *zone)
{
  g_autofree char *text = instant != FOYER_NONE ? foyer_time_to_iso (instant, zone) : NULL;

  foyer_cli_set_text (object, key, text);
}

/**
 * foyer_cli_set_id:
 * @object: an object
 * @key: a member
 * @id: its value, nil for null
 */
void
foyer_cli_set_id (JsonObject *object, const char *key, const FoyerUuid *id)
{
  g_autofree char *text = !foyer_uuid_is_nil (id) ? foyer_uuid_to_string (id) : NULL;

  foyer_cli_set_text (object, key, text);
}

/**
 * foyer_cli_set_word:
 * @object: an object
 * @key: a member
 * @row: (type FoyerRow): a row
 * @column: the name of its ENUM column
 */
void
foyer_cli_set_word (JsonObject *object, const char *key, gconstpointer row, const char *column)
{
  const FoyerColumn *found = foyer_row_type_find (((const FoyerRow *) row)->type, column);

  g_return_if_fail (found != NULL && found->type == FOYER_COLUMN_ENUM);

  foyer_cli_set_text (object, key, found->words[FOYER_COLUMN_FIELD (row, found, const int)]);
}

/* What a terminal would obey is taken out. */
static char *
make_printable (const char *text, gboolean keep_lines)
{
  GString *printable = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (printable,
                               g_unichar_iscntrl (c) && !(keep_lines && c == '\n') ? ' ' : c);
    }
  return g_string_free (printable, FALSE);
}

static gboolean
flush (GError **error)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("Standard output took no more: %s."),
               g_strerror (errno));
  return FALSE;
}

/* json-glib 1.6 leaves U+001F as it is, which RFC 8259 forbids. A compact text has no other control character. */
static void
print_json (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;

  json_node_init_object (node, object);
  text = json_to_string (node, FALSE);
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p < 0x20)
      printf ("\\u%04x", *p);
    else
      fputc (*p, stdout);
  fputc ('\n', stdout);
}

/**
 * foyer_cli_print:
 * @self: the program
 * @object: what came of it
 * @sentence: the same for a person
 * @error: return location
 *
 * Returns: %FALSE when standard output took no more
 */
gboolean
foyer_cli_print (FoyerCli *self, JsonObject *object, const char *sentence, GError **error)
{
  if (self->json)
    print_json (object);
  else
    {
      g_autofree char *printable = make_printable (sentence, TRUE);

      fputs (printable, stdout);
      fputc ('\n', stdout);
    }
  return flush (error);
}

static char *
format_cell (const FoyerCliColumn *column, JsonObject *row)
{
  JsonNode *node = json_object_get_member (row, column->key);
  g_autofree char *text = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("");
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return json_to_string (node, FALSE);

  text = make_printable (json_node_get_string (node), FALSE);
  if (column->cell == FOYER_CLI_TIME && strlen (text) >= 16)
    {
      text[10] = ' ';
      text[16] = '\0';
    }
  return g_steal_pointer (&text);
}

static guint
get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static void
print_row (FoyerCliTable *self, char **cells)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      gboolean is_last = i + 1 == self->n_columns;
      guint width = get_width (cells[i]);
      int padding = width < self->widths[i] ? (int) (self->widths[i] - width) : 0;

      if (self->columns[i].cell == FOYER_CLI_NUMBER)
        printf ("%*s%s", padding, "", cells[i]);
      else
        printf ("%s%*s", cells[i], is_last ? 0 : padding, "");
      fputs (is_last ? "\n" : GAP, stdout);
    }
}

static void
measure (FoyerCliTable *self, char **cells)
{
  for (guint i = 0; i < self->n_columns; i++)
    self->widths[i] = MAX (self->widths[i], MIN (get_width (cells[i]), WIDTH_MAX));
}

static void
begin (FoyerCliTable *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  for (guint i = 0; i < waiting->len; i++)
    measure (self, waiting->pdata[i]);
  for (guint i = 0; i < waiting->len; i++)
    print_row (self, waiting->pdata[i]);
}

/**
 * foyer_cli_table_new:
 * @self: the program
 * @columns: (array length=n_columns): what a person sees of the rows; must outlive the table
 * @n_columns: how many
 *
 * Returns: (transfer full): a table
 */
FoyerCliTable *
foyer_cli_table_new (FoyerCli *self, const FoyerCliColumn *columns, guint n_columns)
{
  FoyerCliTable *table = g_new0 (FoyerCliTable, 1);
  GStrv titles = g_new0 (char *, n_columns + 1);

  table->cli = self;
  table->columns = columns;
  table->n_columns = n_columns;
  table->widths = g_new0 (guint, n_columns);
  table->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < n_columns; i++)
    titles[i] = g_strdup (_ (columns[i].title));
  g_ptr_array_add (table->waiting, titles);
  return table;
}

/**
 * foyer_cli_table_add:
 * @self: a table
 * @row: (transfer full): an object that has the columns' members, and any other
 */
void
foyer_cli_table_add (FoyerCliTable *self, JsonObject *row)
{
  g_autoptr (JsonObject) object = row;
  GStrv cells;

  if (self->cli->json)
    {
      print_json (object);
      return;
    }

  cells = g_new0 (char *, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    cells[i] = format_cell (&self->columns[i], object);

  if (self->waiting != NULL)
    {
      g_ptr_array_add (self->waiting, cells);
      if (self->waiting->len > ROWS_MEASURED)
        begin (self);
      return;
    }
  print_row (self, cells);
  g_strfreev (cells);
}

/**
 * foyer_cli_table_end:
 * @self: a table
 * @error: return location
 *
 * Returns: %FALSE when standard output took no more
 */
gboolean
foyer_cli_table_end (FoyerCliTable *self, GError **error)
{
  /* titles over nothing would look like an answer */
  if (self->waiting != NULL && self->waiting->len > 1)
    begin (self);
  return flush (error);
}

/**
 * foyer_cli_table_free:
 * @self: (transfer full) (nullable): a table
 */
void
foyer_cli_table_free (FoyerCliTable *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_free (self->widths);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-roster-reader.h"

#include <string.h>

#include "foyer-answers.h"
#include "foyer-roster.h"
#include "foyer-text.h"

/* After so many orders that did not follow one another the next is no longer guessed. */
#define MAX_WRONG_GUESSES 16

enum
{
  COLUMN_KEY,
  COLUMN_IS_DELETED,
  COLUMN_TIER,
  COLUMN_ORDER,
  COLUMN_STATUS,
  COLUMN_IN,
  COLUMN_OUT,
  COLUMN_PRINTED,
  COLUMN_NAME,
  COLUMN_COMPANY,
  COLUMN_EMAIL,
  COLUMN_CODE,
  COLUMN_ANSWERS,
};

static void
string_free (gpointer data)
{
  g_string_free (data, TRUE);
}

/**
 * foyer_roster_reader_init:
 * @self: (out caller-allocates): a reader
 * @db: a connection
 * @names: (nullable): what numbers the tiers and questions; to be set before the first row is read
 *
 * Begins to read. The thread of @db.
 */
void
foyer_roster_reader_init (FoyerRosterReader *self, FoyerDatabase *db, FoyerRosterImage *names)
{
  memset (self, 0, sizeof *self);
  self->db = db;
  self->names = names;
  self->answers = g_ptr_array_new_with_free_func (string_free);
  self->order_number = g_string_new (NULL);
}

/**
 * foyer_roster_reader_clear:
 * @self: a reader
 */
void
foyer_roster_reader_clear (FoyerRosterReader *self)
{
  if (self->next != NULL)
    sqlite3_reset (self->next);
  g_ptr_array_unref (self->answers);
  g_string_free (self->order_number, TRUE);
}

static gboolean
read_uuid (sqlite3_stmt *statement, int column, FoyerUuid *uuid)
{
  gboolean is_there = sqlite3_column_bytes (statement, column) == sizeof uuid->bytes;

  memset (uuid, 0, sizeof *uuid);
  if (is_there)
    memcpy (uuid->bytes, sqlite3_column_blob (statement, column), sizeof uuid->bytes);
  return is_there;
}

static gint64
read_time (sqlite3_stmt *statement, int column)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL
             ? FOYER_NONE
             : sqlite3_column_int64 (statement, column);
}

/* Field and line ends must not come from the outside; nor may a zero, which sorting takes for the
 * end. */
static void
append_folded (GString *line, const char *text, gssize length)
{
  gsize start = line->len;

  foyer_text_fold_append (line, text, length);
  for (gsize i = start; i < line->len; i++)
    if ((guchar) line->str[i] < 0x20)
      line->str[i] = ' ';
}

static void
append_column (GString *line, sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  if (text != NULL)
    append_folded (line, text, sqlite3_column_bytes (statement, column));
}

static void
take_order (FoyerRosterReader *self, sqlite3_stmt *statement, int column)
{
  const char *status = (const char *) sqlite3_column_text (statement, column + 1);

  g_string_truncate (self->order_number, 0);
  append_column (self->order_number, statement, column);
  self->is_pending = status != NULL && g_str_equal (status, "PENDING");
}

/* Tickets mostly come in the order of their orders: a step along the table beats a search by id. */
static gboolean
guess_order (FoyerRosterReader *self, const FoyerUuid *id)
{
  FoyerUuid found;

  if (self->next == NULL || sqlite3_step (self->next) != SQLITE_ROW)
    return FALSE;
  if (!read_uuid (self->next, 0, &found) || !foyer_uuid_equal (&found, id))
    {
      self->n_wrong++;
      return FALSE;
    }
  self->n_wrong = 0;
  take_order (self, self->next, 1);
  return TRUE;
}

static gboolean
follow_orders (FoyerRosterReader *self, gint64 key, GError **error)
{
  static const char sql[] =
      "SELECT id, order_number, status FROM orders WHERE key > ?1 ORDER BY key";

  if (self->next != NULL)
    sqlite3_reset (self->next);
  self->next = NULL;
  if (self->n_wrong >= MAX_WRONG_GUESSES)
    return TRUE;
  self->next = foyer_database_prepare (self->db, sql, error);
  if (self->next == NULL)
    return FALSE;
  sqlite3_bind_int64 (self->next, 1, key);
  return TRUE;
}

static gboolean
find_order (FoyerRosterReader *self, const FoyerUuid *id, GError **error)
{
  static const char sql[] = "SELECT key, order_number, status FROM orders WHERE id = ?1";
  sqlite3_stmt *statement;
  gint64 key = 0;
  int code;

  self->order_id = *id;
  if (guess_order (self, id))
    return TRUE;

  statement = foyer_database_prepare (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, id->bytes, sizeof id->bytes, SQLITE_STATIC);
  code = foyer_database_step (self->db, statement, error);
  if (code == SQLITE_ROW)
    {
      key = sqlite3_column_int64 (statement, 0);
      take_order (self, statement, 1);
      sqlite3_reset (statement);
    }
  else
    {
      g_string_truncate (self->order_number, 0);
      self->is_pending = FALSE;
    }
  return (code == SQLITE_ROW || code == SQLITE_DONE) && follow_orders (self, key, error);
}

static FoyerAttendance
read_attendance (const FoyerRosterReader *self, sqlite3_stmt *statement, gboolean has_order)
{
  const char *word = (const char *) sqlite3_column_text (statement, COLUMN_STATUS);
  gboolean is_out = sqlite3_column_type (statement, COLUMN_OUT) != SQLITE_NULL;

  if (word != NULL && g_str_equal (word, "CANCELLED"))
    return FOYER_ATTENDANCE_CANCELLED;
  if (word != NULL && g_str_equal (word, "CHECKED_IN"))
    return is_out ? FOYER_ATTENDANCE_LEFT : FOYER_ATTENDANCE_INSIDE;
  return has_order && self->is_pending ? FOYER_ATTENDANCE_UNPAID : FOYER_ATTENDANCE_EXPECTED;
}

static void
answer_cb (const char *code, const char *answer, gpointer data)
{
  FoyerRosterReader *self = data;
  guint number = foyer_roster_image_question (self->names, code);

  if (number == FOYER_ROSTER_MAX_QUESTIONS)
    return;
  while (self->answers->len <= number)
    g_ptr_array_add (self->answers, g_string_new (NULL));
  g_string_truncate (self->answers->pdata[number], 0);
  append_folded (self->answers->pdata[number], answer, -1);
}

static void
write_answers (FoyerRosterReader *self, sqlite3_stmt *statement, GString *line)
{
  guint n_used = 0;

  if (sqlite3_column_type (statement, COLUMN_ANSWERS) == SQLITE_NULL)
    return;
  for (guint n = 0; n < self->answers->len; n++)
    g_string_truncate (self->answers->pdata[n], 0);
  foyer_answers_foreach ((const char *) sqlite3_column_text (statement, COLUMN_ANSWERS), answer_cb,
                         self);
  for (guint n = 0; n < self->answers->len; n++)
    if (((GString *) self->answers->pdata[n])->len > 0)
      n_used = n + 1;
  for (guint n = 0; n < n_used; n++)
    {
      const GString *answer = self->answers->pdata[n];

      if (n > 0)
        g_string_append_c (line, FOYER_ROSTER_FIELD_END);
      g_string_append_len (line, answer->str, answer->len);
    }
}

static void
write_people (FoyerRosterReader *self, sqlite3_stmt *statement, gboolean has_order)
{
  GString *line = self->lines[FOYER_ROSTER_PEOPLE];
  GString *codes = self->lines[FOYER_ROSTER_CODES];
  gsize start;

  append_column (line, statement, COLUMN_NAME);
  g_string_append_c (line, FOYER_ROSTER_FIELD_END);
  append_column (line, statement, COLUMN_COMPANY);
  g_string_append_c (line, FOYER_ROSTER_FIELD_END);
  append_column (line, statement, COLUMN_EMAIL);
  g_string_append_c (line, FOYER_ROSTER_FIELD_END);
  if (has_order)
    g_string_append_len (line, self->order_number->str, self->order_number->len);
  g_string_append_c (line, FOYER_ROSTER_FIELD_END);

  start = line->len;
  append_column (line, statement, COLUMN_CODE);
  if (line->len - start > FOYER_ROSTER_SHORT_CODE)
    {
      g_string_append_len (codes, line->str + start, line->len - start);
      g_string_truncate (line, start);
    }
}

/**
 * foyer_roster_reader_read:
 * @self: a reader
 * @statement: a statement of %FOYER_ROSTER_COLUMNS that stands on a row
 * @row: (inout): gets all but its lines, which are appended to the reader's
 * @error: return location, or %NULL
 *
 * Reads one row. A removed one keeps its place, without text.
 *
 * Returns: %FALSE with @error
 */
gboolean
foyer_roster_reader_read (FoyerRosterReader *self,
                          sqlite3_stmt *statement,
                          FoyerRosterRow *row,
                          GError **error)
{
  FoyerUuid tier, order;
  gboolean has_order = read_uuid (statement, COLUMN_ORDER, &order);
  gboolean is_dead = sqlite3_column_int (statement, COLUMN_IS_DELETED);

  if (!is_dead && has_order && !foyer_uuid_equal (&order, &self->order_id) &&
      !find_order (self, &order, error))
    return FALSE;

  read_uuid (statement, COLUMN_TIER, &tier);
  row->key = sqlite3_column_int64 (statement, COLUMN_KEY);
  row->arrival = read_time (statement, COLUMN_IN);
  row->tier = foyer_roster_image_tier (self->names, &tier);
  row->flags = read_attendance (self, statement, has_order);
  if (sqlite3_column_type (statement, COLUMN_PRINTED) != SQLITE_NULL)
    row->flags |= FOYER_FLAG_PRINTED;
  if (is_dead)
    row->flags |= FOYER_FLAG_DEAD;
  else
    {
      write_people (self, statement, has_order);
      write_answers (self, statement, self->lines[FOYER_ROSTER_ANSWERS]);
    }
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    g_string_append_c (self->lines[n], FOYER_ROSTER_LINE_END);
  return TRUE;
}

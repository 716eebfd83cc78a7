/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-transaction.h"

#include "foyer-database-private.h"
#include "foyer-journal.h"
#include "foyer-row-sql.h"
#include "foyer-transaction-private.h"

#include <glib/gi18n-lib.h>

/* A run of neighbouring keys that had the same done to them and is not written yet. */
typedef struct
{
  const FoyerRowType *type;
  FoyerAction action;
  gint64 first_key;
  gint64 last_key;
} Run;

struct _FoyerTransaction
{
  FoyerDatabase *db;  /* (owned) */
  char *kind;         /* (owned) */
  gint64 now;         /* one time for the whole change set */
  gint64 change_set;  /* 0 until something is written */
  gint64 undone;      /* 0, or the change set that this one takes back */
  gint64 position;    /* of the next entry */
  GArray *runs;       /* (owned) of Run, at most one for each type */
  gboolean is_broken; /* SQLite failed: nothing more is done, and it cannot be committed */
};

static gboolean
check_usable (FoyerTransaction *self, GError **error)
{
  if (!self->is_broken)
    return TRUE;
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED,
                       _ ("An earlier step failed. Nothing was changed."));
  return FALSE;
}

static gboolean
run (FoyerTransaction *self, sqlite3_stmt *statement, GError **error)
{
  int code = foyer_database_step (self->db, statement, error);

  if (code == SQLITE_DONE)
    return TRUE;
  /* A broken rule undoes its own statement alone; whatever else may have rolled back everything. */
  if ((code & 0xff) != SQLITE_CONSTRAINT)
    self->is_broken = TRUE;
  return FALSE;
}

/* The journal's change set is made with its first entry: an act that changes nothing leaves no
 * trace. */
static gboolean
need_change_set (FoyerTransaction *self, GError **error)
{
  static const char sql[] = "INSERT INTO change_sets (kind, time, undoes) VALUES (?1, ?2, ?3)";
  sqlite3_stmt *statement;

  if (self->change_set != 0)
    return TRUE;

  statement = foyer_database_prepare (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, self->kind, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, self->now);
  if (self->undone != 0)
    sqlite3_bind_int64 (statement, 3, self->undone);
  if (!run (self, statement, error))
    return FALSE;
  self->change_set = sqlite3_last_insert_rowid (foyer_database_get_handle (self->db));
  return TRUE;
}

/* An entry without its values, to be bound by the caller: ?7 column, ?8 before, ?9 after. */
static sqlite3_stmt *
prepare_entry (FoyerTransaction *self, const Run *entry, GError **error)
{
  static const char sql[] = "INSERT INTO changes (change_set, position, row_type, action, "
                            "first_key, last_key, column_name, before, after) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
  sqlite3_stmt *statement;

  if (!need_change_set (self, error) ||
      (statement = foyer_database_prepare (self->db, sql, error)) == NULL)
    {
      self->is_broken = TRUE;
      return NULL;
    }
  sqlite3_bind_int64 (statement, 1, self->change_set);
  sqlite3_bind_int64 (statement, 2, self->position++);
  sqlite3_bind_int (statement, 3, entry->type->number);
  sqlite3_bind_int (statement, 4, entry->action);
  sqlite3_bind_int64 (statement, 5, entry->first_key);
  sqlite3_bind_int64 (statement, 6, entry->last_key);
  return statement;
}

static gboolean
write_run (FoyerTransaction *self, const Run *entry, GError **error)
{
  sqlite3_stmt *statement = prepare_entry (self, entry, error);

  return statement != NULL && run (self, statement, error);
}

gboolean
foyer_transaction_flush (FoyerTransaction *self, GError **error)
{
  for (guint i = 0; i < self->runs->len; i++)
    if (!write_run (self, &g_array_index (self->runs, Run, i), error))
      return FALSE;
  g_array_set_size (self->runs, 0);
  return TRUE;
}

/* Runs are folded per type, since an import writes orders and tickets in turn. Within a type the
 * order of what was done is kept. */
static gboolean
note_run (FoyerTransaction *self, Run entry, GError **error)
{
  for (guint i = 0; i < self->runs->len; i++)
    {
      Run *open = &g_array_index (self->runs, Run, i);

      if (open->type != entry.type)
        continue;
      if (open->action == entry.action && open->last_key + 1 == entry.first_key)
        {
          open->last_key = entry.last_key;
          return TRUE;
        }
      if (!write_run (self, open, error))
        return FALSE;
      *open = entry;
      return TRUE;
    }
  g_array_append_val (self->runs, entry);
  return TRUE;
}

static gboolean
check_row (const FoyerRow *row, GError **error)
{
  const FoyerColumn *broken = foyer_row_validate (row);

  if (broken != NULL)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                 _ ("“%s” is missing, too long or not allowed."), broken->name);
  return broken == NULL;
}

/**
 * foyer_transaction_begin:
 * @db: a connection that writes
 * @kind: what is done, a token such as "import"
 * @error: return location
 *
 * Takes the replica's one write lock; may wait for another process, up to ten seconds, then BUSY.
 *
 * Returns: (transfer full): the transaction, to be given to foyer_transaction_commit () or
 * foyer_transaction_free (); or %NULL with error
 */
FoyerTransaction *
foyer_transaction_begin (FoyerDatabase *db, const char *kind, GError **error)
{
  static const char sql[] = "BEGIN IMMEDIATE";
  sqlite3_stmt *statement;
  FoyerTransaction *self;

  g_return_val_if_fail (FOYER_IS_DATABASE (db), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  foyer_turn_come (foyer_database_get_turn (db));
  statement = foyer_database_prepare (db, sql, error);
  if (statement == NULL || foyer_database_step (db, statement, error) != SQLITE_DONE)
    {
      foyer_turn_leave (foyer_database_get_turn (db));
      return NULL;
    }

  self = g_new0 (FoyerTransaction, 1);
  self->db = g_object_ref (db);
  self->kind = g_strdup (kind);
  self->now = g_get_real_time ();
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  foyer_database_set_transaction (db, self);
  return self;
}

/**
 * foyer_transaction_insert:
 * @self: a transaction
 * @row: (type FoyerRow): a row that is not stored yet
 * @error: return location
 *
 * Fills in key and updated_at, and a new id where it is nil.
 *
 * Returns: %FALSE with error: INVALID names the column, CONFLICT when a unique value is taken; then
 * the transaction may go on without this row
 */
gboolean
foyer_transaction_insert (FoyerTransaction *self, gpointer row, GError **error)
{
  FoyerRow *head = row;
  const FoyerRowType *type = head->type;
  sqlite3_stmt *statement;

  if (!check_usable (self, error) || !check_row (head, error))
    return FALSE;
  statement = foyer_database_prepare (self->db, foyer_row_sql (type, FOYER_ROW_SQL_INSERT), error);
  if (statement == NULL)
    return FALSE;

  if (foyer_uuid_is_nil (&head->id))
    foyer_uuid_init_v7 (&head->id);
  /* A server's row keeps the time that the server says. */
  if (head->updated_at == 0 || !g_str_equal (self->kind, FOYER_KIND_PULL))
    head->updated_at = self->now;
  sqlite3_bind_blob (statement, 1, head->id.bytes, sizeof head->id.bytes, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, head->version);
  sqlite3_bind_int64 (statement, 3, head->updated_at);
  for (guint i = 0; i < type->n_columns; i++)
    foyer_row_bind (statement, 4 + i, row, &type->columns[i]);
  if (!run (self, statement, error))
    return FALSE;

  head->key = sqlite3_last_insert_rowid (foyer_database_get_handle (self->db));
  return note_run (self, (Run){ type, FOYER_ACTION_INSERT, head->key, head->key }, error);
}

static gboolean
note_update (FoyerTransaction *self,
             const FoyerRow *before,
             const FoyerRow *after,
             const FoyerColumn *column,
             GError **error)
{
  Run entry = { before->type, FOYER_ACTION_UPDATE, before->key, before->key };
  /* What is done to a row comes after its making. */
  sqlite3_stmt *statement =
      foyer_transaction_flush (self, error) ? prepare_entry (self, &entry, error) : NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 7, column->name, -1, SQLITE_STATIC);
  foyer_row_bind (statement, 8, before, column);
  foyer_row_bind (statement, 9, after, column);
  return run (self, statement, error);
}

/* No row had these values: which of the two reasons? */
static void
set_stale_error (FoyerTransaction *self, const FoyerRow *row, GError **error)
{
  sqlite3_stmt *statement =
      foyer_database_prepare (self->db, foyer_row_sql (row->type, FOYER_ROW_SQL_GET), NULL);
  gboolean is_there = FALSE;

  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, row->key);
      is_there = foyer_database_step (self->db, statement, NULL) == SQLITE_ROW;
      sqlite3_reset (statement);
    }
  if (is_there)
    g_set_error_literal (
        error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
        _ ("This was changed elsewhere in the meantime. Look at it again and repeat your change."));
  else
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                         _ ("It is not there any more."));
}

/**
 * foyer_transaction_update:
 * @self: a transaction
 * @before: (type FoyerRow): the row as the caller saw it
 * @after: (type FoyerRow): the row as it is to be; its updated_at is filled in
 * @error: return location
 *
 * Writes only the columns that differ. Others may have been changed meanwhile and stay; when one of
 * these was, nothing is written.
 *
 * Returns: %FALSE with error: INVALID names the column, CONFLICT when it was changed meanwhile or a
 * unique value is taken, NOT_FOUND; then the transaction may go on without
 */
gboolean
foyer_transaction_update (FoyerTransaction *self,
                          gconstpointer before,
                          gpointer after,
                          GError **error)
{
  const FoyerRow *old = before;
  FoyerRow *new = after;
  const FoyerRowType *type = old->type;
  FoyerColumnSet set = foyer_row_diff (before, after);
  sqlite3_stmt *statement;
  int parameter = 3;

  g_return_val_if_fail (type == new->type && old->key == new->key, FALSE);

  if (!check_usable (self, error) || (set != 0 && !check_row (new, error)))
    return FALSE;
  if (set == 0)
    return TRUE;

  statement = foyer_database_prepare_update (self->db, type, set, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->now);
  sqlite3_bind_int64 (statement, 2, old->key);
  for (guint i = 0; i < type->n_columns; i++)
    if (set & (FoyerColumnSet) 1 << i)
      {
        foyer_row_bind (statement, parameter++, after, &type->columns[i]);
        foyer_row_bind (statement, parameter++, before, &type->columns[i]);
      }
  if (!run (self, statement, error))
    return FALSE;
  if (sqlite3_changes (foyer_database_get_handle (self->db)) == 0)
    {
      set_stale_error (self, old, error);
      return FALSE;
    }

  new->updated_at = self->now;
  for (guint i = 0; i < type->n_columns; i++)
    if ((set & (FoyerColumnSet) 1 << i) && !note_update (self, old, new, &type->columns[i], error))
      return FALSE;
  return TRUE;
}

/* Marks a run of rows, all of which are in the other state. */
static gboolean
mark_run (FoyerTransaction *self, Run entry, GError **error)
{
  gboolean is_removed = entry.action == FOYER_ACTION_REMOVE;
  sqlite3_stmt *statement =
      foyer_database_prepare (self->db, foyer_row_sql (entry.type, FOYER_ROW_SQL_MARK), error);

  if (statement == NULL)
    return FALSE;
  if (is_removed)
    sqlite3_bind_int64 (statement, 1, self->now);
  sqlite3_bind_int64 (statement, 2, self->now);
  sqlite3_bind_int64 (statement, 3, entry.first_key);
  sqlite3_bind_int64 (statement, 4, entry.last_key);
  sqlite3_bind_int (statement, 5, !is_removed);
  return run (self, statement, error) && note_run (self, entry, error);
}

/**
 * foyer_transaction_mark:
 * @self: a transaction
 * @type: the type of row
 * @first_key: the first of the range
 * @last_key: the last of it
 * @is_removed: whether to remove or to restore
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_transaction_mark (FoyerTransaction *self,
                        const FoyerRowType *type,
                        gint64 first_key,
                        gint64 last_key,
                        gboolean is_removed,
                        GError **error)
{
  FoyerAction action = is_removed ? FOYER_ACTION_REMOVE : FOYER_ACTION_RESTORE;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Run));
  sqlite3_stmt *statement;
  int code;

  if (!check_usable (self, error))
    return FALSE;
  statement = foyer_database_prepare (self->db, foyer_row_sql (type, FOYER_ROW_SQL_ALIVE), error);
  if (statement == NULL)
    return FALSE;

  /* Only what really changes is journalled, or the undo of this would go too far. */
  sqlite3_bind_int64 (statement, 1, first_key);
  sqlite3_bind_int64 (statement, 2, last_key);
  sqlite3_bind_int (statement, 3, !is_removed);
  while ((code = foyer_database_step (self->db, statement, error)) == SQLITE_ROW)
    {
      gint64 key = sqlite3_column_int64 (statement, 0);
      Run *last = found->len > 0 ? &g_array_index (found, Run, found->len - 1) : NULL;

      if (last != NULL && last->last_key + 1 == key)
        last->last_key = key;
      else
        g_array_append_val (found, ((Run){ type, action, key, key }));
    }
  if (code != SQLITE_DONE)
    {
      self->is_broken = TRUE;
      return FALSE;
    }
  for (guint i = 0; i < found->len; i++)
    if (!mark_run (self, g_array_index (found, Run, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
mark_one (FoyerTransaction *self, const FoyerRow *row, gboolean is_removed, GError **error)
{
  return foyer_transaction_mark (self, row->type, row->key, row->key, is_removed, error);
}

/**
 * foyer_transaction_remove:
 * @self: a transaction
 * @row: (type FoyerRow): a stored row
 * @error: return location
 *
 * Sets deleted_at. A row that is removed already stays as it is.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_transaction_remove (FoyerTransaction *self, gconstpointer row, GError **error)
{
  return mark_one (self, row, TRUE, error);
}

/**
 * foyer_transaction_restore:
 * @self: a transaction
 * @row: (type FoyerRow): a stored row
 * @error: return location
 *
 * Clears deleted_at. A row that lives stays as it is.
 *
 * Returns: %FALSE with error; CONFLICT when a unique value of it was taken meanwhile
 */
gboolean
foyer_transaction_restore (FoyerTransaction *self, gconstpointer row, GError **error)
{
  return mark_one (self, row, FALSE, error);
}

/**
 * foyer_transaction_set_column:
 * @self: a transaction
 * @type: the type of row
 * @key: which row
 * @column: which column
 * @expected: the value that it must have
 * @value: the value to give it
 * @is_kept: (out): whether it has another and keeps it
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_transaction_set_column (FoyerTransaction *self,
                              const FoyerRowType *type,
                              gint64 key,
                              const FoyerColumn *column,
                              sqlite3_value *expected,
                              sqlite3_value *value,
                              gboolean *is_kept,
                              GError **error)
{
  FoyerColumnSet set = (FoyerColumnSet) 1 << (column - type->columns);
  Run entry = { type, FOYER_ACTION_UPDATE, key, key };
  sqlite3_stmt *statement;

  if (!check_usable (self, error))
    return FALSE;
  statement = foyer_database_prepare_update (self->db, type, set, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->now);
  sqlite3_bind_int64 (statement, 2, key);
  sqlite3_bind_value (statement, 3, value);
  sqlite3_bind_value (statement, 4, expected);
  if (!run (self, statement, error))
    return FALSE;

  *is_kept = sqlite3_changes (foyer_database_get_handle (self->db)) == 0;
  if (*is_kept)
    return TRUE;
  statement = prepare_entry (self, &entry, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 7, column->name, -1, SQLITE_STATIC);
  sqlite3_bind_value (statement, 8, expected);
  sqlite3_bind_value (statement, 9, value);
  return run (self, statement, error);
}

/**
 * foyer_transaction_run:
 * @self: a transaction
 * @statement: a bound statement that gives no rows
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_transaction_run (FoyerTransaction *self, sqlite3_stmt *statement, GError **error)
{
  return check_usable (self, error) && run (self, statement, error);
}

/**
 * foyer_transaction_set_undone:
 * @self: a transaction in which nothing was written yet
 * @change_set: the change set that it takes back
 */
void
foyer_transaction_set_undone (FoyerTransaction *self, gint64 change_set)
{
  g_return_if_fail (self->change_set == 0);

  self->undone = change_set;
}

/**
 * foyer_transaction_get_db:
 * @self: a transaction
 *
 * Returns: (transfer none): the connection, which sees what was written
 */
FoyerDatabase *
foyer_transaction_get_db (FoyerTransaction *self)
{
  return self->db;
}

/**
 * foyer_transaction_commit:
 * @self: (transfer full): a transaction
 * @change_set: (out) (optional): the number of the change set, 0 when nothing was changed
 * @error: return location
 *
 * When it returns %TRUE everything is on disk.
 *
 * Returns: %FALSE with error; then nothing happened
 */
gboolean
foyer_transaction_commit (FoyerTransaction *self, gint64 *change_set, GError **error)
{
  static const char sql[] = "COMMIT";
  g_autoptr (FoyerTransaction) transaction = self;
  sqlite3_stmt *statement;

  if (!check_usable (self, error) || !foyer_transaction_flush (self, error))
    return FALSE;
  statement = foyer_database_prepare (self->db, sql, error);
  if (statement == NULL || !run (self, statement, error))
    return FALSE;
  if (change_set != NULL)
    *change_set = self->change_set;
  return TRUE;
}

/**
 * foyer_transaction_free:
 * @self: (transfer full) (nullable): a transaction
 *
 * Rolls it back, unless it was committed.
 */
void
foyer_transaction_free (FoyerTransaction *self)
{
  static const char sql[] = "ROLLBACK";
  sqlite3_stmt *statement;

  if (self == NULL)
    return;

  if (!sqlite3_get_autocommit (foyer_database_get_handle (self->db)))
    {
      /* A cancelled import is rolled back although it is cancelled. */
      foyer_database_interrupt_on (self->db, NULL);
      statement = foyer_database_prepare (self->db, sql, NULL);
      if (statement != NULL)
        foyer_database_step (self->db, statement, NULL);
      foyer_turn_end (foyer_database_get_turn (self->db));
    }
  foyer_turn_leave (foyer_database_get_turn (self->db));
  foyer_database_set_transaction (self->db, NULL);
  g_array_unref (self->runs);
  g_free (self->kind);
  g_object_unref (self->db);
  g_free (self);
}

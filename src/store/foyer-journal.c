/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-journal.h"

#include "foyer-row-sql.h"
#include "foyer-transaction-private.h"

#include <glib/gi18n-lib.h>

/* Undo reads a change set from its last entry to its first and does the opposite of each:
 *
 *   insert 5…9     remove those of 5…9 that live and that nobody changed since
 *   update c of 7  set c back to before, if it still is what this change set made it
 *   remove 5…9     restore them
 *   restore 5…9    remove them
 */

/* One entry, copied, since the undo writes to the table it reads. */
typedef struct
{
  const FoyerRowType *type;
  FoyerAction action;
  gint64 first_key;
  gint64 last_key;
  const FoyerColumn *column; /* (nullable) */
  sqlite3_value *before;     /* (owned) (nullable) */
  sqlite3_value *after;      /* (owned) (nullable) */
} Entry;

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  sqlite3_value_free (entry->before);
  sqlite3_value_free (entry->after);
}

static gboolean
read_entry (sqlite3_stmt *statement, Entry *entry)
{
  const char *column = (const char *) sqlite3_column_text (statement, 4);

  *entry = (Entry){
    .type = foyer_row_type_from_number (sqlite3_column_int64 (statement, 0)),
    .action = sqlite3_column_int (statement, 1),
    .first_key = sqlite3_column_int64 (statement, 2),
    .last_key = sqlite3_column_int64 (statement, 3),
  };
  if (entry->type == NULL)
    return FALSE;
  if (entry->action != FOYER_ACTION_UPDATE)
    return TRUE;
  if (column == NULL || (entry->column = foyer_row_type_find (entry->type, column)) == NULL)
    return FALSE;
  entry->before = sqlite3_value_dup (sqlite3_column_value (statement, 5));
  entry->after = sqlite3_value_dup (sqlite3_column_value (statement, 6));
  return TRUE;
}

static GArray *
read_entries (FoyerDatabase *db, gint64 change_set, GError **error)
{
  static const char sql[] =
      "SELECT row_type, action, first_key, last_key, column_name, before, after FROM changes "
      "WHERE change_set = ?1 ORDER BY position DESC";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  int code;

  g_array_set_clear_func (entries, entry_clear);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, change_set);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      Entry entry;

      /* What this program does not know it leaves alone. */
      if (read_entry (statement, &entry))
        g_array_append_val (entries, entry);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&entries) : NULL;
}

/* Does the row's column differ now from what it was before the first later change of it? */
static gboolean
differs_now (FoyerDatabase *db,
             const FoyerRowType *type,
             gint64 key,
             const char *column,
             sqlite3_value *then,
             gboolean *differs,
             GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s IS NOT ?1 FROM %s WHERE key = ?2",
                                          foyer_row_type_find (type, column)->name, type->table);
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (foyer_database_get_handle (db), sql, -1, &statement, NULL);

  if (code == SQLITE_OK)
    {
      sqlite3_bind_value (statement, 1, then);
      sqlite3_bind_int64 (statement, 2, key);
      code = sqlite3_step (statement);
      *differs = code == SQLITE_ROW && sqlite3_column_int (statement, 0) != 0;
    }
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    foyer_database_set_error (db, code, error);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* Keys of a range of inserted rows that carry a later change that still stands, in order. A change
 * that was itself taken back does not count: values are compared, not histories. */
static GArray *
find_changed_since (FoyerDatabase *db, const Entry *range, gint64 change_set, GError **error)
{
  static const char sql[] =
      "SELECT first_key, column_name, before FROM changes "
      "WHERE change_set > ?1 AND row_type = ?2 AND action = 2 AND first_key BETWEEN ?3 AND ?4 "
      "ORDER BY first_key, column_name, change_set, position";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *last_column = NULL;
  gint64 last_key = 0;
  int code;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, change_set);
  sqlite3_bind_int (statement, 2, range->type->number);
  sqlite3_bind_int64 (statement, 3, range->first_key);
  sqlite3_bind_int64 (statement, 4, range->last_key);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      gint64 key = sqlite3_column_int64 (statement, 0);
      const char *column = (const char *) sqlite3_column_text (statement, 1);
      gboolean differs = FALSE;

      if (keys->len > 0 && g_array_index (keys, gint64, keys->len - 1) == key)
        continue;
      if ((key == last_key && g_strcmp0 (column, last_column) == 0) || column == NULL ||
          foyer_row_type_find (range->type, column) == NULL)
        continue;
      last_key = key;
      g_free (last_column);
      last_column = g_strdup (column);
      if (!differs_now (db, range->type, key, column, sqlite3_column_value (statement, 2), &differs,
                        error))
        {
          sqlite3_reset (statement);
          return NULL;
        }
      if (differs)
        g_array_append_val (keys, key);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&keys) : NULL;
}

static gboolean
undo_insert (FoyerTransaction *transaction,
             const Entry *entry,
             gint64 change_set,
             guint *n_kept,
             GError **error)
{
  g_autoptr (GArray) kept =
      find_changed_since (foyer_transaction_get_db (transaction), entry, change_set, error);
  gint64 from = entry->first_key;

  if (kept == NULL)
    return FALSE;
  *n_kept += kept->len;
  for (guint i = 0; i <= kept->len; i++)
    {
      gint64 to = i < kept->len ? g_array_index (kept, gint64, i) - 1 : entry->last_key;

      if (from <= to && !foyer_transaction_mark (transaction, entry->type, from, to, TRUE, error))
        return FALSE;
      from = to + 2;
    }
  return TRUE;
}

static gboolean
undo_entry (FoyerTransaction *transaction,
            const Entry *entry,
            gint64 change_set,
            guint *n_kept,
            GError **error)
{
  gboolean is_kept = FALSE;

  switch (entry->action)
    {
    case FOYER_ACTION_INSERT:
      return undo_insert (transaction, entry, change_set, n_kept, error);
    case FOYER_ACTION_UPDATE:
      if (!foyer_transaction_set_column (transaction, entry->type, entry->first_key, entry->column,
                                         entry->after, entry->before, &is_kept, error))
        return FALSE;
      *n_kept += is_kept;
      return TRUE;
    case FOYER_ACTION_REMOVE:
    case FOYER_ACTION_RESTORE:
      return foyer_transaction_mark (transaction, entry->type, entry->first_key, entry->last_key,
                                     entry->action == FOYER_ACTION_RESTORE, error);
    }
  return TRUE;
}

/* Rows first, columns then: whether a row was worked on since is asked while its columns still say
 * so. The two do not touch each other; within each the order is the reverse of what was done. */
static gboolean
undo_entries (FoyerTransaction *transaction,
              GArray *entries,
              gint64 change_set,
              guint *n_kept,
              GError **error)
{
  for (guint is_column = 0; is_column < 2; is_column++)
    for (guint i = 0; i < entries->len; i++)
      {
        const Entry *entry = &g_array_index (entries, Entry, i);

        if ((entry->action == FOYER_ACTION_UPDATE) == is_column &&
            !undo_entry (transaction, entry, change_set, n_kept, error))
          return FALSE;
      }
  return TRUE;
}

/* May this change set be taken back? Facts of the door are not: they are answered by a new fact. */
static gboolean
check_undoable (FoyerDatabase *db, gint64 change_set, GError **error)
{
  static const char sql[] =
      "SELECT kind, EXISTS (SELECT 1 FROM change_sets AS undo WHERE undo.undoes = "
      "change_sets.number "
      "  AND NOT EXISTS (SELECT 1 FROM change_sets AS redo WHERE redo.undoes = undo.number)) "
      "FROM change_sets WHERE number = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  gboolean is_undoable = FALSE;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, change_set);
  code = foyer_database_step (db, statement, error);
  if (code == SQLITE_DONE)
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                         _ ("This is too long ago to be undone."));
  if (code != SQLITE_ROW)
    return FALSE;

  if (g_str_has_prefix ((const char *) sqlite3_column_text (statement, 0), FOYER_KIND_CHECK_IN))
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                         _ ("What happened at the door stays on record. Take the check-in back in "
                            "the check-in window."));
  else if (g_str_has_prefix ((const char *) sqlite3_column_text (statement, 0), FOYER_KIND_TILL))
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                         _ ("What went through the till stays in its book. Void the sale, or "
                            "refund the order."));
  else if (sqlite3_column_int (statement, 1))
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                         _ ("This was undone already."));
  else
    is_undoable = TRUE;
  sqlite3_reset (statement);
  return is_undoable;
}

/**
 * foyer_journal_undo:
 * @db: a connection that writes
 * @change_set: the change set to take back; that of an undo is a redo
 * @undo_set: (out) (optional): the new change set, 0 when nothing was left to take back
 * @n_kept: (out) (optional): how many columns, and how many rows that were added, had been changed
 * since and stay
 * @error: return location
 *
 * In one transaction. CONFLICT for what was undone already, and for check-ins: these are taken back
 * by foyer_check_in_store_undo (). NOT_FOUND when the journal does not reach back so far.
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_journal_undo (FoyerDatabase *db,
                    gint64 change_set,
                    gint64 *undo_set,
                    guint *n_kept,
                    GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, FOYER_KIND_UNDO, error);
  g_autoptr (GArray) entries = NULL;
  guint n = 0;

  if (transaction == NULL || !check_undoable (db, change_set, error))
    return FALSE;
  entries = read_entries (db, change_set, error);
  if (entries == NULL)
    return FALSE;

  foyer_transaction_set_undone (transaction, change_set);
  if (!undo_entries (transaction, entries, change_set, &n, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), undo_set, error))
    return FALSE;
  if (n_kept != NULL)
    *n_kept = n;
  return TRUE;
}

/**
 * foyer_journal_get_position:
 * @db: a connection
 * @error: return location
 *
 * Returns: the number of the newest change set, 0 when there is none, -1 with error
 */
gint64
foyer_journal_get_position (FoyerDatabase *db, GError **error)
{
  static const char sql[] = "SELECT coalesce (max (number), 0) FROM change_sets";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  gint64 position;

  if (statement == NULL || foyer_database_step (db, statement, error) != SQLITE_ROW)
    return -1;
  position = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return position;
}

/* What a server was not told yet stays, however old it is. */
#define OLD                                                                                        \
  "time < ?1 AND number < (SELECT max (number) FROM change_sets) AND NOT EXISTS (SELECT 1 FROM "   \
  "servers WHERE pushed_set < number)"

/**
 * foyer_journal_prune:
 * @db: a connection that writes
 * @before: change sets older than this instant go
 * @error: return location
 *
 * Erases old change sets, a bounded number in one transaction, never the newest: numbers are not
 * given twice. Not for the main thread.
 *
 * Returns: how many went; when it is %FOYER_PRUNE_MOST there may be more; -1 with error
 */
int
foyer_journal_prune (FoyerDatabase *db, gint64 before, GError **error)
{
  static const char changes_sql[] =
      "DELETE FROM changes WHERE change_set IN (SELECT number FROM change_sets WHERE " OLD
      " ORDER BY number LIMIT ?2)";
  static const char sets_sql[] =
      "DELETE FROM change_sets WHERE number IN (SELECT number FROM change_sets WHERE " OLD
      " ORDER BY number LIMIT ?2)";
  const char *const sqls[] = { changes_sql, sets_sql };
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "prune", error);
  int n_erased;

  if (transaction == NULL)
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (sqls); i++)
    {
      sqlite3_stmt *statement = foyer_database_prepare (db, sqls[i], error);

      if (statement == NULL)
        return -1;
      sqlite3_bind_int64 (statement, 1, before);
      sqlite3_bind_int (statement, 2, FOYER_PRUNE_MOST);
      if (!foyer_transaction_run (transaction, statement, error))
        return -1;
    }
  n_erased = sqlite3_changes (foyer_database_get_handle (db));
  return foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error) ? n_erased : -1;
}

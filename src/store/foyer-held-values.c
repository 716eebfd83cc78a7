/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-held-values.h"

#include "foyer-row-sql.h"
#include "foyer-row-store.h"
#include "foyer-transaction-private.h"

/**
 * foyer_held_values_keep:
 * @transaction: a transaction
 * @row: (type FoyerRow): a row with what the server has
 * @key: the row here
 * @columns: which of its columns
 * @is_fresh: whether it is newer than what is held already
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_held_values_keep (FoyerTransaction *transaction,
                        gconstpointer row,
                        gint64 key,
                        FoyerColumnSet columns,
                        gboolean is_fresh,
                        GError **error)
{
  static const char add_sql[] = "INSERT OR IGNORE INTO held_values (row_type, key, column_name, "
                                "value) VALUES (?1, ?2, ?3, ?4)";
  static const char set_sql[] = "INSERT OR REPLACE INTO held_values (row_type, key, column_name, "
                                "value) VALUES (?1, ?2, ?3, ?4)";
  const FoyerRowType *type = ((const FoyerRow *) row)->type;

  for (guint i = 0; i < type->n_columns; i++)
    if (columns & (FoyerColumnSet) 1 << i)
      {
        sqlite3_stmt *statement = foyer_database_prepare (foyer_transaction_get_db (transaction),
                                                          is_fresh ? set_sql : add_sql, error);

        if (statement == NULL)
          return FALSE;
        sqlite3_bind_int (statement, 1, type->number);
        sqlite3_bind_int64 (statement, 2, key);
        sqlite3_bind_text (statement, 3, type->columns[i].name, -1, SQLITE_STATIC);
        foyer_row_bind (statement, 4, row, &type->columns[i]);
        if (!foyer_transaction_run (transaction, statement, error))
          return FALSE;
      }
  return TRUE;
}

/**
 * foyer_held_values_forget:
 * @transaction: a transaction
 * @type: a type of row
 * @key: a row
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_held_values_forget (FoyerTransaction *transaction,
                          const FoyerRowType *type,
                          gint64 key,
                          GError **error)
{
  static const char sql[] = "DELETE FROM held_values WHERE row_type = ?1 AND key = ?2";
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, type->number);
  sqlite3_bind_int64 (statement, 2, key);
  return foyer_transaction_run (transaction, statement, error);
}

/**
 * foyer_held_values_read:
 * @db: a connection
 * @row: (type FoyerRow): a stored row
 * @columns: (out): what was put into it
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_held_values_read (FoyerDatabase *db, gpointer row, FoyerColumnSet *columns, GError **error)
{
  static const char sql[] =
      "SELECT column_name, value FROM held_values WHERE row_type = ?1 AND key = ?2";
  const FoyerRow *head = row;
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  *columns = 0;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, head->type->number);
  sqlite3_bind_int64 (statement, 2, head->key);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (statement, 0);
      const FoyerColumn *column = name != NULL ? foyer_row_type_find (head->type, name) : NULL;
      g_autoptr (FoyerRow) taken = NULL;

      if (column == NULL)
        continue;
      /* The row may hold another value there. */
      taken = foyer_row_new (head->type);
      foyer_row_take (statement, 1, taken, column);
      foyer_row_copy_column (row, taken, column);
      *columns |= (FoyerColumnSet) 1 << (column - head->type->columns);
    }
  return code == SQLITE_DONE;
}

static gboolean
write_back (FoyerTransaction *transaction, const FoyerRowType *type, gint64 key, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (GError) failure = NULL;
  g_autoptr (FoyerRow) here = foyer_row_store_get (db, type, key, &failure);
  g_autoptr (FoyerRow) after = NULL;
  FoyerColumnSet columns;

  if (here == NULL && !g_error_matches (failure, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (here != NULL)
    {
      after = foyer_row_copy (here);
      if (!foyer_held_values_read (db, after, &columns, error))
        return FALSE;
      /* A name that another row has taken meanwhile stays as it is. */
      if (!foyer_transaction_update (transaction, here, after, &failure) &&
          !g_error_matches (failure, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT) &&
          !g_error_matches (failure, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  return foyer_held_values_forget (transaction, type, key, error);
}

typedef struct
{
  const FoyerRowType *type;
  gint64 key;
} Held;

static GArray *
list (FoyerDatabase *db, GError **error)
{
  static const char sql[] = "SELECT DISTINCT row_type, key FROM held_values";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Held));
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      Held held = { foyer_row_type_from_number (sqlite3_column_int64 (statement, 0)),
                    sqlite3_column_int64 (statement, 1) };

      if (held.type != NULL)
        g_array_append_val (found, held);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&found) : NULL;
}

/**
 * foyer_held_values_let_go:
 * @transaction: a transaction
 * @pending: what is pending now
 * @earlier: (nullable): what was pending when the server was asked last
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_held_values_let_go (FoyerTransaction *transaction,
                          FoyerPending *pending,
                          FoyerPending *earlier,
                          GError **error)
{
  g_autoptr (GArray) found = list (foyer_transaction_get_db (transaction), error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const Held *held = &g_array_index (found, Held, i);

      if (foyer_pending_find (pending, held->type, held->key) == NULL &&
          (earlier == NULL || foyer_pending_find (earlier, held->type, held->key) == NULL) &&
          !write_back (transaction, held->type, held->key, error))
        return FALSE;
    }
  return found != NULL;
}

/**
 * foyer_held_values_is_empty:
 * @db: a connection
 *
 * Returns: whether nothing is held
 */
gboolean
foyer_held_values_is_empty (FoyerDatabase *db)
{
  static const char sql[] = "SELECT 1 FROM held_values LIMIT 1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  gboolean is_empty = statement == NULL || foyer_database_step (db, statement, NULL) != SQLITE_ROW;

  if (statement != NULL)
    sqlite3_reset (statement);
  return is_empty;
}

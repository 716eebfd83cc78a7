/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-occupancy.h"

#include "foyer-transaction-private.h"

static void
bind_uuid (sqlite3_stmt *statement, int parameter, const FoyerUuid *uuid)
{
  sqlite3_bind_blob (statement, parameter, uuid->bytes, sizeof uuid->bytes, SQLITE_STATIC);
}

/* FALSE with error; *n is -1 when there is no row. */
static gboolean
read_one (FoyerDatabase *db, sqlite3_stmt *statement, gint64 *n, GError **error)
{
  int code = foyer_database_step (db, statement, error);

  *n = -1;
  if (code == SQLITE_ROW)
    {
      *n = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* Those whose last entry or exit that stands is an entry. */
static gboolean
count (FoyerDatabase *db, const FoyerCheckInList *list, gint64 *n, GError **error)
{
  static const char sql[] =
      "SELECT count (*) FROM ("
      "  SELECT direction, max (key) FROM check_ins AS fact"
      "  WHERE event_id = ?1 AND list_id = ?2 AND direction <> 'UNDO'"
      "    AND verdict IN ('ADMITTED', 'PROVISIONAL', 'EXITED')"
      "    AND NOT EXISTS (SELECT 1 FROM check_ins AS undo WHERE undo.undoes_id = fact.id)"
      "  GROUP BY coalesce (ticket_id, code)) "
      "WHERE direction = 'ENTRY'";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, &list->event_id);
  bind_uuid (statement, 2, &list->row.id);
  return read_one (db, statement, n, error);
}

/**
 * foyer_occupancy_read:
 * @transaction: a transaction
 * @list: an entrance
 * @n_inside: (out): how many are inside by it
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_occupancy_read (FoyerTransaction *transaction,
                      const FoyerCheckInList *list,
                      gint64 *n_inside,
                      GError **error)
{
  static const char read_sql[] = "SELECT n_inside FROM occupancies WHERE list_id = ?1";
  static const char write_sql[] = "INSERT INTO occupancies (list_id, n_inside) VALUES (?1, ?2)";
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  sqlite3_stmt *statement = foyer_database_prepare (db, read_sql, error);

  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, &list->row.id);
  if (!read_one (db, statement, n_inside, error))
    return FALSE;
  if (*n_inside >= 0)
    return TRUE;

  if (!count (db, list, n_inside, error))
    return FALSE;
  statement = foyer_database_prepare (db, write_sql, error);
  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, &list->row.id);
  sqlite3_bind_int64 (statement, 2, *n_inside);
  return foyer_transaction_run (transaction, statement, error);
}

/**
 * foyer_occupancy_add:
 * @transaction: a transaction in which foyer_occupancy_read () was called for this entrance
 * @list: an entrance
 * @delta: who came in, less who left
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_occupancy_add (FoyerTransaction *transaction,
                     const FoyerCheckInList *list,
                     int delta,
                     GError **error)
{
  static const char sql[] =
      "UPDATE occupancies SET n_inside = max (n_inside + ?2, 0) WHERE list_id = ?1";
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);

  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, &list->row.id);
  sqlite3_bind_int (statement, 2, delta);
  return foyer_transaction_run (transaction, statement, error);
}

/**
 * foyer_occupancy_forget:
 * @transaction: a transaction
 * @list_id: an entrance
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_occupancy_forget (FoyerTransaction *transaction, const FoyerUuid *list_id, GError **error)
{
  static const char sql[] = "DELETE FROM occupancies WHERE list_id = ?1";
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);

  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, list_id);
  return foyer_transaction_run (transaction, statement, error);
}

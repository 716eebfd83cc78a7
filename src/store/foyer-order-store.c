/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-store.h"

#include "foyer-row-store.h"

#include <glib/gi18n-lib.h>

/* No vowels (no words), and of those that sound or look alike only one: no B or P beside D and T,
 * no M beside N, no 0, 1, 2, 5, 8. */
#define NUMBER_LETTERS "CDFHJKLNRTVWXY34679"
#define NUMBER_LENGTH  5
#define NUMBER_TRIES   200

/**
 * foyer_order_store_find:
 * @db: a connection
 * @event_id: an event
 * @order_number: a number, exactly
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the living order, %NULL without error when there is none
 */
FoyerOrder *
foyer_order_store_find (FoyerDatabase *db,
                        const FoyerUuid *event_id,
                        const char *order_number,
                        GError **error)
{
  static const char tail[] =
      "WHERE event_id = ?1 AND order_number = ?2 AND deleted_at IS NULL LIMIT 1";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_ORDER_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, order_number, -1, SQLITE_STATIC);
  return foyer_row_store_read_first (db, &FOYER_ORDER_TYPE, statement, error);
}

/* Removed orders count: their number may be on paper somewhere. -1 with error. */
static int
is_taken (FoyerDatabase *db, const FoyerUuid *event_id, const char *order_number, GError **error)
{
  static const char sql[] = "SELECT 1 FROM orders WHERE event_id = ?1 AND order_number = ?2";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return -1;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, order_number, -1, SQLITE_STATIC);
  code = foyer_database_step (db, statement, error);
  sqlite3_reset (statement);
  return code == SQLITE_ROW ? 1 : code == SQLITE_DONE ? 0 : -1;
}

/**
 * foyer_order_store_new_number:
 * @db: a connection, in the transaction that is to use the number
 * @event_id: an event
 * @error: return location
 *
 * Numbers are drawn, not counted, so that desks out of touch do not give the same ones; 2.4 million
 * of five characters, then six.
 *
 * Returns: (transfer full): a free number; %NULL with error
 */
char *
foyer_order_store_new_number (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  static const char letters[] = NUMBER_LETTERS;

  for (guint try = 0; try < NUMBER_TRIES; try++)
    {
      guint length = NUMBER_LENGTH + try / 8;
      g_autofree char *number = g_malloc0 (length + 1);
      int taken;

      for (guint i = 0; i < length; i++)
        number[i] = letters[g_random_int_range (0, sizeof letters - 1)];
      taken = is_taken (db, event_id, number, error);
      if (taken < 0)
        return NULL;
      if (taken == 0)
        return g_steal_pointer (&number);
    }
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                       _ ("No order number is free."));
  return NULL;
}

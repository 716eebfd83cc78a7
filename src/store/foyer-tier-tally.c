/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a kept count comes up to date:
 *
 *   kept at an entry of the journal ── later entries ──┬── too many, or the entry is gone: count
 *                                                      └── the tickets and orders they name
 *
 *   each of these tickets:  − what it was then   + what it is now
 *
 * What it was then is what it is now, but for the first value before that the journal has of each
 * column. A ticket that was inserted since was nothing then. The share of a ticket follows from its
 * order, so an order that changed its status brings all its tickets. */
#include "foyer-tier-tally.h"

#include "foyer-database-private.h"
#include "foyer-order.h"
#include "foyer-ticket.h"
#include "foyer-tier-store.h"
#include "foyer-tier-tally-private.h"
#include "foyer-transaction-private.h"

#include <string.h>

static sqlite3_stmt *
prepare_for (FoyerDatabase *db, const char *sql, const FoyerUuid *id, GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement != NULL)
    sqlite3_bind_blob (statement, 1, id->bytes, sizeof id->bytes, SQLITE_STATIC);
  return statement;
}

/* An order that is gone, or of another event, says nothing about its tickets. */
static FoyerShare
share_of (FoyerTally *self, const FoyerTallyState *order)
{
  return order->is_deleted || !foyer_uuid_equal (&order->event_id, self->event_id)
             ? FOYER_SHARE_SOLD
             : order->share;
}

/* The order in the statement's row: key, event_id, status, deleted_at. */
static void
read_shares (FoyerTally *self, sqlite3_stmt *statement, FoyerShare *then, FoyerShare *now)
{
  gint64 key = sqlite3_column_int64 (statement, 0);
  FoyerTallyState order = { .event_id = foyer_tally_take_id (statement, 1),
                            .share = foyer_tally_take_share (statement, 2),
                            .is_deleted = sqlite3_column_type (statement, 3) != SQLITE_NULL };
  FoyerTallyState before;

  foyer_tally_look_back (self, &FOYER_ORDER_TYPE, key, &order, &before);
  *now = share_of (self, &order);
  *then = foyer_tally_was_inserted (self, &FOYER_ORDER_TYPE, key) ? FOYER_SHARE_SOLD
                                                                  : share_of (self, &before);
}

static gboolean
find_shares (FoyerTally *self,
             const FoyerUuid *order_id,
             FoyerShare *then,
             FoyerShare *now,
             GError **error)
{
  static const char sql[] = "SELECT key, event_id, status, deleted_at FROM orders WHERE id = ?1";
  sqlite3_stmt *statement;
  int code;

  *then = *now = FOYER_SHARE_SOLD;
  if (foyer_uuid_is_nil (order_id))
    return TRUE;
  statement = prepare_for (self->db, sql, order_id, error);
  if (statement == NULL)
    return FALSE;
  code = foyer_database_step (self->db, statement, error);
  if (code == SQLITE_ROW)
    read_shares (self, statement, then, now);
  sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static void
add (FoyerTally *self, const FoyerTallyState *ticket, FoyerShare share, int n)
{
  FoyerTierCount *count = NULL;

  if (ticket->is_deleted || ticket->is_cancelled || share == FOYER_SHARE_NONE ||
      foyer_uuid_is_nil (&ticket->tier_id) || !foyer_uuid_equal (&ticket->event_id, self->event_id))
    return;
  for (guint i = 0; count == NULL && i < self->counts->len; i++)
    if (foyer_uuid_equal (&g_array_index (self->counts, FoyerTierCount, i).tier_id,
                          &ticket->tier_id))
      count = &g_array_index (self->counts, FoyerTierCount, i);
  if (count == NULL)
    {
      g_array_append_val (self->counts, ((FoyerTierCount){ .tier_id = ticket->tier_id }));
      count = &g_array_index (self->counts, FoyerTierCount, self->counts->len - 1);
    }
  if (share == FOYER_SHARE_HELD)
    count->n_held += n;
  else
    count->n_sold += n;
}

/* All tickets of the orders that count otherwise now. */
static gboolean
touch_tickets_of_orders (FoyerTally *self, GError **error)
{
  static const char order_sql[] =
      "SELECT key, event_id, status, deleted_at, id FROM orders WHERE key = ?1";
  static const char tickets_sql[] = "SELECT key FROM tickets WHERE order_id = ?1";
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->orders);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      sqlite3_stmt *statement = foyer_database_prepare (self->db, order_sql, error);
      FoyerShare then = FOYER_SHARE_SOLD, now = FOYER_SHARE_SOLD;
      FoyerUuid id = { 0 };
      int code;

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, *(const gint64 *) key);
      code = foyer_database_step (self->db, statement, error);
      if (code == SQLITE_ROW)
        {
          read_shares (self, statement, &then, &now);
          id = foyer_tally_take_id (statement, 4);
        }
      sqlite3_reset (statement);
      if (code != SQLITE_ROW && code != SQLITE_DONE)
        return FALSE;
      if (then == now)
        continue;
      statement = prepare_for (self->db, tickets_sql, &id, error);
      if (statement == NULL)
        return FALSE;
      while ((code = foyer_database_step (self->db, statement, error)) == SQLITE_ROW)
        foyer_tally_touch (self->tickets, sqlite3_column_int64 (statement, 0));
      if (code != SQLITE_DONE)
        return FALSE;
    }
  self->is_known = g_hash_table_size (self->tickets) <= FOYER_TALLY_ROWS_MOST;
  return TRUE;
}

static gboolean
work_in_ticket (FoyerTally *self, const FoyerTouched *touched, GError **error)
{
  static const char sql[] =
      "SELECT event_id, order_id, tier_id, status, deleted_at FROM tickets WHERE key = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (self->db, sql, error);
  FoyerTallyState now, then;
  FoyerShare before, after, unused;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, touched->key);
  code = foyer_database_step (self->db, statement, error);
  if (code != SQLITE_ROW)
    return code == SQLITE_DONE;
  now = (FoyerTallyState){ .event_id = foyer_tally_take_id (statement, 0),
                           .order_id = foyer_tally_take_id (statement, 1),
                           .tier_id = foyer_tally_take_id (statement, 2),
                           .is_cancelled = foyer_tally_take_cancelled (statement, 3),
                           .is_deleted = sqlite3_column_type (statement, 4) != SQLITE_NULL };
  sqlite3_reset (statement);
  foyer_tally_look_back (self, &FOYER_TICKET_TYPE, touched->key, &now, &then);
  if (!find_shares (self, &now.order_id, &before, &after, error) ||
      (!foyer_uuid_equal (&then.order_id, &now.order_id) &&
       !find_shares (self, &then.order_id, &before, &unused, error)))
    return FALSE;
  if (!foyer_tally_was_inserted (self, &FOYER_TICKET_TYPE, touched->key))
    add (self, &then, before, -1);
  add (self, &now, after, 1);
  return TRUE;
}

static gboolean
work_in (FoyerTally *self, GError **error)
{
  GHashTableIter iter;
  gpointer touched;

  if (!touch_tickets_of_orders (self, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->tickets);
  while (self->is_known && g_hash_table_iter_next (&iter, NULL, &touched))
    if (!work_in_ticket (self, touched, error))
      return FALSE;
  return TRUE;
}

/* Nothing is known when the journal has lost the entry: it does not reach back so far. */
static gboolean
read_kept (FoyerTally *self, GError **error)
{
  static const char at_sql[] =
      "SELECT change_set, position FROM tier_tallies AS kept WHERE event_id = ?1 AND EXISTS ("
      "SELECT 1 FROM changes WHERE change_set = kept.change_set AND position = kept.position)";
  static const char counts_sql[] =
      "SELECT tier_id, n_sold, n_held FROM tier_counts WHERE event_id = ?1";
  sqlite3_stmt *statement = prepare_for (self->db, at_sql, self->event_id, error);
  int code;

  if (statement == NULL)
    return FALSE;
  code = foyer_database_step (self->db, statement, error);
  self->is_known = code == SQLITE_ROW;
  if (!self->is_known)
    return code == SQLITE_DONE;
  self->change_set = sqlite3_column_int64 (statement, 0);
  self->position = sqlite3_column_int64 (statement, 1);
  sqlite3_reset (statement);

  statement = prepare_for (self->db, counts_sql, self->event_id, error);
  if (statement == NULL)
    return FALSE;
  while ((code = foyer_database_step (self->db, statement, error)) == SQLITE_ROW)
    {
      FoyerTierCount count = { foyer_tally_take_id (statement, 0),
                               sqlite3_column_int64 (statement, 1),
                               sqlite3_column_int64 (statement, 2) };

      g_array_append_val (self->counts, count);
    }
  return code == SQLITE_DONE;
}

static gboolean
write_position (FoyerTransaction *transaction,
                const FoyerUuid *event_id,
                gint64 change_set,
                gint64 position,
                GError **error)
{
  static const char sql[] =
      "INSERT INTO tier_tallies (event_id, change_set, position) VALUES (?1, ?2, ?3) "
      "ON CONFLICT DO UPDATE SET change_set = excluded.change_set, position = excluded.position";
  sqlite3_stmt *statement =
      prepare_for (foyer_transaction_get_db (transaction), sql, event_id, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 2, change_set);
  sqlite3_bind_int64 (statement, 3, position);
  return foyer_transaction_run (transaction, statement, error);
}

static gboolean
write_count (FoyerTransaction *transaction,
             const FoyerUuid *event_id,
             const FoyerTierCount *count,
             GError **error)
{
  static const char sql[] =
      "INSERT INTO tier_counts (event_id, tier_id, n_sold, n_held) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT DO UPDATE SET n_sold = excluded.n_sold, n_held = excluded.n_held";
  sqlite3_stmt *statement =
      prepare_for (foyer_transaction_get_db (transaction), sql, event_id, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 2, count->tier_id.bytes, sizeof count->tier_id.bytes,
                     SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, count->n_sold);
  sqlite3_bind_int64 (statement, 4, count->n_held);
  return foyer_transaction_run (transaction, statement, error);
}

/* Those that differ from what was kept, which are the first of the array. */
static gboolean
write_changed (FoyerTally *self, FoyerTransaction *transaction, const GArray *kept, GError **error)
{
  for (guint i = 0; i < self->counts->len; i++)
    {
      const FoyerTierCount *count = &g_array_index (self->counts, FoyerTierCount, i);

      if ((i >= kept->len ||
           memcmp (count, &g_array_index (kept, FoyerTierCount, i), sizeof *count) != 0) &&
          !write_count (transaction, self->event_id, count, error))
        return FALSE;
    }
  return write_position (transaction, self->event_id, self->change_set, self->position, error);
}

/* A count that cannot be was none. */
static gboolean
is_possible (const GArray *counts)
{
  for (guint i = 0; i < counts->len; i++)
    if (g_array_index (counts, FoyerTierCount, i).n_sold < 0 ||
        g_array_index (counts, FoyerTierCount, i).n_held < 0)
      return FALSE;
  return TRUE;
}

gboolean
foyer_tier_tally_read (FoyerDatabase *db,
                       const FoyerUuid *event_id,
                       GArray *counts,
                       gboolean *is_known,
                       GError **error)
{
  FoyerTransaction *transaction = foyer_database_get_transaction (db);
  g_auto (FoyerTally) self = { 0 };
  g_autoptr (GArray) kept = NULL;
  gint64 change_set, position;

  foyer_tally_init (&self, db, event_id, counts);
  *is_known = FALSE;
  if ((transaction != NULL && !foyer_transaction_flush (transaction, error)) ||
      !read_kept (&self, error))
    return FALSE;
  if (!self.is_known)
    return TRUE;
  kept = g_array_copy (counts);
  change_set = self.change_set;
  position = self.position;
  if (!foyer_tally_read_journal (&self, error) || (self.is_known && !work_in (&self, error)))
    return FALSE;
  *is_known = self.is_known && is_possible (counts);
  if (!*is_known)
    g_array_set_size (counts, 0);
  if (!*is_known || transaction == NULL ||
      (change_set == self.change_set && position == self.position))
    return TRUE;
  return write_changed (&self, transaction, kept, error);
}

gboolean
foyer_tier_tally_keep (FoyerDatabase *db,
                       const FoyerUuid *event_id,
                       const GArray *counts,
                       GError **error)
{
  static const char last_sql[] = "SELECT change_set, position FROM changes "
                                 "ORDER BY change_set DESC, position DESC LIMIT 1";
  static const char forget_sql[] = "DELETE FROM tier_counts WHERE event_id = ?1";
  FoyerTransaction *transaction = foyer_database_get_transaction (db);
  sqlite3_stmt *statement;
  gint64 change_set, position;
  int code;

  if (transaction == NULL)
    return TRUE;
  statement = foyer_database_prepare (db, last_sql, error);
  if (statement == NULL)
    return FALSE;
  code = foyer_database_step (db, statement, error);
  if (code != SQLITE_ROW)
    return code == SQLITE_DONE;
  change_set = sqlite3_column_int64 (statement, 0);
  position = sqlite3_column_int64 (statement, 1);
  sqlite3_reset (statement);

  statement = prepare_for (db, forget_sql, event_id, error);
  if (statement == NULL || !foyer_transaction_run (transaction, statement, error))
    return FALSE;
  for (guint i = 0; i < counts->len; i++)
    if (!write_count (transaction, event_id, &g_array_index (counts, FoyerTierCount, i), error))
      return FALSE;
  return write_position (transaction, event_id, change_set, position, error);
}

gboolean
foyer_tier_tally_forget (FoyerTransaction *transaction, GError **error)
{
  static const char sql[] = "DELETE FROM tier_tallies";
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);

  return statement != NULL && foyer_transaction_run (transaction, statement, error);
}

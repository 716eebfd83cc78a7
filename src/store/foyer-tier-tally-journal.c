/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal tells about tickets and orders since an entry. */
#include "foyer-tier-tally-private.h"

#include "foyer-order.h"
#include "foyer-row-sql.h"
#include "foyer-ticket.h"
#include "foyer-transaction-private.h"

#include <string.h>

typedef struct
{
  const FoyerRowType *type;
  FoyerAction action; /* not an update */
  gint64 first_key;
  gint64 last_key;
} Range;

FoyerUuid
foyer_tally_take_id (sqlite3_stmt *statement, int result)
{
  FoyerUuid id = { 0 };

  if (sqlite3_column_bytes (statement, result) == sizeof id)
    memcpy (&id, sqlite3_column_blob (statement, result), sizeof id);
  return id;
}

gboolean
foyer_tally_take_cancelled (sqlite3_stmt *statement, int result)
{
  return g_strcmp0 ((const char *) sqlite3_column_text (statement, result), "CANCELLED") == 0;
}

FoyerShare
foyer_tally_take_share (sqlite3_stmt *statement, int result)
{
  const char *status = (const char *) sqlite3_column_text (statement, result);

  if (g_strcmp0 (status, "PENDING") == 0)
    return FOYER_SHARE_HELD;
  if (g_strcmp0 (status, "EXPIRED") == 0 || g_strcmp0 (status, "REFUNDED") == 0)
    return FOYER_SHARE_NONE;
  return FOYER_SHARE_SOLD;
}

void
foyer_tally_init (FoyerTally *self, FoyerDatabase *db, const FoyerUuid *event_id, GArray *counts)
{
  *self = (FoyerTally){ .db = db, .event_id = event_id, .counts = counts };
  self->ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  self->tickets = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->orders = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
}

void
foyer_tally_clear (FoyerTally *self)
{
  g_clear_pointer (&self->ranges, g_array_unref);
  g_clear_pointer (&self->tickets, g_hash_table_unref);
  g_clear_pointer (&self->orders, g_hash_table_unref);
}

/* The first range of one of two kinds that a row is in. */
static const Range *
find_range (const FoyerTally *self,
            const FoyerRowType *type,
            gint64 key,
            FoyerAction action,
            FoyerAction or_action)
{
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const Range *range = &g_array_index (self->ranges, Range, i);

      if ((range->action == action || range->action == or_action) && range->type == type &&
          key >= range->first_key && key <= range->last_key)
        return range;
    }
  return NULL;
}

gboolean
foyer_tally_was_inserted (const FoyerTally *self, const FoyerRowType *type, gint64 key)
{
  return find_range (self, type, key, FOYER_ACTION_INSERT, FOYER_ACTION_INSERT) != NULL;
}

FoyerTouched *
foyer_tally_touch (GHashTable *rows, gint64 key)
{
  FoyerTouched *touched = g_hash_table_lookup (rows, &key);

  if (touched == NULL)
    {
      touched = g_new0 (FoyerTouched, 1);
      touched->key = key;
      g_hash_table_insert (rows, &touched->key, touched);
    }
  return touched;
}

/* The rows of the event within a range. Of orders that were inserted those alone that change what
 * their tickets count as. */
static sqlite3_stmt *
select_range (FoyerTally *self, const Range *range, GError **error)
{
  static const char tickets_sql[] = "SELECT key FROM tickets INDEXED BY tickets_by_event "
                                    "WHERE event_id = ?1 AND key BETWEEN ?2 AND ?3";
  static const char orders_sql[] =
      "SELECT key FROM orders WHERE +event_id = ?1 AND key BETWEEN ?2 AND ?3";
  static const char open_sql[] =
      "SELECT key FROM orders INDEXED BY orders_by_open WHERE event_id = ?1 "
      "AND status IN ('PENDING', 'EXPIRED', 'REFUNDED') AND key BETWEEN ?2 AND ?3";
  const char *sql = range->action == FOYER_ACTION_INSERT ? open_sql : orders_sql;
  sqlite3_stmt *statement = foyer_database_prepare (
      self->db, range->type == &FOYER_TICKET_TYPE ? tickets_sql : sql, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, self->event_id->bytes, sizeof self->event_id->bytes,
                     SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, range->first_key);
  sqlite3_bind_int64 (statement, 3, range->last_key);
  return statement;
}

static gboolean
touch_range (FoyerTally *self, const Range *range, GError **error)
{
  GHashTable *rows = range->type == &FOYER_TICKET_TYPE ? self->tickets : self->orders;
  sqlite3_stmt *statement = select_range (self, range, error);
  int code = SQLITE_DONE;

  if (statement == NULL)
    return FALSE;
  while (self->is_known && (code = foyer_database_step (self->db, statement, error)) == SQLITE_ROW)
    {
      foyer_tally_touch (rows, sqlite3_column_int64 (statement, 0));
      self->is_known = g_hash_table_size (rows) <= FOYER_TALLY_ROWS_MOST;
    }
  sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* One sale after the other inserts neighbouring keys. */
static void
note_range (FoyerTally *self, Range range)
{
  for (guint i = self->ranges->len; i-- > 0 && i + 4 > self->ranges->len;)
    {
      Range *before = &g_array_index (self->ranges, Range, i);

      if (before->type != range.type)
        continue;
      if (before->action != range.action || before->last_key + 1 != range.first_key)
        break;
      before->last_key = range.last_key;
      return;
    }
  g_array_append_val (self->ranges, range);
}

/* The statement's result 4 is the column, 5 and 6 are its value before and after. */
static void
note_update (FoyerTally *self, const FoyerRowType *type, gint64 key, sqlite3_stmt *statement)
{
  const char *column = (const char *) sqlite3_column_text (statement, 4);
  gboolean is_ticket = type == &FOYER_TICKET_TYPE;
  FoyerTouched *touched;
  FoyerKnown known;

  if (g_strcmp0 (column, "status") == 0)
    known = FOYER_KNOWN_STATUS;
  else if (g_strcmp0 (column, "event_id") == 0)
    known = FOYER_KNOWN_EVENT;
  else if (is_ticket && g_strcmp0 (column, "order_id") == 0)
    known = FOYER_KNOWN_ORDER;
  else if (is_ticket && g_strcmp0 (column, "tier_id") == 0)
    known = FOYER_KNOWN_TIER;
  else
    return;
  /* Most of what is told of tickets is that somebody came. */
  if (known == FOYER_KNOWN_STATUS && is_ticket && !foyer_tally_take_cancelled (statement, 5) &&
      !foyer_tally_take_cancelled (statement, 6))
    return;

  touched = foyer_tally_touch (is_ticket ? self->tickets : self->orders, key);
  if (touched->known & known)
    return;
  touched->known |= known;
  switch (known)
    {
    case FOYER_KNOWN_STATUS:
      touched->then.is_cancelled = foyer_tally_take_cancelled (statement, 5);
      touched->then.share = foyer_tally_take_share (statement, 5);
      break;
    case FOYER_KNOWN_EVENT:
      touched->then.event_id = foyer_tally_take_id (statement, 5);
      break;
    case FOYER_KNOWN_ORDER:
      touched->then.order_id = foyer_tally_take_id (statement, 5);
      break;
    case FOYER_KNOWN_TIER:
      touched->then.tier_id = foyer_tally_take_id (statement, 5);
      break;
    }
}

static void
note_entry (FoyerTally *self, sqlite3_stmt *statement)
{
  Range range = { foyer_row_type_from_number (sqlite3_column_int64 (statement, 0)),
                  sqlite3_column_int (statement, 1), sqlite3_column_int64 (statement, 2),
                  sqlite3_column_int64 (statement, 3) };

  if (range.type != &FOYER_TICKET_TYPE && range.type != &FOYER_ORDER_TYPE)
    return;
  if (range.action == FOYER_ACTION_UPDATE)
    note_update (self, range.type, range.first_key, statement);
  else
    note_range (self, range);
}

gboolean
foyer_tally_read_journal (FoyerTally *self, GError **error)
{
  static const char sql[] =
      "SELECT row_type, action, first_key, last_key, column_name, before, after, change_set, "
      "position FROM changes WHERE (change_set, position) > (?1, ?2) "
      "ORDER BY change_set, position";
  sqlite3_stmt *statement = foyer_database_prepare (self->db, sql, error);
  guint n = 0;
  int code = SQLITE_DONE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->change_set);
  sqlite3_bind_int64 (statement, 2, self->position);
  while (self->is_known && (code = foyer_database_step (self->db, statement, error)) == SQLITE_ROW)
    {
      note_entry (self, statement);
      self->change_set = sqlite3_column_int64 (statement, 7);
      self->position = sqlite3_column_int64 (statement, 8);
      self->is_known = ++n <= FOYER_TALLY_ENTRIES_MOST &&
                       g_hash_table_size (self->tickets) <= FOYER_TALLY_ROWS_MOST &&
                       g_hash_table_size (self->orders) <= FOYER_TALLY_ROWS_MOST;
    }
  sqlite3_reset (statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return FALSE;
  for (guint i = 0; i < self->ranges->len; i++)
    if (!touch_range (self, &g_array_index (self->ranges, Range, i), error))
      return FALSE;
  return TRUE;
}

void
foyer_tally_look_back (const FoyerTally *self,
                       const FoyerRowType *type,
                       gint64 key,
                       const FoyerTallyState *now,
                       FoyerTallyState *then)
{
  GHashTable *rows = type == &FOYER_TICKET_TYPE ? self->tickets : self->orders;
  const FoyerTouched *touched = g_hash_table_lookup (rows, &key);
  const Range *mark = find_range (self, type, key, FOYER_ACTION_REMOVE, FOYER_ACTION_RESTORE);

  *then = *now;
  if (mark != NULL)
    then->is_deleted = mark->action == FOYER_ACTION_RESTORE;
  if (touched == NULL)
    return;
  if (touched->known & FOYER_KNOWN_EVENT)
    then->event_id = touched->then.event_id;
  if (touched->known & FOYER_KNOWN_ORDER)
    then->order_id = touched->then.order_id;
  if (touched->known & FOYER_KNOWN_TIER)
    then->tier_id = touched->then.tier_id;
  if (touched->known & FOYER_KNOWN_STATUS)
    {
      then->is_cancelled = touched->then.is_cancelled;
      then->share = touched->then.share;
    }
}

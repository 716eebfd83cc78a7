/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an index of orders comes to know them. */
#include "foyer-order-index-private.h"

#include "foyer-changes.h"
#include "foyer-roster-scan.h"
#include "foyer-store-error.h"
#include "foyer-text.h"
#include "foyer-ticket.h"

#include <string.h>

#define ASKED_EVERY 4096
/* When so many changed at once, all is read anew. */
#define MAX_FOLLOWED 2000
/* And when there are so many times the lines that were read, since most of them are stale. */
#define MAX_GROWTH 2

static guint8
find_word (const char *const *words, sqlite3_stmt *statement, int column)
{
  const char *word = (const char *) sqlite3_column_text (statement, column);

  for (guint i = 0; word != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return i;
  return 0xff;
}

static const char *const *
get_words (const char *column)
{
  return foyer_row_type_find (&FOYER_ORDER_TYPE, column)->words;
}

/* Fields of one row, folded, as a line of a slot. One that says nothing new is left out. */
static void
add_line (FoyerOrderIndex *self, guint32 slot, sqlite3_stmt *statement, int first, int n)
{
  const FoyerOrderSlot *owner = &g_array_index (self->slots, FoyerOrderSlot, slot);
  gsize start = self->text->len;
  guint32 end;

  for (int i = first; i < first + n; i++)
    {
      const char *text = (const char *) sqlite3_column_text (statement, i);

      if (i > first)
        g_string_append_c (self->text, FOYER_ORDER_FIELD_END);
      if (text != NULL)
        foyer_text_fold_append (self->text, text, sqlite3_column_bytes (statement, i));
    }
  if (owner->from < self->owners->len)
    {
      const guint32 *own = &g_array_index (self->starts, guint32, owner->from);

      if (g_strstr_len (self->text->str + own[0], own[1] - own[0], self->text->str + start) != NULL)
        {
          g_string_truncate (self->text, start);
          return;
        }
    }
  end = self->text->len;
  g_array_append_val (self->starts, end);
  g_array_append_val (self->owners, slot);
}

/* Columns: key, id, status, channel, time, total, number, name, e-mail. */
static void
take_order (FoyerOrderIndex *self, guint32 place, sqlite3_stmt *statement)
{
  FoyerOrderSlot *slot = &g_array_index (self->slots, FoyerOrderSlot, place);

  memset (slot, 0, sizeof *slot);
  slot->key = sqlite3_column_int64 (statement, 0);
  slot->status = find_word (get_words ("status"), statement, 2);
  slot->channel = find_word (get_words ("channel"), statement, 3);
  slot->time = sqlite3_column_int64 (statement, 4);
  slot->total = sqlite3_column_int64 (statement, 5);
  slot->paid = FOYER_NONE;
  slot->from = self->owners->len;
  add_line (self, place, statement, 6, 3);
}

/* Columns: whether it stands, name, e-mail. */
static void
take_ticket (FoyerOrderIndex *self, guint32 place, sqlite3_stmt *statement, int first)
{
  if (sqlite3_column_int (statement, first))
    g_array_index (self->slots, FoyerOrderSlot, place).n_tickets++;
  add_line (self, place, statement, first + 1, 2);
}

/* Columns: kind, method, amount, whether it is there, reference. */
static void
take_payment (FoyerOrderIndex *self, guint32 place, sqlite3_stmt *statement, int first)
{
  FoyerOrderSlot *slot = &g_array_index (self->slots, FoyerOrderSlot, place);
  gboolean is_refund =
      g_strcmp0 ((const char *) sqlite3_column_text (statement, first), "REFUND") == 0;
  gint64 amount = sqlite3_column_int64 (statement, first + 2);
  guint8 method = find_word (foyer_pay_method_words, statement, first + 1);

  if (sqlite3_column_int (statement, first + 3))
    {
      slot->paid = (slot->paid == FOYER_NONE ? 0 : slot->paid) + (is_refund ? -amount : amount);
      if (!is_refund && method < FOYER_N_PAY_METHODS)
        slot->methods |= 1u << method;
    }
  if (sqlite3_column_type (statement, first + 4) != SQLITE_NULL)
    add_line (self, place, statement, first + 4, 1);
}

/* The scan reads a little beyond the end. */
static void
pad (FoyerOrderIndex *self)
{
  gsize length = self->text->len;

  g_string_set_size (self->text, length + FOYER_SCAN_PADDING);
  memset (self->text->str + length, 0, FOYER_SCAN_PADDING);
  g_string_truncate (self->text, length);
}

/* All
 * ---------------------------------------------------------------------------------------------- */

typedef void (*TakeFunc) (FoyerOrderIndex *self, guint32 place, sqlite3_stmt *statement, int first);

static gboolean
is_stopped (guint *n, GCancellable *cancellable, GError **error)
{
  return ++*n % ASKED_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
read_orders (FoyerOrderIndex *self,
             FoyerDatabase *db,
             GHashTable *places,
             GCancellable *cancellable,
             GError **error)
{
  static const char sql[] =
      "SELECT key, id, status, channel, created_at, total, order_number, buyer_name, buyer_email "
      "FROM orders WHERE event_id = ?1 AND deleted_at IS NULL ORDER BY key";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  guint n = 0;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, &self->event_id, sizeof (FoyerUuid), SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      guint32 place = self->slots->len;

      if (is_stopped (&n, cancellable, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      g_array_set_size (self->slots, place + 1);
      take_order (self, place, statement);
      if (sqlite3_column_bytes (statement, 1) == sizeof (FoyerUuid))
        g_hash_table_insert (places,
                             g_memdup2 (sqlite3_column_blob (statement, 1), sizeof (FoyerUuid)),
                             GUINT_TO_POINTER (place));
    }
  return code == SQLITE_DONE;
}

/* What belongs to orders: the first column is whose it is. */
static gboolean
read_parts (FoyerOrderIndex *self,
            FoyerDatabase *db,
            const char *sql,
            TakeFunc take,
            GHashTable *places,
            GCancellable *cancellable,
            GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  gpointer place;
  guint n = 0;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, &self->event_id, sizeof (FoyerUuid), SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      if (is_stopped (&n, cancellable, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      if (sqlite3_column_bytes (statement, 0) == sizeof (FoyerUuid) &&
          g_hash_table_lookup_extended (places, sqlite3_column_blob (statement, 0), NULL, &place))
        take (self, GPOINTER_TO_UINT (place), statement, 1);
    }
  return code == SQLITE_DONE;
}

gboolean
foyer_order_index_read_all (FoyerOrderIndex *self,
                            FoyerDatabase *db,
                            GCancellable *cancellable,
                            GError **error)
{
  static const char tickets_sql[] =
      "SELECT order_id, status <> 'CANCELLED', attendee_name, attendee_email FROM tickets "
      "WHERE event_id = ?1 AND order_id IS NOT NULL AND deleted_at IS NULL";
  static const char payments_sql[] =
      "SELECT order_id, kind, method, amount, deleted_at IS NULL, reference FROM payments "
      "WHERE event_id = ?1";
  g_autoptr (GHashTable) places =
      g_hash_table_new_full (foyer_uuid_hash, foyer_uuid_equal, g_free, NULL);

  foyer_order_index_clear (self);
  if (!read_orders (self, db, places, cancellable, error) ||
      !read_parts (self, db, tickets_sql, take_ticket, places, cancellable, error) ||
      !read_parts (self, db, payments_sql, take_payment, places, cancellable, error))
    return FALSE;
  pad (self);
  self->n_made = self->owners->len;
  return TRUE;
}

/* What changed
 * ---------------------------------------------------------------------------------------------- */

/* Reads one order anew, at its place or at the end. */
static gboolean
refresh_order (FoyerOrderIndex *self,
               FoyerDatabase *db,
               gint64 key,
               FoyerUuid *id,
               guint32 *place,
               GError **error)
{
  static const char sql[] =
      "SELECT key, id, status, channel, created_at, total, order_number, buyer_name, buyer_email "
      "FROM orders WHERE key = ?1 AND event_id = ?2 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  FoyerOrderSlot *slot = foyer_order_index_find (self, key);
  gint64 last = self->slots->len > 0
                    ? g_array_index (self->slots, FoyerOrderSlot, self->slots->len - 1).key
                    : 0;
  int code;

  *place = G_MAXUINT32;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  sqlite3_bind_blob (statement, 2, &self->event_id, sizeof (FoyerUuid), SQLITE_STATIC);
  code = foyer_database_step (db, statement, error);
  if (slot != NULL && !slot->is_dead)
    {
      slot->is_dead = TRUE;
      self->n_dead++;
    }
  if (code != SQLITE_ROW)
    return code == SQLITE_DONE;
  if (slot == NULL && key <= last)
    {
      sqlite3_reset (statement);
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND, "order");
      return FALSE;
    }
  if (slot != NULL)
    self->n_dead--;
  *place = slot != NULL ? slot - (FoyerOrderSlot *) (void *) self->slots->data : self->slots->len;
  g_array_set_size (self->slots, MAX (self->slots->len, *place + 1));
  take_order (self, *place, statement);
  memcpy (id, sqlite3_column_blob (statement, 1),
          MIN ((gsize) sqlite3_column_bytes (statement, 1), sizeof *id));
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
refresh_parts (FoyerOrderIndex *self,
               FoyerDatabase *db,
               const char *sql,
               TakeFunc take,
               const FoyerUuid *id,
               guint32 place,
               GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, id, sizeof *id, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    take (self, place, statement, 0);
  return code == SQLITE_DONE;
}

static gboolean
refresh (FoyerOrderIndex *self, FoyerDatabase *db, gint64 key, GError **error)
{
  static const char tickets_sql[] =
      "SELECT status <> 'CANCELLED', attendee_name, attendee_email FROM tickets "
      "WHERE order_id = ?1 AND deleted_at IS NULL";
  static const char payments_sql[] =
      "SELECT kind, method, amount, deleted_at IS NULL, reference FROM payments "
      "WHERE order_id = ?1";
  FoyerUuid id = { { 0 } };
  guint32 place;

  if (!refresh_order (self, db, key, &id, &place, error))
    return FALSE;
  return place == G_MAXUINT32 ||
         (refresh_parts (self, db, tickets_sql, take_ticket, &id, place, error) &&
          refresh_parts (self, db, payments_sql, take_payment, &id, place, error));
}

/* Adds the orders of a range of rows. Where one of the rows is gone, it is not known whose it was.
 */
static gboolean
add_owners (FoyerDatabase *db,
            const char *sql,
            const FoyerChange *change,
            GHashTable *keys,
            GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  gint64 n = 0;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, change->first_key);
  sqlite3_bind_int64 (statement, 2, change->last_key);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      gint64 key = sqlite3_column_int64 (statement, 0);

      n++;
      if (key != 0)
        g_hash_table_add (keys, g_memdup2 (&key, sizeof key));
    }
  if (code != SQLITE_DONE)
    return FALSE;
  if (n == change->last_key - change->first_key + 1)
    return TRUE;
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND, "row");
  return FALSE;
}

static gboolean
add_changed (FoyerDatabase *db, const FoyerChange *change, GHashTable *keys, GError **error)
{
  static const char tickets_sql[] = "SELECT o.key FROM tickets AS t "
                                    "LEFT JOIN orders AS o ON o.id = t.order_id "
                                    "WHERE t.key BETWEEN ?1 AND ?2";
  static const char payments_sql[] = "SELECT o.key FROM payments AS p "
                                     "LEFT JOIN orders AS o ON o.id = p.order_id "
                                     "WHERE p.key BETWEEN ?1 AND ?2";

  if (change->type == &FOYER_TICKET_TYPE)
    return add_owners (db, tickets_sql, change, keys, error);
  if (change->type == &FOYER_PAYMENT_TYPE)
    return add_owners (db, payments_sql, change, keys, error);
  if (change->type == &FOYER_ORDER_TYPE)
    for (gint64 key = change->first_key; key <= change->last_key; key++)
      g_hash_table_add (keys, g_memdup2 (&key, sizeof key));
  return TRUE;
}

static int
compare_keys_cb (gconstpointer a, gconstpointer b)
{
  gint64 one = **(const gint64 *const *) a;
  gint64 other = **(const gint64 *const *) b;

  return (one > other) - (one < other);
}

gboolean
foyer_order_index_follow (FoyerOrderIndex *self, FoyerDatabase *db, GError **error)
{
  g_autoptr (FoyerChanges) changes = foyer_changes_read (db, self->position, error);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree gpointer *sorted = NULL;
  const FoyerChange *items;
  guint n_items, n_keys;
  gint64 n_changed = 0;

  if (changes == NULL)
    return FALSE;
  items = foyer_changes_get_items (changes, &n_items);
  for (guint i = 0; i < n_items; i++)
    if (items[i].type == &FOYER_ORDER_TYPE || items[i].type == &FOYER_TICKET_TYPE ||
        items[i].type == &FOYER_PAYMENT_TYPE)
      n_changed += items[i].last_key - items[i].first_key + 1;
  if (n_changed > MAX_FOLLOWED ||
      self->owners->len > MAX_GROWTH * self->n_made + MAX_GROWTH * MAX_FOLLOWED)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND, "changes");
      return FALSE;
    }
  for (guint i = 0; i < n_items; i++)
    if (!add_changed (db, &items[i], keys, error))
      return FALSE;
  sorted = g_hash_table_get_keys_as_array (keys, &n_keys);
  qsort (sorted, n_keys, sizeof *sorted, compare_keys_cb);
  for (guint i = 0; i < n_keys; i++)
    if (!refresh (self, db, *(gint64 *) sorted[i], error))
      return FALSE;
  if (n_keys > 0)
    pad (self);
  return TRUE;
}

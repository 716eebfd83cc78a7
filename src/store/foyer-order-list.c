/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-list.h"

#include "foyer-row-store.h"
#include "foyer-text.h"

#include <string.h>

#define ASKED_EVERY 4096

/**
 * foyer_order_entry_free:
 * @self: (transfer full) (nullable): an entry
 */
void
foyer_order_entry_free (FoyerOrderEntry *self)
{
  if (self == NULL)
    return;
  foyer_order_free (self->order);
  g_free (self->first_name);
  g_free (self);
}

/* What is asked of each order, made ready once. */
typedef struct
{
  const FoyerOrderQuery *query;
  const char *const *status_words;
  const char *const *channel_words;
  char **words;       /* (owned) (nullable) folded */
  GHashTable *guests; /* (owned) (nullable) ids of orders found by what belongs to them */
  GHashTable *payers; /* (owned) (nullable) ids of orders that were paid in one of the ways */
  GString *text;      /* (owned) scratch */
} Filter;

static void
filter_clear (Filter *self)
{
  g_strfreev (self->words);
  g_clear_pointer (&self->guests, g_hash_table_unref);
  g_clear_pointer (&self->payers, g_hash_table_unref);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filter, filter_clear)

static gboolean
is_wanted (guint bits, const char *const *words, sqlite3_stmt *statement, int column)
{
  const char *word;

  if (bits == 0)
    return TRUE;
  word = (const char *) sqlite3_column_text (statement, column);
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return (bits & 1u << i) != 0;
  return FALSE;
}

static gboolean
has_words (Filter *self, sqlite3_stmt *statement, int first, int n)
{
  g_string_truncate (self->text, 0);
  for (int i = first; i < first + n; i++)
    {
      const char *text = (const char *) sqlite3_column_text (statement, i);

      if (text == NULL)
        continue;
      foyer_text_fold_append (self->text, text, sqlite3_column_bytes (statement, i));
      g_string_append_c (self->text, ' ');
    }
  for (guint i = 0; self->words[i] != NULL; i++)
    if (strstr (self->text->str, self->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_stopped (guint *n, GCancellable *cancellable, GError **error)
{
  return ++*n % ASKED_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Adds the orders that something of theirs names: sql gives order_id and two texts. */
static gboolean
find_by (Filter *self,
         FoyerDatabase *db,
         const char *sql,
         const FoyerUuid *event_id,
         GCancellable *cancellable,
         GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  guint n = 0;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      if (is_stopped (&n, cancellable, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      if (sqlite3_column_bytes (statement, 0) == sizeof (FoyerUuid) &&
          has_words (self, statement, 1, 2))
        g_hash_table_add (self->guests,
                          g_memdup2 (sqlite3_column_blob (statement, 0), sizeof (FoyerUuid)));
    }
  return code == SQLITE_DONE;
}

static GHashTable *
new_ids (void)
{
  return g_hash_table_new_full (foyer_uuid_hash, foyer_uuid_equal, g_free, NULL);
}

static gboolean
find_payers (Filter *self,
             FoyerDatabase *db,
             const FoyerUuid *event_id,
             GCancellable *cancellable,
             GError **error)
{
  static const char sql[] = "SELECT order_id, method FROM payments "
                            "WHERE event_id = ?1 AND kind = 'PAYMENT' AND deleted_at IS NULL";
  sqlite3_stmt *statement;
  guint n = 0;
  int code;

  if (self->query->methods == 0)
    return TRUE;
  statement = foyer_database_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  self->payers = new_ids ();
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      if (is_stopped (&n, cancellable, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      if (sqlite3_column_bytes (statement, 0) == sizeof (FoyerUuid) &&
          is_wanted (self->query->methods, foyer_pay_method_words, statement, 1))
        g_hash_table_add (self->payers,
                          g_memdup2 (sqlite3_column_blob (statement, 0), sizeof (FoyerUuid)));
    }
  return code == SQLITE_DONE;
}

static gboolean
prepare_search (Filter *self,
                FoyerDatabase *db,
                const FoyerUuid *event_id,
                GCancellable *cancellable,
                GError **error)
{
  static const char tickets_sql[] =
      "SELECT order_id, attendee_name, attendee_email FROM tickets "
      "WHERE event_id = ?1 AND order_id IS NOT NULL AND deleted_at IS NULL";
  static const char payments_sql[] = "SELECT order_id, reference, NULL FROM payments "
                                     "WHERE event_id = ?1 AND reference IS NOT NULL";
  g_autofree char *folded =
      self->query->search != NULL ? foyer_text_fold (self->query->search, -1) : NULL;

  if (folded == NULL || *g_strstrip (folded) == '\0')
    return TRUE;
  self->words = g_strsplit_set (folded, " \t", -1);
  self->text = g_string_new (NULL);
  self->guests = new_ids ();
  return find_by (self, db, tickets_sql, event_id, cancellable, error) &&
         find_by (self, db, payments_sql, event_id, cancellable, error);
}

static gboolean
is_among (GHashTable *ids, sqlite3_stmt *statement, int column)
{
  return sqlite3_column_bytes (statement, column) == sizeof (FoyerUuid) &&
         g_hash_table_contains (ids, sqlite3_column_blob (statement, column));
}

/* Columns: key, status, channel, time, and when it searches id, number, name, e-mail. */
static gboolean
fits (Filter *self, sqlite3_stmt *statement)
{
  if (!is_wanted (self->query->statuses, self->status_words, statement, 1) ||
      !is_wanted (self->query->channels, self->channel_words, statement, 2) ||
      sqlite3_column_int64 (statement, 3) < self->query->since ||
      (self->payers != NULL && !is_among (self->payers, statement, 4)))
    return FALSE;
  return self->words == NULL || has_words (self, statement, 5, 3) ||
         is_among (self->guests, statement, 4);
}

/* Whole statements, as each is cached by its address. By time an index has all that is asked, in an
 * order of its own among those of one moment. */
static const char *
choose_sql (const FoyerOrderQuery *query, gboolean searches)
{
#define ALL                                                                                        \
  "SELECT key, status, channel, created_at FROM orders "                                           \
  "WHERE event_id = ?1 AND deleted_at IS NULL "
#define SEARCH                                                                                     \
  "SELECT key, status, channel, created_at, id, order_number, buyer_name, buyer_email "            \
  "FROM orders WHERE event_id = ?1 AND deleted_at IS NULL "
#define TICKETS                                                                                    \
  "(SELECT count (*) FROM tickets WHERE order_id = orders.id AND deleted_at IS NULL "              \
  "AND status <> 'CANCELLED')"
#define PAID                                                                                       \
  "(SELECT sum (iif (kind = 'REFUND', -amount, amount)) FROM payments "                            \
  "WHERE order_id = orders.id AND deleted_at IS NULL)"
#define FOUR(by, then)                                                                             \
  {                                                                                                \
    { ALL "ORDER BY " by " DESC" then " DESC", ALL "ORDER BY " by then },                          \
    {                                                                                              \
      SEARCH "ORDER BY " by " DESC" then " DESC", SEARCH "ORDER BY " by then                       \
    }                                                                                              \
  }
  static const char *const sqls[][2][2] = {
    [FOYER_ORDER_SORT_TIME] = { { ALL "ORDER BY created_at DESC", ALL "ORDER BY created_at" },
                                { SEARCH "ORDER BY created_at DESC",
                                  SEARCH "ORDER BY created_at" } },
    [FOYER_ORDER_SORT_NUMBER] = FOUR ("order_number", ", key"),
    [FOYER_ORDER_SORT_BUYER] = FOUR ("buyer_name COLLATE NOCASE", ", key"),
    [FOYER_ORDER_SORT_TICKETS] = FOUR (TICKETS, ", key"),
    [FOYER_ORDER_SORT_TOTAL] = FOUR ("total", ", key"),
    [FOYER_ORDER_SORT_PAID] = FOUR (PAID, ", key"),
    [FOYER_ORDER_SORT_STATUS] = FOUR ("status", ", key"),
    [FOYER_ORDER_SORT_CHANNEL] = FOUR ("channel", ", key"),
  };
#undef FOUR
#undef PAID
#undef TICKETS
#undef SEARCH
#undef ALL

  return sqls[query->sort][searches][query->is_ascending != FALSE];
}

/**
 * foyer_order_list_keys:
 * @db: a connection
 * @event_id: an event
 * @query: which orders, in which order
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Without a search and by time an index alone is read: 100 000 orders take some 20 ms.
 *
 * Returns: (transfer full) (element-type gint64): their keys; %NULL with error
 */
GArray *
foyer_order_list_keys (FoyerDatabase *db,
                       const FoyerUuid *event_id,
                       const FoyerOrderQuery *query,
                       GCancellable *cancellable,
                       GError **error)
{
  g_auto (Filter) filter = {
    .query = query,
    .status_words = foyer_row_type_find (&FOYER_ORDER_TYPE, "status")->words,
    .channel_words = foyer_row_type_find (&FOYER_ORDER_TYPE, "channel")->words,
  };
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement;
  guint n = 0;
  int code;

  if (!find_payers (&filter, db, event_id, cancellable, error) ||
      !prepare_search (&filter, db, event_id, cancellable, error))
    return NULL;
  statement = foyer_database_prepare (
      db, choose_sql (query, filter.words != NULL || filter.payers != NULL), error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      gint64 key = sqlite3_column_int64 (statement, 0);

      if (is_stopped (&n, cancellable, error))
        {
          sqlite3_reset (statement);
          return NULL;
        }
      if (fits (&filter, statement))
        g_array_append_val (keys, key);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&keys) : NULL;
}

/**
 * foyer_order_list_count:
 * @db: a connection
 * @event_id: an event
 * @n: (out): how many orders it has
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_order_list_count (FoyerDatabase *db, const FoyerUuid *event_id, guint *n, GError **error)
{
  static const char sql[] =
      "SELECT count (*) FROM orders WHERE event_id = ?1 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
add_tickets (FoyerDatabase *db, FoyerOrderEntry *entry, GError **error)
{
  static const char sql[] = "SELECT count (*) FILTER (WHERE status <> 'CANCELLED'), "
                            "count (*) FILTER (WHERE status = 'CHECKED_IN'), min (attendee_name) "
                            "FROM tickets WHERE order_id = ?1 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, &entry->order->row.id, sizeof (FoyerUuid), SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  entry->n_tickets = sqlite3_column_int64 (statement, 0);
  entry->n_arrived = sqlite3_column_int64 (statement, 1);
  if (entry->order->buyer_name == NULL)
    entry->first_name = g_strdup ((const char *) sqlite3_column_text (statement, 2));
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
add_payments (FoyerDatabase *db, FoyerOrderEntry *entry, GError **error)
{
  static const char sql[] = "SELECT sum (iif (kind = 'REFUND', -amount, amount)) FROM payments "
                            "WHERE order_id = ?1 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, &entry->order->row.id, sizeof (FoyerUuid), SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  entry->paid = sqlite3_column_type (statement, 0) == SQLITE_NULL
                    ? FOYER_NONE
                    : sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * foyer_order_list_read:
 * @db: a connection
 * @keys: (array length=n_keys): keys of orders
 * @n_keys: how many: a page of them
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerOrderEntry): the rows; %NULL with error
 */
GPtrArray *
foyer_order_list_read (FoyerDatabase *db, const gint64 *keys, guint n_keys, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_order_entry_free);

  for (guint i = 0; i < n_keys; i++)
    {
      g_autoptr (FoyerOrderEntry) entry = g_new0 (FoyerOrderEntry, 1);
      g_autoptr (GError) local = NULL;

      entry->order = foyer_row_store_get (db, &FOYER_ORDER_TYPE, keys[i], &local);
      if (g_error_matches (local, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND) ||
          (entry->order != NULL && entry->order->row.deleted_at != FOYER_NONE))
        continue;
      if (entry->order == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (!add_tickets (db, entry, error) || !add_payments (db, entry, error))
        return NULL;
      g_ptr_array_add (entries, g_steal_pointer (&entry));
    }
  return g_steal_pointer (&entries);
}

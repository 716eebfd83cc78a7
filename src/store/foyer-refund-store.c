/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-refund-store.h"

#include "foyer-order.h"
#include "foyer-row-store.h"
#include "foyer-ticket.h"

#include <string.h>

/**
 * foyer_refund_entry_free:
 * @self: (transfer full) (nullable): an entry
 */
void
foyer_refund_entry_free (FoyerRefundEntry *self)
{
  if (self == NULL)
    return;
  foyer_refund_free (self->refund);
  g_free (self->order_number);
  g_free (self->name);
  g_free (self->email);
  g_free (self);
}

/**
 * foyer_refund_way_is_by_hand:
 * @way: a #FoyerPayMethod or #FoyerRefundWay
 *
 * Returns: whether somebody hands it out, or sends it, and that is noted in the till's book
 */
gboolean
foyer_refund_way_is_by_hand (guint way)
{
  return way != FOYER_PAY_STRIPE && way != FOYER_REFUND_WAY_UNKNOWN;
}

/**
 * foyer_refund_way_find:
 * @least: (nullable): the first of the methods of its payments, by their tokens
 * @greatest: (nullable): the last of them
 *
 * Returns: a #FoyerPayMethod or #FoyerRefundWay
 */
guint
foyer_refund_way_find (const char *least, const char *greatest)
{
  if (least == NULL || greatest == NULL)
    return FOYER_REFUND_WAY_UNKNOWN;
  if (strcmp (least, greatest) != 0)
    return FOYER_REFUND_WAY_SEVERAL;
  for (guint i = 0; i < FOYER_N_PAY_METHODS; i++)
    if (strcmp (foyer_pay_method_words[i], least) == 0)
      return i;
  return FOYER_REFUND_WAY_UNKNOWN;
}

static guint
read_way (FoyerDatabase *db, const FoyerUuid *order_id)
{
  static const char sql[] = "SELECT min (method), max (method) FROM payments "
                            "WHERE order_id = ?1 AND kind = 'PAYMENT' AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  guint way = FOYER_REFUND_WAY_UNKNOWN;

  if (statement == NULL)
    return way;
  sqlite3_bind_blob (statement, 1, order_id->bytes, sizeof order_id->bytes, SQLITE_STATIC);
  if (foyer_database_step (db, statement, NULL) == SQLITE_ROW)
    way = foyer_refund_way_find ((const char *) sqlite3_column_text (statement, 0),
                                 (const char *) sqlite3_column_text (statement, 1));
  sqlite3_reset (statement);
  return way;
}

/**
 * foyer_refund_entry_new:
 * @db: a connection
 * @refund: (transfer full): a refund, stored or not
 *
 * Returns: (transfer full): the refund with whose it is, where that is still there
 */
FoyerRefundEntry *
foyer_refund_entry_new (FoyerDatabase *db, FoyerRefund *refund)
{
  FoyerRefundEntry *entry = g_new0 (FoyerRefundEntry, 1);
  g_autoptr (FoyerOrder) order = NULL;
  g_autoptr (FoyerTicket) ticket = NULL;

  entry->refund = refund;
  entry->way = read_way (db, &refund->order_id);
  if (!foyer_uuid_is_nil (&refund->order_id))
    order = foyer_row_store_find (db, &FOYER_ORDER_TYPE, &refund->order_id, NULL);
  else if (!foyer_uuid_is_nil (&refund->ticket_id))
    ticket = foyer_row_store_find (db, &FOYER_TICKET_TYPE, &refund->ticket_id, NULL);
  if (order != NULL)
    {
      entry->order_number = g_strdup (order->order_number);
      entry->name = g_strdup (order->buyer_name);
      entry->email = g_strdup (order->buyer_email);
    }
  else if (ticket != NULL)
    {
      entry->name = g_strdup (ticket->attendee_name);
      entry->email = g_strdup (ticket->attendee_email);
    }
  return entry;
}

/**
 * foyer_refund_store_list:
 * @db: a connection
 * @event_id: an event
 * @after_key: only refunds with a larger key; 0 for the first
 * @limit: how many at most; 0 for all, which is not for the main thread
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerRefundEntry): refunds in the order of their making;
 * %NULL with error
 */
GPtrArray *
foyer_refund_store_list (FoyerDatabase *db,
                         const FoyerUuid *event_id,
                         gint64 after_key,
                         guint limit,
                         GError **error)
{
  static const char tail[] =
      "WHERE event_id = ?1 AND key > ?2 AND deleted_at IS NULL ORDER BY key LIMIT ?3";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_REFUND_TYPE, tail, error);
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_refund_entry_free);
  int code;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, after_key);
  sqlite3_bind_int64 (statement, 3, limit > 0 ? (gint64) limit : -1);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (
        entries, foyer_refund_entry_new (db, foyer_row_store_read (&FOYER_REFUND_TYPE, statement)));
  return code == SQLITE_DONE ? g_steal_pointer (&entries) : NULL;
}

/**
 * foyer_refund_store_leave_out_paid:
 * @entries: (element-type FoyerRefundEntry): all of an event; loses those that people need not see
 *
 * What was proposed, and paid out by hand then, is told by what was paid out.
 */
void
foyer_refund_store_leave_out_paid (GPtrArray *entries)
{
  g_autoptr (GHashTable) paid = g_hash_table_new (foyer_uuid_hash, foyer_uuid_equal);

  for (guint i = 0; i < entries->len; i++)
    {
      const FoyerRefundEntry *entry = entries->pdata[i];

      if (entry->refund->status == FOYER_REFUND_CONFIRMED &&
          foyer_refund_way_is_by_hand (entry->way))
        g_hash_table_add (paid, &entry->refund->order_id);
    }
  for (guint i = entries->len; i > 0; i--)
    {
      const FoyerRefundEntry *entry = entries->pdata[i - 1];

      if (entry->refund->status == FOYER_REFUND_DROPPED &&
          g_hash_table_contains (paid, &entry->refund->order_id))
        g_ptr_array_remove_index (entries, i - 1);
    }
}

/**
 * foyer_refund_store_totals:
 * @db: a connection
 * @event_id: an event
 * @totals: (out): numbers and amounts by status
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_refund_store_totals (FoyerDatabase *db,
                           const FoyerUuid *event_id,
                           FoyerRefundTotals *totals,
                           GError **error)
{
  static const char sql[] = "SELECT count (*) FILTER (WHERE status = 'PROPOSED'),"
                            " count (*) FILTER (WHERE status = 'CONFIRMED'),"
                            " count (*) FILTER (WHERE status = 'DROPPED'),"
                            " coalesce (sum (amount) FILTER (WHERE status = 'PROPOSED'), 0),"
                            " coalesce (sum (amount) FILTER (WHERE status = 'CONFIRMED'), 0),"
                            " coalesce (sum (amount) FILTER (WHERE status = 'DROPPED'), 0),"
                            " iif (min (currency) = max (currency), min (currency), '') "
                            "FROM refunds WHERE event_id = ?1 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  const char *currency;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  currency = (const char *) sqlite3_column_text (statement, 2 * G_N_ELEMENTS (totals->n));
  g_strlcpy (totals->currency, currency != NULL ? currency : "", sizeof totals->currency);
  for (guint i = 0; i < G_N_ELEMENTS (totals->n); i++)
    {
      totals->n[i] = sqlite3_column_int64 (statement, i);
      totals->amount[i] = *totals->currency != '\0'
                              ? sqlite3_column_int64 (statement, G_N_ELEMENTS (totals->n) + i)
                              : 0;
    }
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * foyer_refund_store_set_status:
 * @transaction: a transaction
 * @key: a refund
 * @status: what was decided
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_refund_store_set_status (FoyerTransaction *transaction,
                               gint64 key,
                               FoyerRefundStatus status,
                               GError **error)
{
  g_autoptr (FoyerRefund) before =
      foyer_row_store_get (foyer_transaction_get_db (transaction), &FOYER_REFUND_TYPE, key, error);
  g_autoptr (FoyerRefund) after = foyer_refund_copy (before);

  if (before == NULL)
    return FALSE;
  after->status = status;
  return foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_refund_store_settle_all:
 * @transaction: a transaction
 * @event_id: an event
 * @status: what was decided of all that are proposed
 * @n_set: (out) (optional): how many were
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_refund_store_settle_all (FoyerTransaction *transaction,
                               const FoyerUuid *event_id,
                               FoyerRefundStatus status,
                               guint *n_set,
                               GError **error)
{
  g_autoptr (GPtrArray) refunds = foyer_row_store_list (foyer_transaction_get_db (transaction),
                                                        &FOYER_REFUND_TYPE, event_id, error);
  guint n = 0;

  if (refunds == NULL)
    return FALSE;
  for (guint i = 0; i < refunds->len; i++)
    {
      const FoyerRefund *before = refunds->pdata[i];
      g_autoptr (FoyerRefund) after = foyer_refund_copy (before);

      if (before->status != FOYER_REFUND_PROPOSED)
        continue;
      after->status = status;
      if (!foyer_transaction_update (transaction, before, after, error))
        return FALSE;
      n++;
    }
  if (n_set != NULL)
    *n_set = n;
  return TRUE;
}

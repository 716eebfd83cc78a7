/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-timeline.h"

#include "foyer-device-store.h"
#include "foyer-order.h"
#include "foyer-row-store.h"

#include <string.h>

const char *const foyer_order_fact_words[] = {
  "CREATED",  "PAID",     "REFUNDED", "REFUND_PROPOSED", "REFUND_DROPPED", "VOIDED",     "COPIED",
  "REPLACED", "ADMITTED", "LEFT",     "MOVED",           "SPLIT_OFF",      "SPLIT_FROM", NULL
};

#define MOST "500"

/**
 * foyer_order_fact_free:
 * @self: (transfer full) (nullable): a fact
 */
void
foyer_order_fact_free (FoyerOrderFact *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->text);
  g_free (self->cashier);
  g_free (self->approver);
  g_free (self->desk);
  g_free (self);
}

static char *
dup_text (sqlite3_stmt *statement, int result)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, result));
}

static FoyerPayMethod
read_method (sqlite3_stmt *statement, int result)
{
  const char *word = (const char *) sqlite3_column_text (statement, result);

  for (int i = 0; i < FOYER_N_PAY_METHODS; i++)
    if (g_strcmp0 (foyer_pay_method_words[i], word) == 0)
      return i;
  return FOYER_PAY_CASH;
}

static char *
dup_desk (FoyerDatabase *db, sqlite3_stmt *statement, int result)
{
  FoyerUuid id;

  if (sqlite3_column_bytes (statement, result) != sizeof id)
    return NULL;
  memcpy (&id, sqlite3_column_blob (statement, result), sizeof id);
  return foyer_device_store_dup_other (db, &id);
}

/* An id becomes the number of that order; NULL: it is not here. */
static char *
dup_number (FoyerDatabase *db, const char *text)
{
  FoyerUuid id;
  g_autoptr (FoyerOrder) order = NULL;

  if (text != NULL && foyer_uuid_parse (text, &id))
    order = foyer_row_store_find (db, &FOYER_ORDER_TYPE, &id, NULL);
  return order != NULL ? g_strdup (order->order_number) : NULL;
}

/* What a split tells is of which order. */
static void
name_orders (FoyerDatabase *db, GPtrArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    {
      FoyerOrderFact *fact = facts->pdata[i];
      g_autofree char *id = NULL;

      if (fact->kind != FOYER_ORDER_FACT_SPLIT_OFF && fact->kind != FOYER_ORDER_FACT_SPLIT_FROM)
        continue;
      id = g_steal_pointer (&fact->text);
      fact->text = dup_number (db, id);
    }
}

/* Each gives: kind of fact, time, amount, method, name, text, cashier, approver, device. */
static gboolean
add (FoyerDatabase *db,
     const char *sql,
     const FoyerUuid *order_id,
     GPtrArray *facts,
     GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, order_id->bytes, sizeof order_id->bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      FoyerOrderFact *fact = g_new0 (FoyerOrderFact, 1);

      fact->kind = sqlite3_column_int (statement, 0);
      fact->time = sqlite3_column_int64 (statement, 1);
      fact->amount = sqlite3_column_int64 (statement, 2);
      fact->method = read_method (statement, 3);
      fact->name = dup_text (statement, 4);
      fact->text = dup_text (statement, 5);
      fact->cashier = dup_text (statement, 6);
      fact->approver = dup_text (statement, 7);
      fact->desk = dup_desk (db, statement, 8);
      g_ptr_array_add (facts, fact);
    }
  return code == SQLITE_DONE;
}

static int
compare_facts (gconstpointer a, gconstpointer b)
{
  const FoyerOrderFact *one = *(const FoyerOrderFact *const *) a,
                       *other = *(const FoyerOrderFact *const *) b;

  if (one->time != other->time)
    return one->time < other->time ? -1 : 1;
  return (int) one->kind - (int) other->kind;
}

/**
 * foyer_order_timeline_read:
 * @db: a connection
 * @order_id: an order
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerOrderFact): what happened, the oldest first; %NULL
 * with error
 */
GPtrArray *
foyer_order_timeline_read (FoyerDatabase *db, const FoyerUuid *order_id, GError **error)
{
  static const char order_sql[] =
      "SELECT 0, coalesce (created_at, updated_at), total, NULL, buyer_name, note, "
      "(SELECT name FROM till_records JOIN cashiers ON cashiers.id = cashier_id "
      "  WHERE order_id = ?1 AND kind = 'SALE' LIMIT 1), NULL, "
      "(SELECT device_id FROM till_records WHERE order_id = ?1 AND kind = 'SALE' LIMIT 1) "
      "FROM orders WHERE id = ?1";
  static const char payments_sql[] =
      "SELECT iif (p.kind = 'REFUND', 2, 1), p.paid_at, p.amount, p.method, NULL, "
      "coalesce (p.reference, r.reason), c.name, a.name, r.device_id FROM payments AS p "
      "LEFT JOIN till_records AS r ON r.payment_id = p.id "
      "LEFT JOIN cashiers AS c ON c.id = p.cashier_id "
      "LEFT JOIN cashiers AS a ON a.id = r.approver_id WHERE p.order_id = ?1 LIMIT " MOST;
  static const char refunds_sql[] =
      "SELECT iif (r.status = 'DROPPED', 4, 3), r.updated_at, r.amount, NULL, t.attendee_name, "
      "r.reason, NULL, NULL, NULL FROM refunds AS r LEFT JOIN tickets AS t ON t.id = r.ticket_id "
      "WHERE r.event_id = (SELECT event_id FROM orders WHERE id = ?1) AND r.order_id = ?1 "
      "AND r.status <> 'CONFIRMED' AND r.deleted_at IS NULL AND NOT (r.status = 'DROPPED' "
      "AND EXISTS (SELECT 1 FROM refunds AS c WHERE c.event_id = r.event_id "
      "AND c.order_id = r.order_id AND c.status = 'CONFIRMED' AND c.amount = r.amount "
      "AND c.key > r.key)) LIMIT " MOST;
  static const char records_sql[] =
      "SELECT CASE WHEN r.kind = 'COPY' THEN 6 WHEN r.comes AND r.other IS NOT NULL THEN 12 "
      "  WHEN r.other IS NOT NULL THEN 11 WHEN r.comes THEN 10 ELSE 5 END, r.time, 0, NULL, NULL, "
      "coalesce (r.other, r.reason), c.name, a.name, r.device_id "
      "FROM (SELECT *, details ->> 'other_order_id' AS other, EXISTS (SELECT 1 FROM "
      "  json_each (details, '$.lines') WHERE value ->> 'quantity' > 0) AS comes "
      "  FROM till_records WHERE order_id = ?1 AND kind IN ('VOID', 'COPY')) AS r "
      "LEFT JOIN cashiers AS c ON c.id = r.cashier_id "
      "LEFT JOIN cashiers AS a ON a.id = r.approver_id LIMIT " MOST;
  static const char codes_sql[] =
      "SELECT 7, replaced_at, 0, NULL, attendee_name, NULL, NULL, NULL, NULL FROM replaced_codes "
      "JOIN tickets ON tickets.id = ticket_id WHERE ticket_id IN "
      "(SELECT id FROM tickets WHERE order_id = ?1) LIMIT " MOST;
  static const char scans_sql[] =
      "SELECT iif (c.direction = 'EXIT', 9, 8), c.time, 0, NULL, t.attendee_name, NULL, NULL, "
      "NULL, c.device_id FROM tickets AS t JOIN check_ins AS c ON c.ticket_id = t.id "
      "WHERE t.order_id = ?1 "
      "AND c.verdict IN ('ADMITTED', 'PROVISIONAL', 'EXITED') AND c.direction <> 'UNDO' "
      "AND NOT EXISTS (SELECT 1 FROM check_ins AS u WHERE u.undoes_id = c.id) LIMIT " MOST;
  const char *const sqls[] = { order_sql,   payments_sql, refunds_sql,
                               records_sql, codes_sql,    scans_sql };
  g_autoptr (GPtrArray) facts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_order_fact_free);

  for (guint i = 0; i < G_N_ELEMENTS (sqls); i++)
    if (!add (db, sqls[i], order_id, facts, error))
      return NULL;
  name_orders (db, facts);
  g_ptr_array_sort (facts, compare_facts);
  return g_steal_pointer (&facts);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-survey.h"

#include "foyer-order.h"
#include "foyer-refund.h"
#include "foyer-row-store.h"

#include <string.h>

/* The tickets of one order, summed. */
typedef struct
{
  FoyerUuid order_id;
  gint64 n_living; /* not cancelled */
  gint64 price;    /* of all that are not removed */
  gint64 returned; /* of those whose money went back, and what other refunds say */
} Sum;

static GHashTable *
new_sums (void)
{
  return g_hash_table_new_full (foyer_uuid_hash, foyer_uuid_equal, NULL, g_free);
}

static Sum *
need_sum (GHashTable *sums, const FoyerUuid *id)
{
  Sum *sum = g_hash_table_lookup (sums, id);

  if (sum == NULL)
    {
      sum = g_new0 (Sum, 1);
      sum->order_id = *id;
      g_hash_table_insert (sums, &sum->order_id, sum);
    }
  return sum;
}

static gboolean
read_uuid (sqlite3_stmt *statement, int column, FoyerUuid *id)
{
  memset (id, 0, sizeof *id);
  if (sqlite3_column_bytes (statement, column) != sizeof *id)
    return FALSE;
  memcpy (id, sqlite3_column_blob (statement, column), sizeof *id);
  return TRUE;
}

/* What was confirmed or proposed before is not asked for again. Keyed by order, or by ticket where
 * there is none. */
static GHashTable *
sum_refunds (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (GPtrArray) refunds = foyer_row_store_list (db, &FOYER_REFUND_TYPE, event_id, error);
  GHashTable *sums;

  if (refunds == NULL)
    return NULL;
  sums = new_sums ();
  for (guint i = 0; i < refunds->len; i++)
    {
      const FoyerRefund *refund = refunds->pdata[i];
      const FoyerUuid *id =
          foyer_uuid_is_nil (&refund->order_id) ? &refund->ticket_id : &refund->order_id;

      if (refund->status != FOYER_REFUND_DROPPED)
        need_sum (sums, id)->returned += refund->amount;
    }
  return sums;
}

static void
add_due (FoyerEventSurvey *self,
         const FoyerUuid *order_id,
         const FoyerUuid *ticket_id,
         gint64 amount,
         const char *currency)
{
  FoyerSurveyDue due = { .amount = amount };

  if (amount <= 0)
    return;
  if (order_id != NULL)
    due.order_id = *order_id;
  if (ticket_id != NULL)
    due.ticket_id = *ticket_id;
  g_strlcpy (due.currency, currency, sizeof due.currency);
  g_array_append_val (self->dues, due);
  if (self->stake.n_refunds++ == 0)
    g_strlcpy (self->stake.currency, due.currency, sizeof self->stake.currency);
  else if (!g_str_equal (self->stake.currency, due.currency))
    *self->stake.currency = '\0';
  self->stake.refund_total = *self->stake.currency != '\0' ? self->stake.refund_total + amount : 0;
}

static void
take_ticket (FoyerEventSurvey *self,
             sqlite3_stmt *statement,
             const FoyerEvent *event,
             GHashTable *orders,
             GHashTable *refunds)
{
  const char *status = (const char *) sqlite3_column_text (statement, 1);
  gint64 price = MAX (sqlite3_column_int64 (statement, 3), 0);
  gboolean is_refunded = sqlite3_column_int (statement, 4);
  FoyerSurveyTicket ticket = { sqlite3_column_int64 (statement, 0), FOYER_TICKET_VALID };
  gboolean is_living = g_strcmp0 (status, "CANCELLED") != 0;
  FoyerUuid order_id;
  FoyerUuid ticket_id;

  if (is_living)
    {
      if (g_strcmp0 (status, "CHECKED_IN") == 0)
        ticket.status = FOYER_TICKET_CHECKED_IN;
      g_array_append_val (self->tickets, ticket);
      self->stake.n_tickets++;
      self->stake.n_arrived += ticket.status == FOYER_TICKET_CHECKED_IN;
    }
  if (read_uuid (statement, 2, &order_id))
    {
      Sum *sum = need_sum (orders, &order_id);

      sum->n_living += is_living;
      sum->price += price;
      sum->returned += is_refunded ? price : 0;
    }
  else if (is_living && read_uuid (statement, 5, &ticket_id))
    {
      const Sum *before = g_hash_table_lookup (refunds, &ticket_id);

      add_due (self, NULL, &ticket_id, price - (before != NULL ? before->returned : 0),
               event->currency);
    }
}

static gboolean
read_tickets (FoyerEventSurvey *self,
              FoyerDatabase *db,
              const FoyerEvent *event,
              GHashTable *orders,
              GHashTable *refunds,
              GError **error)
{
  static const char sql[] = "SELECT key, status, order_id, price, is_refunded, id FROM tickets "
                            "WHERE event_id = ?1 AND deleted_at IS NULL ORDER BY key";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event->row.id.bytes, sizeof event->row.id.bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    take_ticket (self, statement, event, orders, refunds);
  return code == SQLITE_DONE;
}

static void
take_order (FoyerEventSurvey *self,
            sqlite3_stmt *statement,
            const FoyerEvent *event,
            GHashTable *orders,
            GHashTable *refunds)
{
  const char *status = (const char *) sqlite3_column_text (statement, 1);
  const char *currency = (const char *) sqlite3_column_text (statement, 3);
  gboolean has_total = sqlite3_column_type (statement, 2) != SQLITE_NULL;
  gint64 total = sqlite3_column_int64 (statement, 2);
  gint64 paid = sqlite3_column_int64 (statement, 4);
  const Sum *before;
  const Sum *sum;
  FoyerUuid id;

  if (!read_uuid (statement, 0, &id) || (sum = g_hash_table_lookup (orders, &id)) == NULL ||
      sum->n_living == 0)
    return;
  self->stake.n_orders++;
  if (g_strcmp0 (status, "PENDING") == 0)
    self->stake.n_unpaid++;
  before = g_hash_table_lookup (refunds, &id);
  if (paid > 0)
    add_due (self, &id, NULL, paid - (before != NULL ? before->returned : 0),
             currency != NULL ? currency : event->currency);
  if (g_strcmp0 (status, "COMPLETED") != 0 && g_strcmp0 (status, "PARTLY_REFUNDED") != 0)
    return;
  add_due (self, &id, NULL,
           (has_total ? total : sum->price) - sum->returned -
               (before != NULL ? before->returned : 0),
           currency != NULL ? currency : event->currency);
}

static gboolean
read_orders (FoyerEventSurvey *self,
             FoyerDatabase *db,
             const FoyerEvent *event,
             GHashTable *orders,
             GHashTable *refunds,
             GError **error)
{
  /* What waits for the rest of its money has some already. */
  static const char sql[] =
      "SELECT id, status, total, currency, iif (status = 'PENDING', "
      "(SELECT sum (amount) FROM payments WHERE order_id = orders.id AND kind = 'PAYMENT' "
      "AND deleted_at IS NULL), NULL) FROM orders "
      "WHERE event_id = ?1 AND deleted_at IS NULL ORDER BY key";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event->row.id.bytes, sizeof event->row.id.bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    take_order (self, statement, event, orders, refunds);
  return code == SQLITE_DONE;
}

/**
 * foyer_event_survey_new:
 * @db: a connection
 * @event: an event
 * @error: return location
 *
 * What an order paid is its total (the sum of its tickets where that is not known) without what
 * went back already; of one that waits for the rest it is what was taken.
 *
 * Returns: (transfer full): what hangs on the event; %NULL with error
 */
FoyerEventSurvey *
foyer_event_survey_new (FoyerDatabase *db, const FoyerEvent *event, GError **error)
{
  g_autoptr (FoyerEventSurvey) self = g_new0 (FoyerEventSurvey, 1);
  g_autoptr (GHashTable) orders = new_sums ();
  g_autoptr (GHashTable) refunds = NULL;

  self->tickets = g_array_new (FALSE, FALSE, sizeof (FoyerSurveyTicket));
  self->dues = g_array_new (FALSE, FALSE, sizeof (FoyerSurveyDue));
  g_strlcpy (self->stake.currency, event->currency, sizeof self->stake.currency);
  refunds = sum_refunds (db, &event->row.id, error);
  if (refunds == NULL || !read_tickets (self, db, event, orders, refunds, error) ||
      !read_orders (self, db, event, orders, refunds, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * foyer_event_survey_count_addresses:
 * @db: a connection
 * @event_id: an event
 * @n_addresses: (out): how many different e-mail addresses its buyers and guests have
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_event_survey_count_addresses (FoyerDatabase *db,
                                    const FoyerUuid *event_id,
                                    gint64 *n_addresses,
                                    GError **error)
{
  static const char sql[] =
      "SELECT count (*) FROM ("
      "SELECT lower (attendee_email) FROM tickets WHERE event_id = ?1 AND deleted_at IS NULL"
      "  AND status <> 'CANCELLED' AND attendee_email <> '' "
      "UNION "
      "SELECT lower (buyer_email) FROM orders WHERE event_id = ?1 AND deleted_at IS NULL"
      "  AND buyer_email <> '')";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *n_addresses = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * foyer_event_survey_free:
 * @self: (transfer full) (nullable): a survey
 */
void
foyer_event_survey_free (FoyerEventSurvey *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->tickets);
  g_array_unref (self->dues);
  g_free (self);
}

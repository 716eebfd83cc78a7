/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-check-in-store.h"

#include "foyer-device-store.h"
#include "foyer-identity.h"
#include "foyer-journal.h"
#include "foyer-occupancy.h"
#include "foyer-order-money.h"
#include "foyer-row-store.h"
#include "foyer-clock.h"
#include "foyer-scan-known.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_passage (FoyerVerdict verdict)
{
  return foyer_verdict_is_entry (verdict) || verdict == FOYER_VERDICT_EXITED;
}

/* Only a ticket that came from a list as checked in has no method. */
static FoyerCheckInMethod
method_of (const FoyerScanRequest *request)
{
  if (request->method != FOYER_METHOD_NONE)
    return request->method;
  return foyer_uuid_is_nil (&request->ticket_id) ? FOYER_METHOD_QR_SCAN : FOYER_METHOD_MANUAL;
}

/* What the ticket alone told becomes a fact before the first one that builds on it, so that all
 * later ones can be recounted. */
static gboolean
write_implied (FoyerTransaction *transaction, const FoyerScanKnown *known, GError **error)
{
  g_autoptr (FoyerCheckIn) entry = foyer_check_in_copy (known->last);

  entry->direction = FOYER_DIRECTION_ENTRY;
  entry->verdict = FOYER_VERDICT_ADMITTED;
  entry->time = foyer_scan_known_entry_time (known->ticket);
  if (!foyer_transaction_insert (transaction, entry, error))
    return FALSE;
  if (known->last->direction != FOYER_DIRECTION_EXIT)
    return TRUE;
  return foyer_transaction_insert (transaction, known->last, error);
}

static FoyerCheckIn *
write_fact (FoyerTransaction *transaction,
            const FoyerScanRequest *request,
            const FoyerScanKnown *known,
            FoyerVerdict verdict,
            GError **error)
{
  g_autoptr (FoyerCheckIn) fact = foyer_check_in_new ();

  if (!foyer_identity_read (foyer_transaction_get_db (transaction), NULL, &fact->device_id, error))
    return NULL;
  fact->event_id = known->event->row.id;
  fact->list_id = known->list->row.id;
  fact->direction = request->direction;
  fact->method = method_of (request);
  fact->time = known->facts.now;
  fact->verdict = verdict;
  fact->reason = g_strdup (request->reason);
  if (foyer_scan_known_is_here (known))
    fact->ticket_id = known->ticket->row.id;
  else
    fact->code = g_strdup (known->code);
  return foyer_transaction_insert (transaction, fact, error) ? g_steal_pointer (&fact) : NULL;
}

/* The ticket's cached outcome, as a server makes it of the same facts: by their times, in whatever
 * order they came. One that a manager let in although it is cancelled stays cancelled. */
static gboolean
update_ticket (FoyerTransaction *transaction,
               FoyerScanKnown *known,
               FoyerCheckInMethod method,
               GError **error)
{
  g_autoptr (FoyerTicket) before = foyer_ticket_copy (known->ticket);
  FoyerTicket *after = known->ticket;

  if (known->facts.direction == FOYER_DIRECTION_EXIT)
    after->check_out_time = MAX (known->facts.now, after->check_out_time);
  else
    {
      if (after->status != FOYER_TICKET_CANCELLED)
        after->status = FOYER_TICKET_CHECKED_IN;
      if (known->facts.now >= after->check_in_time)
        after->check_in_method = method;
      after->check_in_time = MAX (known->facts.now, after->check_in_time);
    }
  if (after->check_out_time <= after->check_in_time)
    after->check_out_time = FOYER_NONE;
  return foyer_transaction_update (transaction, before, after, error);
}

static gboolean
update_occupancy (FoyerTransaction *transaction,
                  const FoyerScanKnown *known,
                  gboolean passed,
                  GError **error)
{
  gboolean was_inside = known->last != NULL && known->last->direction == FOYER_DIRECTION_ENTRY;
  gboolean is_inside = known->facts.direction == FOYER_DIRECTION_ENTRY;

  if (known->list->max_inside == FOYER_NONE)
    return foyer_occupancy_forget (transaction, &known->list->row.id, error);
  if (!passed || was_inside == is_inside)
    return TRUE;
  return foyer_occupancy_add (transaction, known->list, is_inside ? 1 : -1, error);
}

/* All that follows from the verdict; (transfer full): the fact. */
static FoyerCheckIn *
write_all (FoyerTransaction *transaction,
           const FoyerScanRequest *request,
           FoyerScanKnown *known,
           FoyerVerdict verdict,
           GError **error)
{
  g_autoptr (FoyerCheckIn) fact = NULL;
  gboolean passed = is_passage (verdict);
  gboolean has_ticket = foyer_scan_known_is_here (known);

  if (passed && known->is_last_implied && !write_implied (transaction, known, error))
    return NULL;
  fact = write_fact (transaction, request, known, verdict, error);
  if (fact == NULL || !update_occupancy (transaction, known, passed, error))
    return NULL;
  if (passed && has_ticket && !update_ticket (transaction, known, method_of (request), error))
    return NULL;
  return g_steal_pointer (&fact);
}

static FoyerScanResult *
make_result (FoyerDatabase *db, FoyerScanKnown *known, FoyerVerdict verdict, FoyerCheckIn *fact)
{
  FoyerScanResult *result = g_new0 (FoyerScanResult, 1);

  result->verdict = verdict;
  result->override = foyer_verdict_get_override (verdict);
  result->time = known->facts.now;
  result->code = known->code != NULL ? g_steal_pointer (&known->code) : g_strdup ("");
  result->valid_from = known->list->opens_at;
  result->valid_until = known->list->closes_at;
  result->ticket = g_steal_pointer (&known->ticket);
  result->order = g_steal_pointer (&known->order);
  result->other_event = g_steal_pointer (&known->other_event);
  result->matches = g_steal_pointer (&known->matches);
  result->check_in = fact;
  if (result->ticket != NULL && !foyer_uuid_is_nil (&result->ticket->tier_id))
    result->tier = foyer_row_store_find (db, &FOYER_TIER_TYPE, &result->ticket->tier_id, NULL);
  if (verdict == FOYER_VERDICT_UNPAID && result->order != NULL)
    {
      g_autoptr (FoyerOrderMoney) money = foyer_order_money_load (db, &result->order->row.id, NULL);

      result->due = money != NULL ? foyer_order_money_get_due (money) : result->order->total;
    }
  if (verdict == FOYER_VERDICT_ALREADY_IN)
    {
      result->earlier = g_steal_pointer (&known->last);
      result->earlier_list = g_strdup (known->list->name);
      if (result->earlier != NULL)
        result->earlier_desk = foyer_device_store_dup_other (db, &result->earlier->device_id);
    }
  return result;
}

/**
 * foyer_check_in_store_scan:
 * @db: a connection that writes
 * @request: what was scanned, or who was chosen
 * @error: return location
 *
 * Looks the code up, decides and writes, in one transaction that is on disk when this returns:
 * about ten indexed look-ups and one fsync. A refusal is a fact as well. An override PAYMENT lets
 * them in; who takes the money notes it by foyer_sale_store_pay () before.
 *
 * Returns: (transfer full): what to show; %NULL with error: then nothing happened
 */
FoyerScanResult *
foyer_check_in_store_scan (FoyerDatabase *db, const FoyerScanRequest *request, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerScanResult) result = NULL;

  g_return_val_if_fail (FOYER_IS_DATABASE (db), NULL);

  transaction = foyer_transaction_begin (db, FOYER_KIND_CHECK_IN, error);
  if (transaction == NULL)
    return NULL;
  result = foyer_check_in_store_scan_in (transaction, request, error);
  if (result == NULL ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), &result->change_set, error))
    return NULL;
  return g_steal_pointer (&result);
}

/**
 * foyer_check_in_store_scan_in:
 * @transaction: of what brings them to the door, such as the sale of their ticket
 * @request: who
 * @error: return location
 *
 * The same within a transaction of somebody else’s, so that neither is there without the other.
 *
 * Returns: (transfer full): what to show once it is committed; %NULL with error
 */
FoyerScanResult *
foyer_check_in_store_scan_in (FoyerTransaction *transaction,
                              const FoyerScanRequest *request,
                              GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_auto (FoyerScanKnown) known = { 0 };
  g_autoptr (FoyerCheckIn) fact = NULL;
  FoyerVerdict verdict;

  g_return_val_if_fail (request->direction != FOYER_DIRECTION_UNDO, NULL);

  if (!foyer_scan_known_gather (&known, transaction, request, error))
    return NULL;
  known.facts.now = request->time != FOYER_NONE ? request->time : foyer_clock_now (db);
  verdict = foyer_decide (&known.facts);
  fact = write_all (transaction, request, &known, verdict, error);
  if (fact == NULL)
    return NULL;
  return make_result (db, &known, verdict, g_steal_pointer (&fact));
}

/**
 * foyer_check_in_store_begin:
 * @db: a connection that writes
 * @error: return location
 *
 * Returns: (transfer full): a transaction for foyer_check_in_store_admit (); %NULL with error
 */
FoyerTransaction *
foyer_check_in_store_begin (FoyerDatabase *db, GError **error)
{
  return foyer_transaction_begin (db, FOYER_KIND_CHECK_IN, error);
}

/**
 * foyer_check_in_store_admit:
 * @transaction: made by foyer_check_in_store_begin ()
 * @request: who
 * @verdict: (out): what was decided
 * @error: return location
 *
 * One of a selection that is checked in together, and taken back together. Unlike at a door, a
 * refusal is not written: nobody stood there.
 *
 * Returns: %FALSE with error when it could not be written
 */
gboolean
foyer_check_in_store_admit (FoyerTransaction *transaction,
                            const FoyerScanRequest *request,
                            FoyerVerdict *verdict,
                            GError **error)
{
  g_auto (FoyerScanKnown) known = { 0 };
  g_autoptr (FoyerCheckIn) fact = NULL;

  if (!foyer_scan_known_gather (&known, transaction, request, error))
    return FALSE;
  known.facts.now = request->time != FOYER_NONE
                        ? request->time
                        : foyer_clock_now (foyer_transaction_get_db (transaction));
  *verdict = foyer_decide (&known.facts);
  if (!is_passage (*verdict))
    return TRUE;
  fact = write_all (transaction, request, &known, *verdict, error);
  return fact != NULL;
}

/**
 * foyer_scan_result_free:
 * @result: (transfer full) (nullable): a result
 */
void
foyer_scan_result_free (FoyerScanResult *result)
{
  if (result == NULL)
    return;
  g_free (result->code);
  foyer_ticket_free (result->ticket);
  foyer_tier_free (result->tier);
  foyer_order_free (result->order);
  foyer_event_free (result->other_event);
  foyer_check_in_free (result->earlier);
  g_free (result->earlier_list);
  g_free (result->earlier_desk);
  g_clear_pointer (&result->matches, g_ptr_array_unref);
  foyer_check_in_free (result->check_in);
  g_free (result);
}

static gboolean
insert_list (FoyerTransaction *transaction,
             const FoyerUuid *event_id,
             const char *name,
             GError **error)
{
  g_autoptr (FoyerCheckInList) list = foyer_check_in_list_new ();

  list->event_id = *event_id;
  list->name = g_strdup (name);
  return foyer_transaction_insert (transaction, list, error);
}

static gboolean
add_list (FoyerDatabase *db, const FoyerUuid *event_id, const char *name, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "add-entrance", error);

  return transaction != NULL && insert_list (transaction, event_id, name, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/**
 * foyer_check_in_store_need_list:
 * @transaction: a transaction
 * @event_id: an event
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_check_in_store_need_list (FoyerTransaction *transaction,
                                const FoyerUuid *event_id,
                                GError **error)
{
  g_autoptr (GError) local = NULL;
  const FoyerUuid first = { 0 };
  g_autoptr (FoyerCheckInList) list =
      foyer_check_in_list_find (foyer_transaction_get_db (transaction), event_id, &first, &local);

  if (list != NULL)
    return TRUE;
  if (g_error_matches (local, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    return insert_list (transaction, event_id, _ ("Entrance"), error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * foyer_check_in_store_lists:
 * @db: a connection, one that writes where default_name is given
 * @event_id: an event
 * @default_name: (nullable): the name of the first entrance, made when there is none
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerCheckInList): its entrances in sort order
 */
GPtrArray *
foyer_check_in_store_lists (FoyerDatabase *db,
                            const FoyerUuid *event_id,
                            const char *default_name,
                            GError **error)
{
  GPtrArray *lists = foyer_row_store_list (db, &FOYER_CHECK_IN_LIST_TYPE, event_id, error);

  if (lists == NULL || lists->len > 0 || default_name == NULL)
    return lists;
  g_ptr_array_unref (lists);
  if (!add_list (db, event_id, default_name, error))
    return NULL;
  return foyer_row_store_list (db, &FOYER_CHECK_IN_LIST_TYPE, event_id, error);
}

/**
 * foyer_check_in_store_recent:
 * @db: a connection
 * @event_id: an event
 * @list_id: an entrance, nil for all
 * @n: how many at most
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerCheckIn): the last facts, newest first, refusals
 * and undos too
 */
GPtrArray *
foyer_check_in_store_recent (FoyerDatabase *db,
                             const FoyerUuid *event_id,
                             const FoyerUuid *list_id,
                             guint n,
                             GError **error)
{
  static const char of_all[] = "WHERE event_id = ?1 ORDER BY time DESC, key DESC LIMIT ?2";
  static const char of_list[] =
      "WHERE event_id = ?1 AND list_id = ?3 ORDER BY time DESC, key DESC LIMIT ?2";
  gboolean is_all = foyer_uuid_is_nil (list_id);
  sqlite3_stmt *statement =
      foyer_row_store_select (db, &FOYER_CHECK_IN_TYPE, is_all ? of_all : of_list, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, n);
  if (!is_all)
    sqlite3_bind_blob (statement, 3, list_id->bytes, sizeof list_id->bytes, SQLITE_STATIC);
  return foyer_row_store_read_all (db, &FOYER_CHECK_IN_TYPE, statement, error);
}

/**
 * foyer_check_in_store_history:
 * @db: a connection
 * @ticket_id: a ticket
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerCheckIn): all facts of it, oldest first
 */
GPtrArray *
foyer_check_in_store_history (FoyerDatabase *db, const FoyerUuid *ticket_id, GError **error)
{
  static const char tail[] = "WHERE ticket_id = ?1 ORDER BY time, key";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_CHECK_IN_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, ticket_id->bytes, sizeof ticket_id->bytes, SQLITE_STATIC);
  return foyer_row_store_read_all (db, &FOYER_CHECK_IN_TYPE, statement, error);
}

/**
 * foyer_check_in_store_arrivals:
 * @db: a connection
 * @event_id: an event
 * @since: an instant, 0 for all
 * @error: return location
 *
 * What was taken back does not count. Grows with the facts since: not for the main thread when that
 * is long ago.
 *
 * Returns: (transfer full) (element-type FoyerArrivalMinute): arrivals by entrance and minute, in
 * time order
 */
GArray *
foyer_check_in_store_arrivals (FoyerDatabase *db,
                               const FoyerUuid *event_id,
                               gint64 since,
                               GError **error)
{
  static const char sql[] =
      "SELECT list_id, time / 60000000 * 60000000 AS minute,"
      "  sum (verdict IN ('ADMITTED', 'PROVISIONAL')), sum (verdict = 'EXITED'),"
      "  sum (verdict NOT IN ('ADMITTED', 'PROVISIONAL', 'EXITED')) "
      "FROM check_ins AS fact WHERE event_id = ?1 AND time >= ?2 AND direction <> 'UNDO'"
      "  AND NOT EXISTS (SELECT 1 FROM check_ins AS undo WHERE undo.undoes_id = fact.id) "
      "GROUP BY minute, list_id ORDER BY minute, list_id";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (GArray) minutes = g_array_new (FALSE, TRUE, sizeof (FoyerArrivalMinute));
  int code;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, since);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      FoyerArrivalMinute minute = { .minute = sqlite3_column_int64 (statement, 1),
                                    .entries = sqlite3_column_int (statement, 2),
                                    .exits = sqlite3_column_int (statement, 3),
                                    .refused = sqlite3_column_int (statement, 4) };

      if (sqlite3_column_bytes (statement, 0) == sizeof minute.list_id)
        memcpy (&minute.list_id, sqlite3_column_blob (statement, 0), sizeof minute.list_id);
      g_array_append_val (minutes, minute);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&minutes) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-store.h"

#include "foyer-identity.h"
#include "foyer-money.h"
#include "foyer-row-store.h"
#include "foyer-sale-words.h"
#include "foyer-till-book.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
invalid (GError **error, const char *sentence)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static gboolean
open_book (FoyerTillBook *book,
           FoyerTransaction *transaction,
           const FoyerUuid *event_id,
           const FoyerTillActor *actor,
           GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_row_store_find (foyer_transaction_get_db (transaction),
                                                       &FOYER_EVENT_TYPE, event_id, error);

  return event != NULL && foyer_till_book_open (book, transaction, event, actor, error);
}

/* Of a session that must be open. */
static gboolean
open_session (FoyerTillBook *book,
              FoyerTransaction *transaction,
              const FoyerUuid *event_id,
              const FoyerTillActor *actor,
              GError **error)
{
  return open_book (book, transaction, event_id, actor, error) &&
         foyer_till_book_need_session (book, error);
}

/* What was counted is the sum, and both are money. */
static gboolean
check_counted (const GArray *counted, gint64 sum, GError **error)
{
  gint64 found = sum;

  if (sum < 0 || sum > FOYER_MONEY_MAX ||
      (counted != NULL && counted->len > 0 &&
       (!foyer_counted_sum (counted, &found) || found != sum)))
    return invalid (error, _ ("What was counted makes no amount of money."));
  return TRUE;
}

static gboolean
write_simple (FoyerTillBook *book,
              FoyerTillKind kind,
              gint64 amount,
              const char *reason,
              GError **error)
{
  g_autoptr (FoyerTillRecord) record = foyer_till_record_new ();

  record->kind = kind;
  record->amount = amount;
  record->method = amount != 0 || kind == FOYER_TILL_OPEN ? FOYER_TILL_CASH : FOYER_TILL_NONE;
  record->reason = g_strdup (reason);
  return foyer_till_book_write (book, record, error);
}

/**
 * foyer_till_store_open:
 * @transaction: a transaction of %FOYER_TILL_KIND_CASH
 * @event_id: an event
 * @actor: who opens it
 * @counted: (nullable) (element-type FoyerCounted): what lies in the drawer
 * @sum: what that is worth
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT when it is open already
 */
gboolean
foyer_till_store_open (FoyerTransaction *transaction,
                       const FoyerUuid *event_id,
                       const FoyerTillActor *actor,
                       const GArray *counted,
                       gint64 sum,
                       GError **error)
{
  g_auto (FoyerTillBook) book = { 0 };
  g_autoptr (FoyerTillRecord) record = foyer_till_record_new ();
  g_autoptr (JsonObject) details = json_object_new ();

  if (!check_counted (counted, sum, error) ||
      !open_book (&book, transaction, event_id, actor, error))
    return FALSE;
  if (!foyer_uuid_is_nil (&book.session_id))
    return foyer_sale_refuse_words (error, _ ("The till is open already."));
  record->kind = FOYER_TILL_OPEN;
  record->method = FOYER_TILL_CASH;
  record->amount = sum;
  if (counted != NULL && counted->len > 0)
    foyer_till_details_set_counted (details, counted);
  record->details = foyer_till_details_write (details);
  return foyer_till_book_write (&book, record, error);
}

static gboolean
check_amount (gint64 amount, GError **error)
{
  if (amount <= 0 || amount > FOYER_MONEY_MAX)
    return invalid (error, _ ("The amount must be above 0."));
  return TRUE;
}

/**
 * foyer_till_store_pay_in:
 * @transaction: a transaction of %FOYER_TILL_KIND_CASH
 * @event_id: an event
 * @actor: who does it
 * @amount: what is put into the drawer, minor units, above 0
 * @reason: (nullable): why
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT when the till is closed
 */
gboolean
foyer_till_store_pay_in (FoyerTransaction *transaction,
                         const FoyerUuid *event_id,
                         const FoyerTillActor *actor,
                         gint64 amount,
                         const char *reason,
                         GError **error)
{
  g_auto (FoyerTillBook) book = { 0 };

  return check_amount (amount, error) &&
         open_session (&book, transaction, event_id, actor, error) &&
         write_simple (&book, FOYER_TILL_PAY_IN, amount, reason, error);
}

/**
 * foyer_till_store_pay_out:
 * @transaction: a transaction of %FOYER_TILL_KIND_CASH
 * @event_id: an event
 * @actor: who does it
 * @amount: what is taken out of the drawer, minor units, above 0
 * @reason: why
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT when the till is closed or not so much lies in it, INVALID
 * without a reason
 */
gboolean
foyer_till_store_pay_out (FoyerTransaction *transaction,
                          const FoyerUuid *event_id,
                          const FoyerTillActor *actor,
                          gint64 amount,
                          const char *reason,
                          GError **error)
{
  g_auto (FoyerTillBook) book = { 0 };
  gint64 drawer;

  if (!check_amount (amount, error))
    return FALSE;
  if (is_empty (reason))
    return invalid (error, _ ("Say what the money is taken out for."));
  if (!open_session (&book, transaction, event_id, actor, error) ||
      !foyer_till_book_read_drawer (foyer_transaction_get_db (transaction), &book.session_id,
                                    &drawer, error))
    return FALSE;
  if (amount > drawer)
    return foyer_sale_refuse_money (error, _ ("Only %s lie in the drawer."), drawer, book.currency);
  return write_simple (&book, FOYER_TILL_PAY_OUT, -amount, reason, error);
}

/**
 * foyer_till_store_no_sale:
 * @transaction: a transaction of %FOYER_TILL_KIND_CASH
 * @event_id: an event
 * @actor: who does it
 * @reason: why the drawer is opened
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_till_store_no_sale (FoyerTransaction *transaction,
                          const FoyerUuid *event_id,
                          const FoyerTillActor *actor,
                          const char *reason,
                          GError **error)
{
  g_auto (FoyerTillBook) book = { 0 };

  if (is_empty (reason))
    return invalid (error, _ ("Say what the drawer is opened for."));
  return open_session (&book, transaction, event_id, actor, error) &&
         write_simple (&book, FOYER_TILL_NO_SALE, 0, reason, error);
}

/**
 * foyer_till_store_hand_over:
 * @transaction: a transaction of %FOYER_TILL_KIND_CASH
 * @event_id: an event
 * @actor: who is at the till from now on
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_till_store_hand_over (FoyerTransaction *transaction,
                            const FoyerUuid *event_id,
                            const FoyerTillActor *actor,
                            GError **error)
{
  g_auto (FoyerTillBook) book = { 0 };

  return open_session (&book, transaction, event_id, actor, error) &&
         write_simple (&book, FOYER_TILL_HAND_OVER, 0, NULL, error);
}

/**
 * foyer_till_store_copy:
 * @transaction: a transaction of %FOYER_TILL_KIND_CASH
 * @event_id: an event
 * @actor: who does it
 * @order_id: of which order
 * @reason: (nullable): what was printed again
 * @error: return location
 *
 * Also while the till is closed.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_till_store_copy (FoyerTransaction *transaction,
                       const FoyerUuid *event_id,
                       const FoyerTillActor *actor,
                       const FoyerUuid *order_id,
                       const char *reason,
                       GError **error)
{
  g_auto (FoyerTillBook) book = { 0 };
  g_autoptr (FoyerTillRecord) record = foyer_till_record_new ();

  if (!open_book (&book, transaction, event_id, actor, error))
    return FALSE;
  record->kind = FOYER_TILL_COPY;
  record->order_id = *order_id;
  record->reason = g_strdup (reason);
  return foyer_till_book_write (&book, record, error);
}

/**
 * foyer_till_store_x:
 * @transaction: a transaction of %FOYER_TILL_KIND_CASH
 * @event_id: an event
 * @actor: who asks
 * @report: (out) (optional): the report
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT when the till is closed
 */
gboolean
foyer_till_store_x (FoyerTransaction *transaction,
                    const FoyerUuid *event_id,
                    const FoyerTillActor *actor,
                    FoyerTillReport **report,
                    GError **error)
{
  g_auto (FoyerTillBook) book = { 0 };

  if (!open_session (&book, transaction, event_id, actor, error) ||
      !write_simple (&book, FOYER_TILL_X, 0, NULL, error))
    return FALSE;
  if (report == NULL)
    return TRUE;
  *report =
      foyer_till_store_report (foyer_transaction_get_db (transaction), &book.session_id, error);
  return *report != NULL;
}

/* More or less than there should be: the sentence asks why. */
static gboolean
ask_reason (gint64 difference, const char *currency, GError **error)
{
  g_autofree char *money = foyer_money_format (ABS (difference), currency);
  g_autofree char *sentence =
      difference > 0 ? g_strdup_printf (_ ("The drawer has %s too much. Say why."), money)
                     : g_strdup_printf (_ ("The drawer has %s too little. Say why."), money);

  return invalid (error, sentence);
}

/**
 * foyer_till_store_close:
 * @transaction: a transaction of %FOYER_TILL_KIND_CASH
 * @event_id: an event
 * @actor: who closes it
 * @counted: (nullable) (element-type FoyerCounted): what lies in the drawer
 * @sum: what that is worth
 * @reason: (nullable): why it is not what it should be
 * @report: (out) (optional): the Z report
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT when it is closed, INVALID when the drawer is not right and
 * nobody says why
 */
gboolean
foyer_till_store_close (FoyerTransaction *transaction,
                        const FoyerUuid *event_id,
                        const FoyerTillActor *actor,
                        const GArray *counted,
                        gint64 sum,
                        const char *reason,
                        FoyerTillReport **report,
                        GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_auto (FoyerTillBook) book = { 0 };
  g_autoptr (FoyerTillReport) open = NULL;
  g_autoptr (FoyerTillRecord) record = foyer_till_record_new ();
  FoyerUuid session_id;

  if (!check_counted (counted, sum, error) ||
      !open_session (&book, transaction, event_id, actor, error))
    return FALSE;
  session_id = book.session_id;
  open = foyer_till_store_report (db, &session_id, error);
  if (open == NULL)
    return FALSE;
  if (sum != open->drawer && is_empty (reason))
    return ask_reason (sum - open->drawer, book.currency, error);
  record->kind = FOYER_TILL_CLOSE;
  record->reason = g_strdup (sum != open->drawer ? reason : NULL);
  record->details = foyer_till_report_to_details (open, counted, sum);
  if (!foyer_till_book_write (&book, record, error))
    return FALSE;
  if (report == NULL)
    return TRUE;
  *report = foyer_till_store_report (db, &session_id, error);
  return *report != NULL;
}

/**
 * foyer_till_store_get_last:
 * @db: a connection
 * @event_id: an event
 * @record_id: (out): the newest record of this device's till; nil when its book is empty
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_till_store_get_last (FoyerDatabase *db,
                           const FoyerUuid *event_id,
                           FoyerUuid *record_id,
                           GError **error)
{
  static const char sql[] = "SELECT id FROM till_records WHERE event_id = ?1 AND device_id = ?2 "
                            "ORDER BY sequence DESC LIMIT 1";
  sqlite3_stmt *statement;
  FoyerUuid device_id;
  int code;

  *record_id = (FoyerUuid){ 0 };
  if (!foyer_identity_read (db, NULL, &device_id, error))
    return FALSE;
  statement = foyer_database_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, device_id.bytes, sizeof device_id.bytes, SQLITE_STATIC);
  code = foyer_database_step (db, statement, error);
  if (code == SQLITE_ROW && sqlite3_column_bytes (statement, 0) == sizeof *record_id)
    memcpy (record_id, sqlite3_column_blob (statement, 0), sizeof *record_id);
  sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

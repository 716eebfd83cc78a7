/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-book.h"

#include "foyer-clock.h"
#include "foyer-event-store.h"
#include "foyer-identity.h"
#include "foyer-sale-words.h"
#include "foyer-till-chain.h"
#include "foyer-till-details.h"
#include "foyer-transaction-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
bind_id (sqlite3_stmt *statement, int parameter, const FoyerUuid *id)
{
  sqlite3_bind_blob (statement, parameter, id->bytes, sizeof id->bytes, SQLITE_STATIC);
}

/* Whichever reaches further: the last record, or what was noted of it. Of a book whose end was cut
 * off the gap stays to be seen. */
static gboolean
read_head (FoyerTillBook *self, FoyerDatabase *db, GError **error)
{
  static const char record_sql[] =
      "SELECT sequence, time, hash FROM till_records WHERE event_id = ?1 AND device_id = ?2 "
      "ORDER BY sequence DESC LIMIT 1";
  static const char head_sql[] =
      "SELECT sequence, time, hash FROM till_heads WHERE event_id = ?1 AND device_id = ?2";
  const char *const sqls[] = { record_sql, head_sql };

  for (guint i = 0; i < G_N_ELEMENTS (sqls); i++)
    {
      sqlite3_stmt *statement = foyer_database_prepare (db, sqls[i], error);
      int code;

      if (statement == NULL)
        return FALSE;
      bind_id (statement, 1, &self->event_id);
      bind_id (statement, 2, &self->device_id);
      code = foyer_database_step (db, statement, error);
      if (code == SQLITE_ROW && sqlite3_column_int64 (statement, 0) > self->sequence &&
          sqlite3_column_bytes (statement, 2) == sizeof self->hash)
        {
          self->sequence = sqlite3_column_int64 (statement, 0);
          self->time = sqlite3_column_int64 (statement, 1);
          memcpy (self->hash, sqlite3_column_blob (statement, 2), sizeof self->hash);
        }
      sqlite3_reset (statement);
      if (code != SQLITE_ROW && code != SQLITE_DONE)
        return FALSE;
    }
  return TRUE;
}

gboolean
foyer_till_book_read_session (FoyerDatabase *db,
                              const FoyerUuid *event_id,
                              const FoyerUuid *device_id,
                              FoyerUuid *session_id,
                              GError **error)
{
  static const char sql[] =
      "SELECT id, kind = 'OPEN' FROM till_records INDEXED BY till_records_by_session "
      "WHERE event_id = ?1 AND device_id = ?2 AND kind IN ('OPEN', 'CLOSE') "
      "ORDER BY sequence DESC LIMIT 1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  *session_id = (FoyerUuid){ 0 };
  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, event_id);
  bind_id (statement, 2, device_id);
  code = foyer_database_step (db, statement, error);
  if (code == SQLITE_ROW && sqlite3_column_int (statement, 1) != 0 &&
      sqlite3_column_bytes (statement, 0) == sizeof *session_id)
    memcpy (session_id, sqlite3_column_blob (statement, 0), sizeof *session_id);
  sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* Noted with the newest record of a till of this device. Of others, and where that record is not
 * the newest, an index is summed. */
gboolean
foyer_till_book_read_drawer (FoyerDatabase *db,
                             const FoyerUuid *session_id,
                             gint64 *drawer,
                             GError **error)
{
  static const char noted_sql[] =
      "SELECT drawer FROM till_heads AS head WHERE session_id = ?1 AND drawer IS NOT NULL AND "
      "sequence = (SELECT max (sequence) FROM till_records AS record WHERE record.event_id = "
      "head.event_id AND record.device_id = head.device_id)";
  static const char sum_sql[] =
      "SELECT coalesce (sum (amount), 0) FROM till_records INDEXED BY till_records_by_sum "
      "WHERE session_id = ?1 AND method = 'CASH'";
  const char *const sqls[] = { noted_sql, sum_sql };

  for (guint i = 0; i < G_N_ELEMENTS (sqls); i++)
    {
      sqlite3_stmt *statement = foyer_database_prepare (db, sqls[i], error);
      int code;

      if (statement == NULL)
        return FALSE;
      bind_id (statement, 1, session_id);
      code = foyer_database_step (db, statement, error);
      if (code == SQLITE_ROW)
        *drawer = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
      if (code != SQLITE_DONE)
        return code == SQLITE_ROW;
    }
  return FALSE;
}

/* A clock that was set back would put what is done now before what was done: the book goes on with
 * the time that it had reached, and says what the clock said. */
static void
set_time (FoyerTillBook *self, FoyerDatabase *db)
{
  gint64 clock = foyer_clock_now (db);

  self->clock = FOYER_NONE;
  if (self->sequence > 0 && clock < self->time)
    self->clock = clock;
  else
    self->time = clock;
}

gboolean
foyer_till_book_open (FoyerTillBook *self,
                      FoyerTransaction *transaction,
                      const FoyerEvent *event,
                      const FoyerTillActor *actor,
                      GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);

  memset (self, 0, sizeof *self);
  self->transaction = transaction;
  self->drawer = FOYER_NONE;
  self->event_id = event->row.id;
  self->actor = *actor;
  g_strlcpy (self->currency, event->currency != NULL ? event->currency : "", sizeof self->currency);
  if (!foyer_cashier_store_check (db, &self->event_id, actor, error) ||
      !foyer_identity_read (db, NULL, &self->device_id, error) || !read_head (self, db, error) ||
      !foyer_till_book_read_session (db, &self->event_id, &self->device_id, &self->session_id,
                                     error) ||
      !foyer_event_store_signing_key (db, &self->key, error))
    return FALSE;
  set_time (self, db);
  return TRUE;
}

void
foyer_till_book_close (FoyerTillBook *self)
{
  memset (&self->key, 0, sizeof self->key);
}

static gboolean
write_head (FoyerTillBook *self, GError **error)
{
  static const char sql[] = "INSERT OR REPLACE INTO till_heads "
                            "(event_id, device_id, sequence, time, hash, session_id, drawer) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_transaction_get_db (self->transaction), sql, error);

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, &self->event_id);
  bind_id (statement, 2, &self->device_id);
  sqlite3_bind_int64 (statement, 3, self->sequence);
  sqlite3_bind_int64 (statement, 4, self->time);
  sqlite3_bind_blob (statement, 5, self->hash, sizeof self->hash, SQLITE_STATIC);
  if (!foyer_uuid_is_nil (&self->session_id))
    {
      bind_id (statement, 6, &self->session_id);
      sqlite3_bind_int64 (statement, 7, self->drawer);
    }
  return foyer_transaction_run (self->transaction, statement, error);
}

/* What the clock said, where it was set back. */
static void
add_clock (FoyerTillBook *self, FoyerTillRecord *record)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonObject) object = NULL;

  if (self->clock == FOYER_NONE)
    return;
  node = record->details != NULL ? json_from_string (record->details, NULL) : NULL;
  object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node)
                                                         : json_object_new ();
  json_object_set_int_member (object, "clock", self->clock);
  g_free (record->details);
  record->details = foyer_till_details_write (object);
}

/* What lies in the drawer, before the record. */
static gboolean
need_drawer (FoyerTillBook *self, GError **error)
{
  if (self->drawer != FOYER_NONE || foyer_uuid_is_nil (&self->session_id))
    return TRUE;
  return foyer_till_book_read_drawer (foyer_transaction_get_db (self->transaction),
                                      &self->session_id, &self->drawer, error);
}

gboolean
foyer_till_book_write (FoyerTillBook *self, FoyerTillRecord *record, GError **error)
{
  foyer_uuid_init_v7 (&record->row.id);
  if (record->kind == FOYER_TILL_OPEN)
    {
      self->session_id = record->row.id;
      self->drawer = 0;
    }
  if (!need_drawer (self, error))
    return FALSE;
  record->event_id = self->event_id;
  record->device_id = self->device_id;
  record->session_id = self->session_id;
  record->sequence = self->sequence + 1;
  record->time = self->time;
  record->cashier_id = self->actor.cashier_id;
  record->approver_id = self->actor.approver_id;
  if (record->currency == NULL)
    record->currency = g_strdup (self->currency);
  add_clock (self, record);
  foyer_till_chain_seal (record, self->hash, &self->key);
  if (!foyer_transaction_insert (self->transaction, record, error))
    return FALSE;
  self->sequence = record->sequence;
  memcpy (self->hash, g_bytes_get_data (record->hash, NULL), sizeof self->hash);
  if (record->method == FOYER_TILL_CASH)
    self->drawer += record->amount;
  if (record->kind == FOYER_TILL_CLOSE)
    {
      self->session_id = (FoyerUuid){ 0 };
      self->drawer = FOYER_NONE;
    }
  return write_head (self, error);
}

gboolean
foyer_till_book_need_session (FoyerTillBook *self, GError **error)
{
  if (!foyer_uuid_is_nil (&self->session_id))
    return TRUE;
  return foyer_sale_refuse_words (error, _ ("The till is closed. Open it first, with what lies in "
                                            "the drawer."));
}

static gboolean
check_drawer (FoyerTillBook *self, gint64 amount, GError **error)
{
  if (self->is_carrying)
    return TRUE;
  if (!foyer_till_book_need_session (self, error))
    return FALSE;
  if (amount >= 0)
    return TRUE;
  if (!need_drawer (self, error))
    return FALSE;
  if (self->drawer + amount >= 0)
    return TRUE;
  return foyer_sale_refuse_money (error, _ ("Only %s lie in the drawer."), self->drawer,
                                  self->currency);
}

gboolean
foyer_till_book_pay (FoyerTillBook *self, FoyerPayment *payment, const char *reason, GError **error)
{
  g_autoptr (FoyerTillRecord) record = foyer_till_record_new ();
  int sign = payment->kind == FOYER_PAYMENT_REFUND ? -1 : 1;

  payment->event_id = self->event_id;
  payment->paid_at = self->time;
  payment->cashier_id = self->actor.cashier_id;
  if (payment->currency == NULL)
    payment->currency = g_strdup (self->currency);
  record->kind = sign < 0 ? FOYER_TILL_REFUND : FOYER_TILL_PAYMENT;
  record->order_id = payment->order_id;
  record->method = FOYER_TILL_METHOD (payment->method);
  record->amount = sign * (payment->amount + payment->rounding);
  record->rounding = sign * payment->rounding;
  record->currency = g_strdup (payment->currency);
  record->reason = g_strdup (reason);
  if (payment->reference != NULL)
    {
      g_autoptr (JsonObject) details = json_object_new ();

      json_object_set_string_member (details, "reference", payment->reference);
      record->details = foyer_till_details_write (details);
    }
  if (payment->method == FOYER_PAY_CASH && !check_drawer (self, record->amount, error))
    return FALSE;
  if (!foyer_transaction_insert (self->transaction, payment, error))
    return FALSE;
  record->payment_id = payment->row.id;
  return foyer_till_book_write (self, record, error);
}

gboolean
foyer_till_book_note_lines (FoyerTillBook *self,
                            FoyerTillKind kind,
                            const FoyerUuid *order_id,
                            const GArray *lines,
                            const FoyerTillCost *cost,
                            const char *reason,
                            GError **error)
{
  g_autoptr (FoyerTillRecord) record = foyer_till_record_new ();

  record->kind = kind;
  record->order_id = *order_id;
  record->reason = g_strdup (reason);
  record->details = foyer_till_details_from_lines (lines, cost);
  return foyer_till_book_write (self, record, error);
}

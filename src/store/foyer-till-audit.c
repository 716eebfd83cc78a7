/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-audit.h"

#include "foyer-row-sql.h"
#include "foyer-row-store.h"
#include "foyer-signing-key-store.h"
#include "foyer-till-audit-private.h"
#include "foyer-till-details.h"
#include "foyer-till-seals.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PROGRESS_STEP 200

const char *const foyer_finding_words[] = { "ALTERED",         "BROKEN",          "UNSIGNED",
                                            "MISSING",         "DOUBLE",          "REMOVED",
                                            "CUT_OFF",         "TIME_BACK",       "SESSION",
                                            "NEGATIVE_DRAWER", "PAYMENT_MISSING", "PAYMENT_ALTERED",
                                            "PAYMENT_UNKNOWN", "ORDER_MISSING",   "ORDER_ALTERED",
                                            "TICKETS_ALTERED", "MONEY_ALTERED",   NULL };

/* A book that is being read. */
typedef struct
{
  FoyerDatabase *db;
  FoyerTillAudit *audit;
  GArray *keys;        /* (owned) of FoyerSigningKey */
  FoyerUuid device_id; /* whose book */
  gint64 sequence;     /* of the last record */
  gint64 time;
  guint8 hash[FOYER_TILL_HASH_SIZE];
  FoyerUuid session_id; /* that is open */
  gint64 drawer;
  gint64 total;                /* records, for the progress */
  FoyerAuditProgress progress; /* (nullable) */
  gpointer progress_data;
  GCancellable *cancellable; /* (nullable) */
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->keys, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static FoyerFinding *
find (Reading *self, FoyerFindingKind kind, const FoyerTillRecord *record)
{
  FoyerFinding finding = { .kind = kind, .device_id = self->device_id };

  if (record != NULL)
    {
      finding.sequence = finding.last = record->sequence;
      finding.order_id = record->order_id;
      finding.payment_id = record->payment_id;
    }
  g_array_append_val (self->audit->findings, finding);
  return &g_array_index (self->audit->findings, FoyerFinding, self->audit->findings->len - 1);
}

static gboolean
text_is (sqlite3_stmt *statement, int result, const char *text)
{
  if (text == NULL)
    return sqlite3_column_type (statement, result) == SQLITE_NULL;
  return sqlite3_column_type (statement, result) == SQLITE_TEXT &&
         (gsize) sqlite3_column_bytes (statement, result) == strlen (text) &&
         memcmp (sqlite3_column_text (statement, result), text, strlen (text)) == 0;
}

static gboolean
bytes_are (sqlite3_stmt *statement, int result, gconstpointer data, gsize size)
{
  if (data == NULL)
    return sqlite3_column_type (statement, result) == SQLITE_NULL;
  return sqlite3_column_type (statement, result) == SQLITE_BLOB &&
         (gsize) sqlite3_column_bytes (statement, result) == size &&
         memcmp (sqlite3_column_blob (statement, result), data, size) == 0;
}

/* Reading forgives what damage does to a value; here the file must say exactly what was read. */
static gboolean
column_is_exact (sqlite3_stmt *statement, int result, gconstpointer row, const FoyerColumn *column)
{
  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      {
        const FoyerUuid *id = &FOYER_COLUMN_FIELD (row, column, const FoyerUuid);

        return bytes_are (statement, result, foyer_uuid_is_nil (id) ? NULL : id->bytes, sizeof *id);
      }
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      return text_is (statement, result, FOYER_COLUMN_FIELD (row, column, char *const));
    case FOYER_COLUMN_ENUM:
      return text_is (statement, result,
                      column->words[FOYER_COLUMN_FIELD (row, column, const int)]);
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      return sqlite3_column_type (statement, result) ==
             (FOYER_COLUMN_FIELD (row, column, const gint64) == FOYER_NONE ? SQLITE_NULL
                                                                           : SQLITE_INTEGER);
    case FOYER_COLUMN_BLOB:
      {
        GBytes *bytes = FOYER_COLUMN_FIELD (row, column, GBytes *const);

        return bytes_are (statement, result, bytes != NULL ? g_bytes_get_data (bytes, NULL) : NULL,
                          bytes != NULL ? g_bytes_get_size (bytes) : 0);
      }
    case FOYER_COLUMN_BOOLEAN:
      return TRUE;
    }
  return TRUE;
}

static gboolean
row_is_exact (sqlite3_stmt *statement, const FoyerRow *row)
{
  if (!bytes_are (statement, 1, row->id.bytes, sizeof row->id))
    return FALSE;
  for (guint i = 0; i < row->type->n_columns; i++)
    if (!column_is_exact (statement, FOYER_N_HEAD_COLUMNS + i, row, &row->type->columns[i]))
      return FALSE;
  return TRUE;
}

static gboolean
payment_agrees (const FoyerPayment *payment, const FoyerTillRecord *record)
{
  int sign = record->kind == FOYER_TILL_REFUND ? -1 : 1;
  g_autofree char *reference = foyer_till_details_dup_text (record->details, "reference");

  return payment->row.deleted_at == FOYER_NONE &&
         foyer_uuid_equal (&payment->event_id, &record->event_id) &&
         foyer_uuid_equal (&payment->order_id, &record->order_id) &&
         (payment->kind == FOYER_PAYMENT_REFUND) == (sign < 0) &&
         FOYER_TILL_METHOD (payment->method) == record->method &&
         payment->amount == sign * (record->amount - record->rounding) &&
         payment->rounding == sign * record->rounding &&
         g_strcmp0 (payment->currency, record->currency) == 0 &&
         g_strcmp0 (payment->reference, reference) == 0 && payment->paid_at == record->time &&
         foyer_uuid_equal (&payment->cashier_id, &record->cashier_id);
}

static gboolean
check_payment (Reading *self, const FoyerTillRecord *record, GError **error)
{
  static const char tail[] = "WHERE id = ?1";
  sqlite3_stmt *statement = foyer_row_store_select (self->db, &FOYER_PAYMENT_TYPE, tail, error);
  g_autoptr (FoyerPayment) payment = NULL;
  gboolean is_exact;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, &record->payment_id, sizeof record->payment_id, SQLITE_STATIC);
  code = foyer_database_step (self->db, statement, error);
  if (code == SQLITE_DONE)
    {
      find (self, FOYER_FINDING_PAYMENT_MISSING, record);
      return TRUE;
    }
  if (code != SQLITE_ROW)
    return FALSE;
  payment = foyer_row_store_read (&FOYER_PAYMENT_TYPE, statement);
  is_exact = row_is_exact (statement, &payment->row);
  sqlite3_reset (statement);
  self->audit->n_payments++;
  if (!is_exact || !payment_agrees (payment, record))
    find (self, FOYER_FINDING_PAYMENT_ALTERED, record);
  return TRUE;
}

static void
check_session (Reading *self, const FoyerTillRecord *record)
{
  if (record->kind == FOYER_TILL_OPEN)
    {
      if (!foyer_uuid_is_nil (&self->session_id))
        find (self, FOYER_FINDING_SESSION, record);
      self->session_id = record->row.id;
      self->drawer = 0;
    }
  if (!foyer_uuid_equal (&self->session_id, &record->session_id))
    find (self, FOYER_FINDING_SESSION, record);
  if (record->method == FOYER_TILL_CASH)
    self->drawer += record->amount;
  if (self->drawer < 0)
    find (self, FOYER_FINDING_NEGATIVE_DRAWER, record);
  if (record->kind == FOYER_TILL_CLOSE)
    {
      self->session_id = (FoyerUuid){ 0 };
      self->drawer = 0;
    }
}

static void
check_chain (Reading *self, const FoyerTillRecord *record, FoyerChainState state)
{
  if (record->sequence == self->sequence)
    find (self, FOYER_FINDING_DOUBLE, record);
  else if (record->sequence != self->sequence + 1)
    {
      FoyerFinding *finding = find (self, FOYER_FINDING_MISSING, NULL);

      finding->sequence = self->sequence + 1;
      finding->last = record->sequence - 1;
    }
  if (record->time < self->time)
    find (self, FOYER_FINDING_TIME_BACK, record);
  if (record->row.deleted_at != FOYER_NONE)
    find (self, FOYER_FINDING_REMOVED, record);
  /* By itself it may hold: does it follow the one before? */
  if (state != FOYER_CHAIN_ALTERED &&
      memcmp (g_bytes_get_data (record->previous, NULL), self->hash, sizeof self->hash) != 0)
    state = FOYER_CHAIN_BROKEN;
  if (state == FOYER_CHAIN_ALTERED)
    find (self, FOYER_FINDING_ALTERED, record);
  else if (state == FOYER_CHAIN_BROKEN)
    find (self, FOYER_FINDING_BROKEN, record);
  else if (state == FOYER_CHAIN_UNSIGNED)
    find (self, FOYER_FINDING_UNSIGNED, record);
}

static gboolean
check_record (Reading *self, const FoyerSealed *sealed, GError **error)
{
  const FoyerTillRecord *record = sealed->record;

  self->audit->n_records++;
  check_chain (self, record, sealed->state);
  check_session (self, record);
  self->sequence = record->sequence;
  self->time = record->time;
  if (record->hash != NULL && g_bytes_get_size (record->hash) == sizeof self->hash)
    memcpy (self->hash, g_bytes_get_data (record->hash, NULL), sizeof self->hash);
  if (foyer_uuid_is_nil (&record->payment_id))
    return TRUE;
  return check_payment (self, record, error);
}

/* What was noted of the book's end: of the tills of this device. */
static gboolean
check_end (Reading *self, const FoyerUuid *event_id, GError **error)
{
  static const char sql[] =
      "SELECT sequence, hash FROM till_heads WHERE event_id = ?1 AND device_id = ?2";
  sqlite3_stmt *statement = foyer_database_prepare (self->db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id, sizeof *event_id, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, &self->device_id, sizeof self->device_id, SQLITE_STATIC);
  code = foyer_database_step (self->db, statement, error);
  if (code == SQLITE_ROW && (sqlite3_column_int64 (statement, 0) != self->sequence ||
                             !bytes_are (statement, 1, self->hash, sizeof self->hash)))
    {
      FoyerFinding *finding = find (self, FOYER_FINDING_CUT_OFF, NULL);

      finding->sequence = self->sequence + 1;
      finding->last = MAX (sqlite3_column_int64 (statement, 0), finding->sequence);
    }
  sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static void
begin_book (Reading *self, const FoyerUuid *device_id)
{
  self->device_id = *device_id;
  self->sequence = self->drawer = 0;
  self->time = G_MININT64;
  memset (self->hash, 0, sizeof self->hash);
  self->session_id = (FoyerUuid){ 0 };
  self->audit->n_tills++;
}

/* The devices that wrote here, and those whose whole book is gone. */
static GArray *
list_tills (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  static const char sql[] = "SELECT DISTINCT device_id FROM till_records WHERE event_id = ?1 "
                            "UNION SELECT device_id FROM till_heads WHERE event_id = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (GArray) tills = g_array_new (FALSE, TRUE, sizeof (FoyerUuid));
  int code;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, event_id, sizeof *event_id, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      FoyerUuid id = { 0 };

      if (sqlite3_column_bytes (statement, 0) == sizeof id)
        memcpy (&id, sqlite3_column_blob (statement, 0), sizeof id);
      g_array_append_val (tills, id);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&tills) : NULL;
}

/* What is checked by itself already. */
static gboolean
take_checked (Reading *self, FoyerTillSeals *seals, gboolean is_all, GError **error)
{
  FoyerSealed sealed;

  while (foyer_till_seals_pop (seals, is_all, &sealed))
    {
      if (!check_record (self, &sealed, error))
        return FALSE;
      if (self->audit->n_records % PROGRESS_STEP != 0)
        continue;
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (self->progress != NULL)
        self->progress (self->audit->n_records, self->total, self->progress_data);
    }
  return TRUE;
}

static gboolean
read_book (Reading *self, const FoyerUuid *event_id, GError **error)
{
  static const char tail[] = "WHERE event_id = ?1 AND device_id = ?2 ORDER BY sequence, key";
  sqlite3_stmt *statement = foyer_row_store_select (self->db, &FOYER_TILL_RECORD_TYPE, tail, error);
  g_autoptr (FoyerTillSeals) seals = foyer_till_seals_new (self->keys);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id, sizeof *event_id, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, &self->device_id, sizeof self->device_id, SQLITE_STATIC);
  while ((code = foyer_database_step (self->db, statement, error)) == SQLITE_ROW)
    {
      FoyerTillRecord *record = foyer_row_store_read (&FOYER_TILL_RECORD_TYPE, statement);

      foyer_till_seals_push (seals, record, row_is_exact (statement, &record->row));
      if (!take_checked (self, seals, FALSE, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return code == SQLITE_DONE && take_checked (self, seals, TRUE, error);
}

/* Payments that were written here and that no book names. Those of a server came from elsewhere. */
static gboolean
find_unknown (Reading *self, const FoyerUuid *event_id, GError **error)
{
  static const char sql[] =
      "SELECT id, order_id FROM payments WHERE event_id = ?1 AND version = 0 "
      "AND NOT EXISTS (SELECT 1 FROM till_records WHERE payment_id = payments.id)";
  sqlite3_stmt *statement = foyer_database_prepare (self->db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  self->device_id = (FoyerUuid){ 0 };
  sqlite3_bind_blob (statement, 1, event_id, sizeof *event_id, SQLITE_STATIC);
  while ((code = foyer_database_step (self->db, statement, error)) == SQLITE_ROW)
    {
      FoyerFinding *finding = find (self, FOYER_FINDING_PAYMENT_UNKNOWN, NULL);

      if (sqlite3_column_bytes (statement, 0) == sizeof finding->payment_id)
        memcpy (&finding->payment_id, sqlite3_column_blob (statement, 0),
                sizeof finding->payment_id);
      if (sqlite3_column_bytes (statement, 1) == sizeof finding->order_id)
        memcpy (&finding->order_id, sqlite3_column_blob (statement, 1), sizeof finding->order_id);
    }
  return code == SQLITE_DONE;
}

static gboolean
count_records (FoyerDatabase *db, const FoyerUuid *event_id, gint64 *n, GError **error)
{
  static const char sql[] = "SELECT count (*) FROM till_records WHERE event_id = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id, sizeof *event_id, SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
run (Reading *self, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (GArray) tills = list_tills (self->db, event_id, error);

  if (tills == NULL || !count_records (self->db, event_id, &self->total, error))
    return FALSE;
  for (guint i = 0; i < tills->len; i++)
    {
      begin_book (self, &g_array_index (tills, FoyerUuid, i));
      if (!read_book (self, event_id, error) || !check_end (self, event_id, error))
        return FALSE;
    }
  return find_unknown (self, event_id, error) &&
         foyer_till_audit_check_orders (self->audit, self->db, event_id, self->cancellable, error);
}

/**
 * foyer_till_audit_run:
 * @db: a connection
 * @event_id: an event
 * @progress: (nullable) (scope call): told of records now and then
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Reads every record of every till of the event, as of one moment. Signatures are checked on all
 * processors while the next records are read.
 *
 * Returns: (transfer full): what was found; %NULL with error when it could not be read
 */
FoyerTillAudit *
foyer_till_audit_run (FoyerDatabase *db,
                      const FoyerUuid *event_id,
                      FoyerAuditProgress progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (FoyerTillAudit) audit = g_new0 (FoyerTillAudit, 1);
  g_auto (Reading) reading = { .db = db,
                               .audit = audit,
                               .progress = progress,
                               .progress_data = progress_data,
                               .cancellable = cancellable };
  gboolean is_mine, is_read;

  audit->findings = g_array_new (FALSE, TRUE, sizeof (FoyerFinding));
  reading.keys = foyer_signing_key_store_list (db, event_id, error);
  if (reading.keys == NULL || !foyer_database_begin_reading (db, &is_mine, error))
    return NULL;
  is_read = run (&reading, event_id, error);
  foyer_database_end_reading (db, is_mine);
  return is_read ? g_steal_pointer (&audit) : NULL;
}

/**
 * foyer_till_audit_free:
 * @self: (transfer full) (nullable): what was found
 */
void
foyer_till_audit_free (FoyerTillAudit *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->findings);
  g_free (self);
}

/**
 * foyer_finding_describe:
 * @finding: what was found
 *
 * Returns: (transfer full): a sentence
 */
char *
foyer_finding_describe (const FoyerFinding *finding)
{
  int n = (int) finding->sequence, last = (int) finding->last;

  switch (finding->kind)
    {
    case FOYER_FINDING_ALTERED:
      return g_strdup_printf (_ ("Record %d was changed after it was written."), n);
    case FOYER_FINDING_BROKEN:
      return g_strdup_printf (_ ("Record %d does not follow the one before it."), n);
    case FOYER_FINDING_UNSIGNED:
      return g_strdup_printf (_ ("Record %d is signed by no known device."), n);
    case FOYER_FINDING_MISSING:
      if (last > n)
        return g_strdup_printf (_ ("Records %d to %d are not there."), n, last);
      return g_strdup_printf (_ ("Record %d is not there."), n);
    case FOYER_FINDING_DOUBLE:
      return g_strdup_printf (_ ("There are two records %d."), n);
    case FOYER_FINDING_REMOVED:
      return g_strdup_printf (_ ("Record %d is marked as removed."), n);
    case FOYER_FINDING_CUT_OFF:
      return g_strdup_printf (_ ("The end of the book, from record %d on, is not there."), n);
    case FOYER_FINDING_TIME_BACK:
      return g_strdup_printf (_ ("Record %d is older than the one before it."), n);
    case FOYER_FINDING_SESSION:
      return g_strdup_printf (_ ("Record %d is not of the session that was open."), n);
    case FOYER_FINDING_NEGATIVE_DRAWER:
      return g_strdup_printf (_ ("At record %d less than nothing lay in the drawer."), n);
    case FOYER_FINDING_PAYMENT_MISSING:
      return g_strdup_printf (_ ("The payment of record %d is not there."), n);
    case FOYER_FINDING_PAYMENT_ALTERED:
      return g_strdup_printf (_ ("The payment of record %d is not what was written."), n);
    case FOYER_FINDING_PAYMENT_UNKNOWN:
      return g_strdup (_ ("There is a payment that no till has written."));
    case FOYER_FINDING_ORDER_MISSING:
      return g_strdup (_ ("An order that the till sold is not there."));
    case FOYER_FINDING_ORDER_ALTERED:
      return g_strdup_printf (_ ("Order %s does not cost what the till has written."),
                              finding->order_number);
    case FOYER_FINDING_TICKETS_ALTERED:
      return g_strdup_printf (_ ("The tickets of order %s are not those that the till sold."),
                              finding->order_number);
    case FOYER_FINDING_MONEY_ALTERED:
      return g_strdup_printf (_ ("What was paid for order %s is not what it costs."),
                              finding->order_number);
    }
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever somebody does to a book with another program is found. */
#include "foyer-identity.h"
#include "foyer-row-sql.h"
#include "foyer-till-audit.h"
#include "foyer-till-record.h"
#include "till-fixture.h"

#include <string.h>

static FoyerTillAudit *
audit (TillFixture *self)
{
  g_autoptr (GError) error = NULL;
  FoyerTillAudit *found =
      foyer_till_audit_run (self->db, &self->event_id, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return found;
}

static guint
count_findings (TillFixture *self)
{
  g_autoptr (FoyerTillAudit) found = audit (self);

  return found->findings->len;
}

static gboolean
has_finding (TillFixture *self, FoyerFindingKind kind)
{
  g_autoptr (FoyerTillAudit) found = audit (self);

  for (guint i = 0; i < found->findings->len; i++)
    {
      const FoyerFinding *finding = &g_array_index (found->findings, FoyerFinding, i);
      g_autofree char *words = foyer_finding_describe (finding);

      g_assert_nonnull (words);
      if (finding->kind == kind)
        return TRUE;
    }
  return FALSE;
}

/* A day at the till. */
static void
fill (TillFixture *self)
{
  const char *const split[] = { "card:20", "cash:200", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSaleResult) result = NULL;
  FoyerTillActor nobody = { 0 };

  till_open (self, 5000);
  g_assert_true (till_sell (self, TILL_VIP, 1, split, &result, &error));
  g_assert_true (till_sell (self, TILL_STANDARD, 2, NULL, NULL, &error));
  g_assert_true (till_sell (self, TILL_FREE, 1, NULL, NULL, &error));
  TILL_ACT (
      self->db, FOYER_TILL_KIND_SALE, &error,
      foyer_sale_store_void (transaction, &result->order->row.id, "Wrong", &nobody, NULL, &error));
  TILL_ACT (self->db, FOYER_TILL_KIND_CASH, &error,
            foyer_till_store_pay_out (transaction, &self->event_id, &nobody, 500, "Bank", &error));
  TILL_ACT (self->db, FOYER_TILL_KIND_CASH, &error,
            foyer_till_store_close (transaction, &self->event_id, &nobody, NULL, 5000 + 9800 - 500,
                                    NULL, NULL, &error));
  g_assert_no_error (error);
  till_exec (self->db,
             "UPDATE payments SET reference = 'T-1' WHERE 0"); /* nothing: the book holds */
  g_assert_cmpuint (count_findings (self), ==, 0);
}

typedef struct
{
  const char *sql;
  FoyerFindingKind kind;
} Crime;

static const Crime crimes[] = {
  { "DELETE FROM till_records WHERE sequence = 3", FOYER_FINDING_MISSING },
  { "DELETE FROM till_records WHERE sequence = 1", FOYER_FINDING_MISSING },
  { "DELETE FROM till_records WHERE sequence = (SELECT max (sequence) FROM till_records)",
    FOYER_FINDING_CUT_OFF },
  { "DELETE FROM till_records", FOYER_FINDING_CUT_OFF },
  { "UPDATE till_records SET deleted_at = 1 WHERE sequence = 4", FOYER_FINDING_REMOVED },
  { "UPDATE till_records SET sequence = 7 - sequence WHERE sequence IN (3, 4)",
    FOYER_FINDING_ALTERED },
  { "DELETE FROM payments WHERE key = 2", FOYER_FINDING_PAYMENT_MISSING },
  { "UPDATE payments SET deleted_at = 1 WHERE key = 2", FOYER_FINDING_PAYMENT_ALTERED },
  { "UPDATE payments SET amount = amount - 1 WHERE key = 1", FOYER_FINDING_PAYMENT_ALTERED },
  { "INSERT INTO payments (id, version, updated_at, event_id, order_id, kind, method, amount, "
    "rounding, currency, paid_at) SELECT randomblob (16), 0, updated_at, event_id, order_id, kind, "
    "method, amount, rounding, currency, paid_at FROM payments LIMIT 1",
    FOYER_FINDING_PAYMENT_UNKNOWN },
  { "UPDATE orders SET total = total - 1 WHERE key = 2", FOYER_FINDING_ORDER_ALTERED },
  { "UPDATE orders SET total = total + 1 WHERE key = 2", FOYER_FINDING_MONEY_ALTERED },
  { "UPDATE orders SET total = total + 1 WHERE key = 1", FOYER_FINDING_ORDER_ALTERED },
  { "UPDATE orders SET total = '98x' WHERE key = 2", FOYER_FINDING_ORDER_ALTERED },
  { "UPDATE orders SET deleted_at = 1 WHERE key = 3", FOYER_FINDING_ORDER_MISSING },
  { "DELETE FROM orders WHERE key = 2", FOYER_FINDING_ORDER_MISSING },
  { "UPDATE tickets SET price = price - 1 WHERE key = 2", FOYER_FINDING_TICKETS_ALTERED },
  { "UPDATE tickets SET price = price + 1 WHERE key = 1", FOYER_FINDING_TICKETS_ALTERED },
  { "UPDATE tickets SET deleted_at = 1 WHERE key = 3", FOYER_FINDING_TICKETS_ALTERED },
  { "DELETE FROM tickets WHERE key = 4", FOYER_FINDING_TICKETS_ALTERED },
  { "UPDATE tickets SET order_id = (SELECT id FROM orders WHERE key = 3) WHERE key = 2",
    FOYER_FINDING_TICKETS_ALTERED },
  { "UPDATE tickets SET tier_id = (SELECT id FROM ticket_tiers WHERE name = 'VIP') WHERE key = 2",
    FOYER_FINDING_TICKETS_ALTERED },
  { "UPDATE tickets SET tier_id = NULL WHERE key = 4", FOYER_FINDING_TICKETS_ALTERED },
  { "INSERT INTO tickets (id, version, updated_at, event_id, order_id, tier_id, attendee_name, "
    "qr_code, price, status) SELECT randomblob (16), 0, updated_at, event_id, order_id, tier_id, "
    "'More', 'MORE', 0, 'VALID' FROM tickets WHERE key = 4",
    FOYER_FINDING_TICKETS_ALTERED },
  { "UPDATE payments SET order_id = (SELECT id FROM orders WHERE key = 1) WHERE key = 3",
    FOYER_FINDING_MONEY_ALTERED },
  { "UPDATE payments SET order_id = (SELECT id FROM orders WHERE key = 1) WHERE key = 3",
    FOYER_FINDING_PAYMENT_ALTERED },
  { "UPDATE till_records SET signature = zeroblob (64) WHERE sequence = 2",
    FOYER_FINDING_UNSIGNED },
  { "INSERT INTO till_records SELECT key + 1000, randomblob (16), version, updated_at, deleted_at, "
    "event_id, device_id, session_id, sequence, time, kind, cashier_id, approver_id, order_id, "
    "payment_id, method, amount, rounding, currency, reason, details, previous, hash, signature "
    "FROM till_records WHERE sequence = 5",
    FOYER_FINDING_DOUBLE },
};

static void
test_crimes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (crimes); i++)
    {
      TillFixture self;

      g_test_message ("%s", crimes[i].sql);
      till_set_up (&self, NULL);
      fill (&self);
      till_exec (self.db, crimes[i].sql);
      g_assert_true (has_finding (&self, crimes[i].kind));
      till_tear_down (&self, NULL);
    }
}

/* What people do elsewhere in the program is no crime. */
static void
test_innocent (void)
{
  static const char *const acts[] = {
    "UPDATE tickets SET status = 'CANCELLED' WHERE key = 2",
    "UPDATE tickets SET status = 'CHECKED_IN', check_in_time = 1, attendee_name = 'Other'",
    "UPDATE tickets SET qr_code = qr_code || 'X', notes = 'VIP'",
    "UPDATE orders SET buyer_name = 'Other', buyer_email = 'other@example.org'",
    "UPDATE tickets SET tier_id = tier_id, updated_at = 1, version = 7",
    "UPDATE events SET fee_fixed = 100, title = 'Other'",
    "UPDATE ticket_tiers SET price = price + 1, name = name || '!'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      TillFixture self;

      g_test_message ("%s", acts[i]);
      till_set_up (&self, NULL);
      fill (&self);
      till_exec (self.db, acts[i]);
      g_assert_cmpuint (count_findings (&self), ==, 0);
      till_tear_down (&self, NULL);
    }
}

/* Each byte of each value of a record or payment, turned into another: found, and put back. */
static void
alter_each_byte (TillFixture *self, const FoyerRowType *type, gint64 key, const char *column)
{
  g_autofree char *get = g_strdup_printf ("SELECT %s FROM %s WHERE key = ?1", column, type->table);
  g_autofree char *set =
      g_strdup_printf ("UPDATE %s SET %s = ?2 WHERE key = ?1", type->table, column);
  sqlite3 *handle = foyer_database_get_handle (self->db);
  sqlite3_stmt *read = NULL, *write = NULL;
  sqlite3_value *value;
  int sqlite_type, size;
  g_autofree guint8 *bytes = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, get, -1, &read, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, set, -1, &write, NULL), ==, SQLITE_OK);
  sqlite3_bind_int64 (read, 1, key);
  g_assert_cmpint (sqlite3_step (read), ==, SQLITE_ROW);
  sqlite_type = sqlite3_column_type (read, 0);
  value = sqlite3_value_dup (sqlite3_column_value (read, 0));
  bytes = g_memdup2 (sqlite3_column_blob (read, 0), sqlite3_column_bytes (read, 0));
  size = sqlite_type == SQLITE_INTEGER || sqlite_type == SQLITE_NULL
             ? 1
             : sqlite3_column_bytes (read, 0);
  sqlite3_finalize (read);

  for (int i = 0; i <= size; i += MAX (size / 7, 1))
    {
      int at = MIN (i, size - 1);

      sqlite3_bind_int64 (write, 1, key);
      if (sqlite_type == SQLITE_INTEGER)
        sqlite3_bind_int64 (write, 2, sqlite3_value_int64 (value) ^ 1);
      else if (sqlite_type == SQLITE_NULL)
        sqlite3_bind_text (write, 2, "x", 1, SQLITE_STATIC);
      else
        {
          bytes[at] ^= 1;
          if (sqlite_type == SQLITE_TEXT)
            sqlite3_bind_text (write, 2, (const char *) bytes, size, SQLITE_TRANSIENT);
          else
            sqlite3_bind_blob (write, 2, bytes, size, SQLITE_TRANSIENT);
          bytes[at] ^= 1;
        }
      g_assert_cmpint (sqlite3_step (write), ==, SQLITE_DONE);
      sqlite3_reset (write);
      g_test_message ("%s.%s of %d, byte %d", type->table, column, (int) key, at);
      g_assert_cmpuint (count_findings (self), >, 0);
      sqlite3_bind_value (write, 2, value);
      g_assert_cmpint (sqlite3_step (write), ==, SQLITE_DONE);
      sqlite3_reset (write);
    }
  sqlite3_finalize (write);
  sqlite3_value_free (value);
  g_assert_cmpuint (count_findings (self), ==, 0);
}

static void
test_bytes (TillFixture *self, gconstpointer data)
{
  static const FoyerRowType *const types[] = { &FOYER_TILL_RECORD_TYPE, &FOYER_PAYMENT_TYPE };

  fill (self);
  till_exec (self->db, "PRAGMA synchronous = OFF");
  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    for (guint key = 1; key <= 4; key += 3)
      {
        alter_each_byte (self, types[t], key, "id");
        for (guint i = 0; i < types[t]->n_columns; i++)
          alter_each_byte (self, types[t], key, types[t]->columns[i].name);
      }
}

/* A clock that is set back does not put what is sold now before what was sold. */
static void
test_clock (TillFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  till_open (self, 100);
  /* The clock was years ahead when this was written, and was set right since. */
  till_exec (self->db, "UPDATE till_heads SET time = 4000000000000000, sequence = 2");
  g_assert_true (till_sell (self, TILL_VIP, 1, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (till_count (self->db, "SELECT min (time) FROM till_records WHERE sequence > 2"),
                   ==, G_GINT64_CONSTANT (4000000000000000));
  g_assert_cmpint (till_count (self->db, "SELECT paid_at FROM payments"), ==,
                   G_GINT64_CONSTANT (4000000000000000));
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM till_records WHERE details ->> "
                                         "'clock' < 3000000000000000 AND sequence > 2"),
                   ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/till-audit/crimes", test_crimes);
  g_test_add_func ("/till-audit/innocent", test_innocent);
  TILL_ADD ("/till-audit/bytes", test_bytes);
  TILL_ADD ("/till-audit/clock", test_clock);

  return g_test_run ();
}

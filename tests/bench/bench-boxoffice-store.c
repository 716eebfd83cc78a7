/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The till beside 100 000 orders: a sale from Enter to the disk, the Z report, the table of orders.
 * Beside a sale the same rows are written by SQLite alone, to a file that is as large, with the
 * same promise. */
#include "foyer-order-index.h"
#include "foyer-order.h"
#include "foyer-row-store.h"
#include "foyer-till-audit.h"
#include "foyer-till-book.h"
#include "foyer-till-details.h"
#include "till-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N_ORDERS 100000
#define N_SALES  400
#define PAGE     50

static const FoyerTillActor nobody;

static void
check (gboolean is_done, GError *error)
{
  if (!is_done)
    g_error ("%s", error != NULL ? error->message : "failed");
}

/* An order as the till writes it: two tickets, its lines, its payment. */
static void
write_order (FoyerTransaction *transaction,
             FoyerTillBook *book,
             const FoyerUuid *event_id,
             const FoyerUuid *tiers,
             guint i)
{
  static const gint64 prices[] = { 4900, 12003 };
  g_autoptr (FoyerOrder) order = foyer_order_new ();
  g_autoptr (FoyerPayment) payment = foyer_payment_new ();
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoyerTillLine));
  FoyerTillLine line = { tiers[i % 2], 2, 2 * prices[i % 2] };
  const FoyerTillCost cost = { .total = line.amount };
  g_autoptr (GError) error = NULL;

  order->event_id = *event_id;
  order->order_number = g_strdup_printf ("B%06u", i);
  order->buyer_name = g_strdup_printf ("Guest %u", i);
  order->total = order->subtotal = line.amount;
  order->currency = g_strdup ("EUR");
  order->status = FOYER_ORDER_COMPLETED;
  order->channel = FOYER_CHANNEL_BOX_OFFICE;
  order->created_at = book->time + i;
  check (foyer_transaction_insert (transaction, order, &error), error);
  for (guint k = 0; k < 2; k++)
    {
      g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();

      ticket->event_id = *event_id;
      ticket->order_id = order->row.id;
      ticket->tier_id = line.tier_id;
      ticket->attendee_name = g_strdup (order->buyer_name);
      ticket->qr_code = g_strdup_printf ("BENCH-%u-%u", i, k);
      ticket->price = prices[i % 2];
      check (foyer_transaction_insert (transaction, ticket, &error), error);
    }
  g_array_append_val (lines, line);
  check (foyer_till_book_note_lines (book, FOYER_TILL_SALE, &order->row.id, lines, &cost, NULL,
                                     &error),
         error);
  payment->order_id = order->row.id;
  payment->method = i % 3 == 0 ? FOYER_PAY_CARD : FOYER_PAY_CASH;
  payment->amount = line.amount;
  check (foyer_till_book_pay (book, payment, NULL, &error), error);
}

static void
fill (TillFixture *self)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (self->db, FOYER_TILL_KIND_SALE, &error);
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (self->db, &FOYER_EVENT_TYPE, &self->event_id, &error);
  g_auto (FoyerTillBook) book = { 0 };

  check (foyer_till_book_open (&book, transaction, event, &nobody, &error), error);
  for (guint i = 0; i < N_ORDERS; i++)
    write_order (transaction, &book, &self->event_id, self->tiers, i);
  check (foyer_transaction_commit (transaction, NULL, &error), error);
  till_exec (self->db, "PRAGMA wal_checkpoint (TRUNCATE)");
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const gint64 *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

static gint64
percentile (gint64 *times, guint n, guint percent)
{
  qsort (times, n, sizeof *times, compare_times);
  return times[MIN (n * percent / 100, n - 1)];
}

/* From Enter to the disk, and the next cart is ready: what it may sell is counted again. */
static gint64
get_cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
time_sales (TillFixture *self, gint64 *times, gint64 *cpu_times)
{
  const char *const cash[] = { "cash", NULL };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_SALES; i++)
    {
      gint64 start = g_get_monotonic_time (), cpu = get_cpu_time ();

      check (till_sell (self, i % 2, 2, cash, NULL, &error), error);
      times[i] = g_get_monotonic_time () - start;
      cpu_times[i] = get_cpu_time () - cpu;
    }
}

/* The rows of a sale, copied: what the disk and SQLite take of it. */
static void
time_bare (TillFixture *self, gint64 *times)
{
  static const char *const sqls[] = {
    "INSERT INTO orders SELECT NULL, randomblob (16), 0, updated_at, NULL, event_id, 'X' || "
    "random (), buyer_name, buyer_email, total, currency, status, channel, subtotal, discount, "
    "service_fee, promo_code_id, created_at, expires_at, note, lines FROM orders WHERE key = ?1",
    "INSERT INTO tickets SELECT NULL, randomblob (16), 0, updated_at, NULL, event_id, order_id, "
    "tier_id, attendee_name, attendee_email, company, notes, answers, qr_code || random (), price, "
    "status, check_in_time, check_out_time, check_in_method, is_blocked, needs_approval, "
    "is_refunded, badge_printed_at, badge_print_count, resend_marked_at, source_key, source_digest "
    "FROM tickets WHERE key IN (2 * ?1, 2 * ?1 + 1)",
    "INSERT INTO payments SELECT NULL, randomblob (16), 0, updated_at, NULL, event_id, order_id, "
    "kind, method, amount, rounding, currency, reference, paid_at, cashier_id FROM payments "
    "WHERE key = ?1",
    "INSERT INTO till_records SELECT NULL, randomblob (16), 0, updated_at, NULL, event_id, "
    "device_id, session_id, sequence + 1000000, time, kind, cashier_id, approver_id, order_id, "
    "payment_id, method, amount, rounding, currency, reason, details, previous, hash, signature "
    "FROM till_records WHERE key IN (2 * ?1, 2 * ?1 + 1)",
  };
  sqlite3 *handle = foyer_database_get_handle (self->db);
  sqlite3_stmt *statements[G_N_ELEMENTS (sqls)];

  for (guint i = 0; i < G_N_ELEMENTS (sqls); i++)
    if (sqlite3_prepare_v2 (handle, sqls[i], -1, &statements[i], NULL) != SQLITE_OK)
      g_error ("%s", sqlite3_errmsg (handle));
  for (guint i = 0; i < N_SALES; i++)
    {
      gint64 start = g_get_monotonic_time ();

      till_exec (self->db, "BEGIN IMMEDIATE");
      for (guint k = 0; k < G_N_ELEMENTS (sqls); k++)
        {
          sqlite3_bind_int (statements[k], 1, 1000 + i);
          sqlite3_step (statements[k]);
          sqlite3_reset (statements[k]);
        }
      till_exec (self->db, "COMMIT");
      times[i] = g_get_monotonic_time () - start;
    }
  for (guint i = 0; i < G_N_ELEMENTS (sqls); i++)
    sqlite3_finalize (statements[i]);
}

static gint64
time_query (TillFixture *self, const char *sql)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < 5; i++)
    {
      sqlite3_stmt *statement = NULL;
      gint64 start = g_get_monotonic_time ();

      sqlite3_prepare_v2 (foyer_database_get_handle (self->db), sql, -1, &statement, NULL);
      while (sqlite3_step (statement) == SQLITE_ROW)
        ;
      sqlite3_finalize (statement);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  return best;
}

static gint64
time_report (TillFixture *self, gint64 *cpu)
{
  g_autoptr (GError) error = NULL;
  FoyerTillSession session;
  gint64 worst = 0;

  foyer_till_store_get_session (self->db, &self->event_id, &session, &error);
  for (guint i = 0; i < 5; i++)
    {
      gint64 start = g_get_monotonic_time (), cpu_start = get_cpu_time ();
      g_autoptr (FoyerTillReport) report =
          foyer_till_store_report (self->db, &session.session_id, &error);

      check (report != NULL && report->n_sales >= N_ORDERS, error);
      *cpu = get_cpu_time () - cpu_start;
      worst = MAX (worst, g_get_monotonic_time () - start);
    }
  return worst;
}

static gint64
time_orders (TillFixture *self, const char *search, gint64 *cpu)
{
  const FoyerOrderQuery query = { .search = search };
  g_autoptr (GError) error = NULL;
  gint64 worst = 0;

  for (guint i = 0; i < 5; i++)
    {
      gint64 start = g_get_monotonic_time (), cpu_start = get_cpu_time ();
      g_autoptr (GArray) keys =
          foyer_order_list_keys (self->db, &self->event_id, &query, NULL, &error);
      g_autoptr (GPtrArray) page = NULL;

      check (keys != NULL && keys->len > 0, error);
      page = foyer_order_list_read (self->db, (const gint64 *) keys->data, MIN (PAGE, keys->len),
                                    &error);
      check (page != NULL && page->len > 0, error);
      *cpu = get_cpu_time () - cpu_start;
      worst = MAX (worst, g_get_monotonic_time () - start);
    }
  return worst;
}

/* The first rows of what is typed, letter by letter, while the page is open. */
static gint64
time_typing (TillFixture *self, FoyerOrderIndex *index, gint64 *cpu)
{
  static const char *const typed[] = { "g",         "gu",         "gue",
                                       "guest",     "guest 9",    "guest 99",
                                       "guest 999", "guest 9999", "guest 99999" };
  g_autoptr (GError) error = NULL;
  gint64 worst = 0;

  *cpu = 0;
  for (guint i = 0; i < 5 * G_N_ELEMENTS (typed); i++)
    {
      const FoyerOrderQuery query = { .search = typed[i % G_N_ELEMENTS (typed)] };
      gint64 start = g_get_monotonic_time (), cpu_start = get_cpu_time ();
      g_autoptr (GArray) keys = NULL;
      g_autoptr (GPtrArray) page = NULL;

      check (foyer_order_index_update (index, self->db, NULL, &error), error);
      keys = foyer_order_index_select (index, &query, NULL, &error);
      check (keys != NULL && keys->len > 0, error);
      page = foyer_order_list_read (self->db, (const gint64 *) keys->data, MIN (PAGE, keys->len),
                                    &error);
      check (page != NULL && page->len > 0, error);
      *cpu = MAX (*cpu, get_cpu_time () - cpu_start);
      worst = MAX (worst, g_get_monotonic_time () - start);
    }
  return worst;
}

static gint64
time_index (TillFixture *self, FoyerOrderIndex *index, gint64 *cpu)
{
  gint64 start = g_get_monotonic_time (), cpu_start = get_cpu_time ();
  g_autoptr (GError) error = NULL;

  check (foyer_order_index_update (index, self->db, NULL, &error), error);
  *cpu = get_cpu_time () - cpu_start;
  return g_get_monotonic_time () - start;
}

static void
print (const char *name, gint64 ours, gint64 other, const char *what, gint64 most)
{
  g_autofree char *beside =
      other > 0 ? g_strdup_printf ("%.2f ms (%s)", other / 1e3, what) : g_strdup ("");
  g_autofree char *ratio =
      other > 0 ? g_strdup_printf ("%.2f", (double) ours / other) : g_strdup ("");
  g_autofree char *asked =
      most > 0 ? g_strdup_printf ("≤ %d ms", (int) (most / 1000)) : g_strdup ("");

  printf ("BENCH\t%s\t%.2f ms\t%s\t%s\t%s\t%s\n", name, ours / 1e3, beside, ratio, asked,
          most > 0 && ours > most ? "MISSED" : "ok");
  fflush (stdout);
}

int
main (void)
{
  TillFixture self;
  g_autofree gint64 *ours = g_new0 (gint64, N_SALES);
  g_autofree gint64 *bare = g_new0 (gint64, N_SALES);
  g_autofree gint64 *cpu = g_new0 (gint64, N_SALES);
  gint64 start, part = 0, from_database = 0;
  FoyerOrderIndex *index;

  till_set_up (&self, NULL);
  till_exec (self.db, "UPDATE ticket_tiers SET quantity_total = 10000000 WHERE name = 'Standard'");
  index = foyer_order_index_new (&self.event_id);
  till_open (&self, 10000);
  fill (&self);
  time_sales (&self, ours, cpu);
  time_bare (&self, bare);
  print ("sell two tickets at 100 000 orders, to the disk, p50", percentile (ours, N_SALES, 50),
         percentile (bare, N_SALES, 50), "SQLite, the same rows", 0);
  print ("the same, p99", percentile (ours, N_SALES, 99), percentile (bare, N_SALES, 99),
         "SQLite, the same rows", 30000);
  print ("the processor's part of it, p99", percentile (cpu, N_SALES, 99), 0, NULL, 0);
  till_exec (self.db, "DELETE FROM till_records WHERE sequence > 1000000");
  print ("Z report of a session of 100 000 orders", time_report (&self, &part),
         time_query (&self, "SELECT method, kind, count (*), sum (amount) FROM payments "
                            "GROUP BY method, kind"),
         "SQLite, payments by method alone", 200000);
  print ("the processor's part of it", part, 0, NULL, 0);
  print ("orders page, first rows of 100 000", time_orders (&self, NULL, &part),
         time_query (&self, "SELECT key FROM orders ORDER BY created_at DESC"),
         "SQLite, keys alone", 60000);
  print ("the processor's part of it", part, 0, NULL, 0);
  print ("orders page, its index of 100 000, once", time_index (&self, index, &part), 0, NULL, 0);
  print ("the processor's part of it", part, 0, NULL, 0);
  print ("orders' first rows of a search", time_typing (&self, index, &part),
         time_orders (&self, "guest 99999", &from_database), "from the database", 60000);
  print ("the processor's part of it", part, from_database, "from the database", 0);
  printf ("BENCH\tthe index of 100 000 orders in memory\t%.1f MB\t\t\t\tok\n",
          foyer_order_index_get_size (index) / 1e6);
  start = g_get_monotonic_time ();
  foyer_till_audit_free (foyer_till_audit_run (self.db, &self.event_id, NULL, NULL, NULL, NULL));
  print ("audit of 200 000 records", g_get_monotonic_time () - start, 0, NULL, 0);
  foyer_order_index_free (index);
  till_tear_down (&self, NULL);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The power goes, or the disk fails, anywhere in a sale: afterwards it is whole, with its payments,
 * tickets and lines in the book, or it is not there and its places are free. */
#include "foyer-fault-vfs.h"
#include "foyer-sale-part-store.h"
#include "foyer-sale-wishes.h"
#include "foyer-till-audit.h"
#include "till-fixture.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#define MOST 400

static const char *program;
static const char *const split[] = { "card:20", "cash:500", NULL };

/* Of all orders that are there each has what belongs to it, and of nothing there is more. */
static void
assert_whole (FoyerDatabase *db, const FoyerUuid *event_id)
{
  static const char *const broken[] = {
    "SELECT count (*) FROM orders AS o WHERE total <> (SELECT coalesce (sum (amount), 0) FROM "
    "payments WHERE order_id = o.id)",
    "SELECT count (*) FROM orders AS o WHERE (SELECT count (*) FROM tickets WHERE order_id = o.id) "
    "<> 2",
    "SELECT count (*) FROM orders AS o WHERE (SELECT count (*) FROM till_records WHERE order_id = "
    "o.id) <> 1 + (SELECT count (*) FROM payments WHERE order_id = o.id)",
    "SELECT count (*) FROM tickets WHERE order_id NOT IN (SELECT id FROM orders)",
    "SELECT count (*) FROM payments WHERE order_id NOT IN (SELECT id FROM orders)",
    /* Who was let in with it is inside, and has paper coming. */
    "SELECT count (*) FROM tickets AS t JOIN orders AS o ON o.id = order_id WHERE buyer_name = "
    "'In' AND (t.status <> 'CHECKED_IN' OR (SELECT count (*) FROM check_ins WHERE ticket_id = t.id "
    "AND verdict = 'ADMITTED') <> 1)",
    "SELECT count (*) FROM orders AS o WHERE buyer_name = 'In' AND (SELECT count (*) FROM "
    "print_jobs WHERE order_id = o.id) <> 1",
    "SELECT count (*) FROM check_ins WHERE ticket_id NOT IN (SELECT id FROM tickets)",
    /* What was done to a row is told after its making. */
    "SELECT count (*) FROM changes AS made JOIN changes AS done ON done.change_set = "
    "made.change_set AND done.row_type = made.row_type AND done.first_key BETWEEN made.first_key "
    "AND made.last_key WHERE made.action = 1 AND done.action = 2 AND done.position < made.position",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTillAudit) audit = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_test_message ("%s", broken[i]);
      g_assert_cmpint (till_count (db, broken[i]), ==, 0);
    }
  audit = foyer_till_audit_run (db, event_id, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (audit->findings->len, ==, 0);
  till_check_counts (db, event_id);
}

static void
find_event (TillFixture *self)
{
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (foyer_database_get_handle (self->db),
                      "SELECT event_id, id FROM ticket_tiers WHERE name = 'VIP'", -1, &statement,
                      NULL);
  sqlite3_step (statement);
  memcpy (&self->event_id, sqlite3_column_blob (statement, 0), sizeof self->event_id);
  memcpy (&self->tiers[TILL_VIP], sqlite3_column_blob (statement, 1), sizeof (FoyerUuid));
  sqlite3_finalize (statement);
}

/* With all that may come with a sale: a receipt that waits, and guests who go in. */
static gboolean
sell_and_admit (TillFixture *self, FoyerSaleResult **result, GError **error)
{
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (self->db, FOYER_TILL_KIND_SALE, error);
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerSaleWishes) wishes = foyer_sale_wishes_new ();
  g_autoptr (FoyerSaleResult) sold = NULL;
  const FoyerTender tenders[] = { till_tender (split[0], "EUR"), till_tender (split[1], "EUR") };
  FoyerSaleRequest request;

  foyer_sale_cart_add (cart, &self->tiers[TILL_VIP], 2, FOYER_NONE);
  foyer_sale_cart_set_buyer (cart, "In", NULL);
  foyer_sale_wishes_print (wishes, foyer_print_job_new (&self->event_id, FOYER_PRINT_RECEIPT));
  wishes->checks_in = TRUE;
  foyer_sale_request_init (&request, &self->event_id, cart);
  request.tenders = tenders;
  request.n_tenders = G_N_ELEMENTS (tenders);
  if (transaction == NULL || !foyer_sale_store_sell (transaction, &request, &sold, error) ||
      !foyer_sale_wishes_grant (wishes, transaction, sold, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
    return FALSE;
  if (sold->n_in != 2)
    g_error ("%u of 2 are in", sold->n_in);
  if (result != NULL)
    *result = g_steal_pointer (&sold);
  return TRUE;
}

static gboolean
pay (FoyerDatabase *db, const FoyerUuid *order_id, const char *tender, GError **error)
{
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (db, FOYER_TILL_KIND_SALE, error);
  FoyerTender one = till_tender (tender, "EUR");
  const FoyerTillActor nobody = { 0 };

  return transaction != NULL &&
         foyer_sale_store_pay (transaction, order_id, &one, 1, TRUE, &nobody, NULL, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/* As sell_for_ever (), each order in three parts; each is told when it is on disk. */
static int
sell_in_parts (const char *path)
{
  static const char *const first[] = { "card:40", NULL };
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, NULL);
  TillFixture self = { .db = db };

  find_event (&self);
  while (TRUE)
    {
      g_autoptr (FoyerSaleResult) result = NULL;
      g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();

      foyer_sale_cart_add (cart, &self.tiers[TILL_VIP], 2, FOYER_NONE);
      if (!till_sell_cart (db, &self.event_id, cart, first, TRUE, &result, NULL))
        return 1;
      printf ("4000\n");
      fflush (stdout);
      if (!pay (db, &result->order->row.id, "card:30", NULL))
        return 2;
      printf ("3000\n");
      fflush (stdout);
      if (!pay (db, &result->order->row.id, "cash", NULL))
        return 3;
    }
}

/* The child: this program again, that sells until it is killed. */
static int
sell_for_ever (const char *path)
{
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, NULL);
  TillFixture self = { .db = db };

  find_event (&self);
  while (TRUE)
    {
      g_autoptr (FoyerSaleResult) result = NULL;

      if (!sell_and_admit (&self, &result, NULL))
        return 1;
      printf ("%s\n", result->order->order_number);
      fflush (stdout);
    }
}

static void
kill_at (guint moment, gboolean is_between)
{
  TillFixture self;
  g_autofree char *path = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  till_set_up (&self, NULL);
  till_open (&self, 10000);
  path = g_strdup (foyer_database_get_path (self.db));
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--sell", path, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

      g_assert_no_error (error);
      if (line == NULL)
        break;
      /* Somewhere within the next sale. */
      if (++n == moment)
        {
          for (int i = is_between ? g_test_rand_int_range (0, 2000) : 0; i > 0; i--)
            g_thread_yield ();
          g_subprocess_send_signal (child, SIGKILL);
        }
    }
  g_subprocess_wait (child, NULL, &error);
  g_assert_true (g_subprocess_get_if_signaled (child));
  /* What was said to be sold is; at most the one that was being sold is there besides. */
  g_assert_cmpint (till_count (self.db, "SELECT count (*) FROM orders"), >=, n);
  g_assert_cmpint (till_count (self.db, "SELECT count (*) FROM orders"), <=, n + 1);
  assert_whole (self.db, &self.event_id);
  /* And it goes on. */
  g_assert_true (till_sell (&self, TILL_STANDARD, 2, NULL, NULL, &error));
  assert_whole (self.db, &self.event_id);
  till_tear_down (&self, NULL);
}

static void
test_killed (void)
{
  static const guint moments[] = { 1, 2, 3, 5, 8, 13, 21, 34 };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    kill_at (moments[i], i % 2 == 1);
}

/* Of an order that is paid in parts no money is lost that somebody said was taken, and the rest of
 * it can be taken by whoever comes next. */
static void
kill_part (guint moment, gboolean is_between)
{
  TillFixture self;
  const char *path;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (FoyerSaleResult) left = NULL;
  g_autoptr (GError) error = NULL;
  gint64 taken = 0;
  guint n = 0;

  till_set_up (&self, NULL);
  till_open (&self, 10000);
  path = foyer_database_get_path (self.db);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--parts", path, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

      g_assert_no_error (error);
      if (line == NULL)
        break;
      taken += g_ascii_strtoll (line, NULL, 10);
      if (++n == moment)
        {
          for (int i = is_between ? g_test_rand_int_range (0, 2000) : 0; i > 0; i--)
            g_thread_yield ();
          g_subprocess_send_signal (child, SIGKILL);
        }
    }
  g_subprocess_wait (child, NULL, &error);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (till_count (self.db, "SELECT sum (amount) FROM payments WHERE method = 'CARD'"),
                   >=, taken);
  g_assert_cmpint (till_count (self.db, "SELECT count (*) FROM orders WHERE status = 'PENDING'"),
                   <=, 1);
  left = foyer_sale_part_store_find_begun (self.db, &self.event_id, &error);
  g_assert_no_error (error);
  if (left != NULL)
    {
      g_assert_cmpuint (left->tickets->len, ==, 2);
      g_assert_cmpuint (left->payments->len, >, 0);
      g_assert_true (pay (self.db, &left->order->row.id, "cash", &error));
      g_assert_no_error (error);
    }
  g_assert_cmpint (till_count (self.db, "SELECT count (*) FROM orders WHERE status = 'PENDING'"),
                   ==, 0);
  assert_whole (self.db, &self.event_id);
  till_tear_down (&self, NULL);
}

static void
test_killed_between_parts (void)
{
  static const guint moments[] = { 1, 2, 3, 4, 7, 12 };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    kill_part (moments[i], i % 2 == 1);
}

/* The n-th write, or sync, fails; for every n until the sale comes through. */
static void
fail_each (FoyerFault fault)
{
  TillFixture self;
  guint n_failed = 0;

  till_set_up (&self, NULL);
  till_open (&self, 10000);
  for (guint n = 1; n < MOST; n++)
    {
      gint64 before = till_count (self.db, "SELECT count (*) FROM orders");
      gint64 drawer = till_drawer (&self);
      g_autoptr (GError) error = NULL;
      gboolean is_sold, has_fired;

      foyer_fault_vfs_arm (fault, n, FALSE);
      is_sold = sell_and_admit (&self, NULL, &error);
      has_fired = foyer_fault_vfs_has_fired ();
      foyer_fault_vfs_arm (fault, 0, FALSE);
      if (!is_sold)
        {
          n_failed++;
          g_assert_true (has_fired);
          g_assert_true (error->domain == FOYER_STORE_ERROR);
          g_assert_cmpint (till_count (self.db, "SELECT count (*) FROM orders"), ==, before);
          g_assert_cmpint (till_drawer (&self), ==, drawer);
          g_clear_error (&error);
          g_assert_true (sell_and_admit (&self, NULL, &error));
          g_assert_no_error (error);
        }
      assert_whole (self.db, &self.event_id);
      if (!has_fired)
        break;
      g_assert_cmpuint (n, <, MOST - 1);
    }
  g_assert_cmpuint (n_failed, >, 0);
  till_tear_down (&self, NULL);
}

static void
test_full (void)
{
  fail_each (FOYER_FAULT_FULL);
}

static void
test_write (void)
{
  fail_each (FOYER_FAULT_WRITE);
}

static void
test_sync (void)
{
  fail_each (FOYER_FAULT_SYNC);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--sell"))
    return sell_for_ever (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--parts"))
    return sell_in_parts (argv[2]);

  foyer_fault_vfs_install ();
  g_test_init (&argc, &argv, NULL);
  program = argv[0];

  g_test_add_func ("/till-crash/killed", test_killed);
  g_test_add_func ("/till-crash/killed-between-parts", test_killed_between_parts);
  g_test_add_func ("/till-crash/full", test_full);
  g_test_add_func ("/till-crash/write", test_write);
  g_test_add_func ("/till-crash/sync", test_sync);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts that are kept, held against a count of every ticket and its order after each step of
 * random histories: what was kept before the step, within the transaction, after it was rolled
 * back, from a connection that only reads. */
#include "foyer-journal.h"
#include "foyer-order.h"
#include "foyer-row-store.h"
#include "foyer-server-store.h"
#include "foyer-test.h"
#include "foyer-ticket.h"
#include "foyer-tier-store.h"
#include "foyer-transaction-private.h"
#include "foyer-uuid.h"

#include <string.h>

#define N_TIERS 4
#define N_STEPS 600
#define MANY    6000 /* more than are worked in one by one */

typedef struct
{
  FoyerTestDir dir;
  FoyerDatabase *db;
  FoyerDatabase *reader;
  GRand *random;
  FoyerUuid events[2];
  FoyerUuid tiers[N_TIERS]; /* the first may be nil */
  GArray *sets;             /* of change sets that may be undone */
  GPtrArray *late; /* of FoyerOrder that come after their tickets, in another transaction */
  guint n_codes;
} History;

static void
history_set_up (History *self, guint32 seed)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->dir = foyer_test_dir_new ();
  path = g_build_filename (self->dir, "replica.foyer", NULL);
  self->db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  foyer_database_exec (self->db, "PRAGMA synchronous = OFF", &error);
  self->reader = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, &error);
  g_assert_no_error (error);
  self->random = g_rand_new_with_seed (seed);
  self->sets = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->late = g_ptr_array_new_with_free_func (foyer_row_free);
  self->n_codes = 0;
  for (guint i = 0; i < G_N_ELEMENTS (self->events); i++)
    foyer_uuid_init_v7 (&self->events[i]);
  memset (self->tiers, 0, sizeof self->tiers);
  for (guint i = 1; i < N_TIERS; i++)
    foyer_uuid_init_v7 (&self->tiers[i]);
}

static void
history_tear_down (History *self)
{
  g_array_unref (self->sets);
  g_ptr_array_unref (self->late);
  g_rand_free (self->random);
  g_assert_finalize_object (self->reader);
  g_assert_finalize_object (self->db);
  foyer_test_dir_free (self->dir);
}

static guint
pick (History *self, guint n)
{
  return g_rand_int_range (self->random, 0, n);
}

/* The key of some row, 0 when there is none. */
static gint64
pick_row (History *self, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 key = 0;

  g_assert_cmpint (
      sqlite3_prepare_v2 (foyer_database_get_handle (self->db), sql, -1, &statement, NULL), ==,
      SQLITE_OK);
  sqlite3_bind_double (statement, 1, g_rand_double (self->random));
  if (sqlite3_step (statement) == SQLITE_ROW)
    key = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return key;
}

/* Each count, as one line of text. */
static char *
describe_slowly (FoyerDatabase *db, const FoyerUuid *event_id)
{
  static const char sql[] =
      "SELECT lower (hex (t.tier_id)), count (*) FILTER (WHERE o.status IS NULL OR o.status NOT IN "
      "('PENDING', 'EXPIRED', 'REFUNDED')) AS n_sold, count (*) FILTER (WHERE o.status = "
      "'PENDING') AS n_held FROM tickets AS t LEFT JOIN orders AS o ON o.id = t.order_id AND "
      "o.event_id = t.event_id AND o.deleted_at IS NULL WHERE t.event_id = ?1 AND t.tier_id IS NOT "
      "NULL AND t.deleted_at IS NULL AND t.status <> 'CANCELLED' GROUP BY 1 "
      "HAVING n_sold + n_held > 0 ORDER BY 1";
  sqlite3_stmt *statement = NULL;
  GString *text = g_string_new (NULL);

  g_assert_cmpint (sqlite3_prepare_v2 (foyer_database_get_handle (db), sql, -1, &statement, NULL),
                   ==, SQLITE_OK);
  sqlite3_bind_blob (statement, 1, event_id, sizeof *event_id, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (text, "%s %d %d\n", sqlite3_column_text (statement, 0),
                            sqlite3_column_int (statement, 1), sqlite3_column_int (statement, 2));
  sqlite3_finalize (statement);
  return g_string_free (text, FALSE);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  return memcmp (&((const FoyerTierCount *) a)->tier_id, &((const FoyerTierCount *) b)->tier_id,
                 sizeof (FoyerUuid));
}

static char *
describe (FoyerDatabase *db, const FoyerUuid *event_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) counts = foyer_tier_store_count (db, event_id, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_array_sort (counts, compare_counts);
  for (guint i = 0; i < counts->len; i++)
    {
      const FoyerTierCount *count = &g_array_index (counts, FoyerTierCount, i);

      if (count->n_sold == 0 && count->n_held == 0)
        continue;
      for (guint k = 0; k < sizeof (FoyerUuid); k++)
        g_string_append_printf (text, "%02x", count->tier_id.bytes[k]);
      g_string_append_printf (text, " %d %d\n", (int) count->n_sold, (int) count->n_held);
    }
  return g_string_free (text, FALSE);
}

static void
check (History *self, FoyerDatabase *db)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->events); i++)
    {
      g_autofree char *slow = describe_slowly (db, &self->events[i]);
      g_autofree char *kept = describe (db, &self->events[i]);

      g_assert_cmpstr (kept, ==, slow);
    }
}

static gint64
count_kept (History *self)
{
  return pick_row (self, "SELECT count (*) FROM tier_tallies WHERE ?1 >= 0");
}

/* An order, or none, with some tickets; those may come first, as a server sends them. */
static void
add_order (History *self, FoyerTransaction *transaction, guint n_tickets)
{
  g_autoptr (FoyerOrder) order = foyer_order_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_late = pick (self, 3) == 0, has_order = pick (self, 6) > 0;

  if (self->late->len > 0)
    foyer_transaction_insert (transaction, self->late->pdata[0], &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (self->late, 0);

  order->event_id = self->events[pick (self, 8) == 0];
  foyer_uuid_init_v7 (&order->row.id);
  order->order_number = g_strdup_printf ("N%u", self->n_codes++);
  order->currency = g_strdup ("EUR");
  order->status = pick (self, 3) == 0 ? (int) pick (self, 5) : FOYER_ORDER_COMPLETED;
  if (has_order && !is_late)
    foyer_transaction_insert (transaction, order, &error);
  for (guint i = 0; i < n_tickets; i++)
    {
      g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();

      ticket->event_id = order->event_id;
      if (has_order)
        ticket->order_id = order->row.id;
      ticket->tier_id = self->tiers[pick (self, N_TIERS)];
      ticket->attendee_name = g_strdup ("Guest");
      ticket->qr_code = g_strdup_printf ("CODE-%u", self->n_codes++);
      ticket->status = pick (self, 6) == 0 ? FOYER_TICKET_CANCELLED : FOYER_TICKET_VALID;
      foyer_transaction_insert (transaction, ticket, &error);
      g_assert_no_error (error);
    }
  if (has_order && is_late && pick (self, 2) == 0)
    g_ptr_array_add (self->late, g_steal_pointer (&order));
  else if (has_order && is_late)
    foyer_transaction_insert (transaction, order, &error);
  g_assert_no_error (error);
}

static void
change_order (History *self, FoyerTransaction *transaction)
{
  gint64 key = pick_row (self, "SELECT key FROM orders ORDER BY abs (key - ?1 * (SELECT max (key) "
                               "FROM orders)) LIMIT 1");
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOrder) before = NULL;
  g_autoptr (FoyerOrder) after = NULL;

  if (key == 0)
    return;
  before = foyer_row_store_get (self->db, &FOYER_ORDER_TYPE, key, &error);
  after = foyer_order_copy (before);
  if (pick (self, 12) == 0)
    after->event_id = self->events[pick (self, 2)];
  after->status = pick (self, 5);
  foyer_transaction_update (transaction, before, after, &error);
  g_assert_no_error (error);
}

static void
change_ticket (History *self, FoyerTransaction *transaction)
{
  static const FoyerTicketStatus statuses[] = { FOYER_TICKET_VALID, FOYER_TICKET_CHECKED_IN,
                                                FOYER_TICKET_CANCELLED };
  gint64 key = pick_row (self, "SELECT key FROM tickets ORDER BY abs (key - ?1 * (SELECT max "
                               "(key) FROM tickets)) LIMIT 1");
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) before = NULL;
  g_autoptr (FoyerTicket) after = NULL;
  g_autoptr (FoyerOrder) order = NULL;

  if (key == 0)
    return;
  before = foyer_row_store_get (self->db, &FOYER_TICKET_TYPE, key, &error);
  after = foyer_ticket_copy (before);
  if (pick (self, 3) > 0)
    after->status = statuses[pick (self, G_N_ELEMENTS (statuses))];
  if (pick (self, 3) == 0)
    after->tier_id = self->tiers[pick (self, N_TIERS)];
  if (pick (self, 4) == 0)
    {
      key = pick_row (self, "SELECT key FROM orders ORDER BY abs (key - ?1 * (SELECT max (key) "
                            "FROM orders)) LIMIT 1");
      order = key != 0 ? foyer_row_store_get (self->db, &FOYER_ORDER_TYPE, key, &error) : NULL;
      if (order != NULL)
        after->order_id = order->row.id;
    }
  if (pick (self, 15) == 0)
    after->event_id = self->events[pick (self, 2)];
  foyer_transaction_update (transaction, before, after, &error);
  g_assert_no_error (error);
}

static void
mark (History *self, FoyerTransaction *transaction, gboolean is_removed)
{
  gboolean is_ticket = pick (self, 2) == 0;
  gint64 last = pick_row (self, is_ticket ? "SELECT max (key) FROM tickets WHERE ?1 >= 0"
                                          : "SELECT max (key) FROM orders WHERE ?1 >= 0");
  gint64 first = last > 0 ? 1 + pick (self, last) : 1;
  g_autoptr (GError) error = NULL;

  foyer_transaction_mark (transaction, is_ticket ? &FOYER_TICKET_TYPE : &FOYER_ORDER_TYPE, first,
                          first + pick (self, 6), is_removed, &error);
  g_assert_no_error (error);
}

static void
act (History *self, FoyerTransaction *transaction)
{
  guint what = pick (self, 12);

  if (what < 4)
    add_order (self, transaction, pick (self, 5));
  else if (what < 7)
    change_order (self, transaction);
  else if (what < 10)
    change_ticket (self, transaction);
  else
    mark (self, transaction, what == 10);
}

/* Counting in the middle of it, or not; committed, or not. */
static void
run_transaction (History *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (self->db, "test", &error);
  guint n = 1 + pick (self, 4);
  gint64 change_set = 0;

  if (pick (self, 2) == 0)
    check (self, self->db);
  for (guint i = 0; i < n; i++)
    {
      act (self, transaction);
      if (pick (self, 3) == 0)
        check (self, self->db);
    }
  if (pick (self, 6) == 0)
    return;
  foyer_transaction_commit (g_steal_pointer (&transaction), &change_set, &error);
  g_assert_no_error (error);
  if (change_set != 0)
    g_array_append_val (self->sets, change_set);
}

static void
undo_something (History *self)
{
  g_autoptr (GError) error = NULL;
  gint64 set, undo_set = 0;

  if (self->sets->len == 0)
    return;
  set = g_array_index (self->sets, gint64, pick (self, self->sets->len));
  if (foyer_journal_undo (self->db, set, &undo_set, NULL, &error) && undo_set != 0)
    g_array_append_val (self->sets, undo_set);
}

static void
play (guint32 seed)
{
  History self;

  history_set_up (&self, seed);
  for (guint i = 0; i < N_STEPS; i++)
    {
      if (pick (&self, 6) == 0)
        undo_something (&self);
      else
        run_transaction (&self);
      check (&self, self.reader);
    }
  g_assert_cmpint (count_kept (&self), ==, 2);
  g_assert_cmpuint (self.sets->len, >, N_STEPS / 4);
  history_tear_down (&self);
}

static void
test_histories (void)
{
  for (guint32 seed = 1; seed <= 6; seed++)
    play (seed);
}

static void
test_other_history (void)
{
  play (g_test_rand_int ());
}

static void
keep (History *self)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (self->db, "test", &error);

  check (self, self->db);
  foyer_transaction_commit (transaction, NULL, &error);
  g_assert_no_error (error);
}

/* What is kept is worth something: it is not counted anew. */
static void
test_kept (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autofree char *before = NULL, *after = NULL;
  History self;

  history_set_up (&self, 7);
  transaction = foyer_transaction_begin (self.db, "test", &error);
  for (guint i = 0; i < 20; i++)
    add_order (&self, transaction, 3);
  foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error);
  /* A connection that only reads keeps nothing, nor does one that is in no transaction. */
  check (&self, self.reader);
  check (&self, self.db);
  g_assert_cmpint (count_kept (&self), ==, 0);
  keep (&self);
  g_assert_cmpint (count_kept (&self), ==, 2);
  /* A lie in what is kept is believed. */
  before = describe (self.reader, &self.events[0]);
  foyer_database_exec (self.db, "UPDATE tier_counts SET n_sold = n_sold + 1000", &error);
  after = describe (self.reader, &self.events[0]);
  g_assert_cmpstr (before, !=, after);
  /* One that cannot be is not. */
  foyer_database_exec (self.db, "UPDATE tier_counts SET n_sold = n_sold - 5000", &error);
  check (&self, self.reader);
  history_tear_down (&self);
}

/* An import is counted, and so is what follows it; where the journal was cut off, too. */
static void
test_many (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransaction) transaction = NULL;
  gint64 change_set = 0;
  History self;

  history_set_up (&self, 8);
  transaction = foyer_transaction_begin (self.db, "test", &error);
  add_order (&self, transaction, 3);
  foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error);
  keep (&self);
  transaction = foyer_transaction_begin (self.db, "import", &error);
  for (guint i = 0; i < MANY / 5; i++)
    add_order (&self, transaction, 5);
  check (&self, self.db);
  foyer_transaction_commit (g_steal_pointer (&transaction), &change_set, &error);
  check (&self, self.reader);
  foyer_journal_undo (self.db, change_set, NULL, NULL, &error);
  g_assert_no_error (error);
  check (&self, self.reader);
  keep (&self);
  transaction = foyer_transaction_begin (self.db, "test", &error);
  add_order (&self, transaction, 3);
  change_order (&self, transaction);
  foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error);
  foyer_journal_prune (self.db, G_MAXINT64, &error);
  g_assert_no_error (error);
  check (&self, self.reader);
  keep (&self);
  /* An event that goes takes along what the journal says of it. */
  foyer_server_store_wipe_event (self.db, &self.events[0], &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_kept (&self), ==, 0);
  check (&self, self.reader);
  keep (&self);
  history_tear_down (&self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tier-tally/histories", test_histories);
  g_test_add_func ("/tier-tally/other-history", test_other_history);
  g_test_add_func ("/tier-tally/kept", test_kept);
  g_test_add_func ("/tier-tally/many", test_many);

  return g_test_run ();
}

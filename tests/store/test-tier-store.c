/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-store.h"
#include "foyer-order.h"
#include "foyer-row-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-ticket-store.h"
#include "foyer-tier-store.h"

#include <string.h>

#define N_TICKETS 400

typedef struct
{
  FoyerTestDir dir;
  FoyerDatabase *db;
  FoyerEvent *event;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FoyerUuid event_id;

  fixture->dir = foyer_test_dir_new ();
  fixture->db = foyer_test_data_make (fixture->dir, N_TICKETS, FOYER_TEST_DATA_MIXED, &event_id);
  fixture->event = foyer_row_store_find (fixture->db, &FOYER_EVENT_TYPE, &event_id, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  foyer_event_free (fixture->event);
  g_assert_finalize_object (fixture->db);
  foyer_test_dir_free (fixture->dir);
}

static FoyerTransaction *
begin (FoyerDatabase *db)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (db, "test", &error);

  g_assert_no_error (error);
  return transaction;
}

static gint64
commit (FoyerTransaction *transaction)
{
  g_autoptr (GError) error = NULL;
  gint64 change_set = 0;

  foyer_transaction_commit (transaction, &change_set, &error);
  g_assert_no_error (error);
  return change_set;
}

static GPtrArray *
list_tiers (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *tiers = foyer_event_store_tiers (fixture->db, &fixture->event->row.id, &error);

  g_assert_no_error (error);
  return tiers;
}

/* One number of the database, by a plain and slow statement. */
static gint64
ask (FoyerDatabase *db, const char *sql, const FoyerUuid *id)
{
  sqlite3_stmt *statement = NULL;
  gint64 n;

  g_assert_cmpint (sqlite3_prepare_v2 (foyer_database_get_handle (db), sql, -1, &statement, NULL),
                   ==, SQLITE_OK);
  sqlite3_bind_blob (statement, 1, id, sizeof *id, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

static FoyerTierCount
count_tier (Fixture *fixture, const FoyerUuid *tier_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) counts = foyer_tier_store_count (fixture->db, &fixture->event->row.id, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < counts->len; i++)
    if (foyer_uuid_equal (&g_array_index (counts, FoyerTierCount, i).tier_id, tier_id))
      return g_array_index (counts, FoyerTierCount, i);
  return (FoyerTierCount){ *tier_id, 0, 0 };
}

/* Held against a count that looks at every ticket and its order. */
static void
test_count (Fixture *fixture, gconstpointer data)
{
  static const char sold_sql[] =
      "SELECT count (*) FROM tickets WHERE tier_id = ?1 AND deleted_at IS NULL "
      "AND status <> 'CANCELLED' AND (SELECT status FROM orders WHERE id = order_id) = 'COMPLETED'";
  static const char held_sql[] =
      "SELECT count (*) FROM tickets WHERE tier_id = ?1 AND deleted_at IS NULL "
      "AND status <> 'CANCELLED' AND (SELECT status FROM orders WHERE id = order_id) = 'PENDING'";
  g_autoptr (GPtrArray) tiers = list_tiers (fixture);
  gint64 n_held = 0;

  g_assert_true (foyer_database_exec (fixture->db,
                                      "UPDATE orders SET status = 'EXPIRED' WHERE key % 17 = 0;"
                                      "UPDATE orders SET status = 'REFUNDED' WHERE key % 19 = 0;"
                                      "UPDATE tickets SET deleted_at = 1 WHERE key % 23 = 0;",
                                      NULL));
  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *tier = tiers->pdata[i];
      FoyerTierCount count = count_tier (fixture, &tier->row.id);

      g_assert_cmpint (count.n_sold, ==, ask (fixture->db, sold_sql, &tier->row.id));
      g_assert_cmpint (count.n_held, ==, ask (fixture->db, held_sql, &tier->row.id));
      g_assert_cmpint (count.n_sold, >, 10);
      n_held += count.n_held;
    }
  g_assert_cmpint (n_held, >, 0);
}

/* What reservations of the web hold, as their column may have it; and how many of a tier. */
static const struct
{
  const char *name, *status, *lines;
  gint64 n;
} reservations[] = {
  { "held", "PENDING", "[{\"tier_id\": \"%s\", \"quantity\": 3, \"amount\": 900}]", 3 },
  { "in two lines", "PENDING",
    "[{\"tier_id\":\"%s\",\"quantity\":2},{\"tier_id\":\"%s\",\"quantity\":1}]", 3 },
  { "expired", "EXPIRED", "[{\"tier_id\": \"%s\", \"quantity\": 3, \"amount\": 900}]", 0 },
  { "of no tier", "PENDING", "[{\"quantity\": 3}, {\"tier_id\": \"x\", \"quantity\": 1}]", 0 },
  { "no numbers", "PENDING",
    "[{\"tier_id\":\"%s\",\"quantity\":\"3\"},{\"tier_id\":\"%s\",\"quantity\":-1}]", 0 },
  { "no list", "PENDING", "{\"tier_id\": \"%s\", \"quantity\": 3}", 0 },
  { "no objects", "PENDING", "[3, null, [\"%s\"]]", 0 },
  { "no JSON", "PENDING", "[{", 0 },
};

static void
test_reservations (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tiers = list_tiers (fixture);
  const FoyerTier *tier = tiers->pdata[0];
  gint64 before = count_tier (fixture, &tier->row.id).n_held;
  g_autofree char *id = foyer_uuid_to_string (&tier->row.id);

  for (guint i = 0; i < G_N_ELEMENTS (reservations); i++)
    {
      g_autoptr (GString) lines = g_string_new (reservations[i].lines);
      g_autofree char *sql = NULL;

      g_test_message ("%s", reservations[i].name);
      g_string_replace (lines, "%s", id, 0);
      sql = g_strdup_printf (
          "INSERT INTO orders (id, updated_at, event_id, order_number, total, status, lines) "
          "SELECT randomblob (16), 1, event_id, 'R', 900, '%s', '%s' FROM orders LIMIT 1",
          reservations[i].status, lines->str);
      g_assert_true (foyer_database_exec (fixture->db, sql, NULL));
      g_assert_cmpint (count_tier (fixture, &tier->row.id).n_held, ==, before + reservations[i].n);
      before += reservations[i].n;
    }
}

static void
assert_refused (gboolean is_done, GError **error, FoyerStoreError kind, const char *words)
{
  g_assert_false (is_done);
  g_assert_error (*error, FOYER_STORE_ERROR, (int) kind);
  g_test_message ("%s", (*error)->message);
  g_assert_nonnull (strstr ((*error)->message, words));
  g_clear_error (error);
}

static FoyerTier *
new_tier (Fixture *fixture, const char *name, gint64 price)
{
  FoyerTier *tier = foyer_tier_new ();

  tier->event_id = fixture->event->row.id;
  tier->name = g_strdup (name);
  tier->price = price;
  return tier;
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTier) tier = new_tier (fixture, "  Early Bird ", 3900);
  g_autoptr (FoyerTier) twin = new_tier (fixture, "EARLY BIRD", 100);
  g_autoptr (FoyerTier) nameless = new_tier (fixture, " ", 100);
  g_autoptr (FoyerTier) dear = new_tier (fixture, "Dear", G_GINT64_CONSTANT (1000000000000) + 1);
  g_autoptr (GPtrArray) tiers = NULL;
  FoyerTransaction *transaction = begin (fixture->db);

  g_assert_true (foyer_tier_store_add (transaction, tier, &error));
  g_assert_cmpstr (tier->name, ==, "Early Bird");
  assert_refused (foyer_tier_store_add (transaction, twin, &error), &error,
                  FOYER_STORE_ERROR_CONFLICT, "EARLY BIRD");
  assert_refused (foyer_tier_store_add (transaction, nameless, &error), &error,
                  FOYER_STORE_ERROR_INVALID, "name");
  assert_refused (foyer_tier_store_add (transaction, dear, &error), &error,
                  FOYER_STORE_ERROR_INVALID, "price");
  commit (transaction);
  tiers = list_tiers (fixture);
  g_assert_cmpuint (tiers->len, ==, 4);
  g_assert_cmpstr (((FoyerTier *) tiers->pdata[3])->name, ==, "Early Bird");
}

/* A field that is wrong, and a word of the sentence about it. */
typedef struct
{
  const char *name;
  void (*spoil) (FoyerTier *tier, const FoyerTier *other);
  const char *words;
} BadTier;

static void
bad_price (FoyerTier *tier, const FoyerTier *other)
{
  tier->price = -1;
}

static void
bad_window (FoyerTier *tier, const FoyerTier *other)
{
  tier->sale_start = 2000;
  tier->sale_end = 2000;
}

static void
bad_min (FoyerTier *tier, const FoyerTier *other)
{
  tier->min_per_order = 0;
}

static void
bad_max (FoyerTier *tier, const FoyerTier *other)
{
  tier->min_per_order = 5;
  tier->max_per_order = 4;
}

static void
bad_group (FoyerTier *tier, const FoyerTier *other)
{
  tier->group_kind = FOYER_GROUP_N_FOR_M;
  tier->group_size = 3;
  tier->group_pays = 3;
}

static void
bad_group_price (FoyerTier *tier, const FoyerTier *other)
{
  tier->group_kind = FOYER_GROUP_PER_HEAD;
  tier->group_size = 3;
  tier->group_price = tier->price;
}

static void
bad_quota (FoyerTier *tier, const FoyerTier *other)
{
  tier->quota_id = other->row.id;
}

static void
bad_next (FoyerTier *tier, const FoyerTier *other)
{
  tier->quantity_total = 1000;
  tier->next_tier_id = tier->event_id;
}

static void
bad_itself (FoyerTier *tier, const FoyerTier *other)
{
  tier->quantity_total = 1000;
  tier->next_tier_id = tier->row.id;
}

static void
bad_never (FoyerTier *tier, const FoyerTier *other)
{
  tier->next_tier_id = other->row.id;
}

static void
bad_donation (FoyerTier *tier, const FoyerTier *other)
{
  tier->kind = FOYER_TIER_DONATION;
  tier->price = 500;
  tier->price_min = 501;
}

static void
bad_colour (FoyerTier *tier, const FoyerTier *other)
{
  g_free (tier->colour);
  tier->colour = g_strdup ("red");
}

static void
bad_start (FoyerTier *tier, const FoyerTier *other)
{
  tier->sale_start = G_MAXINT64;
}

static const BadTier bad_tiers[] = {
  { "price", bad_price, "0 or more" },
  { "window", bad_window, "end after it starts" },
  { "start", bad_start, "over already" },
  { "min", bad_min, "from 1 to" },
  { "max", bad_max, "below the least" },
  { "group", bad_group, "Fewer tickets" },
  { "group-price", bad_group_price, "below the price" },
  { "quota", bad_quota, "quota" },
  { "next", bad_next, "next tier is not there" },
  { "itself", bad_itself, "for ever" },
  { "never", bad_never, "never begins" },
  { "donation", bad_donation, "suggested" },
  { "colour", bad_colour, "#rrggbb" },
};

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tiers = list_tiers (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (bad_tiers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerTier) after = foyer_tier_copy (tiers->pdata[0]);
      FoyerTransaction *transaction = begin (fixture->db);

      g_test_message ("%s", bad_tiers[i].name);
      bad_tiers[i].spoil (after, tiers->pdata[1]);
      assert_refused (foyer_tier_store_edit (transaction, tiers->pdata[0], after, &error), &error,
                      FOYER_STORE_ERROR_INVALID, bad_tiers[i].words);
      g_assert_cmpint (commit (transaction), ==, 0);
    }
}

/* Nothing differs, nothing is written; numbers that its kind does not have are not stored. */
static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tiers = list_tiers (fixture);
  g_autoptr (FoyerTier) after = foyer_tier_copy (tiers->pdata[0]);
  FoyerTransaction *transaction = begin (fixture->db);

  after->group_size = 7;
  after->price_min = 7;
  after->group_kind = FOYER_GROUP_NONE;
  g_assert_true (foyer_tier_store_edit (transaction, tiers->pdata[0], after, &error));
  g_assert_cmpint (commit (transaction), <=, 1);

  g_clear_pointer (&tiers, g_ptr_array_unref);
  g_clear_pointer (&after, foyer_tier_free);
  tiers = list_tiers (fixture);
  after = foyer_tier_copy (tiers->pdata[0]);
  transaction = begin (fixture->db);
  g_assert_true (foyer_tier_store_edit (transaction, tiers->pdata[0], after, &error));
  g_assert_cmpint (commit (transaction), ==, 0);
  g_assert_cmpint (after->group_size, ==, FOYER_NONE);
}

static void
test_quantity (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tiers = list_tiers (fixture);
  const FoyerTier *tier = tiers->pdata[1];
  FoyerTierCount count = count_tier (fixture, &tier->row.id);
  gint64 n_taken = count.n_sold + count.n_held;
  g_autofree char *number = g_strdup_printf ("%d tickets", (int) n_taken);
  g_autoptr (FoyerTier) after = foyer_tier_copy (tier);
  FoyerTransaction *transaction = begin (fixture->db);

  after->quantity_total = n_taken - 1;
  assert_refused (foyer_tier_store_edit (transaction, tier, after, &error), &error,
                  FOYER_STORE_ERROR_CONFLICT, number);
  after->quantity_total = n_taken;
  g_assert_true (foyer_tier_store_edit (transaction, tier, after, &error));
  commit (transaction);
}

/* Somebody buys between the look and the edit: it is counted again where nobody can come between.
 */
static void
test_race (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) other = foyer_database_open (foyer_database_get_path (fixture->db),
                                                         FOYER_DATABASE_READ_WRITE, &error);
  g_autoptr (FoyerTier) tier = new_tier (fixture, "Last Ten", 1000);
  g_autoptr (FoyerTier) first = NULL, second = NULL;
  FoyerTransaction *transaction = begin (fixture->db);

  g_assert_no_error (error);
  tier->quantity_total = 10;
  g_assert_true (foyer_tier_store_add (transaction, tier, &error));
  commit (transaction);

  first = foyer_tier_copy (tier);
  first->quantity_total = 2;
  second = foyer_tier_copy (tier);
  second->quantity_total = 8;

  transaction = begin (other);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();

      ticket->event_id = fixture->event->row.id;
      ticket->tier_id = tier->row.id;
      ticket->attendee_name = g_strdup ("Quick");
      g_assert_true (foyer_ticket_store_add (transaction, ticket, &error));
    }
  commit (transaction);

  transaction = begin (fixture->db);
  assert_refused (foyer_tier_store_edit (transaction, tier, first, &error), &error,
                  FOYER_STORE_ERROR_CONFLICT, "3 tickets");
  g_assert_cmpint (commit (transaction), ==, 0);

  /* two edits of one number: the second did not see the first */
  transaction = begin (other);
  g_assert_true (foyer_tier_store_edit (transaction, tier, second, &error));
  g_assert_cmpint (commit (transaction), >, 0);
  first->quantity_total = 5;
  transaction = begin (fixture->db);
  assert_refused (foyer_tier_store_edit (transaction, tier, first, &error), &error,
                  FOYER_STORE_ERROR_CONFLICT, "elsewhere");
  foyer_transaction_free (transaction);
}

static void
test_circle (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tiers = list_tiers (fixture);
  g_autoptr (FoyerTier) first = foyer_tier_copy (tiers->pdata[0]);
  g_autoptr (FoyerTier) second = foyer_tier_copy (tiers->pdata[1]);
  FoyerTransaction *transaction = begin (fixture->db);

  first->next_tier_id = second->row.id;
  first->quantity_total = 1000;
  g_assert_true (foyer_tier_store_edit (transaction, tiers->pdata[0], first, &error));
  second->next_tier_id = first->row.id;
  second->quantity_total = 1000;
  assert_refused (foyer_tier_store_edit (transaction, tiers->pdata[1], second, &error), &error,
                  FOYER_STORE_ERROR_INVALID, "for ever");
  commit (transaction);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tiers = list_tiers (fixture);
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (FoyerTier) tier = new_tier (fixture, "Empty", 1000);
  g_autoptr (FoyerTier) before = new_tier (fixture, "Before it", 1000);
  FoyerTransaction *transaction = begin (fixture->db);

  g_assert_true (foyer_tier_store_add (transaction, tier, &error));
  before->next_tier_id = tier->row.id;
  before->quantity_total = 5;
  g_assert_true (foyer_tier_store_add (transaction, before, &error));
  commit (transaction);

  transaction = begin (fixture->db);
  assert_refused (foyer_tier_store_remove (transaction, tiers->pdata[0], &error), &error,
                  FOYER_STORE_ERROR_CONFLICT, "Standard");
  g_assert_true (foyer_tier_store_remove (transaction, tier, &error));
  g_assert_cmpint (commit (transaction), >, 0);
  left = list_tiers (fixture);
  g_assert_cmpuint (left->len, ==, 4);
  g_assert_true (foyer_uuid_is_nil (&((FoyerTier *) left->pdata[3])->next_tier_id));
}

static void
test_reorder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tiers = list_tiers (fixture);
  g_autoptr (GPtrArray) sorted = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  FoyerTransaction *transaction = begin (fixture->db);

  g_array_append_val (ids, ((FoyerTier *) tiers->pdata[2])->row.id);
  g_array_append_val (ids, ((FoyerTier *) tiers->pdata[0])->row.id);
  g_assert_true (foyer_tier_store_reorder (transaction, &fixture->event->row.id, ids, &error));
  g_assert_cmpint (commit (transaction), >, 0);
  sorted = list_tiers (fixture);
  g_assert_cmpstr (((FoyerTier *) sorted->pdata[0])->name, ==, "Student");
  g_assert_cmpstr (((FoyerTier *) sorted->pdata[1])->name, ==, "Standard");
  g_assert_cmpstr (((FoyerTier *) sorted->pdata[2])->name, ==, "VIP");

  transaction = begin (fixture->db);
  g_assert_true (foyer_tier_store_reorder (transaction, &fixture->event->row.id, ids, &error));
  g_assert_cmpint (commit (transaction), ==, 0);
}

static void
test_quota (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tiers = list_tiers (fixture);
  g_autoptr (FoyerOffer) offer = NULL;
  g_autoptr (FoyerQuota) quota = foyer_quota_new ();
  g_autoptr (FoyerQuota) small = NULL;
  g_autoptr (FoyerTier) after = foyer_tier_copy (tiers->pdata[0]);
  FoyerTierCount count = count_tier (fixture, &after->row.id);
  gint64 n_taken = count.n_sold + count.n_held;
  FoyerTransaction *transaction = begin (fixture->db);

  quota->event_id = fixture->event->row.id;
  quota->name = g_strdup ("Main hall");
  quota->quantity_total = n_taken - 1;
  g_assert_true (foyer_tier_store_add_quota (transaction, quota, &error));
  after->quota_id = quota->row.id;
  assert_refused (foyer_tier_store_edit (transaction, tiers->pdata[0], after, &error), &error,
                  FOYER_STORE_ERROR_CONFLICT, "places of the quota");

  small = foyer_quota_copy (quota);
  quota->quantity_total = n_taken + 5;
  g_assert_true (foyer_tier_store_edit_quota (transaction, small, quota, &error));
  g_assert_true (foyer_tier_store_edit (transaction, tiers->pdata[0], after, &error));
  assert_refused (foyer_tier_store_edit_quota (transaction, quota, small, &error), &error,
                  FOYER_STORE_ERROR_CONFLICT, "sold or held");
  commit (transaction);

  offer = foyer_tier_store_load_offer (fixture->db, fixture->event, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (foyer_offer_quota (offer, 0)->n_taken, ==, n_taken);
  g_assert_cmpint (foyer_offer_tier (offer, 0)->n_taken, ==, n_taken);
  g_assert_cmpint (foyer_offer_tier (offer, 0)->quota, ==, 0);

  transaction = begin (fixture->db);
  g_assert_true (foyer_tier_store_remove_quota (transaction, quota, &error));
  commit (transaction);
  g_clear_pointer (&tiers, g_ptr_array_unref);
  tiers = list_tiers (fixture);
  g_assert_true (foyer_uuid_is_nil (&((FoyerTier *) tiers->pdata[0])->quota_id));
}

#define add(path, func) g_test_add ("/tier-store/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("count", test_count);
  add ("reservations", test_reservations);
  add ("add", test_add);
  add ("bad", test_bad);
  add ("edit", test_edit);
  add ("quantity", test_quantity);
  add ("race", test_race);
  add ("circle", test_circle);
  add ("remove", test_remove);
  add ("reorder", test_reorder);
  add ("quota", test_quota);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prices carts: three tiers of six, a quota, a group price, a code, a fee. Beside it the same
 * products and sums of the same carts alone, and as one SQL statement each over tables in memory.
 */
#include "foyer-pricing.h"
#include "foyer-promo-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-tier-store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define N_TIERS 6
#define N_CARTS 1024
#define N_ITEMS 3
#define NOW     G_GINT64_CONSTANT (1790000000000000)
#define SECONDS 0.6

static FoyerCartItem items[N_CARTS][N_ITEMS];
static gint64 prices[N_TIERS];
static guint tier_of[N_CARTS][N_ITEMS];

static FoyerUuid
make_id (guint n)
{
  FoyerUuid id = { { 1 } };

  memcpy (id.bytes + 4, &n, sizeof n);
  return id;
}

static FoyerOffer *
make_offer (void)
{
  g_autoptr (FoyerEvent) event = foyer_event_new ();
  FoyerPromoCode *promo = foyer_promo_code_new ();
  FoyerQuota *quota = foyer_quota_new ();
  FoyerOffer *offer;

  event->status = FOYER_EVENT_PUBLISHED;
  event->end_date = NOW + G_TIME_SPAN_DAY;
  event->capacity = 100000;
  event->fee_percentage = 250;
  event->fee_fixed = 49;
  offer = foyer_offer_new (event);
  quota->row.id = make_id (100);
  quota->quantity_total = 50000;
  foyer_offer_add_quota (offer, quota);
  for (guint i = 0; i < N_TIERS; i++)
    {
      FoyerTier *tier = foyer_tier_new ();

      tier->row.id = make_id (i);
      tier->price = prices[i] = 1990 + 700 * i;
      tier->quantity_total = 20000;
      tier->max_per_order = 20;
      if (i % 2 == 0)
        tier->quota_id = make_id (100);
      if (i == 3)
        {
          tier->group_kind = FOYER_GROUP_N_FOR_M;
          tier->group_size = 3;
          tier->group_pays = 2;
        }
      foyer_offer_add_tier (offer, tier, 1000);
    }
  promo->code = g_strdup ("SUMMER");
  promo->discount_type = FOYER_DISCOUNT_FIXED;
  promo->discount_value = 1500;
  foyer_offer_add_code (offer, promo, 3, 0);
  return offer;
}

static void
make_carts (void)
{
  for (guint i = 0; i < N_CARTS; i++)
    for (guint k = 0; k < N_ITEMS; k++)
      {
        tier_of[i][k] = (i + 2 * k) % N_TIERS;
        items[i][k] = (FoyerCartItem){ make_id (tier_of[i][k]), 1 + (i + k) % 4, FOYER_NONE };
      }
}

static double
now_in_seconds (void)
{
  return g_get_monotonic_time () / 1e6;
}

/* Carts a second. */
static double
measure_ours (const FoyerOffer *offer, gint64 *sum)
{
  static const char *const codes[] = { "SUMMER" };
  g_autoptr (FoyerPrice) price = foyer_price_new ();
  double start = now_in_seconds ();
  double end = start;
  guint64 n = 0;

  for (; end - start < SECONDS; end = now_in_seconds ())
    for (guint i = 0; i < N_CARTS; i++, n++)
      {
        const FoyerCart cart = { items[i], N_ITEMS, codes, 1 };

        foyer_price_make (price, offer, &cart, NOW);
        *sum += price->total;
      }
  return n / (end - start);
}

static double
measure_sums (gint64 *sum)
{
  double start = now_in_seconds ();
  double end = start;
  guint64 n = 0;

  for (; end - start < SECONDS; end = now_in_seconds ())
    for (guint i = 0; i < N_CARTS; i++, n++)
      {
        gint64 subtotal = 0;

        for (guint k = 0; k < N_ITEMS; k++)
          subtotal += prices[tier_of[i][k]] * items[i][k].quantity;
        *sum += subtotal - MIN (1500, subtotal) + subtotal * 250 / 10000;
      }
  return n / (end - start);
}

static double
measure_sqlite (gint64 *sum)
{
  static const char sql[] =
      "SELECT sum (price * (CASE id WHEN ?1 THEN ?2 WHEN ?3 THEN ?4 ELSE ?6 END)) "
      "FROM tiers WHERE id IN (?1, ?3, ?5)";
  sqlite3 *db;
  sqlite3_stmt *statement;
  double start, end;
  guint64 n = 0;

  sqlite3_open (":memory:", &db);
  sqlite3_exec (db, "CREATE TABLE tiers (id INTEGER PRIMARY KEY, price INTEGER)", NULL, NULL, NULL);
  for (guint i = 0; i < N_TIERS; i++)
    {
      g_autofree char *insert =
          g_strdup_printf ("INSERT INTO tiers VALUES (%u, %" G_GINT64_FORMAT ")", i, prices[i]);

      sqlite3_exec (db, insert, NULL, NULL, NULL);
    }
  sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  start = end = now_in_seconds ();
  for (; end - start < SECONDS; end = now_in_seconds ())
    for (guint i = 0; i < N_CARTS; i++, n++)
      {
        for (guint k = 0; k < N_ITEMS; k++)
          {
            sqlite3_bind_int (statement, 2 * k + 1, tier_of[i][k]);
            sqlite3_bind_int64 (statement, 2 * k + 2, items[i][k].quantity);
          }
        sqlite3_step (statement);
        *sum += sqlite3_column_int64 (statement, 0);
        sqlite3_reset (statement);
      }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return n / (end - start);
}

/* The same counts by the tickets and orders themselves. */
static void
count_plainly (FoyerDatabase *db, const FoyerUuid *event_id)
{
  static const char sql[] =
      "SELECT t.tier_id, count (*) FROM tickets AS t NOT INDEXED LEFT JOIN orders AS o "
      "ON o.id = t.order_id WHERE t.event_id = ?1 AND t.deleted_at IS NULL "
      "AND t.status <> 'CANCELLED' AND coalesce (o.status, '') NOT IN ('EXPIRED', 'REFUNDED') "
      "GROUP BY t.tier_id";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);

  sqlite3_bind_blob (statement, 1, event_id, sizeof *event_id, SQLITE_STATIC);
  while (foyer_database_step (db, statement, NULL) == SQLITE_ROW)
    continue;
}

static void
measure_counts (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autoptr (FoyerPromoCode) pattern = foyer_promo_code_new ();
  g_autoptr (FoyerDatabase) db = NULL;
  FoyerTransaction *transaction;
  double ours = 0, plain = 0, made, start;
  FoyerUuid event_id;

  db = foyer_test_data_make (dir, 100000, FOYER_TEST_DATA_MIXED, &event_id);
  for (guint i = 0; i < 6; i++)
    {
      start = now_in_seconds ();
      g_array_unref (foyer_tier_store_count (db, &event_id, NULL));
      ours += i > 0 ? now_in_seconds () - start : 0;
      start = now_in_seconds ();
      count_plainly (db, &event_id);
      plain += i > 0 ? now_in_seconds () - start : 0;
    }
  printf (
      "BENCH\tcount what is sold and held of 100 000 tickets\t%.1f ms\t%.1f ms (SQLite, without "
      "our indexes)\t%.1f×\t\tok\n",
      ours / 5 * 1000, plain / 5 * 1000, plain / ours);

  pattern->event_id = event_id;
  pattern->discount_value = 1000;
  start = now_in_seconds ();
  transaction = foyer_transaction_begin (db, "bench", NULL);
  g_ptr_array_unref (foyer_promo_store_generate (transaction, pattern, "VIP-", 8, 10000, NULL));
  foyer_transaction_commit (transaction, NULL, NULL);
  made = now_in_seconds () - start;
  printf ("BENCH\tgenerate 10 000 promo codes, on disk\t%.0f ms\t\t\t\tok\n", made * 1000);
}

int
main (void)
{
  g_autoptr (FoyerOffer) offer = make_offer ();
  gint64 sum = 0;
  double ours, sums, sqlite;

  make_carts ();
  ours = measure_ours (offer, &sum);
  sums = measure_sums (&sum);
  sqlite = measure_sqlite (&sum);

  printf (
      "BENCH\tprice a cart of three tiers with a code and a fee\t%.2f M/s\t%.2f M/s (SQLite adds "
      "up its prices)\t%.1f×\t≥ 1 M/s\t%s\n",
      ours / 1e6, sqlite / 1e6, ours / sqlite, ours >= 1e6 ? "ok" : "MISSED");
  printf ("BENCH\tthe same beside its products and sums alone\t%.0f ns\t%.1f ns\t%.0f×\t\tok\n",
          1e9 / ours, 1e9 / sums, sums / ours);
  measure_counts ();
  return sum == 0;
}

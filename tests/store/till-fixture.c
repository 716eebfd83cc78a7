/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "till-fixture.h"

#include "foyer-event-store.h"
#include "foyer-money.h"
#include "foyer-tier-store.h"

#include <string.h>

static void
add_tier (FoyerTransaction *transaction,
          const FoyerUuid *event_id,
          guint i,
          gint64 n_standard,
          FoyerUuid *id)
{
  static const struct
  {
    const char *name;
    FoyerTierKind kind;
    gint64 price;
  } tiers[TILL_N_TIERS] = {
    { "Standard", FOYER_TIER_PAID, 4900 },
    { "VIP", FOYER_TIER_PAID, 12003 },
    { "Free", FOYER_TIER_FREE, 0 },
    { "Donation", FOYER_TIER_DONATION, 500 },
  };
  g_autoptr (FoyerTier) tier = foyer_tier_new ();
  g_autoptr (GError) error = NULL;

  tier->event_id = *event_id;
  tier->name = g_strdup (tiers[i].name);
  tier->kind = tiers[i].kind;
  tier->price = tiers[i].price;
  tier->quantity_total = i == TILL_STANDARD ? n_standard : FOYER_NONE;
  tier->sort_order = i;
  foyer_transaction_insert (transaction, tier, &error);
  g_assert_no_error (error);
  *id = tier->row.id;
}

void
till_add_event (FoyerDatabase *db,
                const char *currency,
                gint64 n_standard,
                FoyerUuid *event_id,
                FoyerUuid tiers[TILL_N_TIERS])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "add-event", &error);
  g_autoptr (FoyerEvent) event = foyer_event_new ();
  gint64 now = g_get_real_time ();

  g_assert_no_error (error);
  event->title = g_strdup ("Concert");
  event->timezone = g_strdup ("Europe/Zurich");
  event->currency = g_strdup (currency != NULL ? currency : "EUR");
  event->start_date = now + 10 * G_TIME_SPAN_DAY;
  event->end_date = now + 10 * G_TIME_SPAN_DAY + 4 * G_TIME_SPAN_HOUR;
  event->status = FOYER_EVENT_PUBLISHED;
  event->published_at = now;
  foyer_event_store_add (transaction, event, &error);
  g_assert_no_error (error);
  *event_id = event->row.id;
  for (guint i = 0; i < TILL_N_TIERS; i++)
    add_tier (transaction, event_id, i, n_standard, &tiers[i]);
  foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error);
  g_assert_no_error (error);
}

void
till_set_up (TillFixture *self, gconstpointer currency)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->dir = foyer_test_dir_new ();
  path = g_build_filename (self->dir, "replica.foyer", NULL);
  self->db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  till_add_event (self->db, currency, 10, &self->event_id, self->tiers);
}

void
till_tear_down (TillFixture *self, gconstpointer currency)
{
  g_assert_finalize_object (self->db);
  foyer_test_dir_free (self->dir);
}

gint64
till_count (FoyerDatabase *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 n;

  g_assert_cmpint (sqlite3_prepare_v2 (foyer_database_get_handle (db), sql, -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

void
till_check_counts (FoyerDatabase *db, const FoyerUuid *event_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) counts = foyer_tier_store_count (db, event_id, &error);
  gint64 n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < counts->len; i++)
    n += g_array_index (counts, FoyerTierCount, i).n_sold +
         g_array_index (counts, FoyerTierCount, i).n_held;
  g_assert_cmpint (
      n, ==,
      till_count (db, "SELECT count (*) FROM tickets AS t JOIN orders AS o ON o.id = t.order_id "
                      "WHERE t.status <> 'CANCELLED' AND o.status NOT IN ('EXPIRED', 'REFUNDED')"));
}

void
till_exec (FoyerDatabase *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  foyer_database_exec (db, sql, &error);
  g_assert_no_error (error);
}

/* All of it, in cash, at a desk that did not know of what happened here. */
void
till_refund_elsewhere (FoyerDatabase *db, gint64 order_key)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO payments (id, version, updated_at, event_id, order_id, kind, method, amount, "
      "rounding, currency, paid_at) SELECT randomblob (16), 1, updated_at, event_id, id, 'REFUND', "
      "'CASH', total, 0, currency, %2$" G_GINT64_FORMAT
      " FROM orders WHERE key = %1$" G_GINT64_FORMAT
      "; INSERT INTO refunds (id, version, updated_at, event_id, order_id, amount, currency, "
      "status) "
      "SELECT randomblob (16), 1, updated_at, event_id, id, total, currency, 'CONFIRMED' FROM "
      "orders "
      "WHERE key = %1$" G_GINT64_FORMAT,
      order_key, g_get_real_time ());

  till_exec (db, sql);
}

void
till_pay_online (FoyerDatabase *db, gint64 order_key, gint64 amount)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO payments (id, version, updated_at, event_id, order_id, kind, method, amount, "
      "rounding, currency, reference, paid_at) SELECT randomblob (16), 1, updated_at, event_id, "
      "id, "
      "'PAYMENT', 'STRIPE', iif (%1$" G_GINT64_FORMAT " > 0, %1$" G_GINT64_FORMAT ", total), 0, "
      "currency, 'pi_1', %2$" G_GINT64_FORMAT " FROM orders WHERE key = %3$" G_GINT64_FORMAT,
      amount, g_get_real_time (), order_key);

  till_exec (db, sql);
}

FoyerTender
till_tender (const char *text, const char *currency)
{
  FoyerTender tender = { .amount = FOYER_NONE, .tendered = FOYER_NONE };
  const char *colon = strchr (text, ':');
  g_autofree char *method = colon != NULL ? g_strndup (text, colon - text) : g_strdup (text);
  gint64 amount = FOYER_NONE;

  if (colon != NULL)
    g_assert_true (foyer_money_parse (colon + 1, currency, &amount, NULL));
  for (int i = 0; i < FOYER_N_PAY_METHODS; i++)
    if (g_ascii_strcasecmp (method, foyer_pay_method_words[i]) == 0)
      tender.method = i;
  if (tender.method == FOYER_PAY_CASH)
    tender.tendered = amount;
  else
    tender.amount = amount;
  return tender;
}

gboolean
till_sell_cart (FoyerDatabase *db,
                const FoyerUuid *event_id,
                const FoyerSaleCart *cart,
                const char *const *tenders,
                gboolean allows_rest,
                FoyerSaleResult **result,
                GError **error)
{
  static const char *const cash[] = { "cash", NULL };
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (db, FOYER_TILL_KIND_SALE, error);
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (FoyerSaleResult) sold = NULL;
  g_autofree char *id = foyer_uuid_to_string (event_id);
  FoyerTender list[8];
  FoyerSaleRequest request;

  if (transaction == NULL)
    return FALSE;
  event = foyer_event_store_find (db, id, error);
  foyer_sale_request_init (&request, event_id, cart);
  if (tenders == NULL)
    tenders = cash;
  for (; tenders[request.n_tenders] != NULL; request.n_tenders++)
    list[request.n_tenders] = till_tender (tenders[request.n_tenders], event->currency);
  request.tenders = list;
  request.rest = allows_rest ? FOYER_SALE_REST_BEGUN : FOYER_SALE_REST_REFUSED;
  if (!foyer_sale_store_sell (transaction, &request, &sold, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
    return FALSE;
  if (result != NULL)
    *result = g_steal_pointer (&sold);
  return TRUE;
}

gboolean
till_sell (TillFixture *self,
           guint tier,
           gint64 quantity,
           const char *const *tenders,
           FoyerSaleResult **result,
           GError **error)
{
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();

  foyer_sale_cart_add (cart, &self->tiers[tier], quantity, FOYER_NONE);
  return till_sell_cart (self->db, &self->event_id, cart, tenders, FALSE, result, error);
}

void
till_open (TillFixture *self, gint64 sum)
{
  g_autoptr (GError) error = NULL;
  FoyerTillActor nobody = { 0 };

  TILL_ACT (self->db, FOYER_TILL_KIND_CASH, &error,
            foyer_till_store_open (transaction, &self->event_id, &nobody, NULL, sum, &error));
  g_assert_no_error (error);
}

gint64
till_drawer (TillFixture *self)
{
  g_autoptr (GError) error = NULL;
  FoyerTillSession session;

  foyer_till_store_get_session (self->db, &self->event_id, &session, &error);
  g_assert_no_error (error);
  return session.drawer;
}

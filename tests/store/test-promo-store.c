/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order.h"
#include "foyer-promo-check.h"
#include "foyer-promo-store.h"
#include "foyer-row-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-tier-store.h"

#include <string.h>

typedef struct
{
  FoyerTestDir dir;
  FoyerDatabase *db;
  FoyerUuid event_id;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = foyer_test_dir_new ();
  fixture->db =
      foyer_test_data_make (fixture->dir, 20, FOYER_TEST_DATA_ALL_VALID, &fixture->event_id);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->db);
  foyer_test_dir_free (fixture->dir);
}

static FoyerTransaction *
begin (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "test", &error);

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

static FoyerPromoCode *
new_promo (Fixture *fixture, const char *code, gint64 percentage)
{
  FoyerPromoCode *promo = foyer_promo_code_new ();

  promo->event_id = fixture->event_id;
  promo->code = g_strdup (code);
  promo->discount_value = percentage;
  return promo;
}

static void
assert_refused (gboolean is_done, GError **error, FoyerStoreError kind)
{
  g_assert_false (is_done);
  g_assert_error (*error, FOYER_STORE_ERROR, (int) kind);
  g_test_message ("%s", (*error)->message);
  g_clear_error (error);
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *code;
    gint64 percentage;
  } bad[] = { { "", 100 },
              { "  ", 100 },
              { "TWO WORDS", 100 },
              { "MORE", 10001 },
              { "LESS", -1 },
              { "NOTHING", 0 },
              { "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNO", 100 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPromoCode) promo = new_promo (fixture, " Früh-20 ", 2000);
  g_autoptr (FoyerPromoCode) twin = new_promo (fixture, "frÜH-20", 1000);
  g_autoptr (FoyerPromoCode) found = NULL;
  FoyerTransaction *transaction = begin (fixture);

  g_assert_true (foyer_promo_store_add (transaction, promo, &error));
  g_assert_cmpstr (promo->code, ==, "FRÜH-20");
  assert_refused (foyer_promo_store_add (transaction, twin, &error), &error,
                  FOYER_STORE_ERROR_CONFLICT);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (FoyerPromoCode) other = new_promo (fixture, bad[i].code, bad[i].percentage);

      assert_refused (foyer_promo_store_add (transaction, other, &error), &error,
                      FOYER_STORE_ERROR_INVALID);
    }
  commit (transaction);
  found = foyer_promo_store_find (fixture->db, &fixture->event_id, "FRÜH-20", &error);
  g_assert_cmpint (found->discount_value, ==, 2000);
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPromoCode) promo = new_promo (fixture, "ONE", 2000);
  g_autoptr (FoyerPromoCode) other = new_promo (fixture, "TWO", 2000);
  g_autoptr (FoyerPromoCode) after = NULL;
  FoyerTransaction *transaction = begin (fixture);

  g_assert_true (foyer_promo_store_add (transaction, promo, &error));
  g_assert_true (foyer_promo_store_add (transaction, other, &error));
  commit (transaction);

  after = foyer_promo_code_copy (promo);
  transaction = begin (fixture);
  g_assert_true (foyer_promo_store_edit (transaction, promo, after, &error));
  g_assert_cmpint (commit (transaction), ==, 0);

  g_free (after->code);
  after->code = g_strdup ("two");
  transaction = begin (fixture);
  assert_refused (foyer_promo_store_edit (transaction, promo, after, &error), &error,
                  FOYER_STORE_ERROR_CONFLICT);
  commit (transaction);

  /* a removed one's code is free again */
  transaction = begin (fixture);
  g_assert_true (foyer_promo_store_remove (transaction, &other->row.key, 1, &error));
  g_assert_true (foyer_promo_store_edit (transaction, promo, after, &error));
  g_assert_true (foyer_promo_store_set_active (transaction, &promo->row.key, 1, FALSE, &error));
  g_assert_cmpint (commit (transaction), >, 0);
}

/* Ten thousand at once: one change set, all different, only letters that are told apart. */
static void
test_generate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPromoCode) pattern = new_promo (fixture, "unused", 1500);
  g_autoptr (GPtrArray) promos = NULL, listed = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  FoyerTransaction *transaction = begin (fixture);
  gint64 change_set, undo_set;
  guint n_kept;

  pattern->batch = g_strdup ("Partners");
  promos = foyer_promo_store_generate (transaction, pattern, "vip-", 8, 10000, &error);
  g_assert_no_error (error);
  change_set = commit (transaction);
  g_assert_cmpint (change_set, >, 0);

  listed = foyer_promo_store_list (fixture->db, &fixture->event_id, &error);
  g_assert_cmpuint (listed->len, ==, 10000);
  for (guint i = 0; i < listed->len; i++)
    {
      const FoyerPromoCode *promo = listed->pdata[i];

      g_assert_true (g_hash_table_add (seen, promo->code));
      g_assert_true (g_str_has_prefix (promo->code, "VIP-"));
      g_assert_cmpuint (strlen (promo->code), ==, 12);
      g_assert_cmpuint (strspn (promo->code + 4, FOYER_PROMO_LETTERS), ==, 8);
      g_assert_cmpint (promo->discount_value, ==, 1500);
      g_assert_cmpstr (promo->batch, ==, "Partners");
    }
  g_assert_null (strpbrk (FOYER_PROMO_LETTERS, "0O1IL2Z5S8BUAEQG"));

  g_assert_true (foyer_journal_undo (fixture->db, change_set, &undo_set, &n_kept, &error));
  g_clear_pointer (&listed, g_ptr_array_unref);
  listed = foyer_promo_store_list (fixture->db, &fixture->event_id, &error);
  g_assert_cmpuint (listed->len, ==, 0);
}

static void
test_generate_bad (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *prefix;
    guint length;
    guint n;
  } bad[] = { { NULL, 8, 0 },    { NULL, 8, 100001 },
              { NULL, 4, 1000 }, { "A B", 8, 10 },
              { NULL, 41, 10 },  { "PREFIXPREFIXPREFIXPREFIXPREFIXPREFIX", 8, 10 } };
  g_autoptr (FoyerPromoCode) pattern = new_promo (fixture, "unused", 1500);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      FoyerTransaction *transaction = begin (fixture);

      assert_refused (foyer_promo_store_generate (transaction, pattern, bad[i].prefix,
                                                  bad[i].length, bad[i].n, &error) != NULL,
                      &error, FOYER_STORE_ERROR_INVALID);
      g_assert_cmpint (commit (transaction), ==, 0);
    }
}

static void
test_uses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPromoCode) promo = new_promo (fixture, "USED", 1500);
  g_autoptr (GHashTable) uses = NULL;
  g_autoptr (GPtrArray) orders = NULL, with_code = NULL;
  g_autoptr (FoyerOffer) offer = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  const char *const codes[] = { "used", "no such", " used ", NULL };
  FoyerTransaction *transaction = begin (fixture);
  gint64 n, n_buyer;

  g_assert_true (foyer_promo_store_add (transaction, promo, &error));
  orders = foyer_row_store_list (fixture->db, &FOYER_ORDER_TYPE, &fixture->event_id, &error);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (FoyerOrder) after = foyer_order_copy (orders->pdata[i]);

      after->promo_code_id = promo->row.id;
      after->status = i == 0   ? FOYER_ORDER_EXPIRED
                      : i == 1 ? FOYER_ORDER_PENDING
                               : FOYER_ORDER_COMPLETED;
      g_free (after->buyer_email);
      after->buyer_email = g_strdup (i == 3 ? "Ada@Example.org" : "else@example.org");
      g_assert_true (foyer_transaction_update (transaction, orders->pdata[i], after, &error));
    }
  commit (transaction);

  g_assert_true (foyer_promo_store_count_uses (fixture->db, &promo->row.id, "ada@example.ORG", &n,
                                               &n_buyer, &error));
  g_assert_cmpint (n, ==, 3);
  g_assert_cmpint (n_buyer, ==, 1);
  uses = foyer_promo_store_uses (fixture->db, &fixture->event_id, &error);
  g_assert_cmpuint (g_hash_table_size (uses), ==, 1);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (uses, &promo->row.id), ==, 3);
  with_code = foyer_promo_store_orders (fixture->db, &promo->row.id, 100, &error);
  g_assert_cmpuint (with_code->len, ==, 4);

  event = foyer_row_store_find (fixture->db, &FOYER_EVENT_TYPE, &fixture->event_id, &error);
  offer = foyer_tier_store_load_offer (fixture->db, event, codes, "ada@example.org", &error);
  g_assert_cmpuint (offer->codes->len, ==, 1);
  g_assert_cmpint (foyer_offer_code (offer, 0)->n_uses, ==, 3);
  g_assert_cmpint (foyer_offer_code (offer, 0)->n_buyer_uses, ==, 1);
}

#define add(path, func) g_test_add ("/promo-store/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("add", test_add);
  add ("edit", test_edit);
  add ("generate", test_generate);
  add ("generate-bad", test_generate_bad);
  add ("uses", test_uses);
  return g_test_run ();
}

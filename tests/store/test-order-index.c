/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-index.h"
#include "foyer-row-store.h"
#include "foyer-ticket.h"
#include "till-fixture.h"

#define N_STEPS 60

static const char *const names[] = { "Ada Lovelace", "Grace Hopper", "Ada Byron",   "Jürgen Müller",
                                     "GRACE JONES",  "Ōe Kenzaburō", "Алла Петрова" };
static const char *const words[] = { "ada",    "a",   "müller", "MULLER",   "grace h", "byron ada",
                                     "алла п", "zzz", "  ",     "@example", "guest 1" };

static void
sell (TillFixture *self, GRand *random)
{
  static const char *const ways[][3] = { { "cash", NULL },
                                         { "card", NULL },
                                         { "card:5.00", "cash:300.00", NULL } };
  static const char *const free_way[] = { NULL };
  guint tier = g_rand_boolean (random) ? TILL_VIP : TILL_FREE;
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerSaleResult) sold = NULL;
  g_autoptr (GError) error = NULL;

  foyer_sale_cart_add (cart, &self->tiers[tier], tier == TILL_VIP ? 1 : 2, FOYER_NONE);
  if (g_rand_boolean (random))
    cart->buyer_name = g_strdup (names[g_rand_int_range (random, 0, G_N_ELEMENTS (names))]);
  till_sell_cart (self->db, &self->event_id, cart,
                  tier == TILL_FREE ? free_way
                                    : ways[g_rand_int_range (random, 0, G_N_ELEMENTS (ways))],
                  FALSE, &sold, &error);
  g_assert_no_error (error);
}

/* One row of a table, any. */
static gpointer
pick (TillFixture *self, const FoyerRowType *type, const char *sql, GRand *random)
{
  gint64 n = till_count (self->db, sql);
  g_autoptr (GError) error = NULL;
  gpointer row =
      foyer_row_store_get (self->db, type, g_rand_int_range (random, 1, (int) n + 1), &error);

  g_assert_no_error (error);
  return row;
}

static void
rename_buyer (TillFixture *self, GRand *random)
{
  g_autoptr (FoyerOrder) before =
      pick (self, &FOYER_ORDER_TYPE, "SELECT max (key) FROM orders", random);
  g_autoptr (FoyerOrder) after = foyer_order_copy (before);
  g_autoptr (GError) error = NULL;

  g_free (after->buyer_name);
  after->buyer_name = g_strdup (names[g_rand_int_range (random, 0, G_N_ELEMENTS (names))]);
  TILL_ACT (self->db, "edit", &error,
            foyer_transaction_update (transaction, before, after, &error));
  g_assert_no_error (error);
}

static void
change_guest (TillFixture *self, GRand *random)
{
  g_autoptr (FoyerTicket) before =
      pick (self, &FOYER_TICKET_TYPE, "SELECT max (key) FROM tickets", random);
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);
  g_autoptr (GError) error = NULL;

  g_free (after->attendee_name);
  after->attendee_name = g_strdup_printf ("Guest %d", g_rand_int_range (random, 0, 30));
  g_free (after->attendee_email);
  after->attendee_email = g_strdup ("guest@example.org");
  if (g_rand_boolean (random))
    after->status = FOYER_TICKET_CANCELLED;
  TILL_ACT (self->db, "edit", &error,
            foyer_transaction_update (transaction, before, after, &error));
  g_assert_no_error (error);
}

static void
remove_or_restore (TillFixture *self, GRand *random)
{
  g_autoptr (FoyerOrder) order =
      pick (self, &FOYER_ORDER_TYPE, "SELECT max (key) FROM orders", random);
  g_autoptr (GError) error = NULL;

  TILL_ACT (self->db, "edit", &error,
            order->row.deleted_at == FOYER_NONE
                ? foyer_transaction_remove (transaction, order, &error)
                : foyer_transaction_restore (transaction, order, &error));
  g_assert_no_error (error);
}

static void
check_query (TillFixture *self, FoyerOrderIndex *index, const FoyerOrderQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) expected =
      foyer_order_list_keys (self->db, &self->event_id, query, NULL, &error);
  g_autoptr (GArray) keys = foyer_order_index_select (index, query, NULL, &error);

  g_assert_no_error (error);
  g_test_message ("search “%s” sort %u ascending %d: %u", query->search, query->sort,
                  query->is_ascending, expected->len);
  g_assert_cmpmem (keys->data, keys->len * sizeof (gint64), expected->data,
                   expected->len * sizeof (gint64));
}

/* The index says what the database says. */
static void
check (TillFixture *self, FoyerOrderIndex *index)
{
  g_autoptr (GError) error = NULL;
  guint n;

  foyer_order_index_update (index, self->db, NULL, &error);
  g_assert_no_error (error);
  foyer_order_list_count (self->db, &self->event_id, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (foyer_order_index_get_n (index), ==, n);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    check_query (self, index, &(FoyerOrderQuery){ .search = words[i] });
  for (guint sort = FOYER_ORDER_SORT_TIME; sort <= FOYER_ORDER_SORT_CHANNEL; sort++)
    for (guint is_ascending = 0; is_ascending < 2; is_ascending++)
      check_query (self, index, &(FoyerOrderQuery){ .sort = sort, .is_ascending = is_ascending });
  for (guint method = 0; method < FOYER_N_PAY_METHODS; method++)
    check_query (self, index, &(FoyerOrderQuery){ .methods = 1u << method, .search = "a" });
  check_query (self, index, &(FoyerOrderQuery){ .statuses = 1u << FOYER_ORDER_COMPLETED });
  check_query (self, index, &(FoyerOrderQuery){ .channels = 1u << FOYER_CHANNEL_BOX_OFFICE });
  check_query (self, index, &(FoyerOrderQuery){ .since = g_get_real_time () - G_USEC_PER_SEC });
}

static void
test_as_database (TillFixture *self, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (FoyerOrderIndex) index = foyer_order_index_new (&self->event_id);

  till_open (self, 0);
  check (self, index);
  for (guint i = 0; i < 8; i++)
    sell (self, random);
  for (guint i = 0; i < N_STEPS; i++)
    {
      switch (g_rand_int_range (random, 0, 4))
        {
        case 0:
          sell (self, random);
          break;
        case 1:
          rename_buyer (self, random);
          break;
        case 2:
          change_guest (self, random);
          break;
        default:
          remove_or_restore (self, random);
        }
      if (g_rand_boolean (random))
        check (self, index);
    }
  check (self, index);
}

/* What cannot be followed any more is read anew. */
static void
test_read_anew (TillFixture *self, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (FoyerOrderIndex) index = foyer_order_index_new (&self->event_id);

  till_open (self, 0);
  sell (self, random);
  check (self, index);
  for (guint i = 0; i < 3; i++)
    sell (self, random);
  till_exec (self->db,
             "DELETE FROM change_sets WHERE number < (SELECT max (number) FROM change_sets)");
  check (self, index);
}

static void
test_stopped (TillFixture *self, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (FoyerOrderIndex) index = foyer_order_index_new (&self->event_id);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = NULL;

  till_open (self, 0);
  sell (self, random);
  g_assert_false (foyer_order_index_is_made (index));
  check (self, index);
  g_assert_true (foyer_order_index_is_made (index));
  g_cancellable_cancel (cancellable);
  keys = foyer_order_index_select (index, &(FoyerOrderQuery){ .search = "a" }, cancellable, &error);
  g_assert_null (keys);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TILL_ADD ("/order-index/as-database", test_as_database);
  TILL_ADD ("/order-index/read-anew", test_read_anew);
  TILL_ADD ("/order-index/stopped", test_stopped);

  return g_test_run ();
}

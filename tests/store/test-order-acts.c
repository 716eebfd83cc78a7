/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each act on an order leaves behind, row by row: the order, its tickets, its payments and
 * refunds, what the till wrote, what lies in the drawer. */
#include "foyer-order-acts-store.h"
#include "foyer-sale-part-store.h"
#include "foyer-till-audit.h"
#include "order-act-cases.h"

#include <string.h>

static char *
ask_text (FoyerDatabase *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  char *text;

  g_assert_cmpint (sqlite3_prepare_v2 (foyer_database_get_handle (db), sql, -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return text;
}

/* Of the first order; the records without an order are of the till. */
static char *
describe (FoyerDatabase *db)
{
#define LIST(columns, from)                                                                        \
  "(SELECT coalesce (group_concat (line), '') FROM (SELECT " columns " AS line FROM " from         \
  " ORDER BY r.key))"
#define MINE "r.order_id = (SELECT id FROM orders WHERE key = 1)"
  return ask_text (
      db,
      "SELECT status || ' ' || total || '|' || " LIST (
          "t.name || ' ' || r.price || ' ' || r.status",
          "tickets AS r JOIN ticket_tiers AS t ON t.id = r.tier_id WHERE " MINE) " || '|' "
                                                                                 "|| " LIST (
                                                                                     "kind "
                                                                                     "|| ' "
                                                                                     "' || "
                                                                                     "metho"
                                                                                     "d || "
                                                                                     "' ' "
                                                                                     "|| "
                                                                                     "amoun"
                                                                                     "t || "
                                                                                     "' ' "
                                                                                     "|| "
                                                                                     "round"
                                                                                     "ing",
                                                                                     "payme"
                                                                                     "nts "
                                                                                     "AS r "
                                                                                     "WHERE"
                                                                                     " " MINE) " ||"
                                                                                               " '|"
                                                                                               "' "
                                                                                               "||"
                                                                                               " " LIST ("status || ' ' || amount", "refunds AS r WHERE " MINE) " || '|' || " LIST (
                                                                                                   "kind",
                                                                                                   "till_records AS r WHERE order_id IS NULL OR " MINE) " || '|' || "
                                                                                                                                                        "(SELECT coalesce (drawer, 0) FROM till_heads) FROM orders WHERE key = 1");
}

static void
close_till (TillFixture *self)
{
  g_autoptr (GError) error = NULL;
  FoyerTillActor nobody = { 0 };

  TILL_ACT (self->db, FOYER_TILL_KIND_CASH, &error,
            foyer_till_store_close (transaction, &self->event_id, &nobody, NULL, till_drawer (self),
                                    NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
do_act (TillFixture *self,
        const Act *act,
        const FoyerUuid *order_id,
        const FoyerUuid *ticket_ids,
        GError **error)
{
  const char *text = g_strcmp0 (act->text, "-") == 0 ? NULL : act->text;
  FoyerTender tender = till_tender (act->tender != NULL ? act->tender : "card", CURRENCY);
  FoyerTillActor nobody = { 0 };
  FoyerOrderRefund refund;

  foyer_order_refund_init (&refund, order_id);
  refund.ticket_ids = ticket_ids;
  refund.n_tickets = act->n_tickets;
  refund.amount = act->amount > 0 ? act->amount : FOYER_NONE;
  refund.method = act->method - 1;
  refund.keeps_tickets = act->keeps_tickets;
  refund.reason = text;
  switch (act->what)
    {
    case RENAME:
      TILL_ACT (self->db, "edit", error,
                foyer_order_acts_rename (transaction, ticket_ids, text, NULL, error));
      break;
    case TRANSFER:
      TILL_ACT (self->db, "edit", error,
                foyer_order_acts_transfer (transaction, ticket_ids, text, NULL, NULL, error));
      break;
    case SET_BUYER:
      TILL_ACT (self->db, "edit", error,
                foyer_order_acts_set_buyer (transaction, order_id, text, NULL, error));
      break;
    case MOVE:
      TILL_ACT (self->db, FOYER_TILL_KIND_ORDER, error,
                foyer_order_acts_move (transaction, ticket_ids, &self->tiers[act->tier], &tender, 1,
                                       act->method - 1, &nobody, NULL, error));
      break;
    case SPLIT:
      TILL_ACT (self->db, FOYER_TILL_KIND_ORDER, error,
                foyer_order_acts_split (transaction, order_id, ticket_ids, act->n_tickets, NULL,
                                        NULL, &nobody, NULL, error));
      break;
    case CANCEL:
      TILL_ACT (self->db, FOYER_TILL_KIND_ORDER, error,
                foyer_order_acts_cancel (transaction, order_id, ticket_ids, act->n_tickets, text,
                                         &nobody, error));
      break;
    case REFUND:
      TILL_ACT (self->db, FOYER_TILL_KIND_ORDER, error,
                foyer_order_acts_refund (transaction, &refund, NULL, error));
      break;
    case PAY:
      TILL_ACT (
          self->db, FOYER_TILL_KIND_SALE, error,
          foyer_sale_store_pay (transaction, order_id, &tender, 1, FALSE, &nobody, NULL, error));
      break;
    case VOID:
      TILL_ACT (self->db, FOYER_TILL_KIND_SALE, error,
                foyer_sale_store_void (transaction, order_id, text, &nobody, NULL, error));
      break;
    case RETURN:
      TILL_ACT (self->db, FOYER_TILL_KIND_ORDER, error,
                foyer_order_acts_return_excess (transaction, order_id, act->method - 1, &nobody,
                                                NULL, error));
      break;
    case ONLINE:
      till_pay_online (self->db, 1, act->amount);
      break;
    case AGAIN:
      till_refund_elsewhere (self->db, 1);
      break;
    case CHECK_IN:
      till_exec (self->db, "UPDATE tickets SET status = 'CHECKED_IN' WHERE key = 1");
      break;
    case CLOSE:
      close_till (self);
      break;
    case END:
      till_exec (self->db, "UPDATE orders SET status = 'REFUNDED' WHERE key = 1");
      break;
    }
}

static void
sell (TillFixture *self, const Case *test, FoyerUuid *order_id, FoyerUuid *ticket_ids)
{
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerSaleResult) sold = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("UPDATE events SET fee_fixed = %u", test->fee);
  const char *tenders[4] = { NULL };
  gboolean allows_rest = FALSE;

  till_exec (self->db, sql);
  for (guint i = 0, n = 0; i < G_N_ELEMENTS (tenders) && test->sale[i] != NULL; i++)
    {
      if (g_str_equal (test->sale[i], "rest"))
        allows_rest = TRUE;
      else
        tenders[n++] = test->sale[i];
    }
  foyer_sale_cart_add (cart, &self->tiers[TILL_VIP], 2, FOYER_NONE);
  g_assert_true (
      till_sell_cart (self->db, &self->event_id, cart, tenders, allows_rest, &sold, &error));
  *order_id = sold->order->row.id;
  for (guint i = 0; i < 2; i++)
    ticket_ids[i] = ((const FoyerTicket *) sold->tickets->pdata[i])->row.id;
}

/* However an act ends, the books hold and the counts are right. */
static void
check_books (TillFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTillAudit) audit =
      foyer_till_audit_run (self->db, &self->event_id, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < audit->findings->len; i++)
    g_test_message ("%s",
                    foyer_finding_describe (&g_array_index (audit->findings, FoyerFinding, i)));
  g_assert_cmpuint (audit->findings->len, ==, 0);
  till_check_counts (self->db, &self->event_id);
}

/* A receipt of it tells what was paid, whatever was refunded since. */
static void
check_paid (TillFixture *self, const Case *test, const FoyerUuid *order_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSaleResult) order = foyer_sale_part_store_load (self->db, order_id, &error);

  g_assert_no_error (error);
  if (test->acts[0].what == REFUND && !g_strv_contains (test->sale, "rest"))
    g_assert_cmpint (
        order->payments->len, ==,
        till_count (self->db, "SELECT count (*) FROM payments WHERE kind = 'PAYMENT'"));
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *rows = NULL;
  FoyerUuid order_id, ticket_ids[2];
  TillFixture self;

  till_set_up (&self, CURRENCY);
  till_open (&self, 10000);
  sell (&self, test, &order_id, ticket_ids);
  for (guint i = 0;
       i < G_N_ELEMENTS (test->acts) && memcmp (&test->acts[i], &(Act){ 0 }, sizeof (Act)) != 0;
       i++)
    {
      gboolean is_last = i + 1 == G_N_ELEMENTS (test->acts) ||
                         memcmp (&test->acts[i + 1], &(Act){ 0 }, sizeof (Act)) == 0;
      g_autofree char *before = describe (self.db);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      do_act (&self, &test->acts[i], &order_id, ticket_ids, &error);
      if (!is_last || test->refused == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      after = describe (self.db);
      g_assert_nonnull (error);
      if (strstr (error->message, test->refused) == NULL)
        g_error ("“%s” does not say “%s”", error->message, test->refused);
      g_assert_cmpstr (after, ==, before);
    }
  rows = describe (self.db);
  if (test->rows != NULL)
    g_assert_cmpstr (rows, ==, test->rows);
  check_books (&self);
  check_paid (&self, test, &order_id);
  till_tear_down (&self, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (cases[i].name), " ,", '-');
      g_autofree char *path = g_strconcat ("/order-acts/", name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}

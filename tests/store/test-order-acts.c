/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each act on an order leaves behind, row by row: the order, its tickets, its payments and
 * refunds, what the till wrote, what lies in the drawer. */
#include "foyer-order-acts-store.h"
#include "foyer-sale-part-store.h"
#include "foyer-till-audit.h"
#include "till-fixture.h"

#include <string.h>

/* CHF: two tickets of 120.03 are 240.06, in cash 240.05. */
#define CURRENCY "CHF"

typedef enum
{
  RENAME,
  TRANSFER,
  SET_BUYER,
  MOVE,   /* the first ticket to tier */
  SPLIT,  /* the first n_tickets off */
  CANCEL, /* the first n_tickets; 0: all */
  REFUND, /* amount of the first n_tickets */
  PAY,    /* the rest */
  VOID,
  RETURN,   /* what was paid twice */
  ONLINE,   /* no act of these: the web brings amount, 0: all, as a desk was away */
  CHECK_IN, /* no act of these: somebody comes */
  CLOSE,    /* the till */
  END,      /* the order: all of its money went back elsewhere */
} What;

typedef struct
{
  What what;
  guint n_tickets;
  gint64 amount;      /* 0: all */
  int method;         /* a FoyerPayMethod plus 1; 0: as it was paid */
  const char *tender; /* of MOVE, PAY */
  guint tier;
  gboolean keeps_tickets;
  const char *text; /* a name or a reason; "-": none */
} Act;

typedef struct
{
  const char *name;
  const char *sale[4]; /* how two tickets of VIP are paid; "rest": that may be less */
  guint fee;           /* a service fee for each ticket, on top */
  Act acts[3];
  const char *refused; /* (nullable) a part of the sentence; then the last act changes nothing */
  const char *rows;    /* expected; NULL with refused: those before the last act */
} Case;

#define SOLD "COMPLETED 24006|VIP 12003 VALID,VIP 12003 VALID"

static const Case cases[] = {
  { "sold in cash",
    { "cash:300" },
    0,
    { { 0 } },
    NULL,
    SOLD "|PAYMENT CASH 24006 -1||OPEN,SALE,PAYMENT|34005" },
  { "sold in two ways",
    { "card:100", "cash:200" },
    0,
    { { 0 } },
    NULL,
    SOLD "|PAYMENT CARD 10000 0,PAYMENT CASH 14006 -1||OPEN,SALE,PAYMENT,PAYMENT|24005" },
  { "renamed",
    { "card" },
    0,
    { { RENAME, .text = "Zoë" } },
    NULL,
    SOLD "|PAYMENT CARD 24006 0||OPEN,SALE,PAYMENT|10000" },
  { "renamed to nobody", { "card" }, 0, { { RENAME, .text = " " } }, "Write a name", NULL },
  { "of another buyer",
    { "card" },
    0,
    { { SET_BUYER, .text = "Zoë" } },
    NULL,
    SOLD "|PAYMENT CARD 24006 0||OPEN,SALE,PAYMENT|10000" },
  { "transferred",
    { "card" },
    0,
    { { TRANSFER, .text = "Zoë" } },
    NULL,
    SOLD "|PAYMENT CARD 24006 0||OPEN,SALE,PAYMENT|10000" },
  { "transferred when used",
    { "card" },
    0,
    { { CHECK_IN }, { TRANSFER, .text = "Zoë" } },
    "came in with this ticket",
    NULL },
  { "transferred when cancelled",
    { "card" },
    0,
    { { CANCEL, .n_tickets = 1, .text = "Ill" }, { TRANSFER, .text = "Zoë" } },
    "is cancelled",
    NULL },
  { "to a cheaper tier",
    { "cash:300" },
    0,
    { { MOVE, .tier = TILL_STANDARD } },
    NULL,
    "COMPLETED 16903|Standard 4900 VALID,VIP 12003 VALID|PAYMENT CASH 24006 -1,REFUND CASH 7103 2"
    "||OPEN,SALE,PAYMENT,VOID,REFUND|26900" },
  { "to a cheaper tier, by transfer",
    { "cash:300" },
    0,
    { { MOVE, .tier = TILL_STANDARD, .method = FOYER_PAY_TRANSFER + 1 } },
    NULL,
    "COMPLETED 16903|Standard 4900 VALID,VIP 12003 VALID|PAYMENT CASH 24006 -1,REFUND TRANSFER "
    "7103 0||OPEN,SALE,PAYMENT,VOID,REFUND|34005" },
  { "to a dearer tier",
    { "card" },
    0,
    { { MOVE, .tier = TILL_STANDARD }, { MOVE, .tier = TILL_VIP, .tender = "cash:100" } },
    NULL,
    "COMPLETED 24006|VIP 12003 VALID,VIP 12003 VALID|PAYMENT CARD 24006 0,REFUND CARD 7103 0,"
    "PAYMENT CASH 7103 2||OPEN,SALE,PAYMENT,VOID,REFUND,VOID,PAYMENT|17105" },
  { "to a dearer tier, for too little",
    { "card" },
    0,
    { { MOVE, .tier = TILL_STANDARD }, { MOVE, .tier = TILL_VIP, .tender = "card:71" } },
    "still to be paid",
    NULL },
  { "to the same tier",
    { "card" },
    0,
    { { MOVE, .tier = TILL_VIP } },
    "of this tier already",
    NULL },
  { "to another tier when all is over",
    { "card" },
    0,
    { { END }, { MOVE, .tier = TILL_STANDARD } },
    "is over already",
    NULL },
  { "to another tier before it is paid",
    { "cash:100", "rest" },
    0,
    { { MOVE, .tier = TILL_STANDARD } },
    NULL,
    "PENDING 16903|Standard 4900 VALID,VIP 12003 VALID|PAYMENT CASH 10000 0||OPEN,SALE,PAYMENT,"
    "VOID|20000" },
  { "split",
    { "cash:300" },
    0,
    { { SPLIT, .n_tickets = 1 } },
    NULL,
    "COMPLETED 12003|VIP 12003 VALID|PAYMENT CASH 24006 -1,REFUND CASH 12003 2||OPEN,SALE,PAYMENT,"
    "VOID,REFUND|34005" },
  { "split while the till is closed",
    { "cash:300" },
    0,
    { { CLOSE }, { SPLIT, .n_tickets = 1 } },
    NULL,
    "COMPLETED 12003|VIP 12003 VALID|PAYMENT CASH 24006 -1,REFUND CASH 12003 2||OPEN,SALE,PAYMENT,"
    "CLOSE,VOID,REFUND|0" },
  { "split of all", { "card" }, 0, { { SPLIT, .n_tickets = 2 } }, "and leave one", NULL },
  { "split of a refunded one",
    { "card" },
    0,
    { { REFUND, .text = "Rain" }, { SPLIT, .n_tickets = 1 } },
    "Only an order that stands",
    NULL },
  { "some cancelled",
    { "card" },
    0,
    { { CANCEL, .n_tickets = 1, .text = "Ill" } },
    NULL,
    "COMPLETED 24006|VIP 12003 CANCELLED,VIP 12003 VALID|PAYMENT CARD 24006 0||OPEN,SALE,PAYMENT,"
    "VOID|10000" },
  { "some cancelled before it is paid",
    { "cash:100", "rest" },
    0,
    { { CANCEL, .n_tickets = 1, .text = "Ill" } },
    NULL,
    "PENDING 12003|VIP 12003 CANCELLED,VIP 12003 VALID|PAYMENT CASH 10000 0||OPEN,SALE,PAYMENT,"
    "VOID|20000" },
  { "refunded in full",
    { "card" },
    0,
    { { REFUND, .text = "Rain" } },
    NULL,
    "REFUNDED 24006|VIP 12003 CANCELLED,VIP 12003 CANCELLED|PAYMENT CARD 24006 0,REFUND CARD "
    "24006 0|CONFIRMED 24006|OPEN,SALE,PAYMENT,VOID,REFUND|10000" },
  { "refunded in cash, as it came",
    { "cash:300" },
    0,
    { { REFUND, .text = "Rain" } },
    NULL,
    "REFUNDED 24006|VIP 12003 CANCELLED,VIP 12003 CANCELLED|PAYMENT CASH 24006 -1,REFUND CASH "
    "24006 -1|CONFIRMED 24006|OPEN,SALE,PAYMENT,VOID,REFUND|10000" },
  { "refunded by the ways it was paid",
    { "card:100", "cash:200" },
    0,
    { { REFUND, .amount = 20000, .text = "Rain" } },
    NULL,
    "PARTLY_REFUNDED 24006|VIP 12003 VALID,VIP 12003 VALID|PAYMENT CARD 10000 0,PAYMENT CASH 14006 "
    "-1,REFUND CASH 14006 -1,REFUND CARD 5994 0|CONFIRMED "
    "20000|OPEN,SALE,PAYMENT,PAYMENT,REFUND,REFUND|10000" },
  { "refunded for one ticket",
    { "card" },
    0,
    { { REFUND, .n_tickets = 1, .text = "Ill" } },
    NULL,
    "PARTLY_REFUNDED 24006|VIP 12003 CANCELLED,VIP 12003 VALID|PAYMENT CARD 24006 0,REFUND CARD "
    "12003 0|CONFIRMED 12003|OPEN,SALE,PAYMENT,VOID,REFUND|10000" },
  { "refunded by voucher",
    { "card" },
    0,
    { { REFUND, .amount = 5000, .method = FOYER_PAY_VOUCHER + 1, .text = "Late" } },
    NULL,
    "PARTLY_REFUNDED 24006|VIP 12003 VALID,VIP 12003 VALID|PAYMENT CARD 24006 0,REFUND VOUCHER "
    "5000 0|CONFIRMED 5000|OPEN,SALE,PAYMENT,REFUND|10000" },
  { "refunded and kept",
    { "card" },
    0,
    { { REFUND, .keeps_tickets = TRUE, .text = "Sorry" } },
    NULL,
    "PARTLY_REFUNDED 24006|VIP 12003 VALID,VIP 12003 VALID|PAYMENT CARD 24006 0,REFUND CARD 24006 "
    "0|CONFIRMED 24006|OPEN,SALE,PAYMENT,REFUND|10000" },
  { "paid twice, and the web's money given back at the desk",
    { "cash:300" },
    0,
    { { ONLINE }, { RETURN, .method = FOYER_PAY_CARD + 1 } },
    NULL,
    SOLD "|PAYMENT CASH 24006 -1,PAYMENT STRIPE 24006 0,REFUND CARD 24006 0||OPEN,SALE,PAYMENT,"
         "REFUND|34005" },
  { "paid twice, and the cash given back as it came",
    { "cash:300" },
    0,
    { { ONLINE }, { RETURN, .method = FOYER_PAY_CASH + 1 } },
    NULL,
    SOLD "|PAYMENT CASH 24006 -1,PAYMENT STRIPE 24006 0,REFUND CASH 24006 -1||OPEN,SALE,PAYMENT,"
         "REFUND|10000" },
  { "paid twice, and the provider is to send it back",
    { "cash:300" },
    0,
    { { ONLINE }, { RETURN } },
    NULL,
    SOLD "|PAYMENT CASH 24006 -1,PAYMENT STRIPE 24006 0|PROPOSED 24006|OPEN,SALE,PAYMENT|34005" },
  { "paid twice, and given back twice",
    { "cash:300" },
    0,
    { { ONLINE }, { RETURN }, { RETURN } },
    "Nothing of this order is too much",
    NULL },
  { "paid once", { "card" }, 0, { { RETURN } }, "Nothing of this order is too much", NULL },
  { "paid twice, and the tickets wanted no more",
    { "card" },
    0,
    { { ONLINE, .amount = 1000 },
      { RETURN, .method = FOYER_PAY_CARD + 1 },
      { REFUND, .method = FOYER_PAY_CARD + 1, .text = "Rain" } },
    NULL,
    "REFUNDED 24006|VIP 12003 CANCELLED,VIP 12003 CANCELLED|PAYMENT CARD 24006 0,PAYMENT STRIPE "
    "1000 0,REFUND CARD 1000 0,REFUND CARD 24006 0|CONFIRMED 24006|OPEN,SALE,PAYMENT,REFUND,VOID,"
    "REFUND|10000" },
  { "refunded, while somebody comes for nothing",
    { "card" },
    0,
    { { MOVE, .tier = TILL_FREE },
      { REFUND, .amount = 12003, .keeps_tickets = TRUE, .text = "Sorry" } },
    NULL,
    "PARTLY_REFUNDED 12003|Free 0 VALID,VIP 12003 VALID|PAYMENT CARD 24006 0,REFUND CARD 12003 0,"
    "REFUND CARD 12003 0|CONFIRMED 12003|OPEN,SALE,PAYMENT,VOID,REFUND,REFUND|10000" },
  { "refunded for no reason", { "card" }, 0, { { REFUND, .text = "-" } }, "Say why", NULL },
  { "refunded too much",
    { "card" },
    0,
    { { REFUND, .amount = 24007, .text = "Rain" } },
    "can go back",
    NULL },
  { "refunded twice",
    { "card" },
    0,
    { { REFUND, .text = "Rain" }, { REFUND, .text = "Rain" } },
    "Nothing of this can go back",
    NULL },
  { "refunded in cash that is not there",
    { "card" },
    0,
    { { REFUND, .method = FOYER_PAY_CASH + 1, .text = "Rain" } },
    "lie in the drawer",
    NULL },
  { "refunded in cash while the till is closed",
    { "cash:300" },
    0,
    { { CLOSE }, { REFUND, .text = "Rain" } },
    "The till is closed",
    NULL },
  { "the rest paid",
    { "cash:100", "rest" },
    0,
    { { PAY, .tender = "card" } },
    NULL,
    SOLD "|PAYMENT CASH 10000 0,PAYMENT CARD 14006 0||OPEN,SALE,PAYMENT,PAYMENT|20000" },
  { "the rest paid twice",
    { "cash:100", "rest" },
    0,
    { { PAY, .tender = "card" }, { PAY, .tender = "card" } },
    "",
    NULL },
  { "voided",
    { "cash:300" },
    0,
    { { VOID, .text = "Wrong" } },
    NULL,
    "REFUNDED 24006|VIP 12003 CANCELLED,VIP 12003 CANCELLED|PAYMENT CASH 24006 -1,REFUND CASH "
    "24006 -1|CONFIRMED 24006|OPEN,SALE,PAYMENT,VOID,REFUND|10000" },
  { "voided for no reason", { "card" }, 0, { { VOID, .text = "-" } }, "Say why", NULL },
  { "voided twice",
    { "card" },
    0,
    { { VOID, .text = "Wrong" }, { VOID, .text = "Wrong" } },
    "is over already",
    NULL },
  { "voided before it is paid",
    { "rest" },
    0,
    { { VOID, .text = "Wrong" } },
    NULL,
    "EXPIRED 24006|VIP 12003 CANCELLED,VIP 12003 CANCELLED|||OPEN,SALE,VOID|10000" },
  { "with a fee",
    { "card" },
    100,
    { { REFUND, .n_tickets = 1, .text = "Ill" } },
    NULL,
    "PARTLY_REFUNDED 24206|VIP 12003 CANCELLED,VIP 12003 VALID|PAYMENT CARD 24206 0,REFUND CARD "
    "12103 0|CONFIRMED 12103|OPEN,SALE,PAYMENT,VOID,REFUND|10000" },
  { "with a fee, split",
    { "card" },
    100,
    { { SPLIT, .n_tickets = 1 } },
    NULL,
    "COMPLETED 12103|VIP 12003 VALID|PAYMENT CARD 24206 0,REFUND CARD 12103 0||OPEN,SALE,PAYMENT,"
    "VOID,REFUND|10000" },
};

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
    g_assert_cmpint (order->payments->len, ==,
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

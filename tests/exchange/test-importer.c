/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"

#include "foyer-transaction.h"

#include <string.h>

typedef struct
{
  const char *sql;
  gint64 number;
} Fact;

typedef struct
{
  const char *name;
  gint64 rows, added, skipped, tiers, questions, orders;
  Fact facts[8];
} Sample;

/* clang-format off */
static const Sample samples[] = {
  { "eventbrite-attendees.csv", 500, 500, 0, 6, 6, 326,
    { { "SELECT count (*) FROM tickets WHERE status = 'CHECKED_IN'", 16 },
      { "SELECT count (*) FROM check_ins WHERE direction = 'ENTRY'", 16 },
      { "SELECT count (*) FROM tickets WHERE status = 'CANCELLED'", 41 },
      { "SELECT count (*) FROM tickets WHERE is_refunded", 13 },
      { "SELECT price FROM ticket_tiers WHERE name = 'VIP'", 24900 },
      { "SELECT count (*) FROM tickets WHERE qr_code = '112119000349000000002001' AND "
        "attendee_name = 'Katherine Hopper'",
        1 },
      { "SELECT sum (price) = (SELECT sum (total) FROM orders) FROM tickets", 1 },
      { "SELECT count (*) FROM tickets WHERE json_extract (answers, '$.\"dietary-requirements\"') "
        "= 'Halal' || char (10) || 'no pork'",
        92 } } },
  { "pretix-order-positions.csv", 500, 500, 0, 6, 4, 242,
    { { "SELECT count (*) FROM tickets WHERE status = 'CANCELLED'", 37 },
      { "SELECT count (*) FROM tickets AS t JOIN orders AS o ON o.id = t.order_id WHERE o.status = "
        "'PENDING'",
        25 },
      { "SELECT count (*) FROM tickets AS t JOIN orders AS o ON o.id = t.order_id WHERE o.status = "
        "'EXPIRED'",
        13 },
      { "SELECT count (*) FROM tickets WHERE qr_code = '9xrhur776kgdrdd9twsz68sx4j8jq54c' AND "
        "company = 'Acme, Inc.'",
        1 },
      { "SELECT count (*) FROM orders WHERE buyer_email IS NULL", 0 },
      { "SELECT sum (price) = (SELECT sum (total) FROM orders) FROM tickets", 1 } } },
  { "luma-guests.csv", 120, 120, 0, 6, 0, 6,
    { { "SELECT count (*) FROM tickets WHERE status = 'CANCELLED'", 1 },
      { "SELECT count (*) FROM tickets AS t JOIN orders AS o ON o.id = t.order_id WHERE o.status = "
        "'PENDING'",
        6 },
      { "SELECT count (*) FROM tickets WHERE needs_approval", 4 },
      { "SELECT count (*) FROM tickets WHERE status = 'CHECKED_IN' AND check_in_time = "
        "1790874120000000",
        16 },
      { "SELECT count (*) FROM check_ins WHERE time = 1790874120000000", 16 },
      { "SELECT count (*) FROM tickets WHERE qr_code = "
        "'https://example.org/check-in/evt?pk=g-00000000'",
        1 },
      { "SELECT count (*) FROM tickets WHERE price = 4900", 60 } } },
  { "hi-events-attendees.csv", 120, 120, 0, 6, 0, 2,
    { { "SELECT count (*) FROM tickets WHERE status = 'CANCELLED'", 2 },
      { "SELECT count (*) FROM tickets AS t JOIN orders AS o ON o.id = t.order_id WHERE o.status = "
        "'PENDING'",
        2 },
      { "SELECT count (*) FROM tickets WHERE qr_code = 'A-000000'", 1 } } },
  { "excel-german.csv", 60, 60, 0, 6, 0, 0,
    { { "SELECT count (*) FROM tickets WHERE attendee_name = 'فاطمة الزهراء'", 1 },
      { "SELECT count (DISTINCT qr_code) FROM tickets WHERE qr_code LIKE 'F%.'", 60 } } },
  { "latin1-tabs.tsv", 40, 40, 0, 1, 0, 0,
    { { "SELECT count (*) FROM tickets WHERE company = 'Søren & Ångström AS'", 40 } } },
  { "broken.csv", 9, 3, 6, 2, 0, 0,
    { { "SELECT count (*) FROM tickets WHERE attendee_name = 'Ada Lovelace'", 1 },
      { "SELECT count (*) FROM tickets WHERE attendee_name = 'No Mail' AND attendee_email IS NULL",
        1 },
      { "SELECT count (*) FROM ticket_tiers WHERE name = 'Backstage'", 1 } } },
};
/* clang-format on */

static void
test_sample (gconstpointer data)
{
  const Sample *sample = data;
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportPlan) plan = NULL;
  g_autoptr (FoyerImportReport) report = NULL;
  g_autoptr (FoyerImportReport) again = NULL;
  g_autofree char *empty = NULL, *first = NULL, *second = NULL, *undone = NULL;
  gint64 undo_set;
  guint n_kept;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  plan = fixture_sample (sample->name);
  empty = fixture_dump (&fixture);
  report = fixture_import (&fixture, plan);
  for (guint i = 0; i < report->problems->len; i++)
    {
      const FoyerImportProblem *problem = g_ptr_array_index (report->problems, i);

      g_test_message ("row %" G_GINT64_FORMAT ": %s", problem->row, problem->reason);
    }
  g_assert_cmpint (report->rows, ==, sample->rows);
  g_assert_cmpint (report->added, ==, sample->added);
  g_assert_cmpint (report->skipped, ==, sample->skipped);
  g_assert_cmpuint (report->problems->len, ==, sample->skipped);
  g_assert_cmpint (report->tiers_added, ==, sample->tiers);
  g_assert_cmpint (report->questions_added, ==, sample->questions);
  g_assert_cmpint (report->orders_added, ==, sample->orders);
  g_assert_cmpint (fixture_number (&fixture, "SELECT count (*) FROM tickets"), ==, sample->added);
  g_assert_cmpint (fixture_number (&fixture, "SELECT count (*) FROM orders"), ==, sample->orders);
  for (guint i = 0; i < G_N_ELEMENTS (sample->facts) && sample->facts[i].sql != NULL; i++)
    {
      g_test_message ("%s", sample->facts[i].sql);
      g_assert_cmpint (fixture_number (&fixture, sample->facts[i].sql), ==,
                       sample->facts[i].number);
    }

  first = fixture_dump (&fixture);
  again = fixture_import (&fixture, plan);
  second = fixture_dump (&fixture);
  g_assert_cmpint (again->unchanged, ==, sample->added);
  g_assert_cmpint (again->skipped, ==, sample->skipped);
  g_assert_cmpint (again->tiers_added + again->questions_added + again->orders_added, ==, 0);
  g_assert_cmpstr (first, ==, second);

  g_assert_true (foyer_journal_undo (fixture.db, report->change_set, &undo_set, &n_kept, &error));
  g_assert_no_error (error);
  undone = fixture_dump (&fixture);
  g_assert_cmpstr (undone, ==, empty);
}

typedef struct
{
  gint64 row;
  const char *part; /* of its reason */
} Expected;

static void
test_broken_rows (void)
{
  static const Expected expected[] = {
    { 4, "quotation mark" }, { 5, "2 cells more" }, { 7, "not-an-address" },
    { 8, "row 2" },          { 9, "=HYPERLINK" },   { 10, "NUL" },
  };
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportPlan) plan = NULL;
  g_autoptr (FoyerImportReport) report = NULL;

  fixture_set_up (&fixture);
  plan = fixture_sample ("broken.csv");
  report = fixture_import (&fixture, plan);
  g_assert_cmpuint (report->problems->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const FoyerImportProblem *problem = g_ptr_array_index (report->problems, i);

      g_assert_cmpint (problem->row, ==, expected[i].row);
      g_assert_nonnull (strstr (problem->reason, expected[i].part));
    }
}

/* A first list, a second one, and what that comes to: added updated unchanged skipped. */
typedef struct
{
  const char *what;
  const char *first;
  const char *second;
  gint64 added, updated, unchanged, skipped;
  const char *sql; /* (nullable) */
  const char *answer;
} Change;

#define PEOPLE                                                                                     \
  "Name,Email,Ticket\nAda Lovelace,ada@example.org,VIP\nGrace "                                    \
  "Hopper,grace@example.org,VIP\nTim,tim@example.org,Student\n"

static const Change changes[] = {
  { "the same", PEOPLE, PEOPLE, 0, 0, 3, 0, NULL, NULL },
  { "other order", PEOPLE,
    "Name,Email,Ticket\nTim,tim@example.org,Student\nGrace Hopper,grace@example.org,VIP\nAda "
    "Lovelace,ada@example.org,VIP\n",
    0, 0, 3, 0, NULL, NULL },
  { "other columns order", PEOPLE,
    "Ticket,Email,Name\nVIP,ada@example.org,Ada Lovelace\nVIP,grace@example.org,Grace "
    "Hopper\nStudent,tim@example.org,Tim\n",
    0, 0, 3, 0, NULL, NULL },
  { "other name", PEOPLE,
    "Name,Email,Ticket\nAda King,ada@example.org,VIP\nGrace "
    "Hopper,grace@example.org,VIP\nTim,tim@example.org,Student\n",
    0, 1, 2, 0, "SELECT attendee_name FROM tickets WHERE attendee_email = 'ada@example.org'",
    "Ada King\n" },
  { "other tier", PEOPLE,
    "Name,Email,Ticket\nAda Lovelace,ada@example.org,Student\nGrace "
    "Hopper,grace@example.org,VIP\nTim,tim@example.org,Student\n",
    0, 1, 2, 0, "SELECT count (*) FROM tickets", "3\n" },
  { "other address", PEOPLE,
    "Name,Email,Ticket\nAda Lovelace,countess@example.org,VIP\nGrace "
    "Hopper,grace@example.org,VIP\nTim,tim@example.org,Student\n",
    0, 1, 2, 0, "SELECT attendee_email FROM tickets WHERE attendee_name = 'Ada Lovelace'",
    "countess@example.org\n" },
  { "one more", PEOPLE, PEOPLE "Linus,linus@example.org,VIP\n", 1, 0, 3, 0, NULL, NULL },
  { "one twice", PEOPLE, PEOPLE "ADA  LOVELACE,Ada@Example.org,vip\n", 0, 0, 3, 1, NULL, NULL },
  { "two tickets of one person, swapped",
    "Name,Email,Ticket\nAda,ada@example.org,VIP\nAda,ada@example.org,Student\n",
    "Name,Email,Ticket\nAda,ada@example.org,Student\nAda,ada@example.org,VIP\n", 0, 0, 2, 0, NULL,
    NULL },
  { "another list with the same person", PEOPLE,
    "Name,Email,Ticket\nAda "
    "Lovelace,ada@example.org,Speaker\nB,b@example.org,Speaker\nC,c@example.org,Speaker\nD,d@"
    "example.org,Speaker\n",
    4, 0, 0, 0, "SELECT count (*) FROM tickets", "7\n" },
  { "by code: everything else",
    "Name,Email,Ticket,Barcode\nAda,ada@example.org,VIP,c1\nTim,tim@example.org,VIP,c2\n",
    "Name,Email,Ticket,Barcode\nGrace,grace@example.org,Student,c1\nTim,tim@example.org,VIP,c2\n",
    0, 1, 1, 0, "SELECT attendee_name FROM tickets WHERE qr_code = 'c1'", "Grace\n" },
  { "by code: twice in the list", "Name,Barcode\nAda,c1\n", "Name,Barcode\nAda,c1\nTim,c1\n", 0, 0,
    1, 1, NULL, NULL },
  { "paid now", "Name,Order number,Status\nAda,A1,pending\nTim,A2,paid\n",
    "Name,Order number,Status\nAda,A1,paid\nTim,A2,paid\n", 0, 1, 1, 0,
    "SELECT order_number, status FROM orders ORDER BY 1", "A1|COMPLETED\nA2|COMPLETED\n" },
  { "paid now, without orders", "Name,Status\nAda,pending\nTim,paid\n",
    "Name,Status\nAda,paid\nTim,paid\n", 0, 1, 1, 0, "SELECT status FROM orders", "COMPLETED\n" },
  { "refunded now", "Name,Order number,Status\nAda,A1,paid\nTim,A1,paid\n",
    "Name,Order number,Status\nAda,A1,refunded\nTim,A1,paid\n", 0, 1, 1, 0,
    "SELECT t.status, t.is_refunded, o.status FROM tickets t JOIN orders o ON o.id = t.order_id "
    "ORDER BY t.key",
    "CANCELLED|1|PARTLY_REFUNDED\nVALID|0|PARTLY_REFUNDED\n" },
  { "back again", "Name,Barcode,Status\nAda,c1,cancelled\n", "Name,Barcode,Status\nAda,c1,paid\n",
    0, 1, 0, 0, "SELECT status FROM tickets", "VALID\n" },
  { "checked in now", "Name,Barcode,Checked in at\nAda,c1,\n",
    "Name,Barcode,Checked in at\nAda,c1,2026-10-01 18:02\n", 0, 1, 0, 0,
    "SELECT t.status, t.check_in_time, c.time FROM tickets t JOIN check_ins c ON c.ticket_id = "
    "t.id",
    "CHECKED_IN|1790870520000000|1790870520000000\n" },
  { "order in two places", "Name,Order number,Price\nA,1,10\nB,2,20\nC,1,30\n",
    "Name,Order number,Price\nA,1,10\nB,2,20\nC,1,35\n", 0, 1, 2, 0,
    "SELECT order_number, total FROM orders ORDER BY 1", "1|4500\n2|2000\n" },
  { "more of them", "Name,Quantity\nAda,2\n", "Name,Quantity\nAda,3\n", 0, 1, 0, 0,
    "SELECT count (*), count (DISTINCT qr_code) FROM tickets", "3|3\n" },
  { "fewer of them", "Name,Quantity\nAda,3\n", "Name,Quantity\nAda,1\n", 0, 1, 0, 0,
    "SELECT count (*) FROM tickets WHERE status = 'VALID'", "1\n" },
  { "an answer changed, one gone", "Name,Barcode,Meal,Size\nAda,c1,Vegan,S\nTim,c2,Fish,M\n",
    "Name,Barcode,Meal,Size\nAda,c1,Fish,S\nTim,c2,,M\n", 0, 2, 0, 0,
    "SELECT answers FROM tickets ORDER BY key",
    "{\"meal\":\"Fish\",\"size\":\"S\"}\n{\"size\":\"M\"}\n" },
  { "a column gone", "Name,Barcode,Company,Meal\nAda,c1,Acme,Vegan\n", "Name,Barcode\nAda,c1\n", 0,
    0, 1, 0, "SELECT company, answers FROM tickets", "Acme|{\"meal\":\"Vegan\"}\n" },
  { "a price in euros and a comma", "Name;Preis;Ticketart\nAda;1.049,50 €;VIP\n",
    "Name;Preis;Ticketart\nAda;1.049,50 €;VIP\n", 0, 0, 1, 0,
    "SELECT t.price, r.price FROM tickets t JOIN ticket_tiers r ON r.id = t.tier_id",
    "104950|104950\n" },
  { "no address, in other words", "Name,Email\nAda,-\nTim,n/a\nEva,none\n",
    "Name,Email\nAda,\nTim,\nEva,\n", 0, 0, 3, 0,
    "SELECT count (*) FROM tickets WHERE attendee_email IS NULL", "3\n" },
  { "a guarded formula", "Name,Email,Meal\nAda,ada@example.org,'=1+1\n",
    "Name,Email,Meal\nAda,ada@example.org,=1+1\n", 0, 0, 1, 0, "SELECT answers FROM tickets",
    "{\"meal\":\"=1+1\"}\n" },
};

static void
test_change (gconstpointer data)
{
  const Change *change = data;
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportReport) first = NULL, second = NULL, third = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *empty = NULL, *between = NULL, *undone = NULL;
  gint64 undo_set;
  guint n_kept;

  fixture_set_up (&fixture);
  empty = fixture_dump (&fixture);
  first = fixture_import_text (&fixture, change->first);
  between = fixture_dump (&fixture);
  second = fixture_import_text (&fixture, change->second);
  for (guint i = 0; i < second->problems->len; i++)
    g_test_message ("%s", ((FoyerImportProblem *) g_ptr_array_index (second->problems, i))->reason);
  g_assert_cmpint (second->added, ==, change->added);
  g_assert_cmpint (second->updated, ==, change->updated);
  g_assert_cmpint (second->unchanged, ==, change->unchanged);
  g_assert_cmpint (second->skipped, ==, change->skipped);
  if (change->sql != NULL)
    {
      g_autofree char *answer = fixture_text (&fixture, change->sql);

      g_assert_cmpstr (answer, ==, change->answer);
    }

  third = fixture_import_text (&fixture, change->second);
  g_assert_cmpint (third->added + third->updated, ==, 0);
  if (second->change_set != 0)
    {
      g_assert_true (
          foyer_journal_undo (fixture.db, second->change_set, &undo_set, &n_kept, &error));
      undone = fixture_dump (&fixture);
      g_assert_cmpstr (undone, ==, between);
    }
  g_assert_true (foyer_journal_undo (fixture.db, first->change_set, &undo_set, &n_kept, &error));
  g_free (undone);
  undone = fixture_dump (&fixture);
  g_assert_cmpstr (undone, ==, empty);
}

static void
run_sql (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;

  foyer_database_exec (fixture->db, sql, &error);
  g_assert_no_error (error);
}

/* What was decided here is not undone by a list. */
static void
test_local_acts_stay (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportReport) first = NULL, second = NULL;
  g_autofree char *states = NULL;

  fixture_set_up (&fixture);
  first = fixture_import_text (
      &fixture,
      "Name,Barcode,Company,Status\nAda,c1,Acme,paid\nTim,c2,Acme,paid\nEva,c3,Acme,paid\n");
  run_sql (&fixture,
           "UPDATE tickets SET status = 'CHECKED_IN', check_in_time = 5 WHERE qr_code = 'c1'");
  run_sql (&fixture, "UPDATE tickets SET status = 'CANCELLED' WHERE qr_code = 'c2'");
  run_sql (&fixture, "UPDATE tickets SET qr_code = 'new', company = 'Home' WHERE qr_code = 'c3'");
  second = fixture_import_text (
      &fixture,
      "Name,Barcode,Company,Status\nAda,c1,Hooli,paid\nTim,c2,Hooli,paid\nEva,c3,Acme,paid\n");
  g_assert_cmpint (second->updated, ==, 2);
  g_assert_cmpint (second->unchanged, ==, 1);
  states = fixture_text (
      &fixture,
      "SELECT attendee_name, qr_code, company, status, check_in_time FROM tickets ORDER BY key");
  g_assert_cmpstr (states, ==,
                   "Ada|c1|Hooli|CHECKED_IN|5\nTim|c2|Hooli|CANCELLED|\nEva|new|Home|VALID|\n");
}

static void
test_code_of_another (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportReport) first = NULL, second = NULL;
  g_autofree char *codes = NULL;
  const FoyerImportProblem *problem;

  fixture_set_up (&fixture);
  first = fixture_import_text (&fixture, "Name,Email,Barcode\nAda,ada@example.org,1\n");
  run_sql (&fixture, "UPDATE tickets SET source_key = NULL, source_digest = NULL");
  second = fixture_import_text (
      &fixture, "Name,Email,Barcode\nTim,tim@example.org,1\nEva,eva@example.org,2\n");
  g_assert_cmpint (second->added, ==, 1);
  g_assert_cmpint (second->skipped, ==, 1);
  problem = g_ptr_array_index (second->problems, 0);
  g_assert_cmpint (problem->row, ==, 2);
  g_assert_nonnull (strstr (problem->reason, "Ada"));
}

static void
test_tiers_of_the_event (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportReport) first = NULL, second = NULL, third = NULL;

  fixture_set_up (&fixture);
  first = fixture_import_text (&fixture, "Name,Ticket\nAda,Früh bucher\n");
  second = fixture_import_text (&fixture, "Name,Ticket\nTim,FRUH BUCHER\n");
  g_assert_cmpint (second->tiers_added, ==, 0);
  third = fixture_import_text (&fixture, "Name\nEva\n");
  g_assert_cmpint (third->tiers_added, ==, 0);
  g_assert_cmpint (fixture_number (&fixture, "SELECT count (DISTINCT tier_id) FROM tickets"), ==,
                   1);
}

static void
test_new_event (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportPlan) plan = NULL;
  g_autoptr (FoyerImportReport) dry = NULL, report = NULL;
  g_autoptr (FoyerEvent) event = fixture_make_event ("Spring Party");
  g_autoptr (GError) error = NULL;
  gint64 undo_set;
  guint n_kept;

  fixture_set_up (&fixture);
  plan = fixture_sample ("eventbrite-attendees.csv");
  dry = foyer_import_run_new_event (fixture.db, plan, event, TRUE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (dry->added, ==, 500);
  g_assert_cmpint (fixture_number (&fixture, "SELECT count (*) FROM events"), ==, 1);
  report = foyer_import_run_new_event (fixture.db, plan, event, FALSE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->added, ==, 500);
  g_assert_cmpstr (event->slug, ==, "spring-party");
  g_assert_cmpint (fixture_number (&fixture, "SELECT count (*) FROM tickets t JOIN events e ON "
                                             "e.id = t.event_id WHERE e.slug = 'spring-party'"),
                   ==, 500);
  g_assert_true (foyer_journal_undo (fixture.db, report->change_set, &undo_set, &n_kept, &error));
  g_assert_cmpint (
      fixture_number (&fixture, "SELECT count (*) FROM events WHERE deleted_at IS NULL"), ==, 1);
}

static void
cancel_cb (gint64 rows, double fraction, gpointer data)
{
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  g_cancellable_cancel (data);
}

static char *
make_long_list (guint n)
{
  GString *list = g_string_new ("Name,Email,Ticket\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "Person %u,p%u@example.org,Tier %u\n", i, i, i % 3);
  return g_string_free (list, FALSE);
}

static void
test_cancel (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *list = make_long_list (5000);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (FoyerImportPlan) plan = NULL;
  g_autoptr (FoyerImportReport) report = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  before = fixture_dump (&fixture);
  plan = fixture_plan (&fixture, list, -1);
  report = foyer_import_run (fixture.db, plan, &fixture.event->row.id, FALSE, cancel_cb,
                             cancellable, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (report);
  after = fixture_dump (&fixture);
  g_assert_cmpstr (before, ==, after);
  g_clear_error (&error);
  g_clear_pointer (&report, foyer_import_report_free);
  report = fixture_import (&fixture, plan);
  g_assert_cmpint (report->added, ==, 5000);
}

/* No room left in the middle of it: told so, nothing is there of it, and it goes on when there is room again. */
static void
test_full_disk (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *list = make_long_list (5000);
  g_autofree char *before = NULL, *after = NULL, *limit = NULL;
  g_autoptr (FoyerImportPlan) plan = NULL;
  g_autoptr (FoyerImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  before = fixture_dump (&fixture);
  plan = fixture_plan (&fixture, list, -1);
  limit = g_strdup_printf ("PRAGMA max_page_count = %d",
                           (int) fixture_number (&fixture, "PRAGMA page_count") + 100);
  run_sql (&fixture, limit);
  report = foyer_import_run (fixture.db, plan, &fixture.event->row.id, FALSE, NULL, NULL, NULL, &error);
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FULL);
  g_assert_null (report);
  after = fixture_dump (&fixture);
  g_assert_cmpstr (before, ==, after);

  run_sql (&fixture, "PRAGMA max_page_count = 1000000");
  report = fixture_import (&fixture, plan);
  g_assert_cmpint (report->added, ==, 5000);
}

static void
test_changed_file (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportPlan) plan = NULL;
  g_autoptr (FoyerImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture_set_up (&fixture);
  plan = fixture_plan (&fixture, PEOPLE, -1);
  path = g_file_get_path (foyer_import_plan_get_file (plan));
  g_assert_true (g_file_set_contents (path, "Name\nSomebody Else\n", -1, NULL));
  report =
      foyer_import_run (fixture.db, plan, &fixture.event->row.id, FALSE, NULL, NULL, NULL, &error);
  g_assert_error (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_CHANGED);
}

static void
test_no_person (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportPlan) plan = NULL;
  g_autoptr (FoyerImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  plan = fixture_plan (&fixture, "Meal,Size\nVegan,S\nFish,M\n", -1);
  report =
      foyer_import_run (fixture.db, plan, &fixture.event->row.id, FALSE, NULL, NULL, NULL, &error);
  g_assert_error (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_NO_PERSON);
  g_clear_error (&error);
  foyer_import_plan_set_role (plan, 0, FOYER_ROLE_FULL_NAME);
  report =
      foyer_import_run (fixture.db, plan, &fixture.event->row.id, FALSE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->added, ==, 2);
}

static void
test_many_problems (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GString) list = g_string_new ("Name,Email\n");
  g_autoptr (FoyerImportReport) report = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append (list, "Somebody,nowhere\n");
  fixture_set_up (&fixture);
  report = fixture_import_text (&fixture, list->str);
  g_assert_cmpint (report->skipped, ==, 3000);
  g_assert_cmpuint (report->problems->len, ==, FOYER_IMPORT_MAX_PROBLEMS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/exchange/importer/sample/%s", samples[i].name);

      g_test_add_data_func (path, &samples[i], test_sample);
    }
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/exchange/importer/change/%s", changes[i].what);

      g_test_add_data_func (path, &changes[i], test_change);
    }
  g_test_add_func ("/exchange/importer/broken-rows", test_broken_rows);
  g_test_add_func ("/exchange/importer/local-acts-stay", test_local_acts_stay);
  g_test_add_func ("/exchange/importer/code-of-another", test_code_of_another);
  g_test_add_func ("/exchange/importer/tiers", test_tiers_of_the_event);
  g_test_add_func ("/exchange/importer/new-event", test_new_event);
  g_test_add_func ("/exchange/importer/cancel", test_cancel);
  g_test_add_func ("/exchange/importer/full-disk", test_full_disk);
  g_test_add_func ("/exchange/importer/changed-file", test_changed_file);
  g_test_add_func ("/exchange/importer/no-person", test_no_person);
  g_test_add_func ("/exchange/importer/many-problems", test_many_problems);
  return g_test_run ();
}

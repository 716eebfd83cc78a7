/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a desk tells, to a server that breaks in the middle: nothing is lost, and nothing is told
 * again that was answered. */
#include "desk-fixture.h"

#include "foyer-order.h"
#include "foyer-payment.h"
#include "foyer-queue-store.h"
#include "foyer-row-store.h"
#include "foyer-server-store.h"

#include <string.h>

#define N_GUESTS 450

static void
assert_told_once (DeskFixture *fixture, const GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    {
      const FoyerUuid *id = &g_array_index (ids, FoyerUuid, i);

      g_assert_true (scripted_server_has (fixture->server, id));
      g_assert_cmpuint (scripted_server_count_told (fixture->server, id), ==, 1);
    }
}

static gint64
count_waiting (DeskFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) kinds = foyer_queue_store_list (fixture->store.db, 0, &error);
  gint64 n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < kinds->len; i++)
    n += ((FoyerQueueKind *) g_ptr_array_index (kinds, i))->n_rows;
  return n;
}

/* The session's token is too old at any one of the calls with which the facts are told. */
static void
test_expires (DeskFixture *fixture, gconstpointer data)
{
  for (guint n = 0; n < 4; n++)
    {
      g_autoptr (FoyerSyncLink) link = desk_fixture_open_link (fixture);
      g_autoptr (GArray) ids = desk_fixture_check_in (fixture, 0, 400);
      g_autoptr (GError) error = NULL;
      guint n_sessions = scripted_server_count_calls (fixture->server, "refresh");
      FoyerRound round;

      scripted_server_break (fixture->server, "check_in", n, SCRIPTED_EXPIRES);
      g_assert_cmpint (desk_fixture_round (link, &round, &error), ==, FOYER_ROUND_DONE);
      g_assert_no_error (error);
      g_assert_cmpuint (round.push.n_told, ==, 400);
      assert_told_once (fixture, ids);
      g_assert_cmpint (count_waiting (fixture), ==, 0);
      /* one when the link was opened, and at most one when it was too old */
      g_assert_cmpuint (scripted_server_count_calls (fixture->server, "refresh"), <=,
                        n_sessions + 2);
    }
}

/* The answer to one call is lost: that one is told again, and no other. Two are away at once, and
 * which of them comes third is not known: the one beside is told again at once, the account's in
 * the next round. */
static void
test_lost (DeskFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSyncLink) link = desk_fixture_open_link (fixture);
  g_autoptr (GArray) ids = desk_fixture_check_in (fixture, 0, 400);
  g_autoptr (GError) error = NULL;
  FoyerRound round;
  guint n_twice = 0;

  scripted_server_break (fixture->server, "check_in", 2, SCRIPTED_LOSES);
  if (desk_fixture_round (link, &round, &error) == FOYER_ROUND_OFFLINE)
    {
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_assert_cmpuint (round.push.n_told, >=, 100);
      g_assert_cmpuint (round.push.n_told, <=, 300);
    }
  else
    {
      g_assert_no_error (error);
      g_assert_cmpuint (round.push.n_told, ==, 400);
    }
  /* What was answered is not told again. */
  g_assert_cmpint (desk_fixture_round (link, &round, &error), ==, FOYER_ROUND_DONE);
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      const FoyerUuid *id = &g_array_index (ids, FoyerUuid, i);
      guint n_told = scripted_server_count_told (fixture->server, id);

      g_assert_true (scripted_server_has (fixture->server, id));
      g_assert_cmpuint (n_told, <=, 2);
      n_twice += n_told == 2;
    }
  g_assert_cmpuint (n_twice, >=, 100);
  g_assert_cmpuint (n_twice, <=, 200);
  g_assert_cmpint (count_waiting (fixture), ==, 0);
}

/* It says when it wants to be asked again; until then all waits as it was. */
static void
test_busy (DeskFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSyncLink) link = desk_fixture_open_link (fixture);
  g_autoptr (GArray) ids = desk_fixture_check_in (fixture, 0, 10);
  g_autoptr (FoyerServer) server = NULL;
  g_autoptr (GError) error = NULL;
  FoyerRound round;

  scripted_server_break (fixture->server, "check_in", 0, SCRIPTED_BUSY);
  g_assert_cmpint (desk_fixture_round (link, &round, &error), ==, FOYER_ROUND_OFFLINE);
  g_assert_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_cmpuint (round.retry_after, ==, SCRIPTED_RETRY_AFTER);
  g_assert_cmpint (count_waiting (fixture), ==, 10);
  server = desk_fixture_read_server (fixture);
  g_assert_cmpint (server->offline_since, !=, FOYER_NONE);

  g_assert_cmpint (desk_fixture_round (link, &round, &error), ==, FOYER_ROUND_DONE);
  g_assert_no_error (error);
  assert_told_once (fixture, ids);
}

/* One row of ten is not taken, quietly or with the whole call: it is set aside, and the others go.
 */
static void
test_refused (DeskFixture *fixture, gconstpointer data)
{
  for (int is_loud = FALSE; is_loud <= TRUE; is_loud++)
    {
      g_autoptr (FoyerSyncLink) link = desk_fixture_open_link (fixture);
      g_autoptr (GArray) ids = desk_fixture_check_in (fixture, 20 * is_loud, 10);
      g_autoptr (GArray) later = NULL;
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (GError) error = NULL;
      const FoyerUuid *bad = &g_array_index (ids, FoyerUuid, 4);
      const FoyerPushProblem *problem;
      FoyerRound round;
      guint n_told;

      scripted_server_refuse (fixture->server, bad, is_loud);
      g_assert_cmpint (desk_fixture_round (link, &round, &error), ==, FOYER_ROUND_DONE);
      g_assert_no_error (error);
      g_assert_cmpuint (round.push.n_told, ==, 9);
      g_assert_cmpuint (round.push.n_refused, ==, 1);
      for (guint i = 0; i < ids->len; i++)
        g_assert_cmpint (scripted_server_has (fixture->server, &g_array_index (ids, FoyerUuid, i)),
                         ==, i != 4);

      problems = foyer_queue_store_problems (fixture->store.db, fixture->server_key, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (problems->len, ==, 1 + is_loud);
      problem = g_ptr_array_index (problems, 0);
      g_assert_cmpstr (problem->code, ==, is_loud ? "ROW_WRONG" : "NOT_SO");
      /* Kept in the server's words: who reads it may have another language than who was told. */
      g_assert_cmpstr (problem->message, ==, is_loud ? "Because." : "It is not so.");
      g_assert_cmpint (count_waiting (fixture), ==, 0);

      /* It holds up nothing that comes after it, and is not told again by itself. */
      n_told = scripted_server_count_told (fixture->server, bad);
      later = desk_fixture_check_in (fixture, 20 * is_loud + 10, 5);
      g_assert_cmpint (desk_fixture_round (link, &round, &error), ==, FOYER_ROUND_DONE);
      g_assert_no_error (error);
      assert_told_once (fixture, later);
      g_assert_cmpuint (scripted_server_count_told (fixture->server, bad), ==, n_told);
    }
}

/* Answers are not in the order of the questions: what is refused is what they name. */
static void
test_backwards (DeskFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSyncLink) link = desk_fixture_open_link (fixture);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  FoyerUuid ids[5];
  FoyerRound round;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = desk_fixture_edit (fixture, i, "Elsewhere & Co.");
  scripted_server_refuse (fixture->server, &ids[1], FALSE);
  scripted_server_break (fixture->server, "edit_rows", 0, SCRIPTED_BACKWARDS);
  g_assert_cmpint (desk_fixture_round (link, &round, &error), ==, FOYER_ROUND_DONE);
  g_assert_no_error (error);
  g_assert_cmpuint (round.push.n_refused, ==, 1);
  problems = foyer_queue_store_problems (fixture->store.db, fixture->server_key, &error);
  g_assert_cmpuint (problems->len, ==, 1);
  sql = g_strdup_printf ("SELECT substr (hex (id), -12) = '%02X%02X%02X%02X%02X%02X' FROM tickets "
                         "WHERE key = %" G_GINT64_FORMAT,
                         ids[1].bytes[10], ids[1].bytes[11], ids[1].bytes[12], ids[1].bytes[13],
                         ids[1].bytes[14], ids[1].bytes[15],
                         ((FoyerPushProblem *) g_ptr_array_index (problems, 0))->key);
  g_assert_cmpint (desk_fixture_count (fixture, sql), ==, 1);
}

/* An edit is told, its answer is lost, and it is edited again: the server hears what it may have
 * been told before, so that nobody contradicts himself. */
static void
test_own (DeskFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSyncLink) link = desk_fixture_open_link (fixture);
  g_autofree char *said = NULL, *later = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_edit (fixture, 3, "First");
  scripted_server_break (fixture->server, "edit_rows", 0, SCRIPTED_LOSES);
  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_OFFLINE);
  g_clear_error (&error);
  desk_fixture_edit (fixture, 3, "Second");
  desk_fixture_edit (fixture, 3, "Third");
  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_DONE);
  g_assert_no_error (error);
  said = scripted_server_dup_last (fixture->server, "edit_rows");
  g_assert_nonnull (strstr (said, "\"set\": {\"company\": \"Third\"}"));
  g_assert_nonnull (
      strstr (said, "\"own\": [{\"company\": \"First\"}, {\"company\": \"Second\"}]"));
  /* What was answered is the past. */
  desk_fixture_edit (fixture, 3, "Fourth");
  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_DONE);
  later = scripted_server_dup_last (fixture->server, "edit_rows");
  g_assert_nonnull (strstr (later, "\"was\": {\"company\": \"Third\"}}"));
}

/* What the server may have had before, and was told again. */
static gboolean
is_said (DeskFixture *fixture, const char *function, const FoyerUuid *id, const char *words)
{
  g_autofree char *said = scripted_server_dup_last (fixture->server, function);
  char text[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (id, text);
  return said != NULL && strstr (said, text) != NULL &&
         (words == NULL || strstr (said, words) != NULL);
}

/* A sale's answer is lost, its ticket is edited, and the sale is told again; then the telling ends
 * early, or somebody has something that goes first. The server had the ticket as it was: the edit
 * is still to come. */
static void
test_sale_edited (DeskFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSyncLink) link = desk_fixture_open_link (fixture);
  g_autoptr (GError) error = NULL;
  FoyerUuid ticket = desk_fixture_sell (fixture, NULL);

  scripted_server_break (fixture->server, "record_sales", 0, SCRIPTED_LOSES);
  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_OFFLINE);
  g_clear_error (&error);
  desk_fixture_edit_ticket (fixture, &ticket, "Elsewhere & Co.");
  scripted_server_break (fixture->server, "edit_rows", 0, SCRIPTED_BUSY);
  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_OFFLINE);
  g_clear_error (&error);
  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_DONE);
  g_assert_no_error (error);
  g_assert_true (
      is_said (fixture, "edit_rows", &ticket, "\"set\": {\"company\": \"Elsewhere & Co.\"}"));
  g_assert_cmpuint (scripted_server_count_calls (fixture->server, "edit_rows"), ==, 2);
  g_assert_cmpuint (scripted_server_count_calls (fixture->server, "record_sales"), ==, 2);
  g_assert_cmpint (count_waiting (fixture), ==, 0);
}

/* A sale that was refused goes again as the sale that it is, with its tickets, from a program that
 * was started since, too. */
static void
test_sale_retried (DeskFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSyncLink) link = desk_fixture_open_link (fixture);
  g_autoptr (FoyerSyncLink) later = NULL;
  g_autoptr (GError) error = NULL;
  FoyerUuid order, ticket = desk_fixture_sell (fixture, &order);

  scripted_server_refuse (fixture->server, &order, FALSE);
  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_DONE);
  g_assert_no_error (error);
  g_assert_true (is_said (fixture, "record_sales", &order, NULL));
  g_clear_pointer (&link, foyer_sync_link_free);
  later = desk_fixture_open_link (fixture);
  desk_fixture_check_in (fixture, 0, 1);
  g_assert_cmpint (desk_fixture_round (later, NULL, &error), ==, FOYER_ROUND_DONE);
  g_assert_cmpuint (scripted_server_count_calls (fixture->server, "record_sales"), ==, 1);

  g_assert_true (foyer_queue_store_retry (fixture->store.db, fixture->server_key, NULL, 0, &error));
  g_assert_no_error (error);
  g_assert_cmpint (desk_fixture_round (later, NULL, &error), ==, FOYER_ROUND_DONE);
  g_assert_no_error (error);
  g_assert_cmpuint (scripted_server_count_calls (fixture->server, "record_sales"), ==, 2);
  g_assert_true (is_said (fixture, "record_sales", &ticket, "SOLD-1-1"));
  g_assert_cmpuint (scripted_server_count_calls (fixture->server, "store_rows"), ==, 0);
}

/* What is paid for a dearer tier goes before the price of the order, and says what that will be. */
static void
test_price (DeskFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSyncLink) link = desk_fixture_open_link (fixture);
  g_autoptr (FoyerOrder) before = NULL, order = NULL;
  g_autoptr (FoyerPayment) payment = foyer_payment_new ();
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction;
  FoyerUuid order_id;

  desk_fixture_sell (fixture, &order_id);
  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_DONE);
  before = foyer_row_store_find (fixture->store.db, &FOYER_ORDER_TYPE, &order_id, &error);
  g_assert_no_error (error);
  order = foyer_order_copy (before);
  transaction = foyer_transaction_begin (fixture->store.db, "order-tier", &error);
  order->total = 4500;
  g_assert_true (foyer_transaction_update (transaction, before, order, &error));
  payment->event_id = order->event_id;
  payment->order_id = order_id;
  payment->amount = 4500;
  payment->currency = g_strdup ("EUR");
  payment->paid_at = order->row.updated_at;
  g_assert_true (foyer_transaction_insert (transaction, payment, &error));
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
  scripted_server_break (fixture->server, "edit_rows", 0, SCRIPTED_BUSY);
  g_assert_cmpint (desk_fixture_round (link, NULL, &error), ==, FOYER_ROUND_OFFLINE);
  g_clear_error (&error);
  g_assert_true (is_said (fixture, "store_rows", &payment->row.id, "}, \"price\": 4500}"));
  g_assert_true (is_said (fixture, "edit_rows", &order_id, "\"set\": {\"total\": 4500"));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (DeskFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/push/expires", test_expires },
    { "/push/lost", test_lost },
    { "/push/busy", test_busy },
    { "/push/refused", test_refused },
    { "/push/backwards", test_backwards },
    { "/push/own", test_own },
    { "/push/sale/edited", test_sale_edited },
    { "/push/sale/retried", test_sale_retried },
    { "/push/price", test_price },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, DeskFixture, GUINT_TO_POINTER (N_GUESTS), desk_fixture_set_up,
                tests[i].test, desk_fixture_tear_down);
  return g_test_run ();
}

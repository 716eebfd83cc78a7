/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People practise with all that there is, and nothing of it counts. */
#include "foyer-check-in-store.h"
#include "foyer-training-store.h"
#include "till-fixture.h"

static void
test_nothing_counts (TillFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
      foyer_training_store_dup_path (foyer_database_get_path (self->db), &self->event_id);
  g_autoptr (FoyerSaleResult) real = NULL, practised = NULL;
  g_autoptr (FoyerScanResult) scan = NULL, own = NULL, genuine = NULL;
  FoyerScanRequest request = { .event_id = self->event_id,
                               .time = FOYER_NONE,
                               .method = FOYER_METHOD_QR_SCAN };
  TillFixture training = *self;
  gint64 n_real;

  till_open (self, 0);
  g_assert_true (till_sell (self, TILL_VIP, 1, NULL, &real, &error));
  n_real = till_count (self->db, "SELECT max (number) FROM change_sets");

  for (guint i = 0; i < 2; i++) /* thrown away and made anew */
    {
      g_assert_true (foyer_training_store_make (self->db, &self->event_id, path, &error));
      training.db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, &error);
      g_assert_no_error (error);
      g_assert_cmpint (till_count (training.db, "SELECT count (*) FROM orders"), ==, 0);
      g_assert_cmpint (till_count (training.db, "SELECT count (*) FROM tickets"), ==, 0);
      g_assert_cmpint (till_count (training.db, "SELECT count (*) FROM till_records"), ==, 0);
      g_assert_cmpint (till_count (training.db, "SELECT count (*) FROM ticket_tiers"), ==,
                       TILL_N_TIERS);
      g_assert_cmpint (till_count (training.db, "SELECT is_test FROM events"), ==, 1);
      till_open (&training, 1000);
      g_clear_pointer (&practised, foyer_sale_result_free);
      g_assert_true (till_sell (&training, TILL_STANDARD, 10, NULL, &practised, &error));
      g_assert_no_error (error);
      if (i == 0)
        g_clear_object (&training.db);
    }

  /* The real one has not heard of it: neither its rows, nor its places, nor its till. */
  g_assert_cmpint (till_count (self->db, "SELECT max (number) FROM change_sets"), ==, n_real);
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM orders"), ==, 1);
  g_assert_cmpint (till_count (self->db, "SELECT is_test FROM events"), ==, 0);
  g_assert_cmpint (till_drawer (self), ==, 12003);
  g_assert_true (till_sell (self, TILL_STANDARD, 10, NULL, NULL, &error));

  /* A door says what such a ticket is; where people practise it is good. */
  request.code = ((const FoyerTicket *) practised->tickets->pdata[0])->qr_code;
  scan = foyer_check_in_store_scan (self->db, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (scan->verdict, ==, FOYER_VERDICT_TEST_TICKET);
  own = foyer_check_in_store_scan (training.db, &request, &error);
  g_assert_cmpint (own->verdict, ==, FOYER_VERDICT_ADMITTED);
  request.code = ((const FoyerTicket *) real->tickets->pdata[0])->qr_code;
  genuine = foyer_check_in_store_scan (self->db, &request, &error);
  g_assert_cmpint (genuine->verdict, ==, FOYER_VERDICT_ADMITTED);
  g_clear_object (&training.db);
  foyer_training_store_remove (path);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TILL_ADD ("/training-store/nothing-counts", test_nothing_counts);

  return g_test_run ();
}

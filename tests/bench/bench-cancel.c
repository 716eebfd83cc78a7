/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cancelling an event with all its tickets, each noted in the journal so that it can be undone,
 * against one bare UPDATE of a twin of the file that notes nothing. They take turns. */
#include "foyer-event-cancel-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"

#include <locale.h>
#include <stdlib.h>

#define N_TICKETS 100000
#define N_ROUNDS  3
#define ASKED     10.0
#define NOW       G_GINT64_CONSTANT (1790000000000000)

/* (transfer full): the replica of a round, in a folder of its own */
static FoyerDatabase *
make (const char *dir, FoyerUuid *event_id)
{
  return foyer_test_data_make (dir, N_TICKETS, FOYER_TEST_DATA_ALL_VALID, event_id);
}

static double
measure_ours (void)
{
  const FoyerEventCancel how = { .subject = "Cancelled", .body = "Sorry" };
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autoptr (GError) error = NULL;
  FoyerUuid event_id;
  g_autoptr (FoyerDatabase) db = make (dir, &event_id);
  gint64 start = g_get_monotonic_time ();
  FoyerTransaction *transaction = foyer_transaction_begin (db, "cancel-event", &error);

  foyer_event_cancel_store_cancel (transaction, &event_id, &how, NOW, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  foyer_transaction_commit (transaction, NULL, &error);
  g_assert_no_error (error);
  return (g_get_monotonic_time () - start) / 1000.0;
}

static double
measure_bare (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autoptr (GError) error = NULL;
  FoyerUuid event_id;
  g_autoptr (FoyerDatabase) db = make (dir, &event_id);
  gint64 start = g_get_monotonic_time ();

  foyer_database_exec (
      db, "UPDATE tickets SET status = 'CANCELLED', version = version + 1, updated_at = 1", &error);
  g_assert_no_error (error);
  return (g_get_monotonic_time () - start) / 1000.0;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

int
main (void)
{
  double ours[N_ROUNDS];
  double bare[N_ROUNDS];
  double ratio;

  setlocale (LC_ALL, "C.UTF-8");
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      bare[i] = measure_bare ();
      ours[i] = measure_ours ();
    }
  qsort (ours, N_ROUNDS, sizeof *ours, compare);
  qsort (bare, N_ROUNDS, sizeof *bare, compare);
  ratio = ours[N_ROUNDS / 2] / bare[N_ROUNDS / 2];
  g_print ("BENCH\tcancel an event, 100 000 tickets\t%.0f ms\t%.0f ms (bare UPDATE)\t%.2f×\t≤ "
           "%.0f×\t%s\n",
           ours[N_ROUNDS / 2], bare[N_ROUNDS / 2], ratio, ASKED, ratio <= ASKED ? "ok" : "MISSED");
  return 0;
}

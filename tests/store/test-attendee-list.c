/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-private.h"

#include <string.h>

#include "foyer-row-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-transaction.h"

#define N_ROWS 1000

typedef struct
{
  FoyerTestDir dir;
  FoyerUuid event_id;
  FoyerReplica *replica;
  FoyerAttendeeList *list;
  guint n_queried;
  guint n_rows_changed;
  GArray *spliced; /* position, removed, added of each items_changed */
} Fixture;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ((Fixture *) data)->replica = foyer_replica_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_open_cb (gpointer data)
{
  return ((Fixture *) data)->replica != NULL;
}

static gboolean
is_settled_cb (gpointer data)
{
  return !foyer_keyed_list_is_pending (FOYER_KEYED_LIST (((Fixture *) data)->list));
}

/* The roster and the rows tell each for itself. */
static gboolean
has_one_cb (gpointer data)
{
  Fixture *fixture = data;

  return fixture->n_rows_changed > 0 &&
         g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) == 1;
}

static void
count_cb (gpointer object, guint *n)
{
  (*n)++;
}

static void
spliced_cb (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  g_array_append_val (fixture->spliced, position);
  g_array_append_val (fixture->spliced, removed);
  g_array_append_val (fixture->spliced, added);
}

static void
make_list (Fixture *fixture)
{
  fixture->list = foyer_attendee_list_new (fixture->replica, &fixture->event_id);
  fixture->spliced = g_array_new (FALSE, FALSE, sizeof (guint));
  g_signal_connect (fixture->list, "queried", G_CALLBACK (count_cb), &fixture->n_queried);
  g_signal_connect (fixture->list, "rows-changed", G_CALLBACK (count_cb), &fixture->n_rows_changed);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (spliced_cb), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->dir = foyer_test_dir_new ();
  g_object_unref (
      foyer_test_data_make (fixture->dir, N_ROWS, FOYER_TEST_DATA_MIXED, &fixture->event_id));
  path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  foyer_replica_open_async (path, NULL, opened_cb, fixture);
  foyer_test_wait_for (is_open_cb, fixture);
  make_list (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->list);
  g_object_unref (fixture->replica);
  g_array_unref (fixture->spliced);
  foyer_test_dir_free (fixture->dir);
}

static FoyerRosterQuery
make_query (guint sort, const char *text)
{
  return (FoyerRosterQuery){
    .sort = sort, .text = text, .arrived_from = FOYER_NONE, .arrived_to = FOYER_NONE
  };
}

static void
query (Fixture *fixture, guint sort, const char *text)
{
  FoyerRosterQuery asked = make_query (sort, text);

  foyer_attendee_list_set_query (fixture->list, &asked);
  foyer_test_wait_for (is_settled_cb, fixture);
}

/* What a list shows while the roster is made. */
static void
test_first_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  foyer_attendee_read_first (foyer_replica_get_reader (fixture->replica), &fixture->event_id, 200,
                             keys);
  g_assert_cmpuint (keys->len, ==, 200);
  for (guint i = 1; i < keys->len; i++)
    g_assert_cmpint (g_array_index (keys, gint64, i - 1), <, g_array_index (keys, gint64, i));

  g_assert_false (foyer_keyed_list_is_ready (FOYER_KEYED_LIST (fixture->list)));
  foyer_test_wait_for (is_settled_cb, fixture);
  g_assert_true (foyer_keyed_list_is_ready (FOYER_KEYED_LIST (fixture->list)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, N_ROWS);
  g_assert_cmpuint (foyer_keyed_list_get_total (FOYER_KEYED_LIST (fixture->list)), ==, N_ROWS);
}

/* Each row shows what the replica holds under its key. */
static void
test_rows (Fixture *fixture, gconstpointer data)
{
  FoyerDatabase *reader = foyer_replica_get_reader (fixture->replica);

  query (fixture, FOYER_SORT_EMAIL, NULL);
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autoptr (FoyerAttendee) attendee = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);
      g_autoptr (FoyerTicket) ticket = foyer_row_store_get (
          reader, &FOYER_TICKET_TYPE, foyer_keyed_item_get_key (FOYER_KEYED_ITEM (attendee)), NULL);
      g_autoptr (FoyerOrder) order =
          foyer_row_store_find (reader, &FOYER_ORDER_TYPE, &ticket->order_id, NULL);
      guint position;

      g_assert_cmpuint (foyer_row_diff (ticket, foyer_attendee_get_ticket (attendee)), ==, 0);
      g_assert_cmpstr (foyer_attendee_get_order_number (attendee), ==,
                       order != NULL ? order->order_number : NULL);
      g_assert_cmpint (foyer_attendee_get_attendance (attendee), ==,
                       foyer_attendance_of (ticket, order));
      g_assert_true (
          foyer_uuid_equal (&foyer_attendee_get_tier (attendee)->row.id, &ticket->tier_id));
      g_assert_true (
          foyer_keyed_list_find (FOYER_KEYED_LIST (fixture->list), ticket->row.key, &position));
      g_assert_cmpuint (position, ==, i);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), N_ROWS));
}

static void
test_slots_stay (Fixture *fixture, gconstpointer data)
{
  GListModel *model = G_LIST_MODEL (fixture->list);
  g_autoptr (FoyerAttendee) first = NULL;
  g_autoptr (FoyerAttendee) again = NULL;
  gint64 key;
  guint n_changed = 0;

  foyer_test_wait_for (is_settled_cb, fixture);
  g_array_set_size (fixture->spliced, 0);
  first = g_list_model_get_item (model, 0);
  key = foyer_keyed_item_get_key (FOYER_KEYED_ITEM (first));
  g_signal_connect (first, "changed", G_CALLBACK (count_cb), &n_changed);

  /* Another order: no item goes, the slot shows somebody else. */
  query (fixture, FOYER_SORT_CODE, NULL);
  again = g_list_model_get_item (model, 0);
  g_assert_true (first == again);
  g_assert_cmpuint (fixture->spliced->len, ==, 0);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpint (foyer_keyed_item_get_key (FOYER_KEYED_ITEM (first)), !=, key);

  /* Fewer rows: only the tail goes. */
  query (fixture, FOYER_SORT_CODE, "an");
  g_assert_cmpuint (fixture->spliced->len, ==, 3);
  g_assert_cmpuint (g_array_index (fixture->spliced, guint, 0), ==,
                    g_list_model_get_n_items (model));
  g_assert_cmpuint (g_array_index (fixture->spliced, guint, 2), ==, 0);
  g_assert_cmpuint (n_changed, ==, 2);

  query (fixture, FOYER_SORT_CODE, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, N_ROWS);
  g_assert_cmpuint (g_array_index (fixture->spliced, guint, 4), ==, 0);
}

/* Asked twice at once: only the last answer is shown. */
static void
test_stale_answer (Fixture *fixture, gconstpointer data)
{
  FoyerRosterQuery everything = make_query (FOYER_SORT_NAME, "a");
  FoyerRosterQuery nothing = make_query (FOYER_SORT_NAME, "no such person");

  foyer_test_wait_for (is_settled_cb, fixture);
  fixture->n_queried = 0;
  foyer_attendee_list_set_query (fixture->list, &everything);
  foyer_attendee_list_set_query (fixture->list, &nothing);
  foyer_test_wait_for (is_settled_cb, fixture);
  g_assert_cmpuint (fixture->n_queried, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 0);
  g_assert_cmpuint (foyer_keyed_list_get_total (FOYER_KEYED_LIST (fixture->list)), ==, N_ROWS);
}

static gboolean
is_idle_cb (gpointer data)
{
  return !g_main_context_pending (NULL);
}

/* Waited for, an answer is there without the main loop, and comes only once. */
static void
test_waited_for (Fixture *fixture, gconstpointer data)
{
  FoyerRosterQuery nobody = make_query (FOYER_SORT_NAME, "no such person");
  FoyerRosterQuery everybody = make_query (FOYER_SORT_NAME, NULL);

  foyer_test_wait_for (is_settled_cb, fixture);
  fixture->n_queried = 0;
  foyer_keyed_list_wait (FOYER_KEYED_LIST (fixture->list), G_USEC_PER_SEC);
  g_assert_cmpuint (fixture->n_queried, ==, 0);

  foyer_attendee_list_set_query (fixture->list, &nobody);
  g_assert_true (foyer_keyed_list_is_pending (FOYER_KEYED_LIST (fixture->list)));
  foyer_keyed_list_wait (FOYER_KEYED_LIST (fixture->list), 60 * G_USEC_PER_SEC);
  g_assert_false (foyer_keyed_list_is_pending (FOYER_KEYED_LIST (fixture->list)));
  g_assert_cmpuint (fixture->n_queried, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 0);

  /* The call back of the first comes while the second is asked. */
  foyer_attendee_list_set_query (fixture->list, &everybody);
  foyer_test_wait_for (is_settled_cb, fixture);
  foyer_test_wait_for (is_idle_cb, NULL);
  g_assert_cmpuint (fixture->n_queried, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, N_ROWS);
  g_assert_cmpuint (foyer_keyed_list_get_total (FOYER_KEYED_LIST (fixture->list)), ==, N_ROWS);
}

static gpointer
rename_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *key = data;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "rename", error);
  g_autoptr (FoyerTicket) before = foyer_row_store_get (db, &FOYER_TICKET_TYPE, *key, error);
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);

  g_free (after->attendee_name);
  after->attendee_name = g_strdup ("Zzyzx");
  g_assert_true (foyer_transaction_update (transaction, before, after, error));
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error));
  return GINT_TO_POINTER (TRUE);
}

static void
test_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerAttendee) found = NULL;
  gint64 key;

  foyer_test_wait_for (is_settled_cb, fixture);
  query (fixture, FOYER_SORT_NAME, "zzyzx");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 0);
  query (fixture, FOYER_SORT_NAME, NULL);
  key = foyer_keyed_list_get_key (FOYER_KEYED_LIST (fixture->list), 7);
  query (fixture, FOYER_SORT_NAME, "zzyzx");

  fixture->n_rows_changed = 0;
  foyer_replica_run_async (fixture->replica, FOYER_PRIORITY_ACT, rename_func, &key, NULL, NULL,
                           NULL, NULL, NULL);
  foyer_test_wait_for (has_one_cb, fixture);
  found = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  g_assert_cmpint (foyer_keyed_item_get_key (FOYER_KEYED_ITEM (found)), ==, key);
  g_assert_cmpstr (foyer_attendee_get_ticket (found)->attendee_name, ==, "Zzyzx");
}

/* A cell may hold its item longer than the page its list. */
static void
test_orphan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerAttendee) attendee = NULL;

  foyer_test_wait_for (is_settled_cb, fixture);
  attendee = g_list_model_get_item (G_LIST_MODEL (fixture->list), 3);
  g_object_unref (fixture->list);
  g_assert_cmpint (foyer_keyed_item_get_key (FOYER_KEYED_ITEM (attendee)), ==, 0);
  g_assert_null (foyer_attendee_get_ticket (attendee));
  g_assert_null (foyer_attendee_get_tier (attendee));
  g_array_unref (fixture->spliced);
  make_list (fixture);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_auto (FoyerTestDir) cache = foyer_test_dir_new ();

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("/attendee-list/first-rows", test_first_rows);
  ADD ("/attendee-list/rows", test_rows);
  ADD ("/attendee-list/slots-stay", test_slots_stay);
  ADD ("/attendee-list/stale-answer", test_stale_answer);
  ADD ("/attendee-list/waited-for", test_waited_for);
  ADD ("/attendee-list/change", test_change);
  ADD ("/attendee-list/orphan", test_orphan);
  return g_test_run ();
}

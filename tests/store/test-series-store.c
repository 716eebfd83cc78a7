/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "series-fixture.h"

#include "foyer-calendar-store.h"
#include "foyer-check-in-list.h"
#include "foyer-event-store.h"
#include "foyer-question.h"
#include "foyer-quota.h"
#include "foyer-recurrence-parts.h"
#include "foyer-row-store.h"
#include "foyer-series-edit.h"
#include "foyer-test.h"
#include "foyer-ticket-store.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void
test_create (SeriesFixture *fixture, gconstpointer data)
{
  static const FoyerRowType *const types[] = { &FOYER_QUOTA_TYPE, &FOYER_TIER_TYPE,
                                               &FOYER_QUESTION_TYPE, &FOYER_CHECK_IN_LIST_TYPE };
  g_autoptr (GPtrArray) dates = NULL;
  g_autoptr (GPtrArray) tiers = NULL;
  g_autoptr (GPtrArray) questions = NULL;
  g_autoptr (GTimeZone) zone = foyer_time_zone_load ("Europe/Berlin");
  const FoyerEvent *last;
  const FoyerTier *early, *late;
  g_autofree char *id = NULL, *sale_end = NULL, *start = NULL;
  FoyerUuid series_id;
  gint64 change_set = series_fixture_create (fixture, "FREQ=WEEKLY;COUNT=20", &series_id);
  g_autoptr (GError) error = NULL;
  gint64 undo_set;

  dates = series_fixture_get_dates (fixture, &series_id);
  g_assert_cmpuint (dates->len, ==, 20);
  series_fixture_check (fixture, &series_id);
  last = dates->pdata[19];
  start = foyer_time_to_iso (last->start_date, zone);
  g_assert_cmpstr (start, ==, "2027-04-13T19:00:00+02:00");
  g_assert_cmpstr (last->slug, ==, "pottery-2027-04-13");
  g_assert_cmpstr (((FoyerEvent *) dates->pdata[0])->slug, ==, "pottery");
  g_assert_cmpint (last->end_date - last->start_date, ==, 2 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (last->capacity, ==, 12);

  tiers = foyer_event_store_tiers (fixture->db, &last->row.id, NULL);
  early = tiers->pdata[0];
  late = tiers->pdata[1];
  g_assert_true (foyer_uuid_equal (&early->next_tier_id, &late->row.id));
  g_assert_true (foyer_uuid_equal (&early->quota_id, &late->quota_id));
  sale_end = foyer_time_to_iso (early->sale_end, zone);
  g_assert_cmpstr (sale_end, ==, "2027-04-12T18:00:00+02:00");
  questions = foyer_event_store_questions (fixture->db, &last->row.id, NULL);
  id = foyer_uuid_to_string (&late->row.id);
  g_assert_nonnull (strstr (((FoyerQuestion *) questions->pdata[0])->tier_ids, id));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GPtrArray) own = foyer_row_store_list (fixture->db, types[i], &last->row.id, NULL);
      g_autoptr (GPtrArray) first =
          foyer_row_store_list (fixture->db, types[i], &fixture->event_id, NULL);

      g_assert_cmpuint (own->len, ==, first->len);
      g_assert_false (foyer_uuid_equal (&((FoyerRow *) own->pdata[0])->id,
                                        &((FoyerRow *) first->pdata[0])->id));
    }

  foyer_journal_undo (fixture->db, change_set, &undo_set, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (g_steal_pointer (&dates));
  dates = foyer_event_store_list (fixture->db, NULL);
  g_assert_cmpuint (dates->len, ==, 1);
  g_assert_true (foyer_uuid_is_nil (&((FoyerEvent *) dates->pdata[0])->series_id));
  foyer_journal_undo (fixture->db, undo_set, NULL, NULL, &error);
  g_assert_no_error (error);
  series_fixture_check (fixture, &series_id);
}

static void
test_refused (SeriesFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *rule;
    gboolean is_sold;
  } cases[] = {
    { "FREQ=WEEKLY", FALSE },
    { "nonsense", FALSE },
    { "FREQ=DAILY;COUNT=30000", FALSE },
    { "FREQ=DAILY;UNTIL=20200101", FALSE },
    { "FREQ=WEEKLY;BYDAY=TH;COUNT=3", TRUE },
  };
  FoyerUuid series_id;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerTransaction) transaction = NULL;
      FoyerSeriesPlan plan = { cases[i].rule };
      g_autoptr (GError) error = NULL;

      if (cases[i].is_sold)
        series_fixture_add_ticket (fixture, &fixture->event_id);
      transaction = series_fixture_begin (fixture);
      g_assert_false (foyer_series_store_create (transaction, &fixture->event_id, &plan, NULL, NULL,
                                                 NULL, &series_id, &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (strlen (error->message), >, 20);
    }
  series_fixture_create (fixture, "FREQ=WEEKLY;COUNT=2", &series_id);
  {
    g_autoptr (FoyerTransaction) transaction = series_fixture_begin (fixture);
    FoyerSeriesPlan plan = { "FREQ=WEEKLY;COUNT=2" };
    g_autoptr (GError) error = NULL;

    g_assert_false (foyer_series_store_create (transaction, &fixture->event_id, &plan, NULL, NULL,
                                               NULL, &series_id, &error));
    g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  }
}

/* The rule leaves the event's own day out: the event goes to the first that it gives. */
static void
test_first_moves (SeriesFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tiers = NULL;
  g_autoptr (GTimeZone) zone = foyer_time_zone_load ("Europe/Berlin");
  g_autofree char *sale_end = NULL;
  FoyerUuid series_id;

  series_fixture_create (fixture, "FREQ=WEEKLY;BYDAY=TH;COUNT=2;WKST=SU", &series_id);
  assert_walls (fixture, &series_id, "12-03 19:00, 12-10 19:00");
  series_fixture_check (fixture, &series_id);
  tiers = foyer_event_store_tiers (fixture->db, &fixture->event_id, NULL);
  sale_end = foyer_time_to_iso (((FoyerTier *) tiers->pdata[0])->sale_end, zone);
  g_assert_cmpstr (sale_end, ==, "2026-12-02T18:00:00+01:00");
}

static void
test_one_date (SeriesFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) dates = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSeries) series = NULL;
  g_autoptr (FoyerTransaction) transaction = NULL;
  FoyerWallKind kind;
  FoyerUuid series_id;
  FoyerUuid third;

  series_fixture_create (fixture, "FREQ=WEEKLY;COUNT=4", &series_id);
  dates = series_fixture_get_dates (fixture, &series_id);
  third = ((FoyerEvent *) dates->pdata[2])->row.id;

  transaction = series_fixture_begin (fixture);
  g_assert_true (foyer_series_store_move (transaction, &third, series_wall ("2026-12-16T20:30:00"),
                                          &kind, &error));
  g_assert_cmpint (kind, ==, FOYER_WALL_UNIQUE);
  series_fixture_commit (g_steal_pointer (&transaction));
  assert_walls (fixture, &series_id, "12-01 19:00, 12-08 19:00, 12-16 20:30, 12-22 19:00");
  series_fixture_check (fixture, &series_id);

  transaction = series_fixture_begin (fixture);
  g_assert_true (foyer_series_store_add_date (transaction, &third,
                                              series_wall ("2026-12-24T10:00:00"), &error));
  series_fixture_commit (g_steal_pointer (&transaction));
  assert_walls (fixture, &series_id,
                "12-01 19:00, 12-08 19:00, 12-16 20:30, 12-22 19:00, 12-24 10:00");
  series_fixture_check (fixture, &series_id);
  transaction = series_fixture_begin (fixture);
  g_assert_false (foyer_series_store_add_date (transaction, &third,
                                               series_wall ("2026-12-24T10:00:00"), &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_clear_pointer (&transaction, foyer_transaction_free);

  transaction = series_fixture_begin (fixture);
  g_assert_true (
      foyer_series_store_except (transaction, &((FoyerEvent *) dates->pdata[1])->row.id, &error));
  series_fixture_commit (g_steal_pointer (&transaction));
  assert_walls (fixture, &series_id, "12-01 19:00, 12-16 20:30, 12-22 19:00, 12-24 10:00");
  series_fixture_check (fixture, &series_id);
  series = foyer_series_store_get (fixture->db, &series_id, NULL);
  g_assert_cmpstr (series->exceptions, ==, "[\"2026-12-08T19:00:00\"]");
  g_assert_cmpstr (series->additions, ==, "[\"2026-12-24T10:00:00\"]");

  series_fixture_add_ticket (fixture, &third);
  transaction = series_fixture_begin (fixture);
  g_assert_false (foyer_series_store_except (transaction, &third, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
}

static void
test_heads (SeriesFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) heads = NULL;
  g_autoptr (GPtrArray) alone = foyer_series_store_alone (fixture->db, &error);
  static const struct
  {
    const char *now;
    const char *next;
  } cases[] = {
    { "2020-01-01T00:00:00", "2026-12-01T19:00:00" },
    { "2026-12-10T00:00:00", "2026-12-15T19:00:00" },
    { "2030-01-01T00:00:00", "2026-12-22T19:00:00" },
  };

  g_assert_cmpuint (alone->len, ==, 1);
  series_fixture_create (fixture, "FREQ=WEEKLY;COUNT=4", NULL);
  g_ptr_array_unref (alone);
  alone = foyer_series_store_alone (fixture->db, &error);
  g_assert_cmpuint (alone->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const FoyerSeriesHead *head;

      g_clear_pointer (&heads, g_ptr_array_unref);
      heads = foyer_series_store_heads (fixture->db, series_instant (cases[i].now, "UTC"), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (heads->len, ==, 1);
      head = heads->pdata[0];
      g_assert_cmpint (head->n_dates, ==, 4);
      g_assert_cmpint (head->next->start_date, ==, series_instant (cases[i].next, "Europe/Berlin"));
    }
}

static void
progress_cancels (gint64 done, gint64 total, gpointer data)
{
  g_assert_cmpint (total, ==, 13000);
  if (done > 1000)
    g_cancellable_cancel (data);
}

static void
test_many (SeriesFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  FoyerSeriesPlan plan = { "FREQ=DAILY;COUNT=13000" };
  FoyerTransaction *transaction = series_fixture_begin (fixture);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) dates = NULL;
  FoyerUuid series_id;

  g_assert_false (foyer_series_store_create (transaction, &fixture->event_id, &plan,
                                             progress_cancels, cancellable, cancellable, &series_id,
                                             &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  foyer_transaction_free (transaction);
  events = foyer_event_store_list (fixture->db, NULL);
  g_assert_cmpuint (events->len, ==, 1);

  series_fixture_create (fixture, plan.rule, &series_id);
  dates = series_fixture_get_dates (fixture, &series_id);
  g_assert_cmpuint (dates->len, ==, 13000);
  series_fixture_check (fixture, &series_id);
}

static void
progress_dies (gint64 done, gint64 total, gpointer data)
{
  if (done > 500)
    kill (getpid (), SIGKILL);
}

/* The process is killed in the middle of creating: nothing of the series is there. */
static void
test_crash (SeriesFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_strdup (foyer_database_get_path (fixture->db));
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) heads = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  pid_t child;

  g_clear_object (&fixture->db);
  child = fork ();
  if (child == 0)
    {
      FoyerSeriesPlan plan = { "FREQ=DAILY;COUNT=2000" };

      fixture->db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, NULL);
      foyer_database_exec (fixture->db, "PRAGMA cache_size = 50", NULL);
      foyer_series_store_create (series_fixture_begin (fixture), &fixture->event_id, &plan,
                                 progress_dies, NULL, NULL, NULL, NULL);
      _exit (1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);

  fixture->db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  events = foyer_event_store_list (fixture->db, &error);
  g_assert_cmpuint (events->len, ==, 1);
  g_assert_true (foyer_uuid_is_nil (&((FoyerEvent *) events->pdata[0])->series_id));
  heads = foyer_series_store_heads (fixture->db, 0, &error);
  g_assert_cmpuint (heads->len, ==, 0);
  series_fixture_create (fixture, "FREQ=WEEKLY;COUNT=4", NULL);
}

/* A month of the calendar; two events meet at one venue. */
static void
test_calendar (SeriesFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *title;
    const char *start;
    const char *end;
    const char *venue;
    gboolean clashes;
  } others[] = {
    { "Meets", "2026-12-08T20:00:00", "2026-12-08T22:00:00", "Studio", TRUE },
    { "After", "2026-12-08T22:00:00", "2026-12-08T23:00:00", "Studio", FALSE },
    { "Elsewhere", "2026-12-08T19:00:00", "2026-12-08T21:00:00", "Hall", FALSE },
    { "Nowhere", "2026-12-08T19:00:00", "2026-12-08T21:00:00", NULL, FALSE },
  };
  gint64 first = series_wall ("2026-12-01T00:00:00");
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  guint n_clashes = 0;

  series_fixture_create (fixture, "FREQ=WEEKLY;COUNT=9", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      FoyerTransaction *transaction = series_fixture_begin (fixture);
      g_autoptr (FoyerEvent) event = foyer_event_new ();

      event->title = g_strdup (others[i].title);
      event->timezone = g_strdup ("Europe/Berlin");
      event->currency = g_strdup ("EUR");
      event->venue_name = g_strdup (others[i].venue);
      event->start_date = series_instant (others[i].start, "Europe/Berlin");
      event->end_date = series_instant (others[i].end, "Europe/Berlin");
      g_assert_true (foyer_event_store_add (transaction, event, &error));
      series_fixture_commit (transaction);
    }
  items = foyer_calendar_store_read (fixture->db, first, first + 31 * FOYER_DAY_SECONDS, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 5 + G_N_ELEMENTS (others));
  for (guint i = 0; i < items->len; i++)
    {
      const FoyerCalendarItem *item = items->pdata[i];

      n_clashes += item->clashes;
      for (guint j = 0; j < G_N_ELEMENTS (others); j++)
        if (g_str_equal (item->title, others[j].title))
          g_assert_cmpint (item->clashes, ==, others[j].clashes);
    }
  g_assert_cmpuint (n_clashes, ==, 2);
}

#define add(path, func)                                                                            \
  g_test_add (path, SeriesFixture, NULL, series_fixture_set_up, func, series_fixture_tear_down)

/* From one date to the other, past what is gone, to either end. */
static void
test_beside (SeriesFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) dates = NULL;
  g_autoptr (FoyerEvent) before = NULL, after = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction;
  FoyerUuid series_id;

  series_fixture_create (fixture, "FREQ=WEEKLY;COUNT=4", &series_id);
  dates = series_fixture_get_dates (fixture, &series_id);
  transaction = series_fixture_begin (fixture);
  g_assert_true (foyer_transaction_remove (transaction, dates->pdata[1], &error));
  series_fixture_commit (transaction);
  after = foyer_series_store_beside (fixture->db, dates->pdata[0], TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_uuid_equal (&after->row.id, &((FoyerEvent *) dates->pdata[2])->row.id));
  before = foyer_series_store_beside (fixture->db, after, FALSE, &error);
  g_assert_true (foyer_uuid_equal (&before->row.id, &((FoyerEvent *) dates->pdata[0])->row.id));
  none = foyer_series_store_beside (fixture->db, dates->pdata[3], TRUE, &error);
  g_assert_null (none);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/series-store/create", test_create);
  add ("/series-store/refused", test_refused);
  add ("/series-store/first-moves", test_first_moves);
  add ("/series-store/one-date", test_one_date);
  add ("/series-store/heads", test_heads);
  add ("/series-store/beside", test_beside);
  add ("/series-store/calendar", test_calendar);
  add ("/series-store/many", test_many);
  add ("/series-store/crash", test_crash);

  return g_test_run ();
}

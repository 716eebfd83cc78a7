/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "series-fixture.h"

#include "foyer-event-store.h"
#include "foyer-question.h"
#include "foyer-quota.h"
#include "foyer-row-store.h"
#include "foyer-ticket-store.h"

#include <string.h>

gint64
series_wall (const char *text)
{
  gint64 wall;

  g_assert_true (foyer_wall_seconds_parse (text, &wall));
  return wall;
}

gint64
series_instant (const char *text, const char *zone_name)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (zone_name);
  gint64 instant;

  foyer_wall_seconds_to_instant (series_wall (text), zone, &instant);
  return instant;
}

FoyerTransaction *
series_fixture_begin (SeriesFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "test", &error);

  g_assert_no_error (error);
  return transaction;
}

gint64
series_fixture_commit (FoyerTransaction *transaction)
{
  g_autoptr (GError) error = NULL;
  gint64 change_set = 0;

  foyer_transaction_commit (transaction, &change_set, &error);
  g_assert_no_error (error);
  return change_set;
}

static void
insert (FoyerTransaction *transaction, gpointer row)
{
  g_autoptr (GError) error = NULL;

  foyer_transaction_insert (transaction, row, &error);
  g_assert_no_error (error);
}

/* A class on Tuesday, 1 December 2026, 19:00 to 21:00 in Berlin; two tiers that share a quota, the
 * first of which is sold until the day before and hands over to the second; a question of the
 * second. */
void
series_fixture_set_up (SeriesFixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerEvent) event = foyer_event_new ();
  g_autoptr (FoyerQuota) quota = foyer_quota_new ();
  g_autoptr (FoyerTier) early = foyer_tier_new ();
  g_autoptr (FoyerTier) late = foyer_tier_new ();
  g_autoptr (FoyerQuestion) question = foyer_question_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *id = NULL;

  fixture->dir = foyer_test_dir_new ();
  path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  fixture->db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  transaction = series_fixture_begin (fixture);
  event->title = g_strdup ("Pottery");
  event->timezone = g_strdup ("Europe/Berlin");
  event->currency = g_strdup ("EUR");
  event->venue_name = g_strdup ("Studio");
  event->capacity = 12;
  event->start_date = series_instant ("2026-12-01T19:00:00", "Europe/Berlin");
  event->end_date = series_instant ("2026-12-01T21:00:00", "Europe/Berlin");
  foyer_event_store_add (transaction, event, &error);
  g_assert_no_error (error);
  fixture->event_id = event->row.id;

  quota->event_id = early->event_id = late->event_id = question->event_id = event->row.id;
  quota->name = g_strdup ("Wheels");
  quota->quantity_total = 12;
  insert (transaction, quota);
  foyer_uuid_init_v7 (&late->row.id);
  early->name = g_strdup ("Early");
  early->price = 2000;
  early->quota_id = late->quota_id = quota->row.id;
  early->next_tier_id = late->row.id;
  early->sale_end = series_instant ("2026-11-30T18:00:00", "Europe/Berlin");
  insert (transaction, early);
  late->name = g_strdup ("Late");
  late->price = 2500;
  late->sort_order = 1;
  insert (transaction, late);
  question->code = g_strdup ("apron");
  question->label = g_strdup ("Which size?");
  id = foyer_uuid_to_string (&late->row.id);
  question->tier_ids = g_strdup_printf ("[\"%s\"]", id);
  insert (transaction, question);
  series_fixture_commit (g_steal_pointer (&transaction));
}

void
series_fixture_tear_down (SeriesFixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->db);
  foyer_test_dir_free (fixture->dir);
}

FoyerEvent *
series_fixture_get_event (SeriesFixture *fixture, const FoyerUuid *id)
{
  g_autoptr (GError) error = NULL;
  FoyerEvent *event = foyer_row_store_find (fixture->db, &FOYER_EVENT_TYPE, id, &error);

  g_assert_no_error (error);
  return event;
}

gint64
series_fixture_create (SeriesFixture *fixture, const char *rule, FoyerUuid *series_id)
{
  FoyerTransaction *transaction = series_fixture_begin (fixture);
  FoyerSeriesPlan plan = { rule };
  g_autoptr (GError) error = NULL;

  foyer_series_store_create (transaction, &fixture->event_id, &plan, NULL, NULL, NULL, series_id,
                             &error);
  g_assert_no_error (error);
  return series_fixture_commit (transaction);
}

GPtrArray *
series_fixture_get_dates (SeriesFixture *fixture, const FoyerUuid *series_id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *dates = foyer_series_store_dates (fixture->db, series_id, &error);

  g_assert_no_error (error);
  return dates;
}

/* "12-01 19:00" of each date, by its own wall. */
char *
series_list_walls (GPtrArray *dates, gboolean of_rule)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < dates->len; i++)
    {
      const FoyerEvent *event = dates->pdata[i];
      g_autoptr (GTimeZone) zone = foyer_time_zone_load (event->timezone);
      g_autofree char *wall = foyer_wall_seconds_format (
          foyer_wall_seconds_from_instant (of_rule ? event->series_date : event->start_date, zone));

      wall[10] = ' ';
      g_string_append_printf (text, "%s%.11s", i > 0 ? ", " : "", wall + 5);
    }
  return g_string_free (text, FALSE);
}

/* The row says the dates that there are. */
void
series_fixture_check (SeriesFixture *fixture, const FoyerUuid *series_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSeries) series = foyer_series_store_get (fixture->db, series_id, &error);
  g_autoptr (GPtrArray) dates = series_fixture_get_dates (fixture, series_id);
  g_autoptr (FoyerRecurrence) rule = foyer_recurrence_new (series->rule, &error);
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (series->timezone);
  g_autoptr (GArray) out = foyer_wall_seconds_read_list (series->exceptions);
  g_autoptr (GArray) more = foyer_wall_seconds_read_list (series->additions);
  FoyerRecurrenceSet set = { series_wall (series->start_wall), zone, out, more };
  g_autoptr (GArray) said = NULL;

  g_assert_no_error (error);
  said = foyer_recurrence_expand_all (rule, &set, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (said->len, ==, dates->len);
  for (guint i = 0; i < said->len; i++)
    g_assert_cmpint (g_array_index (said, FoyerRecurrenceDate, i).instant, ==,
                     ((FoyerEvent *) dates->pdata[i])->series_date);
}

void
series_fixture_add_ticket (SeriesFixture *fixture, const FoyerUuid *event_id)
{
  FoyerTransaction *transaction = series_fixture_begin (fixture);
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  g_autoptr (GError) error = NULL;

  ticket->event_id = *event_id;
  ticket->attendee_name = g_strdup ("Ada");
  foyer_ticket_store_add (transaction, ticket, &error);
  g_assert_no_error (error);
  series_fixture_commit (transaction);
}

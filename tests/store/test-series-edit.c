/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "series-fixture.h"

#include "foyer-question.h"
#include "foyer-recurrence-parts.h"
#include "foyer-row-store.h"
#include "foyer-ticket-store.h"
#include "foyer-tier.h"

#include <string.h>

/* What is edited at date nth of a series of five Tuesdays, and what becomes of all. */
typedef struct
{
  const char *name;
  guint nth;
  FoyerSeriesScope scope;
  const char *start; /* (nullable) of the date after the edit */
  const char *end;
  const char *zone;
  const char *title;
  const char *rule;
  gboolean overwrite;
  const char *walls; /* by their own walls, of the date's series */
  const char *words; /* of that series */
  const char *rest;  /* (nullable) of the series that it left */
  guint n[FOYER_SERIES_N_EFFECTS];
} EditCase;

static const EditCase edit_cases[] = {
  { "title-this", 1, FOYER_SERIES_THIS, .title = "New",
    .walls = "12-01 19:00, 12-08 19:00, 12-15 19:00, 12-23 20:00, 12-29 19:00",
    .words = "Every Tuesday, 5 times", .n = { 1 } },
  { "title-following", 1, FOYER_SERIES_FOLLOWING, .title = "New",
    .walls = "12-08 19:00, 12-15 19:00, 12-23 20:00, 12-29 19:00",
    .words = "Every Tuesday, 4 times", .rest = "Every Tuesday, 1 time", .n = { 4 } },
  { "title-all", 1, FOYER_SERIES_ALL, .title = "New",
    .walls = "12-01 19:00, 12-08 19:00, 12-15 19:00, 12-23 20:00, 12-29 19:00",
    .words = "Every Tuesday, 5 times", .n = { 5 } },
  { "hour-all", 1, FOYER_SERIES_ALL, .start = "2026-12-08T18:30:00", .end = "2026-12-08T21:00:00",
    .walls = "12-01 18:30, 12-08 18:30, 12-15 18:30, 12-23 20:00, 12-29 18:30",
    .words = "Every Tuesday, 5 times", .n = { 4, 0, 0, 0, 1 } },
  { "hour-all-overwrite", 1, FOYER_SERIES_ALL, .start = "2026-12-08T18:30:00",
    .end = "2026-12-08T21:00:00", .overwrite = TRUE,
    .walls = "12-01 18:30, 12-08 18:30, 12-15 18:30, 12-22 18:30, 12-29 18:30",
    .words = "Every Tuesday, 5 times", .n = { 5 } },
  { "day-all", 1, FOYER_SERIES_ALL, .start = "2026-12-10T19:00:00", .end = "2026-12-10T21:00:00",
    .walls = "12-03 19:00, 12-10 19:00, 12-17 19:00, 12-23 20:00, 12-31 19:00",
    .words = "Every Thursday, 5 times", .n = { 4, 0, 0, 0, 1 } },
  { "day-following", 2, FOYER_SERIES_FOLLOWING, .start = "2026-12-16T19:00:00",
    .end = "2026-12-16T21:00:00", .walls = "12-16 19:00, 12-23 20:00, 12-30 19:00",
    .words = "Every Wednesday, 3 times", .rest = "Every Tuesday, 2 times", .n = { 2, 0, 0, 0, 1 } },
  { "zone-all", 0, FOYER_SERIES_ALL, .zone = "Europe/London", .start = "2026-12-01T19:00:00",
    .end = "2026-12-01T21:00:00",
    .walls = "12-01 19:00, 12-08 19:00, 12-15 19:00, 12-23 20:00, 12-29 19:00",
    .words = "Every Tuesday, 5 times", .n = { 4, 0, 0, 0, 1 } },
  { "rule-all", 0, FOYER_SERIES_ALL, .rule = "FREQ=WEEKLY;INTERVAL=2;COUNT=4",
    .walls = "12-01 19:00, 12-15 19:00, 12-29 19:00, 01-05 19:00, 01-12 19:00", .words = NULL,
    .n = { 0, 1, 2, 1, 3 } },
  { "rule-following", 1, FOYER_SERIES_FOLLOWING, .rule = "FREQ=DAILY;COUNT=2",
    .walls = "12-08 19:00, 12-09 19:00, 01-05 19:00", .words = NULL,
    .rest = "Every Tuesday, 1 time", .n = { 0, 1, 3, 1, 1 } },
  { "nothing-all", 1, FOYER_SERIES_ALL,
    .walls = "12-01 19:00, 12-08 19:00, 12-15 19:00, 12-23 20:00, 12-29 19:00",
    .words = "Every Tuesday, 5 times", .n = { 0, 0, 0, 0, 5 } },
};

static void
test_edit (SeriesFixture *fixture, gconstpointer data)
{
  const EditCase *c = data;
  gboolean has_sixth = c->rule != NULL;
  FoyerUuid series_id;
  g_autoptr (GPtrArray) dates = NULL;
  g_autoptr (FoyerEvent) before = NULL;
  g_autoptr (FoyerEvent) after = NULL;
  g_autoptr (FoyerEvent) stored = NULL;
  g_autoptr (FoyerSeriesDiff) diff = NULL;
  g_autoptr (FoyerSeries) series = NULL;
  g_autoptr (FoyerRecurrence) rule = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *was = NULL, *words = NULL;
  FoyerTransaction *transaction;
  FoyerSeriesEdit edit;
  gint64 change_set;

  /* the fourth is moved by hand; with a new rule there is a sixth with a ticket */
  series_fixture_create (fixture, has_sixth ? "FREQ=WEEKLY;COUNT=6" : "FREQ=WEEKLY;COUNT=5",
                         &series_id);
  dates = series_fixture_get_dates (fixture, &series_id);
  transaction = series_fixture_begin (fixture);
  foyer_series_store_move (transaction, &((FoyerEvent *) dates->pdata[3])->row.id,
                           series_wall (has_sixth ? "2026-12-22T19:00:00" : "2026-12-23T20:00:00"),
                           NULL, &error);
  g_assert_no_error (error);
  series_fixture_commit (transaction);
  if (has_sixth)
    series_fixture_add_ticket (fixture, &((FoyerEvent *) dates->pdata[5])->row.id);
  g_ptr_array_unref (dates);
  dates = series_fixture_get_dates (fixture, &series_id);
  was = series_list_walls (dates, FALSE);

  before = foyer_event_copy (dates->pdata[c->nth]);
  after = foyer_event_copy (before);
  if (c->title != NULL)
    {
      g_free (after->title);
      after->title = g_strdup (c->title);
    }
  if (c->zone != NULL)
    {
      g_free (after->timezone);
      after->timezone = g_strdup (c->zone);
    }
  if (c->start != NULL)
    {
      after->start_date = series_instant (c->start, after->timezone);
      after->end_date = series_instant (c->end, after->timezone);
    }
  edit = (FoyerSeriesEdit){ before, after, c->scope, c->rule, c->overwrite };

  diff = foyer_series_edit_diff (fixture->db, &edit, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < FOYER_SERIES_N_EFFECTS; i++)
    g_assert_cmpuint (diff->n[i], ==, c->n[i]);

  transaction = series_fixture_begin (fixture);
  foyer_series_edit_apply (transaction, &edit, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  change_set = series_fixture_commit (transaction);
  stored = series_fixture_get_event (fixture, &before->row.id);
  assert_walls (fixture, &stored->series_id, c->walls);
  series_fixture_check (fixture, &stored->series_id);
  if (c->title != NULL)
    g_assert_cmpstr (stored->title, ==, c->title);
  series = foyer_series_store_get (fixture->db, &stored->series_id, NULL);
  rule = foyer_recurrence_new (series->rule, NULL);
  words = foyer_recurrence_to_words (rule, series_wall (series->start_wall));
  if (c->words != NULL)
    g_assert_cmpstr (words, ==, c->words);

  if (c->rest != NULL)
    {
      g_autoptr (FoyerSeries) old = foyer_series_store_get (fixture->db, &series_id, NULL);
      g_autoptr (FoyerRecurrence) old_rule = foyer_recurrence_new (old->rule, NULL);
      g_autofree char *old_words =
          foyer_recurrence_to_words (old_rule, series_wall (old->start_wall));

      g_assert_false (foyer_uuid_equal (&series_id, &stored->series_id));
      g_assert_cmpstr (old_words, ==, c->rest);
      series_fixture_check (fixture, &series_id);
    }
  if (g_str_has_prefix (c->name, "nothing"))
    {
      g_assert_cmpint (change_set, ==, 0);
      return;
    }
  foyer_journal_undo (fixture->db, change_set, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_walls (fixture, &series_id, was);
  series_fixture_check (fixture, &series_id);
}

static gpointer
find_row (GPtrArray *rows, const char *name)
{
  for (guint i = 0; i < rows->len; i++)
    {
      FoyerRow *row = rows->pdata[i];

      if (g_strcmp0 (row->type == &FOYER_TIER_TYPE ? ((FoyerTier *) row)->name
                                                   : ((FoyerQuestion *) row)->code,
                     name) == 0)
        return row;
    }
  return NULL;
}

static GPtrArray *
list_rows (SeriesFixture *fixture, const FoyerRowType *type, const FoyerEvent *date)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = foyer_row_store_list (fixture->db, type, &date->row.id, &error);

  g_assert_no_error (error);
  return rows;
}

static GPtrArray *
copy_rows (GPtrArray *rows)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (foyer_row_free);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (copies, foyer_row_copy (rows->pdata[i]));
  return copies;
}

/* One ticket of a tier. */
static void
sell (SeriesFixture *fixture, const FoyerEvent *date, const FoyerTier *tier)
{
  FoyerTransaction *transaction = series_fixture_begin (fixture);
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  g_autoptr (GError) error = NULL;

  ticket->event_id = date->row.id;
  ticket->tier_id = tier->row.id;
  ticket->attendee_name = g_strdup ("Ada");
  foyer_ticket_store_add (transaction, ticket, &error);
  g_assert_no_error (error);
  series_fixture_commit (transaction);
}

/* "Early 2000 until 11-30 18:00, Late 2500; apron Which size?" */
static char *
tell_rows (SeriesFixture *fixture, const FoyerEvent *date)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (date->timezone);
  g_autoptr (GPtrArray) tiers = list_rows (fixture, &FOYER_TIER_TYPE, date);
  g_autoptr (GPtrArray) questions = list_rows (fixture, &FOYER_QUESTION_TYPE, date);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *tier = tiers->pdata[i];
      g_autofree char *end =
          tier->sale_end != FOYER_NONE
              ? foyer_wall_seconds_format (foyer_wall_seconds_from_instant (tier->sale_end, zone))
              : NULL;

      g_string_append_printf (text, "%s %d", tier->name, (int) tier->price);
      if (end != NULL)
        g_string_append_printf (text, " until %.5s %.5s", end + 5, end + 11);
      g_string_append (text, i + 1 < tiers->len ? ", " : "; ");
    }
  for (guint i = 0; i < questions->len; i++)
    {
      const FoyerQuestion *question = questions->pdata[i];

      g_string_append_printf (text, "%s%s", question->label, i + 1 < questions->len ? ", " : "");
      for (guint n = 0; n < tiers->len; n++)
        if (question->tier_ids != NULL &&
            foyer_question_asks_tier (question, &((FoyerTier *) tiers->pdata[n])->row.id))
          g_string_append_printf (text, " (%s)", ((FoyerTier *) tiers->pdata[n])->name);
    }
  return g_string_free (text, FALSE);
}

#define assert_rows(date, text)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *assert_told = tell_rows (fixture, date);                                      \
    g_assert_cmpstr (assert_told, ==, text);                                                       \
  }                                                                                                \
  G_STMT_END

/* At the second of four dates: the early bird costs more and ends earlier, the late tier goes, a
 * new one comes, the question asks the early bird. The third sold a late ticket; the fourth has a
 * price of its own. The first comes before. */
static void
test_children (SeriesFixture *fixture, gconstpointer data)
{
  static const char was[] = "Early 2000 until 11-30 18:00, Late 2500; Which size? (Late)";
  FoyerUuid series_id;
  g_autoptr (GPtrArray) dates = NULL;
  g_autoptr (GPtrArray) tiers = NULL, new_tiers = NULL, questions = NULL, new_questions = NULL;
  g_autoptr (GPtrArray) third = NULL, fourth = NULL;
  g_autoptr (FoyerTier) dearer = NULL;
  g_autoptr (FoyerSeriesDiff) diff = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  FoyerTransaction *transaction;
  FoyerSeriesEdit edit;
  FoyerQuestion *question;
  FoyerTier *early, *added;
  gint64 change_set;

  series_fixture_create (fixture, "FREQ=WEEKLY;COUNT=4", &series_id);
  dates = series_fixture_get_dates (fixture, &series_id);
  assert_rows (dates->pdata[0], was);
  third = list_rows (fixture, &FOYER_TIER_TYPE, dates->pdata[2]);
  sell (fixture, dates->pdata[2], find_row (third, "Late"));
  fourth = list_rows (fixture, &FOYER_TIER_TYPE, dates->pdata[3]);
  dearer = foyer_tier_copy (find_row (fourth, "Early"));
  dearer->price = 9000;
  transaction = series_fixture_begin (fixture);
  g_assert_true (
      foyer_transaction_update (transaction, find_row (fourth, "Early"), dearer, &error));
  series_fixture_commit (transaction);

  tiers = list_rows (fixture, &FOYER_TIER_TYPE, dates->pdata[1]);
  questions = list_rows (fixture, &FOYER_QUESTION_TYPE, dates->pdata[1]);
  new_tiers = copy_rows (tiers);
  new_questions = copy_rows (questions);
  early = find_row (new_tiers, "Early");
  early->price = 2100;
  early->sale_end -= G_TIME_SPAN_HOUR;
  g_ptr_array_remove (new_tiers, find_row (new_tiers, "Late"));
  added = foyer_tier_new ();
  foyer_uuid_init_v7 (&added->row.id);
  added->name = g_strdup ("Child");
  added->price = 500;
  added->sort_order = 2;
  g_ptr_array_add (new_tiers, added);
  question = find_row (new_questions, "apron");
  g_free (question->tier_ids);
  id = foyer_uuid_to_string (&early->row.id);
  question->tier_ids = g_strdup_printf ("[\"%s\"]", id);

  edit = (FoyerSeriesEdit){ .before = dates->pdata[1],
                            .after = dates->pdata[1],
                            .scope = FOYER_SERIES_FOLLOWING,
                            .tiers_before = tiers,
                            .tiers_after = new_tiers,
                            .questions_before = questions,
                            .questions_after = new_questions };
  g_assert_true (foyer_series_edit_concerns_others (&edit));
  diff = foyer_series_edit_diff (fixture->db, &edit, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (diff->n[FOYER_SERIES_CHANGED], ==, 3);
  g_assert_cmpuint (g_array_index (diff->changes, FoyerSeriesChange, 1).n_rows, ==, 3);
  g_assert_cmpuint (g_array_index (diff->changes, FoyerSeriesChange, 1).n_rows_left, ==, 1);
  g_assert_cmpuint (g_array_index (diff->changes, FoyerSeriesChange, 2).n_rows, ==, 4);
  g_assert_cmpuint (g_array_index (diff->changes, FoyerSeriesChange, 2).n_rows_left, ==, 1);

  transaction = series_fixture_begin (fixture);
  foyer_series_edit_apply (transaction, &edit, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  change_set = series_fixture_commit (transaction);
  assert_rows (dates->pdata[0], was);
  assert_rows (dates->pdata[2],
               "Early 2100 until 12-14 17:00, Late 2500, Child 500; Which size? (Early)");
  assert_rows (dates->pdata[3], "Early 9000 until 12-21 17:00, Child 500; Which size? (Early)");

  foyer_journal_undo (fixture->db, change_set, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_rows (dates->pdata[2], "Early 2000 until 12-14 18:00, Late 2500; Which size? (Late)");
  series_fixture_check (fixture, &series_id);
}

/* Rules of all kinds: created, one excepted, all moved by some hours and days; the row always says
 * the dates that there are. */
static void
test_random (SeriesFixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (guint round = 0; round < 25; round++)
    {
      FoyerRecurrenceParts parts;
      g_autofree char *rule = NULL;
      g_autoptr (GPtrArray) dates = NULL;
      g_autoptr (FoyerEvent) before = NULL;
      g_autoptr (FoyerEvent) after = NULL;
      g_autoptr (GError) error = NULL;
      FoyerTransaction *transaction;
      FoyerSeriesEdit edit;
      FoyerUuid series_id;
      gint64 sets[3] = { 0 };

      foyer_recurrence_parts_init (&parts, g_rand_int_range (rand, 0, 3),
                                   series_wall ("2026-12-01T19:00:00"));
      parts.interval = g_rand_int_range (rand, 1, 4);
      parts.weekdays |= g_rand_int_range (rand, 0, 128);
      if (g_rand_boolean (rand))
        parts.month_day = 0;
      parts.count = g_rand_int_range (rand, 3, 30);
      rule = foyer_recurrence_parts_to_rule (&parts);
      g_test_message ("%s", rule);
      sets[0] = series_fixture_create (fixture, rule, &series_id);
      series_fixture_check (fixture, &series_id);

      dates = series_fixture_get_dates (fixture, &series_id);
      transaction = series_fixture_begin (fixture);
      foyer_series_store_except (
          transaction,
          &((FoyerEvent *) dates->pdata[g_rand_int_range (rand, 1, dates->len)])->row.id, &error);
      g_assert_no_error (error);
      sets[1] = series_fixture_commit (transaction);
      series_fixture_check (fixture, &series_id);

      g_ptr_array_unref (dates);
      dates = series_fixture_get_dates (fixture, &series_id);
      before = foyer_event_copy (dates->pdata[g_rand_int_range (rand, 0, dates->len)]);
      after = foyer_event_copy (before);
      after->start_date += g_rand_int_range (rand, -40, 40) * G_TIME_SPAN_HOUR;
      after->end_date = after->start_date + G_TIME_SPAN_HOUR;
      edit = (FoyerSeriesEdit){ before, after,
                                g_rand_boolean (rand) ? FOYER_SERIES_ALL : FOYER_SERIES_FOLLOWING };
      transaction = series_fixture_begin (fixture);
      foyer_series_edit_apply (transaction, &edit, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      sets[2] = series_fixture_commit (transaction);
      series_fixture_check (fixture, &series_id);
      for (int i = 2; i >= 0; i--)
        {
          foyer_journal_undo (fixture->db, sets[i], NULL, NULL, &error);
          g_assert_no_error (error);
        }
    }
}

#define add(path, data, func)                                                                      \
  g_test_add (path, SeriesFixture, data, series_fixture_set_up, func, series_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (edit_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/series-edit/%s", edit_cases[i].name);

      add (path, &edit_cases[i], test_edit);
    }
  add ("/series-edit/tiers-and-questions", NULL, test_children);
  add ("/series-edit/random", NULL, test_random);

  return g_test_run ();
}

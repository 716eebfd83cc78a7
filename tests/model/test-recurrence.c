/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-recurrence-parts.h"

#include "rfc-5545-rules.h"

#include <locale.h>
#include <string.h>

static gint64
wall_of (const char *text)
{
  gint64 wall;

  g_assert_true (foyer_wall_seconds_parse (text, &wall));
  return wall;
}

static FoyerRecurrence *
rule_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  FoyerRecurrence *rule = foyer_recurrence_new (text, &error);

  g_assert_no_error (error);
  return rule;
}

static GArray *
walls_of (const char *const *texts)
{
  GArray *walls = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (; texts != NULL && *texts != NULL; texts++)
    {
      gint64 wall = wall_of (*texts);

      g_array_append_val (walls, wall);
    }
  return walls;
}

/* "0902@1300" of a year; hour: what it is without one. */
static gint64
read_listed (const char *text, int year, const char *start)
{
  g_autofree char *iso =
      strchr (text, '@') != NULL
          ? g_strdup_printf ("%04d-%.2s-%.2sT%.2s:%.2s:00", year, text, text + 2, text + 5,
                             text + 7)
          : g_strdup_printf ("%04d-%.2s-%.2s%s", year, text, text + 2, strchr (start, 'T'));

  return wall_of (iso);
}

static void
check_listed (const RfcRule *rule, GArray *dates)
{
  g_auto (GStrv) words = g_strsplit (rule->dates, " ", -1);
  gboolean is_open = FALSE;
  int year = 0;
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gint64 wall;

      if (g_str_equal (words[i], "…"))
        is_open = TRUE;
      else if (strlen (words[i]) == 4 && strspn (words[i], "0123456789") == 4 &&
               (words[i][0] == '2' || g_str_has_prefix (words[i], "199")))
        year = atoi (words[i]);
      else
        {
          wall = read_listed (words[i], year, rule->start);
          g_assert_cmpuint (n, <, dates->len);
          g_assert_cmpint (g_array_index (dates, FoyerRecurrenceDate, n).wall, ==, wall);
          n++;
        }
    }
  if (!is_open)
    g_assert_cmpuint (n, ==, dates->len);
}

static void
test_rfc (void)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load ("America/New_York");

  for (guint i = 0; i < G_N_ELEMENTS (rfc_rules); i++)
    {
      const RfcRule *listed = &rfc_rules[i];
      g_autoptr (FoyerRecurrence) rule = rule_of (listed->rule);
      FoyerRecurrenceSet set = { wall_of (listed->start), zone };
      g_autoptr (GArray) dates = NULL;
      gboolean is_cut;

      g_test_message ("%s", listed->rule);
      dates = foyer_recurrence_expand (rule, &set, listed->n_dates == 0 ? 60 : 0, &is_cut);
      g_assert_cmpint (foyer_recurrence_is_endless (rule), ==, listed->n_dates == 0);
      g_assert_cmpint (is_cut, ==, listed->n_dates == 0);
      g_assert_cmpuint (dates->len, ==, listed->n_dates == 0 ? 60 : listed->n_dates);
      check_listed (listed, dates);
    }
}

/* Wall times stay, instants and offsets move; gaps and overlaps are told. */
static void
test_zones (void)
{
  static const struct
  {
    const char *zone;
    const char *start;
    const char *rule;
    guint nth;
    const char *iso;
    FoyerWallKind kind;
  } cases[] = {
    { "Europe/Berlin", "2026-03-27T19:00:00", "FREQ=DAILY;COUNT=5", 0, "2026-03-27T19:00:00+01:00",
      FOYER_WALL_UNIQUE },
    { "Europe/Berlin", "2026-03-27T19:00:00", "FREQ=DAILY;COUNT=5", 2, "2026-03-29T19:00:00+02:00",
      FOYER_WALL_UNIQUE },
    { "Europe/Berlin", "2026-10-20T19:00:00", "FREQ=WEEKLY;COUNT=3", 1, "2026-10-27T19:00:00+01:00",
      FOYER_WALL_UNIQUE },
    { "Europe/Berlin", "2026-03-28T02:30:00", "FREQ=DAILY;COUNT=3", 1, "2026-03-29T03:30:00+02:00",
      FOYER_WALL_GAP },
    { "Europe/Berlin", "2026-03-28T02:30:00", "FREQ=DAILY;COUNT=3", 2, "2026-03-30T02:30:00+02:00",
      FOYER_WALL_UNIQUE },
    { "Europe/Berlin", "2026-10-24T02:30:00", "FREQ=DAILY;COUNT=3", 1, "2026-10-25T02:30:00+02:00",
      FOYER_WALL_OVERLAP },
    { "Europe/Berlin", "2026-10-24T02:30:00", "FREQ=DAILY;COUNT=3", 2, "2026-10-26T02:30:00+01:00",
      FOYER_WALL_UNIQUE },
    { "America/New_York", "2026-03-07T02:30:00", "FREQ=DAILY;COUNT=3", 1,
      "2026-03-08T03:30:00-04:00", FOYER_WALL_GAP },
    { "America/New_York", "2026-10-31T01:30:00", "FREQ=DAILY;COUNT=3", 1,
      "2026-11-01T01:30:00-04:00", FOYER_WALL_OVERLAP },
    { "America/Sao_Paulo", "2026-12-01T19:00:00", "FREQ=MONTHLY;COUNT=9", 8,
      "2027-08-01T19:00:00-03:00", FOYER_WALL_UNIQUE },
    { "Australia/Lord_Howe", "2026-10-03T02:15:00", "FREQ=DAILY;COUNT=2", 1,
      "2026-10-04T02:45:00+11:00", FOYER_WALL_GAP },
    { "Asia/Kolkata", "2026-12-31T23:30:00", "FREQ=DAILY;COUNT=2", 1, "2027-01-01T23:30:00+05:30",
      FOYER_WALL_UNIQUE },
    { "Pacific/Apia", "2011-12-29T10:00:00", "FREQ=DAILY;COUNT=3", 1, "2011-12-31T10:00:00+14:00",
      FOYER_WALL_UNIQUE },
    { "Africa/Casablanca", "2026-02-10T20:00:00", "FREQ=WEEKLY;COUNT=3", 2,
      "2026-02-24T20:00:00+00:00", FOYER_WALL_UNIQUE },
    { "UTC", "2026-12-01T19:00:00", "FREQ=MONTHLY;COUNT=9", 8, "2027-08-01T19:00:00+00:00",
      FOYER_WALL_UNIQUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = foyer_time_zone_load (cases[i].zone);
      g_autoptr (FoyerRecurrence) rule = rule_of (cases[i].rule);
      FoyerRecurrenceSet set = { wall_of (cases[i].start), zone };
      g_autoptr (GArray) dates = foyer_recurrence_expand (rule, &set, 0, NULL);
      const FoyerRecurrenceDate *date = &g_array_index (dates, FoyerRecurrenceDate, cases[i].nth);
      g_autofree char *iso = NULL;

      g_test_message ("%s %s", cases[i].zone, cases[i].start);
      g_assert_cmpuint (dates->len, >, cases[i].nth);
      iso = foyer_time_to_iso (date->instant, zone);
      g_assert_cmpstr (iso, ==, cases[i].iso);
      g_assert_cmpint (date->kind, ==, cases[i].kind);
      g_assert_cmpint (date->instant / G_USEC_PER_SEC + date->offset, ==,
                       foyer_wall_seconds_from_instant (date->instant, zone));
    }
}

static void
test_exceptions (void)
{
  static const char *const out[] = { "2026-12-08T19:00:00", "2027-01-01T19:00:00", NULL };
  static const char *const more[] = { "2026-11-20T10:00:00", "2026-12-05T20:00:00",
                                      "2026-12-15T19:00:00", NULL };
  g_autoptr (GTimeZone) zone = foyer_time_zone_load ("Europe/Berlin");
  g_autoptr (GArray) exceptions = walls_of (out);
  g_autoptr (GArray) additions = walls_of (more);
  g_autoptr (FoyerRecurrence) rule = rule_of ("FREQ=WEEKLY;COUNT=4");
  FoyerRecurrenceSet set = { wall_of ("2026-12-01T19:00:00"), zone, exceptions, additions };
  g_autoptr (GArray) dates = foyer_recurrence_expand (rule, &set, 0, NULL);
  static const struct
  {
    const char *wall;
    gboolean is_added;
  } expected[] = {
    { "2026-11-20T10:00:00", TRUE },  { "2026-12-01T19:00:00", FALSE },
    { "2026-12-05T20:00:00", TRUE },  { "2026-12-15T19:00:00", FALSE },
    { "2026-12-22T19:00:00", FALSE },
  };

  g_assert_cmpuint (dates->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < dates->len; i++)
    {
      const FoyerRecurrenceDate *date = &g_array_index (dates, FoyerRecurrenceDate, i);

      g_assert_cmpint (date->wall, ==, wall_of (expected[i].wall));
      g_assert_cmpint (date->is_added, ==, expected[i].is_added);
    }
}

static void
test_ends (void)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load ("Europe/Berlin");
  static const struct
  {
    const char *rule;
    guint n_dates;
    int code; /* -1: none */
  } cases[] = {
    { "FREQ=DAILY;UNTIL=20261205", 5, -1 },
    { "FREQ=DAILY;UNTIL=20261205T190000", 5, -1 },
    { "FREQ=DAILY;UNTIL=20261205T185959", 4, -1 },
    { "FREQ=DAILY;UNTIL=20261205T180000Z", 5, -1 },
    { "FREQ=DAILY;UNTIL=20261205T175959Z", 4, -1 },
    { "FREQ=DAILY;COUNT=13000", 13000, -1 },
    { "FREQ=DAILY;COUNT=20000", 20000, -1 },
    { "FREQ=DAILY;COUNT=20001", 0, FOYER_RECURRENCE_ERROR_TOO_MANY },
    { "FREQ=DAILY", 0, FOYER_RECURRENCE_ERROR_ENDLESS },
    { "FREQ=DAILY;UNTIL=20251205", 0, FOYER_RECURRENCE_ERROR_EMPTY },
    { "FREQ=MINUTELY;INTERVAL=60;BYMINUTE=30;COUNT=3", 0, FOYER_RECURRENCE_ERROR_EMPTY },
    { "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=10;COUNT=3", 0, FOYER_RECURRENCE_ERROR_EMPTY },
    { "FREQ=MONTHLY;INTERVAL=12;BYMONTH=3;COUNT=3", 0, FOYER_RECURRENCE_ERROR_EMPTY },
    { "FREQ=WEEKLY;BYDAY=TH;COUNT=3", 3, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerRecurrence) rule = rule_of (cases[i].rule);
      FoyerRecurrenceSet set = { wall_of ("2026-12-01T19:00:00"), zone };
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) dates = foyer_recurrence_expand_all (rule, &set, &error);

      g_test_message ("%s", cases[i].rule);
      if (cases[i].code >= 0)
        {
          g_assert_error (error, FOYER_RECURRENCE_ERROR, cases[i].code);
          g_assert_null (dates);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (dates->len, ==, cases[i].n_dates);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    " ",
    "every tuesday",
    "FREQ",
    "FREQ=",
    "FREQ=OFTEN",
    "COUNT=10",
    "FREQ=DAILY;",
    "FREQ=DAILY;;COUNT=1",
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;COUNT=-4",
    "FREQ=DAILY;COUNT=ten",
    "FREQ=DAILY;COUNT=99999999999999999999",
    "FREQ=DAILY;COUNT=3;COUNT=4",
    "FREQ=DAILY;COUNT=3;UNTIL=20270101",
    "FREQ=DAILY;UNTIL=2027-01-01",
    "FREQ=DAILY;UNTIL=20270231",
    "FREQ=DAILY;UNTIL=20270101T250000",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=40000",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;BYDAY=",
    "FREQ=WEEKLY;BYDAY=TU,",
    "FREQ=WEEKLY;BYDAY=2TU",
    "FREQ=WEEKLY;BYMONTHDAY=3",
    "FREQ=MONTHLY;BYMONTHDAY=32",
    "FREQ=MONTHLY;BYMONTHDAY=0",
    "FREQ=MONTHLY;BYDAY=54MO",
    "FREQ=MONTHLY;BYYEARDAY=3",
    "FREQ=MONTHLY;BYWEEKNO=3",
    "FREQ=YEARLY;BYWEEKNO=3;BYDAY=2TU",
    "FREQ=YEARLY;BYMONTH=13",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=31,-31",
    "FREQ=MONTHLY;BYSETPOS=1",
    "FREQ=SECONDLY;COUNT=3",
    "FREQ=MINUTELY;BYMONTHDAY=13;BYDAY=MO",
    "FREQ=DAILY;RSCALE=CHINESE",
    "FREQ=DAILY;X-THING=1",
    "FREQ=DAILY\nCOUNT=1",
    "FREQ=DAILY;BYHOUR=24",
    "FREQ=DAILY;WKST=MOTU",
    "\xff\xfe",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerRecurrence) rule = foyer_recurrence_new (cases[i], &error);

      g_test_message ("%s", g_utf8_validate (cases[i], -1, NULL) ? cases[i] : "broken UTF-8");
      g_assert_null (rule);
      g_assert_error (error, FOYER_RECURRENCE_ERROR, FOYER_RECURRENCE_ERROR_RULE);
      g_assert_cmpuint (strlen (error->message), >, 20);
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *rule;
    const char *words;
  } cases[] = {
    { "FREQ=DAILY", "Every day" },
    { "FREQ=DAILY;INTERVAL=3;COUNT=1", "Every 3 days, 1 time" },
    { "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=10", "Every Tuesday and Thursday, 10 times" },
    { "FREQ=WEEKLY;COUNT=10", "Every Tuesday, 10 times" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,TH;COUNT=10", "Every Monday, Tuesday and Thursday, 10 times" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261224",
      "Every day from Monday to Friday, until Thu, 24 Dec 2026" },
    { "FREQ=WEEKLY;BYDAY=SU,MO,TU,WE,TH,FR,SA", "Every day" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,SA", "Every 2 weeks on Saturday and Sunday" },
    { "FREQ=MONTHLY;COUNT=3", "Every month on day 1, 3 times" },
    { "FREQ=MONTHLY;BYMONTHDAY=15", "Every month on day 15" },
    { "FREQ=MONTHLY;BYMONTHDAY=-1", "Every month on the last day" },
    { "FREQ=MONTHLY;BYDAY=2TU", "Every month on the second Tuesday" },
    { "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "Every 3 months on the last Friday" },
    { "FREQ=YEARLY", "Every year on 1 December" },
    { "FREQ=YEARLY;INTERVAL=4", "Every 4 years on 1 December" },
    { "FREQ=YEARLY;BYDAY=20MO;COUNT=2", "By the rule FREQ=YEARLY;COUNT=2;BYDAY=20MO" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerRecurrence) rule = rule_of (cases[i].rule);
      g_autofree char *words = foyer_recurrence_to_words (rule, wall_of ("2026-12-01T19:00:00"));

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
fill_parts (FoyerRecurrenceParts *parts, GRand *rand)
{
  gint64 start = (g_rand_int_range (rand, 0, 40000) * (gint64) FOYER_DAY_SECONDS) + 19 * 3600;

  foyer_recurrence_parts_init (parts, g_rand_int_range (rand, 0, 4), start);
  parts->interval = g_rand_int_range (rand, 1, 5);
  if (parts->repeat == FOYER_REPEAT_WEEKLY)
    parts->weekdays |= g_rand_int_range (rand, 1, 128);
  if (parts->repeat == FOYER_REPEAT_MONTHLY && g_rand_boolean (rand))
    {
      parts->month_day = 0;
      parts->week = g_rand_boolean (rand) ? -1 : g_rand_int_range (rand, 1, 6);
      parts->weekday = g_rand_int_range (rand, 0, 7);
    }
  parts->end = g_rand_int_range (rand, 0, 3);
  parts->count = g_rand_int_range (rand, 1, 60);
  parts->until += g_rand_int_range (rand, 1, 4000) * (gint64) FOYER_DAY_SECONDS;
}

/* Parts to a rule to dates: every date is one of the parts, and the rule that is read back has the
 * same. */
static void
test_random (void)
{
  static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                                       "UTC" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (GTimeZone) zone = foyer_time_zone_load (zones[round % G_N_ELEMENTS (zones)]);
      FoyerRecurrenceParts parts, again;
      FoyerRecurrenceSet set = { 0, zone };
      g_autoptr (FoyerRecurrence) rule = NULL;
      g_autoptr (GArray) dates = NULL;
      g_autofree char *text = NULL, *back = NULL;
      gint64 before = G_MININT64;

      fill_parts (&parts, rand);
      set.start = parts.until - 3000 * (gint64) FOYER_DAY_SECONDS + 2 * 3600 + 1800;
      text = foyer_recurrence_parts_to_rule (&parts);
      rule = rule_of (text);
      g_assert_true (foyer_recurrence_parts_read (&again, rule, set.start));
      back = foyer_recurrence_parts_to_rule (&again);
      g_assert_cmpstr (back, ==, text);

      dates = foyer_recurrence_expand (rule, &set, 50, NULL);
      for (guint i = 0; i < dates->len; i++)
        {
          const FoyerRecurrenceDate *date = &g_array_index (dates, FoyerRecurrenceDate, i);
          guint weekday = foyer_wall_seconds_get_weekday (date->wall);

          g_assert_cmpint (date->instant, >, before);
          before = date->instant;
          g_assert_cmpint ((date->wall - set.start) % FOYER_DAY_SECONDS, ==, 0);
          if (parts.repeat == FOYER_REPEAT_WEEKLY)
            g_assert_true (parts.weekdays & 1u << weekday);
          if (parts.repeat == FOYER_REPEAT_MONTHLY && parts.month_day == 0)
            g_assert_cmpuint (weekday, ==, parts.weekday);
          if (parts.end == FOYER_REPEAT_END_UNTIL)
            g_assert_cmpint (date->wall, <, parts.until + FOYER_DAY_SECONDS);
        }
      if (parts.end == FOYER_REPEAT_END_COUNT)
        g_assert_cmpuint (dates->len, ==, MIN (parts.count, 50));
    }
}

static void
test_walls (void)
{
  static const char *const wrong[] = { NULL,
                                       "",
                                       "2026-12-01",
                                       "2026-13-01T00:00:00",
                                       "2026-12-01T24:00:00",
                                       "2026-12-01T19:00:00Z",
                                       "2026-12-01 19:00:00",
                                       "02026-12-01T19:00",
                                       "2026-02-29T10:00:00" };
  static const char *const right[] = { "0001-01-01T00:00:00", "1969-12-31T23:59:59",
                                       "2024-02-29T12:30:45", "9999-12-31T23:59:59" };
  g_autoptr (GArray) list = NULL;
  g_autofree char *json = NULL;
  gint64 wall;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (foyer_wall_seconds_parse (wrong[i], &wall));
  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_autofree char *text = foyer_wall_seconds_format (wall_of (right[i]));

      g_assert_cmpstr (text, ==, right[i]);
    }
  g_assert_cmpuint (foyer_wall_seconds_get_weekday (wall_of ("2026-12-01T19:00")), ==, 1);
  g_assert_cmpuint (foyer_wall_seconds_get_weekday (wall_of ("1969-12-31T19:00")), ==, 2);

  list = foyer_wall_seconds_read_list ("[\"2026-12-02T19:00:00\", 7, \"x\", null, [], "
                                       "\"2026-12-01T19:00\", \"2026-12-02T19:00:00\"]");
  json = foyer_wall_seconds_write_list (list);
  g_assert_cmpstr (json, ==, "[\"2026-12-01T19:00:00\",\"2026-12-02T19:00:00\"]");
  g_array_set_size (list, 0);
  g_assert_null (foyer_wall_seconds_write_list (list));
  g_array_unref (g_steal_pointer (&list));
  list = foyer_wall_seconds_read_list ("{\"a\":1}");
  g_assert_cmpuint (list->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recurrence/rfc-5545", test_rfc);
  g_test_add_func ("/recurrence/zones", test_zones);
  g_test_add_func ("/recurrence/exceptions", test_exceptions);
  g_test_add_func ("/recurrence/ends", test_ends);
  g_test_add_func ("/recurrence/refused", test_refused);
  g_test_add_func ("/recurrence/words", test_words);
  g_test_add_func ("/recurrence/random", test_random);
  g_test_add_func ("/recurrence/walls", test_walls);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-series-fit.h"

#include "foyer-recurrence-parts.h"

#define N_WEEKDAYS 7

/* Says nothing but its first date: all others are additions. */
#define RULE_OF_ONE "FREQ=DAILY;COUNT=1"

static int
compare_walls (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/**
 * foyer_series_get_start:
 * @series: a series
 *
 * Returns: wall time of its rule's first date; that of 1970 for a row that is broken
 */
gint64
foyer_series_get_start (const FoyerSeries *series)
{
  gint64 start;

  foyer_wall_seconds_parse (series->start_wall, &start);
  return start;
}

/**
 * foyer_series_expand:
 * @series: a series
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerRecurrenceDate): the dates that the row says; %NULL
 * with error
 */
GArray *
foyer_series_expand (const FoyerSeries *series, GError **error)
{
  g_autoptr (FoyerRecurrence) rule = foyer_recurrence_new (series->rule, error);
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (series->timezone);
  g_autoptr (GArray) exceptions = foyer_wall_seconds_read_list (series->exceptions);
  g_autoptr (GArray) additions = foyer_wall_seconds_read_list (series->additions);
  FoyerRecurrenceSet set = { foyer_series_get_start (series), zone, exceptions, additions };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  if (rule == NULL)
    return NULL;
  if (zone == NULL)
    set.zone = utc;
  return foyer_recurrence_expand_all (rule, &set, error);
}

/* What a rule gives in the series' zone. */
static GArray *
apply_rule (const FoyerSeries *series, const char *text, gint64 start)
{
  g_autoptr (FoyerRecurrence) rule = foyer_recurrence_new (text, NULL);
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (series->timezone);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  FoyerRecurrenceSet set = { start, zone != NULL ? zone : utc };

  if (rule == NULL)
    return g_array_new (FALSE, FALSE, sizeof (FoyerRecurrenceDate));
  return foyer_recurrence_expand (rule, &set, 0, NULL);
}

/* What the wall shows: in a gap that is not what the rule says. */
static gint64
get_shown (const FoyerRecurrenceDate *date)
{
  return date->instant / G_USEC_PER_SEC + date->offset;
}

/**
 * foyer_series_rule_walls:
 * @series: a series
 *
 * Returns: (transfer full) (element-type gint64): what its rule alone gives, as the wall shows it,
 * sorted
 */
GArray *
foyer_series_rule_walls (const FoyerSeries *series)
{
  g_autoptr (GArray) dates = apply_rule (series, series->rule, foyer_series_get_start (series));
  GArray *walls = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < dates->len; i++)
    {
      gint64 wall = get_shown (&g_array_index (dates, FoyerRecurrenceDate, i));

      g_array_append_val (walls, wall);
    }
  return walls;
}

static gboolean
has_wall (GArray *walls, gint64 wall)
{
  return walls->len > 0 && g_array_binary_search (walls, &wall, compare_walls, NULL);
}

static void
set_text (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

/* Returns: how many exceptions and additions it took. */
static guint
fit_rule (FoyerSeries *series, GArray *walls, const char *rule, gint64 start)
{
  g_autoptr (GArray) dates = apply_rule (series, rule, start);
  g_autoptr (GArray) given = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) exceptions = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) additions = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < dates->len; i++)
    {
      const FoyerRecurrenceDate *date = &g_array_index (dates, FoyerRecurrenceDate, i);
      gint64 shown = get_shown (date);

      g_array_append_val (given, shown);
      if (!has_wall (walls, shown))
        g_array_append_val (exceptions, date->wall);
    }
  for (guint i = 0; i < walls->len; i++)
    if (!has_wall (given, g_array_index (walls, gint64, i)))
      g_array_append_val (additions, g_array_index (walls, gint64, i));

  set_text (&series->rule, g_strdup (rule));
  set_text (&series->start_wall, foyer_wall_seconds_format (start));
  set_text (&series->exceptions, foyer_wall_seconds_write_list (exceptions));
  set_text (&series->additions, foyer_wall_seconds_write_list (additions));
  return exceptions->len + additions->len;
}

/**
 * foyer_series_fit:
 * @series: a series with a zone; its rule, start, exceptions and additions are set
 * @walls: (element-type gint64): the dates as the wall shows them, at least one; they are sorted
 * @rules: (array zero-terminated=1): rules to try
 * @starts: where each of them starts
 */
void
foyer_series_fit (FoyerSeries *series,
                  GArray *walls,
                  const char *const *rules,
                  const gint64 *starts)
{
  guint least = G_MAXUINT;
  int best = -1;

  g_array_sort (walls, compare_walls);
  for (int i = 0; rules[i] != NULL; i++)
    {
      guint n = fit_rule (series, walls, rules[i], starts[i]);

      if (n < least)
        {
          least = n;
          best = i;
        }
    }
  if (best >= 0 && least < walls->len)
    fit_rule (series, walls, rules[best], starts[best]);
  else
    fit_rule (series, walls, RULE_OF_ONE, g_array_index (walls, gint64, 0));
}

/**
 * foyer_series_shift_rule:
 * @rule: a rule
 * @start: wall time of its first date
 * @seconds: how far it moves
 *
 * Returns: (transfer full): what says the same of the days to which it moves, where that can be
 * said; else the rule as it was
 */
char *
foyer_series_shift_rule (const char *rule, gint64 start, gint64 seconds)
{
  g_autoptr (FoyerRecurrence) recurrence = foyer_recurrence_new (rule, NULL);
  gint64 days = foyer_wall_seconds_get_day (start + seconds) - foyer_wall_seconds_get_day (start);
  FoyerRecurrenceParts parts, moved;

  if (recurrence == NULL || days == 0 || !foyer_recurrence_parts_read (&parts, recurrence, start))
    return g_strdup (rule);

  foyer_recurrence_parts_init (&moved, parts.repeat, start + seconds);
  moved.interval = parts.interval;
  moved.end = parts.end;
  moved.count = parts.count;
  moved.until = parts.until + days * FOYER_DAY_SECONDS;
  if (parts.repeat == FOYER_REPEAT_WEEKLY)
    {
      guint turn = ((days % N_WEEKDAYS) + N_WEEKDAYS) % N_WEEKDAYS;

      moved.weekdays = (parts.weekdays << turn | parts.weekdays >> (N_WEEKDAYS - turn)) & 0x7f;
    }
  if (parts.repeat == FOYER_REPEAT_MONTHLY && parts.month_day <= 0)
    {
      moved.month_day = parts.month_day;
      moved.week = parts.week < 0 ? parts.week : moved.week;
    }
  return foyer_recurrence_parts_to_rule (&moved);
}

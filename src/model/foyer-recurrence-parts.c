/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-recurrence-parts.h"

#include <libical/ical.h>
#include <string.h>

#define N_WEEKDAYS 7

static const char *const weekday_codes[N_WEEKDAYS] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
static const char *const repeat_words[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };

/**
 * foyer_recurrence_parts_init:
 * @self: (out caller-allocates): the parts
 * @repeat: how
 * @start: wall time of the first date
 *
 * Ten times on the first date's weekday, or day of the month.
 */
void
foyer_recurrence_parts_init (FoyerRecurrenceParts *self, FoyerRepeat repeat, gint64 start)
{
  GDate date;

  foyer_wall_seconds_get_date (start, &date);
  *self = (FoyerRecurrenceParts){
    .repeat = repeat,
    .interval = 1,
    .weekdays = 1u << foyer_wall_seconds_get_weekday (start),
    .month_day = g_date_get_day (&date),
    .week = (g_date_get_day (&date) - 1) / N_WEEKDAYS + 1,
    .weekday = foyer_wall_seconds_get_weekday (start),
    .end = FOYER_REPEAT_END_COUNT,
    .count = 10,
    .until = foyer_wall_seconds_from_date (&date),
  };
}

/**
 * foyer_recurrence_parts_to_rule:
 * @self: parts
 *
 * Returns: (transfer full): the rule of RFC 5545
 */
char *
foyer_recurrence_parts_to_rule (const FoyerRecurrenceParts *self)
{
  GString *rule = g_string_new (NULL);
  const char *before = ";BYDAY=";
  GDate date;

  g_string_append_printf (rule, "FREQ=%s", repeat_words[self->repeat]);
  if (self->interval > 1)
    g_string_append_printf (rule, ";INTERVAL=%u", self->interval);
  for (guint i = 0; self->repeat == FOYER_REPEAT_WEEKLY && i < N_WEEKDAYS; i++)
    if (self->weekdays & 1u << i)
      {
        g_string_append_printf (rule, "%s%s", before, weekday_codes[i]);
        before = ",";
      }
  if (self->repeat == FOYER_REPEAT_MONTHLY && self->month_day != 0)
    g_string_append_printf (rule, ";BYMONTHDAY=%d", self->month_day);
  else if (self->repeat == FOYER_REPEAT_MONTHLY)
    g_string_append_printf (rule, ";BYDAY=%d%s", self->week, weekday_codes[self->weekday]);

  if (self->end == FOYER_REPEAT_END_COUNT)
    g_string_append_printf (rule, ";COUNT=%u", self->count);
  else if (self->end == FOYER_REPEAT_END_UNTIL)
    {
      foyer_wall_seconds_get_date (self->until, &date);
      g_string_append_printf (rule, ";UNTIL=%04d%02d%02d", g_date_get_year (&date),
                              g_date_get_month (&date), g_date_get_day (&date));
    }
  return g_string_free (rule, FALSE);
}

static guint
count_items (const short *items, guint size)
{
  guint n = 0;

  while (n < size && items[n] != ICAL_RECURRENCE_ARRAY_MAX)
    n++;
  return n;
}

static guint
to_weekday (short day)
{
  return (icalrecurrencetype_day_day_of_week (day) - ICAL_MONDAY_WEEKDAY + N_WEEKDAYS) % N_WEEKDAYS;
}

static gboolean
read_weekdays (FoyerRecurrenceParts *self, const struct icalrecurrencetype *rule, guint n)
{
  self->weekdays = n > 0 ? 0 : self->weekdays;
  for (guint i = 0; i < n; i++)
    self->weekdays |= 1u << to_weekday (rule->by_day[i]);
  return TRUE;
}

static gboolean
read_month (FoyerRecurrenceParts *self,
            const struct icalrecurrencetype *rule,
            guint n_days,
            guint n_month_days)
{
  int position;

  if (n_days + n_month_days > 1)
    return FALSE;
  if (n_month_days == 1)
    {
      self->month_day = rule->by_month_day[0];
      return self->month_day >= -1;
    }
  if (n_days == 0)
    return TRUE;
  position = icalrecurrencetype_day_position (rule->by_day[0]);
  self->month_day = 0;
  self->week = position;
  self->weekday = to_weekday (rule->by_day[0]);
  return position == -1 || (position >= 1 && position <= 5);
}

/* An end in UTC, or before the time of the day, is none that parts have. */
static gboolean
read_end (FoyerRecurrenceParts *self, const struct icalrecurrencetype *rule, gint64 start)
{
  gint64 start_time = start - foyer_wall_seconds_get_day (start) * FOYER_DAY_SECONDS;
  GDate date;

  if (rule->count > 0)
    {
      self->end = FOYER_REPEAT_END_COUNT;
      self->count = rule->count;
      return TRUE;
    }
  self->end = FOYER_REPEAT_END_NEVER;
  if (icaltime_is_null_time (rule->until))
    return TRUE;
  if (!rule->until.is_date &&
      (icaltime_is_utc (rule->until) ||
       rule->until.hour * 3600 + rule->until.minute * 60 + rule->until.second < start_time))
    return FALSE;
  self->end = FOYER_REPEAT_END_UNTIL;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, rule->until.day, rule->until.month, rule->until.year);
  self->until = foyer_wall_seconds_from_date (&date);
  return TRUE;
}

static gboolean
read_rule (FoyerRecurrenceParts *self, const struct icalrecurrencetype *rule, gint64 start)
{
  guint n_days = count_items (rule->by_day, ICAL_BY_DAY_SIZE);
  guint n_month_days = count_items (rule->by_month_day, ICAL_BY_MONTHDAY_SIZE);

  if (rule->freq < ICAL_DAILY_RECURRENCE || rule->freq > ICAL_YEARLY_RECURRENCE)
    return FALSE;
  foyer_recurrence_parts_init (self, (FoyerRepeat) (rule->freq - ICAL_DAILY_RECURRENCE), start);
  self->interval = rule->interval;
  if (!read_end (self, rule, start) || count_items (rule->by_second, ICAL_BY_SECOND_SIZE) > 0 ||
      count_items (rule->by_minute, ICAL_BY_MINUTE_SIZE) > 0 ||
      count_items (rule->by_hour, ICAL_BY_HOUR_SIZE) > 0 ||
      count_items (rule->by_year_day, ICAL_BY_YEARDAY_SIZE) > 0 ||
      count_items (rule->by_week_no, ICAL_BY_WEEKNO_SIZE) > 0 ||
      count_items (rule->by_month, ICAL_BY_MONTH_SIZE) > 0 ||
      count_items (rule->by_set_pos, ICAL_BY_SETPOS_SIZE) > 0)
    return FALSE;
  if (rule->freq == ICAL_WEEKLY_RECURRENCE)
    {
      /* With another first day of the week, every second week is another one. */
      if (rule->interval > 1 && rule->week_start != ICAL_MONDAY_WEEKDAY)
        return FALSE;
      return read_weekdays (self, rule, n_days);
    }
  if (rule->freq == ICAL_MONTHLY_RECURRENCE)
    return read_month (self, rule, n_days, n_month_days);
  return n_days + n_month_days == 0;
}

/**
 * foyer_recurrence_parts_read:
 * @self: (out caller-allocates): the parts
 * @rule: a rule
 * @start: wall time of its first date, which says what the rule leaves out
 *
 * Returns: %FALSE when the rule says more than parts can; then they are not to be used
 */
gboolean
foyer_recurrence_parts_read (FoyerRecurrenceParts *self, const FoyerRecurrence *rule, gint64 start)
{
  struct icalrecurrencetype parsed =
      icalrecurrencetype_from_string (foyer_recurrence_get_text (rule));

  return read_rule (self, &parsed, start);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-recurrence-parts.h"

#include <glib/gi18n-lib.h>

#define N_WEEKDAYS    7
#define MONDAY_FRIDAY 0x1f
#define EVERY_DAY     0x7f

/* A wall time's date, by locale. */
static char *
format_wall (gint64 wall, const char *layout)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (wall);

  return time != NULL ? g_date_time_format (time, layout) : g_strdup ("");
}

/**
 * foyer_recurrence_weekday_name:
 * @weekday: 0 for Monday to 6 for Sunday
 *
 * Returns: (transfer full): the locale's name of it
 */
char *
foyer_recurrence_weekday_name (guint weekday)
{
  return format_wall ((gint64) (4 + weekday) * FOYER_DAY_SECONDS, "%A"); /* 1970-01-05, a Monday */
}

/**
 * foyer_recurrence_day_name:
 * @wall: a wall time
 *
 * Returns: (transfer full): its date for people, with weekday and year
 */
char *
foyer_recurrence_day_name (gint64 wall)
{
  /* Translators: a date, see strftime: “Thu, 24 Dec 2026” */
  return format_wall (wall, _ ("%a, %-e %b %Y"));
}

/* “Monday, Tuesday and Thursday”. */
static char *
name_weekdays (guint weekdays)
{
  char *names = NULL;

  for (int i = N_WEEKDAYS - 1; i >= 0; i--)
    if (weekdays & 1u << i)
      {
        g_autofree char *name = foyer_recurrence_weekday_name (i);
        g_autofree char *rest = names;
        gboolean is_pair = rest != NULL && (weekdays >> (i + 1) & ((weekdays >> (i + 1)) - 1)) == 0;

        if (rest == NULL)
          names = g_strdup (name);
        else if (is_pair)
          /* Translators: the last two of a list of weekdays */
          names = g_strdup_printf (_ ("%s and %s"), name, rest);
        else
          /* Translators: two of a longer list of weekdays */
          names = g_strdup_printf (_ ("%s, %s"), name, rest);
      }
  return names != NULL ? names : g_strdup ("");
}

static char *
say_weeks (const FoyerRecurrenceParts *parts)
{
  g_autofree char *names = name_weekdays (parts->weekdays);

  if (parts->interval == 1 && parts->weekdays == EVERY_DAY)
    return g_strdup (_ ("Every day"));
  if (parts->interval == 1 && parts->weekdays == MONDAY_FRIDAY)
    return g_strdup (_ ("Every day from Monday to Friday"));
  if (parts->interval == 1)
    /* Translators: weekdays: “Every Tuesday and Thursday” */
    return g_strdup_printf (_ ("Every %s"), names);
  /* Translators: the number comes first, then weekdays */
  return g_strdup_printf (ngettext ("Every %u week on %s", "Every %u weeks on %s", parts->interval),
                          parts->interval, names);
}

/* “second Tuesday”. */
static char *
name_nth_weekday (int week, guint weekday)
{
  /* Translators: of a month; %s is a weekday. They go into “Every month on the %s”. */
  static const char *const words[] = { N_ ("last %s"),  N_ ("first %s"),  N_ ("second %s"),
                                       N_ ("third %s"), N_ ("fourth %s"), N_ ("fifth %s") };
  g_autofree char *name = foyer_recurrence_weekday_name (weekday);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (words[week < 0 ? 0 : week]), name);
#pragma GCC diagnostic pop
}

static char *
name_month_day (const FoyerRecurrenceParts *parts)
{
  if (parts->month_day == 0)
    return name_nth_weekday (parts->week, parts->weekday);
  if (parts->month_day < 0)
    /* Translators: of a month; goes into “Every month on the %s” */
    return g_strdup (_ ("last day"));
  /* Translators: the day of the month as a number; goes into “Every month on the %s” */
  return g_strdup_printf (_ ("day %d"), parts->month_day);
}

static char *
say_months (const FoyerRecurrenceParts *parts)
{
  g_autofree char *day = name_month_day (parts);
  gboolean is_number = parts->month_day > 0;

  if (parts->interval == 1)
    return g_strdup_printf (is_number ? _ ("Every month on %s") : _ ("Every month on the %s"), day);
  if (is_number)
    return g_strdup_printf (
        ngettext ("Every %u month on %s", "Every %u months on %s", parts->interval),
        parts->interval, day);
  return g_strdup_printf (
      ngettext ("Every %u month on the %s", "Every %u months on the %s", parts->interval),
      parts->interval, day);
}

static char *
say_repeat (const FoyerRecurrenceParts *parts, gint64 start)
{
  g_autofree char *day = NULL;

  switch (parts->repeat)
    {
    case FOYER_REPEAT_WEEKLY:
      return say_weeks (parts);
    case FOYER_REPEAT_MONTHLY:
      return say_months (parts);
    case FOYER_REPEAT_YEARLY:
      /* Translators: a day of the year, see strftime: “24 December” */
      day = format_wall (start, _ ("%-e %B"));
      if (parts->interval == 1)
        return g_strdup_printf (_ ("Every year on %s"), day);
      return g_strdup_printf (
          ngettext ("Every %u year on %s", "Every %u years on %s", parts->interval),
          parts->interval, day);
    case FOYER_REPEAT_DAILY:
    default:
      if (parts->interval == 1)
        return g_strdup (_ ("Every day"));
      return g_strdup_printf (ngettext ("Every %u day", "Every %u days", parts->interval),
                              parts->interval);
    }
}

/**
 * foyer_recurrence_to_words:
 * @rule: a rule
 * @start: wall time of its first date
 *
 * Returns: (transfer full): a sentence without full stop, such as “Every Tuesday and Thursday, 10
 * times”; a rule beyond words is quoted
 */
char *
foyer_recurrence_to_words (const FoyerRecurrence *rule, gint64 start)
{
  FoyerRecurrenceParts parts;
  g_autofree char *repeat = NULL;
  g_autofree char *day = NULL;

  if (!foyer_recurrence_parts_read (&parts, rule, start))
    return g_strdup_printf (_ ("By the rule %s"), foyer_recurrence_get_text (rule));

  repeat = say_repeat (&parts, start);
  switch (parts.end)
    {
    case FOYER_REPEAT_END_COUNT:
      /* Translators: “Every Tuesday, 10 times” */
      return g_strdup_printf (ngettext ("%s, %u time", "%s, %u times", parts.count), repeat,
                              parts.count);
    case FOYER_REPEAT_END_UNTIL:
      day = foyer_recurrence_day_name (parts.until);
      /* Translators: “Every Tuesday, until Thu, 24 Dec 2026” */
      return g_strdup_printf (_ ("%s, until %s"), repeat, day);
    case FOYER_REPEAT_END_NEVER:
    default:
      return g_steal_pointer (&repeat);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-wall-parse.h"

#include "foyer-wall-words.h"

#include <langinfo.h>
#include <string.h>

#define MAX_LENGTH 200
#define MAX_WORDS  16

/* What has been understood so far. */
typedef struct
{
  const FoyerWall *today;
  FoyerWall wall;
  gboolean has_year;
  gboolean has_month;
  gboolean has_day;
  gboolean has_time;
  gboolean expects_time;    /* after “at” */
  gboolean expects_minutes; /* after “19 h” */
  gboolean is_next;         /* after “next” */
  int weekday;              /* 1 to 7, Monday first; 0 for none */
  int offset;               /* days from today, valid with has_offset */
  gboolean has_offset;
  int number; /* a number that waits for its meaning, -1 for none */
} Reading;

static gboolean
is_date (int year, int month, int day)
{
  return year >= 1900 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 &&
         g_date_valid_dmy (day, month, year);
}

static gboolean
set_date (Reading *r, int year, int month, int day)
{
  if (r->has_day || r->has_month)
    return FALSE;
  if (year >= 0 && year < 100)
    year += 2000;
  /* A leap day without a year is settled at the end. */
  if (!is_date (year < 0 ? 2000 : year, month, day))
    return FALSE;

  if (year >= 0)
    {
      r->wall.year = year;
      r->has_year = TRUE;
    }
  r->wall.month = month;
  r->wall.day = day;
  r->has_month = r->has_day = TRUE;
  return TRUE;
}

static gboolean
set_time (Reading *r, int hour, int minute)
{
  if (r->has_time || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return FALSE;
  r->wall.hour = hour;
  r->wall.minute = minute;
  r->has_time = TRUE;
  r->expects_time = FALSE;
  return TRUE;
}

static gboolean
set_half_day (Reading *r, gboolean is_pm)
{
  if (r->number >= 0)
    {
      int hour = r->number;

      r->number = -1;
      return hour >= 1 && hour <= 12 && set_time (r, hour % 12 + (is_pm ? 12 : 0), 0);
    }
  if (!r->has_time || r->wall.hour > 12 || (r->wall.hour == 0 && is_pm))
    return FALSE;
  r->wall.hour = r->wall.hour % 12 + (is_pm ? 12 : 0);
  return TRUE;
}

/* A number that had no word of its own takes the meaning that is still free. */
static gboolean
settle_number (Reading *r)
{
  int number = r->number;

  r->number = -1;
  if (number < 0)
    return TRUE;
  if (r->expects_minutes)
    {
      r->expects_minutes = FALSE;
      r->wall.minute = number;
      return number < 60;
    }
  if (r->expects_time)
    return number < 100 ? set_time (r, number, 0) : set_time (r, number / 100, number % 100);
  if (r->has_month && !r->has_day && number <= 31)
    {
      r->wall.day = number;
      r->has_day = TRUE;
      return number > 0;
    }
  if (r->has_month && r->has_day && !r->has_year && number >= 1970 && number <= 2999)
    {
      r->wall.year = number;
      r->has_year = TRUE;
      return TRUE;
    }
  if (r->has_day || r->weekday != 0 || r->has_offset)
    return number < 100 ? set_time (r, number, 0) : set_time (r, number / 100, number % 100);
  return FALSE;
}

static gboolean
read_slashes (Reading *r, const int *n, guint count)
{
  int year = count == 3 ? n[2] : -1;

  if (n[0] > 31)
    return count == 3 && set_date (r, n[0], n[1], n[2]);
  if ((foyer_wall_is_month_first () && n[0] <= 12) || n[1] > 12)
    return set_date (r, year, n[0], n[1]);
  return set_date (r, year, n[1], n[0]);
}

/* Digits with separators: 2026-11-22, 22.11., 11/22, 19:30, 19.30. */
static gboolean
read_digits (Reading *r, const char *word)
{
  int n[3] = { 0 };
  guint count = 0;
  char separator = '\0';
  const char *p = word;

  while (TRUE)
    {
      char *end;

      if (!g_ascii_isdigit (*p) || count == 3)
        return FALSE;
      n[count++] = (int) CLAMP (g_ascii_strtoll (p, &end, 10), 0, 100000);
      p = end;
      if (*p == '\0')
        break;
      if (separator != '\0' && *p != separator)
        return FALSE;
      separator = *p++;
      if (*p == '\0' && separator == '.')
        break;
    }

  switch (separator)
    {
    case '\0':
      if (!settle_number (r))
        return FALSE;
      r->number = n[0];
      return TRUE;
    case ':':
      return count >= 2 && settle_number (r) && set_time (r, n[0], n[1]);
    case '-':
    case '/':
      return count >= 2 && settle_number (r) && read_slashes (r, n, count);
    case '.':
      if (!settle_number (r))
        return FALSE;
      if (count == 1) /* “22. November” */
        {
          r->number = n[0];
          return TRUE;
        }
      if (n[0] > 31)
        return count == 3 && set_date (r, n[0], n[1], n[2]);
      if (!r->expects_time && set_date (r, count == 3 ? n[2] : -1, n[1], n[0]))
        return TRUE;
      return count == 2 && set_time (r, n[0], n[1]);
    default:
      return FALSE;
    }
}

/* 2026年11月22日 19時30分: the unit stands behind its number. */
static gboolean
read_cjk_unit (Reading *r, gunichar unit)
{
  int number = r->number;

  if (number < 0)
    return FALSE;
  if (unit == 0x5206 || unit == 0xbd84)
    return settle_number (r);

  r->number = -1;
  switch (unit)
    {
    case 0x5e74:
    case 0xb144:
      r->wall.year = number;
      r->has_year = TRUE;
      return TRUE;
    case 0x6708:
    case 0xc6d4:
      r->wall.month = number;
      r->has_month = TRUE;
      return number >= 1 && number <= 12;
    default:
      r->wall.day = number;
      r->has_day = TRUE;
      return number >= 1 && number <= 31;
    }
}

/* Names of months, weekdays, days and times. */
static gboolean
read_name (Reading *r, const char *word)
{
  int hour;
  int index;

  if (foyer_wall_word_find_day (word, &r->offset))
    {
      r->has_offset = TRUE;
      return TRUE;
    }
  if (foyer_wall_word_find_hour (word, &hour))
    return set_time (r, hour, 0);

  index = foyer_wall_word_find_month (word);
  if (index != 0 && !r->has_month)
    {
      r->wall.month = index;
      r->has_month = TRUE;
      return settle_number (r);
    }
  index = foyer_wall_word_find_weekday (word);
  if (index == 0)
    return FALSE;
  r->weekday = index;
  return settle_number (r);
}

/* “19 h”: the hour stands before its unit. */
static gboolean
read_hour_unit (Reading *r)
{
  int hour = r->number;

  r->number = -1;
  r->expects_minutes = hour >= 0;
  return hour < 0 ? r->has_time : set_time (r, hour, 0);
}

static gboolean
read_word (Reading *r, const char *word)
{
  static const char *const mornings[] = { "am", "a.m", "ص", NULL };
  static const char *const evenings[] = { "pm", "p.m", "p", "م", NULL };
  static const char *const ordinals[] = { "st", "nd", "rd", "th", NULL };
  gboolean settled;

  if (g_str_equal (word, "next"))
    {
      r->is_next = TRUE;
      return TRUE;
    }
  /* “am” is German for “on”, unless an hour stands before it. */
  if (g_strv_contains (mornings, word) && (r->number >= 0 || r->has_time))
    return set_half_day (r, FALSE);
  if (g_strv_contains (evenings, word))
    return set_half_day (r, TRUE);
  if (g_str_equal (word, "am") || (r->number >= 0 && g_strv_contains (ordinals, word)))
    return TRUE;

  switch (foyer_wall_word_classify (word))
    {
    case FOYER_WALL_WORD_FILLER:
      return TRUE;
    case FOYER_WALL_WORD_HOUR_UNIT:
      return read_hour_unit (r);
    case FOYER_WALL_WORD_CJK_UNIT:
      return read_cjk_unit (r, g_utf8_get_char (word));
    case FOYER_WALL_WORD_TIME_LEAD:
      settled = settle_number (r);
      r->expects_time = TRUE;
      return settled;
    case FOYER_WALL_WORD_OTHER:
    default:
      return read_name (r, word);
    }
}

/* Lower case, ASCII digits, one space between words; a letter and a digit are two words ("7pm",
 * "19h30", "11月22日"). */
static char *
normalize (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = composed != NULL ? g_utf8_casefold (composed, -1) : NULL;
  GString *out = g_string_new (NULL);
  gboolean was_digit = FALSE;
  gboolean was_letter = FALSE;

  for (const char *p = folded != NULL ? folded : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_digit = g_unichar_isdigit (c);
      gboolean is_letter = g_unichar_isalpha (c);

      if (c == 0x200e || c == 0x200f || c == 0x061c)
        continue;
      if ((is_digit && was_letter) || (is_letter && was_digit))
        g_string_append_c (out, ' ');
      if (is_digit)
        g_string_append_c (out, '0' + g_unichar_digit_value (c));
      else if (c == ',' || c == 0x060c || c == ';' || g_unichar_isspace (c))
        g_string_append_c (out, ' ');
      else
        g_string_append_unichar (out, c);
      was_digit = is_digit;
      was_letter = is_letter;
    }
  return g_string_free (out, FALSE);
}

static void
move_days (FoyerWall *wall, int days)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, wall->day, wall->month, wall->year);
  if (days >= 0)
    g_date_add_days (&date, days);
  else
    g_date_subtract_days (&date, -days);
  wall->year = g_date_get_year (&date);
  wall->month = g_date_get_month (&date);
  wall->day = g_date_get_day (&date);
}

static int
get_weekday (const FoyerWall *wall)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, wall->day, wall->month, wall->year);
  return g_date_get_weekday (&date);
}

/* A day and month without a year are the next such day. */
static gboolean
choose_year (Reading *r)
{
  for (int year = r->today->year; year <= r->today->year + 8; year++)
    {
      gboolean is_past = year == r->today->year &&
                         (r->wall.month < r->today->month ||
                          (r->wall.month == r->today->month && r->wall.day < r->today->day));

      if (!is_past && is_date (year, r->wall.month, r->wall.day))
        {
          r->wall.year = year;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
settle_date (Reading *r)
{
  if (r->has_month != r->has_day)
    return FALSE;
  if (r->has_day)
    return (r->has_year || choose_year (r)) && is_date (r->wall.year, r->wall.month, r->wall.day) &&
           (r->weekday == 0 || get_weekday (&r->wall) == r->weekday);
  if (!r->has_offset && r->weekday == 0)
    return r->has_time;

  r->wall.year = r->today->year;
  r->wall.month = r->today->month;
  r->wall.day = r->today->day;
  if (r->has_offset)
    move_days (&r->wall, r->offset);
  else
    move_days (&r->wall, (r->weekday - get_weekday (&r->wall) + 7) % 7 + (r->is_next ? 7 : 0));
  return r->weekday == 0 || get_weekday (&r->wall) == r->weekday;
}

/**
 * foyer_wall_is_month_first:
 *
 * Whether dates of the process's locale name the month before the day ("11/22").
 */
gboolean
foyer_wall_is_month_first (void)
{
  const char *format = nl_langinfo (D_FMT);
  const char *month = strpbrk (format, "mbBD");
  const char *day = strpbrk (format, "de");

  return month != NULL && (day == NULL || month < day) && strchr (format, 'Y') != format + 1;
}

/**
 * foyer_wall_parse:
 * @text: what a person typed
 * @today: the day that "today" and "fri" are counted from
 * @base: gives the date or the time that @text leaves out
 * @wall: (out): where to put it; untouched on failure
 *
 * Reads a date and time as people write them: English words and those of the locale, day or month
 * first by the locale. A weekday is its next occurrence, today included. A weekday beside a date
 * must fit it.
 *
 * Returns: %FALSE when any part is not understood
 */
gboolean
foyer_wall_parse (const char *text, const FoyerWall *today, const FoyerWall *base, FoyerWall *wall)
{
  Reading r = { .today = today, .number = -1 };
  g_autofree char *normal = NULL;
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (text != NULL && today != NULL && base != NULL && wall != NULL, FALSE);

  if (strlen (text) > MAX_LENGTH || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  r.wall = *base;
  normal = normalize (text);
  words = g_strsplit (normal, " ", MAX_WORDS + 1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *word = words[i];
      gsize length = strlen (word);

      if (length == 0 || (g_str_equal (word, "t") && (r.has_day || r.number >= 0)) ||
          g_str_equal (word, "."))
        continue;
      if (!g_ascii_isdigit (*word))
        while (length > 1 && word[length - 1] == '.')
          word[--length] = '\0';
      if (i >= MAX_WORDS ||
          !(g_ascii_isdigit (*word) ? read_digits (&r, word) : read_word (&r, word)))
        return FALSE;
    }
  if (!settle_number (&r) || !settle_date (&r))
    return FALSE;

  *wall = r.wall;
  return TRUE;
}

/**
 * foyer_wall_uses_half_days:
 *
 * Returns: whether the locale (LC_TIME) counts twelve hours twice
 */
gboolean
foyer_wall_uses_half_days (void)
{
  const char *format = nl_langinfo (T_FMT);

  return strstr (format, "%I") != NULL || strstr (format, "%r") != NULL ||
         strstr (format, "%l") != NULL;
}

/**
 * foyer_wall_format:
 * @wall: a wall time
 *
 * Says it in the words of the locale, in a form that foyer_wall_parse() reads back to the same; ISO
 * 8601 where the locale's words do not.
 *
 * Returns: (transfer full): text for an entry
 */
char *
foyer_wall_format (const FoyerWall *wall)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *text = NULL;
  FoyerWall back;

  g_return_val_if_fail (wall != NULL, NULL);

  date = g_date_time_new_utc (wall->year, wall->month, wall->day, wall->hour, wall->minute, 0);
  if (date == NULL)
    return g_strdup ("");
  if (foyer_wall_is_month_first ())
    text = g_date_time_format (date, foyer_wall_uses_half_days () ? "%a, %b %-e %Y, %-l:%M %p"
                                                                  : "%a, %b %-e %Y, %H:%M");
  else
    text = g_date_time_format (date, foyer_wall_uses_half_days () ? "%a %-e %b %Y, %-l:%M %p"
                                                                  : "%a %-e %b %Y, %H:%M");
  if (text != NULL && foyer_wall_parse (text, wall, &(FoyerWall){ 2000, 1, 1, 0, 0 }, &back) &&
      memcmp (&back, wall, sizeof back) == 0)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%04d-%02d-%02d %02d:%02d", wall->year, wall->month, wall->day,
                          wall->hour, wall->minute);
}

/**
 * foyer_wall_from_instant:
 * @wall: (out): where to put it
 * @instant: microseconds since the epoch
 * @zone: where the wall is
 */
void
foyer_wall_from_instant (FoyerWall *wall, gint64 instant, GTimeZone *zone)
{
  gint64 seconds = instant / G_USEC_PER_SEC - (instant % G_USEC_PER_SEC < 0);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  g_return_if_fail (wall != NULL && zone != NULL);

  *wall = (FoyerWall){ 1970, 1, 1, 0, 0 };
  if (local == NULL)
    return;
  g_date_time_get_ymd (local, &wall->year, &wall->month, &wall->day);
  wall->hour = g_date_time_get_hour (local);
  wall->minute = g_date_time_get_minute (local);
}

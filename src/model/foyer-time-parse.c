/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-time.h"

#include <string.h>

#define YEAR_MIN     1000 /* 0026 is a slip of the pen */
#define CENTURY_TURN 70   /* two digits below are of the 21st century, others of the 20th */

/* What has been read of a time. */
typedef struct
{
  const char *p; /* where to read on */
  int year;
  int month;
  int day;
  int hour;
  int minute;
  double seconds;
  gboolean has_offset;
  int offset; /* minutes east */
} Reading;

static const char *const months[] = {
  "january", "february", "march",     "april",   "may",      "june",
  "july",    "august",   "september", "october", "november", "december",
};

static void
skip_spaces (Reading *self)
{
  while (*self->p == ' ' || *self->p == '\t')
    self->p++;
}

/* strchr () finds the end of the text in any set. */
static gboolean
is_one_of (char c, const char *set)
{
  return c != '\0' && strchr (set, c) != NULL;
}

static gboolean
take (Reading *self, char c)
{
  if (*self->p != c)
    return FALSE;
  self->p++;
  return TRUE;
}

/* Reads at least and at most so many digits. Returns: how many, 0 when they are too few */
static guint
take_number (Reading *self, guint least, guint most, int *number)
{
  guint n = 0;

  *number = 0;
  while (n < most && g_ascii_isdigit (self->p[n]))
    *number = *number * 10 + (self->p[n++] - '0');
  if (n < least)
    return 0;
  self->p += n;
  return n;
}

static gboolean
take_year (Reading *self)
{
  guint n = take_number (self, 2, 4, &self->year);

  if (n == 2)
    self->year += self->year < CENTURY_TURN ? 2000 : 1900;
  return n == 2 || n == 4;
}

/* "Sep", "Sept.", "September" */
static gboolean
take_month_name (Reading *self)
{
  gsize length = 0;

  while (g_ascii_isalpha (self->p[length]))
    length++;
  if (length < 3)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (g_ascii_strncasecmp (self->p, months[i], length) == 0)
      {
        self->month = i + 1;
        self->p += length;
        take (self, '.');
        skip_spaces (self);
        return TRUE;
      }
  return FALSE;
}

/* 2026-09-01, 2026/9/1, 2026.09.01 or 20260901: the year has been read, four digits */
static gboolean
take_rest_after_year (Reading *self)
{
  char separator = *self->p;

  if (g_ascii_isdigit (separator))
    return take_number (self, 2, 2, &self->month) && take_number (self, 2, 2, &self->day);
  self->p++;
  return take_number (self, 1, 2, &self->month) && take (self, separator) &&
         take_number (self, 1, 2, &self->day);
}

/* 1 Sep 2026, 01-Sep-26: the day has been read */
static gboolean
take_rest_after_day (Reading *self)
{
  char separator = *self->p;

  if (separator == '-')
    self->p++;
  else
    {
      take (self, '.');
      skip_spaces (self);
    }
  if (!take_month_name (self))
    return FALSE;
  if (separator == '-')
    return take (self, '-') && take_year (self);
  take (self, ',');
  skip_spaces (self);
  return take_year (self);
}

static gboolean
take_date (Reading *self, gboolean month_first)
{
  const char *start = self->p;
  int first;
  guint n;

  if (g_ascii_isalpha (*start)) /* Sep 1, 2026 */
    {
      if (!take_month_name (self) || !take_number (self, 1, 2, &self->day))
        return FALSE;
      take (self, ',');
      skip_spaces (self);
      return take_year (self);
    }

  n = take_number (self, 1, 4, &first);
  if (n == 4)
    {
      self->year = first;
      return (g_ascii_isdigit (*self->p) || is_one_of (*self->p, "-/.")) &&
             take_rest_after_year (self);
    }
  if (n == 0 || n == 3)
    return FALSE;

  /* A point separates a day from a month everywhere. */
  self->day = first;
  if (is_one_of (*self->p, "/-.") && g_ascii_isdigit (self->p[1]))
    {
      char separator = *self->p++;

      month_first = month_first && separator != '.';
      self->month = first;
      return take_number (self, 1, 2, month_first ? &self->day : &self->month) &&
             take (self, separator) && take_year (self);
    }
  return take_rest_after_day (self);
}

static gboolean
take_half_day (Reading *self)
{
  gboolean is_pm;

  skip_spaces (self);
  if ((*self->p | 0x20) != 'a' && (*self->p | 0x20) != 'p')
    return TRUE;
  is_pm = (*self->p | 0x20) == 'p';
  self->p++;
  take (self, '.');
  if ((*self->p | 0x20) != 'm')
    return FALSE;
  self->p++;
  take (self, '.');

  if (self->hour < 1 || self->hour > 12)
    return FALSE;
  self->hour = self->hour % 12 + (is_pm ? 12 : 0);
  return TRUE;
}

static void
take_fraction (Reading *self)
{
  double unit = 0.1;

  if ((*self->p != '.' && *self->p != ',') || !g_ascii_isdigit (self->p[1]))
    return;
  for (self->p++; g_ascii_isdigit (*self->p); self->p++, unit /= 10)
    self->seconds += unit * (*self->p - '0');
}

/* 08:00, 8:00:06.123, 080006, 8 pm */
static gboolean
take_time (Reading *self)
{
  gboolean is_packed;
  int seconds = 0;

  if (!take_number (self, 1, 2, &self->hour))
    return FALSE;

  is_packed = g_ascii_isdigit (*self->p);
  if (is_packed || take (self, ':'))
    {
      if (!take_number (self, 2, 2, &self->minute))
        return FALSE;
      if (is_packed ? g_ascii_isdigit (*self->p) : take (self, ':'))
        {
          if (!take_number (self, 2, 2, &seconds))
            return FALSE;
          self->seconds = seconds;
          take_fraction (self);
        }
      return take_half_day (self);
    }

  skip_spaces (self); /* an hour alone says which half of the day */
  return is_one_of (*self->p, "aApP") && take_half_day (self);
}

/* Z, UTC, GMT, +01:00, +0100, +01, −01:00 */
static gboolean
take_offset (Reading *self)
{
  gboolean is_west;
  int hours, minutes = 0;

  skip_spaces (self);
  if (*self->p == '\0')
    return TRUE;
  self->has_offset = TRUE;

  if (*self->p == 'Z' || *self->p == 'z')
    {
      self->p++;
      return TRUE;
    }
  if (g_ascii_strncasecmp (self->p, "UTC", 3) == 0 || g_ascii_strncasecmp (self->p, "GMT", 3) == 0)
    {
      self->p += 3;
      if (*self->p == '\0')
        return TRUE;
    }

  is_west = *self->p == '-' || g_str_has_prefix (self->p, "\u2212");
  if (!is_west && *self->p != '+')
    return FALSE;
  self->p = g_utf8_next_char (self->p);
  if (!take_number (self, 2, 2, &hours))
    return FALSE;
  if ((take (self, ':') || g_ascii_isdigit (*self->p)) && !take_number (self, 2, 2, &minutes))
    return FALSE;
  if (hours > 18 || minutes > 59)
    return FALSE;
  self->offset = (hours * 60 + minutes) * (is_west ? -1 : 1);
  return TRUE;
}

static gboolean
take_moment (Reading *self, gboolean month_first)
{
  skip_spaces (self);
  if (!take_date (self, month_first))
    return FALSE;

  if (is_one_of (*self->p, "Tt ,\t"))
    {
      self->p++;
      skip_spaces (self);
      if (g_ascii_strncasecmp (self->p, "at ", 3) == 0)
        self->p += 3;
      skip_spaces (self);
      if (*self->p != '\0' && (!take_time (self) || !take_offset (self)))
        return FALSE;
    }
  skip_spaces (self);
  return *self->p == '\0';
}

static gboolean
is_moment (const Reading *self)
{
  if (self->year < YEAR_MIN || self->month < 1 || self->day < 1 ||
      !g_date_valid_dmy (self->day, self->month, self->year))
    return FALSE;
  if (self->hour == 24)
    return self->minute == 0 && self->seconds == 0;
  return self->hour < 24 && self->minute < 60 && self->seconds < 61;
}

/**
 * foyer_time_parse:
 * @text: (nullable): a date, or date and time
 * @zone: (nullable): where it is meant unless it names an offset, %NULL for UTC
 * @month_first: whether 09/01/26 is in September
 * @instant: (out): microseconds since the epoch
 *
 * Reads ISO 8601 and what other systems export: "2026-09-01T08:00:40.000Z", "2026-09-01 08:00:06",
 * "09/01/26 08:00", "01.09.2026 8:00", "Sep 1, 2026 8:00 PM". A date alone is its first instant. A
 * time that the clocks jumped over is the instant after the jump, one that they showed twice the
 * first. Nothing is guessed: 13/01/26 is no date where the month is first. Any thread.
 *
 * Returns: whether @text is a time and nothing else
 */
gboolean
foyer_time_parse (const char *text, GTimeZone *zone, gboolean month_first, gint64 *instant)
{
  Reading self = { .p = text };

  g_return_val_if_fail (instant != NULL, FALSE);

  if (text == NULL || !take_moment (&self, month_first) || !is_moment (&self))
    return FALSE;

  foyer_time_from_wall (self.has_offset ? NULL : zone, self.year, self.month, self.day, self.hour,
                        self.minute, self.seconds, instant);
  *instant -= (gint64) self.offset * G_TIME_SPAN_MINUTE;
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-recurrence-check.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

typedef enum
{
  PART_FREQ,
  PART_UNTIL,
  PART_COUNT,
  PART_INTERVAL,
  PART_BYSECOND,
  PART_BYMINUTE,
  PART_BYHOUR,
  PART_BYDAY,
  PART_BYMONTHDAY,
  PART_BYYEARDAY,
  PART_BYWEEKNO,
  PART_BYMONTH,
  PART_BYSETPOS,
  PART_WKST,
  N_PARTS,
} Part;

typedef enum
{
  FREQ_SECONDLY,
  FREQ_MINUTELY,
  FREQ_HOURLY,
  FREQ_DAILY,
  FREQ_WEEKLY,
  FREQ_MONTHLY,
  FREQ_YEARLY,
  N_FREQS,
} Freq;

typedef struct
{
  const char *values[N_PARTS]; /* in the rule; NULL for what it does not say */
  Freq freq;
} Rule;

static const char *const freq_words[] = { "SECONDLY", "MINUTELY", "HOURLY", "DAILY",
                                          "WEEKLY",   "MONTHLY",  "YEARLY" };

/* Numbers: one for COUNT and INTERVAL, a list for what begins with BY. Negative ones count from the
 * end. */
static const struct
{
  const char *name;
  int least;
  int most;
  gboolean is_signed;
} parts[N_PARTS] = {
  [PART_FREQ] = { "FREQ" },
  [PART_UNTIL] = { "UNTIL" },
  [PART_COUNT] = { "COUNT", 1, 1000000 },
  [PART_INTERVAL] = { "INTERVAL", 1, 1000 },
  [PART_BYSECOND] = { "BYSECOND", 0, 59 },
  [PART_BYMINUTE] = { "BYMINUTE", 0, 59 },
  [PART_BYHOUR] = { "BYHOUR", 0, 23 },
  [PART_BYDAY] = { "BYDAY" },
  [PART_BYMONTHDAY] = { "BYMONTHDAY", 1, 31, TRUE },
  [PART_BYYEARDAY] = { "BYYEARDAY", 1, 366, TRUE },
  [PART_BYWEEKNO] = { "BYWEEKNO", 1, 53, TRUE },
  [PART_BYMONTH] = { "BYMONTH", 1, 12 },
  [PART_BYSETPOS] = { "BYSETPOS", 1, 366, TRUE },
  [PART_WKST] = { "WKST" },
};

static gboolean
is_weekday (const char *text)
{
  return strlen (text) == 2 && strstr ("MO TU WE TH FR SA SU", text) != NULL && text[0] != ' ' &&
         text[1] != ' ';
}

static gboolean
is_number (const char *text, int least, int most, gboolean is_signed)
{
  const char *digits = text;
  int number;

  if (is_signed && (*digits == '-' || *digits == '+'))
    digits++;
  if (*digits == '\0' || strlen (digits) > 7 || strspn (digits, "0123456789") != strlen (digits))
    return FALSE;
  number = atoi (digits);
  return number >= least && number <= most;
}

/* "TU", "2TU", "-1FR". */
static gboolean
is_by_day (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *position = NULL;

  if (length < 2 || !is_weekday (text + length - 2))
    return FALSE;
  position = g_strndup (text, length - 2);
  return *position == '\0' || is_number (position, 1, 53, TRUE);
}

static gboolean
has_position (const char *by_day)
{
  return strpbrk (by_day, "0123456789") != NULL;
}

static gboolean
is_list (Part part, const char *value)
{
  g_auto (GStrv) items = g_strsplit (value, ",", -1);

  if (*items == NULL || g_strv_length (items) > 366)
    return FALSE;
  for (guint i = 0; items[i] != NULL; i++)
    if (!(part == PART_BYDAY
              ? is_by_day (items[i])
              : is_number (items[i], parts[part].least, parts[part].most, parts[part].is_signed)))
      return FALSE;
  return TRUE;
}

/* "20261224", "20261224T190000", "20261224T180000Z". */
static gboolean
read_until (const char *text, FoyerUntil *until)
{
  gsize length = strlen (text);
  g_autofree char *wall = NULL;

  if (length != 8 && length != 15 && !(length == 16 && text[15] == 'Z'))
    return FALSE;
  if (length == 8)
    wall = g_strdup_printf ("%.4s-%.2s-%.2sT23:59:59", text, text + 4, text + 6);
  else
    wall = g_strdup_printf ("%.4s-%.2s-%.2s%c%.2s:%.2s:%.2s", text, text + 4, text + 6, text[8],
                            text + 9, text + 11, text + 13);
  until->kind = length == 8    ? FOYER_UNTIL_DAY
                : length == 15 ? FOYER_UNTIL_WALL
                               : FOYER_UNTIL_INSTANT;
  return foyer_wall_seconds_parse (wall, &until->value);
}

static gboolean
read_freq (const char *text, Freq *freq)
{
  for (*freq = 0; *freq < N_FREQS; (*freq)++)
    if (g_str_equal (freq_words[*freq], text))
      return TRUE;
  return FALSE;
}

static gboolean
check_value (Rule *rule, Part part, FoyerUntil *until)
{
  const char *value = rule->values[part];

  switch (part)
    {
    case PART_FREQ:
      return read_freq (value, &rule->freq);
    case PART_UNTIL:
      return read_until (value, until);
    case PART_COUNT:
    case PART_INTERVAL:
      return is_number (value, parts[part].least, parts[part].most, FALSE);
    case PART_WKST:
      return is_weekday (value);
    default:
      return is_list (part, value);
    }
}

static Part
find_part (const char *name)
{
  Part part = 0;

  while (part < N_PARTS && !g_str_equal (parts[part].name, name))
    part++;
  return part;
}

static gboolean
fail (GError **error, char *sentence)
{
  g_set_error_literal (error, FOYER_RECURRENCE_ERROR, FOYER_RECURRENCE_ERROR_RULE, sentence);
  g_free (sentence);
  return FALSE;
}

static gboolean
read_part (Rule *rule, char *text, FoyerUntil *until, GError **error)
{
  char *value = strchr (text, '=');
  Part part;

  if (value == NULL)
    return fail (error, g_strdup_printf (_ ("“%s” says nothing in a rule for repeating. It has "
                                            "parts such as FREQ=WEEKLY."),
                                         text));
  *value++ = '\0';
  part = find_part (text);
  if (part == N_PARTS)
    return fail (error, g_strdup_printf (_ ("A rule for repeating has no part “%s”."), text));
  if (rule->values[part] != NULL)
    return fail (error, g_strdup_printf (_ ("The rule says %s twice."), text));
  rule->values[part] = value;
  if (!check_value (rule, part, until))
    return fail (error, g_strdup_printf (_ ("“%s” is no value for %s."), value, text));
  return TRUE;
}

/* Day 30 and 31 in a month that has none, and nothing else. */
static gboolean
is_never_in_month (const Rule *rule)
{
  g_auto (GStrv) months = NULL;
  g_auto (GStrv) days = NULL;

  if (rule->values[PART_BYMONTH] == NULL || rule->values[PART_BYMONTHDAY] == NULL)
    return FALSE;
  months = g_strsplit (rule->values[PART_BYMONTH], ",", -1);
  days = g_strsplit (rule->values[PART_BYMONTHDAY], ",", -1);
  for (guint i = 0; months[i] != NULL; i++)
    for (guint j = 0; days[j] != NULL; j++)
      if (abs (atoi (days[j])) <= g_date_get_days_in_month (atoi (months[i]), 2024))
        return FALSE;
  return TRUE;
}

/* What RFC 5545, section 3.3.10, forbids to stand together. */
static const char *
find_contradiction (const Rule *rule)
{
  const char *const *has = rule->values;
  gboolean has_by = FALSE;

  for (Part part = PART_BYSECOND; part < PART_BYSETPOS; part++)
    has_by |= has[part] != NULL;

  if (rule->freq == FREQ_SECONDLY)
    return _ ("An event cannot repeat every second.");
  if (has[PART_COUNT] != NULL && has[PART_UNTIL] != NULL)
    return _ ("The rule says both COUNT and UNTIL: choose one.");
  if (has[PART_BYDAY] != NULL && has_position (has[PART_BYDAY]) &&
      (rule->freq < FREQ_MONTHLY || has[PART_BYWEEKNO] != NULL))
    return _ ("Only months and years have a second Tuesday: use FREQ=MONTHLY or FREQ=YEARLY, "
              "without BYWEEKNO.");
  if (has[PART_BYMONTHDAY] != NULL && rule->freq == FREQ_WEEKLY)
    return _ ("BYMONTHDAY cannot stand with FREQ=WEEKLY.");
  if (has[PART_BYYEARDAY] != NULL && rule->freq >= FREQ_DAILY && rule->freq <= FREQ_MONTHLY)
    return _ ("BYYEARDAY can only stand with FREQ=YEARLY.");
  if (has[PART_BYWEEKNO] != NULL && rule->freq != FREQ_YEARLY)
    return _ ("BYWEEKNO can only stand with FREQ=YEARLY.");
  if (has[PART_BYSETPOS] != NULL && !has_by)
    return _ ("BYSETPOS needs another part that begins with BY.");
  if (rule->freq < FREQ_DAILY &&
      (has[PART_BYMONTHDAY] != NULL || has[PART_BYYEARDAY] != NULL || has[PART_BYMONTH] != NULL ||
       has[PART_BYSETPOS] != NULL))
    return _ ("A rule by hours or minutes can only name days of the week, hours and minutes.");
  return NULL;
}

/**
 * foyer_recurrence_check:
 * @rule: what was written
 * @until: (out): when it ends
 * @error: return location
 *
 * Returns: %FALSE with error, a sentence that says where it is wrong
 */
gboolean
foyer_recurrence_check (const char *rule, FoyerUntil *until, GError **error)
{
  g_auto (GStrv) texts = g_strsplit (rule, ";", -1);
  Rule found = { .freq = FREQ_DAILY };
  const char *contradiction;

  *until = (FoyerUntil){ FOYER_UNTIL_NONE, 0 };
  for (guint i = 0; texts[i] != NULL; i++)
    if (!read_part (&found, texts[i], until, error))
      return FALSE;
  if (found.values[PART_FREQ] == NULL)
    return fail (error,
                 g_strdup (_ ("A rule for repeating needs FREQ, such as FREQ=WEEKLY;COUNT=10.")));
  contradiction = find_contradiction (&found);
  if (contradiction != NULL)
    return fail (error, g_strdup (contradiction));
  if (is_never_in_month (&found))
    return fail (error, g_strdup (_ ("The rule names a day that none of its months has.")));
  return TRUE;
}

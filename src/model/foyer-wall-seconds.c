/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-wall-seconds.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define UNIX_EPOCH_JULIAN 719163 /* GDate's day number of 1970-01-01 */

static gint64
floor_divide (gint64 number, gint64 by)
{
  return number / by - (number % by < 0 ? 1 : 0);
}

static gint64
get_offset (GTimeZone *zone, gint64 second)
{
  return g_time_zone_get_offset (zone,
                                 g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, second));
}

/**
 * foyer_wall_seconds_from_instant:
 * @instant: microseconds since the epoch
 * @zone: where the wall is
 *
 * Returns: what the wall shows
 */
gint64
foyer_wall_seconds_from_instant (gint64 instant, GTimeZone *zone)
{
  gint64 second = floor_divide (instant, G_USEC_PER_SEC);

  return second + get_offset (zone, second);
}

/**
 * foyer_wall_seconds_to_instant:
 * @wall: what the wall shows
 * @zone: where it is
 * @instant: (out): microseconds since the epoch
 *
 * A time in a gap is read with the offset from before the gap, one in an overlap is the first of
 * the two: RFC 5545, section 3.3.5. So a class at 02:30 is at 03:30 on the night when the clocks go
 * forward.
 *
 * Returns: whether the wall shows that time once, never, or twice
 */
FoyerWallKind
foyer_wall_seconds_to_instant (gint64 wall, GTimeZone *zone, gint64 *instant)
{
  gint64 before = get_offset (zone, wall - FOYER_DAY_SECONDS);
  gint64 after = get_offset (zone, wall + FOYER_DAY_SECONDS);
  gboolean is_before, is_after;

  *instant = (wall - before) * G_USEC_PER_SEC;
  if (before == after)
    return FOYER_WALL_UNIQUE;
  is_before = get_offset (zone, wall - before) == before;
  is_after = get_offset (zone, wall - after) == after;
  if (is_before)
    return is_after ? FOYER_WALL_OVERLAP : FOYER_WALL_UNIQUE;
  if (!is_after)
    return FOYER_WALL_GAP;
  *instant = (wall - after) * G_USEC_PER_SEC;
  return FOYER_WALL_UNIQUE;
}

/**
 * foyer_wall_seconds_get_day:
 * @wall: a wall time
 *
 * Returns: the day's number, 0 for 1970-01-01
 */
gint64
foyer_wall_seconds_get_day (gint64 wall)
{
  return floor_divide (wall, FOYER_DAY_SECONDS);
}

/**
 * foyer_wall_seconds_get_weekday:
 * @wall: a wall time
 *
 * Returns: 0 for Monday to 6 for Sunday
 */
guint
foyer_wall_seconds_get_weekday (gint64 wall)
{
  gint64 day = foyer_wall_seconds_get_day (wall) + 3; /* the epoch was a Thursday */

  return day - 7 * floor_divide (day, 7);
}

/**
 * foyer_wall_seconds_get_date:
 * @wall: a wall time of the years 1 to 9999
 * @date: (out caller-allocates): its date
 */
void
foyer_wall_seconds_get_date (gint64 wall, GDate *date)
{
  g_date_clear (date, 1);
  g_date_set_julian (date, foyer_wall_seconds_get_day (wall) + UNIX_EPOCH_JULIAN);
}

/**
 * foyer_wall_seconds_from_date:
 * @date: a valid date
 *
 * Returns: the wall time of its midnight
 */
gint64
foyer_wall_seconds_from_date (const GDate *date)
{
  return ((gint64) g_date_get_julian (date) - UNIX_EPOCH_JULIAN) * FOYER_DAY_SECONDS;
}

/* Exactly so many digits. */
static gboolean
take_number (const char **text, guint n_digits, int *number)
{
  *number = 0;
  for (guint i = 0; i < n_digits; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *number = *number * 10 + g_ascii_digit_value (**text);
    }
  return TRUE;
}

static gboolean
take_sign (const char **text, char sign)
{
  return *(*text)++ == sign;
}

/**
 * foyer_wall_seconds_parse:
 * @text: (nullable): "2026-12-01T19:00:00", the seconds may be left out
 * @wall: (out): the wall time
 *
 * Returns: %FALSE when it is nothing like that
 */
gboolean
foyer_wall_seconds_parse (const char *text, gint64 *wall)
{
  int year, month, day, hour, minute, second = 0;
  GDate date;

  *wall = 0;
  if (text == NULL || strlen (text) < strlen ("2026-12-01T19:00"))
    return FALSE;
  if (!take_number (&text, 4, &year) || !take_sign (&text, '-') || !take_number (&text, 2, &month) ||
      !take_sign (&text, '-') || !take_number (&text, 2, &day) || !take_sign (&text, 'T') ||
      !take_number (&text, 2, &hour) || !take_sign (&text, ':') || !take_number (&text, 2, &minute))
    return FALSE;
  if (*text == ':' && (!take_sign (&text, ':') || !take_number (&text, 2, &second)))
    return FALSE;
  if (*text != '\0' || year < 1 || !g_date_valid_dmy (day, month, year) || hour > 23 ||
      minute > 59 || second > 59)
    return FALSE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  *wall = foyer_wall_seconds_from_date (&date) + hour * 3600 + minute * 60 + second;
  return TRUE;
}

/**
 * foyer_wall_seconds_format:
 * @wall: a wall time
 *
 * Returns: (transfer full): "2026-12-01T19:00:00"
 */
char *
foyer_wall_seconds_format (gint64 wall)
{
  gint64 rest = wall - foyer_wall_seconds_get_day (wall) * FOYER_DAY_SECONDS;
  GDate date;

  foyer_wall_seconds_get_date (wall, &date);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d", g_date_get_year (&date),
                          g_date_get_month (&date), g_date_get_day (&date), (int) (rest / 3600),
                          (int) (rest / 60 % 60), (int) (rest % 60));
}

static int
compare_walls (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
sort_and_thin (GArray *walls)
{
  guint n = 0;

  g_array_sort (walls, compare_walls);
  for (guint i = 0; i < walls->len; i++)
    {
      gint64 wall = g_array_index (walls, gint64, i);

      if (n == 0 || g_array_index (walls, gint64, n - 1) != wall)
        g_array_index (walls, gint64, n++) = wall;
    }
  g_array_set_size (walls, n);
}

/**
 * foyer_wall_seconds_read_list:
 * @json: (nullable): a JSON array of wall times
 *
 * Returns: (transfer full) (element-type gint64): those that can be read, sorted
 */
GArray *
foyer_wall_seconds_read_list (const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;
  GArray *walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      gint64 wall;

      if (JSON_NODE_HOLDS_VALUE (element) &&
          foyer_wall_seconds_parse (json_node_get_string (element), &wall))
        g_array_append_val (walls, wall);
    }
  sort_and_thin (walls);
  return walls;
}

/**
 * foyer_wall_seconds_write_list:
 * @walls: (element-type gint64): wall times; they are sorted
 *
 * Returns: (transfer full) (nullable): a JSON array, %NULL for none
 */
char *
foyer_wall_seconds_write_list (GArray *walls)
{
  GString *json;

  if (walls->len == 0)
    return NULL;
  sort_and_thin (walls);
  json = g_string_new ("[");
  for (guint i = 0; i < walls->len; i++)
    {
      g_autofree char *text = foyer_wall_seconds_format (g_array_index (walls, gint64, i));

      g_string_append_printf (json, "%s\"%s\"", i > 0 ? "," : "", text);
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

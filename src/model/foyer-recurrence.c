/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-recurrence.h"

#include "foyer-recurrence-check.h"

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <string.h>

/* libical takes a BYMINUTE of a rule by minutes for more times, where it means fewer. What it gives
 * besides is dropped, and after so many dropped in a row nothing more is awaited. */
#define DROPPED_MOST 20000

struct _FoyerRecurrence
{
  struct icalrecurrencetype rule; /* without its end, that is told by the two below */
  char *text;                     /* (owned) */
  FoyerUntil until;
  int count; /* 0 for none */
};

G_DEFINE_QUARK (foyer - recurrence - error - quark, foyer_recurrence_error)

/* As libical reads it: bare and in upper case. */
static char *
clean_rule (const char *rule)
{
  g_autofree char *upper = g_ascii_strup (rule, -1);
  const char *bare = g_strstrip (upper);

  if (g_str_has_prefix (bare, "RRULE:"))
    bare += strlen ("RRULE:");
  return g_strdup (bare);
}

/**
 * foyer_recurrence_new:
 * @rule: the value of an RRULE of RFC 5545; "RRULE:" may stand before it
 * @error: return location
 *
 * Any thread.
 *
 * Returns: (transfer full): the rule; %NULL with error, a sentence that says what is wrong with it
 */
FoyerRecurrence *
foyer_recurrence_new (const char *rule, GError **error)
{
  g_autofree char *clean = NULL;
  g_autoptr (FoyerRecurrence) self = NULL;

  g_return_val_if_fail (rule != NULL, NULL);

  clean = clean_rule (g_utf8_validate (rule, -1, NULL) ? rule : "");
  self = g_new0 (FoyerRecurrence, 1);
  if (!foyer_recurrence_check (clean, &self->until, error))
    return NULL;
  self->rule = icalrecurrencetype_from_string (clean);
  if (self->rule.freq == ICAL_NO_RECURRENCE)
    {
      g_set_error (error, FOYER_RECURRENCE_ERROR, FOYER_RECURRENCE_ERROR_RULE,
                   _ ("“%s” is no rule for repeating."), clean);
      return NULL;
    }
  self->text = icalrecurrencetype_as_string_r (&self->rule);
  self->count = self->rule.count;
  return g_steal_pointer (&self);
}

/**
 * foyer_recurrence_free:
 * @self: (nullable): a rule
 */
void
foyer_recurrence_free (FoyerRecurrence *self)
{
  if (self == NULL)
    return;
  free (self->rule.rscale);
  icalmemory_free_buffer (self->text);
  g_free (self);
}

/**
 * foyer_recurrence_get_text:
 * @self: a rule
 *
 * Returns: it as it is stored: two rules that say the same in another order have the same text
 */
const char *
foyer_recurrence_get_text (const FoyerRecurrence *self)
{
  return self->text;
}

/**
 * foyer_recurrence_is_endless:
 * @self: a rule
 *
 * Returns: whether it has neither COUNT nor UNTIL
 */
gboolean
foyer_recurrence_is_endless (const FoyerRecurrence *self)
{
  return self->count == 0 && self->until.kind == FOYER_UNTIL_NONE;
}

static struct icaltimetype
to_ical (gint64 wall)
{
  gint64 rest = wall - foyer_wall_seconds_get_day (wall) * FOYER_DAY_SECONDS;
  struct icaltimetype time = icaltime_null_time ();
  GDate date;

  foyer_wall_seconds_get_date (wall, &date);
  time.year = g_date_get_year (&date);
  time.month = g_date_get_month (&date);
  time.day = g_date_get_day (&date);
  time.hour = rest / 3600;
  time.minute = rest / 60 % 60;
  time.second = rest % 60;
  return time;
}

static gint64
from_ical (struct icaltimetype time)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, time.day, time.month, time.year);
  return foyer_wall_seconds_from_date (&date) + time.hour * 3600 + time.minute * 60 + time.second;
}

static char *
write_rule (struct icalrecurrencetype *rule)
{
  char *text = icalrecurrencetype_as_string_r (rule);
  char *copy = g_strdup (text);

  icalmemory_free_buffer (text);
  return copy;
}

/**
 * foyer_recurrence_with_count:
 * @self: a rule
 * @count: how often, at least 1
 *
 * Returns: (transfer full): the text of the rule that ends after @count times instead of where this
 * one does
 */
char *
foyer_recurrence_with_count (const FoyerRecurrence *self, guint count)
{
  struct icalrecurrencetype rule = self->rule;

  rule.count = MAX (count, 1);
  rule.until = icaltime_null_time ();
  return write_rule (&rule);
}

/**
 * foyer_recurrence_in_zone:
 * @self: a rule
 * @zone: where its dates are
 *
 * Returns: (transfer full): the text of the rule; an end that is a moment in UTC has become a wall
 * time
 */
char *
foyer_recurrence_in_zone (const FoyerRecurrence *self, GTimeZone *zone)
{
  struct icalrecurrencetype rule = self->rule;

  if (self->until.kind == FOYER_UNTIL_INSTANT)
    rule.until =
        to_ical (foyer_wall_seconds_from_instant (self->until.value * G_USEC_PER_SEC, zone));
  return write_rule (&rule);
}

static gboolean
is_over (const FoyerRecurrence *self, const FoyerRecurrenceDate *date)
{
  switch (self->until.kind)
    {
    case FOYER_UNTIL_DAY:
    case FOYER_UNTIL_WALL:
      return date->wall > self->until.value;
    case FOYER_UNTIL_INSTANT:
      return date->instant > self->until.value * G_USEC_PER_SEC;
    case FOYER_UNTIL_NONE:
    default:
      return FALSE;
    }
}

/* See DROPPED_MOST. */
static gboolean
is_on_step (const FoyerRecurrence *self, gint64 start, gint64 wall)
{
  gint64 unit = self->rule.freq == ICAL_HOURLY_RECURRENCE     ? 3600
                : self->rule.freq == ICAL_MINUTELY_RECURRENCE ? 60
                                                              : 0;

  if (unit == 0 || self->rule.interval <= 1)
    return TRUE;
  return (wall / unit - start / unit) % self->rule.interval == 0;
}

static FoyerRecurrenceDate
make_date (gint64 wall, GTimeZone *zone, gboolean is_added)
{
  FoyerRecurrenceDate date = { .wall = wall, .is_added = is_added };

  date.kind = foyer_wall_seconds_to_instant (wall, zone, &date.instant);
  date.offset = date.kind == FOYER_WALL_GAP ? foyer_wall_seconds_from_instant (date.instant, zone) -
                                                  date.instant / G_USEC_PER_SEC
                                            : wall - date.instant / G_USEC_PER_SEC;
  return date;
}

static int
compare_walls (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static gboolean
has_wall (GArray *walls, gint64 wall)
{
  return walls != NULL && walls->len > 0 &&
         g_array_binary_search (walls, &wall, compare_walls, NULL);
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  const FoyerRecurrenceDate *first = a;
  const FoyerRecurrenceDate *second = b;

  if (first->instant != second->instant)
    return first->instant < second->instant ? -1 : 1;
  if (first->is_added != second->is_added)
    return first->is_added ? 1 : -1;
  return (int) first->kind - (int) second->kind;
}

/* In order, and each moment once. */
static void
tidy (GArray *dates, guint limit, gboolean *is_cut)
{
  guint n = 0;

  g_array_sort (dates, compare_dates);
  for (guint i = 0; i < dates->len; i++)
    {
      FoyerRecurrenceDate date = g_array_index (dates, FoyerRecurrenceDate, i);

      if (n == 0 || g_array_index (dates, FoyerRecurrenceDate, n - 1).instant != date.instant)
        g_array_index (dates, FoyerRecurrenceDate, n++) = date;
    }
  *is_cut |= n > limit;
  g_array_set_size (dates, MIN (n, limit));
}

/* Returns: whether there would be more than limit. */
static gboolean
apply_rule (const FoyerRecurrence *self, const FoyerRecurrenceSet *set, guint limit, GArray *dates)
{
  struct icalrecurrencetype rule = self->rule;
  icalrecur_iterator *iterator;
  struct icaltimetype time;
  int n_given = 0;
  guint n_dropped = 0;
  gboolean is_cut = FALSE;

  /* The end is looked at below: libical knows no zones here. Its own is a little later. */
  rule.count = 0;
  rule.until = self->until.kind == FOYER_UNTIL_NONE
                   ? icaltime_null_time ()
                   : to_ical (self->until.value + 2 * FOYER_DAY_SECONDS);
  iterator = icalrecur_iterator_new (rule, to_ical (set->start));
  if (iterator == NULL)
    return FALSE;

  while (n_dropped < DROPPED_MOST &&
         !icaltime_is_null_time (time = icalrecur_iterator_next (iterator)))
    {
      FoyerRecurrenceDate date = make_date (from_ical (time), set->zone, FALSE);

      if (date.wall < set->start || !is_on_step (self, set->start, date.wall))
        {
          n_dropped++;
          continue;
        }
      if (is_over (self, &date) || (self->count > 0 && n_given == self->count))
        break;
      n_given++;
      n_dropped = 0;
      if (has_wall (set->exceptions, date.wall))
        continue;
      if (dates->len == limit)
        {
          is_cut = TRUE;
          break;
        }
      g_array_append_val (dates, date);
    }
  icalrecur_iterator_free (iterator);
  return is_cut;
}

/**
 * foyer_recurrence_expand:
 * @self: a rule
 * @set: where it is applied; its arrays are sorted
 * @limit: most dates to give, 0 for %FOYER_RECURRENCE_MOST
 * @is_cut: (out) (optional): whether there are more
 *
 * By wall time: what is at 19:00 is at 19:00 in summer and in winter. COUNT counts what the rule
 * gives, with what is left out. The year 2582 is the last.
 *
 * Any thread.
 *
 * Returns: (transfer full) (element-type FoyerRecurrenceDate): the dates in order
 */
GArray *
foyer_recurrence_expand (const FoyerRecurrence *self,
                         const FoyerRecurrenceSet *set,
                         guint limit,
                         gboolean *is_cut)
{
  GArray *dates = g_array_new (FALSE, FALSE, sizeof (FoyerRecurrenceDate));
  guint most = limit > 0 ? MIN (limit, FOYER_RECURRENCE_MOST) : FOYER_RECURRENCE_MOST;
  gboolean is_longer = apply_rule (self, set, most, dates);

  for (guint i = 0; set->additions != NULL && i < set->additions->len; i++)
    {
      gint64 wall = g_array_index (set->additions, gint64, i);
      FoyerRecurrenceDate date = make_date (wall, set->zone, TRUE);

      if (!has_wall (set->exceptions, wall))
        g_array_append_val (dates, date);
    }
  tidy (dates, most, &is_longer);
  if (is_cut != NULL)
    *is_cut = is_longer;
  return dates;
}

/**
 * foyer_recurrence_expand_all:
 * @self: a rule
 * @set: where it is applied
 * @error: return location: ENDLESS, EMPTY or TOO_MANY
 *
 * Returns: (transfer full) (element-type FoyerRecurrenceDate): all dates in order, at least one;
 * %NULL with error, a sentence
 */
GArray *
foyer_recurrence_expand_all (const FoyerRecurrence *self,
                             const FoyerRecurrenceSet *set,
                             GError **error)
{
  g_autoptr (GArray) dates = NULL;
  gboolean is_cut;

  if (foyer_recurrence_is_endless (self))
    {
      g_set_error_literal (
          error, FOYER_RECURRENCE_ERROR, FOYER_RECURRENCE_ERROR_ENDLESS,
          _ ("The rule never ends, and every series ends. Say how often it repeats, or "
             "until when."));
      return NULL;
    }
  dates = foyer_recurrence_expand (self, set, 0, &is_cut);
  if (is_cut)
    g_set_error (error, FOYER_RECURRENCE_ERROR, FOYER_RECURRENCE_ERROR_TOO_MANY,
                 _ ("The rule gives more than %d dates. Say an earlier end."),
                 FOYER_RECURRENCE_MOST);
  else if (dates->len == 0)
    g_set_error_literal (error, FOYER_RECURRENCE_ERROR, FOYER_RECURRENCE_ERROR_EMPTY,
                         _ ("The rule gives no date."));
  return is_cut || dates->len == 0 ? NULL : g_steal_pointer (&dates);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dates of a long series, by wall time in a zone; beside the bare iterator of libical. */
#include "foyer-recurrence.h"

#include <libical/ical.h>
#include <stdio.h>

#define RULE     "FREQ=DAILY;COUNT=13000"
#define N_DATES  13000
#define ROUNDS   5
#define ASKED_MS 150

static double
measure_ours (void)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load ("Europe/Berlin");
  gint64 before = g_get_monotonic_time ();
  g_autoptr (FoyerRecurrence) rule = foyer_recurrence_new (RULE, NULL);
  FoyerRecurrenceSet set = { 0, zone };
  g_autoptr (GArray) dates = NULL;

  foyer_wall_seconds_parse ("2026-12-01T19:00:00", &set.start);
  dates = foyer_recurrence_expand_all (rule, &set, NULL);
  g_assert_cmpuint (dates->len, ==, N_DATES);
  return (g_get_monotonic_time () - before) / 1000.0;
}

static double
measure_libical (void)
{
  gint64 before = g_get_monotonic_time ();
  struct icalrecurrencetype rule = icalrecurrencetype_from_string (RULE);
  icalrecur_iterator *iterator =
      icalrecur_iterator_new (rule, icaltime_from_string ("20261201T190000"));
  guint n = 0;

  while (!icaltime_is_null_time (icalrecur_iterator_next (iterator)))
    n++;
  icalrecur_iterator_free (iterator);
  g_assert_cmpuint (n, ==, N_DATES);
  return (g_get_monotonic_time () - before) / 1000.0;
}

int
main (void)
{
  double ours = G_MAXDOUBLE;
  double other = G_MAXDOUBLE;

  for (guint i = 0; i < ROUNDS; i++)
    {
      ours = MIN (ours, measure_ours ());
      other = MIN (other, measure_libical ());
    }
  printf (
      "BENCH\tdates of a series of 13 000\t%.1f ms\t%.1f ms (bare libical)\t%.2f\t≤ %d ms\t%s\n",
      ours, other, ours / other, ASKED_MS, ours <= ASKED_MS ? "ok" : "MISSED");
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-row.h"
#include "foyer-time.h"

/* clang-format off */
static const struct
{
  const char *name;
  const char *zone;
  const char *from;    /* the start, and where it goes, by the wall */
  const char *to;
  const char *instant; /* what moves along */
  const char *expected;
} cases[] = {
  { "a week on", "Europe/Berlin", "2026-06-01T19:00", "2026-06-08T19:00", "2026-05-31T18:00", "2026-06-07T18:00:00+02:00" },
  { "into winter", "Europe/Berlin", "2026-10-20T19:00", "2026-10-27T19:00", "2026-10-19T18:00", "2026-10-26T18:00:00+01:00" },
  { "into summer", "Europe/Berlin", "2026-03-24T19:00", "2026-03-31T19:00", "2026-03-23T12:30", "2026-03-30T12:30:00+02:00" },
  { "what moves lies before the change", "Europe/Berlin", "2026-03-20T19:00", "2026-03-31T19:00", "2026-03-17T12:00", "2026-03-28T12:00:00+01:00" },
  { "into the gap", "Europe/Berlin", "2026-03-21T19:00", "2026-03-28T19:00", "2026-03-22T02:30", "2026-03-29T03:00:00+02:00" },
  { "into the overlap", "Europe/Berlin", "2026-10-17T19:00", "2026-10-24T19:00", "2026-10-18T02:30", "2026-10-25T02:30:00+02:00" },
  { "another hour", "Europe/Berlin", "2026-06-01T19:00", "2026-06-02T10:30", "2026-06-01T21:00", "2026-06-02T12:30:00+02:00" },
  { "backwards", "America/New_York", "2026-11-10T09:00", "2026-10-27T09:00", "2026-11-09T23:59", "2026-10-26T23:59:00-04:00" },
  { "half an hour of summer", "Australia/Lord_Howe", "2026-09-29T18:00", "2026-10-06T18:00", "2026-09-29T20:00", "2026-10-06T20:00:00+11:00" },
  { "a leap day", "UTC", "2027-02-28T10:00", "2028-02-29T10:00", "2027-03-01T10:00", "2028-03-01T10:00:00+00:00" },
};
/* clang-format on */

static gint64
read (const char *text, GTimeZone *zone)
{
  gint64 instant;

  g_assert_true (foyer_time_parse (text, zone, FALSE, &instant));
  return instant;
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = foyer_time_zone_load (cases[i].zone);
      gint64 moved = foyer_time_shift (read (cases[i].instant, zone), zone,
                                       read (cases[i].from, zone), read (cases[i].to, zone));
      g_autofree char *shown = foyer_time_to_iso (moved, zone);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (shown, ==, cases[i].expected);
    }
}

static void
test_edges (void)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load ("Europe/Berlin");
  gint64 from = read ("2026-10-25T01:00", zone);
  gint64 to = from + 5 * G_TIME_SPAN_HOUR;

  g_assert_cmpint (foyer_time_shift (FOYER_NONE, zone, from, to), ==, FOYER_NONE);
  /* nothing moves: also what stands in an overlap stays to the microsecond */
  g_assert_cmpint (foyer_time_shift (to + 7, zone, from, from), ==, to + 7);
  g_assert_cmpint (foyer_time_shift (from, zone, from, to), ==, to);
  /* below the second */
  g_assert_cmpint (foyer_time_shift (from + 123456, zone, from, from + G_TIME_SPAN_DAY) %
                       G_USEC_PER_SEC,
                   ==, 123456);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-shift/cases", test_cases);
  g_test_add_func ("/time-shift/edges", test_edges);
  return g_test_run ();
}

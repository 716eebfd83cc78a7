/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-time.h"

#include "foyer-row.h"

static void
test_zones (void)
{
  static const struct
  {
    const char *name;
    gboolean is_known;
  } cases[] = {
    { "Europe/Berlin", TRUE },
    { "America/Argentina/Ushuaia", TRUE },
    { "Asia/Kathmandu", TRUE },
    { "Etc/GMT+5", TRUE },
    { "UTC", TRUE },
    { NULL, FALSE },
    { "", FALSE },
    { "Z", FALSE },
    { "+02:00", FALSE },
    { "Europe", FALSE },
    { "Europe/Nowhere", FALSE },
    { "CET-1CEST", FALSE },
    { "CET-1CEST,M3.5.0,M10.5.0/3", FALSE },
    { "localtime", FALSE },
    { "right/Europe/Berlin", FALSE },
    { "posix/Europe/Berlin", FALSE },
    { "../zoneinfo/Europe/Berlin", FALSE },
    { "Europe/../Europe/Berlin", FALSE },
    { "/usr/share/zoneinfo/Europe/Berlin", FALSE },
    { "Europe/Berlin\n", FALSE },
    { "zone.tab", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = foyer_time_zone_load (cases[i].name);
      g_assert_cmpint (zone != NULL, ==, cases[i].is_known);
    }
}

static void
test_wall (void)
{
  /* The instants are from tzdata's tables, as RFC 3339 in UTC. */
  static const struct
  {
    const char *zone;
    int year, month, day, hour, minute;
    FoyerWallKind kind;
    const char *utc;
  } cases[] = {
    { "Europe/Berlin", 2026, 1, 15, 12, 0, FOYER_WALL_UNIQUE, "2026-01-15T11:00:00Z" },
    { "Europe/Berlin", 2026, 7, 15, 12, 0, FOYER_WALL_UNIQUE, "2026-07-15T10:00:00Z" },
    { "Europe/Berlin", 2026, 3, 29, 1, 59, FOYER_WALL_UNIQUE, "2026-03-29T00:59:00Z" },
    { "Europe/Berlin", 2026, 3, 29, 2, 0, FOYER_WALL_GAP, "2026-03-29T01:00:00Z" },
    { "Europe/Berlin", 2026, 3, 29, 2, 30, FOYER_WALL_GAP, "2026-03-29T01:00:00Z" },
    { "Europe/Berlin", 2026, 3, 29, 3, 0, FOYER_WALL_UNIQUE, "2026-03-29T01:00:00Z" },
    { "Europe/Berlin", 2026, 10, 25, 1, 59, FOYER_WALL_UNIQUE, "2026-10-24T23:59:00Z" },
    { "Europe/Berlin", 2026, 10, 25, 2, 0, FOYER_WALL_OVERLAP, "2026-10-25T00:00:00Z" },
    { "Europe/Berlin", 2026, 10, 25, 2, 30, FOYER_WALL_OVERLAP, "2026-10-25T00:30:00Z" },
    { "Europe/Berlin", 2026, 10, 25, 3, 0, FOYER_WALL_UNIQUE, "2026-10-25T02:00:00Z" },
    { "America/New_York", 2026, 3, 8, 2, 30, FOYER_WALL_GAP, "2026-03-08T07:00:00Z" },
    { "America/New_York", 2026, 3, 8, 3, 0, FOYER_WALL_UNIQUE, "2026-03-08T07:00:00Z" },
    { "America/New_York", 2026, 11, 1, 0, 59, FOYER_WALL_UNIQUE, "2026-11-01T04:59:00Z" },
    { "America/New_York", 2026, 11, 1, 1, 30, FOYER_WALL_OVERLAP, "2026-11-01T05:30:00Z" },
    { "America/New_York", 2026, 11, 1, 2, 0, FOYER_WALL_UNIQUE, "2026-11-01T07:00:00Z" },
    { "Australia/Lord_Howe", 2026, 10, 4, 1, 59, FOYER_WALL_UNIQUE, "2026-10-03T15:29:00Z" },
    { "Australia/Lord_Howe", 2026, 10, 4, 2, 15, FOYER_WALL_GAP, "2026-10-03T15:30:00Z" },
    { "Australia/Lord_Howe", 2026, 10, 4, 2, 30, FOYER_WALL_UNIQUE, "2026-10-03T15:30:00Z" },
    { "Australia/Lord_Howe", 2026, 4, 5, 1, 45, FOYER_WALL_OVERLAP, "2026-04-04T14:45:00Z" },
    { "Australia/Lord_Howe", 2026, 4, 5, 2, 0, FOYER_WALL_UNIQUE, "2026-04-04T15:30:00Z" },
    { "Asia/Kathmandu", 2026, 5, 1, 0, 0, FOYER_WALL_UNIQUE, "2026-04-30T18:15:00Z" },
    { "Pacific/Apia", 2011, 12, 30, 12, 0, FOYER_WALL_GAP,
      "2011-12-30T10:00:00Z" }, /* a day left out */
    { "America/Sao_Paulo", 2018, 11, 4, 0, 0, FOYER_WALL_GAP,
      "2018-11-04T03:00:00Z" }, /* at midnight */
    { "Europe/Berlin", 2050, 7, 1, 12, 0, FOYER_WALL_UNIQUE, "2050-07-01T10:00:00Z" },
    { NULL, 1969, 12, 31, 23, 59, FOYER_WALL_UNIQUE, "1969-12-31T23:59:00Z" },
    { "UTC", 2024, 2, 29, 24, 0, FOYER_WALL_UNIQUE, "2024-03-01T00:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = foyer_time_zone_load (cases[i].zone);
      g_autofree char *utc = NULL;
      FoyerWallKind kind;
      gint64 instant;

      kind = foyer_time_from_wall (zone, cases[i].year, cases[i].month, cases[i].day, cases[i].hour,
                                   cases[i].minute, 0, &instant);
      utc = foyer_time_to_iso (instant, NULL);
      g_test_message ("%s %d-%d-%d %d:%02d", cases[i].zone, cases[i].year, cases[i].month,
                      cases[i].day, cases[i].hour, cases[i].minute);
      g_assert_cmpstr (utc, ==, cases[i].utc);
      g_assert_cmpint (kind, ==, cases[i].kind);
    }
}

/* Whatever instant a wall shows, reading the wall gives that instant, or the first of two. */
static void
test_round_trip (void)
{
  static const char *const names[] = {
    "Europe/Berlin",     "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
    "Africa/Casablanca", "Pacific/Apia",     "America/St_Johns",    "Asia/Tehran",
  };

  for (guint z = 0; z < G_N_ELEMENTS (names); z++)
    {
      g_autoptr (GTimeZone) zone = foyer_time_zone_load (names[z]);
      gint64 start = G_GINT64_CONSTANT (1293840000); /* 2011 */
      guint n_overlaps = 0;

      for (gint64 second = start; second < start + 2 * 366 * 86400; second += 13 * 60)
        {
          g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (second);
          g_autoptr (GDateTime) wall = g_date_time_to_timezone (utc, zone);
          FoyerWallKind kind;
          gint64 instant;

          kind = foyer_time_from_wall (
              zone, g_date_time_get_year (wall), g_date_time_get_month (wall),
              g_date_time_get_day_of_month (wall), g_date_time_get_hour (wall),
              g_date_time_get_minute (wall), g_date_time_get_seconds (wall), &instant);
          g_assert_cmpint (kind, !=, FOYER_WALL_GAP);
          if (kind == FOYER_WALL_UNIQUE)
            g_assert_cmpint (instant, ==, second * G_USEC_PER_SEC);
          else
            {
              n_overlaps++;
              g_assert_cmpint (instant, <=, second * G_USEC_PER_SEC);
              g_assert_cmpint (instant, >=, (second - 3600) * G_USEC_PER_SEC);
            }
        }
      g_assert_cmpint (n_overlaps > 0, ==, z != 3);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gboolean month_first;
    const char *utc; /* NULL: refused */
  } cases[] = {
    { "2026-09-01T08:00:40.000Z", FALSE, "2026-09-01T08:00:40Z" },
    { "2026-09-01T08:00:40Z", FALSE, "2026-09-01T08:00:40Z" },
    { "2026-09-01t08:00:40z", FALSE, "2026-09-01T08:00:40Z" },
    { "2026-09-01T08:00:40+02:00", FALSE, "2026-09-01T06:00:40Z" },
    { "2026-09-01T08:00:40-0530", FALSE, "2026-09-01T13:30:40Z" },
    { "2026-09-01 08:00:40 +02", FALSE, "2026-09-01T06:00:40Z" },
    { "2026-09-01 08:00:40 UTC", FALSE, "2026-09-01T08:00:40Z" },
    { "2026-09-01 08:00:40 GMT+0200", FALSE, "2026-09-01T06:00:40Z" },
    { "20260901T080040Z", FALSE, "2026-09-01T08:00:40Z" },
    { "20260901", FALSE, "2026-08-31T22:00:00Z" },
    { "2026-09-01", FALSE, "2026-08-31T22:00:00Z" },
    { "2026-09-01T", FALSE, "2026-08-31T22:00:00Z" },
    { "2026-09-01 08:00:06", FALSE, "2026-09-01T06:00:06Z" },
    { "2026-09-01 08:00", FALSE, "2026-09-01T06:00:00Z" },
    { "2026/9/1 8:00", FALSE, "2026-09-01T06:00:00Z" },
    { "2026-12-01 08:00", FALSE, "2026-12-01T07:00:00Z" },
    { "09/01/26 08:00", TRUE, "2026-09-01T06:00:00Z" },
    { "09/01/26 08:00", FALSE, "2026-01-09T07:00:00Z" },
    { "9/1/2026 8:00:05 PM", TRUE, "2026-09-01T18:00:05Z" },
    { "9/1/2026, 12:30 am", TRUE, "2026-08-31T22:30:00Z" },
    { "9/1/2026 12:30 p.m.", TRUE, "2026-09-01T10:30:00Z" },
    { "9/1/2026 8PM", TRUE, "2026-09-01T18:00:00Z" },
    { "01.09.2026 08:00", FALSE, "2026-09-01T06:00:00Z" },
    { "01.09.2026 08:00", TRUE, "2026-09-01T06:00:00Z" },
    { "1.9.26", TRUE, "2026-08-31T22:00:00Z" },
    { "31-12-1999", FALSE, "1999-12-30T23:00:00Z" },
    { "Sep 1, 2026 8:00 AM", FALSE, "2026-09-01T06:00:00Z" },
    { "September 1, 2026 at 8:00 AM", FALSE, "2026-09-01T06:00:00Z" },
    { "1 Sept. 2026 08:00", FALSE, "2026-09-01T06:00:00Z" },
    { "01-Sep-26", FALSE, "2026-08-31T22:00:00Z" },
    { "  2026-09-01 08:00\t", FALSE, "2026-09-01T06:00:00Z" },
    { "2026-03-29 02:30", FALSE, "2026-03-29T01:00:00Z" },
    { "2026-10-25 02:30", FALSE, "2026-10-25T00:30:00Z" },
    { "2026-09-01T24:00:00Z", FALSE, "2026-09-02T00:00:00Z" },
    { "2016-12-31T23:59:60Z", FALSE, "2017-01-01T00:00:00Z" },
    { NULL, FALSE, NULL },
    { "", FALSE, NULL },
    { "yesterday", FALSE, NULL },
    { "08:00", FALSE, NULL },
    { "0000-00-00 00:00:00", FALSE, NULL },
    { "2026-02-29", FALSE, NULL },
    { "2026-13-01", FALSE, NULL },
    { "2026-09-31", FALSE, NULL },
    { "13/01/26", TRUE, NULL },
    { "01/13/26", FALSE, NULL },
    { "1/2", FALSE, NULL },
    { "1/2/3", FALSE, NULL },
    { "1/2-2026", FALSE, NULL },
    { "2026-09-01 25:00", FALSE, NULL },
    { "2026-09-01 24:01", FALSE, NULL },
    { "2026-09-01 08:60", FALSE, NULL },
    { "2026-09-01 08:00:61", FALSE, NULL },
    { "2026-09-01 8", FALSE, NULL },
    { "2026-09-01 13:00 PM", FALSE, NULL },
    { "2026-09-01 0:30 AM", FALSE, NULL },
    { "2026-09-01 08:00 CEST", FALSE, NULL },
    { "2026-09-01 08:00+", FALSE, NULL },
    { "2026-09-01 08:00+99:00", FALSE, NULL },
    { "2026-09-01 08:00 and more", FALSE, NULL },
    { "2026-09-01x", FALSE, NULL },
    { "99999-01-01", FALSE, NULL },
    { "0026-09-01", FALSE, NULL },
    { "1", FALSE, NULL },
    { "12", FALSE, NULL },
    { "-2026-01-01", FALSE, NULL },
    { "Foo 1, 2026", FALSE, NULL },
    { "1 2026", FALSE, NULL },
    { "2026", FALSE, NULL },
    { "2026-09-01 08:00\xff", FALSE, NULL },
    { "\xe2\x88", FALSE, NULL },
    { "2026-09-01 08:00 \xe2\x88", FALSE, NULL },
  };
  g_autoptr (GTimeZone) berlin = foyer_time_zone_load ("Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *utc = NULL;
      gint64 instant;

      if (cases[i].utc == NULL)
        {
          g_assert_false (foyer_time_parse (cases[i].text, berlin, cases[i].month_first, &instant));
          continue;
        }
      g_test_message ("%s", cases[i].text);
      g_assert_true (foyer_time_parse (cases[i].text, berlin, cases[i].month_first, &instant));
      utc = foyer_time_to_iso (instant, NULL);
      g_assert_cmpstr (utc, ==, cases[i].utc);
    }
}

static void
test_fraction (void)
{
  gint64 instant;

  g_assert_true (foyer_time_parse ("1970-01-01T00:00:01.234567Z", NULL, FALSE, &instant));
  g_assert_cmpint (instant, ==, 1234567);
  g_assert_true (foyer_time_parse ("1970-01-01 00:00:01,5", NULL, FALSE, &instant));
  g_assert_cmpint (instant, ==, 1500000);
  g_assert_true (foyer_time_parse ("1969-12-31T23:59:59.25Z", NULL, FALSE, &instant));
  g_assert_cmpint (instant, ==, -750000);
}

static void
test_iso (void)
{
  static const struct
  {
    gint64 instant;
    const char *zone;
    const char *text;
  } cases[] = {
    { 0, NULL, "1970-01-01T00:00:00Z" },
    { -1, NULL, "1969-12-31T23:59:59Z" },
    { G_GINT64_CONSTANT (1795369327999999), "Europe/Berlin", "2026-11-22T18:42:07+01:00" },
    { G_GINT64_CONSTANT (1795369327000000), "Asia/Kathmandu", "2026-11-22T23:27:07+05:45" },
    { G_GINT64_CONSTANT (1795369327000000), "America/St_Johns", "2026-11-22T14:12:07-03:30" },
    { G_GINT64_CONSTANT (1795369327000000), "UTC", "2026-11-22T17:42:07+00:00" },
    { G_GINT64_CONSTANT (-30610224000000000), NULL, "1000-01-01T00:00:00Z" },
    { FOYER_NONE, "UTC", NULL },
    { G_MAXINT64, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = foyer_time_zone_load (cases[i].zone);
      g_autofree char *text = foyer_time_to_iso (cases[i].instant, zone);
      gint64 again;

      g_assert_cmpstr (text, ==, cases[i].text);
      if (text != NULL)
        {
          g_assert_true (foyer_time_parse (text, NULL, FALSE, &again));
          g_assert_cmpint (again, <=, cases[i].instant);
          g_assert_cmpint (again, >, cases[i].instant - G_USEC_PER_SEC);
        }
    }
}

static void
test_short (void)
{
  static const struct
  {
    const char *instant;
    const char *text;
  } cases[] = {
    { "2026-11-22 18:42", "18:42" },
    { "2026-11-22 00:00", "00:00" },
    { "2026-11-21 23:59", "Nov 21 23:59" },
    { "2026-11-23 00:00", "Nov 23 00:00" },
    { "2025-11-22 18:42", "Nov 22, 2025, 18:42" },
  };
  g_autoptr (GTimeZone) berlin = foyer_time_zone_load ("Europe/Berlin");
  g_autofree char *none = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *no_clock = NULL;
  gint64 now, instant;

  g_assert_true (
      foyer_time_parse ("2026-11-22 00:30", berlin, FALSE, &now)); /* still the 21st in UTC */
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (foyer_time_parse (cases[i].instant, berlin, FALSE, &instant));
      text = foyer_time_format_short (instant, berlin, now);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
  clock = foyer_time_format_clock (now, berlin);
  g_assert_cmpstr (clock, ==, "00:30:00");
  no_clock = foyer_time_format_clock (FOYER_NONE, berlin);
  g_assert_cmpstr (no_clock, ==, "");
  none = foyer_time_format_short (FOYER_NONE, berlin, now);
  g_assert_cmpstr (none, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time/zones", test_zones);
  g_test_add_func ("/time/wall", test_wall);
  g_test_add_func ("/time/round-trip", test_round_trip);
  g_test_add_func ("/time/parse", test_parse);
  g_test_add_func ("/time/fraction", test_fraction);
  g_test_add_func ("/time/iso", test_iso);
  g_test_add_func ("/time/short", test_short);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-wall-parse.h"

#include <locale.h>

/* Sunday; the row it is typed into holds 1 December 2026, 18:00. */
static const FoyerWall today = { 2026, 11, 22, 9, 30 };
static const FoyerWall base = { 2026, 12, 1, 18, 0 };

typedef struct
{
  const char *text;
  FoyerWall wall;
} Case;

static const Case understood[] = {
  { "fri 7pm", { 2026, 11, 27, 19, 0 } },
  { "Friday 7:30 PM", { 2026, 11, 27, 19, 30 } },
  { "fri 19", { 2026, 11, 27, 19, 0 } },
  { "sun 8am", { 2026, 11, 22, 8, 0 } },
  { "next sun 8 am", { 2026, 11, 29, 8, 0 } },
  { "22.11. 19:00", { 2026, 11, 22, 19, 0 } },
  { "21.11. 19:00", { 2027, 11, 21, 19, 0 } },
  { "22.11.2028", { 2028, 11, 22, 18, 0 } },
  { "22.11.28 9.15", { 2028, 11, 22, 9, 15 } },
  { "22. November 2027 um 19 Uhr", { 2027, 11, 22, 19, 0 } },
  { "2026-11-22 19:00", { 2026, 11, 22, 19, 0 } },
  { "2026-11-22T19:00", { 2026, 11, 22, 19, 0 } },
  { "2026-11-22T19:00:59", { 2026, 11, 22, 19, 0 } },
  { "2026/11/22", { 2026, 11, 22, 18, 0 } },
  { "22/11/2026 7 pm", { 2026, 11, 22, 19, 0 } },
  { "11/22", { 2026, 11, 22, 18, 0 } },
  { "22/11", { 2026, 11, 22, 18, 0 } },
  { "Nov 22nd, 2026 at 7", { 2026, 11, 22, 7, 0 } },
  { "22 nov 19h30", { 2026, 11, 22, 19, 30 } },
  { "22 nov 1930", { 2026, 11, 22, 19, 30 } },
  { "22 nov 2030", { 2030, 11, 22, 18, 0 } },
  { "Sun 22 Nov 2026, 19:00", { 2026, 11, 22, 19, 0 } },
  { "19:45", { 2026, 12, 1, 19, 45 } },
  { "7pm", { 2026, 12, 1, 19, 0 } },
  { "12 am", { 2026, 12, 1, 0, 0 } },
  { "12pm", { 2026, 12, 1, 12, 0 } },
  { "19.30", { 2026, 12, 1, 19, 30 } },
  { "at 19.11", { 2026, 12, 1, 19, 11 } },
  { "noon", { 2026, 12, 1, 12, 0 } },
  { "tomorrow", { 2026, 11, 23, 18, 0 } },
  { "Tomorrow Midnight", { 2026, 11, 23, 0, 0 } },
  { "morgen 20 Uhr", { 2026, 11, 23, 20, 0 } },
  { "2026年11月22日 19時30分", { 2026, 11, 22, 19, 30 } },
  { "11月22日", { 2026, 11, 22, 18, 0 } },
  { "19 h 5", { 2026, 12, 1, 19, 5 } },
  { "29.2.", { 2028, 2, 29, 18, 0 } },
  { "٢٢/١١/٢٠٢٦ ١٩:٠٠", { 2026, 11, 22, 19, 0 } },
  { "２０２６－１１－２２", { 2026, 11, 22, 18, 0 } },
};

static const char *const refused[] = {
  "",
  "   ",
  "soon",
  "fri 25:00",
  "31.2.",
  "29.2.2027",
  "22.11.2026 22.11.2026",
  "7pm 8pm",
  "13pm",
  "0pm",
  "mon 22 nov 2026",
  "nov",
  "99",
  "2026-13-01",
  "1:2:3:4",
  "-",
  "7 of nine",
  "\xff\xfe",
  "22..11",
  "today 12:60",
};

static gboolean
equal (const FoyerWall *a, const FoyerWall *b)
{
  return a->year == b->year && a->month == b->month && a->day == b->day && a->hour == b->hour &&
         a->minute == b->minute;
}

static void
test_understood (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (understood); i++)
    {
      FoyerWall wall = { 0 };

      g_test_message ("“%s”", understood[i].text);
      g_assert_true (foyer_wall_parse (understood[i].text, &today, &base, &wall));
      g_test_message ("  %d-%d-%d %d:%d", wall.year, wall.month, wall.day, wall.hour, wall.minute);
      g_assert_true (equal (&wall, &understood[i].wall));
    }
}

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      FoyerWall wall = base;

      g_test_message ("“%s”", refused[i]);
      g_assert_false (foyer_wall_parse (refused[i], &today, &base, &wall));
      g_assert_true (equal (&wall, &base));
    }
}

/* What the row shows must be read back to the same, whatever the language. */
static void
test_round_trip (void)
{
  static const char *const locales[] = { "C.UTF-8",     "en_US.UTF-8", "en_GB.UTF-8", "de_DE.UTF-8",
                                         "ar_EG.UTF-8", "ja_JP.UTF-8", "fr_FR.UTF-8", "pt_BR.UTF-8",
                                         "ru_RU.UTF-8", "vi_VN.UTF-8" };

  for (guint l = 0; l < G_N_ELEMENTS (locales); l++)
    {
      if (setlocale (LC_ALL, locales[l]) == NULL)
        continue;
      for (int month = 1; month <= 12; month++)
        for (int day = 1; day <= 28; day += 3)
          {
            FoyerWall wall = { 2026, month, day, (day * 7 + month) % 24, (day * 13) % 60 };
            FoyerWall back;
            g_autofree char *text = foyer_wall_format (&wall);

            g_test_message ("%s: “%s”", locales[l], text);
            g_assert_true (foyer_wall_parse (text, &today, &base, &back));
            g_assert_true (equal (&wall, &back));
          }
    }
  setlocale (LC_ALL, "C.UTF-8");
}

static void
test_from_instant (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  FoyerWall wall;

  g_assert_nonnull (berlin);
  foyer_wall_from_instant (&wall, G_GINT64_CONSTANT (1795370400) * G_USEC_PER_SEC, berlin);
  g_assert_true (equal (&wall, &(FoyerWall){ 2026, 11, 22, 19, 0 }));
  foyer_wall_from_instant (&wall, -1, berlin);
  g_assert_true (equal (&wall, &(FoyerWall){ 1970, 1, 1, 0, 59 }));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wall-parse/understood", test_understood);
  g_test_add_func ("/wall-parse/refused", test_refused);
  g_test_add_func ("/wall-parse/round-trip", test_round_trip);
  g_test_add_func ("/wall-parse/from-instant", test_from_instant);
  return g_test_run ();
}

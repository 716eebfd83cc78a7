/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-percentage.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 percentage; /* -1 for refused */
  } cases[] = {
    { "", FOYER_NONE },
    { "  ", FOYER_NONE },
    { "0", 0 },
    { "3.5", 350 },
    { "3,5 %", 350 },
    { "3.05%", 305 },
    { " 100 % ", 10000 },
    { "100.00", 10000 },
    { "٣٫٥٪", 350 },
    { "7.", 700 },
    { "100.01", -1 },
    { "101", -1 },
    { "99999999999999999999", -1 },
    { "3.555", -1 },
    { "3.5.5", -1 },
    { ".5", -1 },
    { "%", -1 },
    { "3 % 4", -1 },
    { "-3", -1 },
    { "three", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 percentage = -7;
      gboolean is_read = foyer_percentage_parse (cases[i].text, &percentage);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (is_read, ==, cases[i].percentage != -1);
      g_assert_cmpint (percentage, ==, is_read ? cases[i].percentage : -7);
    }
}

static void
test_round_trip (void)
{
  g_autofree char *none = foyer_percentage_format (FOYER_NONE);

  g_assert_cmpstr (none, ==, "");
  for (gint64 percentage = 0; percentage <= 10000; percentage++)
    {
      g_autofree char *text = foyer_percentage_format (percentage);
      gint64 back;

      g_assert_true (foyer_percentage_parse (text, &back));
      g_assert_cmpint (back, ==, percentage);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/percentage/parse", test_parse);
  g_test_add_func ("/percentage/round-trip", test_round_trip);
  return g_test_run ();
}

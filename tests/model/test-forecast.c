/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-forecast.h"

#include <math.h>

#define MINUTE ((gint64) G_TIME_SPAN_MINUTE)
#define NOW    (29000000 * MINUTE + MINUTE / 2) /* half of the last minute has passed */

typedef struct
{
  const char       *name;
  double            start;  /* people a minute in the first minute */
  double            growth; /* factor from a minute to the next */
  guint             n_minutes;
  gint64            to_come;
  FoyerForecastKind kind;
  double            minutes_from; /* DONE_BY: within these */
  double            minutes_to;
} Case;

static const Case cases[] = {
  { "nothing", 0, 1, 0, 100, FOYER_FORECAST_NONE, 0, 0 },
  { "nobody-yet", 0, 1, 30, 100, FOYER_FORECAST_NONE, 0, 0 },
  { "too-short", 40, 1, 2, 100, FOYER_FORECAST_NONE, 0, 0 },
  { "too-few", 1, 1, 6, 100, FOYER_FORECAST_NONE, 0, 0 },
  { "everybody-in", 10, 1, 30, 0, FOYER_FORECAST_ALL_IN, 0, 0 },
  { "more-than-all-in", 10, 1, 30, -4, FOYER_FORECAST_ALL_IN, 0, 0 },
  { "steady", 10, 1, 30, 100, FOYER_FORECAST_DONE_BY, 9.5, 10.5 },
  { "steady-short-history", 20, 1, 4, 100, FOYER_FORECAST_DONE_BY, 4.7, 5.3 },
  { "one-left", 10, 1, 30, 1, FOYER_FORECAST_DONE_BY, 0.05, 0.2 },
  { "growing-is-not-carried-on", 2, 1.05, 40, 100, FOYER_FORECAST_DONE_BY, 6, 12 },
  { "shrinking", 60, 0.97, 40, 100, FOYER_FORECAST_DONE_BY, 5.5, 9 },
  { "fading", 60, 0.93, 40, 1000, FOYER_FORECAST_FADING, 0, 0 },
  { "hours-away", 2, 1, 60, 5000, FOYER_FORECAST_NONE, 0, 0 },
  { "long-over", 100, 0.5, 60, 100, FOYER_FORECAST_NONE, 0, 0 },
};

static guint *
make_minutes (const Case *c)
{
  guint *minutes = g_new0 (guint, c->n_minutes + 1);

  for (guint i = 0; i < c->n_minutes; i++)
    {
      double share = i + 1 == c->n_minutes ? 0.5 : 1;
      minutes[i] = (guint) round (share * c->start * pow (c->growth, i));
    }
  return minutes;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree guint *minutes = make_minutes (c);
  FoyerForecast forecast;
  double until;

  foyer_forecast_make (&forecast, minutes, c->n_minutes, NOW, c->to_come);
  g_assert_cmpint (forecast.kind, ==, c->kind);
  if (c->kind != FOYER_FORECAST_DONE_BY)
    return;
  until = (double) (forecast.done_at - NOW) / MINUTE;
  g_assert_cmpfloat (until, >=, c->minutes_from);
  g_assert_cmpfloat (until, <=, c->minutes_to);
}

static void
test_rate (void)
{
  const guint minutes[] = { 12, 12, 12, 12, 6 };
  FoyerForecast forecast;

  foyer_forecast_make (&forecast, minutes, G_N_ELEMENTS (minutes), NOW, 60);
  g_assert_cmpfloat_with_epsilon (forecast.rate, 12, 0.01);
  g_assert_cmpfloat_with_epsilon (foyer_forecast_rate_at (&forecast, 5), 12, 0.01);
}

static void
test_fading (void)
{
  const Case c = { "", 60, 0.93, 40, 1000, FOYER_FORECAST_FADING, 0, 0 };
  g_autofree guint *minutes = make_minutes (&c);
  double still = 0;
  FoyerForecast forecast;

  /* what the same shrinking would bring, summed up */
  for (guint i = c.n_minutes; i < 400; i++)
    still += c.start * pow (c.growth, i);
  foyer_forecast_make (&forecast, minutes, c.n_minutes, NOW, c.to_come);
  g_assert_cmpfloat (forecast.n_expected, >, still * 0.5);
  g_assert_cmpfloat (forecast.n_expected, <, still * 1.7);
  g_assert_cmpfloat (foyer_forecast_rate_at (&forecast, 10), <, forecast.rate);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/forecast/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/forecast/rate", test_rate);
  g_test_add_func ("/forecast/fading-count", test_fading);
  return g_test_run ();
}

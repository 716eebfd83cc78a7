/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When will the rest be in?
 *
 * The rate of arrivals is looked at twice, through two exponential windows: a quick one that mostly sees the last minutes
 * and a slow one that sees the last quarter of an hour. Each is the weighted mean of the minutes' counts, the weight of a
 * minute halving with every half-life of age (the minute that still runs counts by the part of it that has passed).
 *
 *   r_q = Σ 2^(-age / H_q) n / Σ 2^(-age / H_q) length        and likewise r_s
 *
 * If the true rate shrinks as r·e^(-λ t), the window of half-life H sees, looking back,
 *
 *   r_H = r · Σ 2^(-age / H) e^(λ age) length / Σ 2^(-age / H) length
 *
 * so that r_q / r_s depends on λ alone and falls as λ grows: λ is found by halving, then r from r_q.
 *
 * A growing rate is not carried on (λ is at least 0): growth ends, and a door that is said to be done too late is the
 * kinder error. From there r / λ people will still come. If that is fewer than are missing, the queue fades and the
 * forecast says how many; else the last comes after -ln (1 - λ N / r) / λ minutes, which is N / r when λ is 0. */

#include "foyer-forecast.h"

#include <math.h>

#define QUICK_HALF_LIFE 5.0   /* minutes */
#define SLOW_HALF_LIFE  15.0  /* minutes */
#define MIN_MINUTES     3     /* of history before anything is said */
#define MIN_ARRIVALS    10    /* in the minutes looked at */
#define MIN_RATE        0.2   /* people a minute */
#define MIN_DECAY       0.005 /* a minute; less is noise */
#define MAX_DECAY       1.0
#define LOOK_BACK       60    /* minutes */
#define HORIZON         720   /* minutes; what takes longer is not worth a word */
#define MINUTE          ((gint64) G_TIME_SPAN_MINUTE)

typedef struct
{
  const guint *per_minute; /* oldest first */
  guint        n_minutes;
  double       running;    /* the part of the last minute that has passed */
} Arrivals;

/* The weighted mean of what each minute brought, or, if not @counted, of what a rate of e^(decay age) brings. */
static double
window_mean (const Arrivals *arrivals,
             double          half_life,
             gboolean        counted,
             double          decay)
{
  double people = 0;
  double length = 0;

  for (guint i = 0; i < MIN (arrivals->n_minutes, LOOK_BACK); i++)
    {
      double minute = i == 0 ? arrivals->running : 1.0;
      double age = i == 0 ? minute / 2 : arrivals->running + i - 0.5;
      double weight = exp2 (-age / half_life);

      if (counted)
        people += weight * arrivals->per_minute[arrivals->n_minutes - 1 - i];
      else
        people += weight * minute * exp (decay * age);
      length += weight * minute;
    }
  return length > 0 ? people / length : 0;
}

static double
find_decay (const Arrivals *arrivals,
            double          ratio)
{
  double low = 0;
  double high = MAX_DECAY;

  if (ratio >= 1)
    return 0;
  for (guint i = 0; i < 30; i++)
    {
      double middle = (low + high) / 2;
      double seen = window_mean (arrivals, QUICK_HALF_LIFE, FALSE, middle)
                    / window_mean (arrivals, SLOW_HALF_LIFE, FALSE, middle);

      if (seen > ratio)
        low = middle;
      else
        high = middle;
    }
  return low >= MIN_DECAY ? low : 0;
}

static void
fit (FoyerForecast  *forecast,
     const Arrivals *arrivals)
{
  double quick = window_mean (arrivals, QUICK_HALF_LIFE, TRUE, 0);
  double slow = window_mean (arrivals, SLOW_HALF_LIFE, TRUE, 0);

  if (quick <= 0)
    return;
  forecast->decay = find_decay (arrivals, quick / slow);
  forecast->rate = quick / window_mean (arrivals, QUICK_HALF_LIFE, FALSE, forecast->decay);
}

/**
 * foyer_forecast_make:
 * @forecast: (out caller-allocates): the answer
 * @per_minute: (array length=n_minutes): people let in per minute, oldest first; the last minute is the one that runs
 * @n_minutes: how many minutes that is, without gaps
 * @now: microseconds since the epoch
 * @n_to_come: how many have a right to come and have not
 *
 * Says when the rest will be in, or nothing when there is too little to go by: fewer than three minutes, fewer than ten
 * people, hardly anybody lately, or a time more than twelve hours away. The formula stands at the top of this file. Pure.
 */
void
foyer_forecast_make (FoyerForecast *forecast,
                     const guint   *per_minute,
                     guint          n_minutes,
                     gint64         now,
                     gint64         n_to_come)
{
  Arrivals arrivals = { per_minute, n_minutes, CLAMP ((double) (now % MINUTE) / MINUTE, 0.01, 1.0) };
  guint first = n_minutes > LOOK_BACK ? n_minutes - LOOK_BACK : 0;
  guint64 people = 0;
  double left;
  double minutes;

  g_return_if_fail (forecast != NULL);
  g_return_if_fail (per_minute != NULL || n_minutes == 0);

  *forecast = (FoyerForecast){ .kind = FOYER_FORECAST_NONE };
  for (guint i = first; i < n_minutes; i++)
    people += per_minute[i];
  fit (forecast, &arrivals);

  if (n_to_come <= 0)
    {
      forecast->kind = FOYER_FORECAST_ALL_IN;
      return;
    }
  if (n_minutes < MIN_MINUTES || people < MIN_ARRIVALS || forecast->rate < MIN_RATE)
    return;

  if (forecast->decay > 0)
    {
      left = 1 - forecast->decay * n_to_come / forecast->rate;
      if (left <= 0)
        {
          forecast->kind = FOYER_FORECAST_FADING;
          forecast->n_expected = (gint64) (forecast->rate / forecast->decay);
          return;
        }
      minutes = -log (left) / forecast->decay;
    }
  else
    {
      minutes = n_to_come / forecast->rate;
    }
  if (minutes > HORIZON)
    return;
  forecast->kind = FOYER_FORECAST_DONE_BY;
  forecast->done_at = now + (gint64) (minutes * MINUTE);
}

/**
 * foyer_forecast_rate_at:
 * @forecast: a forecast
 * @minutes: from its now
 *
 * The people a minute expected then: the line drawn on from the bars. Pure.
 *
 * Returns: people a minute
 */
double
foyer_forecast_rate_at (const FoyerForecast *forecast,
                        double               minutes)
{
  g_return_val_if_fail (forecast != NULL, 0);

  if (forecast->kind != FOYER_FORECAST_DONE_BY && forecast->kind != FOYER_FORECAST_FADING)
    return 0;
  return forecast->rate * exp (-forecast->decay * minutes);
}

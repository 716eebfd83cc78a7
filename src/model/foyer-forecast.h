/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FOYER_FORECAST_NONE,    /* too little is known to say anything */
  FOYER_FORECAST_ALL_IN,  /* nobody is left to come */
  FOYER_FORECAST_DONE_BY, /* the rest will be in at a time */
  FOYER_FORECAST_FADING,  /* arrivals die down before everybody is in: some will stay away */
} FoyerForecastKind;

typedef struct
{
  FoyerForecastKind kind;
  double            rate;      /* people a minute now, smoothed; 0 when nobody came lately */
  double            decay;     /* by which share a minute the rate shrinks; 0 when it holds */
  gint64            done_at;   /* DONE_BY: instant at which the last one is expected */
  gint64            n_expected;/* FADING: how many of those to come are still expected */
} FoyerForecast;

void   foyer_forecast_make    (FoyerForecast *forecast,
                               const guint   *per_minute,
                               guint          n_minutes,
                               gint64         now,
                               gint64         n_to_come);
double foyer_forecast_rate_at (const FoyerForecast *forecast,
                               double               minutes);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-series-edit.h"

G_BEGIN_DECLS

/* What is to be done with one date. Private to the layer. */
typedef struct
{
  FoyerSeriesChange change;
  FoyerEvent *before;  /* (owned) (nullable): NULL for one that is added */
  FoyerEvent *after;   /* (owned) (nullable): NULL for one that is added or removed */
  GPtrArray *children; /* (owned) (nullable) (element-type FoyerSeriesChild) */
  gint64 wall;         /* where the rule has it afterwards, as the wall shows it */
} FoyerSeriesStep;

/* An edit with all that it needs to know. */
typedef struct
{
  const FoyerSeriesEdit *edit;
  FoyerSeries *series; /* (owned) */
  GTimeZone *old_zone; /* (owned) */
  GTimeZone *new_zone; /* (owned) */
  gint64 delta;        /* how far starts move on the wall, seconds */
  gboolean is_timed;   /* start, end or zone change */
  gboolean is_split;   /* there are dates before that stay a series of their own */
  gint64 split;        /* wall time of the first date in scope, before the edit */
  GPtrArray *steps;    /* (owned) (element-type FoyerSeriesStep) by date */
  GArray *walls;       /* (owned) (element-type gint64) of the dates before the split */
} FoyerSeriesSteps;

FoyerSeriesSteps *
foyer_series_steps_new (FoyerDatabase *db, const FoyerSeriesEdit *edit, GError **error);
void foyer_series_steps_free (FoyerSeriesSteps *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSeriesSteps, foyer_series_steps_free)

G_END_DECLS

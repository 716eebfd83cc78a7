/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-series-edit.h"

G_BEGIN_DECLS

/* What is to be done with a tier or question of a date. Private to the layer. */
typedef struct
{
  FoyerRow *before; /* (owned) (nullable): NULL for one that is added */
  FoyerRow *after;  /* (owned) (nullable): NULL for one that is removed */
} FoyerSeriesChild;

gboolean foyer_series_children_differ (const FoyerSeriesEdit *edit);
/* (element-type FoyerSeriesChild). n_left: those that stay as they are, or are not found. */
GPtrArray *foyer_series_children_plan (FoyerDatabase *db,
                                       const FoyerSeriesEdit *edit,
                                       const FoyerEvent *date,
                                       guint *n_left,
                                       GError **error);
gboolean
foyer_series_children_write (GPtrArray *plan, FoyerTransaction *transaction, GError **error);

G_END_DECLS

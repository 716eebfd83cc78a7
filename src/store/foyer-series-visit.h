/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-series-edit.h"

G_BEGIN_DECLS

#define FOYER_SERIES_N_CHILD_TYPES 4

/* Types of rows that belong to a date, in the order in which they are visited. */
extern const FoyerRowType *const foyer_series_child_types[FOYER_SERIES_N_CHILD_TYPES];

/* One date, and what the edited date has for it. Private to the layer. */
typedef struct
{
  FoyerDatabase *db;
  const FoyerSeriesEdit *edit;
  const FoyerEvent *date;
  GTimeZone *zone; /* of the date */
  gint64 seconds;  /* from the edited date to this one, by the wall's clock */
  GPtrArray *rows[FOYER_SERIES_N_CHILD_TYPES]; /* (owned) of the date, once they were loaded */
} FoyerSeriesVisit;

/* (nullable) Rows of the edited date. */
GPtrArray *foyer_series_edit_get_rows (const FoyerSeriesEdit *edit,
                                       const FoyerRowType *type,
                                       gboolean is_after);
/* The columns of a type that are the date's own: they are never carried over. */
FoyerColumnSet foyer_series_edit_get_own (const FoyerSeriesEdit *edit, const FoyerRowType *type);
/* Needed before any of its rows is looked for; loads the types that it names too. */
gboolean foyer_series_visit_load (FoyerSeriesVisit *self, const FoyerRowType *type, GError **error);
GPtrArray *foyer_series_visit_get_rows (FoyerSeriesVisit *self, const FoyerRowType *type);
/* (nullable) The date's own row for one of the edited date. */
FoyerRow *foyer_series_visit_match (FoyerSeriesVisit *self, const FoyerRow *row);
/* (transfer full) missing: columns that name a row that the date does not have. */
FoyerRow *foyer_series_visit_carry_over (FoyerSeriesVisit *self,
                                         const FoyerRow *row,
                                         gboolean is_after,
                                         FoyerColumnSet *missing);
void foyer_series_visit_clear (FoyerSeriesVisit *self);
gpointer foyer_series_find_row (GPtrArray *rows, const FoyerUuid *id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-series-store.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_SERIES_THIS,      /* this date alone */
  FOYER_SERIES_FOLLOWING, /* this and all after it: a series of their own from now on */
  FOYER_SERIES_ALL,
} FoyerSeriesScope;

typedef enum
{
  FOYER_SERIES_CHANGED,   /* takes what was edited */
  FOYER_SERIES_ADDED,     /* the new rule has it */
  FOYER_SERIES_REMOVED,   /* the new rule does not have it */
  FOYER_SERIES_HELD,      /* the new rule does not have it, but tickets of it are out: it stays */
  FOYER_SERIES_UNCHANGED, /* had it already, or was edited by hand in all that changes */
  FOYER_SERIES_N_EFFECTS,
} FoyerSeriesEffect;

/* What becomes of one date. */
typedef struct
{
  FoyerSeriesEffect effect;
  FoyerUuid event_id;     /* nil for one that is added */
  gint64 old_start;       /* instants; FOYER_NONE for one that is added … */
  gint64 new_start;       /* … or removed */
  FoyerWallKind kind;     /* of new_start */
  FoyerColumnSet changed; /* columns of FOYER_EVENT_TYPE that it takes */
  FoyerColumnSet kept;    /* that were edited by hand, and stay */
  gint64 n_tickets;       /* not cancelled */
  guint n_rows;           /* tiers, questions, quotas and codes that change there */
  guint n_rows_left;      /* … that stay as they are there, or are not found */
} FoyerSeriesChange;

/* What is to be done. before and after are the date as it was and as it was edited. */
typedef struct
{
  const FoyerEvent *before;
  const FoyerEvent *after; /* the same as before when only the rule changes */
  FoyerSeriesScope scope;
  const char *rule;   /* (nullable): it stays; not for THIS */
  gboolean overwrite; /* also what was edited by hand */
  /* What belongs to the date; of FoyerTier, FoyerQuestion, FoyerQuota and FoyerPromoCode (nullable).
   * The same as before and after when only the event was edited: questions and codes name tiers,
   * and tiers a quota. Of the codes, those that were edited are enough. */
  GPtrArray *tiers_before;
  GPtrArray *tiers_after;
  GPtrArray *questions_before;
  GPtrArray *questions_after;
  GPtrArray *quotas_before;
  GPtrArray *quotas_after;
  GPtrArray *promos_before;
  GPtrArray *promos_after;
} FoyerSeriesEdit;

typedef struct
{
  GTimeZone *zone; /* (owned) of the dates afterwards */
  GArray *changes; /* (owned) (element-type FoyerSeriesChange) by date */
  guint n[FOYER_SERIES_N_EFFECTS];
  guint n_kept;  /* dates that keep something edited by hand */
  guint n_sold;  /* dates with tickets whose time or place changes */
  guint n_moved; /* dates whose start changes */
} FoyerSeriesDiff;

/* Whether an edit could be of interest for other dates. */
gboolean foyer_series_edit_concerns_others (const FoyerSeriesEdit *edit);
/* What would happen. A THIS has one change. */
FoyerSeriesDiff *
foyer_series_edit_diff (FoyerDatabase *db, const FoyerSeriesEdit *edit, GError **error);
/* Does it, by a diff made anew. */
gboolean foyer_series_edit_apply (FoyerTransaction *transaction,
                                  const FoyerSeriesEdit *edit,
                                  FoyerSeriesProgress progress, /* (nullable) */
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GError **error);
void foyer_series_diff_free (FoyerSeriesDiff *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSeriesDiff, foyer_series_diff_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-recurrence.h"
#include "foyer-series.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* Series: events that repeat. Each date is an event of its own; the series' row says by which rule
 * they came to be.
 *
 *   event ── create ──▸ series ◂── series_id ── event, event, event …   (series_date: what the rule
 * says)
 *
 * Wall times are those of foyer-wall-seconds.h. */

/* Kinds of change sets. */
#define FOYER_KIND_REPEAT      "repeat-event"
#define FOYER_KIND_EDIT_SERIES "edit-series"
#define FOYER_KIND_MOVE        "move-event"

typedef void (*FoyerSeriesProgress) (gint64 done, gint64 total, gpointer data);

typedef struct
{
  const char *rule;
  GArray *exceptions; /* (nullable) (element-type gint64) wall times, sorted */
  GArray *additions;  /* (nullable) (element-type gint64) */
} FoyerSeriesPlan;

/* One series in few words, for lists. */
typedef struct
{
  FoyerUuid series_id;
  gint64 n_dates;
  FoyerEvent *next; /* (owned) the first date that has not ended; when all have, the last */
} FoyerSeriesHead;

FoyerSeries *foyer_series_store_get (FoyerDatabase *db, const FoyerUuid *series_id, GError **error);
/* Its living dates by series_date; (element-type FoyerEvent). */
GPtrArray *foyer_series_store_dates (FoyerDatabase *db, const FoyerUuid *series_id, GError **error);
/* (nullable) without an error: the date before (FALSE) or after (TRUE) this one of its series, outside of the archive. */
FoyerEvent *foyer_series_store_beside (FoyerDatabase    *db,
                                       const FoyerEvent *date,
                                       gboolean          is_after,
                                       GError          **error);
/* All living series that have dates outside of the archive; (element-type FoyerSeriesHead). */
GPtrArray *foyer_series_store_heads (FoyerDatabase *db, gint64 now, GError **error);
/* Living events outside of series, templates and archive; (element-type FoyerEvent). */
GPtrArray *foyer_series_store_alone (FoyerDatabase *db, GError **error);
/* Tickets of its dates that are not cancelled: event keys to gint64. Dates without any are not
 * there. */
GHashTable *foyer_series_store_sold (FoyerDatabase *db, const FoyerUuid *series_id, GError **error);
/* What the rule would give for an event; limit 0: all, and then one that never ends is refused.
 * (element-type FoyerRecurrenceDate) */
GArray *foyer_series_store_preview (const FoyerEvent *event,
                                    const FoyerSeriesPlan *plan,
                                    guint limit,
                                    gboolean *is_cut,
                                    GError **error);
/* Makes a series of an event, which becomes its first date. */
gboolean foyer_series_store_create (FoyerTransaction *transaction,
                                    const FoyerUuid *event_id,
                                    const FoyerSeriesPlan *plan,
                                    FoyerSeriesProgress progress, /* (nullable) */
                                    gpointer progress_data,
                                    GCancellable *cancellable,
                                    FoyerUuid *series_id, /* (out) */
                                    GError **error);
/* Takes a date out; refused while it has tickets. */
gboolean foyer_series_store_except (FoyerTransaction *transaction,
                                    const FoyerUuid *event_id,
                                    GError **error);
/* Adds a date like the one given, at another wall time. */
gboolean foyer_series_store_add_date (FoyerTransaction *transaction,
                                      const FoyerUuid *like_event_id,
                                      gint64 wall,
                                      GError **error);
/* Moves an event, of a series or not, to another wall time; its length stays, and so does its
 * series_date. */
gboolean foyer_series_store_move (FoyerTransaction *transaction,
                                  const FoyerUuid *event_id,
                                  gint64 wall,
                                  FoyerWallKind *kind, /* (out) (optional) */
                                  GError **error);

void foyer_series_head_free (FoyerSeriesHead *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSeriesHead, foyer_series_head_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-store.h"
#include "foyer-image.h"
#include "foyer-question.h"
#include "foyer-series-edit.h"

G_BEGIN_DECLS

/* What the event editor edits: the event, its tiers and questions in order, and pictures that are
 * not stored yet (name them by id in cover_image_id, logo_image_id or the description: saving
 * stores those that are named then). Written to a file while unsaved, so that it survives a crash.
 */
typedef struct
{
  FoyerEvent *event;    /* (owned) */
  GPtrArray *tiers;     /* (owned) (element-type FoyerTier) */
  GPtrArray *questions; /* (owned) (element-type FoyerQuestion) */
  GPtrArray *images; /* (owned) (element-type FoyerImage) each with an id of its own, not yet in the
                        replica */
} FoyerEventDraft;

#define FOYER_TYPE_EVENT_DRAFT (foyer_event_draft_get_type ())
GType foyer_event_draft_get_type (void);

/* A new event: today at 19:00, or tomorrow when that is past, in the machine's zone and currency.
 */
FoyerEventDraft *foyer_event_draft_new (gint64 now, const char *currency);
FoyerEventDraft *
foyer_event_draft_load (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);
/* before (nullable): what was loaded; without it the event is added. One change set, or none (0)
 * when nothing differs. Gives rows their ids, and leaves no images to be stored. */
gboolean foyer_event_draft_save (const FoyerEventDraft *before,
                                 FoyerEventDraft *after,
                                 FoyerDatabase *db,
                                 gint64 *change_set,
                                 GError **error);
/* The same with other dates of its series, all in one change set. progress: (nullable) on this
 * thread. Once it is cancelled nothing is saved. */
gboolean foyer_event_draft_save_scope (const FoyerEventDraft *before,
                                       FoyerEventDraft *after,
                                       FoyerSeriesScope scope,
                                       gboolean overwrite,
                                       FoyerDatabase *db,
                                       FoyerSeriesProgress progress,
                                       gpointer progress_data,
                                       GCancellable *cancellable,
                                       gint64 *change_set,
                                       GError **error);
/* What of an edit there is for other dates; points into both. */
FoyerSeriesEdit foyer_event_draft_get_series_edit (const FoyerEventDraft *before,
                                                   const FoyerEventDraft *after,
                                                   FoyerSeriesScope scope,
                                                   gboolean overwrite);
gboolean foyer_event_draft_equal (const FoyerEventDraft *a, const FoyerEventDraft *b);
FoyerEventDraft *foyer_event_draft_copy (const FoyerEventDraft *self);
void foyer_event_draft_free (FoyerEventDraft *self);
/* base: (nullable) what the replica had when the work began. */
char *foyer_event_draft_to_text (const FoyerEventDraft *self, const FoyerEventDraft *base);
FoyerEventDraft *
foyer_event_draft_from_text (const char *text,
                             FoyerEventDraft **base, /* (out) (optional) (nullable) */
                             GError **error);
/* (nullable) A picture that is not stored yet; what is not found here is looked for in the replica.
 */
const FoyerImage *foyer_event_draft_find_image (const FoyerEventDraft *self, const FoyerUuid *id);
/* Takes the event. */
FoyerEventDraft *foyer_event_draft_new_for_event (FoyerEvent *event);
gpointer foyer_event_draft_find_row (GPtrArray *rows, const FoyerUuid *id);
/* (transfer full) The same rows again, in an array that frees them. */
GPtrArray *foyer_event_draft_copy_rows (GPtrArray *rows);
/* The columns that differ, but for the place among the others and the event. */
FoyerColumnSet foyer_event_draft_diff_rows (gconstpointer a, gconstpointer b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEventDraft, foyer_event_draft_free)

G_END_DECLS

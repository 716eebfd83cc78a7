/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-row.h"

G_BEGIN_DECLS

/* What changed between two positions of the journal: a batch, never a signal per row. */
typedef struct
{
  const FoyerRowType *type;
  gint64              first_key; /* a range of keys, both ends included */
  gint64              last_key;
} FoyerChange;

typedef struct _FoyerChanges FoyerChanges;

#define FOYER_TYPE_CHANGES (foyer_changes_get_type ())
GType              foyer_changes_get_type  (void);

/* The changes after the journal position since, up to now. NOT_FOUND when the journal does not reach back so far, or is not that
 * far yet (another file): what was derived from it must be made anew. */
FoyerChanges      *foyer_changes_read      (FoyerDatabase       *db,
                                            gint64               since,
                                            GError             **error);
FoyerChanges      *foyer_changes_ref       (FoyerChanges        *self);
void               foyer_changes_unref     (FoyerChanges        *self);
gint64             foyer_changes_get_position (const FoyerChanges *self);
const FoyerChange *foyer_changes_get_items (const FoyerChanges  *self,
                                            guint               *n_items);
gboolean           foyer_changes_touch     (const FoyerChanges  *self,
                                            const FoyerRowType  *type);
gint64             foyer_journal_get_position (FoyerDatabase    *db,
                                            GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerChanges, foyer_changes_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-keyed-list.h"

G_BEGIN_DECLS

/* What is selected in a table: a set of keys, never of positions, so that it stays selected when the list is sorted, filtered or
 * changes. Also what is not shown now can be selected; the acts are on all of them. */
#define FOYER_TYPE_KEY_SELECTION (foyer_key_selection_get_type ())
G_DECLARE_FINAL_TYPE (FoyerKeySelection, foyer_key_selection, FOYER, KEY_SELECTION, GObject)

FoyerKeySelection *foyer_key_selection_new       (FoyerKeyedList    *list);
/* Offers the view no more than the first rows: GTK makes 200 at once, of which 30 are seen. */
void               foyer_key_selection_set_limit (FoyerKeySelection *self,
                                                  guint              limit);
guint64            foyer_key_selection_get_size  (FoyerKeySelection *self);
/* In the order shown, then what is not shown; (transfer full) (element-type gint64). */
GArray            *foyer_key_selection_dup_keys  (FoyerKeySelection *self);
gboolean           foyer_key_selection_has_key   (FoyerKeySelection *self,
                                                  gint64             key);
void               foyer_key_selection_choose    (FoyerKeySelection *self,
                                                  gint64             key);
/* Signal "chosen-changed": what is selected changed. */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-attendee-list.h"

G_BEGIN_DECLS

/* The people selected in an attendee list: a set of keys, never of positions, so that whoever is selected stays selected when the
 * list is sorted, filtered or changes. Also who is not shown now can be selected; the acts are on all of them. */
#define FOYER_TYPE_ATTENDEE_SELECTION (foyer_attendee_selection_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAttendeeSelection, foyer_attendee_selection, FOYER, ATTENDEE_SELECTION, GObject)

FoyerAttendeeSelection *foyer_attendee_selection_new       (FoyerAttendeeList      *list);
/* Offers the view no more than the first rows: GTK makes 200 at once, of which 30 are seen. */
void                    foyer_attendee_selection_set_limit (FoyerAttendeeSelection *self,
                                                            guint                   limit);
guint64                 foyer_attendee_selection_get_size  (FoyerAttendeeSelection *self);
/* In the order shown, then who is not shown; (transfer full) (element-type gint64). */
GArray                 *foyer_attendee_selection_dup_keys  (FoyerAttendeeSelection *self);
gboolean                foyer_attendee_selection_has_key   (FoyerAttendeeSelection *self,
                                                            gint64                  key);
void                    foyer_attendee_selection_choose    (FoyerAttendeeSelection *self,
                                                            gint64                  key);
/* Signal "chosen-changed": who is selected changed. */

G_END_DECLS

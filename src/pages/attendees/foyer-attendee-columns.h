/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-attendee-text.h"

G_BEGIN_DECLS

/* The columns of the attendee table: which there are, which are shown, and by which it is sorted. The latter two are kept in the
 * settings. Nothing is sorted here: a click on a header only tells what is asked for. */
#define FOYER_TYPE_ATTENDEE_COLUMNS (foyer_attendee_columns_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAttendeeColumns, foyer_attendee_columns, FOYER, ATTENDEE_COLUMNS, GObject)

FoyerAttendeeColumns *foyer_attendee_columns_new           (GtkColumnView        *view,
                                                            GSettings            *settings,
                                                            GTimeZone            *zone);
/* questions: (element-type FoyerQuestion) one column for each. */
void                  foyer_attendee_columns_set_questions (FoyerAttendeeColumns *self,
                                                            GPtrArray            *questions);
/* A check button for each column that can be hidden. */
void                  foyer_attendee_columns_fill_chooser  (FoyerAttendeeColumns *self,
                                                            GtkBox               *box);
guint                 foyer_attendee_columns_get_sort      (FoyerAttendeeColumns *self,
                                                            gboolean             *descending);
/* What is shown of a person, tab between columns; (transfer full). */
char                 *foyer_attendee_columns_dup_row       (FoyerAttendeeColumns *self,
                                                            FoyerAttendee        *attendee);
char                 *foyer_attendee_columns_dup_header    (FoyerAttendeeColumns *self);
/* The same columns as foyer_attendee_export () names them; (transfer full). */
char                **foyer_attendee_columns_list_exported (FoyerAttendeeColumns *self);
/* Signal "sorted": another order is asked for. */

G_END_DECLS

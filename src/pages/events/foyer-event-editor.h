/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The Details page: sections, the unsaved kept, saved as one change set. The same for an event that
 * is yet to be. Properties (read only): "is-dirty", "is-valid". Actions: editor.save,
 * editor.discard. Signals: "saved" (the event's id as text). */
#define FOYER_TYPE_EVENT_EDITOR (foyer_event_editor_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventEditor, foyer_event_editor, FOYER, EVENT_EDITOR, GtkWidget)

GtkWidget *foyer_event_editor_new (FoyerReplica *replica,
                                   GSettings *settings,
                                   const FoyerUuid *event_id); /* (nullable) for a new event */
void foyer_event_editor_set_title (FoyerEventEditor *self,
                                   const char *title); /* of a new event, when it has none yet */
/* Of an event that is yet to be: the day of its start, days since 1970; the time of the day stays.
 */
void foyer_event_editor_set_day (FoyerEventEditor *self, gint64 day);
gboolean foyer_event_editor_is_dirty (FoyerEventEditor *self);
gboolean foyer_event_editor_is_valid (FoyerEventEditor *self);
void foyer_event_editor_save (FoyerEventEditor *self);
void foyer_event_editor_discard (FoyerEventEditor *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-draft.h"
#include "foyer-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The sections of the event editor below one another, and where it is wide an index of them at the
 * side. It holds the draft that they show. Sections out of sight are made after the first frame.
 * Signal "changed": a person changed a field, and the draft has it.
 *
 * To add a section: make a widget that is a FoyerEventSection, and name it in the table of
 * foyer-event-form.c. */
#define FOYER_TYPE_EVENT_FORM (foyer_event_form_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventForm, foyer_event_form, FOYER, EVENT_FORM, GtkWidget)

/* Takes the draft. */
void foyer_event_form_load (FoyerEventForm *self, FoyerReplica *replica, FoyerEventDraft *draft);
/* The same, but fields that say so already, or are not understood yet, stay as they were typed. */
void foyer_event_form_reload (FoyerEventForm *self, FoyerEventDraft *draft);
const FoyerEventDraft *foyer_event_form_get_draft (FoyerEventForm *self); /* (nullable) */
gboolean foyer_event_form_is_valid (FoyerEventForm *self);
/* Makes what is not made yet. */
void foyer_event_form_build (FoyerEventForm *self);
/* field: "section" or "section/field"; brings it in sight and focuses it. */
gboolean foyer_event_form_show_field (FoyerEventForm *self, const char *field);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offered-event.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Which events of a server are kept here: searched, by organizer, all at once.
 *
 *   loading ─▸ list │ empty
 *        └──▸ problem ─(choice.retry)─▸ loading
 *
 * Signals "changed" when what is chosen did; "retried" when somebody asks for the list again. */
#define FOYER_TYPE_EVENT_CHOICE (foyer_event_choice_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventChoice, foyer_event_choice, FOYER, EVENT_CHOICE, GtkWidget)

void foyer_event_choice_show_loading (FoyerEventChoice *self);
void foyer_event_choice_show_problem (FoyerEventChoice *self, const char *message);
/* events: (element-type FoyerOfferedEvent); kept: (element-type FoyerHostedEvent) those that are here already. */
void foyer_event_choice_set_events (FoyerEventChoice *self, GPtrArray *events, GPtrArray *kept);
/* (transfer full) (element-type FoyerOfferedEvent): those that are to come. They live as long as the choice. */
GPtrArray *foyer_event_choice_get_added (FoyerEventChoice *self);
/* (transfer full) (element-type FoyerOfferedEvent): those that are to go. */
GPtrArray *foyer_event_choice_get_removed (FoyerEventChoice *self);

G_END_DECLS

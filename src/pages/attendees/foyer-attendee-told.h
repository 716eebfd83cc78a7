/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-attendee-act.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Says how an act on tickets ended, and offers to undo it. outcome: (nullable) NULL with error. */
void foyer_attendee_act_tell (GtkWidget                  *from,
                              FoyerAttendeeAct            act,
                              const FoyerAttendeeOutcome *outcome,
                              const GError               *error);

G_END_DECLS

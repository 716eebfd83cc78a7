/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What an event is at a glance, in icons and words: Draft, Published or Cancelled; Past, Test, Archived where they are so. */
#define FOYER_TYPE_STATUS_PILLS (foyer_status_pills_get_type ())
G_DECLARE_FINAL_TYPE (FoyerStatusPills, foyer_status_pills, FOYER, STATUS_PILLS, GtkWidget)

void foyer_status_pills_set_event (FoyerStatusPills *self,
                                   const FoyerEvent *event,
                                   gint64            now);

G_END_DECLS

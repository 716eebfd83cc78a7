/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  FOYER_COPY_EVENT_DUPLICATE,
  FOYER_COPY_EVENT_SAVE_TEMPLATE,
  FOYER_COPY_EVENT_FROM_TEMPLATE,
} FoyerCopyEventMode;

/* What a copy is called, when it is and what it takes along. The same for templates and what begins with one.
 * Signal "copied": void (FoyerCopyEventWindow *, const char *id, gint64 change_set), when it is an event. */
#define FOYER_TYPE_COPY_EVENT_WINDOW (foyer_copy_event_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCopyEventWindow, foyer_copy_event_window, FOYER, COPY_EVENT_WINDOW, AdwWindow)

GtkWidget *foyer_copy_event_window_new (GtkWidget          *from,
                                        FoyerReplica       *replica,
                                        const FoyerUuid    *event_id,
                                        FoyerCopyEventMode  mode); /* (nullable) when the event is gone */

G_END_DECLS

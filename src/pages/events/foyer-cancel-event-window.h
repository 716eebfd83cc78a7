/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Cancelling an event, step by step: what ends, what guests are told, what goes back, and a last question.
 *
 *   numbers ─▸ message ─▸ refunds ─▸ confirm ─▸ progress ─▸ (closed, with Undo)
 */
#define FOYER_TYPE_CANCEL_EVENT_WINDOW (foyer_cancel_event_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCancelEventWindow, foyer_cancel_event_window, FOYER, CANCEL_EVENT_WINDOW, AdwWindow)

GtkWidget *foyer_cancel_event_window_present (GtkWidget       *from,
                                              FoyerReplica    *replica,
                                              const FoyerUuid *event_id);

G_END_DECLS

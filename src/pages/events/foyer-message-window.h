/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-edit-window.h"
#include "foyer-message.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* A prepared message: read, changed, copied to wherever it is sent from. */
#define FOYER_TYPE_MESSAGE_WINDOW (foyer_message_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMessageWindow, foyer_message_window, FOYER, MESSAGE_WINDOW, FoyerEditWindow)

/* NULL when there is no message of that kind. */
GtkWidget *foyer_message_window_present (GtkWidget        *from,
                                         FoyerReplica     *replica,
                                         const FoyerUuid  *event_id,
                                         FoyerMessageKind  kind);

G_END_DECLS

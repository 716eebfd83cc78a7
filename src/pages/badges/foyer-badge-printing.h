/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-replica.h"

G_BEGIN_DECLS

/* Asks for the printer of single badges, which is remembered, and prints these there. keys: of tickets, gint64. They are logged.
 * Finish: FALSE with error; %G_IO_ERROR_CANCELLED when the person closed the dialog. */
void     foyer_badge_printing_ask_async  (FoyerReplica         *replica,
                                          GSettings            *settings,
                                          GtkWindow            *parent,
                                          const FoyerUuid      *event_id,
                                          GArray               *keys,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean foyer_badge_printing_ask_finish (GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-replica.h"

G_BEGIN_DECLS

/* Prints one attendee's badge as at a door: on the sheet and printer used last, without a dialog when there are such. Logs it.
 * Finish gives the change set of the log, 0 with error; %G_IO_ERROR_CANCELLED when the person closed the dialog. */
void   foyer_badge_printing_print_async  (FoyerReplica         *replica,
                                          GSettings            *settings,
                                          GtkWindow            *parent,
                                          gint64                ticket_key,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gint64 foyer_badge_printing_print_finish (GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-till-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks who is at the till, and for the PIN. Where a session is open and was somebody else's, it is handed over. */
void     foyer_till_cashier_ask_async  (GtkWidget            *from,
                                        FoyerTillDesk        *desk,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
/* The same only when nobody is at the till, and there is somebody to choose from. */
void     foyer_till_cashier_need_async (GtkWidget            *from,
                                        FoyerTillDesk        *desk,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
/* FALSE, without an error, when nobody answered. */
gboolean foyer_till_cashier_ask_finish (GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS

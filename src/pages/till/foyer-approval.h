/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-till-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For acts that somebody may not do alone, at any window: a supervisor says the PIN.
 *
 * Of a refund, ask foyer_approval_refund_async () before it: it says who does it and who consents, and only asks where that
 * is needed. */

/* what: what is to be done, in a sentence. amount: what goes back, minor units; 0 for another act. */
void     foyer_approval_ask_async     (GtkWidget            *from,
                                       FoyerTillDesk        *desk,
                                       const char           *what,
                                       gint64                amount,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
/* FALSE, without an error, when nobody consented. approver_id: nil where nobody has to be asked, as there are no cashiers. */
gboolean foyer_approval_ask_finish    (GAsyncResult         *result,
                                       FoyerUuid            *approver_id,
                                       GError              **error);
/* Asks who is at the till when nobody is, and a supervisor when that one may not give so much back. */
void     foyer_approval_refund_async  (GtkWidget            *from,
                                       FoyerTillDesk        *desk,
                                       gint64                amount,
                                       const char           *currency,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
/* FALSE, without an error, when it is not to be done. actor: for the act in the store. */
gboolean foyer_approval_refund_finish (GAsyncResult         *result,
                                       FoyerTillActor       *actor,
                                       GError              **error);

G_END_DECLS

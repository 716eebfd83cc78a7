/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

G_BEGIN_DECLS

/* The tickets and the receipt of an order, in a message to its buyer that the desktop's mail program shows: for an event without a
 * server, that sends none by itself. Finish: FALSE with a sentence. */
void     foyer_sold_mail_write_async  (FoyerReplica        *replica,
                                       const FoyerUuid     *event_id,
                                       const FoyerUuid     *order_id,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean foyer_sold_mail_write_finish (GAsyncResult        *result,
                                       GError             **error);

G_END_DECLS

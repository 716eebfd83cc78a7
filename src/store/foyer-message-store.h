/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-message.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* The newest message of a kind that was not dropped; NULL without error when there is none. */
FoyerMessage *foyer_message_store_find (FoyerDatabase *db,
                                        const FoyerUuid *event_id,
                                        FoyerMessageKind kind,
                                        GError **error);
/* Of one that is not sent yet. The same words write nothing. */
gboolean foyer_message_store_edit (FoyerTransaction *transaction,
                                   gint64 key,
                                   const char *subject,
                                   const char *body,
                                   GError **error);

G_END_DECLS

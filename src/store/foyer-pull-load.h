/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-pending.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* What an event that is loaded anew has of the rows that were here before. Private to the layer. */
gboolean foyer_pull_load_mark (FoyerTransaction *transaction,
                               const FoyerUuid *event_id,
                               const FoyerRowType *type,
                               gint64 key,
                               GError **error);
/* Rows of the event without a mark go, or are told again; those that are pending stay. */
gboolean foyer_pull_load_end (FoyerTransaction *transaction,
                              FoyerPending *pending,
                              gint64 server_key,
                              const FoyerUuid *event_id,
                              gboolean is_told_again,
                              GError **error);

G_END_DECLS

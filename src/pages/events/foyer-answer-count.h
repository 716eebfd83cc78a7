/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-question.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* How many tickets have an answer to a question, counted on the database thread. */
void foyer_answer_count_async (FoyerReplica *replica,
                               const FoyerQuestion *question,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* -1 with error. */
gint64 foyer_answer_count_finish (FoyerReplica *replica, GAsyncResult *result, GError **error);

G_END_DECLS

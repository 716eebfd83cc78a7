/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-account.h"
#include "foyer-push-batch.h"

G_BEGIN_DECLS

/* Batches of check-ins on their way, two at once: a server has more than one core, and what
 * concerns different tickets has no order. Those of one ticket go one after the other.
 *
 * The first lane is the account's. The other has the session's token alone; what fails there, for
 * whatever reason, goes once more through the account, which can renew the session and knows what a
 * refusal means: facts may be told twice. */
typedef struct _FoyerPushLanes FoyerPushLanes;

FoyerPushLanes *foyer_push_lanes_new (FoyerAccount *account);
/* Whether this batch may go now, beside those that are away. */
gboolean foyer_push_lanes_has_room (FoyerPushLanes *self, const FoyerPushBatch *batch);
/* batch: (transfer full); arguments: (transfer full) */
void foyer_push_lanes_start (FoyerPushLanes *self,
                             FoyerPushBatch *batch,
                             char *arguments,
                             GCancellable *cancellable);
/* Waits for a batch that is away; NULL: none is. answer: (nullable), then failure says why. */
FoyerPushBatch *foyer_push_lanes_land (FoyerPushLanes *self, GBytes **answer, GError **failure);
void foyer_push_lanes_free (FoyerPushLanes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPushLanes, foyer_push_lanes_free)

G_END_DECLS

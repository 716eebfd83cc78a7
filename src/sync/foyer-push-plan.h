/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-push-batch.h"

G_BEGIN_DECLS

/* The pending rows in the order in which they go, and what goes in one call. Rows are read from the
 * replica batch by batch, so that a million of them need little memory. */
typedef struct _FoyerPushPlan FoyerPushPlan;

FoyerPushPlan *
foyer_push_plan_new (FoyerDatabase *db,
                     GPtrArray *rows, /* (transfer full) (element-type FoyerPendingRow) */
                     GError **error);
/* NULL without error at the end. */
FoyerPushBatch *foyer_push_plan_next (FoyerPushPlan *self, GError **error);
GPtrArray *foyer_push_plan_get_silent (FoyerPushPlan *self);
void foyer_push_plan_free (FoyerPushPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPushPlan, foyer_push_plan_free)

G_END_DECLS

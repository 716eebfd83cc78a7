/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-refund-plan.h"

G_BEGIN_DECLS

const char *foyer_refund_way_text    (guint                  way);
/* How many, and their sum; as it goes back. */
char       *foyer_refund_way_sum     (const FoyerRefundPlan *plan,
                                      guint                  way);
/* The button that does all of a way. */
const char *foyer_refund_way_label   (guint                  way);
/* What is asked before, and what it means. */
char       *foyer_refund_way_ask     (const FoyerRefundPlan *plan,
                                      guint                  way);
const char *foyer_refund_way_explain (guint                  way);

G_END_DECLS

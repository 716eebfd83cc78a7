/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-conflict-report.h"

G_BEGIN_DECLS

/* What a conflict of the kinds REFUNDED_TWICE and PAID_TWICE is about, told in a report: the order
 * or the ticket, and who moved how much, when and where. Private to the layer. */
void foyer_money_conflict_tell (FoyerConflictReport *report,
                                FoyerDatabase *db,
                                const FoyerConflict *conflict,
                                gint64 now);

G_END_DECLS

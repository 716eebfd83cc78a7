/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-till-audit.h"

G_BEGIN_DECLS

/* Between foyer-till-audit.c and foyer-till-audit-orders.c: each order that a till sold or changed, against what the books say
 * of it. */
gboolean foyer_till_audit_check_orders (FoyerTillAudit   *audit,
                                        FoyerDatabase    *db,
                                        const FoyerUuid  *event_id,
                                        GCancellable     *cancellable,
                                        GError          **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-promo-code.h"
#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Who used a code: a row for each of its orders, the newest first. A code that is not stored yet hides the group. */
void foyer_promo_uses_fill (AdwPreferencesGroup  *group,
                            FoyerReplica         *replica,
                            const FoyerPromoCode *promo);

G_END_DECLS

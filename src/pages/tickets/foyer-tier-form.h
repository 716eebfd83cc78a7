/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-ticket-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* All that a tier can say, in boxed groups; what is wrong is told beside its field while it is typed.
 * Signal "changed": void (FoyerTierForm *). */
#define FOYER_TYPE_TIER_FORM (foyer_tier_form_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTierForm, foyer_tier_form, FOYER, TIER_FORM, AdwBin)

void       foyer_tier_form_load     (FoyerTierForm   *self,
                                     FoyerTicketDesk *desk,
                                     const FoyerTier *tier);
/* (transfer full) as it stands in the fields; fields that cannot be read keep what they had. */
FoyerTier *foyer_tier_form_dup_tier (FoyerTierForm   *self);
gboolean   foyer_tier_form_is_valid (FoyerTierForm   *self);
void       foyer_tier_form_focus    (FoyerTierForm   *self);

G_END_DECLS

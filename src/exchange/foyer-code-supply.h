/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-ticket-code.h"

G_BEGIN_DECLS

/* Signed codes, made ahead on other threads while the database thread writes: a signature costs as much as a row. */
typedef struct _FoyerCodeSupply FoyerCodeSupply;

FoyerCodeSupply *foyer_code_supply_new  (const FoyerSigningKey *key,
                                         const FoyerUuid       *event_id);
char            *foyer_code_supply_take (FoyerCodeSupply       *self,
                                         guint                  tier_index);
void             foyer_code_supply_free (FoyerCodeSupply       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCodeSupply, foyer_code_supply_free)

G_END_DECLS

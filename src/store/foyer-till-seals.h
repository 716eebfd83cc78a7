/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-till-chain.h"

G_BEGIN_DECLS

/* Checks hashes and signatures of many records on all processors: an Ed25519 signature takes 50 µs, and there is no way around
 * any of them. Records come back in the order in which they were given. Used by one thread. Private to the layer. */
typedef struct _FoyerTillSeals FoyerTillSeals;

typedef struct
{
  FoyerTillRecord *record;   /* (owned) */
  gboolean         is_exact; /* as it was read */
  FoyerChainState  state;    /* by itself: never BROKEN */
} FoyerSealed;

FoyerTillSeals *foyer_till_seals_new   (const GArray    *keys); /* of FoyerSigningKey; must stay */
/* record: (transfer full). */
void            foyer_till_seals_push  (FoyerTillSeals  *self,
                                        FoyerTillRecord *record,
                                        gboolean         is_exact);
/* The next one, when enough were given, or is_all: when there is one. FALSE: give more. The record stays until the next call. */
gboolean        foyer_till_seals_pop   (FoyerTillSeals  *self,
                                        gboolean         is_all,
                                        FoyerSealed     *sealed);
void            foyer_till_seals_free  (FoyerTillSeals  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerTillSeals, foyer_till_seals_free)

G_END_DECLS

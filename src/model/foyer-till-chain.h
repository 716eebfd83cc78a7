/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-ticket-code.h"
#include "foyer-till-record.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_CHAIN_HOLDS,
  FOYER_CHAIN_ALTERED,    /* the hash is not that of what it says */
  FOYER_CHAIN_BROKEN,     /* it does not follow the record before it */
  FOYER_CHAIN_UNSIGNED,   /* no known key signed it */
} FoyerChainState;

/* Of all columns but previous, hash and signature; of the id, too. */
char           *foyer_till_chain_canonical (const FoyerTillRecord *record);
void            foyer_till_chain_hash      (const FoyerTillRecord *record,
                                            const guint8           previous[FOYER_TILL_HASH_SIZE],
                                            guint8                 hash[FOYER_TILL_HASH_SIZE]);
/* Fills in previous, hash and signature; the record must not be changed after. */
void            foyer_till_chain_seal      (FoyerTillRecord       *record,
                                            const guint8           previous[FOYER_TILL_HASH_SIZE],
                                            const FoyerSigningKey *key);
/* previous: the hash of the record before, NULL: whatever the record says. keys: NULL: the signature is not looked at. */
FoyerChainState foyer_till_chain_check     (const FoyerTillRecord *record,
                                            const guint8          *previous,
                                            const FoyerSigningKey *keys,
                                            guint                  n_keys);

G_END_DECLS

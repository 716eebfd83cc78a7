/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-till-report.h"

G_BEGIN_DECLS

/* What the ids of a till's report are called by people. */
typedef struct
{
  char       *event;
  char       *till;     /* (nullable) of the device */
  char       *timezone; /* (nullable) IANA name, of the event */
  gboolean    is_test;
  gboolean    is_training; /* people practise there: it says that before anything else */
  char       *seal;     /* (nullable) of the last record in the till's book: the beginning of its hash, in groups */
  GHashTable *names;    /* (owned) of FoyerUuid to text: tiers and cashiers */
} FoyerTillNames;

FoyerTillNames *foyer_till_names_new      (void);
void            foyer_till_names_free     (FoyerTillNames       *self);
/* (nullable) name: nothing is kept. */
void            foyer_till_names_add      (FoyerTillNames       *self,
                                           const FoyerUuid      *id,
                                           const char           *name);
/* (nullable) for nil, and for what nobody knows. */
const char     *foyer_till_names_find     (const FoyerTillNames *self,
                                           const FoyerUuid      *id);
void            foyer_till_names_set_seal (FoyerTillNames       *self,
                                           GBytes               *hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerTillNames, foyer_till_names_free)

G_END_DECLS

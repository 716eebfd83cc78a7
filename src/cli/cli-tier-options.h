/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cli.h"
#include "foyer-offer.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* The values of "tier add" and "tier edit", as they stand on the command line. */
typedef struct
{
  char    *name;
  char    *description;
  char    *kind;
  char    *price;
  char    *min_price;
  char    *quantity;
  char    *quota;
  char    *sale_start;
  char    *sale_end;
  char    *next;
  char    *min;
  char    *max;
  char    *group;
  char    *group_price;
  char    *group_from;
  char    *colour;
  char    *badge;
  gboolean is_early_bird;
  gboolean is_no_early_bird;
  gboolean is_hidden;
  gboolean is_visible;
} CliTierOptions;

void           cli_tier_options_clear  (CliTierOptions   *self);
/* (transfer full) the entries for GOption, which refer to self. */
GOptionEntry  *cli_tier_options_entries (CliTierOptions  *self);
/* Writes what was given into the tier; names are looked up in the offer. */
FoyerCliStatus cli_tier_options_apply  (CliTierOptions   *self,
                                        FoyerCli         *cli,
                                        const FoyerOffer *offer,
                                        FoyerTier        *tier);
/* The quota that --quota names, made or resized where it says NAME=PLACES. */
gboolean       cli_tier_options_quota  (CliTierOptions   *self,
                                        FoyerTransaction *transaction,
                                        const FoyerOffer *offer,
                                        FoyerTier        *tier,
                                        GError          **error);
gboolean       cli_read_amount         (const char       *text,
                                        const char       *currency,
                                        gint64           *amount);
/* A tier by its name, case and accents apart, or its id; -1 for none. */
int            cli_find_tier           (const FoyerOffer *offer,
                                        const char       *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliTierOptions, cli_tier_options_clear)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a badge looks. The tokens are what a tier's badge_layout holds. */
typedef enum
{
  FOYER_BADGE_STANDARD, /* all of it; also for a tier without a design, and for one that is not known */
  FOYER_BADGE_VIP_BAND, /* a broad band of the tier's colour across the top */
  FOYER_BADGE_PLAIN,    /* the name as large as can be, without a code */
  FOYER_N_BADGE_DESIGNS,
} FoyerBadgeDesign;

extern const char *const foyer_badge_design_words[]; /* NULL-terminated, in the enum's order */

FoyerBadgeDesign foyer_badge_design_parse (const char *token); /* (nullable) */

G_END_DECLS

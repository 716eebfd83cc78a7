/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge-design.h"

const char *const foyer_badge_design_words[] = { "standard", "vip-band", "plain", NULL };

/**
 * foyer_badge_design_parse:
 * @token: (nullable): what a tier says
 *
 * Returns: the design, the standard one for anything that is not known
 */
FoyerBadgeDesign
foyer_badge_design_parse (const char *token)
{
  for (guint i = 0; foyer_badge_design_words[i] != NULL; i++)
    if (g_strcmp0 (token, foyer_badge_design_words[i]) == 0)
      return i;
  return FOYER_BADGE_STANDARD;
}

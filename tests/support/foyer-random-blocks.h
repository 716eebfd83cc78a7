/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-rich-block.h"

G_BEGIN_DECLS

/* Formatted text of any shape, the same for the same random numbers: every kind, nested lists, styles that cross, links, pictures,
 * scripts of both directions, spaces where they are hard, empty blocks. (element-type FoyerRichBlock), not tidy. */
GPtrArray      *foyer_random_blocks (GRand *random);
FoyerRichBlock *foyer_random_block  (GRand *random);

G_END_DECLS

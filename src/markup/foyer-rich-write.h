/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-rich-block.h"

G_BEGIN_DECLS

/* Blocks (element-type FoyerRichBlock) as text: the one way to write them. */
char *foyer_rich_write         (GPtrArray *blocks);
char *foyer_rich_write_plainly (GPtrArray *blocks);

G_END_DECLS

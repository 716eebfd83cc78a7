/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

/* Why a server refuses something, in the language of who reads it. */
char *foyer_remote_words (const char *code,          /* (nullable) */
                          const char *said,          /* (nullable) */
                          const FoyerRowType *type); /* (nullable) */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

/* What people call the columns of rows, and the words that some of them hold. */

/* (nullable) for a column that no page shows. */
const char *foyer_column_text_name (const FoyerRowType *type, const FoyerColumn *column);
/* Of a word of an ENUM, such as “PARTLY_REFUNDED”; the word itself when it has none. */
const char *foyer_column_text_word (const char *word);
gboolean foyer_column_text_is_money (const FoyerRowType *type, const FoyerColumn *column);
gboolean foyer_column_text_is_percentage (const FoyerColumn *column);
/* A number that is a limit: without one there is none. */
gboolean foyer_column_text_is_limit (const FoyerColumn *column);

G_END_DECLS

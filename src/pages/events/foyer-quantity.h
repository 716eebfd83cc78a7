/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

/* A number of people or tickets as typed: digits with any grouping, empty for no limit (FOYER_NONE). */
gboolean  foyer_quantity_parse  (const char *text,
                                 gint64     *quantity);
char     *foyer_quantity_format (gint64      quantity);

G_END_DECLS

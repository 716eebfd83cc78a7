/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

/* Hundredths of a percent, as people write them: “3.5”, “3,5 %”, “٣٫٥”. */
gboolean foyer_percentage_parse (const char *text, gint64 *percentage);
char *foyer_percentage_format (gint64 percentage);

G_END_DECLS

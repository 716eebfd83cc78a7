/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

/* A row as a group of a key file: of work that is not saved yet. */
void foyer_draft_row_write (GKeyFile *file, const char *group, const FoyerRow *row);
/* Into a row of that type; what does not fit its column is left out. */
gboolean foyer_draft_row_read (GKeyFile *file, const char *group, gpointer row, GError **error);

G_END_DECLS

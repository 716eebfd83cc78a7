/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-check-in-store.h"

G_BEGIN_DECLS

/* Takes a change set back by what fits it: a check-in by a new fact, all else by the journal. */
gboolean foyer_check_in_undo_change_set (FoyerDatabase *db,
                                         gint64         change_set,
                                         gint64        *undo_set,
                                         guint         *n_kept,
                                         GError       **error);

G_END_DECLS

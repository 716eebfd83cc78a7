/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-queue-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a server refused, why, and what can be done: sync.retry, sync.edit and sync.drop, each with (sx), the table and the key. */
#define FOYER_TYPE_SET_ASIDE_ROW (foyer_set_aside_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSetAsideRow, foyer_set_aside_row, FOYER, SET_ASIDE_ROW, AdwExpanderRow)

GtkWidget *foyer_set_aside_row_new (const FoyerPushProblem *problem);
gboolean foyer_set_aside_row_is_of (FoyerSetAsideRow *self, const FoyerPushProblem *problem);
void foyer_set_aside_row_show (FoyerSetAsideRow *self, const FoyerPushProblem *problem);

G_END_DECLS

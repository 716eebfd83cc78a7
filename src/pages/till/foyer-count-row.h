/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-denominations.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* How many there are of one note or coin, and what they are worth. Signals "changed", and "done" for Enter. */
#define FOYER_TYPE_COUNT_ROW (foyer_count_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCountRow, foyer_count_row, FOYER, COUNT_ROW, AdwPreferencesRow)

GtkWidget *foyer_count_row_new       (gint64         value,
                                      const char    *currency);
gint64     foyer_count_row_get_value (FoyerCountRow *self); /* of one */
gint64     foyer_count_row_get_n     (FoyerCountRow *self);
void       foyer_count_row_set_n     (FoyerCountRow *self,
                                      gint64         n);
void       foyer_count_row_focus     (FoyerCountRow *self);

G_END_DECLS

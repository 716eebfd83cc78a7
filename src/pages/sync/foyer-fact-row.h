/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Something and how it stands, in one row of a boxed list. Properties: "value" and those of an action row. */
#define FOYER_TYPE_FACT_ROW (foyer_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerFactRow, foyer_fact_row, FOYER, FACT_ROW, AdwActionRow)

GtkWidget *foyer_fact_row_new (const char *title, const char *value);
void foyer_fact_row_set_value (FoyerFactRow *self, const char *value);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row that opens to check boxes, of which any number can be chosen; what is chosen stands below
 * its title. Property "chosen": GStrv, in the order of the options. */
#define FOYER_TYPE_SEVERAL_ROW (foyer_several_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSeveralRow, foyer_several_row, FOYER, SEVERAL_ROW, AdwExpanderRow)

GtkWidget *foyer_several_row_new (const char *const *options);
/* What is none of the options is offered, too, at the end. */
void foyer_several_row_set_chosen (FoyerSeveralRow *self, const char *const *chosen);
GStrv foyer_several_row_dup_chosen (FoyerSeveralRow *self);
/* (nullable) Said in place of what is chosen, until that changes. */
void foyer_several_row_set_problem (FoyerSeveralRow *self, const char *problem);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-sheet.h"

G_BEGIN_DECLS

/* A little sheet on which the first label to print is clicked. Keyboards use the spin button that shares its adjustment.
 * Properties "sheet" and "adjustment" (value 1 to the number of labels). */
#define FOYER_TYPE_LABEL_PICKER (foyer_label_picker_get_type ())
G_DECLARE_FINAL_TYPE (FoyerLabelPicker, foyer_label_picker, FOYER, LABEL_PICKER, GtkWidget)

void foyer_label_picker_set_sheet (FoyerLabelPicker *self,
                                   FoyerSheet       *sheet);

G_END_DECLS

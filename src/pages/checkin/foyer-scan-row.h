/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-door-answer.h"

G_BEGIN_DECLS

/* One of the last scans: when, what was said, to whom. */
#define FOYER_TYPE_SCAN_ROW (foyer_scan_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerScanRow, foyer_scan_row, FOYER, SCAN_ROW, GtkListBoxRow)

GtkWidget       *foyer_scan_row_new          (FoyerDoorAnswer *answer,
                                              GTimeZone       *zone);
FoyerDoorAnswer *foyer_scan_row_get_answer   (FoyerScanRow    *self);
/* The whole sentence instead of its shortest form. */
void             foyer_scan_row_set_detailed (FoyerScanRow    *self,
                                              gboolean         detailed);

G_END_DECLS

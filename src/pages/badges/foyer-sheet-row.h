/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "foyer-sheet.h"

G_BEGIN_DECLS

/* Chooses a sheet among the presets. Property "sheet-id": the token of the one chosen. */
#define FOYER_TYPE_SHEET_ROW (foyer_sheet_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSheetRow, foyer_sheet_row, FOYER, SHEET_ROW, AdwComboRow)

FoyerSheet *foyer_sheet_row_get_sheet    (FoyerSheetRow *self);
const char *foyer_sheet_row_get_sheet_id (FoyerSheetRow *self);
void        foyer_sheet_row_set_sheet_id (FoyerSheetRow *self,
                                          const char    *id);

G_END_DECLS

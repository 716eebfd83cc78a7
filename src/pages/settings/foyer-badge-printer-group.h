/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Where single badges come out, and on which label. */
#define FOYER_TYPE_BADGE_PRINTER_GROUP (foyer_badge_printer_group_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBadgePrinterGroup,
                      foyer_badge_printer_group,
                      FOYER,
                      BADGE_PRINTER_GROUP,
                      AdwPreferencesGroup)

/* settings: those of the program; once */
void foyer_badge_printer_group_set_settings (FoyerBadgePrinterGroup *self, GSettings *settings);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Which printer it is, what is in it and what it can do; with a test. The title says what it prints. */
#define FOYER_TYPE_PRINTER_GROUP (foyer_printer_group_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPrinterGroup, foyer_printer_group, FOYER, PRINTER_GROUP, AdwPreferencesGroup)

/* settings: of the schema ….Foyer.Printer; once */
void foyer_printer_group_set_settings (FoyerPrinterGroup *self,
                                       GSettings         *settings);

G_END_DECLS

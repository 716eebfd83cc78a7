/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The preferences of what is printed without a dialog: receipts and tickets. */
#define FOYER_TYPE_PRINTERS_PAGE (foyer_printers_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPrintersPage, foyer_printers_page, FOYER, PRINTERS_PAGE, AdwPreferencesPage)

GtkWidget *foyer_printers_page_new (GSettings *settings);

G_END_DECLS

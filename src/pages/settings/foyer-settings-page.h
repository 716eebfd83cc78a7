/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The preferences. */
#define FOYER_TYPE_SETTINGS_PAGE (foyer_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSettingsPage, foyer_settings_page, FOYER, SETTINGS_PAGE, AdwPreferencesPage)

GtkWidget *foyer_settings_page_new (GSettings  *settings,
                                    const char *replica_path);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A window of preference pages, which it takes. */
void foyer_add_preferences (GtkWindow *window, AdwPreferencesPage *page);
/* The page by that name is shown. */
void foyer_show_preferences_page (GtkWindow *window, const char *name);
GtkWindow *foyer_show_preferences (GtkWindow           *parent,
                                   AdwPreferencesPage  *page);

G_END_DECLS

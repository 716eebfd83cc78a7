/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A window of preference pages, which it takes. */
GtkWindow *foyer_show_preferences (GtkWindow           *parent,
                                   AdwPreferencesPage  *page);

G_END_DECLS

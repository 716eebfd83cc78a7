/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The first start: create, import, or look around. */
#define FOYER_TYPE_WELCOME_PAGE (foyer_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerWelcomePage, foyer_welcome_page, FOYER, WELCOME_PAGE, GtkWidget)

GtkWidget *foyer_welcome_page_new (GMenuModel *main_menu);

G_END_DECLS

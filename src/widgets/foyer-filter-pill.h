/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A condition that a table is filtered by, with its way out. pressed: void (GtkWidget *pill, GtkCheckButton *check). */
GtkWidget      *foyer_filter_pill_new  (const char     *text,
                                        GtkCheckButton *check,
                                        GCallback       pressed); /* (nullable) NULL: the check button is switched off */
/* What sets such a condition, in the menu of a filter. mark: (nullable) stands before the text. */
GtkCheckButton *foyer_filter_check_new (const char     *text,
                                        GtkWidget      *mark);

G_END_DECLS

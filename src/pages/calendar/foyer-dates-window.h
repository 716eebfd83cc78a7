/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How far a change of many dates is; closing it stops the change, and then no date is changed. */
#define FOYER_TYPE_DATES_WINDOW (foyer_dates_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDatesWindow, foyer_dates_window, FOYER, DATES_WINDOW, AdwWindow)

/* Shown after a moment, unless it is done by then. */
FoyerDatesWindow *foyer_dates_window_new (GtkWidget *from, GCancellable *cancellable);
/* A FoyerProgressFunc; data: the window. */
void foyer_dates_window_tell (guint done, guint total, gpointer data);
/* It is done, or was stopped: nobody is told any more, and the window is gone. */
void foyer_dates_window_end (FoyerDatesWindow *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-print-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What did not come out of a printer: to be tried again, printed elsewhere, or discarded. */
#define FOYER_TYPE_PRINTS_WINDOW (foyer_prints_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPrintsWindow, foyer_prints_window, FOYER, PRINTS_WINDOW, AdwWindow)

GtkWidget *foyer_prints_window_present (GtkWidget      *from,
                                        FoyerPrintDesk *desk);
/* “1 print waits”; empty for none. */
char      *foyer_prints_describe       (FoyerPrintDesk *desk);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-print-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Says in a header bar how many prints wait; while none does, it is not there. Its action leads to them. Property "shows-text". */
#define FOYER_TYPE_PRINTS_BUTTON (foyer_prints_button_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPrintsButton, foyer_prints_button, FOYER, PRINTS_BUTTON, GtkButton)

void foyer_prints_button_set_desk (FoyerPrintsButton *self,
                                   FoyerPrintDesk    *desk);

G_END_DECLS

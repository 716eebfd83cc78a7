/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-till-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The drawer at the receipt printer jumps open, where there is one. from: (nullable) tells why it did not. */
void foyer_till_printing_open_drawer (FoyerTillDesk *desk,
                                      GtkWidget     *from);

G_END_DECLS

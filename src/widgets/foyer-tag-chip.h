/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One tag of a FoyerTagEntry: its text and a button that removes it. Takes the focus as a whole.
 * Signal "removed", also by Delete and Backspace. */
#define FOYER_TYPE_TAG_CHIP (foyer_tag_chip_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTagChip, foyer_tag_chip, FOYER, TAG_CHIP, GtkWidget)

GtkWidget *foyer_tag_chip_new (const char *text);
const char *foyer_tag_chip_get_text (FoyerTagChip *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Big keys for a PIN, which the keyboard's digits type as well; what is typed is shown as dots.
 * Actions: pin.type (s), pin.erase, pin.enter. Signal "entered": void (FoyerPinPad *, const char
 * *pin). */
#define FOYER_TYPE_PIN_PAD (foyer_pin_pad_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPinPad, foyer_pin_pad, FOYER, PIN_PAD, GtkWidget)

GtkWidget *foyer_pin_pad_new (void);
void foyer_pin_pad_clear (FoyerPinPad *self);
/* (nullable) problem: what was wrong with the last one; gone with the next digit. */
void foyer_pin_pad_set_problem (FoyerPinPad *self, const char *problem);
/* It is looked whether it is right: what is typed meanwhile is the next one, entered when that is
 * known. */
void foyer_pin_pad_set_busy (FoyerPinPad *self, gboolean is_busy);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Digits for fingers: a quantity at the cart, an amount at the payment. Each activates sell.press with the name of a key. */
#define FOYER_TYPE_DIGIT_PAD (foyer_digit_pad_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDigitPad, foyer_digit_pad, FOYER, DIGIT_PAD, GtkWidget)

G_END_DECLS

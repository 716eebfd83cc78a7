/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks why, with the usual reasons as buttons and a line for another one.
 * Signal "chosen": void (FoyerReasonPopover *, const char *reason). */
#define FOYER_TYPE_REASON_POPOVER (foyer_reason_popover_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReasonPopover, foyer_reason_popover, FOYER, REASON_POPOVER, GtkPopover)

GtkWidget *foyer_reason_popover_new (void);
void
foyer_reason_popover_ask (FoyerReasonPopover *self, const char *title, const char *const *reasons);
/* The same without a line for another. */
void foyer_reason_popover_ask_one (FoyerReasonPopover *self,
                                   const char *title,
                                   const char *const *choices);
void foyer_reason_popover_choose (FoyerReasonPopover *self, const char *reason);

G_END_DECLS

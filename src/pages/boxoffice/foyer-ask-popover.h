/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for one line of text: a code, an amount, a reason. What cannot be taken is said below it, and nothing is lost. */
#define FOYER_TYPE_ASK_POPOVER (foyer_ask_popover_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAskPopover, foyer_ask_popover, FOYER, ASK_POPOVER, GtkPopover)

/* (nullable) returns why not, a sentence; NULL: it is taken, and the popover closes. */
typedef char *(*FoyerAskFunc) (gpointer    data,
                               const char *text);

GtkWidget *foyer_ask_popover_new (void);
void       foyer_ask_popover_ask (FoyerAskPopover   *self,
                                  const char        *title,
                                  const char        *text,    /* that stands there already */
                                  const char *const *choices, /* (nullable) buttons instead of typing */
                                  FoyerAskFunc       func,
                                  gpointer           data);

G_END_DECLS

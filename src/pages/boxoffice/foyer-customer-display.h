/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sell-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the customer sees on a second screen: the lines, the total, the change, thank you; asleep between customers. */
#define FOYER_TYPE_CUSTOMER_DISPLAY (foyer_customer_display_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCustomerDisplay, foyer_customer_display, FOYER, CUSTOMER_DISPLAY, AdwWindow)

GtkWidget *foyer_customer_display_new (GtkApplication *application,
                                       FoyerSellDesk  *desk);

G_END_DECLS

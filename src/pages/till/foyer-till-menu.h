/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-till-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is done with a till, as actions of any window or page: they are enabled as the till stands, ask who is at it when nobody
 * said so, open their own window, and tell by a toast or within that window why something is not possible.
 *
 *   till.open       counts the float; closed tills
 *   till.pay-in     till.pay-out     till.no-sale     open tills
 *   till.x          the report of the session so far
 *   till.close      counts what is there, then the Z report
 *   till.cashier    who is at the till; with a session open the other one takes it over
 *   till.lock       nobody is, until the next PIN
 *   till.sessions   those of the past, with their Z reports
 *
 * The window's own shortcuts and buttons name these actions; foyer_till_menu_new_model () is a menu of all of them. */
void        foyer_till_menu_install   (GtkWidget     *widget,
                                       FoyerTillDesk *desk);
/* (transfer full) in sections, with labels; for a GtkMenuButton or GtkPopoverMenu. */
GMenuModel *foyer_till_menu_new_model (void);
/* “Anna · till open”, “Till closed”: for a label or tooltip. What lies in the drawer is not told. */
char       *foyer_till_menu_describe  (FoyerTillDesk *desk);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-ticket-desk.h"

G_BEGIN_DECLS

/* The currency of an event's prices and its service fee. Signal "saved": void (…, gint64 change_set, const char *title). */
#define FOYER_TYPE_FEES_WINDOW (foyer_fees_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerFeesWindow, foyer_fees_window, FOYER, FEES_WINDOW, FoyerEditWindow)

GtkWindow *foyer_fees_window_new (GtkWindow       *parent,
                                  FoyerTicketDesk *desk);

G_END_DECLS

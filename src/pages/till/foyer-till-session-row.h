/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-till-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A session of a till: when it was, whose, and whether the till was right. */
#define FOYER_TYPE_TILL_SESSION_ROW (foyer_till_session_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTillSessionRow, foyer_till_session_row, FOYER, TILL_SESSION_ROW, AdwActionRow)

GtkWidget                  *foyer_till_session_row_new      (const FoyerTillSessionInfo *info,
                                                             FoyerTillDesk              *desk);
const FoyerTillSessionInfo *foyer_till_session_row_get_info (FoyerTillSessionRow        *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-ticket-desk.h"

G_BEGIN_DECLS

/* What a window of a tier, quota or promo code has that is not saved yet: kept beside the replica,
 * as the editor of events keeps its own, so that it survives a crash. */
#define FOYER_TYPE_KEPT_ROW (foyer_kept_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerKeptRow, foyer_kept_row, FOYER, KEPT_ROW, GObject)

/* stored: as the fields say it before anybody types; with key 0 a new one, of which one is kept for
 * each event. Removed when the window has settled it. */
FoyerKeptRow *
foyer_kept_row_new (FoyerEditWindow *window, FoyerTicketDesk *desk, const FoyerRow *stored);
/* (transfer full) (nullable) What was left unsaved, over what is stored now, which the window is
 * told; NULL when that is the same. */
gpointer foyer_kept_row_read (FoyerKeptRow *self);
/* Written a moment later; taken away when it is as stored. */
void foyer_kept_row_write (FoyerKeptRow *self, const FoyerRow *row);

G_END_DECLS

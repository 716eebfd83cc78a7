/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-ticket-desk.h"

G_BEGIN_DECLS

/* Makes, edits or removes places that tiers share. Signal "saved": void (…, gint64 change_set, const char *title). */
#define FOYER_TYPE_QUOTA_WINDOW (foyer_quota_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerQuotaWindow, foyer_quota_window, FOYER, QUOTA_WINDOW, FoyerEditWindow)

GtkWindow *foyer_quota_window_new (GtkWindow        *parent,
                                   FoyerTicketDesk  *desk,
                                   const FoyerQuota *quota); /* with key 0 it is a new one */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sync-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What must be answered before anything is sent: the passphrase of the sessions, the password of a server, or what holds after
 * it came back from an older copy. One at a time, the first first; nothing is shown while nothing is asked. */
#define FOYER_TYPE_SERVER_BANNER (foyer_server_banner_get_type ())
G_DECLARE_FINAL_TYPE (FoyerServerBanner, foyer_server_banner, FOYER, SERVER_BANNER, GtkWidget)

/* snapshot: (nullable) not read yet */
void foyer_server_banner_show (FoyerServerBanner *self,
                               FoyerSyncDesk *desk,
                               const FoyerSyncSnapshot *snapshot);

G_END_DECLS

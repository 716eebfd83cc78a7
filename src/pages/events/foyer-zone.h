/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An IANA zone to choose. Properties (read only): "name", "city", "detail". */
#define FOYER_TYPE_ZONE (foyer_zone_get_type ())
G_DECLARE_FINAL_TYPE (FoyerZone, foyer_zone, FOYER, ZONE, GObject)

const char *foyer_zone_get_name (FoyerZone  *self);
gboolean    foyer_zone_matches  (FoyerZone  *self,
                                 const char *folded_text);
/* The zones of this machine by city, UTC first; (element-type FoyerZone). */
GListModel *foyer_zone_list_new (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-choice-row.h"

G_BEGIN_DECLS

/* Chooses an IANA zone by searching for its city. Property "zone-name"; notifies when a person
 * chose. */
#define FOYER_TYPE_ZONE_ROW (foyer_zone_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerZoneRow, foyer_zone_row, FOYER, ZONE_ROW, FoyerChoiceRow)

const char *foyer_zone_row_get_zone_name (FoyerZoneRow *self);
void foyer_zone_row_set_zone_name (FoyerZoneRow *self, const char *name);
/* Its clock is told as it is then: CET in winter, CEST in summer. */
void foyer_zone_row_set_instant (FoyerZoneRow *self, gint64 instant);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

/* A number of places that several tiers of an event share. Table quotas. */
typedef struct
{
  FoyerRow  row;
  FoyerUuid event_id;
  char     *name;
  gint64    quantity_total;
  gint64    sort_order;
} FoyerQuota;

FOYER_DECLARE_ROW (FoyerQuota, quota, QUOTA)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-allotment-policy.h"
#include "foyer-allotment.h"
#include "foyer-database.h"

G_BEGIN_DECLS

/* What a desk holds of an event, and how fast that goes, as the replica tells. Kept while the engine
 * runs, so that it knows how it was some minutes ago. */
typedef struct _FoyerDeskStock FoyerDeskStock;

/* One tier that anything limits. */
typedef struct
{
  FoyerUuid tier_id;
  FoyerStockView view;
} FoyerTierStock;

FoyerDeskStock *foyer_desk_stock_new (const FoyerUuid *event_id, const FoyerUuid *device_id);
void foyer_desk_stock_free (FoyerDeskStock *self);
/* (element-type FoyerTierStock), in the tiers' order. Empty when nothing is held and nobody sells. */
GArray *foyer_desk_stock_read (FoyerDeskStock *self, FoyerDatabase *db, gint64 now, GError **error);
/* This device's allotments of an event that did not end, first to expire first; (element-type
 * FoyerAllotment). tier_id: (nullable) all tiers. */
GPtrArray *foyer_desk_stock_list (FoyerDatabase *db,
                                  const FoyerUuid *event_id,
                                  const FoyerUuid *tier_id,
                                  const FoyerUuid *device_id,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDeskStock, foyer_desk_stock_free)

G_END_DECLS

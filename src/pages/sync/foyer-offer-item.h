/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offered-event.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* An event of a server that may be kept here. Properties: "title", "subtitle", "is-chosen". */
#define FOYER_TYPE_OFFER_ITEM (foyer_offer_item_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOfferItem, foyer_offer_item, FOYER, OFFER_ITEM, GObject)

/* event: lives as long as list, which the item holds. */
FoyerOfferItem *
foyer_offer_item_new (GPtrArray *list, FoyerOfferedEvent *event, gboolean is_kept);
FoyerOfferedEvent *foyer_offer_item_get_event (FoyerOfferItem *self);
gboolean foyer_offer_item_is_kept (FoyerOfferItem *self);
gboolean foyer_offer_item_is_chosen (FoyerOfferItem *self);
void foyer_offer_item_set_chosen (FoyerOfferItem *self, gboolean is_chosen);
/* folded: as g_utf8_casefold () gives it; "" matches all. */
gboolean foyer_offer_item_matches (FoyerOfferItem *self, const char *folded);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-refund-store.h"

G_BEGIN_DECLS

/* A refund in a list. Notifies "entry" when it was settled meanwhile. */
#define FOYER_TYPE_REFUND_ITEM (foyer_refund_item_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRefundItem, foyer_refund_item, FOYER, REFUND_ITEM, GObject)

FoyerRefundItem        *foyer_refund_item_new       (FoyerRefundEntry *entry); /* taken */
void                    foyer_refund_item_set_entry (FoyerRefundItem  *self,
                                                     FoyerRefundEntry *entry); /* taken */
const FoyerRefundEntry *foyer_refund_item_get_entry (FoyerRefundItem  *self);

G_END_DECLS

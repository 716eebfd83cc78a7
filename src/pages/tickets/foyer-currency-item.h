/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A currency to choose. Properties: "code", "name" as the locale calls it. */
#define FOYER_TYPE_CURRENCY_ITEM (foyer_currency_item_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCurrencyItem, foyer_currency_item, FOYER, CURRENCY_ITEM, GObject)

const char *foyer_currency_item_get_code (FoyerCurrencyItem *self);
const char *foyer_currency_item_get_name (FoyerCurrencyItem *self);
gboolean    foyer_currency_item_matches  (FoyerCurrencyItem *self,
                                          const char        *folded);
/* Every currency of ISO 4217, by name. Names are those of the iso-codes data where that is installed, else the codes. */
GListModel *foyer_currency_item_list_new (void);

G_END_DECLS

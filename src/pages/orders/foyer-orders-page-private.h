/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-list-page-private.h"
#include "foyer-order-columns.h"
#include "foyer-order-filter.h"
#include "foyer-order-panel.h"
#include "foyer-order-table.h"
#include "foyer-orders-page.h"

#include <adwaita.h>

G_BEGIN_DECLS

struct _FoyerOrdersPage
{
  FoyerListPage parent_instance;

  FoyerOrderFilter *filter;

  FoyerListPageParts *parts; /* of the parent */
  FoyerOrderTable *table;    /* (owned) (nullable) NULL once the page is taken apart */
  gboolean is_working;       /* an act is under way */
};

void foyer_orders_page_install_actions (GtkWidgetClass *widget_class);
void foyer_orders_page_update_actions  (FoyerListPage  *page);

G_END_DECLS

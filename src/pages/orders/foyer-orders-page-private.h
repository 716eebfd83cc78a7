/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-key-selection.h"
#include "foyer-order-columns.h"
#include "foyer-order-filter.h"
#include "foyer-order-panel.h"
#include "foyer-order-table.h"
#include "foyer-orders-page.h"

#include <adwaita.h>

G_BEGIN_DECLS

struct _FoyerOrdersPage
{
  GtkWidget parent_instance;

  GtkEditable *search_entry;
  FoyerOrderFilter *filter;
  AdwBin *pills_bin;
  GtkLabel *count_label;
  GtkBox *columns_box;
  AdwFlap *flap;
  GtkStack *stack;
  AdwStatusPage *problem;
  GtkColumnView *view;
  AdwBin *panel_bin;
  GtkRevealer *bar;
  GtkLabel *selected_label;
  GtkPopoverMenu *context_menu;
  GMenuModel *one_model;
  GMenuModel *several_model;

  FoyerReplica *replica; /* (owned) */
  GSettings *settings;   /* (owned) */
  FoyerUuid event_id;
  GTimeZone *zone;              /* (owned) */
  FoyerOrderTable *table;       /* (owned) (nullable) NULL once the page is taken apart */
  FoyerKeySelection *selection; /* (owned) */
  FoyerOrderColumns *columns;   /* (owned) */
  FoyerOrderPanel *panel;       /* (nullable) until an order is looked at */
  guint reveal_id;              /* one is to be shown once there is room */
  gboolean is_asked;            /* by a person, and not answered yet */
  gboolean is_working;          /* an act is under way */
  guint n_frames;               /* painted so far, while the table opens */
  double from_right;            /* how far the table is scrolled, right to left */
};

void foyer_orders_page_install_actions (GtkWidgetClass  *widget_class);
void foyer_orders_page_update_actions  (FoyerOrdersPage *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-orders-page-private.h"

G_DEFINE_FINAL_TYPE (FoyerOrdersPage, foyer_orders_page, FOYER_TYPE_LIST_PAGE)

static void
foyer_orders_page_ask (FoyerListPage *page, const char *text)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (page);
  FoyerOrderQuery query = { 0 };

  foyer_order_filter_get_query (self->filter, &query);
  query.search = text;
  query.sort = foyer_order_columns_get_sort (self->parts->columns, &query.is_ascending);
  foyer_order_table_set_query (self->table, &query);
}

static GtkWidget *
foyer_orders_page_make_panel (FoyerListPage *page)
{
  FoyerListPageParts *parts = FOYER_ORDERS_PAGE (page)->parts;

  return foyer_order_panel_new (parts->replica, parts->settings, &parts->event_id, parts->zone);
}

static void
foyer_orders_page_fill_panel (FoyerListPage *page, GtkWidget *panel, gint64 key)
{
  foyer_order_panel_set_key (FOYER_ORDER_PANEL (panel), key);
}

static void
foyer_orders_page_reload_panel (FoyerListPage *page, GtkWidget *panel)
{
  foyer_order_panel_reload (FOYER_ORDER_PANEL (panel));
}

static void
foyer_orders_page_dispose (GObject *object)
{
  g_clear_object (&FOYER_ORDERS_PAGE (object)->table);
  G_OBJECT_CLASS (foyer_orders_page_parent_class)->dispose (object);
}

static void
foyer_orders_page_class_init (FoyerOrdersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerListPageClass *page_class = FOYER_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_orders_page_dispose;
  page_class->ask = foyer_orders_page_ask;
  page_class->make_panel = foyer_orders_page_make_panel;
  page_class->fill_panel = foyer_orders_page_fill_panel;
  page_class->reload_panel = foyer_orders_page_reload_panel;
  page_class->update_actions = foyer_orders_page_update_actions;

  g_type_ensure (FOYER_TYPE_ORDER_FILTER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/orders/foyer-orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerOrdersPage, filter);
  foyer_orders_page_install_actions (widget_class);
}

static void
foyer_orders_page_init (FoyerOrdersPage *self)
{
  self->parts = foyer_list_page_get_parts (FOYER_LIST_PAGE (self));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_orders_page_show_unpaid (FoyerOrdersPage *self)
{
  g_return_if_fail (FOYER_IS_ORDERS_PAGE (self));

  gtk_editable_set_text (self->parts->search_entry, "");
  foyer_order_filter_show_only (self->filter, FOYER_ORDER_PENDING);
}

GtkWidget *
foyer_orders_page_new (FoyerReplica *replica, GSettings *settings, const FoyerUuid *event_id)
{
  FoyerOrdersPage *self = g_object_new (FOYER_TYPE_ORDERS_PAGE, NULL);

  foyer_list_page_set_event (FOYER_LIST_PAGE (self), replica, settings, event_id, &foyer_order_rows,
                             "orders");
  foyer_order_columns_add (self->parts->columns);
  foyer_list_page_fill_chooser (FOYER_LIST_PAGE (self));
  self->table = foyer_order_table_new (replica, event_id);
  foyer_list_page_set_list (FOYER_LIST_PAGE (self), FOYER_KEYED_LIST (self->table));
  return GTK_WIDGET (self);
}

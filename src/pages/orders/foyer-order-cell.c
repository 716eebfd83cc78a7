/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-cell.h"

#define BUYER_WIDTH 150

struct _FoyerOrderCell
{
  FoyerListCell parent_instance;

  FoyerOrderField field;
  GTimeZone *zone;   /* (owned) */
  const char *style; /* (nullable) of the status shown */
};

G_DEFINE_FINAL_TYPE (FoyerOrderCell, foyer_order_cell, FOYER_TYPE_LIST_CELL)

static void
show_status (FoyerOrderCell *self, FoyerOrderStatus status)
{
  const char *style = foyer_order_status_style (status);
  const char *colour = status == FOYER_ORDER_PENDING     ? "warning_color"
                       : status == FOYER_ORDER_COMPLETED ? "success_color"
                       : status == FOYER_ORDER_EXPIRED   ? NULL
                                                         : "accent_color";

  if (self->style == style)
    return;
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  gtk_widget_add_css_class (GTK_WIDGET (self), style);
  self->style = style;
  foyer_text_cell_set_icon (FOYER_TEXT_CELL (self), foyer_order_status_icon (status), colour);
}

static void
foyer_order_cell_show (FoyerListCell *cell, FoyerKeyedItem *item)
{
  FoyerOrderCell *self = FOYER_ORDER_CELL (cell);
  const FoyerOrderEntry *entry = foyer_order_item_get_entry (FOYER_ORDER_ITEM (item));
  g_autofree char *text = NULL;

  if (entry == NULL)
    return;
  text = foyer_order_field_dup (self->field, entry, self->zone);
  if (self->field == FOYER_ORDER_FIELD_STATUS)
    show_status (self, entry->order->status);
  foyer_text_cell_set_text (FOYER_TEXT_CELL (self), text);
}

static void
foyer_order_cell_finalize (GObject *object)
{
  g_time_zone_unref (FOYER_ORDER_CELL (object)->zone);
  G_OBJECT_CLASS (foyer_order_cell_parent_class)->finalize (object);
}

static void
foyer_order_cell_class_init (FoyerOrderCellClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_order_cell_finalize;
  FOYER_LIST_CELL_CLASS (klass)->show = foyer_order_cell_show;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "order");
}

static void
foyer_order_cell_init (FoyerOrderCell *self)
{
}

GtkWidget *
foyer_order_cell_new (const FoyerListColumn *column, GTimeZone *zone)
{
  FoyerOrderCell *self = g_object_new (FOYER_TYPE_ORDER_CELL, NULL);

  self->field = column->field;
  self->zone = g_time_zone_ref (zone);
  gtk_widget_add_css_class (GTK_WIDGET (self), column->id);
  if (self->field == FOYER_ORDER_FIELD_BUYER)
    foyer_text_cell_set_leading (FOYER_TEXT_CELL (self), BUYER_WIDTH);
  else if (self->field != FOYER_ORDER_FIELD_STATUS && self->field != FOYER_ORDER_FIELD_CHANNEL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  return GTK_WIDGET (self);
}

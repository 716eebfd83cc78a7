/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-cell.h"

#define BUYER_WIDTH 150

struct _FoyerOrderCell
{
  FoyerTextCell parent_instance;

  FoyerOrderField field;
  GTimeZone *zone;      /* (owned) */
  FoyerOrderItem *item; /* (owned) (nullable) */
  gulong changed_id;
  const char *style; /* (nullable) of the status shown */
};

G_DEFINE_FINAL_TYPE (FoyerOrderCell, foyer_order_cell, FOYER_TYPE_TEXT_CELL)

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
show (FoyerOrderCell *self)
{
  const FoyerOrderEntry *entry =
      self->item != NULL ? foyer_order_item_get_entry (self->item) : NULL;
  g_autofree char *text = NULL;

  if (entry == NULL)
    return;
  text = foyer_order_field_dup (self->field, entry, self->zone);
  if (self->field == FOYER_ORDER_FIELD_STATUS)
    show_status (self, entry->order->status);
  foyer_text_cell_set_text (FOYER_TEXT_CELL (self), text);
}

static void
foyer_order_cell_dispose (GObject *object)
{
  FoyerOrderCell *self = FOYER_ORDER_CELL (object);

  foyer_order_cell_set_item (self, NULL);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (foyer_order_cell_parent_class)->dispose (object);
}

static void
foyer_order_cell_class_init (FoyerOrderCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_order_cell_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "order");
}

static void
foyer_order_cell_init (FoyerOrderCell *self)
{
}

GtkWidget *
foyer_order_cell_new (FoyerOrderField field, GTimeZone *zone)
{
  FoyerOrderCell *self = g_object_new (FOYER_TYPE_ORDER_CELL, NULL);

  self->field = field;
  self->zone = g_time_zone_ref (zone);
  gtk_widget_add_css_class (GTK_WIDGET (self), foyer_order_field_id (field));
  if (field == FOYER_ORDER_FIELD_BUYER)
    foyer_text_cell_set_leading (FOYER_TEXT_CELL (self), BUYER_WIDTH);
  else if (field != FOYER_ORDER_FIELD_STATUS && field != FOYER_ORDER_FIELD_CHANNEL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  foyer_text_cell_set_at_end (FOYER_TEXT_CELL (self), field == FOYER_ORDER_FIELD_TICKETS ||
                                                          field == FOYER_ORDER_FIELD_TOTAL ||
                                                          field == FOYER_ORDER_FIELD_PAID);
  return GTK_WIDGET (self);
}

void
foyer_order_cell_set_item (FoyerOrderCell *self, FoyerOrderItem *item)
{
  g_return_if_fail (FOYER_IS_ORDER_CELL (self));

  if (self->item != NULL)
    g_clear_signal_handler (&self->changed_id, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    {
      self->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (show), self);
      show (self);
    }
}

FoyerOrderItem *
foyer_order_cell_get_item (FoyerOrderCell *self)
{
  g_return_val_if_fail (FOYER_IS_ORDER_CELL (self), NULL);

  return self->item;
}

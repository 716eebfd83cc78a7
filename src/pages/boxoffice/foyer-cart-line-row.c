/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cart-line-row.h"

#include "foyer-money.h"

#include <glib/gi18n-lib.h>

struct _FoyerCartLineRow
{
  GtkListBoxRow parent_instance;

  GtkButton *less_button;
  GtkButton *more_button;
  GtkButton *void_button;
  GtkLabel *quantity;
  GtkLabel *name;
  GtkLabel *detail;
  GtkLabel *amount;
};

G_DEFINE_FINAL_TYPE (FoyerCartLineRow, foyer_cart_line_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  CHANGED,
  VOIDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
less_cb (FoyerCartLineRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0, -1);
}

static void
more_cb (FoyerCartLineRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0, 1);
}

static void
void_cb (FoyerCartLineRow *self)
{
  g_signal_emit (self, signals[VOIDED], 0);
}

static void
foyer_cart_line_row_class_init (FoyerCartLineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_CART_LINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[VOIDED] = g_signal_new ("voided", FOYER_TYPE_CART_LINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/boxoffice/foyer-cart-line-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCartLineRow, less_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartLineRow, more_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartLineRow, void_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartLineRow, quantity);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartLineRow, name);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartLineRow, detail);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartLineRow, amount);
  gtk_widget_class_bind_template_callback (widget_class, less_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, void_cb);
}

static void
foyer_cart_line_row_init (FoyerCartLineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_cart_line_row_new (void)
{
  return g_object_new (FOYER_TYPE_CART_LINE_ROW, NULL);
}

/* What one of them costs, and what a code takes off. */
static char *
describe_line (const FoyerPriceLine *priced, const char *currency)
{
  g_autofree char *each = foyer_money_format (priced->unit_price, currency);
  g_autofree char *off = NULL;

  if (priced->discount == 0)
    /* Translators: of one ticket: “€12.00 each” */
    return g_strdup_printf (_ ("%s each"), each);
  off = foyer_money_format (priced->discount, currency);
  return g_strdup_printf (_ ("%s each, %s off"), each, off);
}

void
foyer_cart_line_row_show (FoyerCartLineRow *self, FoyerSellDesk *desk, guint line)
{
  const FoyerSaleCart *cart = foyer_sell_desk_get_cart (desk);
  const FoyerPrice *price = foyer_sell_desk_get_price (desk);
  const FoyerOffer *offer = foyer_sell_desk_get_offer (desk);
  const FoyerSaleLine *row = &g_array_index (cart->lines, FoyerSaleLine, line);
  const FoyerPriceLine *priced = &g_array_index (price->lines, FoyerPriceLine, line);
  const char *currency = foyer_sell_desk_get_currency (desk);
  const char *name = priced->tier >= 0 ? foyer_offer_tier (offer, priced->tier)->tier->name : "";
  g_autofree char *quantity = g_strdup_printf ("%'" G_GINT64_FORMAT, row->quantity);
  g_autofree char *amount = foyer_money_format (priced->subtotal - priced->discount, currency);
  g_autofree char *detail = describe_line (priced, currency);
  g_autofree char *said = g_strdup_printf ("%s × %s, %s", quantity, name, amount);

  g_return_if_fail (FOYER_IS_CART_LINE_ROW (self));

  gtk_label_set_label (self->quantity, quantity);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->detail, detail);
  gtk_label_set_label (self->amount, amount);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

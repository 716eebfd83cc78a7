/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier-button.h"

#include "foyer-dot.h"
#include "foyer-money.h"
#include "foyer-sell-words.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

struct _FoyerTierButton
{
  GtkButton parent_instance;

  FoyerDot *dot;
  GtkLabel *name;
  GtkLabel *price;
  GtkLabel *state;
  GtkLabel *key;
};

G_DEFINE_FINAL_TYPE (FoyerTierButton, foyer_tier_button, GTK_TYPE_BUTTON)

static void
set_class (GtkWidget *widget, const char *name, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
foyer_tier_button_class_init (FoyerTierButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FOYER_TYPE_DOT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/boxoffice/foyer-tier-button.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTierButton, dot);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierButton, name);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierButton, price);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierButton, state);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierButton, key);
}

static void
foyer_tier_button_init (FoyerTierButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_tier_button_new (void)
{
  return g_object_new (FOYER_TYPE_TIER_BUTTON, NULL);
}

/* What others hold can be had while the server is there. */
static gboolean
is_off (FoyerSellDesk *desk, const FoyerSellTier *tier)
{
  if (tier->sale.state == FOYER_SALE_SOLD_OUT)
    return !foyer_sell_desk_can_fetch (desk, tier->tier);
  return tier->sale.state != FOYER_SALE_ON_SALE;
}

/* What is not on sale stays a button that can be pressed: it then says why not. */
void
foyer_tier_button_show (FoyerTierButton *self, FoyerSellDesk *desk, const FoyerSellTier *tier)
{
  const FoyerOffer *offer = foyer_sell_desk_get_offer (desk);
  const FoyerTier *row = foyer_offer_tier (offer, tier->tier)->tier;
  g_autofree char *price = foyer_sell_words_price (row, offer->event->currency);
  g_autofree char *state = foyer_sell_words_state (desk, tier, foyer_time_now ());
  g_autofree char *said = NULL;
  const char key[] = { tier->key, '\0' };

  g_return_if_fail (FOYER_IS_TIER_BUTTON (self));

  foyer_dot_set_colour (self->dot, row->colour);
  gtk_label_set_label (self->name, row->name);
  gtk_label_set_label (self->price, price);
  gtk_label_set_label (self->state, state);
  gtk_widget_set_visible (GTK_WIDGET (self->state), *state != '\0');
  gtk_label_set_label (self->key, key);
  gtk_widget_set_visible (GTK_WIDGET (self->key), tier->key != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), row->name);
  set_class (GTK_WIDGET (self), "off", is_off (desk, tier));
  said = g_strjoin (", ", row->name, price, *state != '\0' ? state : NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said,
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key, -1);
}

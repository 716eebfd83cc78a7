/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sale-row.h"

#include "foyer-dot.h"
#include "foyer-money.h"
#include "foyer-offer-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _FoyerSaleRow
{
  AdwActionRow parent_instance;

  GtkWidget *handle;
  FoyerDot *dot;
  GtkLabel *sold_label;
  GtkProgressBar *sold_bar;

  FoyerUuid tier_id;
};

G_DEFINE_FINAL_TYPE (FoyerSaleRow, foyer_sale_row, ADW_TYPE_ACTION_ROW)

enum
{
  ACT,
  DROPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
describe_price (const FoyerTier *tier, const char *currency)
{
  g_autofree char *price = foyer_money_format (tier->price, currency);

  if (tier->kind == FOYER_TIER_FREE || (tier->kind == FOYER_TIER_PAID && tier->price == 0))
    return g_strdup (_ ("Free"));
  if (tier->kind == FOYER_TIER_PAID)
    return g_steal_pointer (&price);
  if (tier->price > 0)
    /* Translators: a tier for donations, with the amount that is suggested */
    return g_strdup_printf (_ ("Donation, %s suggested"), price);
  return g_strdup (_ ("Donation"));
}

static void
show_sold (FoyerSaleRow *self, const FoyerOfferTier *item)
{
  gint64 total = item->tier->quantity_total;
  g_autofree char *text =
      total != FOYER_NONE
          /* Translators: tickets that are out, of how many: “120 of 200”. */
          ? g_strdup_printf (_ ("%d of %d"), (int) item->n_taken, (int) total)
          : g_strdup_printf (ngettext ("%d sold", "%d sold", item->n_taken), (int) item->n_taken);

  gtk_label_set_label (self->sold_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->sold_bar), total != FOYER_NONE);
  gtk_progress_bar_set_fraction (self->sold_bar, total > 0 ? MIN ((double) item->n_taken / total, 1)
                                                 : total == 0 ? 1
                                                              : 0);
}

/* In words before the others: beside them, there is no place for it on a phone. */
static void
prepend (char **subtitle, const char *word)
{
  g_autofree char *rest = *subtitle;

  *subtitle = g_strjoin (" · ", word, rest, NULL);
}

void
foyer_sale_row_show (FoyerSaleRow *self,
                     const FoyerOffer *offer,
                     guint tier,
                     GTimeZone *zone,
                     gint64 now)
{
  const FoyerOfferTier *item = foyer_offer_tier (offer, tier);
  g_autofree char *price = describe_price (item->tier, offer->event->currency);
  g_autofree char *state = NULL;
  g_autofree char *subtitle = NULL;
  FoyerTierSale sale;

  g_return_if_fail (FOYER_IS_SALE_ROW (self));

  foyer_tier_sale_read (offer, tier, TRUE, now, &sale);
  state = foyer_tier_sale_describe (&sale, offer, zone, now);
  subtitle = g_strjoin (" · ", price, state, NULL);
  if (item->tier->is_early_bird)
    prepend (&subtitle, _ ("Early bird"));
  if (item->tier->is_hidden)
    prepend (&subtitle, _ ("Hidden"));
  self->tier_id = item->tier->row.id;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), item->tier->name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), item->tier->name); /* where it is cut off */
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  foyer_dot_set_colour (self->dot, item->tier->colour);
  show_sold (self, item);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tier.up", tier > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tier.down", tier + 1 < offer->tiers->len);
}

const FoyerUuid *
foyer_sale_row_get_tier_id (FoyerSaleRow *self)
{
  g_return_val_if_fail (FOYER_IS_SALE_ROW (self), NULL);

  return &self->tier_id;
}

static void
act_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[ACT], 0, name + strlen ("tier."));
}

static void
activated_cb (FoyerSaleRow *self)
{
  g_signal_emit (self, signals[ACT], 0, "edit");
}

static GdkContentProvider *
prepare_drag_cb (FoyerSaleRow *self)
{
  return gdk_content_provider_new_typed (FOYER_TYPE_SALE_ROW, self);
}

static void
begin_drag_cb (FoyerSaleRow *self, GdkDrag *drag, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 20, 20);
}

static gboolean
drop_cb (FoyerSaleRow *self, const GValue *value)
{
  FoyerSaleRow *moved = g_value_get_object (value);

  if (moved == NULL || moved == self)
    return FALSE;
  g_signal_emit (self, signals[DROPPED], 0, moved);
  return TRUE;
}

static void
foyer_sale_row_class_init (FoyerSaleRowClass *klass)
{
  static const char *const actions[] = { "tier.edit", "tier.duplicate", "tier.up", "tier.down",
                                         "tier.delete" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ACT] = g_signal_new ("act", FOYER_TYPE_SALE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DROPPED] = g_signal_new ("dropped", FOYER_TYPE_SALE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, FOYER_TYPE_SALE_ROW);

  g_type_ensure (FOYER_TYPE_DOT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/tickets/foyer-sale-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerSaleRow, handle);
  gtk_widget_class_bind_template_child (widget_class, FoyerSaleRow, dot);
  gtk_widget_class_bind_template_child (widget_class, FoyerSaleRow, sold_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerSaleRow, sold_bar);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, act_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "tier.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "tier.down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "tier.delete", NULL);
}

static void
foyer_sale_row_init (FoyerSaleRow *self)
{
  GtkDragSource *source;
  GtkDropTarget *target;

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "activated", G_CALLBACK (activated_cb), NULL);

  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_drag_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (begin_drag_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));

  target = gtk_drop_target_new (FOYER_TYPE_SALE_ROW, GDK_ACTION_MOVE);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
foyer_sale_row_new (void)
{
  return g_object_new (FOYER_TYPE_SALE_ROW, NULL);
}

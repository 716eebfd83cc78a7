/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-walk-in-popover.h"

#include "foyer-money.h"
#include "foyer-tier.h"

#include <glib/gi18n-lib.h>

struct _FoyerWalkInPopover
{
  GtkPopover   parent_instance;

  GtkEntry    *name;
  GtkDropDown *tiers;
  GtkDropDown *payments;
  GtkCheckButton *without;
  GtkEntry    *reason;
  GtkWidget   *add;

  GArray      *prices; /* (owned) of gint64: of the tiers */
};

G_DEFINE_FINAL_TYPE (FoyerWalkInPopover, foyer_walk_in_popover, GTK_TYPE_POPOVER)

static guint chosen_signal;

static char *
dup_name (FoyerWalkInPopover *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

/* NULL: they get a ticket. */
static char *
dup_reason (FoyerWalkInPopover *self)
{
  return gtk_check_button_get_active (self->without)
             ? g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))))
             : NULL;
}

static gboolean
is_complete (FoyerWalkInPopover *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *reason = dup_reason (self);

  return *name != '\0' && (reason == NULL || *reason != '\0');
}

static void
name_changed_cb (FoyerWalkInPopover *self)
{
  gtk_widget_set_sensitive (self->add, is_complete (self));
}

static gboolean
is_priced (FoyerWalkInPopover *self)
{
  guint tier = gtk_drop_down_get_selected (self->tiers);

  return tier < self->prices->len && g_array_index (self->prices, gint64, tier) > 0;
}

static void
tier_changed_cb (FoyerWalkInPopover *self)
{
  gboolean is_without = gtk_check_button_get_active (self->without);

  gtk_widget_set_visible (GTK_WIDGET (self->tiers), self->prices->len > 0 && !is_without);
  gtk_widget_set_visible (GTK_WIDGET (self->payments), is_priced (self) && !is_without);
}

/* Whoever is let in whatever is still sold gets no ticket, and somebody says why. */
static void
without_changed_cb (FoyerWalkInPopover *self)
{
  tier_changed_cb (self);
  name_changed_cb (self);
  if (gtk_check_button_get_active (self->without))
    gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}

static void
add_cb (FoyerWalkInPopover *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *reason = dup_reason (self);

  if (!is_complete (self))
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, name,
                 reason != NULL ? GTK_INVALID_LIST_POSITION : gtk_drop_down_get_selected (self->tiers),
                 is_priced (self) ? gtk_drop_down_get_selected (self->payments) : 0, reason);
}

static void
foyer_walk_in_popover_finalize (GObject *object)
{
  g_array_unref (FOYER_WALK_IN_POPOVER (object)->prices);
  G_OBJECT_CLASS (foyer_walk_in_popover_parent_class)->finalize (object);
}

static void
foyer_walk_in_popover_class_init (FoyerWalkInPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_walk_in_popover_finalize;
  chosen_signal = g_signal_new ("chosen", FOYER_TYPE_WALK_IN_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/checkin/foyer-walk-in-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPopover, name);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPopover, tiers);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPopover, payments);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPopover, without);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPopover, reason);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPopover, add);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tier_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, without_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
foyer_walk_in_popover_init (FoyerWalkInPopover *self)
{
  self->prices = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_walk_in_popover_new (void)
{
  return g_object_new (FOYER_TYPE_WALK_IN_POPOVER, NULL);
}

/* With no tiers none is asked for. What costs something is paid, or given away. currency: (nullable)
 * nothing is sold. */
void
foyer_walk_in_popover_ask (FoyerWalkInPopover *self,
                           GPtrArray          *tiers,
                           const char         *currency)
{
  g_autoptr (GtkStringList) list = NULL;

  g_return_if_fail (FOYER_IS_WALK_IN_POPOVER (self));

  list = gtk_string_list_new (NULL);
  g_array_set_size (self->prices, 0);
  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *tier = tiers->pdata[i];
      gint64 amount = currency != NULL ? tier->price : 0;
      g_autofree char *price = foyer_money_format (amount, currency != NULL ? currency : "EUR");
      /* Translators: the name of a tier, and its price */
      g_autofree char *name = g_strdup_printf (_("%s – %s"), tier->name, price);

      gtk_string_list_append (list, amount > 0 ? name : tier->name);
      g_array_append_val (self->prices, amount);
    }
  gtk_drop_down_set_model (self->tiers, G_LIST_MODEL (list));
  gtk_check_button_set_active (self->without, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->without), currency != NULL && tiers->len > 0);
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  tier_changed_cb (self);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

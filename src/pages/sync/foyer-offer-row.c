/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-offer-row.h"

struct _FoyerOfferRow
{
  GtkWidget parent_instance;

  GtkCheckButton *check;
  GtkLabel *title;
  GtkLabel *subtitle;

  FoyerOfferItem *item; /* (owned) (nullable) */
  GBinding *binding;    /* (nullable) of the check button to the item */
};

G_DEFINE_FINAL_TYPE (FoyerOfferRow, foyer_offer_row, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
show_item (FoyerOfferRow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *name = NULL;

  g_object_get (self->item, "title", &title, "subtitle", &subtitle, NULL);
  gtk_label_set_label (self->title, title != NULL ? title : "");
  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL && *subtitle != '\0');
  name = g_strjoin (", ", title != NULL ? title : "", subtitle, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  self->binding =
      g_object_bind_property (self->item, "is-chosen", self->check, "active",
                              (GBindingFlags) (G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL));
}

static void
set_item (FoyerOfferRow *self, FoyerOfferItem *item)
{
  if (self->item == item)
    return;
  g_clear_pointer (&self->binding, g_binding_unbind);
  g_set_object (&self->item, item);
  if (item != NULL)
    show_item (self);
}

static void
foyer_offer_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ITEM:
      g_value_set_object (value, FOYER_OFFER_ROW (object)->item);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_offer_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ITEM:
      set_item (FOYER_OFFER_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_offer_row_dispose (GObject *object)
{
  GtkWidget *child;

  set_item (FOYER_OFFER_ROW (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_offer_row_parent_class)->dispose (object);
}

static void
foyer_offer_row_class_init (FoyerOfferRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_offer_row_get_property;
  object_class->set_property = foyer_offer_row_set_property;
  object_class->dispose = foyer_offer_row_dispose;

  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, FOYER_TYPE_OFFER_ITEM,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/sync/foyer-offer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerOfferRow, check);
  gtk_widget_class_bind_template_child (widget_class, FoyerOfferRow, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerOfferRow, subtitle);
}

static void
foyer_offer_row_init (FoyerOfferRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

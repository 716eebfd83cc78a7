/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-split.h"

#include <adwaita.h>

struct _FoyerSplit
{
  GtkWidget parent_instance;

  AdwLeaflet *leaflet;
  GtkWidget *sidebar; /* (nullable) the leaflet's */
  GtkWidget *separator;
  GtkWidget *content; /* (nullable) the leaflet's */
  gboolean shows_content;
};

G_DEFINE_FINAL_TYPE (FoyerSplit, foyer_split, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SIDEBAR,
  PROP_CONTENT,
  PROP_FOLDED,
  PROP_SHOWS_CONTENT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
show_child (FoyerSplit *self)
{
  GtkWidget *child = self->shows_content ? self->content : self->sidebar;

  if (child != NULL)
    adw_leaflet_set_visible_child (self->leaflet, child);
}

static void
set_child (FoyerSplit *self, GtkWidget **child, GtkWidget *widget, gboolean is_first)
{
  if (*child != NULL)
    adw_leaflet_remove (self->leaflet, *child);
  *child = widget;
  if (widget == NULL)
    return;
  if (is_first)
    adw_leaflet_prepend (self->leaflet, widget);
  else
    adw_leaflet_append (self->leaflet, widget);
  show_child (self);
}

static void
folded_cb (FoyerSplit *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
visible_child_cb (FoyerSplit *self)
{
  /* A swipe goes back as the button does. */
  gboolean shows_content = adw_leaflet_get_visible_child (self->leaflet) == self->content;

  if (adw_leaflet_get_folded (self->leaflet) && shows_content != self->shows_content)
    {
      self->shows_content = shows_content;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWS_CONTENT]);
    }
}

static void
foyer_split_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerSplit *self = FOYER_SPLIT (object);

  switch (id)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, self->sidebar);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, foyer_split_get_folded (self));
      break;
    case PROP_SHOWS_CONTENT:
      g_value_set_boolean (value, self->shows_content);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_split_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerSplit *self = FOYER_SPLIT (object);

  switch (id)
    {
    case PROP_SIDEBAR:
      set_child (self, &self->sidebar, g_value_get_object (value), TRUE);
      break;
    case PROP_CONTENT:
      set_child (self, &self->content, g_value_get_object (value), FALSE);
      break;
    case PROP_SHOWS_CONTENT:
      foyer_split_set_shows_content (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_split_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    g_signal_handlers_disconnect_by_data (child, object);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_split_parent_class)->dispose (object);
}

static void
foyer_split_class_init (FoyerSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = foyer_split_get_property;
  object_class->set_property = foyer_split_set_property;
  object_class->dispose = foyer_split_dispose;

  properties[PROP_SIDEBAR] = g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOWS_CONTENT] = g_param_spec_boolean ("shows-content", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
foyer_split_init (FoyerSplit *self)
{
  AdwLeafletPage *page;

  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  adw_leaflet_set_can_navigate_back (self->leaflet, TRUE);
  adw_leaflet_set_can_unfold (self->leaflet, TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->leaflet), GTK_WIDGET (self));
  self->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  page = adw_leaflet_append (self->leaflet, self->separator);
  adw_leaflet_page_set_navigatable (page, FALSE);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->leaflet, "notify::visible-child", G_CALLBACK (visible_child_cb),
                           self, G_CONNECT_SWAPPED);
}

gboolean
foyer_split_get_folded (FoyerSplit *self)
{
  g_return_val_if_fail (FOYER_IS_SPLIT (self), FALSE);

  return adw_leaflet_get_folded (self->leaflet);
}

gboolean
foyer_split_get_shows_content (FoyerSplit *self)
{
  g_return_val_if_fail (FOYER_IS_SPLIT (self), FALSE);

  return self->shows_content;
}

void
foyer_split_set_shows_content (FoyerSplit *self, gboolean shows_content)
{
  g_return_if_fail (FOYER_IS_SPLIT (self));

  if (self->shows_content == shows_content)
    return;
  self->shows_content = shows_content;
  show_child (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWS_CONTENT]);
}

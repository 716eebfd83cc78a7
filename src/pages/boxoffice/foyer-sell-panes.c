/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sell-panes.h"

#include "foyer-text-scale.h"

#define WIDE_FROM  720 /* pixels */
#define NARROW     480 /* pixels: no room for words beside pictures */
#define SIDE_SHARE 0.34
#define SIDE_LEAST 300 /* pixels */
#define SIDE_MOST  560 /* pixels */

struct _FoyerSellPanes
{
  GtkWidget parent_instance;

  gboolean is_folded;
  gboolean is_narrow;
  gboolean shows_second;
};

static void buildable_init (GtkBuildableIface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerSellPanes,
                               foyer_sell_panes,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

enum
{
  PROP_0,
  PROP_FOLDED,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GtkSizeRequestMode
foyer_sell_panes_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
foyer_sell_panes_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least;
      int wanted;

      gtk_widget_measure (child, orientation, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, least);
    }
}

static void
set_flag (FoyerSellPanes *self, gboolean *flag, gboolean is_set, guint property)
{
  if (*flag == is_set)
    return;
  *flag = is_set;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
foyer_sell_panes_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerSellPanes *self = FOYER_SELL_PANES (widget);
  GtkWidget *cart = gtk_widget_get_first_child (widget);
  GtkWidget *side = cart != NULL ? gtk_widget_get_next_sibling (cart) : NULL;
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation first = { 0, 0, width, height };
  GtkAllocation second = first;
  int least;
  int cart_least;

  if (side == NULL)
    return;
  gtk_widget_measure (side, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (cart, GTK_ORIENTATION_HORIZONTAL, -1, &cart_least, NULL, NULL, NULL);
  set_flag (self, &self->is_narrow, width < NARROW * foyer_text_scale (widget), PROP_NARROW);
  set_flag (self, &self->is_folded,
            width < MAX (WIDE_FROM * foyer_text_scale (widget), least + cart_least), PROP_FOLDED);
  if (!self->is_folded)
    {
      second.width = MAX (CLAMP ((int) (width * SIDE_SHARE), SIDE_LEAST, SIDE_MOST), least);
      first.width = width - second.width;
      first.x = is_rtl ? second.width : 0;
      second.x = is_rtl ? 0 : first.width;
    }
  gtk_widget_set_child_visible (cart, !self->is_folded || !self->shows_second);
  gtk_widget_set_child_visible (side, !self->is_folded || self->shows_second);
  gtk_widget_size_allocate (cart, &first, -1);
  gtk_widget_size_allocate (side, &second, -1);
}

static void
foyer_sell_panes_add_child (GtkBuildable *buildable,
                            GtkBuilder *builder,
                            GObject *child,
                            const char *type)
{
  gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
}

static void
buildable_init (GtkBuildableIface *interface)
{
  interface->add_child = foyer_sell_panes_add_child;
}

static void
foyer_sell_panes_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FOLDED)
    g_value_set_boolean (value, FOYER_SELL_PANES (object)->is_folded);
  else if (id == PROP_NARROW)
    g_value_set_boolean (value, FOYER_SELL_PANES (object)->is_narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
foyer_sell_panes_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_sell_panes_parent_class)->dispose (object);
}

static void
foyer_sell_panes_class_init (FoyerSellPanesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_sell_panes_dispose;
  G_OBJECT_CLASS (klass)->get_property = foyer_sell_panes_get_property;
  widget_class->get_request_mode = foyer_sell_panes_get_request_mode;
  widget_class->measure = foyer_sell_panes_measure;
  widget_class->size_allocate = foyer_sell_panes_size_allocate;
  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
foyer_sell_panes_init (FoyerSellPanes *self)
{
}

void
foyer_sell_panes_set_shows_second (FoyerSellPanes *self, gboolean shows_second)
{
  g_return_if_fail (FOYER_IS_SELL_PANES (self));

  if (self->shows_second == shows_second)
    return;
  self->shows_second = shows_second;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
foyer_sell_panes_is_folded (FoyerSellPanes *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_PANES (self), FALSE);

  return self->is_folded;
}

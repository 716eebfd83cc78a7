/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier-shelf.h"

#define LEAST 80  /* pixels: a row of buttons */
#define MOST  300 /* pixels */
#define MUCH  480 /* pixels: the most in a large window */

/* Its one child is a GtkScrolledWindow, which alone would ask for the height of one button a row.
 */
struct _FoyerTierShelf
{
  GtkWidget parent_instance;
};

static void buildable_init (GtkBuildableIface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerTierShelf,
                               foyer_tier_shelf,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static GtkSizeRequestMode
foyer_tier_shelf_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
foyer_tier_shelf_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  GtkWidget *scroller = gtk_widget_get_first_child (widget);
  GtkWidget *viewport = scroller != NULL ? gtk_widget_get_first_child (scroller) : NULL;
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));
  gboolean is_large = window != NULL && gtk_widget_has_css_class (window, "large");
  int wanted = LEAST;

  *minimum = *natural = 0;
  if (viewport == NULL)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (scroller, orientation, -1, minimum, natural, NULL, NULL);
      return;
    }
  gtk_widget_measure (viewport, orientation, for_size, NULL, &wanted, NULL, NULL);
  *natural = CLAMP (wanted, LEAST, is_large ? MUCH : MOST);
  *minimum = MIN (wanted, LEAST);
}

static void
foyer_tier_shelf_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *scroller = gtk_widget_get_first_child (widget);

  if (scroller != NULL)
    gtk_widget_size_allocate (scroller, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
foyer_tier_shelf_add_child (GtkBuildable *buildable,
                            GtkBuilder *builder,
                            GObject *child,
                            const char *type)
{
  gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
}

static void
buildable_init (GtkBuildableIface *interface)
{
  interface->add_child = foyer_tier_shelf_add_child;
}

static void
foyer_tier_shelf_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_tier_shelf_parent_class)->dispose (object);
}

static void
foyer_tier_shelf_class_init (FoyerTierShelfClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_tier_shelf_dispose;
  widget_class->get_request_mode = foyer_tier_shelf_get_request_mode;
  widget_class->measure = foyer_tier_shelf_measure;
  widget_class->size_allocate = foyer_tier_shelf_size_allocate;
}

static void
foyer_tier_shelf_init (FoyerTierShelf *self)
{
}

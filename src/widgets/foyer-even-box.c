/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-even-box.h"

#define SPACING 12

struct _FoyerEvenBox
{
  GtkWidget parent_instance;
};

static void buildable_iface_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEvenBox,
                               foyer_even_box,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))

static GtkBuildableIface *parent_buildable_iface;

/* The widest minimum and natural width of a child, and how many are shown. */
static guint
measure_children (GtkWidget *widget, int *minimum, int *natural)
{
  guint n = 0;

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;
      int child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
      n++;
    }
  return n;
}

static guint
count_columns (guint n, int minimum, int width)
{
  if (n > 1 && (int) n * (minimum + SPACING) - SPACING <= width)
    return n;
  if (n > 2 && 2 * minimum + SPACING <= width)
    return 2;
  return 1;
}

/* The height of a row: of its tallest child at this width. */
static int
measure_row (GtkWidget *widget, int width)
{
  int height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  return height;
}

static void
foyer_even_box_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  int child_minimum;
  int child_natural;
  guint n = measure_children (widget, &child_minimum, &child_natural);
  guint columns;
  int width;

  if (n == 0)
    {
      *minimum = *natural = 0;
      return;
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = child_minimum;
      *natural = n * (child_natural + SPACING) - SPACING;
      return;
    }
  columns = for_size < 0 ? n : count_columns (n, child_minimum, for_size);
  width = for_size < 0 ? -1 : (for_size + SPACING) / (int) columns - SPACING;
  *minimum = *natural =
      (int) ((n + columns - 1) / columns) * (measure_row (widget, width) + SPACING) - SPACING;
}

static void
foyer_even_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int minimum;
  int natural;
  guint n = measure_children (widget, &minimum, &natural);
  guint columns = count_columns (n, minimum, width);
  int child_width = (width + SPACING) / (int) columns - SPACING;
  int child_height = measure_row (widget, child_width);
  guint i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int x;

      if (!gtk_widget_should_layout (child))
        continue;
      x = (int) (i % columns) * (child_width + SPACING);
      gtk_widget_size_allocate (child,
                                &(GtkAllocation){ is_rtl ? width - x - child_width : x,
                                                  (int) (i / columns) * (child_height + SPACING),
                                                  child_width, child_height },
                                -1);
      i++;
    }
}

static GtkSizeRequestMode
foyer_even_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
foyer_even_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_even_box_parent_class)->dispose (object);
}

static void
foyer_even_box_add_child (GtkBuildable *buildable,
                          GtkBuilder *builder,
                          GObject *child,
                          const char *type)
{
  if (GTK_IS_WIDGET (child))
    foyer_even_box_append (FOYER_EVEN_BOX (buildable), GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = foyer_even_box_add_child;
}

static void
foyer_even_box_class_init (FoyerEvenBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_even_box_dispose;
  widget_class->measure = foyer_even_box_measure;
  widget_class->size_allocate = foyer_even_box_size_allocate;
  widget_class->get_request_mode = foyer_even_box_get_request_mode;
}

static void
foyer_even_box_init (FoyerEvenBox *self)
{
}

GtkWidget *
foyer_even_box_new (void)
{
  return g_object_new (FOYER_TYPE_EVEN_BOX, NULL);
}

void
foyer_even_box_append (FoyerEvenBox *self, GtkWidget *child)
{
  g_return_if_fail (FOYER_IS_EVEN_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

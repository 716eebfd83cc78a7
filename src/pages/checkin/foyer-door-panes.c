/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-door-panes.h"

#include "foyer-text-scale.h"

#define WIDE_FROM   720 /* pixels */
#define SIDE_SHARE  0.3
#define SIDE_LEAST  300 /* pixels */
#define SIDE_MOST   520 /* pixels */
#define BELOW_SHARE 0.38

struct _FoyerDoorPanes
{
  GtkWidget parent_instance;
};

static void buildable_init (GtkBuildableIface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerDoorPanes, foyer_door_panes, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static gboolean
is_wide (GtkWidget *widget,
         int        width)
{
  return width >= WIDE_FROM * foyer_text_scale (widget);
}

static GtkSizeRequestMode
foyer_door_panes_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
foyer_door_panes_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  int most = 0;
  int sum = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int least;

      gtk_widget_measure (child, orientation, -1, &least, NULL, NULL, NULL);
      most = MAX (most, least);
      sum += least;
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL || is_wide (widget, for_size))
    *minimum = *natural = most;
  else
    *minimum = *natural = sum;
}

static void
foyer_door_panes_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  GtkWidget *answer = gtk_widget_get_first_child (widget);
  GtkWidget *side = answer != NULL ? gtk_widget_get_next_sibling (answer) : NULL;
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation first = { 0, 0, width, height };
  GtkAllocation second = first;
  int least;

  if (side == NULL)
    return;
  if (is_wide (widget, width))
    {
      gtk_widget_measure (side, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      second.width = MAX (CLAMP ((int) (width * SIDE_SHARE), SIDE_LEAST, SIDE_MOST), least);
      first.width = width - second.width;
      first.x = is_rtl ? second.width : 0;
      second.x = is_rtl ? 0 : first.width;
    }
  else
    {
      gtk_widget_measure (answer, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
      first.height = MAX ((int) (height * (1 - BELOW_SHARE)), least);
      second.height = height - first.height;
      second.y = first.height;
      gtk_widget_measure (side, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
      if (second.height < least)
        {
          second.height = least;
          second.y = first.height = height - least;
        }
    }
  gtk_widget_size_allocate (answer, &first, -1);
  gtk_widget_size_allocate (side, &second, -1);
}

static void
foyer_door_panes_add_child (GtkBuildable *buildable,
                            GtkBuilder   *builder,
                            GObject      *child,
                            const char   *type)
{
  gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
}

static void
buildable_init (GtkBuildableIface *interface)
{
  interface->add_child = foyer_door_panes_add_child;
}

static void
foyer_door_panes_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_door_panes_parent_class)->dispose (object);
}

static void
foyer_door_panes_class_init (FoyerDoorPanesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_door_panes_dispose;
  widget_class->get_request_mode = foyer_door_panes_get_request_mode;
  widget_class->measure = foyer_door_panes_measure;
  widget_class->size_allocate = foyer_door_panes_size_allocate;
}

static void
foyer_door_panes_init (FoyerDoorPanes *self)
{
}

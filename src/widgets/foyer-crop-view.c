/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-crop-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MARGIN 12
#define NEAR   18
#define HANDLE 24
#define LINE   4
#define STEP   0.01 /* of the picture's width, with a key */
#define ZOOM   1.05

struct _FoyerCropView
{
  GtkWidget parent_instance;

  GdkPaintable *picture; /* (owned) (nullable) */
  FoyerCropArea area;
  FoyerCropArea begin; /* when dragging began */
  FoyerCropPart part;  /* that is dragged */
};

G_DEFINE_FINAL_TYPE (FoyerCropView, foyer_crop_view, GTK_TYPE_WIDGET)

/* Where the picture lies in the widget. */
static graphene_rect_t
get_place (FoyerCropView *self, double *scale)
{
  double width = MAX (1, gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN);
  double height = MAX (1, gtk_widget_get_height (GTK_WIDGET (self)) - 2 * MARGIN);

  *scale = MIN (width / self->area.picture_width, height / self->area.picture_height);
  return GRAPHENE_RECT_INIT (MARGIN + (width - self->area.picture_width * *scale) / 2,
                             MARGIN + (height - self->area.picture_height * *scale) / 2,
                             self->area.picture_width * *scale, self->area.picture_height * *scale);
}

static void
show_area (FoyerCropView *self)
{
  g_autofree char *text = NULL;

  /* Translators: which part of a picture is taken: its corner and its size, in percent. */
  text = g_strdup_printf (_ ("%d%% from the left, %d%% from the top, %d%% of the width"),
                          (int) (100 * self->area.x / self->area.picture_width),
                          (int) (100 * self->area.y / self->area.picture_height),
                          (int) (100 * self->area.width / self->area.picture_width));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* An angle within the corner, where there is always picture below it. */
static void
append_handle (GtkSnapshot *snapshot, double x, double y, gboolean is_right, gboolean is_bottom)
{
  const GdkRGBA white = { 1, 1, 1, 1 };

  gtk_snapshot_append_color (
      snapshot, &white,
      &GRAPHENE_RECT_INIT (is_right ? x - HANDLE : x, is_bottom ? y - LINE : y, HANDLE, LINE));
  gtk_snapshot_append_color (
      snapshot, &white,
      &GRAPHENE_RECT_INIT (is_right ? x - LINE : x, is_bottom ? y - HANDLE : y, LINE, HANDLE));
}

static void
append_frame (GtkSnapshot *snapshot, const graphene_rect_t *part)
{
  const GdkRGBA line = { 1, 1, 1, 0.5 };
  double right = part->origin.x + part->size.width;
  double bottom = part->origin.y + part->size.height;

  /* Thirds help to place what matters. */
  for (int i = 0; i <= 3; i++)
    {
      gtk_snapshot_append_color (snapshot, &line,
                                 &GRAPHENE_RECT_INIT (part->origin.x + i * part->size.width / 3,
                                                      part->origin.y, 1, part->size.height));
      gtk_snapshot_append_color (snapshot, &line,
                                 &GRAPHENE_RECT_INIT (part->origin.x,
                                                      part->origin.y + i * part->size.height / 3,
                                                      part->size.width, 1));
    }
  append_handle (snapshot, part->origin.x, part->origin.y, FALSE, FALSE);
  append_handle (snapshot, right, part->origin.y, TRUE, FALSE);
  append_handle (snapshot, part->origin.x, bottom, FALSE, TRUE);
  append_handle (snapshot, right, bottom, TRUE, TRUE);
}

static void
append_shade (GtkSnapshot *snapshot, const graphene_rect_t *all, const graphene_rect_t *part)
{
  const GdkRGBA shade = { 0, 0, 0, 0.6 };
  double top = part->origin.y - all->origin.y;
  double left = part->origin.x - all->origin.x;
  double right = all->size.width - left - part->size.width;
  double bottom = all->size.height - top - part->size.height;

  gtk_snapshot_append_color (
      snapshot, &shade, &GRAPHENE_RECT_INIT (all->origin.x, all->origin.y, all->size.width, top));
  gtk_snapshot_append_color (snapshot, &shade,
                             &GRAPHENE_RECT_INIT (all->origin.x, part->origin.y + part->size.height,
                                                  all->size.width, bottom));
  gtk_snapshot_append_color (
      snapshot, &shade,
      &GRAPHENE_RECT_INIT (all->origin.x, part->origin.y, left, part->size.height));
  gtk_snapshot_append_color (snapshot, &shade,
                             &GRAPHENE_RECT_INIT (part->origin.x + part->size.width, part->origin.y,
                                                  right, part->size.height));
}

static void
foyer_crop_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoyerCropView *self = FOYER_CROP_VIEW (widget);
  graphene_rect_t all, part;
  double scale;

  if (self->picture == NULL)
    return;
  all = get_place (self, &scale);
  part = GRAPHENE_RECT_INIT (all.origin.x + self->area.x * scale,
                             all.origin.y + self->area.y * scale, self->area.width * scale,
                             foyer_crop_area_get_height (&self->area) * scale);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &all.origin);
  gdk_paintable_snapshot (self->picture, GDK_SNAPSHOT (snapshot), all.size.width, all.size.height);
  gtk_snapshot_restore (snapshot);
  append_shade (snapshot, &all, &part);
  append_frame (snapshot, &part);
  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), part.origin.x,
                               part.origin.y, part.size.width, part.size.height);
}

static void
foyer_crop_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 180;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 420;
}

static void
drag_begin_cb (FoyerCropView *self, double x, double y)
{
  graphene_rect_t all;
  double scale;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->picture == NULL)
    return;
  all = get_place (self, &scale);
  self->begin = self->area;
  self->part = foyer_crop_area_find (&self->area, (x - all.origin.x) / scale,
                                     (y - all.origin.y) / scale, NEAR / scale);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, FoyerCropView *self)
{
  graphene_rect_t all;
  double x, y, scale;

  if (self->picture == NULL || self->part == FOYER_CROP_NONE)
    return;
  all = get_place (self, &scale);
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  self->area = self->begin;
  if (self->part == FOYER_CROP_INSIDE)
    foyer_crop_area_move (&self->area, dx / scale, dy / scale);
  else
    foyer_crop_area_pull (&self->area, self->part, (x + dx - all.origin.x) / scale,
                          (y + dy - all.origin.y) / scale);
  show_area (self);
}

static gboolean
scroll_cb (FoyerCropView *self, double dx, double dy)
{
  foyer_crop_view_zoom (self, pow (ZOOM, dy));
  return TRUE;
}

static gboolean
key_pressed_cb (FoyerCropView *self, guint key, guint code, GdkModifierType state)
{
  double step = self->area.picture_width * STEP * (state & GDK_SHIFT_MASK ? 10 : 1);

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      foyer_crop_area_move (&self->area, key == GDK_KEY_Left ? -step : step, 0);
      break;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      foyer_crop_area_move (&self->area, 0, key == GDK_KEY_Up ? -step : step);
      break;
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
    case GDK_KEY_equal:
      foyer_crop_area_scale (&self->area, 1 / ZOOM);
      break;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      foyer_crop_area_scale (&self->area, ZOOM);
      break;
    case GDK_KEY_Home:
      foyer_crop_area_init (&self->area, self->area.picture_width, self->area.picture_height,
                            self->area.ratio);
      break;
    default:
      return FALSE;
    }
  show_area (self);
  return TRUE;
}

static void
foyer_crop_view_dispose (GObject *object)
{
  g_clear_object (&FOYER_CROP_VIEW (object)->picture);
  G_OBJECT_CLASS (foyer_crop_view_parent_class)->dispose (object);
}

static void
foyer_crop_view_class_init (FoyerCropViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_crop_view_dispose;
  widget_class->snapshot = foyer_crop_view_snapshot;
  widget_class->measure = foyer_crop_view_measure;
  gtk_widget_class_set_css_name (widget_class, "cropview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
foyer_crop_view_init (FoyerCropView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  foyer_crop_area_init (&self->area, 16, 9, 16.0 / 9);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Part of the picture to show"), -1);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
foyer_crop_view_new (void)
{
  return g_object_new (FOYER_TYPE_CROP_VIEW, NULL);
}

void
foyer_crop_view_set_picture (FoyerCropView *self, GdkPaintable *picture, double ratio)
{
  g_return_if_fail (FOYER_IS_CROP_VIEW (self));

  g_set_object (&self->picture, picture);
  foyer_crop_area_init (&self->area, MAX (1, gdk_paintable_get_intrinsic_width (picture)),
                        MAX (1, gdk_paintable_get_intrinsic_height (picture)), ratio);
  show_area (self);
}

const FoyerCropArea *
foyer_crop_view_get_area (FoyerCropView *self)
{
  g_return_val_if_fail (FOYER_IS_CROP_VIEW (self), NULL);

  return &self->area;
}

void
foyer_crop_view_zoom (FoyerCropView *self, double factor)
{
  g_return_if_fail (FOYER_IS_CROP_VIEW (self));

  foyer_crop_area_scale (&self->area, factor);
  show_area (self);
}

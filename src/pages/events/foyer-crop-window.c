/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-crop-window.h"

#include "foyer-crop-view.h"
#include "foyer-part.h"

struct _FoyerCropWindow
{
  AdwWindow parent_instance;

  FoyerCropView *view;
  GTask *task; /* (owned) (nullable) until it is answered */
};

G_DEFINE_FINAL_TYPE (FoyerCropWindow, foyer_crop_window, ADW_TYPE_WINDOW)

static void
answer (FoyerCropWindow *self, gboolean is_taken)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task != NULL)
    g_task_return_boolean (task, is_taken);
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerCropWindow *self = FOYER_CROP_WINDOW (widget);
  const FoyerCropArea *from = foyer_crop_view_get_area (self->view);
  FoyerImageArea *area = self->task != NULL ? g_task_get_task_data (self->task) : NULL;

  if (area != NULL)
    {
      area->x = CLAMP ((int) (from->x + 0.5), 0, (int) from->picture_width - 1);
      area->y = CLAMP ((int) (from->y + 0.5), 0, (int) from->picture_height - 1);
      area->width = CLAMP ((int) (from->width + 0.5), 1, (int) from->picture_width - area->x);
      area->height = CLAMP ((int) (foyer_crop_area_get_height (from) + 0.5), 1,
                            (int) from->picture_height - area->y);
    }
  answer (self, TRUE);
  gtk_window_close (GTK_WINDOW (self));
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_crop_view_zoom (FOYER_CROP_WINDOW (widget)->view,
                        g_str_equal (name, "crop.closer") ? 1 / 1.1 : 1.1);
}

static gboolean
foyer_crop_window_close_request (GtkWindow *window)
{
  answer (FOYER_CROP_WINDOW (window), FALSE);
  return GTK_WINDOW_CLASS (foyer_crop_window_parent_class)->close_request (window);
}

static void
foyer_crop_window_dispose (GObject *object)
{
  answer (FOYER_CROP_WINDOW (object), FALSE);
  G_OBJECT_CLASS (foyer_crop_window_parent_class)->dispose (object);
}

static void
foyer_crop_window_class_init (FoyerCropWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_crop_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_crop_window_close_request;
  gtk_widget_class_install_action (widget_class, "crop.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "crop.closer", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "crop.farther", NULL, zoom_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  g_type_ensure (FOYER_TYPE_CROP_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-crop-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCropWindow, view);
}

static void
foyer_crop_window_init (FoyerCropWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

static void
cancelled_cb (GCancellable *cancellable, GtkWindow *window)
{
  gtk_window_close (window);
}

void
foyer_crop_async (GtkWidget *parent,
                  GdkPixbuf *pixels,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  FoyerCropWindow *self = g_object_new (FOYER_TYPE_CROP_WINDOW, NULL);
  g_autoptr (GdkTexture) texture = gdk_texture_new_for_pixbuf (pixels);
  GtkRoot *root = gtk_widget_get_root (parent);

  self->task = g_task_new (parent, NULL, callback, data);
  g_task_set_source_tag (self->task, foyer_crop_async);
  g_task_set_task_data (self->task, g_new0 (FoyerImageArea, 1), g_free);
  foyer_crop_view_set_picture (self->view, GDK_PAINTABLE (texture), 16.0 / 9);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self, 0);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

gboolean
foyer_crop_finish (GAsyncResult *result, FoyerImageArea *area)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, foyer_crop_async), FALSE);

  *area = *(FoyerImageArea *) g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

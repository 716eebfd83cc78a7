/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-image-job.h"

#include <glib/gi18n-lib.h>

static GdkPixbuf *
load_texture (GdkTexture *texture, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if ((gint64) gdk_texture_get_width (texture) * gdk_texture_get_height (texture) > 40000000)
    {
      g_set_error_literal (error, FOYER_IMAGE_FILE_ERROR, FOYER_IMAGE_FILE_ERROR_TOO_LARGE,
                           _ ("The picture is too large. Make it smaller and paste it again."));
      return NULL;
    }
  bytes = gdk_texture_save_to_png_bytes (texture);
  return foyer_image_file_load_bytes (bytes, _ ("Picture"), cancellable, error);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixels = G_IS_FILE (source) ? foyer_image_file_load (source, cancellable, &error)
                                         : load_texture (source, cancellable, &error);

  if (pixels != NULL)
    g_task_return_pointer (task, pixels, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
foyer_image_load_async (GObject *source,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, data);

  g_return_if_fail (G_IS_FILE (source) || GDK_IS_TEXTURE (source));

  g_task_set_source_tag (task, foyer_image_load_async);
  g_task_run_in_thread (task, load_thread);
}

GdkPixbuf *
foyer_image_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, foyer_image_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  FoyerImageArea area;
  gboolean has_area;
  FoyerImageTarget target;
} EncodeJob;

static void
encode_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const EncodeJob *job = data;
  g_autoptr (GError) error = NULL;
  FoyerImage *image =
      foyer_image_file_encode (source, job->has_area ? &job->area : NULL, &job->target, &error);

  if (image != NULL)
    g_task_return_pointer (task, image, foyer_row_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
foyer_image_encode_async (GdkPixbuf *pixels,
                          const FoyerImageArea *area,
                          const FoyerImageTarget *target,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_autoptr (GTask) task = g_task_new (pixels, cancellable, callback, data);
  EncodeJob *job = g_new0 (EncodeJob, 1);

  job->has_area = area != NULL;
  if (area != NULL)
    job->area = *area;
  job->target = *target;
  g_task_set_source_tag (task, foyer_image_encode_async);
  g_task_set_task_data (task, job, g_free);
  g_task_run_in_thread (task, encode_thread);
}

FoyerImage *
foyer_image_encode_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, foyer_image_encode_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

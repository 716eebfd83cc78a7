/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-stored-picture.h"

#include "foyer-image-file.h"
#include "foyer-row-store.h"

struct _FoyerStoredPicture
{
  GObject parent_instance;

  FoyerReplica *replica; /* (owned) (nullable) */
  FoyerUuid id;
  GBytes *data; /* (owned) (nullable) of a picture that is not stored */
  int width;
  int height;
  int max_side;
  GdkTexture *texture; /* (owned) (nullable) */
  gboolean is_asked;
};

static void paintable_iface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerStoredPicture,
                               foyer_stored_picture,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_iface_init))

/* What another thread needs. */
typedef struct
{
  FoyerUuid id;
  GBytes *data; /* (owned) (nullable) */
  int max_side;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->data, g_bytes_unref);
  g_free (job);
}

static GdkTexture *
unpack (const Job *job, GBytes *data, GError **error)
{
  g_autoptr (GdkPixbuf) pixels = foyer_image_file_load_bytes (data, "", NULL, error);
  g_autoptr (GdkPixbuf) small = NULL;
  double scale;

  if (pixels == NULL)
    return NULL;
  scale =
      (double) job->max_side / MAX (gdk_pixbuf_get_width (pixels), gdk_pixbuf_get_height (pixels));
  if (scale < 1)
    small = gdk_pixbuf_scale_simple (pixels, MAX (1, (int) (gdk_pixbuf_get_width (pixels) * scale)),
                                     MAX (1, (int) (gdk_pixbuf_get_height (pixels) * scale)),
                                     GDK_INTERP_BILINEAR);
  return gdk_texture_new_for_pixbuf (small != NULL ? small : pixels);
}

static gpointer
load_stored (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (FoyerImage) image = foyer_row_store_find (db, &FOYER_IMAGE_TYPE, &job->id, error);

  return image != NULL ? unpack (job, image->data, error) : NULL;
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (GError) error = NULL;
  GdkTexture *texture = unpack (job, job->data, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
take_texture (FoyerStoredPicture *self, GdkTexture *texture, const GError *error)
{
  if (texture == NULL)
    {
      g_debug ("A picture cannot be shown: %s", error->message);
      return;
    }
  self->texture = texture;
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

static void
stored_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerStoredPicture) self = data;
  g_autoptr (GError) error = NULL;

  take_texture (self, foyer_replica_run_finish (FOYER_REPLICA (source), result, &error), error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  take_texture (FOYER_STORED_PICTURE (source), g_task_propagate_pointer (G_TASK (result), &error),
                error);
}

static void
load (FoyerStoredPicture *self)
{
  Job *job;

  if (self->is_asked)
    return;
  self->is_asked = TRUE;
  job = g_new0 (Job, 1);
  job->id = self->id;
  job->max_side = self->max_side;
  if (self->data != NULL)
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, loaded_cb, NULL);

      job->data = g_bytes_ref (self->data);
      g_task_set_source_tag (task, load);
      g_task_set_task_data (task, job, job_free);
      g_task_run_in_thread (task, load_thread);
    }
  else
    foyer_replica_run_async (self->replica, FOYER_PRIORITY_LONG, load_stored, job, job_free,
                             g_object_unref, NULL, stored_loaded_cb, g_object_ref (self));
}

static int
get_width (GdkPaintable *paintable)
{
  return FOYER_STORED_PICTURE (paintable)->width;
}

static int
get_height (GdkPaintable *paintable)
{
  return FOYER_STORED_PICTURE (paintable)->height;
}

static void
snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  FoyerStoredPicture *self = FOYER_STORED_PICTURE (paintable);
  const GdkRGBA grey = { 0.5, 0.5, 0.5, 0.15 };

  if (self->texture != NULL)
    gdk_paintable_snapshot (GDK_PAINTABLE (self->texture), snapshot, width, height);
  else
    gtk_snapshot_append_color (snapshot, &grey, &GRAPHENE_RECT_INIT (0, 0, width, height));
  load (self);
}

static GdkPaintableFlags
get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_SIZE;
}

static void
paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->get_intrinsic_width = get_width;
  iface->get_intrinsic_height = get_height;
  iface->get_flags = get_flags;
  iface->snapshot = snapshot;
}

static void
foyer_stored_picture_finalize (GObject *object)
{
  FoyerStoredPicture *self = FOYER_STORED_PICTURE (object);

  g_clear_object (&self->replica);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->data, g_bytes_unref);
  G_OBJECT_CLASS (foyer_stored_picture_parent_class)->finalize (object);
}

static void
foyer_stored_picture_class_init (FoyerStoredPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_stored_picture_finalize;
}

static void
foyer_stored_picture_init (FoyerStoredPicture *self)
{
}

FoyerStoredPicture *
foyer_stored_picture_new (FoyerReplica *replica,
                          const FoyerUuid *id,
                          int width,
                          int height,
                          int max_side)
{
  FoyerStoredPicture *self = g_object_new (FOYER_TYPE_STORED_PICTURE, NULL);

  self->replica = g_object_ref (replica);
  self->id = *id;
  self->width = width;
  self->height = height;
  self->max_side = max_side;
  return self;
}

FoyerStoredPicture *
foyer_stored_picture_new_for_image (const FoyerImage *image, int max_side)
{
  FoyerStoredPicture *self = g_object_new (FOYER_TYPE_STORED_PICTURE, NULL);

  self->id = image->row.id;
  self->data = g_bytes_ref (image->data);
  self->width = image->width;
  self->height = image->height;
  self->max_side = max_side;
  return self;
}

gboolean
foyer_stored_picture_is_loaded (FoyerStoredPicture *self)
{
  g_return_val_if_fail (FOYER_IS_STORED_PICTURE (self), FALSE);

  return self->texture != NULL;
}

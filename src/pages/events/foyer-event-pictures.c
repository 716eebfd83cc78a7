/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-pictures.h"

#include "foyer-image-store.h"
#include "foyer-stored-picture.h"

#include <string.h>

struct _FoyerEventPictures
{
  GObject parent_instance;

  FoyerReplica *replica; /* (owned) (nullable) */
  FoyerUuid event_id;
  GPtrArray *brought; /* (owned) (element-type FoyerImage) not stored, or stored since */
  GHashTable *shown;  /* (owned) of FoyerUuid to FoyerStoredPicture */
  int max_side;
};

G_DEFINE_FINAL_TYPE (FoyerEventPictures, foyer_event_pictures, G_TYPE_OBJECT)

static const FoyerImage *
find_brought (FoyerEventPictures *self, const FoyerUuid *id)
{
  for (guint i = 0; i < self->brought->len; i++)
    if (foyer_uuid_equal (&((FoyerRow *) self->brought->pdata[i])->id, id))
      return self->brought->pdata[i];
  return NULL;
}

static gboolean
find_stored (FoyerEventPictures *self, const FoyerUuid *id, gint64 *width, gint64 *height)
{
  return self->replica != NULL &&
         foyer_image_store_find_size (foyer_replica_get_reader (self->replica), id, width, height,
                                      NULL);
}

static void
foyer_event_pictures_finalize (GObject *object)
{
  FoyerEventPictures *self = FOYER_EVENT_PICTURES (object);

  g_clear_object (&self->replica);
  g_ptr_array_unref (self->brought);
  g_hash_table_unref (self->shown);
  G_OBJECT_CLASS (foyer_event_pictures_parent_class)->finalize (object);
}

static void
foyer_event_pictures_class_init (FoyerEventPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_event_pictures_finalize;
}

static void
foyer_event_pictures_init (FoyerEventPictures *self)
{
  self->brought = g_ptr_array_new_with_free_func (foyer_row_free);
  self->shown = g_hash_table_new_full (foyer_uuid_hash, foyer_uuid_equal, g_free, g_object_unref);
}

FoyerEventPictures *
foyer_event_pictures_new (int max_side)
{
  FoyerEventPictures *self = g_object_new (FOYER_TYPE_EVENT_PICTURES, NULL);

  self->max_side = max_side;
  return self;
}

void
foyer_event_pictures_load (FoyerEventPictures *self,
                           FoyerReplica *replica,
                           const FoyerEventDraft *draft)
{
  g_return_if_fail (FOYER_IS_EVENT_PICTURES (self));

  g_set_object (&self->replica, replica);
  if (draft == NULL)
    return;
  self->event_id = draft->event->row.id;
  for (guint i = 0; i < draft->images->len; i++)
    {
      const FoyerImage *image = draft->images->pdata[i];

      if (find_brought (self, &image->row.id) == NULL)
        g_ptr_array_add (self->brought, foyer_image_copy (image));
    }
}

void
foyer_event_pictures_add (FoyerEventPictures *self, FoyerImage *image, FoyerUuid *id)
{
  g_return_if_fail (FOYER_IS_EVENT_PICTURES (self));

  for (guint i = 0; i < self->brought->len; i++)
    {
      const FoyerImage *other = self->brought->pdata[i];

      if (g_bytes_equal (other->data, image->data))
        {
          *id = other->row.id;
          foyer_image_free (image);
          return;
        }
    }
  if (self->replica != NULL &&
      foyer_image_store_find_same (foyer_replica_get_reader (self->replica), &self->event_id,
                                   image->data, id, NULL))
    {
      foyer_image_free (image);
      return;
    }
  image->event_id = self->event_id;
  *id = image->row.id;
  g_ptr_array_add (self->brought, image);
}

void
foyer_event_pictures_apply (FoyerEventPictures *self, FoyerEventDraft *draft, const FoyerUuid *id)
{
  const FoyerImage *image;
  gint64 width, height;

  g_return_if_fail (FOYER_IS_EVENT_PICTURES (self));

  image = find_brought (self, id);
  if (image != NULL && foyer_event_draft_find_image (draft, id) == NULL &&
      !find_stored (self, id, &width, &height))
    g_ptr_array_add (draft->images, foyer_image_copy (image));
}

void
foyer_event_pictures_apply_html (FoyerEventPictures *self, FoyerEventDraft *draft, const char *html)
{
  g_return_if_fail (FOYER_IS_EVENT_PICTURES (self));

  for (guint i = 0; html != NULL && i < self->brought->len; i++)
    {
      const FoyerRow *row = self->brought->pdata[i];
      char id[FOYER_UUID_STRING_SIZE];

      foyer_uuid_format (&row->id, id);
      if (strstr (html, id) != NULL)
        foyer_event_pictures_apply (self, draft, &row->id);
    }
}

GdkPaintable *
foyer_event_pictures_show (FoyerEventPictures *self, const FoyerUuid *id)
{
  FoyerStoredPicture *picture;
  const FoyerImage *image;
  gint64 width, height;

  g_return_val_if_fail (FOYER_IS_EVENT_PICTURES (self), NULL);

  picture = g_hash_table_lookup (self->shown, id);
  if (picture != NULL)
    return GDK_PAINTABLE (g_object_ref (picture));
  image = find_brought (self, id);
  if (image != NULL)
    picture = foyer_stored_picture_new_for_image (image, self->max_side);
  else if (find_stored (self, id, &width, &height))
    picture = foyer_stored_picture_new (self->replica, id, width, height, self->max_side);
  else
    return NULL;
  g_hash_table_insert (self->shown, g_memdup2 (id, sizeof *id), g_object_ref (picture));
  return GDK_PAINTABLE (picture);
}

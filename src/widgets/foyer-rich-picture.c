/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-rich-picture.h"

#define MAX_WIDTH    400
#define MAX_HEIGHT   300
#define EMPTY_WIDTH  160
#define EMPTY_HEIGHT 90

struct _FoyerRichPicture
{
  GObject parent_instance;

  char *id;              /* (owned) */
  char *alt;             /* (owned) (nullable) */
  GdkPaintable *content; /* (owned) (nullable) */
};

static void paintable_iface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerRichPicture,
                               foyer_rich_picture,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_iface_init))

static double
get_scale (FoyerRichPicture *self)
{
  int width = self->content != NULL ? gdk_paintable_get_intrinsic_width (self->content) : 0;
  int height = self->content != NULL ? gdk_paintable_get_intrinsic_height (self->content) : 0;

  if (width <= 0 || height <= 0)
    return 0;
  return MIN (1, MIN ((double) MAX_WIDTH / width, (double) MAX_HEIGHT / height));
}

static int
get_width (GdkPaintable *paintable)
{
  FoyerRichPicture *self = FOYER_RICH_PICTURE (paintable);
  double scale = get_scale (self);

  return scale > 0 ? MAX (1, gdk_paintable_get_intrinsic_width (self->content) * scale)
                   : EMPTY_WIDTH;
}

static int
get_height (GdkPaintable *paintable)
{
  FoyerRichPicture *self = FOYER_RICH_PICTURE (paintable);
  double scale = get_scale (self);

  return scale > 0 ? MAX (1, gdk_paintable_get_intrinsic_height (self->content) * scale)
                   : EMPTY_HEIGHT;
}

static void
snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  FoyerRichPicture *self = FOYER_RICH_PICTURE (paintable);
  const GdkRGBA grey = { 0.5, 0.5, 0.5, 0.25 };

  if (get_scale (self) > 0)
    gdk_paintable_snapshot (self->content, snapshot, width, height);
  else
    gtk_snapshot_append_color (snapshot, &grey, &GRAPHENE_RECT_INIT (0, 0, width, height));
}

static void
paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->get_intrinsic_width = get_width;
  iface->get_intrinsic_height = get_height;
  iface->snapshot = snapshot;
}

static void
foyer_rich_picture_finalize (GObject *object)
{
  FoyerRichPicture *self = FOYER_RICH_PICTURE (object);

  g_free (self->id);
  g_free (self->alt);
  g_clear_object (&self->content);
  G_OBJECT_CLASS (foyer_rich_picture_parent_class)->finalize (object);
}

static void
foyer_rich_picture_class_init (FoyerRichPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_rich_picture_finalize;
}

static void
foyer_rich_picture_init (FoyerRichPicture *self)
{
}

FoyerRichPicture *
foyer_rich_picture_new (const char *id, const char *alt, GdkPaintable *content)
{
  FoyerRichPicture *self = g_object_new (FOYER_TYPE_RICH_PICTURE, NULL);

  self->id = g_strdup (id);
  self->alt = g_strdup (alt);
  if (content != NULL)
    {
      self->content = g_object_ref (content);
      g_signal_connect_object (content, "invalidate-contents",
                               G_CALLBACK (gdk_paintable_invalidate_contents), self,
                               G_CONNECT_SWAPPED);
    }
  return self;
}

const char *
foyer_rich_picture_get_id (FoyerRichPicture *self)
{
  g_return_val_if_fail (FOYER_IS_RICH_PICTURE (self), NULL);

  return self->id;
}

const char *
foyer_rich_picture_get_alt (FoyerRichPicture *self)
{
  g_return_val_if_fail (FOYER_IS_RICH_PICTURE (self), NULL);

  return self->alt;
}

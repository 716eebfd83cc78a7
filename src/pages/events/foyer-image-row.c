/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-image-row.h"

#include "foyer-crop-window.h"
#include "foyer-event-pictures.h"
#include "foyer-file-choice.h"
#include "foyer-image-job.h"

#include <glib/gi18n-lib.h>

#define MAX_SIDE 1200

struct _FoyerImageRow
{
  AdwPreferencesRow parent_instance;

  GtkPicture *picture;
  GtkWidget *placeholder;
  GtkLabel *hint;
  GtkLabel *problem;
  GtkWidget *busy;
  GtkProgressBar *progress;
  GtkWidget *choose_button;
  GtkWidget *adjust_button;

  FoyerEventPictures *pictures; /* (owned) */
  GCancellable *cancellable;    /* (owned) (nullable) of the picture on its way */
  GObject *source;              /* (owned) (nullable) the file that is shown, to be cropped again */
  GObject *coming;              /* (owned) (nullable) the one on its way */
  FoyerUuid id;
  FoyerUuid before; /* the one that was replaced or taken away */
  gboolean has_before;
  gboolean is_cover;
  guint pulse;
};

G_DEFINE_FINAL_TYPE (FoyerImageRow, foyer_image_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  PROP_0,
  PROP_IS_COVER,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
show_problem (FoyerImageRow *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choose_button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  problem != NULL ? problem : "", -1);
}

static gboolean
pulse_cb (gpointer data)
{
  gtk_progress_bar_pulse (FOYER_IMAGE_ROW (data)->progress);
  return G_SOURCE_CONTINUE;
}

static void
set_busy (FoyerImageRow *self, gboolean is_busy)
{
  gtk_widget_set_visible (self->busy, is_busy);
  g_clear_handle_id (&self->pulse, g_source_remove);
  if (is_busy)
    self->pulse = g_timeout_add (80, pulse_cb, self);
}

static void
show_picture (FoyerImageRow *self)
{
  gboolean has_picture = !foyer_uuid_is_nil (&self->id);
  g_autoptr (GdkPaintable) paintable =
      has_picture ? foyer_event_pictures_show (self->pictures, &self->id) : NULL;

  gtk_picture_set_paintable (self->picture, paintable);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), has_picture);
  gtk_widget_set_visible (self->placeholder, !has_picture);
  gtk_widget_set_visible (self->adjust_button,
                          has_picture && self->is_cover && self->source != NULL);
  gtk_button_set_label (GTK_BUTTON (self->choose_button),
                        has_picture ? _ ("_Replace…") : _ ("_Choose…"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "image.remove", has_picture);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "image.undo", self->has_before);
}

static void
set_id (FoyerImageRow *self, const FoyerUuid *id)
{
  if (foyer_uuid_equal (&self->id, id))
    return;
  self->before = self->id;
  self->has_before = TRUE;
  self->id = *id;
  show_picture (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Another picture came since, or the page went. */
static gboolean
is_stale (FoyerImageRow *self, GCancellable *cancellable)
{
  return self->cancellable != cancellable || g_cancellable_is_cancelled (cancellable) ||
         gtk_widget_get_root (GTK_WIDGET (self)) == NULL;
}

static void
end_coming (FoyerImageRow *self, const GError *error)
{
  set_busy (self, FALSE);
  g_clear_object (&self->cancellable);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_problem (self, error->message);
  if (error != NULL)
    g_clear_object (&self->coming);
}

typedef struct
{
  FoyerImageRow *row;        /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GdkPixbuf *pixels;         /* (owned) (nullable) */
} Coming;

static void
coming_free (Coming *coming)
{
  g_object_unref (coming->row);
  g_object_unref (coming->cancellable);
  g_clear_object (&coming->pixels);
  g_free (coming);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Coming, coming_free)

static void
encoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Coming) coming = data;
  FoyerImageRow *self = coming->row;
  g_autoptr (GError) error = NULL;
  FoyerImage *image = foyer_image_encode_finish (result, &error);
  FoyerUuid id;

  if (is_stale (self, coming->cancellable))
    {
      foyer_image_free (image);
      return;
    }
  end_coming (self, error);
  if (image == NULL)
    return;
  g_clear_object (&self->source);
  if (G_IS_FILE (self->coming))
    self->source = g_object_ref (self->coming);
  g_clear_object (&self->coming);
  foyer_event_pictures_add (self->pictures, image, &id);
  set_id (self, &id);
  show_picture (self);
}

static void
cropped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Coming) coming = data;
  FoyerImageRow *self = coming->row;
  FoyerImageArea area;
  gboolean is_taken = foyer_crop_finish (result, &area);
  GdkPixbuf *pixels = coming->pixels;
  GCancellable *cancellable = coming->cancellable;

  if (is_stale (self, cancellable))
    return;
  if (!is_taken)
    {
      end_coming (self, NULL);
      g_clear_object (&self->coming);
      return;
    }
  set_busy (self, TRUE);
  foyer_image_encode_async (pixels, &area, &FOYER_IMAGE_COVER, cancellable, encoded_cb,
                            g_steal_pointer (&coming));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Coming) coming = data;
  FoyerImageRow *self = coming->row;
  GCancellable *cancellable = coming->cancellable;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixels = foyer_image_load_finish (result, &error);

  if (is_stale (self, cancellable))
    return;
  if (pixels == NULL)
    {
      end_coming (self, error);
      return;
    }
  if (!self->is_cover)
    {
      foyer_image_encode_async (pixels, NULL, &FOYER_IMAGE_LOGO, cancellable, encoded_cb,
                                g_steal_pointer (&coming));
      return;
    }
  set_busy (self, FALSE);
  coming->pixels = g_object_ref (pixels);
  foyer_crop_async (GTK_WIDGET (self), pixels, cancellable, cropped_cb, g_steal_pointer (&coming));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerImageRow) self = data;
  g_autoptr (GFile) file = foyer_choose_file_finish (result, NULL);

  if (file != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    foyer_image_row_offer (self, G_OBJECT (file));
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const suffixes[] = { "jpg", "jpeg", "png", "webp", NULL };
  FoyerImageRow *self = FOYER_IMAGE_ROW (widget);
  const FoyerFileFilter filters[] = { { _ ("Pictures"), suffixes }, { NULL } };
  const FoyerFileChoice choice = { .title = _ ("Choose a Picture"), .filters = filters };

  foyer_choose_file_async (widget, &choice, NULL, file_chosen_cb, g_object_ref (self));
}

static void
adjust_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerImageRow *self = FOYER_IMAGE_ROW (widget);
  g_autoptr (GObject) source = self->source != NULL ? g_object_ref (self->source) : NULL;

  if (source != NULL)
    foyer_image_row_offer (self, source);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerImageRow *self = FOYER_IMAGE_ROW (widget);
  const FoyerUuid none = { 0 };

  g_clear_object (&self->source);
  show_problem (self, NULL);
  set_id (self, &none);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerImageRow *self = FOYER_IMAGE_ROW (widget);
  FoyerUuid before = self->before;

  g_clear_object (&self->source);
  show_problem (self, NULL);
  set_id (self, &before);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerImageRow *self = FOYER_IMAGE_ROW (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  end_coming (self, NULL);
  g_clear_object (&self->coming);
}

static gboolean
drop_cb (FoyerImageRow *self, const GValue *value)
{
  GSList *files;

  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    foyer_image_row_offer (self, g_value_get_object (value));
  else if ((files = g_value_get_boxed (value)) != NULL)
    foyer_image_row_offer (self, files->data);
  return TRUE;
}

static void
foyer_image_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id != PROP_IS_COVER)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else
    g_value_set_boolean (value, FOYER_IMAGE_ROW (object)->is_cover);
}

static void
show_kind (FoyerImageRow *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), -1, self->is_cover ? 240 : 96);
  gtk_picture_set_content_fit (self->picture,
                               self->is_cover ? GTK_CONTENT_FIT_COVER : GTK_CONTENT_FIT_SCALE_DOWN);
  gtk_label_set_label (self->hint, self->is_cover
                                       ? _ ("Drop a picture here. JPEG or PNG, best 1920 × 1080.")
                                       : _ ("Drop a logo here. PNG keeps what is transparent."));
  gtk_picture_set_alternative_text (self->picture,
                                    self->is_cover ? _ ("Cover picture") : _ ("Logo"));
}

static void
foyer_image_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerImageRow *self = FOYER_IMAGE_ROW (object);

  if (id != PROP_IS_COVER)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  self->is_cover = g_value_get_boolean (value);
  show_kind (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
foyer_image_row_dispose (GObject *object)
{
  FoyerImageRow *self = FOYER_IMAGE_ROW (object);

  g_clear_handle_id (&self->pulse, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->source);
  g_clear_object (&self->coming);
  G_OBJECT_CLASS (foyer_image_row_parent_class)->dispose (object);
}

static void
foyer_image_row_finalize (GObject *object)
{
  g_clear_object (&FOYER_IMAGE_ROW (object)->pictures);
  G_OBJECT_CLASS (foyer_image_row_parent_class)->finalize (object);
}

static void
foyer_image_row_class_init (FoyerImageRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_image_row_get_property;
  object_class->set_property = foyer_image_row_set_property;
  object_class->dispose = foyer_image_row_dispose;
  object_class->finalize = foyer_image_row_finalize;

  properties[PROP_IS_COVER] =
      g_param_spec_boolean ("is-cover", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_IMAGE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "image.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "image.adjust", NULL, adjust_action);
  gtk_widget_class_install_action (widget_class, "image.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "image.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "image.cancel", NULL, cancel_action);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-image-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerImageRow, picture);
  gtk_widget_class_bind_template_child (widget_class, FoyerImageRow, placeholder);
  gtk_widget_class_bind_template_child (widget_class, FoyerImageRow, hint);
  gtk_widget_class_bind_template_child (widget_class, FoyerImageRow, problem);
  gtk_widget_class_bind_template_child (widget_class, FoyerImageRow, busy);
  gtk_widget_class_bind_template_child (widget_class, FoyerImageRow, progress);
  gtk_widget_class_bind_template_child (widget_class, FoyerImageRow, choose_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerImageRow, adjust_button);
}

static void
foyer_image_row_init (FoyerImageRow *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  self->pictures = foyer_event_pictures_new (MAX_SIDE);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  show_kind (self);
  show_picture (self);
}

void
foyer_image_row_load (FoyerImageRow *self,
                      FoyerReplica *replica,
                      const FoyerEventDraft *draft,
                      const FoyerUuid *id)
{
  g_return_if_fail (FOYER_IS_IMAGE_ROW (self));

  foyer_event_pictures_load (self->pictures, replica, draft);
  if (!foyer_uuid_equal (&self->id, id))
    {
      g_clear_object (&self->source);
      self->id = *id;
    }
  self->has_before = FALSE;
  show_problem (self, NULL);
  show_picture (self);
}

void
foyer_image_row_apply (FoyerImageRow *self, FoyerEventDraft *draft, FoyerUuid *id)
{
  g_return_if_fail (FOYER_IS_IMAGE_ROW (self));

  *id = self->id;
  if (!foyer_uuid_is_nil (id))
    foyer_event_pictures_apply (self->pictures, draft, id);
}

const FoyerUuid *
foyer_image_row_get_id (FoyerImageRow *self)
{
  g_return_val_if_fail (FOYER_IS_IMAGE_ROW (self), NULL);

  return &self->id;
}

void
foyer_image_row_offer (FoyerImageRow *self, GObject *source)
{
  Coming *coming;

  g_return_if_fail (FOYER_IS_IMAGE_ROW (self));
  g_return_if_fail (G_IS_FILE (source) || GDK_IS_TEXTURE (source));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->coming, source);
  show_problem (self, NULL);
  set_busy (self, TRUE);
  coming = g_new0 (Coming, 1);
  coming->row = g_object_ref (self);
  coming->cancellable = g_object_ref (self->cancellable);
  foyer_image_load_async (source, self->cancellable, loaded_cb, coming);
}

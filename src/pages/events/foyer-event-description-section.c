/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-description-section.h"

#include "foyer-event-pictures.h"
#include "foyer-event-section.h"
#include "foyer-html.h"
#include "foyer-image-job.h"
#include "foyer-rich-text.h"

#include <glib/gi18n-lib.h>

#define MAX_SIDE 800

struct _FoyerEventDescriptionSection
{
  AdwPreferencesGroup parent_instance;

  FoyerRichText *text;
  GtkSpinner *spinner;
  GtkLabel *problem;
  GtkLabel *count;

  FoyerEventPictures *pictures; /* (owned) */
  GCancellable *cancellable;    /* (owned) */
  char *html;                   /* (owned) as it stands in the editor */
  glong n_characters;
  guint n_loading;       /* pictures on their way */
  char *picture_problem; /* (owned) (nullable) */
};

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventDescriptionSection,
                               foyer_event_description_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

static gboolean
is_too_long (FoyerEventDescriptionSection *self)
{
  return self->n_characters > FOYER_HTML_CLEAN_MAX;
}

static void
show_state (FoyerEventDescriptionSection *self)
{
  const char *problem = is_too_long (self)
                            ? _ ("The description is too long, formats included. Make it shorter.")
                            : self->picture_problem;
  g_autofree char *count = NULL;

  /* Translators: characters written, and how many there may be: “1,234 of 200,000” */
  count =
      g_strdup_printf (_ ("%'d of %'d characters"), (int) self->n_characters, FOYER_HTML_CLEAN_MAX);
  gtk_label_set_label (self->count, count);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->n_loading > 0);
  gtk_spinner_set_spinning (self->spinner, self->n_loading > 0);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (foyer_rich_text_get_view (self->text)), GTK_ACCESSIBLE_PROPERTY_LABEL,
      _ ("Description"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem != NULL ? problem : "", -1);
}

static void
read_text (FoyerEventDescriptionSection *self)
{
  g_free (self->html);
  self->html = foyer_rich_text_dup_html (self->text);
  self->n_characters = g_utf8_strlen (self->html, -1);
}

static void
changed_cb (FoyerEventDescriptionSection *self)
{
  g_clear_pointer (&self->picture_problem, g_free);
  read_text (self);
  show_state (self);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

/* What is on its way keeps the section alive; out of its window, nobody sees it any more. */
static gboolean
is_gone (FoyerEventDescriptionSection *self)
{
  return g_cancellable_is_cancelled (self->cancellable) ||
         gtk_widget_get_root (GTK_WIDGET (self)) == NULL;
}

static void
end_picture (FoyerEventDescriptionSection *self, const GError *error)
{
  self->n_loading--;
  if (error != NULL)
    {
      g_free (self->picture_problem);
      self->picture_problem = g_strdup (error->message);
    }
  show_state (self);
}

static void
encoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEventDescriptionSection) self = data;
  g_autoptr (GError) error = NULL;
  FoyerImage *image = foyer_image_encode_finish (result, &error);
  char id[FOYER_UUID_STRING_SIZE];
  FoyerUuid uuid;

  if (is_gone (self))
    {
      foyer_image_free (image);
      return;
    }
  end_picture (self, error);
  if (image == NULL)
    return;
  foyer_event_pictures_add (self->pictures, image, &uuid);
  foyer_uuid_format (&uuid, id);
  foyer_rich_text_insert_picture (self->text, id, NULL);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEventDescriptionSection) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixels = foyer_image_load_finish (result, &error);

  if (is_gone (self))
    return;
  if (pixels == NULL)
    end_picture (self, error);
  else
    foyer_image_encode_async (pixels, NULL, &FOYER_IMAGE_INLINE, self->cancellable, encoded_cb,
                              g_object_ref (self));
}

static void
picture_offered_cb (FoyerEventDescriptionSection *self, GObject *source)
{
  self->n_loading++;
  g_clear_pointer (&self->picture_problem, g_free);
  show_state (self);
  foyer_image_load_async (source, self->cancellable, loaded_cb, g_object_ref (self));
}

static GdkPaintable *
show_picture (const char *id, gpointer data)
{
  FoyerEventDescriptionSection *self = data;
  FoyerUuid uuid;

  return foyer_uuid_parse (id, &uuid) ? foyer_event_pictures_show (self->pictures, &uuid) : NULL;
}

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  FoyerEventDescriptionSection *self = FOYER_EVENT_DESCRIPTION_SECTION (section);

  foyer_event_pictures_load (self->pictures, replica, draft);
  g_clear_pointer (&self->picture_problem, g_free);
  /* What a person could take back stays so, when nothing else came. */
  if (self->html == NULL ||
      g_strcmp0 (self->html, draft->event->description != NULL ? draft->event->description : "") !=
          0)
    {
      foyer_rich_text_set_html (self->text, draft->event->description);
      read_text (self);
    }
  show_state (self);
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  FoyerEventDescriptionSection *self = FOYER_EVENT_DESCRIPTION_SECTION (section);

  if (g_strcmp0 (self->html, draft->event->description != NULL ? draft->event->description : "") !=
      0)
    {
      g_free (draft->event->description);
      draft->event->description = *self->html != '\0' ? g_strdup (self->html) : NULL;
    }
  foyer_event_pictures_apply_html (self->pictures, draft, self->html);
}

static gboolean
is_valid (FoyerEventSection *section)
{
  return !is_too_long (FOYER_EVENT_DESCRIPTION_SECTION (section));
}

static void
section_iface_init (FoyerEventSectionInterface *iface)
{
  iface->load = load;
  iface->apply = apply;
  iface->is_valid = is_valid;
}

static gboolean
foyer_event_description_section_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_EVENT_DESCRIPTION_SECTION (widget)->text));
}

static void
foyer_event_description_section_dispose (GObject *object)
{
  FoyerEventDescriptionSection *self = FOYER_EVENT_DESCRIPTION_SECTION (object);

  g_cancellable_cancel (self->cancellable);
  if (self->text != NULL)
    foyer_rich_text_set_picture_func (self->text, NULL, NULL);
  G_OBJECT_CLASS (foyer_event_description_section_parent_class)->dispose (object);
}

static void
foyer_event_description_section_finalize (GObject *object)
{
  FoyerEventDescriptionSection *self = FOYER_EVENT_DESCRIPTION_SECTION (object);

  g_clear_object (&self->pictures);
  g_clear_object (&self->cancellable);
  g_free (self->html);
  g_free (self->picture_problem);
  G_OBJECT_CLASS (foyer_event_description_section_parent_class)->finalize (object);
}

static void
foyer_event_description_section_class_init (FoyerEventDescriptionSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_event_description_section_dispose;
  object_class->finalize = foyer_event_description_section_finalize;
  widget_class->grab_focus = foyer_event_description_section_grab_focus;

  g_type_ensure (FOYER_TYPE_RICH_TEXT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-description-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventDescriptionSection, text);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventDescriptionSection, spinner);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventDescriptionSection, problem);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventDescriptionSection, count);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, picture_offered_cb);
}

static void
foyer_event_description_section_init (FoyerEventDescriptionSection *self)
{
  self->pictures = foyer_event_pictures_new (MAX_SIDE);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_rich_text_set_picture_func (self->text, show_picture, self);
}

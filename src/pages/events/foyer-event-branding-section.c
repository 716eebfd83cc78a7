/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-branding-section.h"

#include "foyer-dot.h"
#include "foyer-event-section.h"
#include "foyer-image-row.h"
#include "foyer-message-row.h"
#include "foyer-swatches.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _FoyerEventBrandingSection
{
  AdwPreferencesGroup parent_instance;

  FoyerSwatches *swatches;
  AdwEntryRow *colour_row;
  FoyerDot *dot;
  FoyerMessageRow *message;
  FoyerImageRow *logo_row;

  gboolean is_loading;
};

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventBrandingSection,
                               foyer_event_branding_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

/* “#1c71d8”, “1C71D8”, “#17d”; NULL in colour for none. */
static gboolean
read_colour (FoyerEventBrandingSection *self, char **colour)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->colour_row))));
  g_autofree char *lower = g_ascii_strdown (text, -1);
  const char *digits = *lower == '#' ? lower + 1 : lower;

  *colour = NULL;
  if (*lower == '\0')
    return TRUE;
  if (strspn (digits, "0123456789abcdef") != strlen (digits))
    return FALSE;
  if (strlen (digits) == 6)
    *colour = g_strconcat ("#", digits, NULL);
  else if (strlen (digits) == 3)
    *colour = g_strdup_printf ("#%c%c%c%c%c%c", digits[0], digits[0], digits[1], digits[1],
                               digits[2], digits[2]);
  return *colour != NULL;
}

static void
show_colour (FoyerEventBrandingSection *self)
{
  g_autofree char *colour = NULL;
  gboolean is_read = read_colour (self, &colour);

  foyer_message_row_set_error (self->message, GTK_WIDGET (self->colour_row),
                               is_read ? NULL
                                       : _ ("A colour is “#” and six digits or letters a to f, "
                                            "such as #1c71d8."));
  foyer_dot_set_colour (self->dot, colour);
  self->is_loading = TRUE;
  foyer_swatches_set_colour (self->swatches, colour);
  self->is_loading = FALSE;
}

static void
swatch_cb (FoyerEventBrandingSection *self)
{
  if (self->is_loading)
    return;
  foyer_event_section_show_text (self->colour_row, foyer_swatches_get_colour (self->swatches));
}

static void
changed_cb (FoyerEventBrandingSection *self)
{
  if (self->is_loading)
    return;
  show_colour (self);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
logo_changed_cb (FoyerEventBrandingSection *self)
{
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  FoyerEventBrandingSection *self = FOYER_EVENT_BRANDING_SECTION (section);

  self->is_loading = TRUE;
  foyer_event_section_show_text (self->colour_row, draft->event->accent_colour);
  self->is_loading = FALSE;
  show_colour (self);
  foyer_image_row_load (self->logo_row, replica, draft, &draft->event->logo_image_id);
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  FoyerEventBrandingSection *self = FOYER_EVENT_BRANDING_SECTION (section);
  g_autofree char *colour = NULL;

  foyer_image_row_apply (self->logo_row, draft, &draft->event->logo_image_id);
  if (!read_colour (self, &colour) ||
      (colour != NULL && draft->event->accent_colour != NULL &&
       g_ascii_strcasecmp (colour, draft->event->accent_colour) == 0))
    return;
  g_free (draft->event->accent_colour);
  draft->event->accent_colour = g_steal_pointer (&colour);
}

static gboolean
is_valid (FoyerEventSection *section)
{
  g_autofree char *colour = NULL;

  return read_colour (FOYER_EVENT_BRANDING_SECTION (section), &colour);
}

static void
section_iface_init (FoyerEventSectionInterface *iface)
{
  iface->load = load;
  iface->apply = apply;
  iface->is_valid = is_valid;
}

static void
foyer_event_branding_section_class_init (FoyerEventBrandingSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FOYER_TYPE_DOT);
  g_type_ensure (FOYER_TYPE_IMAGE_ROW);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  g_type_ensure (FOYER_TYPE_SWATCHES);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-branding-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBrandingSection, swatches);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBrandingSection, colour_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBrandingSection, dot);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBrandingSection, message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBrandingSection, logo_row);
  gtk_widget_class_bind_template_callback (widget_class, swatch_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, logo_changed_cb);
}

static void
foyer_event_branding_section_init (FoyerEventBrandingSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-cover-section.h"

#include "foyer-event-section.h"
#include "foyer-image-row.h"

struct _FoyerEventCoverSection
{
  AdwPreferencesGroup parent_instance;

  FoyerImageRow *row;
};

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventCoverSection,
                               foyer_event_cover_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  foyer_image_row_load (FOYER_EVENT_COVER_SECTION (section)->row, replica, draft,
                        &draft->event->cover_image_id);
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  foyer_image_row_apply (FOYER_EVENT_COVER_SECTION (section)->row, draft,
                         &draft->event->cover_image_id);
}

static gboolean
is_valid (FoyerEventSection *section)
{
  return TRUE;
}

static void
section_iface_init (FoyerEventSectionInterface *iface)
{
  iface->load = load;
  iface->apply = apply;
  iface->is_valid = is_valid;
}

static gboolean
foyer_event_cover_section_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (FOYER_EVENT_COVER_SECTION (widget)->row),
                                 GTK_DIR_TAB_FORWARD);
}

static void
foyer_event_cover_section_class_init (FoyerEventCoverSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = foyer_event_cover_section_grab_focus;
  g_type_ensure (FOYER_TYPE_IMAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-cover-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventCoverSection, row);
  gtk_widget_class_bind_template_callback (widget_class, foyer_event_section_changed);
}

static void
foyer_event_cover_section_init (FoyerEventCoverSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

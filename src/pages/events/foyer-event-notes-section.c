/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-notes-section.h"

#include "foyer-event-section.h"
#include "foyer-message-row.h"
#include "foyer-text-row.h"

#include <glib/gi18n-lib.h>

struct _FoyerEventNotesSection
{
  AdwPreferencesGroup parent_instance;

  FoyerTextRow *notes_row;
  FoyerMessageRow *message;

  gboolean is_loading;
};

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventNotesSection,
                               foyer_event_notes_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

static void
show_message (FoyerEventNotesSection *self)
{
  foyer_message_row_set_error (self->message, GTK_WIDGET (self->notes_row),
                               foyer_text_row_is_too_long (self->notes_row)
                                   ? _ ("Too long: 20,000 letters at most.")
                                   : NULL);
}

static void
changed_cb (FoyerEventNotesSection *self)
{
  if (self->is_loading)
    return;
  show_message (self);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  FoyerEventNotesSection *self = FOYER_EVENT_NOTES_SECTION (section);

  self->is_loading = TRUE;
  foyer_text_row_set_text (self->notes_row, draft->event->internal_notes);
  self->is_loading = FALSE;
  show_message (self);
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  FoyerEventNotesSection *self = FOYER_EVENT_NOTES_SECTION (section);
  g_autofree char *text = foyer_text_row_dup_text (self->notes_row);

  foyer_event_section_take_text (&draft->event->internal_notes, text);
}

static gboolean
is_valid (FoyerEventSection *section)
{
  return !foyer_text_row_is_too_long (FOYER_EVENT_NOTES_SECTION (section)->notes_row);
}

static void
section_iface_init (FoyerEventSectionInterface *iface)
{
  iface->load = load;
  iface->apply = apply;
  iface->is_valid = is_valid;
}

static void
foyer_event_notes_section_class_init (FoyerEventNotesSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  g_type_ensure (FOYER_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-notes-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventNotesSection, notes_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventNotesSection, message);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
foyer_event_notes_section_init (FoyerEventNotesSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-where-section.h"

#include "foyer-event-section.h"
#include "foyer-message-row.h"

#include <glib/gi18n-lib.h>

#define MAX_VENUE 500

struct _FoyerEventWhereSection
{
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *name_row;
  AdwEntryRow *address_row;
  FoyerMessageRow *message;

  gboolean is_loading;
};

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventWhereSection,
                               foyer_event_where_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

/* Empty is NULL: nothing is known of the place. */
static char *
dup_text (AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static gboolean
is_too_long (AdwEntryRow *row)
{
  return g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (row)), -1) > MAX_VENUE;
}

static const char *
find_problem (FoyerEventWhereSection *self)
{
  return is_too_long (self->name_row) || is_too_long (self->address_row)
             ? _ ("Too long: 500 letters at most.")
             : NULL;
}

static void
changed_cb (FoyerEventWhereSection *self)
{
  if (self->is_loading)
    return;
  foyer_message_row_set_error (self->message, NULL, find_problem (self));
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  FoyerEventWhereSection *self = FOYER_EVENT_WHERE_SECTION (section);
  const FoyerEvent *event = draft->event;

  self->is_loading = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row),
                         event->venue_name != NULL ? event->venue_name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->address_row),
                         event->venue_address != NULL ? event->venue_address : "");
  self->is_loading = FALSE;
  foyer_message_row_set_error (self->message, NULL, NULL);
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  FoyerEventWhereSection *self = FOYER_EVENT_WHERE_SECTION (section);

  g_free (draft->event->venue_name);
  draft->event->venue_name = dup_text (self->name_row);
  g_free (draft->event->venue_address);
  draft->event->venue_address = dup_text (self->address_row);
}

static gboolean
is_valid (FoyerEventSection *section)
{
  return find_problem (FOYER_EVENT_WHERE_SECTION (section)) == NULL;
}

static void
section_iface_init (FoyerEventSectionInterface *iface)
{
  iface->load = load;
  iface->apply = apply;
  iface->is_valid = is_valid;
}

static void
foyer_event_where_section_class_init (FoyerEventWhereSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-where-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhereSection, name_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhereSection, address_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhereSection, message);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
foyer_event_where_section_init (FoyerEventWhereSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

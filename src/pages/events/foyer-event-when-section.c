/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-when-section.h"

#include "foyer-date-time-row.h"
#include "foyer-event-section.h"
#include "foyer-event-text.h"
#include "foyer-message-row.h"
#include "foyer-time.h"
#include "foyer-zone-row.h"

#include <glib/gi18n-lib.h>

struct _FoyerEventWhenSection
{
  AdwPreferencesGroup parent_instance;

  FoyerDateTimeRow *start_row;
  FoyerMessageRow *start_message;
  FoyerDateTimeRow *end_row;
  FoyerMessageRow *end_message;
  FoyerZoneRow *zone_row;

  gint64 length; /* moving the beginning moves the end along */
  gboolean is_loading;
};

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventWhenSection,
                               foyer_event_when_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

static const char *
find_problem (FoyerEventWhenSection *self, FoyerDateTimeRow *row)
{
  if (!foyer_date_time_row_is_valid (row))
    return _ ("Not understood. Try “fri 7pm”, “22.11. 19:00” or “tomorrow 18:30”.");
  if (row == self->end_row && foyer_date_time_row_is_valid (self->start_row) &&
      foyer_date_time_row_get_instant (self->end_row) <=
          foyer_date_time_row_get_instant (self->start_row))
    return _ ("The end must be after the beginning.");
  return NULL;
}

static void
show_message (FoyerEventWhenSection *self, FoyerDateTimeRow *row, FoyerMessageRow *message)
{
  const char *problem = find_problem (self, row);

  if (problem != NULL)
    foyer_message_row_set_error (message, GTK_WIDGET (row), problem);
  else
    foyer_message_row_set_hint (message, GTK_WIDGET (row), foyer_date_time_row_get_remark (row));
}

static void
show_messages (FoyerEventWhenSection *self)
{
  show_message (self, self->start_row, self->start_message);
  show_message (self, self->end_row, self->end_message);
  foyer_zone_row_set_instant (self->zone_row, foyer_date_time_row_get_instant (self->start_row));
}

static void
start_edited_cb (FoyerEventWhenSection *self)
{
  if (foyer_date_time_row_is_valid (self->start_row) && self->length > 0)
    foyer_date_time_row_set_instant (
        self->end_row, foyer_date_time_row_get_instant (self->start_row) + self->length);
  show_messages (self);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
end_edited_cb (FoyerEventWhenSection *self)
{
  if (foyer_date_time_row_is_valid (self->end_row))
    self->length = foyer_date_time_row_get_instant (self->end_row) -
                   foyer_date_time_row_get_instant (self->start_row);
  show_messages (self);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
zone_changed_cb (FoyerEventWhenSection *self)
{
  const char *name = foyer_zone_row_get_zone_name (self->zone_row);
  g_autoptr (GTimeZone) zone = name != NULL ? foyer_time_zone_load (name) : NULL;

  if (self->is_loading || zone == NULL)
    return;
  foyer_date_time_row_set_zone (self->start_row, zone);
  foyer_date_time_row_set_zone (self->end_row, zone);
  show_messages (self);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  FoyerEventWhenSection *self = FOYER_EVENT_WHEN_SECTION (section);
  g_autoptr (GTimeZone) zone = foyer_event_text_load_zone (draft->event);

  self->is_loading = TRUE;
  foyer_zone_row_set_zone_name (self->zone_row, draft->event->timezone);
  foyer_date_time_row_set_zone (self->start_row, zone);
  foyer_date_time_row_set_zone (self->end_row, zone);
  foyer_date_time_row_set_instant (self->start_row, draft->event->start_date);
  foyer_date_time_row_set_instant (self->end_row, draft->event->end_date);
  self->length = draft->event->end_date - draft->event->start_date;
  self->is_loading = FALSE;
  show_messages (self);
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  FoyerEventWhenSection *self = FOYER_EVENT_WHEN_SECTION (section);
  const char *name = foyer_zone_row_get_zone_name (self->zone_row);

  draft->event->start_date = foyer_date_time_row_get_instant (self->start_row);
  draft->event->end_date = foyer_date_time_row_get_instant (self->end_row);
  if (name != NULL && g_strcmp0 (name, draft->event->timezone) != 0)
    {
      g_free (draft->event->timezone);
      draft->event->timezone = g_strdup (name);
    }
}

static gboolean
is_valid (FoyerEventSection *section)
{
  FoyerEventWhenSection *self = FOYER_EVENT_WHEN_SECTION (section);

  return find_problem (self, self->start_row) == NULL && find_problem (self, self->end_row) == NULL;
}

static gboolean
focus_field (FoyerEventSection *section, const char *field)
{
  FoyerEventWhenSection *self = FOYER_EVENT_WHEN_SECTION (section);

  if (g_str_equal (field, "start"))
    return gtk_widget_grab_focus (GTK_WIDGET (self->start_row));
  if (g_str_equal (field, "end"))
    return gtk_widget_grab_focus (GTK_WIDGET (self->end_row));
  if (g_str_equal (field, "zone"))
    return gtk_widget_child_focus (GTK_WIDGET (self->zone_row), GTK_DIR_TAB_FORWARD);
  return FALSE;
}

static void
section_iface_init (FoyerEventSectionInterface *iface)
{
  iface->load = load;
  iface->apply = apply;
  iface->is_valid = is_valid;
  iface->focus_field = focus_field;
}

static void
foyer_event_when_section_class_init (FoyerEventWhenSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FOYER_TYPE_DATE_TIME_ROW);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  g_type_ensure (FOYER_TYPE_ZONE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-when-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhenSection, start_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhenSection, start_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhenSection, end_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhenSection, end_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhenSection, zone_row);
  gtk_widget_class_bind_template_callback (widget_class, start_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, end_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, zone_changed_cb);
}

static void
foyer_event_when_section_init (FoyerEventWhenSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_date_time_row_set_format (self->start_row, foyer_event_text_read_wall,
                                  foyer_event_text_write_wall);
  foyer_date_time_row_set_format (self->end_row, foyer_event_text_read_wall,
                                  foyer_event_text_write_wall);
}

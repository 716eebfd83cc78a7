/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-refund-section.h"

#include "foyer-event-section.h"
#include "foyer-event-terms-text.h"
#include "foyer-message-row.h"
#include "foyer-percentage.h"
#include "foyer-quantity.h"

#include <glib/gi18n-lib.h>

#define MAX_DAYS      3650
#define MAX_HOURS     87600
#define HOURS_A_DAY   24
#define DEFAULT_DAYS  7
#define DEFAULT_HOURS 24
#define DEFAULT_PART  5000

struct _FoyerEventRefundSection
{
  AdwPreferencesGroup parent_instance;

  AdwExpanderRow *full_row;
  AdwEntryRow *days_row;
  FoyerMessageRow *days_message;
  AdwExpanderRow *part_row;
  AdwEntryRow *hours_row;
  FoyerMessageRow *hours_message;
  AdwEntryRow *part_percentage_row;
  FoyerMessageRow *part_percentage_message;
  FoyerMessageRow *sentence;

  gboolean is_loading;
};

/* What the fields say; FOYER_NONE where it is switched off. */
typedef struct
{
  gint64 days;
  gint64 hours;
  gint64 percentage;
  const char *days_problem;
  const char *hours_problem;
  const char *percentage_problem;
} Reading;

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventRefundSection,
                               foyer_event_refund_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
read_number (AdwEntryRow *row, gint64 max, gint64 *number)
{
  return foyer_quantity_parse (get_text (row), number) && *number != FOYER_NONE && *number <= max;
}

static void
read_full (FoyerEventRefundSection *self, Reading *reading)
{
  if (!adw_expander_row_get_enable_expansion (self->full_row))
    return;
  if (!read_number (self->days_row, MAX_DAYS, &reading->days))
    reading->days_problem = _ ("A whole number of days, 0 to 3650.");
}

static void
read_part (FoyerEventRefundSection *self, Reading *reading)
{
  if (!adw_expander_row_get_enable_expansion (self->part_row))
    return;
  if (!read_number (self->hours_row, MAX_HOURS, &reading->hours))
    reading->hours_problem = _ ("A whole number of hours, 0 to 87600.");
  else if (reading->days != FOYER_NONE && reading->hours >= reading->days * HOURS_A_DAY)
    reading->hours_problem = _ ("All the money is given back until then: choose fewer hours.");
  if (!foyer_percentage_parse (get_text (self->part_percentage_row), &reading->percentage) ||
      reading->percentage == FOYER_NONE || reading->percentage == 0)
    reading->percentage_problem = _ ("A part of the price, such as 50 %.");
}

static Reading
read_fields (FoyerEventRefundSection *self)
{
  Reading reading = { .days = FOYER_NONE, .hours = FOYER_NONE, .percentage = FOYER_NONE };

  read_full (self, &reading);
  read_part (self, &reading);
  return reading;
}

static gboolean
is_understood (const Reading *reading)
{
  return reading->days_problem == NULL && reading->hours_problem == NULL &&
         reading->percentage_problem == NULL;
}

static void
show_state (FoyerEventRefundSection *self)
{
  Reading reading = read_fields (self);
  g_autofree char *text =
      foyer_event_terms_text_refund (reading.days, reading.hours, reading.percentage);

  foyer_message_row_set_error (self->days_message, GTK_WIDGET (self->days_row),
                               reading.days_problem);
  foyer_message_row_set_error (self->hours_message, GTK_WIDGET (self->hours_row),
                               reading.hours_problem);
  foyer_message_row_set_error (self->part_percentage_message,
                               GTK_WIDGET (self->part_percentage_row), reading.percentage_problem);
  /* As a buyer will read it. */
  foyer_message_row_set_hint (self->sentence, NULL, is_understood (&reading) ? text : NULL);
}

static void
changed_cb (FoyerEventRefundSection *self)
{
  if (self->is_loading)
    return;
  show_state (self);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
switched_cb (FoyerEventRefundSection *self, GParamSpec *pspec, AdwExpanderRow *row)
{
  if (self->is_loading)
    return;
  adw_expander_row_set_expanded (row, adw_expander_row_get_enable_expansion (row));
  changed_cb (self);
}

static void
show_number (AdwEntryRow *row, gint64 number, gint64 otherwise)
{
  g_autofree char *text = foyer_quantity_format (number != FOYER_NONE ? number : otherwise);

  foyer_event_section_show_text (row, text);
}

/* Hours without a percentage, or the other way, promise nothing. */
static gboolean
has_part (const FoyerEvent *event)
{
  return event->refund_part_hours != FOYER_NONE && event->refund_part_percentage != FOYER_NONE;
}

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  FoyerEventRefundSection *self = FOYER_EVENT_REFUND_SECTION (section);
  const FoyerEvent *event = draft->event;
  g_autofree char *part = foyer_percentage_format (
      event->refund_part_percentage != FOYER_NONE ? event->refund_part_percentage : DEFAULT_PART);

  self->is_loading = TRUE;
  adw_expander_row_set_enable_expansion (self->full_row, event->refund_full_days != FOYER_NONE);
  adw_expander_row_set_enable_expansion (self->part_row, has_part (event));
  show_number (self->days_row, event->refund_full_days, DEFAULT_DAYS);
  show_number (self->hours_row, event->refund_part_hours, DEFAULT_HOURS);
  foyer_event_section_show_text (self->part_percentage_row, part);
  self->is_loading = FALSE;
  show_state (self);
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  FoyerEventRefundSection *self = FOYER_EVENT_REFUND_SECTION (section);
  Reading reading = read_fields (self);

  if (reading.days_problem == NULL)
    draft->event->refund_full_days = reading.days;
  if (reading.hours_problem == NULL && (reading.hours != FOYER_NONE || has_part (draft->event)))
    draft->event->refund_part_hours = reading.hours;
  /* A percentage without hours means nothing, and stays as it is stored. */
  if (reading.percentage_problem == NULL && reading.percentage != FOYER_NONE)
    draft->event->refund_part_percentage = reading.percentage;
}

static gboolean
is_valid (FoyerEventSection *section)
{
  Reading reading = read_fields (FOYER_EVENT_REFUND_SECTION (section));

  return is_understood (&reading);
}

static void
section_iface_init (FoyerEventSectionInterface *iface)
{
  iface->load = load;
  iface->apply = apply;
  iface->is_valid = is_valid;
}

static void
foyer_event_refund_section_class_init (FoyerEventRefundSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-refund-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRefundSection, full_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRefundSection, days_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRefundSection, days_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRefundSection, part_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRefundSection, hours_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRefundSection, hours_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRefundSection, part_percentage_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRefundSection,
                                        part_percentage_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventRefundSection, sentence);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
}

static void
foyer_event_refund_section_init (FoyerEventRefundSection *self)
{
  self->is_loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_loading = FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-capacity-section.h"

#include "foyer-event-section.h"
#include "foyer-message-row.h"
#include "foyer-money.h"
#include "foyer-quantity.h"

#include <glib/gi18n-lib.h>

struct _FoyerEventCapacitySection
{
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *capacity_row;
  FoyerMessageRow *capacity_message;
  AdwEntryRow *currency_row;
  FoyerMessageRow *currency_message;

  gboolean is_loading;
};

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventCapacitySection,
                               foyer_event_capacity_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

static char *
dup_currency (FoyerEventCapacitySection *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->currency_row))));

  return g_ascii_strup (text, -1);
}

static gboolean
read_capacity (FoyerEventCapacitySection *self, gint64 *capacity)
{
  return foyer_quantity_parse (gtk_editable_get_text (GTK_EDITABLE (self->capacity_row)), capacity);
}

static const char *
find_currency_problem (FoyerEventCapacitySection *self)
{
  g_autofree char *currency = dup_currency (self);

  return foyer_currency_is_known (currency) ? NULL : _ ("Three letters, such as EUR, USD or JPY.");
}

static void
show_messages (FoyerEventCapacitySection *self)
{
  gint64 capacity;

  foyer_message_row_set_error (
      self->capacity_message, GTK_WIDGET (self->capacity_row),
      read_capacity (self, &capacity) ? NULL : _ ("A whole number of people, such as 250."));
  foyer_message_row_set_error (self->currency_message, GTK_WIDGET (self->currency_row),
                               find_currency_problem (self));
}

static void
changed_cb (FoyerEventCapacitySection *self)
{
  if (self->is_loading)
    return;
  show_messages (self);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  FoyerEventCapacitySection *self = FOYER_EVENT_CAPACITY_SECTION (section);
  g_autofree char *capacity = foyer_quantity_format (draft->event->capacity);

  self->is_loading = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->capacity_row), capacity);
  gtk_editable_set_text (GTK_EDITABLE (self->currency_row),
                         draft->event->currency != NULL ? draft->event->currency : "");
  self->is_loading = FALSE;
  show_messages (self);
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  FoyerEventCapacitySection *self = FOYER_EVENT_CAPACITY_SECTION (section);
  gint64 capacity;

  if (read_capacity (self, &capacity))
    draft->event->capacity = capacity;
  if (find_currency_problem (self) == NULL)
    {
      g_free (draft->event->currency);
      draft->event->currency = dup_currency (self);
    }
}

static gboolean
is_valid (FoyerEventSection *section)
{
  FoyerEventCapacitySection *self = FOYER_EVENT_CAPACITY_SECTION (section);
  gint64 capacity;

  return read_capacity (self, &capacity) && find_currency_problem (self) == NULL;
}

static void
section_iface_init (FoyerEventSectionInterface *iface)
{
  iface->load = load;
  iface->apply = apply;
  iface->is_valid = is_valid;
}

static void
foyer_event_capacity_section_class_init (FoyerEventCapacitySectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-capacity-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventCapacitySection, capacity_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventCapacitySection, capacity_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventCapacitySection, currency_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventCapacitySection, currency_message);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
foyer_event_capacity_section_init (FoyerEventCapacitySection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

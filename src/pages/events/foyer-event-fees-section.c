/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-fees-section.h"

#include "foyer-event-section.h"
#include "foyer-event-terms-text.h"
#include "foyer-message-row.h"
#include "foyer-money.h"
#include "foyer-percentage.h"

#include <glib/gi18n-lib.h>

struct _FoyerEventFeesSection
{
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *percentage_row;
  FoyerMessageRow *percentage_message;
  AdwEntryRow *fixed_row;
  FoyerMessageRow *fixed_message;
  AdwComboRow *bearer_row;
  FoyerMessageRow *sentence;

  char *currency; /* (owned) (nullable) */
  gboolean is_loading;
};

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventFeesSection,
                               foyer_event_fees_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
read_percentage (FoyerEventFeesSection *self, gint64 *percentage)
{
  return foyer_percentage_parse (get_text (self->percentage_row), percentage);
}

static gboolean
read_fixed (FoyerEventFeesSection *self, gint64 *fixed)
{
  g_autofree char *text = g_strstrip (g_strdup (get_text (self->fixed_row)));
  g_autofree char *found = NULL;

  if (*text == '\0')
    {
      *fixed = FOYER_NONE;
      return TRUE;
    }
  return foyer_money_parse (text, self->currency, fixed, &found) && *fixed >= 0 &&
         *fixed <= FOYER_MONEY_MAX &&
         (found == NULL || g_ascii_strcasecmp (found, self->currency) == 0);
}

static void
show_state (FoyerEventFeesSection *self)
{
  gint64 percentage = FOYER_NONE;
  gint64 fixed = FOYER_NONE;
  gboolean has_percentage = read_percentage (self, &percentage);
  gboolean has_fixed = read_fixed (self, &fixed);
  g_autofree char *text = NULL;

  foyer_message_row_set_error (self->percentage_message, GTK_WIDGET (self->percentage_row),
                               has_percentage ? NULL : _ ("A part of the price, such as 3.5 %."));
  foyer_message_row_set_error (self->fixed_message, GTK_WIDGET (self->fixed_row),
                               has_fixed ? NULL
                                         : _ ("An amount in the event’s currency, such as 0.50."));
  if (has_percentage && has_fixed)
    text = foyer_event_terms_text_fee (
        percentage, fixed, adw_combo_row_get_selected (self->bearer_row) == 1, self->currency);
  foyer_message_row_set_hint (self->sentence, NULL, text);
}

static void
changed_cb (FoyerEventFeesSection *self)
{
  if (self->is_loading)
    return;
  show_state (self);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
take_currency (FoyerEventFeesSection *self, const char *currency)
{
  g_free (self->currency);
  self->currency = g_strdup (currency);
}

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  FoyerEventFeesSection *self = FOYER_EVENT_FEES_SECTION (section);
  const FoyerEvent *event = draft->event;
  g_autofree char *percentage = foyer_percentage_format (event->fee_percentage);
  g_autofree char *fixed = event->fee_fixed != FOYER_NONE
                               ? foyer_money_to_plain (event->fee_fixed, event->currency)
                               : g_strdup ("");

  self->is_loading = TRUE;
  take_currency (self, event->currency);
  foyer_event_section_show_text (self->percentage_row, percentage);
  foyer_event_section_show_text (self->fixed_row, fixed);
  adw_combo_row_set_selected (self->bearer_row, event->fee_is_included ? 1 : 0);
  self->is_loading = FALSE;
  show_state (self);
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  FoyerEventFeesSection *self = FOYER_EVENT_FEES_SECTION (section);
  gint64 number;

  if (read_percentage (self, &number))
    draft->event->fee_percentage = number;
  if (read_fixed (self, &number))
    draft->event->fee_fixed = number;
  draft->event->fee_is_included = adw_combo_row_get_selected (self->bearer_row) == 1;
}

static void
adapt (FoyerEventSection *section, const FoyerEventDraft *draft)
{
  FoyerEventFeesSection *self = FOYER_EVENT_FEES_SECTION (section);

  if (g_strcmp0 (self->currency, draft->event->currency) == 0)
    return;
  take_currency (self, draft->event->currency);
  show_state (self);
}

static gboolean
is_valid (FoyerEventSection *section)
{
  FoyerEventFeesSection *self = FOYER_EVENT_FEES_SECTION (section);
  gint64 number;

  return read_percentage (self, &number) && read_fixed (self, &number);
}

static void
section_iface_init (FoyerEventSectionInterface *iface)
{
  iface->load = load;
  iface->apply = apply;
  iface->adapt = adapt;
  iface->is_valid = is_valid;
}

static void
foyer_event_fees_section_finalize (GObject *object)
{
  g_free (FOYER_EVENT_FEES_SECTION (object)->currency);
  G_OBJECT_CLASS (foyer_event_fees_section_parent_class)->finalize (object);
}

static void
foyer_event_fees_section_class_init (FoyerEventFeesSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_event_fees_section_finalize;

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-fees-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventFeesSection, percentage_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventFeesSection, percentage_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventFeesSection, fixed_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventFeesSection, fixed_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventFeesSection, bearer_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventFeesSection, sentence);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
foyer_event_fees_section_init (FoyerEventFeesSection *self)
{
  self->is_loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_loading = FALSE;
}

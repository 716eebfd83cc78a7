/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-box-office-section.h"

#include "foyer-cashier-store.h"
#include "foyer-cashiers-window.h"
#include "foyer-event-section.h"

#include <glib/gi18n-lib.h>

struct _FoyerEventBoxOfficeSection
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *buyer_row;
  AdwActionRow *cashiers_row;

  FoyerReplica *replica; /* (owned) (nullable) */
  FoyerUuid event_id;
  gboolean is_loading;
};

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventBoxOfficeSection,
                               foyer_event_box_office_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

/* Cashiers are written when they are edited, not with the event. */
static void
show_cashiers (FoyerEventBoxOfficeSection *self)
{
  g_autoptr (GPtrArray) cashiers = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *text = NULL;

  if (self->replica != NULL)
    cashiers = foyer_cashier_store_list (foyer_replica_get_reader (self->replica), &self->event_id,
                                         FALSE, NULL);
  for (guint i = 0; cashiers != NULL && i < cashiers->len; i++)
    g_ptr_array_add (names, ((FoyerCashier *) cashiers->pdata[i])->name);
  g_ptr_array_add (names, NULL);
  /* Translators: between the names of people. */
  text = g_strjoinv (_ (", "), (char **) names->pdata);
  adw_action_row_set_subtitle (self->cashiers_row,
                               *text != '\0' ? text : _ ("Nobody is asked who sells"));
}

static void
replica_changed_cb (FoyerEventBoxOfficeSection *self, FoyerChanges *changes)
{
  if (foyer_changes_touch (changes, &FOYER_CASHIER_TYPE))
    show_cashiers (self);
}

static void
changed_cb (FoyerEventBoxOfficeSection *self)
{
  if (!self->is_loading)
    foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
cashiers_cb (FoyerEventBoxOfficeSection *self)
{
  if (self->replica != NULL)
    foyer_cashiers_window_present (GTK_WIDGET (self), self->replica, &self->event_id);
}

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  FoyerEventBoxOfficeSection *self = FOYER_EVENT_BOX_OFFICE_SECTION (section);

  if (self->replica != replica)
    {
      if (self->replica != NULL)
        g_signal_handlers_disconnect_by_data (self->replica, self);
      g_set_object (&self->replica, replica);
      if (replica != NULL)
        g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                                 G_CONNECT_SWAPPED);
    }
  self->event_id = draft->event->row.id;
  self->is_loading = TRUE;
  adw_combo_row_set_selected (self->buyer_row, draft->event->buyer_data);
  self->is_loading = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->cashiers_row),
                            replica != NULL && draft->event->row.key != 0);
  show_cashiers (self);
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  FoyerEventBoxOfficeSection *self = FOYER_EVENT_BOX_OFFICE_SECTION (section);

  draft->event->buyer_data = adw_combo_row_get_selected (self->buyer_row);
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

static void
foyer_event_box_office_section_dispose (GObject *object)
{
  g_clear_object (&FOYER_EVENT_BOX_OFFICE_SECTION (object)->replica);
  G_OBJECT_CLASS (foyer_event_box_office_section_parent_class)->dispose (object);
}

static void
foyer_event_box_office_section_class_init (FoyerEventBoxOfficeSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_event_box_office_section_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-box-office-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBoxOfficeSection, buyer_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBoxOfficeSection, cashiers_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cashiers_cb);
}

static void
foyer_event_box_office_section_init (FoyerEventBoxOfficeSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

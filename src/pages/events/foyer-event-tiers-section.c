/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-tiers-section.h"

#include "foyer-event-section.h"
#include "foyer-swatches.h"
#include "foyer-text.h"
#include "foyer-tier-row.h"

#include <glib/gi18n-lib.h>

struct _FoyerEventTiersSection
{
  AdwPreferencesGroup parent_instance;

  GtkButton *add_button;
  GtkListBox *list;

  FoyerReplica *replica; /* (owned) (nullable) */
  FoyerRoster *roster;   /* (owned) (nullable) knows how many tickets a tier has */
  FoyerUuid event_id;
  GPtrArray *rows; /* (element-type FoyerTierRow) in order; children of the list */
  char *currency;  /* (owned) */
};

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventTiersSection,
                               foyer_event_tiers_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

static void
check_names (FoyerEventTiersSection *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *name = foyer_tier_row_get_tier (self->rows->pdata[i])->name;
      g_autofree char *folded = name != NULL ? foyer_text_fold (name, -1) : g_strdup ("");
      gboolean is_used = FALSE;

      for (guint j = 0; j < i && !is_used; j++)
        {
          const char *other = foyer_tier_row_get_tier (self->rows->pdata[j])->name;
          g_autofree char *other_folded = other != NULL ? foyer_text_fold (other, -1) : NULL;

          is_used = *folded != '\0' && g_strcmp0 (folded, other_folded) == 0;
        }
      foyer_tier_row_set_conflict (self->rows->pdata[i],
                                   is_used ? _ ("Another tier has this name.") : NULL);
    }
}

static void
show_places (FoyerEventTiersSection *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    foyer_tier_row_set_place (self->rows->pdata[i], i == 0, i + 1 == self->rows->len);
}

/* The roster counts by the order of the stored tiers; a tier that was just added has no tickets. */
static void
show_sold (FoyerEventTiersSection *self)
{
  g_autoptr (GPtrArray) stored = NULL;

  if (self->roster == NULL)
    return;
  stored =
      foyer_event_store_tiers (foyer_replica_get_reader (self->replica), &self->event_id, NULL);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const FoyerTier *tier = foyer_tier_row_get_tier (self->rows->pdata[i]);
      FoyerRosterCounts counts = { 0 };

      for (guint j = 0; stored != NULL && j < stored->len; j++)
        if (foyer_uuid_equal (&((FoyerTier *) stored->pdata[j])->row.id, &tier->row.id))
          foyer_roster_count (self->roster, j, &counts);
      foyer_tier_row_set_n_sold (self->rows->pdata[i],
                                 counts.total - counts.by_state[FOYER_ATTENDANCE_CANCELLED]);
    }
}

static void
row_changed_cb (FoyerEventTiersSection *self)
{
  check_names (self);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
remove_row (FoyerEventTiersSection *self, FoyerTierRow *row)
{
  g_signal_handlers_disconnect_by_data (row, self);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_ptr_array_remove (self->rows, row);
}

static void
row_removed_cb (FoyerEventTiersSection *self, FoyerTierRow *row)
{
  remove_row (self, row);
  show_places (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->add_button));
  row_changed_cb (self);
}

static void
row_moved_cb (FoyerEventTiersSection *self, int step, FoyerTierRow *row)
{
  guint index;

  if (!g_ptr_array_find (self->rows, row, &index) || (index == 0 && step < 0) ||
      (index + 1 == self->rows->len && step > 0))
    return;
  g_object_ref (row);
  g_ptr_array_remove_index (self->rows, index);
  g_ptr_array_insert (self->rows, index + step, row);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_list_box_insert (self->list, GTK_WIDGET (row), index + step);
  g_object_unref (row);
  show_places (self);
  row_changed_cb (self);
}

static FoyerTierRow *
add_row (FoyerEventTiersSection *self, const FoyerTier *tier)
{
  FoyerTierRow *row = foyer_tier_row_new (tier, self->currency);

  g_signal_connect_object (row, "changed", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (row_removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "moved", G_CALLBACK (row_moved_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_cb (FoyerEventTiersSection *self)
{
  g_autoptr (FoyerTier) tier = foyer_tier_new ();
  FoyerTierRow *row;

  foyer_uuid_init_v7 (&tier->row.id);
  tier->quantity_total = FOYER_NONE;
  tier->colour = g_strdup (foyer_swatches_get_proposal (self->rows->len));
  row = add_row (self, tier);
  show_places (self);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
  row_changed_cb (self);
}

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  FoyerEventTiersSection *self = FOYER_EVENT_TIERS_SECTION (section);

  while (self->rows->len > 0)
    remove_row (self, self->rows->pdata[0]);
  g_set_object (&self->replica, replica);
  self->event_id = draft->event->row.id;
  if (self->roster != NULL)
    g_signal_handlers_disconnect_by_data (self->roster, self);
  g_clear_object (&self->roster);
  if (replica != NULL && draft->event->row.key != 0)
    {
      self->roster = foyer_replica_ref_roster (replica, &self->event_id);
      g_signal_connect_object (self->roster, "notify::is-ready", G_CALLBACK (show_sold), self,
                               G_CONNECT_SWAPPED);
    }
  g_free (self->currency);
  self->currency = g_strdup (draft->event->currency);
  for (guint i = 0; i < draft->tiers->len; i++)
    add_row (self, draft->tiers->pdata[i]);
  show_places (self);
  check_names (self);
  show_sold (self);
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  FoyerEventTiersSection *self = FOYER_EVENT_TIERS_SECTION (section);

  g_ptr_array_set_size (draft->tiers, 0);
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (draft->tiers,
                     foyer_tier_copy (foyer_tier_row_get_tier (self->rows->pdata[i])));
}

static void
adapt (FoyerEventSection *section, const FoyerEventDraft *draft)
{
  FoyerEventTiersSection *self = FOYER_EVENT_TIERS_SECTION (section);

  if (g_strcmp0 (self->currency, draft->event->currency) == 0)
    return;
  g_free (self->currency);
  self->currency = g_strdup (draft->event->currency);
  for (guint i = 0; i < self->rows->len; i++)
    foyer_tier_row_set_currency (self->rows->pdata[i], self->currency);
}

static gboolean
is_valid (FoyerEventSection *section)
{
  FoyerEventTiersSection *self = FOYER_EVENT_TIERS_SECTION (section);

  for (guint i = 0; i < self->rows->len; i++)
    if (!foyer_tier_row_is_valid (self->rows->pdata[i]))
      return FALSE;
  return TRUE;
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
foyer_event_tiers_section_dispose (GObject *object)
{
  FoyerEventTiersSection *self = FOYER_EVENT_TIERS_SECTION (object);

  if (self->roster != NULL)
    g_signal_handlers_disconnect_by_data (self->roster, self);
  g_clear_object (&self->roster);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (foyer_event_tiers_section_parent_class)->dispose (object);
}

static void
foyer_event_tiers_section_finalize (GObject *object)
{
  FoyerEventTiersSection *self = FOYER_EVENT_TIERS_SECTION (object);

  g_ptr_array_unref (self->rows);
  g_free (self->currency);
  G_OBJECT_CLASS (foyer_event_tiers_section_parent_class)->finalize (object);
}

static void
foyer_event_tiers_section_class_init (FoyerEventTiersSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_event_tiers_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_event_tiers_section_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-tiers-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventTiersSection, add_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventTiersSection, list);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
foyer_event_tiers_section_init (FoyerEventTiersSection *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-entrance-row.h"

#include <glib/gi18n-lib.h>

#include "foyer-date-time-row.h"
#include "foyer-event-text.h"
#include "foyer-message-row.h"
#include "foyer-quantity.h"
#include "foyer-tier.h"

#include <string.h>

struct _FoyerEntranceRow
{
  AdwExpanderRow    parent_instance;

  GtkEditable      *name_row;
  FoyerMessageRow  *name_message;
  GtkWidget        *tiers_row;
  GtkMenuButton    *tiers_button;
  GtkBox           *tiers_box;
  GtkSwitch        *opens;
  FoyerDateTimeRow *opens_row;
  GtkSwitch        *closes;
  FoyerDateTimeRow *closes_row;
  FoyerMessageRow  *closes_message;
  GtkSwitch        *reentry;
  GtkSwitch        *multiple;
  GtkSwitch        *unpaid;
  GtkEditable      *inside_row;
  FoyerMessageRow  *inside_message;
  GtkWidget        *remove_button;

  FoyerCheckInList *list;  /* (owned) as it was */
  GPtrArray        *tiers; /* (owned) of FoyerTier, as the check buttons in tiers_box */
  gboolean          is_filled;
};

G_DEFINE_FINAL_TYPE (FoyerEntranceRow, foyer_entrance_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  EDITED,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
check_name (FoyerEntranceRow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));

  return *name == '\0' ? _("An entrance needs a name.") : "";
}

static const char *
check_times (FoyerEntranceRow *self)
{
  gboolean opens = gtk_switch_get_active (self->opens);
  gboolean closes = gtk_switch_get_active (self->closes);

  if ((opens && !foyer_date_time_row_is_valid (self->opens_row))
      || (closes && !foyer_date_time_row_is_valid (self->closes_row)))
    return _("Write a date and time, as in “2026-11-22 18:30”.");
  if (opens && closes
      && foyer_date_time_row_get_instant (self->closes_row) <= foyer_date_time_row_get_instant (self->opens_row))
    return _("It closes before it opens.");
  return "";
}

static const char *
check_inside (FoyerEntranceRow *self)
{
  gint64 most;

  if (!foyer_quantity_parse (gtk_editable_get_text (self->inside_row), &most) || most == 0)
    return _("Write a number of people, or nothing.");
  return "";
}

static void
update_tiers_label (FoyerEntranceRow *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *text = NULL;
  guint i = 0;

  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->tiers_box)); check != NULL;
       check = gtk_widget_get_next_sibling (check), i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_ptr_array_add (names, ((const FoyerTier *) g_ptr_array_index (self->tiers, i))->name);
  if (names->len == 0 || names->len == self->tiers->len)
    text = g_strdup (_("All"));
  else if (names->len == 1)
    text = g_strdup (g_ptr_array_index (names, 0));
  else
    /* Translators: how many of an event's ticket tiers are chosen */
    text = g_strdup_printf (_("%u of %u"), names->len, self->tiers->len);
  gtk_menu_button_set_label (self->tiers_button, text);
}

static void
changed_cb (FoyerEntranceRow *self)
{
  if (!self->is_filled)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), gtk_editable_get_text (self->name_row));
  foyer_message_row_set_error (self->name_message, GTK_WIDGET (self->name_row), check_name (self));
  foyer_message_row_set_error (self->closes_message, GTK_WIDGET (self->closes_row), check_times (self));
  foyer_message_row_set_error (self->inside_message, GTK_WIDGET (self->inside_row), check_inside (self));
  update_tiers_label (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
remove_cb (FoyerEntranceRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static gboolean
takes_tier (const FoyerCheckInList *list,
            const FoyerTier        *tier)
{
  char id[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (&tier->row.id, id);
  return list->tier_ids != NULL && strstr (list->tier_ids, id) != NULL;
}

static void
fill_tiers (FoyerEntranceRow *self)
{
  for (guint i = 0; i < self->tiers->len; i++)
    {
      const FoyerTier *tier = g_ptr_array_index (self->tiers, i);
      GtkWidget *check = gtk_check_button_new_with_label (tier->name);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), takes_tier (self->list, tier));
      g_signal_connect_object (check, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->tiers_box, check);
    }
  gtk_widget_set_visible (self->tiers_row, self->tiers->len > 1);
}

static void
fill_time (GtkSwitch        *toggle,
           FoyerDateTimeRow *row,
           gint64            time,
           GTimeZone        *zone,
           gint64            otherwise)
{
  foyer_date_time_row_set_format (row, foyer_event_text_read_wall, foyer_event_text_write_wall);
  foyer_date_time_row_set_zone (row, zone);
  foyer_date_time_row_set_instant (row, time != FOYER_NONE ? time : otherwise);
  gtk_switch_set_active (toggle, time != FOYER_NONE);
}

static void
foyer_entrance_row_finalize (GObject *object)
{
  FoyerEntranceRow *self = FOYER_ENTRANCE_ROW (object);

  g_clear_pointer (&self->list, foyer_check_in_list_free);
  g_clear_pointer (&self->tiers, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_entrance_row_parent_class)->finalize (object);
}

static void
foyer_entrance_row_class_init (FoyerEntranceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_entrance_row_finalize;
  signals[EDITED] = g_signal_new ("edited", FOYER_TYPE_ENTRANCE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", FOYER_TYPE_ENTRANCE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_DATE_TIME_ROW);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/checkin/foyer-entrance-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, name_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, name_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, tiers_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, tiers_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, tiers_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, opens);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, opens_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, closes);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, closes_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, closes_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, reentry);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, multiple);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, unpaid);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, inside_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, inside_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEntranceRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
foyer_entrance_row_init (FoyerEntranceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* zone (nullable): the event's; start: of the event, what unset times begin with. */
GtkWidget *
foyer_entrance_row_new (const FoyerCheckInList *list,
                        GPtrArray              *tiers,
                        GTimeZone              *zone,
                        gint64                  start)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *inside = NULL;
  FoyerEntranceRow *self;

  g_return_val_if_fail (list != NULL && tiers != NULL, NULL);

  self = g_object_new (FOYER_TYPE_ENTRANCE_ROW, NULL);
  self->list = foyer_check_in_list_copy (list);
  self->tiers = g_ptr_array_ref (tiers);
  gtk_editable_set_text (self->name_row, list->name != NULL ? list->name : "");
  fill_tiers (self);
  fill_time (self->opens, self->opens_row, list->opens_at, zone != NULL ? zone : utc, start - G_TIME_SPAN_HOUR);
  fill_time (self->closes, self->closes_row, list->closes_at, zone != NULL ? zone : utc, start + 4 * G_TIME_SPAN_HOUR);
  gtk_switch_set_active (self->reentry, list->allow_reentry);
  gtk_switch_set_active (self->multiple, list->allow_multiple);
  gtk_switch_set_active (self->unpaid, list->allow_unpaid);
  inside = foyer_quantity_format (list->max_inside);
  gtk_editable_set_text (self->inside_row, inside);
  self->is_filled = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), list->name != NULL ? list->name : "");
  update_tiers_label (self);
  return GTK_WIDGET (self);
}

gboolean
foyer_entrance_row_is_valid (FoyerEntranceRow *self)
{
  g_return_val_if_fail (FOYER_IS_ENTRANCE_ROW (self), FALSE);

  return *check_name (self) == '\0' && *check_times (self) == '\0' && *check_inside (self) == '\0';
}

static char *
make_tier_ids (FoyerEntranceRow *self)
{
  g_autoptr (GString) ids = g_string_new ("[");
  guint n = 0;
  guint i = 0;

  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->tiers_box)); check != NULL;
       check = gtk_widget_get_next_sibling (check), i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      {
        const FoyerTier *tier = g_ptr_array_index (self->tiers, i);
        char id[FOYER_UUID_STRING_SIZE];

        foyer_uuid_format (&tier->row.id, id);
        g_string_append_printf (ids, "%s\"%s\"", n++ > 0 ? "," : "", id);
      }
  g_string_append_c (ids, ']');
  return n == 0 || n == self->tiers->len ? NULL : g_strdup (ids->str);
}

/* (transfer full): the entrance as it is written now. */
FoyerCheckInList *
foyer_entrance_row_make_list (FoyerEntranceRow *self)
{
  FoyerCheckInList *list;

  g_return_val_if_fail (FOYER_IS_ENTRANCE_ROW (self), NULL);

  list = foyer_check_in_list_copy (self->list);
  g_free (list->name);
  list->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  g_free (list->tier_ids);
  list->tier_ids = make_tier_ids (self);
  list->opens_at = gtk_switch_get_active (self->opens) ? foyer_date_time_row_get_instant (self->opens_row) : FOYER_NONE;
  list->closes_at = gtk_switch_get_active (self->closes) ? foyer_date_time_row_get_instant (self->closes_row) : FOYER_NONE;
  list->allow_reentry = gtk_switch_get_active (self->reentry);
  list->allow_multiple = gtk_switch_get_active (self->multiple);
  list->allow_unpaid = gtk_switch_get_active (self->unpaid);
  foyer_quantity_parse (gtk_editable_get_text (self->inside_row), &list->max_inside);
  return list;
}

const FoyerCheckInList *
foyer_entrance_row_get_list (FoyerEntranceRow *self)
{
  g_return_val_if_fail (FOYER_IS_ENTRANCE_ROW (self), NULL);

  return self->list;
}

/* The last one stays: an event without an entrance cannot be entered. */
void
foyer_entrance_row_set_removable (FoyerEntranceRow *self,
                                  gboolean          removable)
{
  g_return_if_fail (FOYER_IS_ENTRANCE_ROW (self));

  gtk_widget_set_sensitive (self->remove_button, removable);
}

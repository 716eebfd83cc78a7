/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-filter.h"

#include <glib/gi18n-lib.h>

#include "foyer-arrival-range.h"
#include "foyer-attendee-text.h"
#include "foyer-dot.h"
#include "foyer-tier.h"
#include "foyer-time.h"

struct _FoyerAttendeeFilter
{
  FoyerListFilter parent_instance;

  GtkWidget *states_box;
  GtkWidget *tiers_label;
  GtkWidget *tiers_box;
  GtkWidget *arrivals_box;
  FoyerArrivalRange *range;
  GtkCheckButton *unprinted_check;

  GPtrArray *tier_checks; /* (owned) (element-type GtkCheckButton) */
  GtkCheckButton *state_checks[FOYER_N_ATTENDANCES];
  GtkCheckButton *arrival_checks[FOYER_N_ARRIVALS];
  gboolean has_range; /* it was set once */
};

G_DEFINE_FINAL_TYPE (FoyerAttendeeFilter, foyer_attendee_filter, FOYER_TYPE_LIST_FILTER)

static const char *const arrivals[FOYER_N_ARRIVALS] = {
  [FOYER_ARRIVAL_ANY] = N_ ("Any time"),
  [FOYER_ARRIVAL_QUARTER] = N_ ("In the last 15 minutes"),
  [FOYER_ARRIVAL_HOUR] = N_ ("In the last hour"),
  [FOYER_ARRIVAL_TODAY] = N_ ("Today"),
  [FOYER_ARRIVAL_EARLIER] = N_ ("Before today"),
  [FOYER_ARRIVAL_BETWEEN] = N_ ("From … to …"),
};

static void
remove_children (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
drop_arrival_cb (GtkWidget *pill, GtkCheckButton *any)
{
  gtk_check_button_set_active (any, TRUE);
}

static FoyerArrival
get_arrival (FoyerAttendeeFilter *self)
{
  for (guint i = 0; i < FOYER_N_ARRIVALS; i++)
    if (gtk_check_button_get_active (self->arrival_checks[i]))
      return i;
  return FOYER_ARRIVAL_ANY;
}

/* A day to begin with, once it is asked for. */
static void
show_range (FoyerAttendeeFilter *self)
{
  gboolean is_shown = get_arrival (self) == FOYER_ARRIVAL_BETWEEN;

  if (is_shown && !self->has_range)
    {
      gint64 midnight =
          foyer_list_filter_get_midnight (FOYER_LIST_FILTER (self), foyer_time_now ());

      self->has_range = TRUE;
      foyer_arrival_range_set (self->range, midnight, midnight + G_TIME_SPAN_DAY);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->range), is_shown);
}

static void
foyer_attendee_filter_add_pills (FoyerListFilter *filter)
{
  FoyerAttendeeFilter *self = FOYER_ATTENDEE_FILTER (filter);
  FoyerArrival arrival = get_arrival (self);

  show_range (self);
  for (guint i = 0; i < FOYER_N_ATTENDANCES; i++)
    if (gtk_check_button_get_active (self->state_checks[i]))
      foyer_list_filter_add_pill (filter, foyer_attendance_word (i), self->state_checks[i], NULL);
  for (guint i = 0; i < self->tier_checks->len; i++)
    {
      GtkCheckButton *check = self->tier_checks->pdata[i];

      if (gtk_check_button_get_active (check))
        foyer_list_filter_add_pill (filter, g_object_get_data (G_OBJECT (check), "name"), check,
                                    NULL);
    }
  if (arrival != FOYER_ARRIVAL_ANY)
    {
      g_autofree char *range = foyer_arrival_range_dup_text (self->range);
      g_autofree char *text = g_strdup_printf (
          _ ("Arrived: %s"), arrival == FOYER_ARRIVAL_BETWEEN ? range : _ (arrivals[arrival]));

      foyer_list_filter_add_pill (filter, text, self->arrival_checks[FOYER_ARRIVAL_ANY],
                                  G_CALLBACK (drop_arrival_cb));
    }
  if (gtk_check_button_get_active (self->unprinted_check))
    foyer_list_filter_add_pill (filter, _ ("No badge yet"), self->unprinted_check, NULL);
}

static void
add_checks (FoyerAttendeeFilter *self)
{
  FoyerListFilter *filter = FOYER_LIST_FILTER (self);

  for (guint i = 0; i < FOYER_N_ATTENDANCES; i++)
    self->state_checks[i] =
        foyer_list_filter_add_check (filter, self->states_box, foyer_attendance_word (i),
                                     gtk_image_new_from_icon_name (foyer_attendance_icon (i)));
  for (guint i = 0; i < FOYER_N_ARRIVALS; i++)
    {
      self->arrival_checks[i] =
          foyer_list_filter_add_check (filter, self->arrivals_box, _ (arrivals[i]), NULL);
      if (i > 0)
        gtk_check_button_set_group (self->arrival_checks[i], self->arrival_checks[0]);
    }
  gtk_check_button_set_active (self->arrival_checks[FOYER_ARRIVAL_ANY], TRUE);
}

static void
foyer_attendee_filter_clear (FoyerListFilter *filter)
{
  FoyerAttendeeFilter *self = FOYER_ATTENDEE_FILTER (filter);

  for (guint i = 0; i < FOYER_N_ATTENDANCES; i++)
    gtk_check_button_set_active (self->state_checks[i], FALSE);
  for (guint i = 0; i < self->tier_checks->len; i++)
    gtk_check_button_set_active (self->tier_checks->pdata[i], FALSE);
  gtk_check_button_set_active (self->arrival_checks[FOYER_ARRIVAL_ANY], TRUE);
  gtk_check_button_set_active (self->unprinted_check, FALSE);
}

static void
foyer_attendee_filter_finalize (GObject *object)
{
  g_ptr_array_unref (FOYER_ATTENDEE_FILTER (object)->tier_checks);
  G_OBJECT_CLASS (foyer_attendee_filter_parent_class)->finalize (object);
}

static void
foyer_attendee_filter_class_init (FoyerAttendeeFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_attendee_filter_finalize;
  FOYER_LIST_FILTER_CLASS (klass)->add_pills = foyer_attendee_filter_add_pills;
  FOYER_LIST_FILTER_CLASS (klass)->clear = foyer_attendee_filter_clear;

  g_type_ensure (FOYER_TYPE_ARRIVAL_RANGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/attendees/foyer-attendee-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, states_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, tiers_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, tiers_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, arrivals_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, range);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, unprinted_check);
  gtk_widget_class_bind_template_callback (widget_class, foyer_list_filter_update);
}

static void
foyer_attendee_filter_init (FoyerAttendeeFilter *self)
{
  self->tier_checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_list_filter_begin (FOYER_LIST_FILTER (self));
  add_checks (self);
  foyer_list_filter_end (FOYER_LIST_FILTER (self));
}

void
foyer_attendee_filter_set_zone (FoyerAttendeeFilter *self, GTimeZone *zone)
{
  g_return_if_fail (FOYER_IS_ATTENDEE_FILTER (self));

  foyer_list_filter_set_zone (FOYER_LIST_FILTER (self), zone);
  foyer_arrival_range_set_zone (self->range, zone);
}

/* A condition stays with its tier, wherever that stands now. */
void
foyer_attendee_filter_set_tiers (FoyerAttendeeFilter *self, GPtrArray *tiers)
{
  g_autoptr (GHashTable) active = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_if_fail (FOYER_IS_ATTENDEE_FILTER (self));

  foyer_list_filter_begin (FOYER_LIST_FILTER (self));
  for (guint i = 0; i < self->tier_checks->len; i++)
    if (gtk_check_button_get_active (self->tier_checks->pdata[i]))
      g_hash_table_add (active,
                        g_strdup (g_object_get_data (self->tier_checks->pdata[i], "tier-id")));
  remove_children (self->tiers_box);
  g_ptr_array_set_size (self->tier_checks, 0);
  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *tier = tiers->pdata[i];
      char *id = foyer_uuid_to_string (&tier->row.id);
      GtkWidget *dot = foyer_dot_new ();
      GtkCheckButton *check =
          foyer_list_filter_add_check (FOYER_LIST_FILTER (self), self->tiers_box, tier->name, dot);

      foyer_dot_set_colour (FOYER_DOT (dot), tier->colour);
      g_object_set_data_full (G_OBJECT (check), "tier-id", id, g_free);
      g_object_set_data_full (G_OBJECT (check), "name", g_strdup (tier->name), g_free);
      gtk_check_button_set_active (check, g_hash_table_contains (active, id));
      g_ptr_array_add (self->tier_checks, check);
    }
  gtk_widget_set_visible (self->tiers_label, tiers->len > 0);
  foyer_list_filter_end (FOYER_LIST_FILTER (self));
}

void
foyer_attendee_filter_get_query (FoyerAttendeeFilter *self, FoyerRosterQuery *query)
{
  gint64 now = foyer_time_now ();

  g_return_if_fail (FOYER_IS_ATTENDEE_FILTER (self));

  query->states = 0;
  query->tiers = 0;
  query->arrived_from = query->arrived_to = FOYER_NONE;
  query->unprinted = gtk_check_button_get_active (self->unprinted_check);
  for (guint i = 0; i < FOYER_N_ATTENDANCES; i++)
    if (gtk_check_button_get_active (self->state_checks[i]))
      query->states |= 1u << i;
  for (guint i = 0; i < MIN (self->tier_checks->len, 64); i++)
    if (gtk_check_button_get_active (self->tier_checks->pdata[i]))
      query->tiers |= G_GUINT64_CONSTANT (1) << i;

  switch (get_arrival (self))
    {
    case FOYER_ARRIVAL_QUARTER:
      query->arrived_from = now - 15 * G_TIME_SPAN_MINUTE;
      break;
    case FOYER_ARRIVAL_HOUR:
      query->arrived_from = now - G_TIME_SPAN_HOUR;
      break;
    case FOYER_ARRIVAL_TODAY:
      query->arrived_from = foyer_list_filter_get_midnight (FOYER_LIST_FILTER (self), now);
      break;
    case FOYER_ARRIVAL_EARLIER:
      query->arrived_to = foyer_list_filter_get_midnight (FOYER_LIST_FILTER (self), now);
      break;
    case FOYER_ARRIVAL_BETWEEN:
      foyer_arrival_range_get (self->range, &query->arrived_from, &query->arrived_to);
      break;
    case FOYER_ARRIVAL_ANY:
    case FOYER_N_ARRIVALS:
    default:
      break;
    }
}

void
foyer_attendee_filter_toggle_state (FoyerAttendeeFilter *self, FoyerAttendance state)
{
  GtkCheckButton *check;

  g_return_if_fail (FOYER_IS_ATTENDEE_FILTER (self));

  check = self->state_checks[state];
  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
}

void
foyer_attendee_filter_set_range (FoyerAttendeeFilter *self, gint64 from, gint64 to)
{
  g_return_if_fail (FOYER_IS_ATTENDEE_FILTER (self));

  self->has_range = TRUE;
  foyer_list_filter_begin (FOYER_LIST_FILTER (self));
  foyer_arrival_range_set (self->range, from, to);
  gtk_check_button_set_active (self->arrival_checks[FOYER_ARRIVAL_BETWEEN], TRUE);
  foyer_list_filter_end (FOYER_LIST_FILTER (self));
}

gboolean
foyer_attendee_filter_show_only (FoyerAttendeeFilter *self, const char *condition)
{
  GtkCheckButton *check = NULL;

  g_return_val_if_fail (FOYER_IS_ATTENDEE_FILTER (self), FALSE);

  if (g_str_equal (condition, "unprinted"))
    check = self->unprinted_check;
  for (guint i = 0; i < FOYER_N_ATTENDANCES; i++)
    if (g_str_equal (condition, foyer_attendance_style (i)))
      check = self->state_checks[i];
  if (check == NULL)
    return FALSE;
  foyer_list_filter_clear (FOYER_LIST_FILTER (self));
  gtk_check_button_set_active (check, TRUE);
  return TRUE;
}

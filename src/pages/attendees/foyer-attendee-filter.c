/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-filter.h"

#include <glib/gi18n-lib.h>

#include "foyer-arrival-range.h"
#include "foyer-attendee-text.h"
#include "foyer-dot.h"
#include "foyer-filter-pill.h"
#include "foyer-tier.h"
#include "foyer-time.h"

struct _FoyerAttendeeFilter
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *pills;
  GtkWidget *button;
  GtkWidget *states_box;
  GtkWidget *tiers_label;
  GtkWidget *tiers_box;
  GtkWidget *arrivals_box;
  FoyerArrivalRange *range;
  GtkCheckButton *unprinted_check;

  GTimeZone *zone;        /* (owned) */
  GPtrArray *tier_checks; /* (owned) (element-type GtkCheckButton) */
  GtkCheckButton *state_checks[FOYER_N_ATTENDANCES];
  GtkCheckButton *arrival_checks[FOYER_N_ARRIVALS];
  gboolean has_range; /* it was set once */
  gboolean is_filling;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerAttendeeFilter, foyer_attendee_filter, GTK_TYPE_WIDGET)

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

static void
add_pill (FoyerAttendeeFilter *self, const char *text, GtkCheckButton *check, GCallback callback)
{
  gtk_box_append (GTK_BOX (self->pills), foyer_filter_pill_new (text, check, callback));
}

static FoyerArrival
get_arrival (FoyerAttendeeFilter *self)
{
  for (guint i = 0; i < FOYER_N_ARRIVALS; i++)
    if (gtk_check_button_get_active (self->arrival_checks[i]))
      return i;
  return FOYER_ARRIVAL_ANY;
}

static void
show_pills (FoyerAttendeeFilter *self)
{
  FoyerArrival arrival = get_arrival (self);

  remove_children (self->pills);
  for (guint i = 0; i < FOYER_N_ATTENDANCES; i++)
    if (gtk_check_button_get_active (self->state_checks[i]))
      add_pill (self, foyer_attendance_word (i), self->state_checks[i], NULL);
  for (guint i = 0; i < self->tier_checks->len; i++)
    {
      GtkCheckButton *check = self->tier_checks->pdata[i];

      if (gtk_check_button_get_active (check))
        add_pill (self, g_object_get_data (G_OBJECT (check), "name"), check, NULL);
    }
  if (arrival != FOYER_ARRIVAL_ANY)
    {
      g_autofree char *range = foyer_arrival_range_dup_text (self->range);
      g_autofree char *text = g_strdup_printf (
          _ ("Arrived: %s"), arrival == FOYER_ARRIVAL_BETWEEN ? range : _ (arrivals[arrival]));

      add_pill (self, text, self->arrival_checks[FOYER_ARRIVAL_ANY], G_CALLBACK (drop_arrival_cb));
    }
  if (gtk_check_button_get_active (self->unprinted_check))
    add_pill (self, _ ("No badge yet"), self->unprinted_check, NULL);

  gtk_widget_set_visible (self->scroller, gtk_widget_get_first_child (self->pills) != NULL);
  if (foyer_attendee_filter_is_set (self))
    gtk_widget_add_css_class (self->button, "accent");
  else
    gtk_widget_remove_css_class (self->button, "accent");
}

static gint64
get_midnight (FoyerAttendeeFilter *self, gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, self->zone);
  gint64 midnight = now;

  foyer_time_from_wall (self->zone, g_date_time_get_year (local), g_date_time_get_month (local),
                        g_date_time_get_day_of_month (local), 0, 0, 0, &midnight);
  return midnight;
}

/* A day to begin with, once it is asked for. */
static void
show_range (FoyerAttendeeFilter *self)
{
  gboolean is_shown = get_arrival (self) == FOYER_ARRIVAL_BETWEEN;

  if (is_shown && !self->has_range)
    {
      gint64 midnight = get_midnight (self, foyer_time_now ());

      self->has_range = TRUE;
      foyer_arrival_range_set (self->range, midnight, midnight + G_TIME_SPAN_DAY);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->range), is_shown);
}

static void
toggled_cb (FoyerAttendeeFilter *self)
{
  if (self->is_filling)
    return;
  show_range (self);
  show_pills (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkCheckButton *
add_check (FoyerAttendeeFilter *self, GtkWidget *box, const char *text, GtkWidget *mark)
{
  GtkCheckButton *check = foyer_filter_check_new (text, mark);

  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (check));
  return check;
}

static void
add_checks (FoyerAttendeeFilter *self)
{
  for (guint i = 0; i < FOYER_N_ATTENDANCES; i++)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (foyer_attendance_icon (i));

      self->state_checks[i] = add_check (self, self->states_box, foyer_attendance_word (i), icon);
    }
  for (guint i = 0; i < FOYER_N_ARRIVALS; i++)
    {
      self->arrival_checks[i] = add_check (self, self->arrivals_box, _ (arrivals[i]), NULL);
      if (i > 0)
        gtk_check_button_set_group (self->arrival_checks[i], self->arrival_checks[0]);
    }
  gtk_check_button_set_active (self->arrival_checks[FOYER_ARRIVAL_ANY], TRUE);
}

static void
foyer_attendee_filter_dispose (GObject *object)
{
  FoyerAttendeeFilter *self = FOYER_ATTENDEE_FILTER (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->tier_checks, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (foyer_attendee_filter_parent_class)->dispose (object);
}

static void
foyer_attendee_filter_class_init (FoyerAttendeeFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_attendee_filter_dispose;

  g_type_ensure (FOYER_TYPE_ARRIVAL_RANGE);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/attendees/foyer-attendee-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, scroller);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, pills);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, button);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, states_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, tiers_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, tiers_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, arrivals_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, range);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeeFilter, unprinted_check);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
foyer_attendee_filter_init (FoyerAttendeeFilter *self)
{
  self->is_filling = TRUE;
  self->zone = g_time_zone_new_utc ();
  self->tier_checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_checks (self);
  self->is_filling = FALSE;
  show_pills (self);
}

void
foyer_attendee_filter_set_zone (FoyerAttendeeFilter *self, GTimeZone *zone)
{
  g_return_if_fail (FOYER_IS_ATTENDEE_FILTER (self));

  g_time_zone_unref (self->zone);
  self->zone = g_time_zone_ref (zone);
  foyer_arrival_range_set_zone (self->range, zone);
}

/* A condition stays with its tier, wherever that stands now. */
void
foyer_attendee_filter_set_tiers (FoyerAttendeeFilter *self, GPtrArray *tiers)
{
  g_autoptr (GHashTable) active = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_if_fail (FOYER_IS_ATTENDEE_FILTER (self));

  self->is_filling = TRUE;
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
      GtkCheckButton *check = add_check (self, self->tiers_box, tier->name, dot);

      foyer_dot_set_colour (FOYER_DOT (dot), tier->colour);
      g_object_set_data_full (G_OBJECT (check), "tier-id", id, g_free);
      g_object_set_data_full (G_OBJECT (check), "name", g_strdup (tier->name), g_free);
      gtk_check_button_set_active (check, g_hash_table_contains (active, id));
      g_ptr_array_add (self->tier_checks, check);
    }
  gtk_widget_set_visible (self->tiers_label, tiers->len > 0);
  self->is_filling = FALSE;
  toggled_cb (self);
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
      query->arrived_from = get_midnight (self, now);
      break;
    case FOYER_ARRIVAL_EARLIER:
      query->arrived_to = get_midnight (self, now);
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

gboolean
foyer_attendee_filter_is_set (FoyerAttendeeFilter *self)
{
  FoyerRosterQuery query;

  g_return_val_if_fail (FOYER_IS_ATTENDEE_FILTER (self), FALSE);

  foyer_attendee_filter_get_query (self, &query);
  return query.states != 0 || query.tiers != 0 || query.unprinted ||
         query.arrived_from != FOYER_NONE || query.arrived_to != FOYER_NONE;
}

void
foyer_attendee_filter_clear (FoyerAttendeeFilter *self)
{
  g_return_if_fail (FOYER_IS_ATTENDEE_FILTER (self));

  self->is_filling = TRUE;
  for (guint i = 0; i < FOYER_N_ATTENDANCES; i++)
    gtk_check_button_set_active (self->state_checks[i], FALSE);
  for (guint i = 0; i < self->tier_checks->len; i++)
    gtk_check_button_set_active (self->tier_checks->pdata[i], FALSE);
  gtk_check_button_set_active (self->arrival_checks[FOYER_ARRIVAL_ANY], TRUE);
  gtk_check_button_set_active (self->unprinted_check, FALSE);
  self->is_filling = FALSE;
  toggled_cb (self);
}

GtkWidget *
foyer_attendee_filter_get_pills (FoyerAttendeeFilter *self)
{
  g_return_val_if_fail (FOYER_IS_ATTENDEE_FILTER (self), NULL);

  return self->scroller;
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
  self->is_filling = TRUE;
  foyer_arrival_range_set (self->range, from, to);
  gtk_check_button_set_active (self->arrival_checks[FOYER_ARRIVAL_BETWEEN], TRUE);
  self->is_filling = FALSE;
  toggled_cb (self);
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
  foyer_attendee_filter_clear (self);
  gtk_check_button_set_active (check, TRUE);
  return TRUE;
}

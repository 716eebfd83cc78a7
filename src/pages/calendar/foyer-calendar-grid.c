/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "foyer-calendar-grid-private.h"

#include "foyer-css-node.h"
#include "foyer-recurrence-parts.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (FoyerCalendarGrid, foyer_calendar_grid, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_DAY,
  N_PROPS,
};

enum
{
  OPEN_EVENT,
  OPEN_DAY,
  NEW_EVENT,
  MOVE_EVENT,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

guint
foyer_calendar_first_weekday (void)
{
  /* As GtkCalendar: the locale’s first day, counted from its own week’s first. */
  union
  {
    guint word;
    char *text;
  } info = { .text = nl_langinfo (_NL_TIME_WEEK_1STDAY) };
  guint first = (guint) nl_langinfo (_NL_TIME_FIRST_WEEKDAY)[0];
  guint origin = info.word == 19971201 ? 0 : 6; /* a Monday, or a Sunday */

  return (origin + MAX (first, 1) - 1) % N_DAYS;
}

gint64
foyer_calendar_today (void)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();

  return foyer_wall_seconds_get_day (foyer_wall_seconds_from_instant (foyer_time_now (), here));
}

/* -1 for none. */
static int
find_cell (FoyerCalendarGrid *self, double x, double y)
{
  for (guint i = 0; i < self->n_weeks * N_DAYS; i++)
    {
      graphene_rect_t cell = foyer_calendar_grid_get_cell (self, i);

      if (graphene_rect_contains_point (&cell, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
        return i;
    }
  return -1;
}

static void
foyer_calendar_grid_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  FoyerCalendarGrid *self = FOYER_CALENDAR_GRID (widget);
  gboolean is_wide = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = is_wide ? N_DAYS * MIN_CELL : HEADING + (int) MAX (self->n_weeks, 1) * MIN_CELL;
  *natural = is_wide ? N_DAYS * 110 : HEADING + (int) MAX (self->n_weeks, 1) * 96;
  *minimum_baseline = *natural_baseline = -1;
}

static GPtrArray *
get_items (FoyerCalendarGrid *self, gint64 day)
{
  gint64 index = day - self->first_day;

  return index >= 0 && index < (gint64) self->days->len ? self->days->pdata[index] : NULL;
}

/* What a screen reader says of the cursor: drawn days have no voice of their own. */
static void
say_day (FoyerCalendarGrid *self)
{
  GPtrArray *items = get_items (self, self->day);
  g_autofree char *name = foyer_recurrence_day_name (self->day * FOYER_DAY_SECONDS);
  GString *text = g_string_new (name);

  for (guint i = 0; items != NULL && i < MIN (items->len, 10); i++)
    {
      const FoyerCalendarItem *item = items->pdata[i];
      g_autofree char *said = foyer_calendar_grid_say_item (item, self->day);

      g_string_append_printf (text, ", %s", said);
      if (item->clashes)
        g_string_append_printf (text, " (%s)", _ ("the venue is taken twice"));
    }
  if (items == NULL || items->len == 0)
    g_string_append_printf (text, ", %s", _ ("no events"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str,
                                  -1);
  g_string_free (text, TRUE);
}

static void
emit_open (FoyerCalendarGrid *self, const FoyerCalendarItem *item)
{
  g_autofree char *id = foyer_uuid_to_string (&item->event_id);

  g_signal_emit (self, signals[OPEN_EVENT], 0, id);
}

static const FoyerCalendarItem *
find_item (FoyerCalendarGrid *self, int index, double y)
{
  GPtrArray *items = index >= 0 ? self->days->pdata[index] : NULL;
  int line = foyer_calendar_grid_get_line_height (self);
  graphene_rect_t cell;
  guint n_lines;
  guint n_fitting;

  if (items == NULL)
    return NULL;
  cell = foyer_calendar_grid_get_cell (self, index);
  n_lines = foyer_calendar_grid_count_lines (self, &cell, line, items->len);
  n_fitting = foyer_calendar_grid_count_fitting (self, &cell, line, items->len);
  for (guint i = 0; i < n_fitting; i++)
    {
      graphene_rect_t place = foyer_calendar_grid_get_chip (&cell, line, n_lines, i);

      if (y >= place.origin.y && y <= place.origin.y + place.size.height)
        return items->pdata[i];
    }
  return NULL;
}

static void
pressed_cb (FoyerCalendarGrid *self, int n_press, double x, double y)
{
  int index = find_cell (self, x, y);
  const FoyerCalendarItem *item = find_item (self, index, y);
  GPtrArray *items;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (index < 0)
    return;
  foyer_calendar_grid_set_day (self, self->first_day + index);
  items = self->days->pdata[index];
  if (n_press != 2)
    return;
  if (item != NULL)
    emit_open (self, item);
  else if (items->len > 0)
    g_signal_emit (self, signals[OPEN_DAY], 0, self->day);
  else
    g_signal_emit (self, signals[NEW_EVENT], 0, self->day);
}

static void
drag_begin_cb (FoyerCalendarGrid *self, double x, double y)
{
  int index = find_cell (self, x, y);

  self->dragged = find_item (self, index, y);
  self->drag_from = self->drag_to = self->first_day + MAX (index, 0);
}

static void
drag_update_cb (FoyerCalendarGrid *self, double offset_x, double offset_y, GtkGestureDrag *gesture)
{
  double x, y;
  int index;

  if (self->dragged == NULL || ABS (offset_x) + ABS (offset_y) < DRAG_LEAST)
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  index = find_cell (self, x + offset_x, y + offset_y);
  self->drag_to = index >= 0 ? self->first_day + index : self->drag_from;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (FoyerCalendarGrid *self)
{
  g_autofree char *id = NULL;
  gint64 distance = self->drag_to - self->drag_from;

  if (self->dragged != NULL)
    id = foyer_uuid_to_string (&self->dragged->event_id);
  self->dragged = NULL;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (id != NULL && distance != 0)
    g_signal_emit (self, signals[MOVE_EVENT], 0, id, distance);
}

static gboolean
activate_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  FoyerCalendarGrid *self = FOYER_CALENDAR_GRID (widget);
  GPtrArray *items = get_items (self, self->day);

  if (items == NULL || items->len == 0)
    g_signal_emit (self, signals[NEW_EVENT], 0, self->day);
  else if (items->len == 1)
    emit_open (self, items->pdata[0]);
  else
    g_signal_emit (self, signals[OPEN_DAY], 0, self->day);
  return TRUE;
}

/* By days; mirrored where the days are. */
static gboolean
step_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  FoyerCalendarGrid *self = FOYER_CALENDAR_GRID (widget);
  int days = g_variant_get_int32 (arguments);

  if (ABS (days) == 1 && foyer_calendar_grid_is_mirrored (self))
    days = -days;
  foyer_calendar_grid_set_day (self, self->day + days);
  return TRUE;
}

/* The only event of the day, a day earlier or later. */
static gboolean
carry_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  FoyerCalendarGrid *self = FOYER_CALENDAR_GRID (widget);
  GPtrArray *items = get_items (self, self->day);
  gint64 days = g_variant_get_int32 (arguments);
  g_autofree char *id = NULL;

  if (items == NULL || items->len != 1)
    return FALSE;
  if (ABS (days) == 1 && foyer_calendar_grid_is_mirrored (self))
    days = -days;
  id = foyer_uuid_to_string (&((const FoyerCalendarItem *) items->pdata[0])->event_id);
  g_signal_emit (self, signals[MOVE_EVENT], 0, id, days);
  foyer_calendar_grid_set_day (self, self->day + days);
  return TRUE;
}

static void
foyer_calendar_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_DAY:
      g_value_set_int64 (value, FOYER_CALENDAR_GRID (object)->day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_calendar_grid_dispose (GObject *object)
{
  FoyerCalendarGrid *self = FOYER_CALENDAR_GRID (object);

  for (guint i = 0; i < N_TINTS; i++)
    g_clear_pointer (&self->tints[i], gtk_widget_unparent);
  g_clear_pointer (&self->accent, gtk_widget_unparent);
  g_clear_pointer (&self->warning, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_calendar_grid_parent_class)->dispose (object);
}

static void
foyer_calendar_grid_finalize (GObject *object)
{
  FoyerCalendarGrid *self = FOYER_CALENDAR_GRID (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->days, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_calendar_grid_parent_class)->finalize (object);
}

static void
foyer_calendar_grid_class_init (FoyerCalendarGridClass *klass)
{
  static const struct
  {
    guint key;
    int days;
  } keys[] = {
    { GDK_KEY_Left, -1 },
    { GDK_KEY_Right, 1 },
    { GDK_KEY_Up, -N_DAYS },
    { GDK_KEY_Down, N_DAYS },
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = foyer_calendar_grid_get_property;
  object_class->dispose = foyer_calendar_grid_dispose;
  object_class->finalize = foyer_calendar_grid_finalize;
  widget_class->snapshot = foyer_calendar_grid_snapshot;
  widget_class->measure = foyer_calendar_grid_measure;

  properties[PROP_DAY] =
      g_param_spec_int64 ("day", NULL, NULL, G_MININT32, G_MAXINT32, 0,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OPEN_EVENT] = g_signal_new ("open-event", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_DAY] = g_signal_new ("open-day", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[NEW_EVENT] = g_signal_new ("new-event", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[MOVE_EVENT] = g_signal_new ("move-event", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (widget_class, keys[i].key, 0, step_cb, "i", keys[i].days);
      gtk_widget_class_add_binding (widget_class, keys[i].key, GDK_ALT_MASK, carry_cb, "i",
                                    keys[i].days);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, activate_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "calendargrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
foyer_calendar_grid_init (FoyerCalendarGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  for (guint i = 0; i < N_TINTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("tint%u", i);

      self->tints[i] = foyer_css_node_new (widget, name);
    }
  self->accent = foyer_css_node_new (widget, "accent");
  self->warning = foyer_css_node_new (widget, "clash");
  self->days = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->day = foyer_calendar_today ();
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}

/* An event stands on every day that it touches. */
static void
sort_into_days (FoyerCalendarGrid *self)
{
  g_ptr_array_set_size (self->days, 0);
  for (guint i = 0; i < self->n_weeks * N_DAYS; i++)
    g_ptr_array_add (self->days, g_ptr_array_new ());
  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    {
      FoyerCalendarItem *item = self->items->pdata[i];
      gint64 first = foyer_wall_seconds_get_day (item->wall);
      /* one that ends at midnight, or early in the morning of a night out, is not on that day */
      gint64 last = MAX (foyer_wall_seconds_get_day (item->wall_end - 1), first);

      if (last == first + 1 && item->wall_end - item->wall < FOYER_DAY_SECONDS / 2)
        last = first;
      for (gint64 day = MAX (first, self->first_day);
           day <= last && day < self->first_day + (gint64) self->days->len; day++)
        g_ptr_array_add (self->days->pdata[day - self->first_day], item);
    }
}

void
foyer_calendar_grid_show (FoyerCalendarGrid *self,
                          gint64 first_day,
                          guint n_weeks,
                          guint month,
                          GPtrArray *items)
{
  g_return_if_fail (FOYER_IS_CALENDAR_GRID (self));

  self->dragged = NULL;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items != NULL ? g_ptr_array_ref (items) : NULL;
  self->first_day = first_day;
  if (self->n_weeks != n_weeks)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->n_weeks = n_weeks;
  self->month = month;
  sort_into_days (self);
  say_day (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gint64
foyer_calendar_grid_get_day (FoyerCalendarGrid *self)
{
  g_return_val_if_fail (FOYER_IS_CALENDAR_GRID (self), 0);

  return self->day;
}

void
foyer_calendar_grid_set_day (FoyerCalendarGrid *self, gint64 day)
{
  g_return_if_fail (FOYER_IS_CALENDAR_GRID (self));

  if (self->day == day)
    return;
  self->day = day;
  say_day (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY]);
}

void
foyer_calendar_grid_set_shows_weeks (FoyerCalendarGrid *self, gboolean shows_weeks)
{
  g_return_if_fail (FOYER_IS_CALENDAR_GRID (self));

  self->shows_weeks = shows_weeks;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

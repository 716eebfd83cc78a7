/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-calendar-page.h"

#include "foyer-calendar-entry.h"
#include "foyer-calendar-grid.h"
#include "foyer-recurrence-parts.h"
#include "foyer-row-store.h"
#include "foyer-series-store.h"
#include "foyer-sync-button.h"
#include "foyer-toast.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define N_DAYS 7

struct _FoyerCalendarPage
{
  GtkWidget parent_instance;

  AdwWindowTitle *title;
  GtkWidget *view_switch;
  GtkStack *stack;
  FoyerCalendarGrid *grid;
  GtkListView *list;
  GtkSingleSelection *selection;
  GListStore *entries;

  FoyerReplica *replica; /* (owned) */
  char *view;            /* (owned) "month", "week", "list" */
  gint64 day;            /* the cursor, days since 1970 */
  gint64 shown_from;     /* day of the first cell */
  gint64 shown_to;       /* of the one after the last */
  gboolean shows_weeks;
  gboolean folded;
  gboolean is_stale; /* something changed while it was out of sight */
};

G_DEFINE_FINAL_TYPE (FoyerCalendarPage, foyer_calendar_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_FOLDED,
  PROP_VIEW,
  PROP_SHOWS_WEEKS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *
get_view (FoyerCalendarPage *self)
{
  return self->folded ? "list" : self->view;
}

/* The first day of the week that a day is in. */
static gint64
get_week (gint64 day)
{
  guint weekday = foyer_wall_seconds_get_weekday (day * FOYER_DAY_SECONDS);

  return day - (weekday + N_DAYS - foyer_calendar_first_weekday ()) % N_DAYS;
}

static void
get_date (gint64 day, GDate *date)
{
  foyer_wall_seconds_get_date (day * FOYER_DAY_SECONDS, date);
}

static gint64
get_day (const GDate *date)
{
  return foyer_wall_seconds_get_day (foyer_wall_seconds_from_date (date));
}

static void
show_title (FoyerCalendarPage *self)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (self->day * FOYER_DAY_SECONDS);
  /* Translators: a month, see strftime: “December 2026” */
  g_autofree char *month = g_date_time_format (time, _ ("%OB %Y"));

  adw_window_title_set_title (self->title, month);
}

static void
show_list (FoyerCalendarPage *self, GPtrArray *items, gint64 first, gint64 end)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GTimeZone) held = NULL; /* zones stay loaded while one is held */
  gint64 last_day = G_MININT64;
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < items->len; i++)
    {
      const FoyerCalendarItem *item = items->pdata[i];
      gint64 day = foyer_wall_seconds_get_day (item->wall);

      if (day < first || day >= end)
        continue;
      if (held == NULL)
        held = foyer_time_zone_load (item->timezone);
      if (position == GTK_INVALID_LIST_POSITION && day >= self->day)
        position = entries->len;
      g_ptr_array_add (entries, foyer_calendar_entry_new (item, day != last_day));
      last_day = day;
    }
  g_list_store_splice (self->entries, 0, g_list_model_get_n_items (G_LIST_MODEL (self->entries)),
                       entries->pdata, entries->len);
  gtk_stack_set_visible_child_name (self->stack, entries->len > 0 ? "list" : "empty");
  if (position != GTK_INVALID_LIST_POSITION)
    {
      gtk_single_selection_set_selected (self->selection, position);
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
    }
}

/* Reads what is in sight: bounded, by an index. */
static void
reload (FoyerCalendarPage *self)
{
  const char *view = get_view (self);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  guint n_weeks = 1;
  GDate date;
  gint64 first, end;

  self->is_stale = FALSE;
  get_date (self->day, &date);
  g_date_set_day (&date, 1);
  first = get_day (&date);
  end = first + g_date_get_days_in_month (g_date_get_month (&date), g_date_get_year (&date));
  self->shown_from = g_str_equal (view, "list") ? first : get_week (first);
  self->shown_to = end;
  if (g_str_equal (view, "week"))
    {
      self->shown_from = get_week (self->day);
      self->shown_to = self->shown_from + N_DAYS;
    }
  else if (g_str_equal (view, "month"))
    {
      n_weeks = (end - self->shown_from + N_DAYS - 1) / N_DAYS;
      self->shown_to = self->shown_from + n_weeks * N_DAYS;
    }
  items = foyer_calendar_store_read (foyer_replica_get_reader (self->replica),
                                     self->shown_from * FOYER_DAY_SECONDS,
                                     self->shown_to * FOYER_DAY_SECONDS, &error);
  if (items == NULL)
    {
      foyer_show_toast (GTK_WIDGET (self), error->message);
      return;
    }
  show_title (self);
  if (g_str_equal (view, "list"))
    {
      show_list (self, items, first, end);
      return;
    }
  foyer_calendar_grid_show (self->grid, self->shown_from, n_weeks,
                            g_str_equal (view, "month") ? g_date_get_month (&date) : 0, items);
  foyer_calendar_grid_set_day (self->grid, self->day);
  gtk_stack_set_visible_child_name (self->stack, "grid");
}

static void
go_to_day (FoyerCalendarPage *self, gint64 day)
{
  self->day = day;
  reload (self);
}

static void
replica_changed_cb (FoyerCalendarPage *self, FoyerChanges *changes)
{
  if (!foyer_changes_touch (changes, &FOYER_EVENT_TYPE))
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
  else
    self->is_stale = TRUE;
}

static void
day_changed_cb (FoyerCalendarPage *self)
{
  gint64 day = foyer_calendar_grid_get_day (self->grid);
  GDate before, after;

  if (day == self->day)
    return;
  get_date (self->day, &before);
  get_date (day, &after);
  self->day = day;
  if (day < self->shown_from || day >= self->shown_to ||
      (g_str_equal (get_view (self), "month") &&
       g_date_get_month (&before) != g_date_get_month (&after) &&
       (day < self->shown_from || day >= self->shown_to)))
    reload (self);
  else
    show_title (self);
}

static void
open_event_cb (FoyerCalendarPage *self, const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-event", "s", id);
}

static void
open_day_cb (FoyerCalendarPage *self, gint64 day)
{
  self->day = day;
  foyer_calendar_page_set_view (self, "list");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
new_event_cb (FoyerCalendarPage *self, gint64 day)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.new-event-on", "x", day);
}

static void
row_activated_cb (FoyerCalendarPage *self, guint position)
{
  g_autoptr (FoyerCalendarEntry) entry =
      g_list_model_get_item (G_LIST_MODEL (self->entries), position);

  if (entry != NULL)
    open_event_cb (self, foyer_calendar_entry_get_id (entry));
}

static gboolean
is_text (gpointer item, const char *text)
{
  return text != NULL && *text != '\0';
}

/* Moving
 * ------------------------------------------------------------------------------------------------
 */

typedef struct
{
  FoyerUuid event_id;
  gint64 days;
  gint64 wall; /* afterwards */
  gint64 change_set;
  FoyerWallKind kind;
  char *title; /* (owned) */
} Move;

static void
move_free (gpointer data)
{
  g_free (((Move *) data)->title);
  g_free (data);
}

static gpointer
move_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Move *wanted = data;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, FOYER_KIND_MOVE, error);
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  Move *done;

  if (transaction == NULL ||
      (event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, &wanted->event_id, error)) == NULL)
    return NULL;
  zone = foyer_time_zone_load (event->timezone);
  done = g_new0 (Move, 1);
  done->title = g_strdup (event->title);
  done->wall =
      foyer_wall_seconds_from_instant (event->start_date, zone) + wanted->days * FOYER_DAY_SECONDS;
  if (foyer_series_store_move (transaction, &wanted->event_id, done->wall, &done->kind, error) &&
      foyer_transaction_commit (g_steal_pointer (&transaction), &done->change_set, error))
    return done;
  move_free (done);
  return NULL;
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerCalendarPage) self = data;
  g_autoptr (GError) error = NULL;
  Move *move = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  if (self->replica == NULL || move == NULL)
    {
      if (self->replica != NULL)
        foyer_show_toast (GTK_WIDGET (self), error->message);
      g_clear_pointer (&move, move_free);
      return;
    }
  day = foyer_recurrence_day_name (move->wall);
  if (move->kind == FOYER_WALL_GAP)
    text =
        g_strdup_printf (_ ("“%s” moved to %s; the clock jumps over that time, so it starts later"),
                         move->title, day);
  else if (move->kind == FOYER_WALL_OVERLAP)
    text = g_strdup_printf (
        _ ("“%s” moved to %s; the clock shows that time twice, the first is meant"), move->title,
        day);
  else
    text = g_strdup_printf (_ ("“%s” moved to %s"), move->title, day);
  foyer_show_undo_toast (GTK_WIDGET (self), text, move->change_set);
  move_free (move);
}

static void
move_event_cb (FoyerCalendarPage *self, const char *id, gint64 days)
{
  Move *move = g_new0 (Move, 1);

  move->days = days;
  if (!foyer_uuid_parse (id, &move->event_id))
    {
      move_free (move);
      return;
    }
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, move_on_thread, move, move_free,
                           move_free, NULL, moved_cb, g_object_ref (self));
}

/* Going about
 * ------------------------------------------------------------------------------------------------
 */

static void
go (FoyerCalendarPage *self, int direction)
{
  GDate date;

  if (g_str_equal (get_view (self), "week"))
    {
      go_to_day (self, self->day + direction * N_DAYS);
      return;
    }
  get_date (self->day, &date);
  if (direction > 0)
    g_date_add_months (&date, 1);
  else
    g_date_subtract_months (&date, 1);
  go_to_day (self, get_day (&date));
}

static void
earlier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go (FOYER_CALENDAR_PAGE (widget), -1);
}

static void
later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go (FOYER_CALENDAR_PAGE (widget), 1);
}

static void
today_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to_day (FOYER_CALENDAR_PAGE (widget), foyer_calendar_today ());
}

static void
foyer_calendar_page_map (GtkWidget *widget)
{
  FoyerCalendarPage *self = FOYER_CALENDAR_PAGE (widget);

  GTK_WIDGET_CLASS (foyer_calendar_page_parent_class)->map (widget);
  if (self->is_stale)
    reload (self);
}

static gboolean
foyer_calendar_page_grab_focus (GtkWidget *widget)
{
  FoyerCalendarPage *self = FOYER_CALENDAR_PAGE (widget);

  return gtk_widget_grab_focus (g_str_equal (get_view (self), "list") ? GTK_WIDGET (self->list)
                                                                      : GTK_WIDGET (self->grid));
}

static void
foyer_calendar_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerCalendarPage *self = FOYER_CALENDAR_PAGE (object);

  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_VIEW:
      g_value_set_string (value, self->view);
      break;
    case PROP_SHOWS_WEEKS:
      g_value_set_boolean (value, self->shows_weeks);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_calendar_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerCalendarPage *self = FOYER_CALENDAR_PAGE (object);

  switch (id)
    {
    case PROP_FOLDED:
      if (self->folded == g_value_get_boolean (value))
        return;
      self->folded = g_value_get_boolean (value);
      gtk_widget_set_visible (self->view_switch, !self->folded);
      if (self->replica != NULL)
        reload (self);
      break;
    case PROP_VIEW:
      if (g_strcmp0 (self->view, g_value_get_string (value)) == 0)
        return;
      g_free (self->view);
      self->view = g_value_dup_string (value);
      if (self->replica != NULL)
        reload (self);
      break;
    case PROP_SHOWS_WEEKS:
      self->shows_weeks = g_value_get_boolean (value);
      foyer_calendar_grid_set_shows_weeks (self->grid, self->shows_weeks);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
foyer_calendar_page_dispose (GObject *object)
{
  FoyerCalendarPage *self = FOYER_CALENDAR_PAGE (object);
  GtkWidget *child;

  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->view, g_free);
  G_OBJECT_CLASS (foyer_calendar_page_parent_class)->dispose (object);
}

static void
foyer_calendar_page_class_init (FoyerCalendarPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = foyer_calendar_page_get_property;
  object_class->set_property = foyer_calendar_page_set_property;
  object_class->dispose = foyer_calendar_page_dispose;
  widget_class->map = foyer_calendar_page_map;
  widget_class->grab_focus = foyer_calendar_page_grab_focus;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "month", flags);
  properties[PROP_SHOWS_WEEKS] = g_param_spec_boolean ("shows-weeks", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (FOYER_TYPE_CALENDAR_GRID);
  g_type_ensure (FOYER_TYPE_CALENDAR_ENTRY);
  g_type_ensure (FOYER_TYPE_SYNC_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/calendar/foyer-calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCalendarPage, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerCalendarPage, view_switch);
  gtk_widget_class_bind_template_child (widget_class, FoyerCalendarPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerCalendarPage, grid);
  gtk_widget_class_bind_template_child (widget_class, FoyerCalendarPage, list);
  gtk_widget_class_bind_template_child (widget_class, FoyerCalendarPage, selection);
  gtk_widget_class_bind_template_child (widget_class, FoyerCalendarPage, entries);
  gtk_widget_class_bind_template_callback (widget_class, open_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_day_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "calendar.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "calendar.later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "calendar.today", NULL, today_action);
  gtk_widget_class_install_property_action (widget_class, "calendar.view", "view");
  gtk_widget_class_install_property_action (widget_class, "calendar.week-numbers", "shows-weeks");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "calendar.earlier", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "calendar.later", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "calendar.today", NULL);
}

static void
foyer_calendar_page_init (FoyerCalendarPage *self)
{
  g_autoptr (GtkBuilderCScope) scope = GTK_BUILDER_CSCOPE (gtk_builder_cscope_new ());
  g_autoptr (GtkListItemFactory) factory = NULL;

  self->view = g_strdup ("month");
  self->day = foyer_calendar_today ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_builder_cscope_add_callback_symbol (scope, "is_text", G_CALLBACK (is_text));
  factory = gtk_builder_list_item_factory_new_from_resource (
      GTK_BUILDER_SCOPE (scope), "/io/github/foyerapp/Foyer/calendar/foyer-calendar-row.ui");
  gtk_list_view_set_factory (self->list, factory);
}

GtkWidget *
foyer_calendar_page_new (FoyerReplica *replica)
{
  FoyerCalendarPage *self = g_object_new (FOYER_TYPE_CALENDAR_PAGE, NULL);

  self->replica = g_object_ref (replica);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  reload (self);
  return GTK_WIDGET (self);
}

void
foyer_calendar_page_show_day (FoyerCalendarPage *self, gint64 day)
{
  g_return_if_fail (FOYER_IS_CALENDAR_PAGE (self));

  go_to_day (self, day);
}

void
foyer_calendar_page_set_view (FoyerCalendarPage *self, const char *view)
{
  g_return_if_fail (FOYER_IS_CALENDAR_PAGE (self));

  g_object_set (self, "view", view, NULL);
}

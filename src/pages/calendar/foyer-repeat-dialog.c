/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-repeat-dialog.h"

#include "foyer-calendar-grid.h"
#include "foyer-part.h"
#include "foyer-recurrence-parts.h"
#include "foyer-repeat-job.h"
#include "foyer-series-store.h"
#include "foyer-toast.h"
#include "foyer-wall-parse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_DAYS      7
#define N_CELLS     42
#define LONG_YEARS 2

enum
{
  END_COUNT,
  END_UNTIL,
  END_LONG, /* no series goes on for ever */
};

struct _FoyerRepeatDialog
{
  AdwWindow parent_instance;

  GtkProgressBar *progress;
  AdwComboRow *repeat_row;
  AdwActionRow *interval_row;
  GtkAdjustment *interval;
  AdwComboRow *month_row;
  GtkStringList *month_ways;
  GtkWidget *days_row;
  GtkBox *days_box;
  AdwComboRow *end_row;
  GtkWidget *count_row;
  GtkAdjustment *count;
  GtkWidget *until_row;
  GtkLabel *words;
  GtkLabel *summary;
  GtkLabel *problem;
  GtkLabel *month_label;
  GtkGrid *days;
  GtkLabel *clock_note;
  GtkToggleButton *weekdays[N_DAYS]; /* Monday first, wherever they stand */
  GtkToggleButton *cells[N_CELLS];

  GtkWidget *from;           /* (weak) */
  FoyerReplica *replica;     /* (owned) */
  FoyerEvent *event;         /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gint64 start;              /* wall time of the event */
  gint64 month;              /* day of the first of the month that is shown */
  GArray *exceptions;        /* (owned) (element-type gint64) wall times */
  GArray *dates; /* (owned) (nullable) (element-type FoyerRecurrenceDate) without exceptions */
  char *rule;    /* (owned) (nullable) */
  gboolean is_filling;
  gboolean is_creating;
};

G_DEFINE_FINAL_TYPE (FoyerRepeatDialog, foyer_repeat_dialog, ADW_TYPE_WINDOW)

static int
compare_walls (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static gboolean
find_exception (FoyerRepeatDialog *self, gint64 wall, guint *index)
{
  return g_array_binary_search (self->exceptions, &wall, compare_walls, index);
}

/* The day that was typed, by its midnight. */
static gboolean
read_until (FoyerRepeatDialog *self, gint64 *until)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->until_row));
  FoyerWall today, wall;
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (self->event->timezone);
  GDate date;

  foyer_wall_from_instant (&today, self->event->start_date, zone);
  if (!foyer_wall_parse (text, &today, &today, &wall) ||
      !g_date_valid_dmy (wall.day, wall.month, wall.year))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, wall.day, wall.month, wall.year);
  *until = foyer_wall_seconds_from_date (&date);
  return TRUE;
}

/* What is chosen; FALSE with a sentence. */
static gboolean
read_parts (FoyerRepeatDialog *self, FoyerRecurrenceParts *parts, const char **problem)
{
  guint way = adw_combo_row_get_selected (self->month_row);
  guint end = adw_combo_row_get_selected (self->end_row);
  FoyerRecurrenceParts usual;
  GDate date;

  foyer_recurrence_parts_init (parts, (FoyerRepeat) adw_combo_row_get_selected (self->repeat_row),
                               self->start);
  usual = *parts;
  parts->interval = (guint) gtk_adjustment_get_value (self->interval);
  parts->weekdays = 0;
  for (guint i = 0; i < N_DAYS; i++)
    if (gtk_toggle_button_get_active (self->weekdays[i]))
      parts->weekdays |= 1u << i;
  if (parts->repeat == FOYER_REPEAT_MONTHLY && way > 0)
    parts->month_day = way == 3 ? -1 : 0;
  if (way == 2)
    parts->week = -1;
  else
    parts->week = usual.week;

  parts->end = end == END_COUNT ? FOYER_REPEAT_END_COUNT : FOYER_REPEAT_END_UNTIL;
  parts->count = (guint) gtk_adjustment_get_value (self->count);
  if (end == END_LONG)
    {
      foyer_wall_seconds_get_date (self->start, &date);
      g_date_add_years (&date, LONG_YEARS);
      parts->until = foyer_wall_seconds_from_date (&date);
    }
  else if (end == END_UNTIL && !read_until (self, &parts->until))
    *problem = _ ("Type the day on which it ends.");
  if (parts->repeat == FOYER_REPEAT_WEEKLY && parts->weekdays == 0)
    *problem = _ ("Choose at least one weekday.");
  return *problem == NULL;
}

static void
show_words (FoyerRepeatDialog *self)
{
  g_autoptr (FoyerRecurrence) rule = foyer_recurrence_new (self->rule, NULL);
  g_autofree char *words = foyer_recurrence_to_words (rule, self->start);
  const FoyerRecurrenceDate *last =
      &g_array_index (self->dates, FoyerRecurrenceDate, self->dates->len - 1);
  guint n_left = 0;
  g_autofree char *day = foyer_recurrence_day_name (last->wall);
  g_autofree char *summary = NULL;

  for (guint i = 0; i < self->dates->len; i++)
    n_left +=
        !find_exception (self, g_array_index (self->dates, FoyerRecurrenceDate, i).wall, NULL);
  /* Translators: of a series: how many dates, and the day of the last. */
  summary =
      g_strdup_printf (ngettext ("%'d date, the last on %s", "%'d dates, the last on %s", n_left),
                       (int) n_left, day);
  gtk_label_set_label (self->words, words);
  gtk_label_set_label (self->summary, summary);
}

/* The first date that a clock does not show once. */
static void
show_clock_note (FoyerRepeatDialog *self)
{
  g_autofree char *note = NULL;

  for (guint i = 0; note == NULL && i < self->dates->len; i++)
    {
      const FoyerRecurrenceDate *date = &g_array_index (self->dates, FoyerRecurrenceDate, i);
      g_autofree char *day = foyer_recurrence_day_name (date->wall);

      if (date->kind == FOYER_WALL_GAP)
        note = g_strdup_printf (
            _ ("On %s the clock jumps over that time: it starts later that day."), day);
      else if (date->kind == FOYER_WALL_OVERLAP)
        note =
            g_strdup_printf (_ ("On %s the clock shows that time twice: the first is meant."), day);
      else if (date->offset != g_array_index (self->dates, FoyerRecurrenceDate, 0).offset)
        note = g_strdup_printf (
            _ ("From %s on the clocks there are set differently; the time on the clock stays."),
            day);
    }
  gtk_label_set_label (self->clock_note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->clock_note), note != NULL);
}

/* The first date of a day; NULL for none. */
static const FoyerRecurrenceDate *
find_date (FoyerRepeatDialog *self, gint64 day)
{
  guint low = 0;
  guint high = self->dates != NULL ? self->dates->len : 0;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (foyer_wall_seconds_get_day (
              g_array_index (self->dates, FoyerRecurrenceDate, middle).wall) < day)
        low = middle + 1;
      else
        high = middle;
    }
  if (self->dates == NULL || low >= self->dates->len ||
      foyer_wall_seconds_get_day (g_array_index (self->dates, FoyerRecurrenceDate, low).wall) !=
          day)
    return NULL;
  return &g_array_index (self->dates, FoyerRecurrenceDate, low);
}

static gint64
get_first_cell (FoyerRepeatDialog *self)
{
  guint weekday = foyer_wall_seconds_get_weekday (self->month * FOYER_DAY_SECONDS);

  return self->month - (weekday + N_DAYS - foyer_calendar_first_weekday ()) % N_DAYS;
}

static void
show_cell (FoyerRepeatDialog *self, guint i, GDateMonth month)
{
  gint64 day = get_first_cell (self) + i;
  const FoyerRecurrenceDate *date = find_date (self, day);
  GtkWidget *cell = GTK_WIDGET (self->cells[i]);
  gboolean is_in = date != NULL && !find_exception (self, date->wall, NULL);
  g_autofree char *name = foyer_recurrence_day_name (day * FOYER_DAY_SECONDS);
  g_autofree char *label = NULL;
  g_autofree char *said = NULL;
  GDate shown;

  foyer_wall_seconds_get_date (day * FOYER_DAY_SECONDS, &shown);
  label = g_strdup_printf ("%d", g_date_get_day (&shown));
  gtk_button_set_label (GTK_BUTTON (cell), label);
  gtk_toggle_button_set_active (self->cells[i], is_in);
  gtk_widget_set_sensitive (cell, date != NULL && !self->is_creating);
  gtk_widget_set_visible (cell, g_date_get_month (&shown) == month);
  if (date != NULL && !is_in)
    gtk_widget_add_css_class (cell, "left-out");
  else
    gtk_widget_remove_css_class (cell, "left-out");
  said = date == NULL ? g_strdup (name)
         : is_in      ? g_strdup_printf (_ ("%s, a date"), name)
                      : g_strdup_printf (_ ("%s, left out"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

static void
show_month (FoyerRepeatDialog *self)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (self->month * FOYER_DAY_SECONDS);
  g_autofree char *name = g_date_time_format (time, _ ("%OB %Y"));
  GDate date;

  foyer_wall_seconds_get_date (self->month * FOYER_DAY_SECONDS, &date);
  gtk_label_set_label (self->month_label, name);
  self->is_filling = TRUE;
  for (guint i = 0; i < N_CELLS; i++)
    show_cell (self, i, g_date_get_month (&date));
  self->is_filling = FALSE;
}

static void
show_problem (FoyerRepeatDialog *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->words), problem == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), problem == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "repeat.create",
                                 problem == NULL && !self->is_creating);
}

static void
show_rows (FoyerRepeatDialog *self)
{
  guint repeat = adw_combo_row_get_selected (self->repeat_row);
  guint end = adw_combo_row_get_selected (self->end_row);
  guint interval = (guint) gtk_adjustment_get_value (self->interval);
  const char *unit = NULL;

  switch (repeat)
    {
    case FOYER_REPEAT_DAILY:
      unit = ngettext ("day", "days", interval);
      break;
    case FOYER_REPEAT_WEEKLY:
      unit = ngettext ("week", "weeks", interval);
      break;
    case FOYER_REPEAT_MONTHLY:
      unit = ngettext ("month", "months", interval);
      break;
    default:
      unit = ngettext ("year", "years", interval);
      break;
    }
  adw_action_row_set_subtitle (self->interval_row, unit);
  gtk_widget_set_visible (self->days_row, repeat == FOYER_REPEAT_WEEKLY);
  gtk_widget_set_visible (GTK_WIDGET (self->month_row), repeat == FOYER_REPEAT_MONTHLY);
  gtk_widget_set_visible (self->count_row, end == END_COUNT);
  gtk_widget_set_visible (self->until_row, end == END_UNTIL);
}

static void
update (FoyerRepeatDialog *self)
{
  FoyerRecurrenceParts parts;
  FoyerSeriesPlan plan = { NULL };
  g_autoptr (GError) error = NULL;
  const char *problem = NULL;

  show_rows (self);
  g_clear_pointer (&self->rule, g_free);
  g_clear_pointer (&self->dates, g_array_unref);
  if (read_parts (self, &parts, &problem))
    {
      self->rule = foyer_recurrence_parts_to_rule (&parts);
      plan.rule = self->rule;
      self->dates = foyer_series_store_preview (self->event, &plan, 0, NULL, &error);
      if (self->dates == NULL)
        problem = error->message;
    }
  show_problem (self, problem);
  if (self->dates != NULL)
    {
      show_words (self);
      show_clock_note (self);
    }
  show_month (self);
}

static void
changed_cb (FoyerRepeatDialog *self)
{
  if (self->event != NULL && !self->is_filling)
    update (self);
}

static void
cell_toggled_cb (FoyerRepeatDialog *self, GtkToggleButton *cell)
{
  const FoyerRecurrenceDate *date = NULL;
  guint index;

  if (self->is_filling)
    return;
  for (guint i = 0; i < N_CELLS; i++)
    if (self->cells[i] == cell)
      date = find_date (self, get_first_cell (self) + i);
  if (date == NULL)
    return;
  if (find_exception (self, date->wall, &index))
    g_array_remove_index (self->exceptions, index);
  else
    {
      g_array_append_val (self->exceptions, date->wall);
      g_array_sort (self->exceptions, compare_walls);
    }
  show_words (self);
  show_month (self);
}

/* Creating
 * ------------------------------------------------------------------------------------------------
 */

static void
progress_cb (guint done, guint total, gpointer data)
{
  FoyerRepeatDialog *self = data;
  g_autofree char *text = NULL;

  if (self->replica == NULL)
    return;
  text = g_strdup_printf (_ ("%'u of %'u dates"), done, total);
  gtk_progress_bar_set_fraction (self->progress, total > 0 ? (double) done / total : 0);
  gtk_progress_bar_set_text (self->progress, text);
}

static void
set_creating (FoyerRepeatDialog *self, gboolean is_creating)
{
  self->is_creating = is_creating;
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_creating);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "repeat.create", !is_creating);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRepeatDialog) self = data;
  g_autoptr (GError) error = NULL;
  gint64 change_set = foyer_repeat_job_run_finish (FOYER_REPLICA (source), result, &error);
  g_autofree char *text = NULL;

  /* Closed meanwhile, which cancels. */
  if (self->replica == NULL)
    return;
  set_creating (self, FALSE);
  if (change_set == 0)
    {
      update (self);
      show_problem (self, error->message);
      return;
    }
  text = g_strdup_printf (_ ("“%s” repeats now"), self->event->title);
  if (self->from != NULL)
    foyer_show_undo_toast (self->from, text, change_set);
  gtk_window_close (GTK_WINDOW (self));
}

static void
create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRepeatDialog *self = FOYER_REPEAT_DIALOG (widget);

  if (self->rule == NULL || self->is_creating)
    return;
  set_creating (self, TRUE);
  foyer_repeat_job_run_async (self->replica, &self->event->row.id, self->rule, self->exceptions,
                              progress_cb, self, self->cancellable, created_cb,
                              g_object_ref (self));
}

static void
turn_month (FoyerRepeatDialog *self, int direction)
{
  GDate date;

  foyer_wall_seconds_get_date (self->month * FOYER_DAY_SECONDS, &date);
  if (direction > 0)
    g_date_add_months (&date, 1);
  else
    g_date_subtract_months (&date, 1);
  self->month = foyer_wall_seconds_get_day (foyer_wall_seconds_from_date (&date));
  show_month (self);
}

static void
earlier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn_month (FOYER_REPEAT_DIALOG (widget), -1);
}

static void
later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn_month (FOYER_REPEAT_DIALOG (widget), 1);
}

static void
foyer_repeat_dialog_dispose (GObject *object)
{
  FoyerRepeatDialog *self = FOYER_REPEAT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->exceptions, g_array_unref);
  g_clear_pointer (&self->dates, g_array_unref);
  g_clear_pointer (&self->rule, g_free);
  G_OBJECT_CLASS (foyer_repeat_dialog_parent_class)->dispose (object);
}

static void
foyer_repeat_dialog_class_init (FoyerRepeatDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_repeat_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/calendar/foyer-repeat-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, repeat_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, interval_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, interval);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, month_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, month_ways);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, days_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, days_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, end_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, count_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, count);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, until_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, words);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, month_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, days);
  gtk_widget_class_bind_template_child (widget_class, FoyerRepeatDialog, clock_note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "repeat.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "repeat.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "repeat.later", NULL, later_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "repeat.earlier", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "repeat.later", NULL);
}

/* Seven columns from the locale’s first weekday on: their names, and the days of a month. */
static void
add_cells (FoyerRepeatDialog *self)
{
  for (guint i = 0; i < N_DAYS; i++)
    {
      guint weekday = (foyer_calendar_first_weekday () + i) % N_DAYS;
      gint64 wall = (gint64) (4 + weekday) * FOYER_DAY_SECONDS; /* 1970-01-05, a Monday */
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (wall);
      g_autofree char *shown = g_date_time_format (date, "%a");
      g_autofree char *name = foyer_recurrence_weekday_name (weekday);
      GtkWidget *button = gtk_toggle_button_new_with_label (shown);
      GtkWidget *label = gtk_label_new (shown);

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "foyer-repeat-weekday");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      g_signal_connect_object (button, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->days_box, button);
      self->weekdays[weekday] = GTK_TOGGLE_BUTTON (button);
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_grid_attach (self->days, label, i, 0, 1, 1);
    }
  for (guint i = 0; i < N_CELLS; i++)
    {
      GtkWidget *cell = gtk_toggle_button_new_with_label ("");

      gtk_widget_add_css_class (cell, "foyer-repeat-day");
      gtk_widget_add_css_class (cell, "flat");
      g_signal_connect_object (cell, "toggled", G_CALLBACK (cell_toggled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_grid_attach (self->days, cell, i % N_DAYS, 1 + i / N_DAYS, 1, 1);
      self->cells[i] = GTK_TOGGLE_BUTTON (cell);
    }
}

static void
foyer_repeat_dialog_init (FoyerRepeatDialog *self)
{
  self->is_filling = TRUE;
  self->cancellable = g_cancellable_new ();
  self->exceptions = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
  add_cells (self);
}

/* “day 8”, “second Tuesday”, “last Tuesday”, “last day”. */
static void
add_month_ways (FoyerRepeatDialog *self)
{
  FoyerRecurrenceParts parts;

  for (guint way = 0; way < 4; way++)
    {
      g_autofree char *rule = NULL;
      g_autofree char *words = NULL;
      g_autoptr (FoyerRecurrence) recurrence = NULL;

      foyer_recurrence_parts_init (&parts, FOYER_REPEAT_MONTHLY, self->start);
      parts.end = FOYER_REPEAT_END_NEVER;
      if (way > 0)
        parts.month_day = way == 3 ? -1 : 0;
      if (way == 2)
        parts.week = -1;
      rule = foyer_recurrence_parts_to_rule (&parts);
      recurrence = foyer_recurrence_new (rule, NULL);
      words = foyer_recurrence_to_words (recurrence, self->start);
      gtk_string_list_append (self->month_ways, words);
    }
}

GtkWidget *
foyer_repeat_dialog_present (GtkWidget *from, FoyerReplica *replica, const FoyerEvent *event)
{
  FoyerRepeatDialog *self =
      g_object_new (FOYER_TYPE_REPEAT_DIALOG, "transient-for", gtk_widget_get_root (from), NULL);
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (event->timezone);
  GDate date;

  g_set_weak_pointer (&self->from, from);
  self->replica = g_object_ref (replica);
  self->event = foyer_event_copy (event);
  self->start = foyer_wall_seconds_from_instant (event->start_date, zone);
  foyer_wall_seconds_get_date (self->start, &date);
  g_date_set_day (&date, 1);
  self->month = foyer_wall_seconds_get_day (foyer_wall_seconds_from_date (&date));
  gtk_toggle_button_set_active (self->weekdays[foyer_wall_seconds_get_weekday (self->start)], TRUE);
  add_month_ways (self);
  self->is_filling = FALSE;
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->repeat_row));
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}

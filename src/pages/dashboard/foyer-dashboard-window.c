/* SPDX-License-Identifier: GPL-3.0-or-later */

/*   FoyerDoor (counts, entrances, tiers) ─┬─▸ numbers, forecast, chart, lines
 *   FoyerArrivals (minutes, last scans) ──┤
 *   the clock, each minute ───────────────┘
 */

#include "foyer-dashboard-window.h"

#include <glib/gi18n-lib.h>

#include "foyer-arrivals.h"
#include "foyer-banner.h"
#include "foyer-bar-chart.h"
#include "foyer-door.h"
#include "foyer-entrance-line.h"
#include "foyer-fit-label.h"
#include "foyer-forecast.h"
#include "foyer-scan-row.h"
#include "foyer-text-scale.h"
#include "foyer-tier-line.h"
#include "foyer-time.h"
#include "foyer-verdict-look.h"

#define MINUTE       ((gint64) G_TIME_SPAN_MINUTE)
#define MOST_BARS    75   /* minutes shown, as many as there is something to see in */
#define LEAST_BARS   30   /* minutes */
#define N_AHEAD      15   /* minutes of the forecast's line */
#define STALE_AFTER  (60 * MINUTE) /* without anybody: the chart stays at the last arrivals */
#define TICK_EVERY   5    /* minutes; what finds no room is left out */
#define COALESCE     250  /* milliseconds */
#define N_SCANS      4
#define N_PROBLEMS   4
#define NARROW       900  /* pixels: columns stand below each other */
#define LINES_HIGH   46   /* the window is that many lines of text high */
#define LEAST_TEXT   14   /* pixels, for who wants text as usual */
#define MOST_TEXT    60   /* pixels */
#define LEAST_CHARS  30   /* so many of who wants it larger still find room beside each other */

struct _FoyerDashboardWindow
{
  AdwApplicationWindow parent_instance;

  GtkWidget      *body;
  AdwWindowTitle *title;
  FoyerBanner *test_banner;
  FoyerFitLabel  *arrived;
  FoyerFitLabel  *inside;
  FoyerFitLabel  *to_come;
  GtkBox         *columns;
  GtkWidget      *side_column;
  GtkLabel       *forecast;
  GtkLabel       *rate;
  FoyerBarChart  *chart;
  GtkBox         *entrances;
  GtkBox         *tiers;
  GtkBox         *feet;
  GtkListBox     *scans;
  GtkWidget      *problems_box;
  GtkLabel       *problems_heading;
  GtkListBox     *problems;

  FoyerDoor      *door;       /* (owned) */
  FoyerArrivals  *arrivals;   /* (owned) */
  GSettings      *settings;   /* (owned) */
  GtkCssProvider *size_css;   /* (owned) the text's size, by the window's */
  int             text_size;  /* pixels */
  guint           size_source;
  guint           update_source;
  guint           minute_source;
};

G_DEFINE_FINAL_TYPE (FoyerDashboardWindow, foyer_dashboard_window, ADW_TYPE_APPLICATION_WINDOW)

static void
empty_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
empty_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
set_number (FoyerFitLabel *label,
            gboolean       is_known,
            gint64         number)
{
  g_autofree char *text = is_known ? g_strdup_printf ("%'" G_GINT64_FORMAT, number) : g_strdup ("–");

  foyer_fit_label_set_text (label, text);
}

static void
update_numbers (FoyerDashboardWindow *self)
{
  FoyerDoorCounts counts;
  gboolean is_known = foyer_door_get_counts (self->door, &counts);

  set_number (self->arrived, is_known, counts.arrived);
  set_number (self->inside, is_known, counts.inside);
  set_number (self->to_come, is_known, counts.to_come);
}

static char *
say_forecast (FoyerDashboardWindow *self,
              const FoyerForecast  *forecast,
              gint64                now)
{
  g_autofree char *time = NULL;

  switch (forecast->kind)
    {
    case FOYER_FORECAST_ALL_IN:
      return g_strdup (_("Everybody is in"));
    case FOYER_FORECAST_DONE_BY:
      time = foyer_time_format_short (forecast->done_at, foyer_door_get_zone (self->door), now);
      /* Translators: a time, as in “19:10” */
      return g_strdup_printf (_("All in by about %s"), time);
    case FOYER_FORECAST_FADING:
      return g_strdup_printf (ngettext ("About %'d more to expect, the rest may stay away",
                                        "About %'d more to expect, the rest may stay away", (gulong) forecast->n_expected),
                              (int) forecast->n_expected);
    case FOYER_FORECAST_NONE:
    default:
      return g_strdup (_("Too early to say when all will be in"));
    }
}

/* Late: the last will come in well after it has begun, so another desk would help. */
static gboolean
is_late (FoyerDashboardWindow *self,
         const FoyerForecast  *forecast,
         gint64                now)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);

  return event != NULL && forecast->kind == FOYER_FORECAST_DONE_BY && now < event->end_date
         && forecast->done_at > event->start_date + 5 * MINUTE;
}

static void
show_forecast (FoyerDashboardWindow *self,
               const FoyerForecast  *forecast,
               gboolean              is_live,
               gint64                now)
{
  g_autofree char *sentence = say_forecast (self, forecast, now);
  g_autofree char *late = NULL;
  g_autofree char *rate = NULL;

  if (!is_live && forecast->kind != FOYER_FORECAST_ALL_IN)
    {
      g_free (sentence);
      sentence = g_strdup (_("Nobody has come in the last hour"));
    }
  if (is_late (self, forecast, now))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->forecast), "late");
      late = g_strconcat (sentence, " – ", _("after the start: another desk would help"), NULL);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->forecast), "late");
    }
  gtk_label_set_label (self->forecast, late != NULL ? late : sentence);
  /* Translators: people a minute, as in “12.4 a minute now” */
  rate = g_strdup_printf (_("Arrivals per minute · %.1f a minute now"), forecast->rate);
  gtk_label_set_label (self->rate, rate);
}

static void
add_ticks (FoyerDashboardWindow *self,
           gint64                from,
           guint                 n)
{
  foyer_bar_chart_clear_ticks (self->chart);
  for (guint i = 0; i < n; i++)
    {
      gint64 minute = from + i * MINUTE;
      g_autofree char *label = NULL;

      if (minute / MINUTE % TICK_EVERY != 0)
        continue;
      label = foyer_time_format_short (minute, foyer_door_get_zone (self->door), minute);
      foyer_bar_chart_add_tick (self->chart, i, label);
    }
}

static void
describe_chart (FoyerDashboardWindow *self,
                const guint          *minutes,
                guint                 n,
                gint64                from)
{
  guint most = 0;
  guint total = 0;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    {
      total += minutes[i];
      if (minutes[i] > minutes[most])
        most = i;
    }
  time = foyer_time_format_short (from + most * MINUTE, foyer_door_get_zone (self->door), from);
  /* Translators: how many came, how many in the busiest minute, the time of that, what is expected */
  text = g_strdup_printf (_("%u came in the last %u minutes, most at %s: %u. %s."), total, n, time, minutes[most],
                          gtk_label_get_label (self->forecast));
  foyer_bar_chart_set_description (self->chart, _("Arrivals per minute"), text);
}

/* From a little before the first arrival. */
static guint
count_bars (FoyerDashboardWindow *self,
            gint64                end)
{
  gint64 first = foyer_arrivals_get_first (self->arrivals);

  if (first == FOYER_NONE)
    return LEAST_BARS;
  return (guint) CLAMP ((end - first) / MINUTE + 3, LEAST_BARS, MOST_BARS);
}

static void
update_chart (FoyerDashboardWindow *self)
{
  gint64 now = foyer_time_now ();
  gint64 last = foyer_arrivals_get_last (self->arrivals);
  gboolean is_live = last == FOYER_NONE || now - last < STALE_AFTER;
  gint64 end = (is_live ? now : last) / MINUTE * MINUTE;
  guint n = count_bars (self, end);
  gint64 from = end - (n - 1) * MINUTE;
  guint minutes[MOST_BARS];
  double bars[MOST_BARS];
  double line[N_AHEAD];
  gboolean has_line;
  FoyerDoorCounts counts;
  FoyerForecast forecast;

  foyer_door_get_counts (self->door, &counts);
  foyer_arrivals_get_minutes (self->arrivals, from, minutes, n);
  foyer_forecast_make (&forecast, minutes, is_live ? n : 0, now, counts.arrived + counts.to_come > 0 ? counts.to_come : 1);
  for (guint i = 0; i < n; i++)
    bars[i] = minutes[i];
  for (guint i = 0; i < N_AHEAD; i++)
    line[i] = foyer_forecast_rate_at (&forecast, i);
  has_line = forecast.kind == FOYER_FORECAST_DONE_BY || forecast.kind == FOYER_FORECAST_FADING;
  foyer_bar_chart_set_values (self->chart, bars, n, line, has_line ? N_AHEAD : 0);
  add_ticks (self, from, n + (has_line ? N_AHEAD : 0));
  show_forecast (self, &forecast, is_live, now);
  describe_chart (self, minutes, n, from);
}

static void
update_lines (FoyerDashboardWindow *self)
{
  GPtrArray *lists = foyer_door_get_lists (self->door);
  GPtrArray *tiers = foyer_door_get_tiers (self->door);

  empty_box (self->entrances);
  for (guint i = 0; i < lists->len; i++)
    {
      const FoyerCheckInList *list = g_ptr_array_index (lists, i);
      FoyerEntranceCounts counts;

      foyer_arrivals_get_entrance (self->arrivals, &list->row.id, foyer_time_now (), &counts);
      gtk_box_append (self->entrances, foyer_entrance_line_new (list->name, &counts));
    }
  empty_box (self->tiers);
  gtk_widget_set_visible (GTK_WIDGET (self->tiers), tiers->len > 0);
  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *tier = g_ptr_array_index (tiers, i);
      FoyerRosterCounts counts;

      foyer_roster_count (foyer_door_get_roster (self->door), (int) i, &counts);
      gtk_box_append (self->tiers, foyer_tier_line_new (tier->name, &counts));
    }
}

/* What somebody should look at: tickets that came a second time or should not have come. */
static gboolean
is_problem (FoyerDoorAnswer *answer)
{
  FoyerVerdictLook look;

  foyer_verdict_look_init_for (&look, answer);
  return g_str_equal (look.style, "no") || answer->result->verdict == FOYER_VERDICT_RULE;
}

static void
add_scan (FoyerDashboardWindow *self,
          GtkListBox           *list,
          FoyerDoorAnswer      *answer,
          gboolean              detailed)
{
  GtkWidget *row = foyer_scan_row_new (answer, foyer_door_get_zone (self->door));

  foyer_scan_row_set_detailed (FOYER_SCAN_ROW (row), detailed);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (list, row);
}

static void
update_scans (FoyerDashboardWindow *self)
{
  GPtrArray *recent = foyer_arrivals_get_recent (self->arrivals);
  guint n_scans = 0;
  guint n_problems = 0;
  g_autofree char *heading = NULL;

  empty_list (self->scans);
  empty_list (self->problems);
  for (guint i = 0; i < recent->len; i++)
    {
      FoyerDoorAnswer *answer = g_ptr_array_index (recent, i);

      if (n_scans++ < N_SCANS)
        add_scan (self, self->scans, answer, FALSE);
      if (is_problem (answer) && n_problems++ < N_PROBLEMS)
        add_scan (self, self->problems, answer, TRUE);
    }
  heading = g_strdup_printf (ngettext ("%u Problem", "%u Problems", n_problems), n_problems);
  gtk_label_set_label (self->problems_heading, heading);
  gtk_widget_set_visible (self->problems_box, n_problems > 0);
}

static void
update (FoyerDashboardWindow *self)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);
  g_autofree char *window_title = NULL;
  const char *title = event != NULL && event->title != NULL ? event->title : _("Dashboard");

  window_title = g_strdup_printf (_("%s – Dashboard"), title);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, event != NULL && event->venue_name != NULL ? event->venue_name : "");
  foyer_banner_set_title (self->test_banner,
                          event != NULL && event->is_test ? _("Test mode: these numbers are not real") : "");
  update_numbers (self);
  update_chart (self);
  update_lines (self);
  update_scans (self);
}

static gboolean
update_cb (gpointer data)
{
  FoyerDashboardWindow *self = data;

  self->update_source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* Many changes, at most four pictures a second. */
static void
queue_update (FoyerDashboardWindow *self)
{
  if (self->update_source == 0)
    self->update_source = g_timeout_add (COALESCE, update_cb, self);
}

static gboolean minute_cb (gpointer data);

/* Just after the minute has turned. */
static void
wait_for_minute (FoyerDashboardWindow *self)
{
  guint left = (guint) ((MINUTE - foyer_time_now () % MINUTE) / 1000);

  self->minute_source = g_timeout_add (left + 50, minute_cb, self);
}

static gboolean
minute_cb (gpointer data)
{
  FoyerDashboardWindow *self = data;

  queue_update (self);
  wait_for_minute (self);
  return G_SOURCE_REMOVE;
}

static void
update_dark (FoyerDashboardWindow *self)
{
  if (g_settings_get_boolean (self->settings, "dashboard-dark"))
    gtk_widget_add_css_class (self->body, "dark");
  else
    gtk_widget_remove_css_class (self->body, "dark");
}

static void
change_fullscreen_cb (GSimpleAction *action,
                      GVariant      *state,
                      gpointer       data)
{
  g_simple_action_set_state (action, state);
  if (g_variant_get_boolean (state))
    gtk_window_fullscreen (GTK_WINDOW (data));
  else
    gtk_window_unfullscreen (GTK_WINDOW (data));
}

static void
add_actions (FoyerDashboardWindow *self)
{
  const GActionEntry entries[] = {
    { .name = "fullscreen", .state = "false", .change_state = change_fullscreen_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GAction) dark = g_settings_create_action (self->settings, "dashboard-dark");

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (G_ACTION_MAP (group), dark);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "dashboard", G_ACTION_GROUP (group));
}

static gboolean
apply_size_cb (gpointer data)
{
  FoyerDashboardWindow *self = data;
  g_autofree char *css = g_strdup_printf (".dashboard-body { font-size: %dpx; }", self->text_size);

  self->size_source = 0;
  gtk_css_provider_load_from_data (self->size_css, css, -1);
  return G_SOURCE_REMOVE;
}

static void
foyer_dashboard_window_size_allocate (GtkWidget *widget,
                                      int        width,
                                      int        height,
                                      int        baseline)
{
  FoyerDashboardWindow *self = FOYER_DASHBOARD_WINDOW (widget);
  double scale = foyer_text_scale (widget);
  GtkOrientation orientation = width < NARROW * scale ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
  int least = MIN ((int) (LEAST_TEXT * scale), width / LEAST_CHARS);
  int text_size = CLAMP (MIN (height / LINES_HIGH, width / 60), MAX (least, LEAST_TEXT), MOST_TEXT);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->feet), orientation);
  gtk_widget_set_size_request (self->side_column, orientation == GTK_ORIENTATION_HORIZONTAL ? width / 3 : -1, -1);
  if (text_size != self->text_size)
    {
      self->text_size = text_size;
      if (self->size_source == 0)
        self->size_source = g_idle_add (apply_size_cb, self);
    }
  GTK_WIDGET_CLASS (foyer_dashboard_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static gboolean
foyer_dashboard_window_close_request (GtkWindow *window)
{
  FoyerDashboardWindow *self = FOYER_DASHBOARD_WINDOW (window);
  int width;
  int height;

  gtk_window_get_default_size (window, &width, &height);
  if (!gtk_window_is_fullscreen (window) && !gtk_window_is_maximized (window))
    g_settings_set (self->settings, "dashboard-window-size", "(ii)", width, height);
  return GTK_WINDOW_CLASS (foyer_dashboard_window_parent_class)->close_request (window);
}

static void
foyer_dashboard_window_dispose (GObject *object)
{
  FoyerDashboardWindow *self = FOYER_DASHBOARD_WINDOW (object);

  g_clear_handle_id (&self->size_source, g_source_remove);
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_handle_id (&self->minute_source, g_source_remove);
  g_clear_object (&self->size_css);
  g_clear_object (&self->arrivals);
  g_clear_object (&self->door);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (foyer_dashboard_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (FOYER_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/dashboard/foyer-dashboard-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, body);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, test_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, arrived);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, inside);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, to_come);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, side_column);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, forecast);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, rate);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, chart);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, entrances);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, tiers);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, feet);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, scans);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, problems_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, problems_heading);
  gtk_widget_class_bind_template_child (widget_class, FoyerDashboardWindow, problems);
}

static void
foyer_dashboard_window_class_init (FoyerDashboardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_dashboard_window_dispose;
  widget_class->size_allocate = foyer_dashboard_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_dashboard_window_close_request;
  g_type_ensure (FOYER_TYPE_BAR_CHART);
  g_type_ensure (FOYER_TYPE_FIT_LABEL);
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "dashboard.fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "dashboard.dashboard-dark", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/foyerapp/Foyer/checkin/icons");
}

static void
foyer_dashboard_window_init (FoyerDashboardWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_banner_set_style (self->test_banner, FOYER_BANNER_WARNING);
  self->size_css = gtk_css_provider_new ();
  gtk_style_context_add_provider (gtk_widget_get_style_context (self->body), GTK_STYLE_PROVIDER (self->size_css),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

GtkWidget *
foyer_dashboard_window_new (GtkApplication  *application,
                            FoyerReplica    *replica,
                            GSettings       *settings,
                            const FoyerUuid *event_id)
{
  FoyerDashboardWindow *self;
  int width;
  int height;

  g_return_val_if_fail (FOYER_IS_REPLICA (replica), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (event_id != NULL, NULL);

  self = g_object_new (FOYER_TYPE_DASHBOARD_WINDOW, "application", application, NULL);
  self->settings = g_object_ref (settings);
  self->door = foyer_door_new (replica, event_id);
  self->arrivals = foyer_arrivals_new (replica, event_id);
  g_settings_get (settings, "dashboard-window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  add_actions (self);
  g_signal_connect_object (self->door, "changed", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->arrivals, "changed", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::dashboard-dark", G_CALLBACK (update_dark), self, G_CONNECT_SWAPPED);
  update_dark (self);
  update (self);
  wait_for_minute (self);
  return GTK_WIDGET (self);
}

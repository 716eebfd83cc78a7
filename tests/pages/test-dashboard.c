/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "foyer-arrivals.h"
#include "foyer-bar-chart.h"
#include "foyer-dashboard-window.h"
#include "foyer-door-samples.h"
#include "foyer-entrance-line.h"
#include "foyer-fit-label.h"
#include "foyer-scan-row.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-tier-line.h"
#include "foyer-time.h"

#define MINUTE ((gint64) G_TIME_SPAN_MINUTE)

typedef struct
{
  FoyerTestDir   dir;
  FoyerReplica  *replica;
  GSettings     *settings;
  FoyerUuid      event_id;
  gint64         now;
  FoyerArrivals *arrivals;
} Fixture;

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;

  fixture->replica = foyer_replica_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
has_replica (gpointer data)
{
  return ((Fixture *) data)->replica != NULL;
}

static void
check_in (FoyerDatabase *db,
          Fixture       *fixture,
          guint          i,
          gint64         time)
{
  g_autofree char *code = foyer_test_data_code (i);
  g_autoptr (GError) error = NULL;
  FoyerScanRequest request = { .event_id = fixture->event_id, .code = code, .method = FOYER_METHOD_QR_SCAN, .time = time };

  foyer_scan_result_free (foyer_check_in_store_scan (db, &request, &error));
  g_assert_no_error (error);
}

/* 200 guests; over the last half hour a growing stream of 120, some twice, some forged. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (FoyerDatabase) db = NULL;
  g_autofree char *path = NULL;

  fixture->dir = foyer_test_dir_new ();
  fixture->settings = g_settings_new ("io.github.foyerapp.Foyer");
  fixture->now = foyer_time_now ();
  db = foyer_test_data_make (fixture->dir, 200, FOYER_TEST_DATA_ALL_VALID, &fixture->event_id);
  for (guint i = 0; i < 120; i++)
    check_in (db, fixture, i, fixture->now - (gint64) ((119 - i) * (119 - i)) * 30 * MINUTE / (119 * 119));
  for (guint i = 0; i < 3; i++)
    check_in (db, fixture, i, fixture->now);
  g_clear_object (&db);
  path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  foyer_replica_open_async (path, NULL, opened_cb, fixture);
  foyer_test_wait_for (has_replica, fixture);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer replica = fixture->replica;

  g_object_add_weak_pointer (replica, &replica);
  g_clear_object (&fixture->arrivals);
  g_clear_object (&fixture->replica);
  foyer_test_wait_for (is_gone, &replica);
  g_clear_object (&fixture->settings);
  foyer_test_dir_free (fixture->dir);
}

static gboolean
has_arrivals (gpointer data)
{
  Fixture *fixture = data;

  return foyer_arrivals_is_ready (fixture->arrivals) && !foyer_arrivals_is_loading (fixture->arrivals);
}

static guint
sum_minutes (Fixture *fixture)
{
  guint minutes[60];
  guint sum = 0;

  foyer_arrivals_get_minutes (fixture->arrivals, foyer_time_now () / MINUTE * MINUTE - 59 * MINUTE, minutes, 60);
  for (guint i = 0; i < 60; i++)
    sum += minutes[i];
  return sum;
}

typedef struct
{
  Fixture *fixture;
  guint    first;
  guint    n;
} Scans;

static gpointer
scan_func (FoyerDatabase *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Scans *scans = data;

  for (guint i = 0; i < scans->n; i++)
    check_in (db, scans->fixture, scans->first + i, FOYER_NONE);
  return GINT_TO_POINTER (TRUE);
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_assert_nonnull (foyer_replica_run_finish (FOYER_REPLICA (source), result, NULL));
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
scan_more (Fixture *fixture,
           guint    first,
           guint    n)
{
  Scans scans = { fixture, first, n };
  gboolean done = FALSE;

  foyer_replica_run_async (fixture->replica, FOYER_PRIORITY_SCAN, scan_func, &scans, NULL, NULL, NULL, scanned_cb, &done);
  foyer_test_wait_for (is_true, &done);
}

static void
count_cb (FoyerArrivals *arrivals,
          guint         *n)
{
  *n += 1;
}

static gboolean
has_all (gpointer data)
{
  return sum_minutes (data) == 170;
}

static void
test_arrivals (Fixture       *fixture,
               gconstpointer  data)
{
  FoyerEntranceCounts counts;
  FoyerDoorAnswer *last;
  guint n_changes = 0;

  fixture->arrivals = foyer_arrivals_new (fixture->replica, &fixture->event_id);
  foyer_test_wait_for (has_arrivals, fixture);
  g_assert_cmpuint (sum_minutes (fixture), ==, 120);
  last = g_ptr_array_index (foyer_arrivals_get_recent (fixture->arrivals), 0);
  g_assert_cmpint (last->result->verdict, ==, FOYER_VERDICT_ALREADY_IN);
  foyer_arrivals_get_entrance (fixture->arrivals, &last->result->check_in->list_id, fixture->now, &counts);
  g_assert_cmpuint (counts.entries, ==, 120);
  g_assert_cmpuint (counts.refused, ==, 3);
  g_assert_cmpfloat (counts.rate, >, 4);

  /* fifty more, one by one: told in a few batches, none forgotten */
  g_signal_connect (fixture->arrivals, "changed", G_CALLBACK (count_cb), &n_changes);
  scan_more (fixture, 120, 50);
  foyer_test_wait_for (has_all, fixture);
  g_assert_cmpuint (n_changes, <, 10);
}

static gpointer
find_child (GtkWidget *widget,
            GType      type,
            guint     *n)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_child (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
nth (gpointer widget,
     GType    type,
     guint    n)
{
  return find_child (widget, type, &n);
}

typedef struct
{
  gpointer    window;
  const char *arrived;
} Wanted;

static gboolean
shows (gpointer data)
{
  Wanted *wanted = data;

  return g_str_equal (foyer_fit_label_get_text (nth (wanted->window, FOYER_TYPE_FIT_LABEL, 0)), wanted->arrived)
         && nth (wanted->window, FOYER_TYPE_SCAN_ROW, 0) != NULL;
}

static void
take_pictures (gpointer    window,
               const char *suffix)
{
  const int sizes[][2] = { { 1024, 768 }, { 1920, 1080 }, { 360, 640 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *name = g_strdup_printf ("dashboard-%d-%s", sizes[i][0], suffix);

      gtk_window_set_default_size (window, sizes[i][0], sizes[i][1]);
      foyer_door_settle (window);
      foyer_door_take_picture (window, name);
    }
}

static void
test_window (Fixture       *fixture,
             gconstpointer  data)
{
  gpointer window = foyer_dashboard_window_new (NULL, fixture->replica, fixture->settings, &fixture->event_id);
  Wanted wanted = { window, "120" };

  g_object_add_weak_pointer (window, &window);
  gtk_window_present (window);
  foyer_test_wait_for (shows, &wanted);
  g_assert_cmpstr (foyer_fit_label_get_text (nth (window, FOYER_TYPE_FIT_LABEL, 1)), ==, "120");
  g_assert_cmpstr (foyer_fit_label_get_text (nth (window, FOYER_TYPE_FIT_LABEL, 2)), ==, "80");
  g_assert_nonnull (nth (window, FOYER_TYPE_ENTRANCE_LINE, 0));
  g_assert_nonnull (nth (window, FOYER_TYPE_TIER_LINE, 2));
  g_assert_cmpfloat (foyer_bar_chart_get_ceiling (nth (window, FOYER_TYPE_BAR_CHART, 0)), >, 5);
  gtk_test_accessible_assert_property (nth (window, FOYER_TYPE_BAR_CHART, 0), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Arrivals per minute");
  take_pictures (window, "dark");
  g_settings_set_boolean (fixture->settings, "dashboard-dark", FALSE);
  take_pictures (window, "light");
  g_settings_reset (fixture->settings, "dashboard-dark");

  scan_more (fixture, 120, 5);
  wanted.arrived = "125";
  foyer_test_wait_for (shows, &wanted);
  foyer_door_settle (window);
  gtk_window_destroy (window);
  foyer_test_wait_for (is_gone, &window);
}

static void
test_rtl (Fixture       *fixture,
          gconstpointer  data)
{
  gpointer window;
  Wanted wanted;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  window = foyer_dashboard_window_new (NULL, fixture->replica, fixture->settings, &fixture->event_id);
  wanted = (Wanted){ window, "120" };
  g_object_add_weak_pointer (window, &window);
  gtk_window_present (window);
  foyer_test_wait_for (shows, &wanted);
  take_pictures (window, "rtl");
  gtk_window_destroy (window);
  foyer_test_wait_for (is_gone, &window);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
load_css (const char *path)
{
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (css, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

#define add(name, function) g_test_add ("/dashboard/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  load_css ("/io/github/foyerapp/Foyer/checkin/checkin.css");
  load_css ("/io/github/foyerapp/Foyer/dashboard/dashboard.css");
  add ("arrivals", test_arrivals);
  add ("window", test_window);
  add ("rtl", test_rtl);
  return g_test_run ();
}

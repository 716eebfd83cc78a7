/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A month, from asking for it to painted, with 1 000 events, and of a series with 13 000 dates;
 * beside a bare grid of labels. */
#include "foyer-calendar-grid.h"
#include "foyer-calendar-store.h"
#include "foyer-event-store.h"
#include "foyer-series-store.h"
#include "foyer-test.h"
#include "foyer-wall-seconds.h"

#include <adwaita.h>
#include <stdio.h>

#define N_EVENTS 1000
#define N_DATES  13000
#define N_CELLS  42
#define ROUNDS   7
#define ASKED_MS 50

static gint64 first_day;

static FoyerEvent *
make_event (const char *title, const char *zone, gint64 start)
{
  FoyerEvent *event = foyer_event_new ();

  event->title = g_strdup (title);
  event->timezone = g_strdup (zone);
  event->currency = g_strdup ("EUR");
  event->venue_name = g_strdup ("Room");
  event->start_date = start;
  event->end_date = start + G_TIME_SPAN_HOUR;
  return event;
}

/* A class on every day for 35 years; the month shown is in their middle. */
static FoyerDatabase *
fill_series (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "series.foyer", NULL);
  g_autofree char *rule = g_strdup_printf ("FREQ=DAILY;COUNT=%d", N_DATES);
  FoyerDatabase *db = foyer_database_open (path, FOYER_DATABASE_CREATE, NULL);
  FoyerTransaction *transaction = foyer_transaction_begin (db, "bench", NULL);
  g_autoptr (FoyerEvent) event = make_event (
      "Yoga", "Europe/Berlin", (first_day - N_DATES / 2) * G_TIME_SPAN_DAY + 18 * G_TIME_SPAN_HOUR);
  FoyerSeriesPlan plan = { rule };

  g_assert_true (foyer_event_store_add (transaction, event, NULL));
  g_assert_true (
      foyer_series_store_create (transaction, &event->row.id, &plan, NULL, NULL, NULL, NULL, NULL));
  g_assert_true (foyer_transaction_commit (transaction, NULL, NULL));
  return db;
}

static FoyerDatabase *
fill (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "replica.foyer", NULL);
  FoyerDatabase *db = foyer_database_open (path, FOYER_DATABASE_CREATE, NULL);
  FoyerTransaction *transaction = foyer_transaction_begin (db, "bench", NULL);

  for (guint i = 0; i < N_EVENTS; i++)
    {
      g_autofree char *title = g_strdup_printf ("Event number %u", i);
      g_autoptr (FoyerEvent) event = make_event (
          title, i % 3 == 0 ? "America/New_York" : "Europe/Berlin",
          (first_day + i % N_CELLS) * G_TIME_SPAN_DAY + (8 + i % 12) * G_TIME_SPAN_HOUR);

      g_free (event->venue_name);
      event->venue_name = g_strdup_printf ("Room %u", i % 40);
      g_assert_true (foyer_event_store_add (transaction, event, NULL));
    }
  g_assert_true (foyer_transaction_commit (transaction, NULL, NULL));
  return db;
}

static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static double
wait_for_paint (GtkWidget *window, gint64 before)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean is_painted = FALSE;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &is_painted);

  while (!is_painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
  return (g_get_monotonic_time () - before) / 1000.0;
}

static double
show_ours (GtkWidget *window, FoyerCalendarGrid *grid, FoyerDatabase *db, guint n_events)
{
  gint64 before = g_get_monotonic_time ();
  g_autoptr (GPtrArray) items = foyer_calendar_store_read (
      db, first_day * FOYER_DAY_SECONDS, (first_day + N_CELLS) * FOYER_DAY_SECONDS, NULL);

  g_assert_cmpuint (items->len, >=, n_events);
  foyer_calendar_grid_show (grid, first_day, 6, 12, items);
  return wait_for_paint (window, before);
}

/* As many labels as ours shows chips: five a day. */
static double
show_labels (GtkWidget *window, AdwBin *bin)
{
  gint64 before = g_get_monotonic_time ();
  GtkWidget *grid = gtk_grid_new ();

  for (guint i = 0; i < N_CELLS; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

      for (guint j = 0; j < 5; j++)
        {
          g_autofree char *text = g_strdup_printf ("%02u:00 Event number %u", 8 + j, i * 5 + j);
          GtkWidget *label = gtk_label_new (text);

          gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
          gtk_box_append (GTK_BOX (box), label);
        }
      gtk_grid_attach (GTK_GRID (grid), box, i % 7, i / 7, 1, 1);
    }
  adw_bin_set_child (bin, grid);
  return wait_for_paint (window, before);
}

static GtkWidget *
open_window (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 800);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (window))
    g_main_context_iteration (NULL, TRUE);
  wait_for_paint (window, 0);
  return window;
}

static void
report (const char *name, double ours, double other)
{
  printf ("BENCH\t%s\t%.1f ms\t%.1f ms (grid of labels)\t%.2f\t≤ %d ms\t%s\n", name, ours, other,
          ours / other, ASKED_MS, ours <= ASKED_MS ? "ok" : "MISSED");
}

int
main (void)
{
  g_auto (FoyerTestDir) folder = foyer_test_dir_new ();
  g_autoptr (FoyerDatabase) db = NULL;
  g_autoptr (FoyerDatabase) series = NULL;
  GtkWidget *grid, *bin, *window;
  double ours = G_MAXDOUBLE;
  double dates = G_MAXDOUBLE;
  double other = G_MAXDOUBLE;

  adw_init ();
  first_day = 20786; /* 2026-11-29 */
  db = fill (folder);
  series = fill_series (folder);
  grid = g_object_new (FOYER_TYPE_CALENDAR_GRID, NULL);
  window = open_window (grid);
  for (guint i = 0; i < ROUNDS; i++)
    {
      ours = MIN (ours, show_ours (window, FOYER_CALENDAR_GRID (grid), db, N_EVENTS));
      dates = MIN (dates, show_ours (window, FOYER_CALENDAR_GRID (grid), series, N_CELLS));
    }
  gtk_window_destroy (GTK_WINDOW (window));
  bin = adw_bin_new ();
  window = open_window (bin);
  for (guint i = 0; i < ROUNDS; i++)
    other = MIN (other, show_labels (window, ADW_BIN (bin)));
  gtk_window_destroy (GTK_WINDOW (window));
  report ("month with 1 000 events to painted", ours, other);
  report ("calendar, 13 000 dates, to painted", dates, other);
  return 0;
}

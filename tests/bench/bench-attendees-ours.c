/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-attendees.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "foyer-attendees-page-private.h"
#include "foyer-event-store.h"

/* Each is measured so often, and the median told. */
#define N_OPENINGS 3

typedef struct
{
  FoyerReplica *replica;
  FoyerUuid event_id;
  GSettings *settings;
  BenchStage stage;
  FoyerAttendeesPage *page;
  guint n_painted; /* when the last answer was shown */
  double first_rows;
} Bench;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ((Bench *) data)->replica = foyer_replica_open_finish (result, &error);
  if (error != NULL)
    g_error ("%s", error->message);
}

static void
queried_cb (Bench *bench)
{
  bench->n_painted = bench->stage.n_painted;
}

/* Until the frame after the answer is painted: that may be the one which has waited for it. */
static void
settle (Bench *bench)
{
  while (foyer_keyed_list_is_pending (FOYER_KEYED_LIST (bench->page->list)))
    g_main_context_iteration (NULL, TRUE);
  if (bench->stage.n_painted == bench->n_painted)
    bench_stage_paint (&bench->stage);
}

/* From the page's making to the frame with all of its rows as asked for. */
static double
open_page (Bench *bench)
{
  double start;

  bench_stage_rest (&bench->stage);
  start = bench_now ();
  bench->page = FOYER_ATTENDEES_PAGE (
      foyer_attendees_page_new (bench->replica, bench->settings, &bench->event_id));
  g_signal_connect_swapped (bench->page->list, "queried", G_CALLBACK (queried_cb), bench);
  gtk_window_set_child (bench->stage.window, GTK_WIDGET (bench->page));
  while (g_list_model_get_n_items (G_LIST_MODEL (bench->page->list)) == 0)
    g_main_context_iteration (NULL, TRUE);
  bench_stage_paint (&bench->stage);
  bench->first_rows = bench_now () - start;
  if (!foyer_keyed_list_is_pending (FOYER_KEYED_LIST (bench->page->list)))
    return bench->first_rows;
  settle (bench);
  return bench_now () - start;
}

/* The frames after the first bring the rows around those that are seen. */
static void
rest (Bench *bench)
{
  for (guint i = 0; i < 10; i++)
    bench_stage_paint (&bench->stage);
}

static void
close_page (Bench *bench)
{
  rest (bench);
  gtk_window_set_child (bench->stage.window, NULL);
  bench->page = NULL;
  bench_stage_paint (&bench->stage);
}

/* The columns' median, each asked for the first time. */
static double
sort (Bench *bench)
{
  static const guint columns[] = { 1, 3, 4, 5, 6 };
  GListModel *model = gtk_column_view_get_columns (bench->page->parts->view);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (model, columns[i]);
      double start, time;

      bench_stage_rest (&bench->stage);
      start = bench_now ();
      gtk_column_view_sort_by_column (bench->page->parts->view, column, GTK_SORT_ASCENDING);
      settle (bench);
      time = bench_now () - start;
      g_array_append_val (times, time);
    }
  return bench_median (times);
}

static void
type (Bench *bench, GArray *any, GArray *second)
{
  for (guint i = 0; bench_words[i] != NULL; i++)
    {
      int n_typed = 0;

      for (const char *letter = bench_words[i]; *letter != '\0'; letter = g_utf8_next_char (letter))
        {
          double start, time;

          bench_stage_rest (&bench->stage);
          start = bench_now ();
          gtk_editable_insert_text (bench->page->parts->search_entry, letter,
                                    g_utf8_next_char (letter) - letter, &n_typed);
          settle (bench);
          time = bench_now () - start;
          g_array_append_val (any, time);
          if (n_typed > 1)
            g_array_append_val (second, time);
        }
      gtk_editable_set_text (bench->page->parts->search_entry, "");
      settle (bench);
    }
}

/* As the program does for all of its pages. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider,
                                       "/io/github/foyerapp/Foyer/attendees/attendees.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
prepare (Bench *bench, const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autofree char *cache = g_build_filename (dir, "cache", NULL);
  g_autoptr (FoyerEvent) event = NULL;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  adw_init ();
  load_style ();
  bench_stage_open (&bench->stage);
  foyer_replica_open_async (path, NULL, opened_cb, bench);
  while (bench->replica == NULL)
    g_main_context_iteration (NULL, TRUE);
  event = foyer_event_store_find (foyer_replica_get_reader (bench->replica), "test-event", NULL);
  bench->event_id = event->row.id;
  bench->settings = g_settings_new ("io.github.foyerapp.Foyer");
}

/* The file of the roster goes; the next opening makes it anew. */
static void
forget_roster (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "cache", "foyer", NULL);
  g_autoptr (GDir) files = g_dir_open (path, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
}

int
bench_attendees_ours (guint n, const char *dir)
{
  g_autoptr (GArray) any = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) second = g_array_new (FALSE, FALSE, sizeof (double));
  Bench bench = { 0 };
  g_autoptr (GArray) cold = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) first_rows = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) opened = g_array_new (FALSE, FALSE, sizeof (double));
  double very_first, sorted, memory;

  prepare (&bench, dir);
  open_page (&bench);
  very_first = bench.first_rows;
  for (guint i = 0; i < N_OPENINGS; i++)
    {
      double time;

      close_page (&bench);
      forget_roster (dir);
      time = open_page (&bench);
      g_array_append_val (cold, time);
      g_array_append_val (first_rows, bench.first_rows);
    }
  for (guint i = 0; i < N_OPENINGS; i++)
    {
      double time;

      close_page (&bench);
      time = open_page (&bench);
      g_array_append_val (opened, time);
    }
  rest (&bench);
  sorted = sort (&bench);
  type (&bench, any, second);
  memory = bench_rss () - bench.stage.rss;
  g_print ("%f %f %f %f %f %f %f %f\n", very_first, bench_median (cold), bench_median (first_rows),
           bench_median (opened), sorted, bench_p95 (any), bench_p95 (second), memory);
  close_page (&bench);
  g_clear_object (&bench.settings);
  g_clear_object (&bench.replica);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-attendees.h"

#include <stdio.h>
#include <string.h>

const char *const bench_words[] = { "anna",       "müller", "garcia", "acme",
                                    "university", "nguyen", "smith",  NULL };

double
bench_rss (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = status != NULL ? strstr (status, "RssAnon:") : NULL;
  return line != NULL ? g_ascii_strtod (line + strlen ("RssAnon:"), NULL) / 1024 : 0;
}

double
bench_now (void)
{
  return g_get_monotonic_time () / 1000.0;
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_p95 (GArray *times)
{
  g_array_sort (times, compare_cb);
  return g_array_index (times, double, (times->len - 1) * 95 / 100);
}

double
bench_median (GArray *times)
{
  g_array_sort (times, compare_cb);
  return g_array_index (times, double, times->len / 2);
}

static void
painted_cb (BenchStage *stage)
{
  stage->n_painted++;
}

void
bench_stage_paint (BenchStage *stage)
{
  guint before = stage->n_painted;

  /* A frame even if nothing has changed; only what has is drawn. */
  gdk_frame_clock_request_phase (gtk_widget_get_frame_clock (GTK_WIDGET (stage->window)),
                                 GDK_FRAME_CLOCK_PHASE_PAINT);
  while (stage->n_painted == before)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
rested_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
bench_stage_rest (BenchStage *stage)
{
  gboolean is_rested = FALSE;

  g_timeout_add (40, rested_cb, &is_rested);
  while (!is_rested)
    g_main_context_iteration (NULL, TRUE);
}

void
bench_stage_open (BenchStage *stage)
{
  stage->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (stage->window, 1100, 720);
  gtk_window_present (stage->window);
  while (gtk_widget_get_frame_clock (GTK_WIDGET (stage->window)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (stage->window)), "after-paint",
                            G_CALLBACK (painted_cb), stage);
  bench_stage_paint (stage);
  bench_stage_paint (stage);
  stage->rss = bench_rss ();
}

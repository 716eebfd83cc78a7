/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attendee page, from an act to the frame that shows its outcome, beside a GListStore of
 * objects with a GtkSortListModel and a GtkFilterListModel, both with the same columns, in windows
 * of the same size.
 *
 *   bench-attendees [N…]              both sides, for each N (100000 and 1000000)
 *   bench-attendees --ours N DIR      one side in a process of its own: its memory is nobody else's
 *   bench-attendees --store N DIR */
#include "bench-attendees.h"

#include <locale.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "foyer-test-data.h"
#include "foyer-test.h"

typedef struct
{
  double very_first, cold, first_rows, opened, sorted, typed_any, typed_second, memory;
} Side;

static void
measure (const char *program, const char *side, guint n, const char *dir, Side *result)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  const char *arguments[] = { program, side, number, dir, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL,
                &status, &error);
  if (error != NULL || !g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", side, error->message);
  if (sscanf (output, "%lf %lf %lf %lf %lf %lf %lf %lf", &result->very_first, &result->cold,
              &result->first_rows, &result->opened, &result->sorted, &result->typed_any,
              &result->typed_second, &result->memory) != 8)
    g_error ("%s printed “%s”", side, output);
}

static void
print_row (const char *name,
           guint n,
           double ours,
           double other,
           const char *unit,
           double most,
           double ratio_least)
{
  double ratio = other / ours;
  gboolean is_met = (most == 0 || ours <= most) && (ratio_least == 0 || ratio >= ratio_least);
  g_autofree char *asked = NULL;

  if (most == 0)
    asked = g_strdup ("–");
  else if (ratio_least == 0)
    asked = g_strdup_printf ("≤ %.0f %s", most, unit);
  else
    asked = g_strdup_printf ("≤ %.0f %s, ≥ %.0f×", most, unit, ratio_least);
  if (other > 0)
    g_print ("BENCH\tattendees %u: %s\t%.1f %s\t%.1f %s\t%.1f×\t%s\t%s\n", n, name, ours, unit,
             other, unit, ratio, asked, is_met ? "ok" : "MISSED");
  else
    g_print ("BENCH\tattendees %u: %s\t%.1f %s\t–\t–\t%s\t%s\n", n, name, ours, unit, asked,
             is_met ? "ok" : "MISSED");
}

static void
compare (const char *program, guint n)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  gboolean is_huge = n > 100000;
  FoyerUuid event_id;
  Side ours = { 0 }, store = { 0 };

  g_object_unref (foyer_test_data_make (dir, n, FOYER_TEST_DATA_MIXED, &event_id));
  measure (program, "--ours", n, dir, &ours);
  measure (program, "--store", n, dir, &store);
  print_row ("opened, roster file kept", n, ours.opened, store.opened, "ms", is_huge ? 300 : 100,
             is_huge ? 0 : 20);
  print_row ("opened, no roster file yet: first rows", n, ours.first_rows, store.opened, "ms",
             is_huge ? 300 : 100, 0);
  print_row ("opened, no roster file yet: all, sorted", n, ours.cold, store.opened, "ms", 0, 0);
  print_row ("opened as the first page of the process", n, ours.very_first, store.opened, "ms", 0,
             0);
  print_row ("re-sorted", n, ours.sorted, store.sorted, "ms", is_huge ? 200 : 30, is_huge ? 0 : 20);
  if (is_huge)
    print_row ("letter typed from the second on, p95", n, ours.typed_second, store.typed_second,
               "ms", 50, 0);
  else
    print_row ("letter typed, p95", n, ours.typed_any, store.typed_any, "ms", 33, 20);
  print_row ("memory over the empty window", n, ours.memory, store.memory, "MB", is_huge ? 60 : 0,
             0);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  /* As the program itself does. */
  mallopt (M_MMAP_THRESHOLD, 1 << 20);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv ("GTK_A11Y", "none", FALSE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  if (argc == 4 && g_str_equal (argv[1], "--ours"))
    return bench_attendees_ours (atoi (argv[2]), argv[3]);
  if (argc == 4 && g_str_equal (argv[1], "--store"))
    return bench_attendees_store (atoi (argv[2]), argv[3]);
  if (argc == 1)
    {
      compare (argv[0], 100000);
      compare (argv[0], 1000000);
    }
  for (int i = 1; i < argc; i++)
    compare (argv[0], atoi (argv[i]));
  return 0;
}

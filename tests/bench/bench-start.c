/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From exec to the first frame on the screen, as the X server sees it: the program with 100 000
 * attendees in its replica, and beside it a bare AdwApplicationWindow. They take turns, so that a
 * busy machine is busy for both. */
#include "foyer-event-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

#define N_ATTENDEES 100000
#define N_EVENTS    1000
#define FIRST_START G_GINT64_CONSTANT (1795392000000000)
#define N_ROUNDS    11
#define ASKED       1.5
#define CAP_MS      20000

typedef struct
{
  Display *display;
  int damage_event;
} Watch;

/* A frame is damage that covers most of the window; a shadow or a cursor is none. */
static gint64
wait_for_frame (Watch *watch, gint64 start)
{
  while (g_get_monotonic_time () - start < CAP_MS * 1000)
    {
      GPollFD fd = { .fd = ConnectionNumber (watch->display), .events = G_IO_IN };

      while (XPending (watch->display) > 0)
        {
          XEvent event;

          XNextEvent (watch->display, &event);
          if (event.type == watch->damage_event)
            {
              const XDamageNotifyEvent *damage = (const XDamageNotifyEvent *) &event;

              if (damage->area.width >= 600 && damage->area.height >= 400)
                return g_get_monotonic_time () - start;
            }
        }
      g_poll (&fd, 1, 50);
    }
  g_error ("no frame came within %d s", CAP_MS / 1000);
}

static double
measure (Watch *watch, const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  Damage damage = XDamageCreate (watch->display, DefaultRootWindow (watch->display),
                                 XDamageReportRawRectangles);
  gint64 start;
  gint64 took;
  GPid pid;

  XSync (watch->display, True);
  start = g_get_monotonic_time ();
  g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL,
                 NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  took = wait_for_frame (watch, start);
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  XDamageDestroy (watch->display, damage);
  /* What the server still paints of the dead window belongs to this round. */
  XSync (watch->display, True);
  return took / 1000.0;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* As it is on the second start: the event shown last is known. */
static void
set_up_home (const char *home, const FoyerUuid *event_id)
{
  g_autofree char *config = g_build_filename (home, "config", "glib-2.0", "settings", NULL);
  g_autofree char *file = g_build_filename (config, "keyfile", NULL);
  g_autofree char *id = foyer_uuid_to_string (event_id);
  g_autofree char *text = g_strdup_printf ("[io/github/foyerapp/Foyer]\nlast-event='%s'\n", id);
  g_autofree char *xdg_config = g_build_filename (home, "config", NULL);
  g_autofree char *xdg_cache = g_build_filename (home, "cache", NULL);
  g_autofree char *xdg_data = g_build_filename (home, "data", NULL);

  g_assert_cmpint (g_mkdir_with_parents (config, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_setenv ("XDG_CONFIG_HOME", xdg_config, TRUE);
  g_setenv ("XDG_CACHE_HOME", xdg_cache, TRUE);
  g_setenv ("XDG_DATA_HOME", xdg_data, TRUE);
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  g_setenv ("GTK_USE_PORTAL", "0", TRUE);
  g_setenv ("ADW_DISABLE_PORTAL", "1", TRUE);
}

/* Up to a thousand in the sidebar, one a day. */
static void
add_events (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, &error);
  FoyerTransaction *transaction = foyer_transaction_begin (db, "import", &error);

  for (guint i = 1; i < N_EVENTS; i++)
    {
      g_autoptr (FoyerEvent) event = foyer_event_new ();

      event->title = g_strdup_printf ("Evening %u", i);
      event->timezone = g_strdup ("Europe/Berlin");
      event->currency = g_strdup ("EUR");
      event->start_date = FIRST_START + i * G_TIME_SPAN_DAY;
      event->end_date = event->start_date + G_TIME_SPAN_HOUR;
      event->status = FOYER_EVENT_PUBLISHED;
      foyer_event_store_add (transaction, event, &error);
      g_assert_no_error (error);
    }
  foyer_transaction_commit (transaction, NULL, &error);
  g_assert_no_error (error);
}

static void
race (Watch *watch, const char *bare, const char *program, const char *replica, const char *name)
{
  double ours[N_ROUNDS];
  double theirs[N_ROUNDS];
  double ratio;

  for (int round = -1; round < N_ROUNDS; round++)
    {
      double a = measure (watch, (const char *[]){ bare, NULL });
      double b = measure (watch, (const char *[]){ program, "--replica", replica, NULL });

      /* The first round warms the caches of the disk for both. */
      if (round >= 0)
        {
          theirs[round] = a;
          ours[round] = b;
        }
    }
  qsort (ours, N_ROUNDS, sizeof *ours, compare);
  qsort (theirs, N_ROUNDS, sizeof *theirs, compare);
  ratio = ours[N_ROUNDS / 2] / theirs[N_ROUNDS / 2];
  g_print ("BENCH\t%s\t%.0f ms\t%.0f ms (bare window)\t%.2f×\t≤ %.1f×\t%s\n", name,
           ours[N_ROUNDS / 2], theirs[N_ROUNDS / 2], ratio, ASKED,
           ratio <= ASKED ? "ok" : "MISSED");
}

int
main (int argc, char **argv)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *folder = g_path_get_dirname (argv[0]);
  g_autofree char *program = g_build_filename (folder, "..", "..", "src", "foyer", NULL);
  g_autofree char *schemas = g_build_filename (folder, "..", "..", "data", NULL);
  g_autofree char *bare = g_build_filename (folder, "bare-window", NULL);
  g_autofree char *replica = NULL;
  Watch watch = { .display = XOpenDisplay (NULL) };
  FoyerUuid event_id;
  int error_base;

  setlocale (LC_ALL, "C.UTF-8");
  if (watch.display == NULL ||
      !XDamageQueryExtension (watch.display, &watch.damage_event, &error_base))
    {
      g_printerr ("bench-start: needs an X display with the damage extension\n");
      return 1;
    }
  watch.damage_event += XDamageNotify;

  {
    g_autoptr (FoyerDatabase) db =
        foyer_test_data_make (dir, N_ATTENDEES, FOYER_TEST_DATA_MIXED, &event_id);

    replica = g_strdup (foyer_database_get_path (db));
  }
  set_up_home (dir, &event_id);
  g_setenv ("GSETTINGS_SCHEMA_DIR", schemas, TRUE);

  race (&watch, bare, program, replica, "start to first frame, 100 000 attendees");
  add_events (replica);
  race (&watch, bare, program, replica, "start, 1 000 events");
  XCloseDisplay (watch.display);
  return 0;
}

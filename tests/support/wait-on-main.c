/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What main-thread-watch is to catch, and what not: wait-on-main WATCH-LIBRARY runs itself under the watch,
 * once for each way to wait, and reads what was noted. */
#include "foyer-test.h"

#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>

#define LONG_MS 400 /* twice of what the watch lets pass */

/* A server in a thread, which answers late. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  char *url;
} Peer;

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  g_usleep (LONG_MS * 1000);
  soup_server_message_set_status (message, 204, NULL);
}

static gpointer
serve (gpointer data)
{
  Peer *peer = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (SoupServer) server = NULL;
  GSList *uris;

  g_main_context_push_thread_default (context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, answer_cb, NULL, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  g_mutex_lock (&peer->mutex);
  peer->url = g_uri_to_string (uris->data);
  g_cond_signal (&peer->cond);
  g_mutex_unlock (&peer->mutex);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (loop);
  return NULL;
}

static const char *
start_peer (void)
{
  static Peer peer;

  g_mutex_lock (&peer.mutex);
  g_thread_unref (g_thread_new ("peer", serve, &peer));
  while (peer.url == NULL)
    g_cond_wait (&peer.cond, &peer.mutex);
  g_mutex_unlock (&peer.mutex);
  return peer.url;
}

static gpointer
ask (gpointer url)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) answer = soup_session_send_and_read (session, message, NULL, NULL);

  return GINT_TO_POINTER (soup_message_get_status (message));
}

static void
ask_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_int (task, GPOINTER_TO_INT (ask ((gpointer) start_peer ())));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer loop)
{
  g_main_loop_quit (loop);
}

static void
wait_for_network (void)
{
  ask ((gpointer) start_peer ());
}

/* As it is right: the main loop goes on. */
static void
ask_elsewhere (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, asked_cb, loop);

  g_task_run_in_thread (task, ask_thread);
  g_main_loop_run (loop);
}

static gpointer
be_long (gpointer data)
{
  g_usleep (LONG_MS * 1000);
  return NULL;
}

static void
wait_for_thread (void)
{
  g_thread_join (g_thread_new ("long", be_long, NULL));
}

static gpointer
hold_long (gpointer mutex)
{
  g_mutex_lock (mutex);
  g_usleep (LONG_MS * 1000);
  g_mutex_unlock (mutex);
  return NULL;
}

static void
wait_for_lock (void)
{
  static GMutex mutex;
  static GCond cond;
  GThread *thread = g_thread_new ("long", hold_long, &mutex);

  g_mutex_lock (&mutex);
  g_cond_wait_until (&cond, &mutex, g_get_monotonic_time () + LONG_MS * 1000);
  g_mutex_unlock (&mutex);
  g_thread_join (thread);
}

static void
wait_for_nobody (void)
{
}

static const struct
{
  const char *name;
  void (*act) (void);
  const char *noted; /* NULL: nothing is */
} ways[] = {
  { "network", wait_for_network, "waited for the network" },
  { "network-elsewhere", ask_elsewhere, NULL },
  { "thread", wait_for_thread, "waited for a thread to end" },
  { "lock", wait_for_lock, "waited for another thread" },
  { "nobody", wait_for_nobody, NULL },
};

static const char *program, *library;

static void
test_way (gconstpointer data)
{
  guint way = GPOINTER_TO_UINT (data);
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *log = g_build_filename (dir, "waited.txt", NULL);
  g_autofree char *base = g_path_get_basename (program);
  g_autofree char *noted = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", library, TRUE);
  g_subprocess_launcher_setenv (launcher, "FOYER_WATCH_LOG", log, TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, program, "--way", ways[way].name, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (log, &noted, NULL, &error));
  if (ways[way].noted == NULL)
    {
      g_assert_cmpstr (noted, ==, "");
      return;
    }
  g_assert_nonnull (strstr (noted, ways[way].noted));
  /* And where it was. */
  g_assert_nonnull (strstr (noted, base));
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--way"))
    {
      for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
        if (g_str_equal (ways[i].name, argv[2]))
          ways[i].act ();
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  /* A sanitizer's library wants to be the first. */
  if (argc < 2 || g_getenv ("FOYER_SANITIZED") != NULL)
    {
      puts ("1..0 # SKIP with a sanitizer");
      return 0;
    }
  program = argv[0];
  library = argv[1];
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strconcat ("/main-thread-watch/", ways[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_way);
    }
  return g_test_run ();
}

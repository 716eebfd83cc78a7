/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's keyring, with a keyring and a home of the test's own; the bus is that of
 * dbus-run-session, in which it is run. */
#define _GNU_SOURCE
#include "foyer-database.h"
#include "foyer-secrets.h"
#include "foyer-server-store.h"
#include "foyer-sync-engine.h"
#include "foyer-test.h"

#include <libsecret/secret.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#define URL      "https://foyer.example"
#define EMAIL    "owner@foyer.example"
#define TOKEN    "a-very-secret-refresh-token"
#define PASSWORD "the password of this session"

typedef struct
{
  char *dir; /* the home */
  GDBusConnection *bus;
  GSubprocess *daemon;
} Fixture;

/* The process that answers for the keyring; 0 when it went meanwhile. */
static guint32
get_owner (Fixture *fixture)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      fixture->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "GetConnectionUnixProcessID", g_variant_new ("(s)", "org.freedesktop.secrets"),
      G_VARIANT_TYPE ("(u)"), 0, -1, NULL, NULL);
  guint32 pid = 0;

  if (answer != NULL)
    g_variant_get (answer, "(u)", &pid);
  return pid;
}

static gboolean
is_there (gpointer data)
{
  return get_owner (data) != 0;
}

/* What was still asked of a keyring that ended may have made the bus start one, which is not open.
 */
static gboolean
is_gone (gpointer data)
{
  guint32 owner = get_owner (data);

  if (owner != 0)
    kill ((pid_t) owner, SIGKILL);
  return owner == 0;
}

static void
wait_for_keyring (Fixture *fixture, gboolean is_wanted)
{
  if (is_wanted)
    foyer_test_wait_for (is_there, fixture);
  else
    foyer_test_wait_for (is_gone, fixture);
}

static void
spawn_keyring (Fixture *fixture, const char *password)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                 G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *control = g_strconcat ("--control-directory=", fixture->dir, "/control", NULL);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->dir, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", fixture->dir, TRUE);
  g_subprocess_launcher_setenv (launcher, "HOME", fixture->dir, TRUE);
  fixture->daemon =
      g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                   "--unlock", "--components=secrets", control, NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (fixture->daemon), password,
                             strlen (password), NULL, NULL, &error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (fixture->daemon), NULL, &error);
  g_assert_no_error (error);
  wait_for_keyring (fixture, TRUE);
}

/* As a session starts it: what somebody types at the login opens the keyring, or does not. Another
 * that was quicker is none of the session's. */
static void
start_keyring (Fixture *fixture, const char *password)
{
  for (;;)
    {
      g_autofree char *owner = NULL;

      spawn_keyring (fixture, password);
      owner = g_strdup_printf ("%u", get_owner (fixture));
      if (g_strcmp0 (g_subprocess_get_identifier (fixture->daemon), owner) == 0)
        return;
      g_subprocess_force_exit (fixture->daemon);
      g_subprocess_wait (fixture->daemon, NULL, NULL);
      g_clear_object (&fixture->daemon);
      wait_for_keyring (fixture, FALSE);
    }
}

static void
stop_keyring (Fixture *fixture)
{
  secret_service_disconnect ();
  g_subprocess_force_exit (fixture->daemon);
  g_subprocess_wait (fixture->daemon, NULL, NULL);
  g_clear_object (&fixture->daemon);
  wait_for_keyring (fixture, FALSE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = foyer_test_dir_new ();
  fixture->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (fixture->bus, FALSE);
  start_keyring (fixture, PASSWORD);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  stop_keyring (fixture);
  g_clear_object (&fixture->bus);
  foyer_test_dir_free (fixture->dir);
}

/* In how many files of the home it can be read. */
static guint
count_plain (const char *path, const char *text, guint *n_files)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *content = NULL;
  const char *name;
  gsize length;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += count_plain (child, text, n_files);
    }
  if (dir != NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR) ||
      !g_file_get_contents (path, &content, &length, NULL))
    return n;
  *n_files += 1;
  return memmem (content, length, text, strlen (text)) != NULL;
}

static void
store (const char *replica, const char *token)
{
  g_autoptr (FoyerSecrets) secrets = foyer_secrets_new_keyring (replica);
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_secrets_store (secrets, URL, EMAIL, token, &error));
  g_assert_no_error (error);
}

static void
assert_found (const char *replica, const char *expected)
{
  g_autoptr (FoyerSecrets) secrets = foyer_secrets_new_keyring (replica);
  g_autoptr (GError) error = NULL;
  g_autofree char *found = foyer_secrets_lookup (secrets, URL, EMAIL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
}

/* What is put there is there again, also in the next session, and nowhere to be read; what is
 * withdrawn is forgotten. */
static void
test_keep (Fixture *fixture, gconstpointer data)
{
  guint n_files = 0;

  assert_found ("one", NULL);
  store ("one", TOKEN);
  store ("two", "another");
  assert_found ("one", TOKEN);
  assert_found ("two", "another");
  g_assert_cmpuint (count_plain (fixture->dir, TOKEN, &n_files), ==, 0);
  g_assert_cmpuint (n_files, >, 0);

  stop_keyring (fixture);
  start_keyring (fixture, PASSWORD);
  assert_found ("one", TOKEN);
  g_assert_cmpuint (count_plain (fixture->dir, TOKEN, &n_files), ==, 0);

  /* A device that is withdrawn, or somebody who signs out. */
  store ("one", NULL);
  assert_found ("one", NULL);
  assert_found ("two", "another");
}

/* The keyring is locked, and nobody is there to type: said at once and in words, never waited for,
 * and never put elsewhere instead. */
static void
assert_refused (Fixture *fixture)
{
  g_autoptr (FoyerSecrets) secrets = foyer_secrets_new_keyring ("one");
  g_autoptr (GError) error = NULL;
  guint n_files = 0;

  g_assert_null (foyer_secrets_lookup (secrets, URL, EMAIL, &error));
  g_assert_error (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_LOCKED);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_clear_error (&error);
  g_assert_false (foyer_secrets_store (secrets, URL, EMAIL, "a-newer-token", &error));
  g_assert_error (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_LOCKED);
  g_assert_cmpuint (count_plain (fixture->dir, "a-newer-token", &n_files), ==, 0);
}

static void
lock_keyring (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, &error);
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_sync (
      service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL, &error);
  GList *objects = g_list_prepend (NULL, collection);

  g_assert_no_error (error);
  g_assert_cmpint (secret_service_lock_sync (service, objects, NULL, NULL, &error), ==, 1);
  g_list_free (objects);
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  store ("one", TOKEN);
  lock_keyring ();
  assert_refused (fixture);
}

/* What the desktop asks for a password with. It shows nothing and waits for ever, as for somebody
 * who is not there. */
static const char prompter_xml[] =
    "<node><interface name='org.gnome.keyring.internal.Prompter'>"
    "<method name='BeginPrompting'><arg name='callback' type='o' direction='in'/></method>"
    "<method name='PerformPrompt'><arg name='callback' type='o' direction='in'/>"
    "<arg name='type' type='s' direction='in'/><arg name='properties' type='a{sv}' direction='in'/>"
    "<arg name='exchange' type='s' direction='in'/></method>"
    "<method name='StopPrompting'><arg name='callback' type='o' direction='in'/></method>"
    "</interface></node>";

typedef struct
{
  gboolean is_asking;
  gboolean is_done;
  FoyerSecrets *secrets;
  gboolean is_store;
  GError *error;
  guint object, name;
} Prompt;

static void
prompter_cb (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *method,
             GVariant *parameters,
             GDBusMethodInvocation *invocation,
             gpointer data)
{
  Prompt *prompt = data;

  g_dbus_method_invocation_return_value (invocation, NULL);
  if (g_str_equal (method, "BeginPrompting"))
    prompt->is_asking = TRUE;
}

static gboolean
done_cb (gpointer data)
{
  ((Prompt *) data)->is_done = TRUE;
  return G_SOURCE_REMOVE;
}

static gpointer
ask_on_thread (gpointer data)
{
  Prompt *prompt = data;

  if (prompt->is_store)
    foyer_secrets_store (prompt->secrets, URL, EMAIL, "a-newer-token", &prompt->error);
  else
    g_assert_null (foyer_secrets_lookup (prompt->secrets, URL, EMAIL, &prompt->error));
  g_idle_add (done_cb, prompt);
  return NULL;
}

static gboolean
is_asking (gpointer data)
{
  return ((Prompt *) data)->is_asking;
}

static gboolean
is_done (gpointer data)
{
  return ((Prompt *) data)->is_done;
}

static void
start_prompter (Fixture *fixture, Prompt *prompt)
{
  static const GDBusInterfaceVTable vtable = { .method_call = prompter_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (prompter_xml, NULL);
  g_autoptr (GError) error = NULL;

  store ("one", TOKEN);
  lock_keyring ();
  prompt->secrets = foyer_secrets_new_keyring ("one");
  prompt->object =
      g_dbus_connection_register_object (fixture->bus, "/org/gnome/keyring/Prompter",
                                         node->interfaces[0], &vtable, prompt, NULL, &error);
  g_assert_no_error (error);
  prompt->name = g_bus_own_name_on_connection (fixture->bus, "org.gnome.keyring.SystemPrompter",
                                               G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
}

static void
stop_prompter (Fixture *fixture, Prompt *prompt)
{
  g_object_unref (prompt->secrets);
  g_bus_unown_name (prompt->name);
  g_dbus_connection_unregister_object (fixture->bus, prompt->object);
}

/* Somebody is asked for the password and is not there: who must not wait does not. */
static void
test_unanswered (Fixture *fixture, gconstpointer data)
{
  Prompt prompt = { .is_store = GPOINTER_TO_INT (data) };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread;

  start_prompter (fixture, &prompt);
  foyer_secrets_set_cancellable (prompt.secrets, cancellable);
  thread = g_thread_new ("asks", ask_on_thread, &prompt);
  foyer_test_wait_for (is_asking, &prompt);
  g_assert_false (prompt.is_done);
  g_cancellable_cancel (cancellable);
  foyer_test_wait_for (is_done, &prompt);
  g_thread_join (thread);
  g_assert_error (prompt.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&prompt.error);
  stop_prompter (fixture, &prompt);
}

/* So the program ends at once, too, and does not write down that something is wrong. */
static void
test_end (Fixture *fixture, gconstpointer data)
{
  const FoyerUuid person = { { 1 } };
  Prompt prompt = { 0 };
  g_autofree char *path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_autoptr (FoyerServer) added = NULL;
  g_autoptr (FoyerServer) server = NULL;
  g_autoptr (FoyerSyncEngine) engine = NULL;

  g_assert_no_error (error);
  added = foyer_server_store_add (db, URL, EMAIL, "Owner", &person, &error);
  g_assert_no_error (error);
  start_prompter (fixture, &prompt);
  engine = foyer_sync_engine_new (path, prompt.secrets);
  foyer_sync_engine_start (engine);
  foyer_test_wait_for (is_asking, &prompt);
  foyer_sync_engine_stop (engine);
  server = foyer_server_store_get (db, added->key, &error);
  g_assert_no_error (error);
  g_assert_null (server->trouble);
  stop_prompter (fixture, &prompt);
}

/* Somebody logs in with another password: the keyring stays shut, and what is in it there. */
static void
test_wrong_password (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerSecrets) secrets = foyer_secrets_new_keyring ("one");
  g_autoptr (GError) error = NULL;
  guint n_files = 0;

  store ("one", TOKEN);
  stop_keyring (fixture);
  start_keyring (fixture, "another password");
  g_assert_null (foyer_secrets_lookup (secrets, URL, EMAIL, &error));
  g_clear_error (&error);
  foyer_secrets_store (secrets, URL, "other@foyer.example", "a-newer-token", &error);
  g_clear_error (&error);
  g_assert_cmpuint (count_plain (fixture->dir, "a-newer-token", &n_files), ==, 0);
  stop_keyring (fixture);
  start_keyring (fixture, PASSWORD);
  assert_found ("one", TOKEN);
}

int
main (int argc, char *argv[])
{
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");

  g_test_init (&argc, &argv, NULL);
  /* libsecret keeps some bytes that a sanitizer would find. */
  if (program == NULL || g_getenv ("FOYER_SANITIZED") != NULL)
    {
      puts ("1..0 # SKIP without a keyring, or with a sanitizer");
      return 0;
    }
  /* libsecret 0.20 stumbles over itself when there is nobody to ask for a password, and says so. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_test_add ("/keyring/keep", Fixture, NULL, set_up, test_keep, tear_down);
  g_test_add ("/keyring/locked", Fixture, NULL, set_up, test_locked, tear_down);
  g_test_add ("/keyring/unanswered", Fixture, GINT_TO_POINTER (FALSE), set_up, test_unanswered,
              tear_down);
  g_test_add ("/keyring/unanswered-store", Fixture, GINT_TO_POINTER (TRUE), set_up, test_unanswered,
              tear_down);
  g_test_add ("/keyring/end", Fixture, NULL, set_up, test_end, tear_down);
  g_test_add ("/keyring/wrong-password", Fixture, NULL, set_up, test_wrong_password, tear_down);
  return g_test_run ();
}

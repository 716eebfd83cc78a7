/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-sync.h"
#include "foyer-cli-output.h"

#include "foyer-queue-store.h"
#include "foyer-remote-words.h"
#include "foyer-row-sql.h"
#include "foyer-sync-engine.h"
#include "foyer-sync-state.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* Rounds of one “sync --once”: each may leave something that came up meanwhile. */
#define MOST_ROUNDS 20

static JsonObject *
describe_round (const FoyerServer *server, const FoyerRound *round)
{
  JsonObject *object = json_object_new ();

  foyer_cli_set_text (object, "url", server->url);
  foyer_cli_set_text (object, "email", server->email);
  foyer_cli_set_number (object, "told", round->push.n_told);
  foyer_cli_set_number (object, "conflicts", round->push.n_conflicts);
  foyer_cli_set_number (object, "refused", round->push.n_refused);
  foyer_cli_set_number (object, "rows", round->pull.n_rows);
  return object;
}

/* Numbers first become texts: their format is not one that translators could repeat. */
static char *
describe_counts (const FoyerServer *server, const FoyerRound *round)
{
  g_autofree char *told = g_strdup_printf ("%" G_GUINT64_FORMAT, round->push.n_told);
  g_autofree char *came = g_strdup_printf ("%" G_GUINT64_FORMAT, round->pull.n_rows);

  /* Translators: the server, then how many rows were told, refused, and came */
  return g_strdup_printf (_ ("%s: told %s, refused %u, came %s."), server->url, told,
                          round->push.n_refused, came);
}

static gboolean
sync_server (FoyerCli *self, FoyerSecrets *secrets, const FoyerServer *server, GError **error)
{
  g_autoptr (FoyerSyncLink) link = foyer_sync_link_open (self->db, secrets, server->key, error);
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *sentence = NULL;
  FoyerRound round, all = { 0 };
  FoyerRoundEnd end = FOYER_ROUND_DONE;

  if (link == NULL)
    return FALSE;
  for (guint i = 0; i < MOST_ROUNDS && end == FOYER_ROUND_DONE; i++)
    {
      end = foyer_sync_link_round (link, NULL, NULL, &round, NULL, error);
      all.push.n_told += round.push.n_told;
      all.push.n_conflicts += round.push.n_conflicts;
      all.push.n_refused += round.push.n_refused;
      all.pull.n_rows += round.pull.n_rows;
      if (round.push.n_told + round.push.n_refused == 0)
        break;
    }
  if (end != FOYER_ROUND_DONE)
    return FALSE;
  object = describe_round (server, &all);
  sentence = describe_counts (server, &all);
  return foyer_cli_print (self, object, sentence, error);
}

/* What a person is to know besides. */
static void
note_standing (FoyerCli *self)
{
  g_auto (FoyerSyncStanding) standing = { 0 };

  if (foyer_sync_standing_read (&standing, self->db, NULL) &&
      standing.state == FOYER_SYNC_ATTENTION && standing.message != NULL)
    foyer_cli_note ("%s", standing.message);
}

/* One server that fails does not keep the others from their turn. */
static FoyerCliStatus
sync_once (FoyerCli *self, FoyerSecrets *secrets)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerLock) lock = cli_sync_take_lock (self, &error);
  g_autoptr (GPtrArray) servers = lock != NULL ? foyer_server_store_list (self->db, &error) : NULL;
  FoyerCliStatus status = FOYER_CLI_DONE;

  if (servers == NULL)
    return foyer_cli_refuse (self, error);
  if (servers->len == 0)
    {
      cli_sync_find_server (self, NULL, &error);
      return foyer_cli_refuse (self, error);
    }
  foyer_database_exec (self->db, "PRAGMA synchronous = NORMAL", NULL);
  for (guint i = 0; i < servers->len; i++)
    {
      g_autoptr (GError) failure = NULL;

      if (!sync_server (self, secrets, g_ptr_array_index (servers, i), &failure))
        status = foyer_cli_refuse (self, failure);
    }
  if (status == FOYER_CLI_DONE)
    note_standing (self);
  return status;
}

/* As long as it is let. */

typedef struct
{
  FoyerCli *cli;
  FoyerSyncEngine *engine;
  GMainLoop *loop;
  char *last; /* (owned) (nullable) */
} Watch;

static const char *
word_of (FoyerSyncState state)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (FOYER_TYPE_SYNC_STATE);

  return g_enum_get_value (class, state)->value_nick;
}

static void
print_state (Watch *watch)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  const char *message = foyer_sync_engine_get_message (watch->engine);
  const char *word = word_of (foyer_sync_engine_get_state (watch->engine));
  guint n_waiting = foyer_sync_engine_get_n_waiting (watch->engine);

  foyer_cli_set_text (object, "state", word);
  foyer_cli_set_number (object, "queued", n_waiting);
  foyer_cli_set_text (object, "message", message);
  line = message != NULL ? g_strdup_printf ("%s %u %s", word, n_waiting, message)
                         : g_strdup_printf ("%s %u", word, n_waiting);
  if (g_strcmp0 (line, watch->last) == 0)
    return;
  g_free (watch->last);
  watch->last = g_strdup (line);
  if (!foyer_cli_print (watch->cli, object, line, &error))
    g_main_loop_quit (watch->loop);
}

static void
changed_cb (FoyerSyncEngine *engine, gpointer data)
{
  print_state (data);
}

static void
wiped_cb (FoyerSyncEngine *engine, const char *url, const char *reason, gpointer data)
{
  foyer_cli_note ("%s: %s", url, reason);
}

static gboolean
stop_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static FoyerCliStatus
watch (FoyerCli *self, FoyerSecrets *secrets)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (FoyerSyncEngine) engine =
      foyer_sync_engine_new (foyer_database_get_path (self->db), secrets);
  Watch watch = { self, engine, loop, NULL };
  guint sources[] = { g_unix_signal_add (SIGINT, stop_cb, loop),
                      g_unix_signal_add (SIGTERM, stop_cb, loop) };

  g_signal_connect (engine, "changed", G_CALLBACK (changed_cb), &watch);
  g_signal_connect (engine, "wiped", G_CALLBACK (wiped_cb), &watch);
  foyer_sync_engine_set_pace (engine, FOYER_SYNC_PACE_DOOR);
  foyer_sync_engine_start (engine);
  g_main_loop_run (loop);
  foyer_sync_engine_stop (engine);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  g_free (watch.last);
  return FOYER_CLI_DONE;
}

/* How it stands. */

static gint64
count_rows (FoyerDatabase *db, const FoyerUuid *event_id)
{
  gint64 n_rows = 0;

  for (const FoyerRowType *const *type = foyer_row_types (); *type != NULL; type++)
    {
      sqlite3_stmt *statement =
          foyer_database_prepare (db, foyer_row_sql (*type, FOYER_ROW_SQL_COUNT), NULL);

      if (statement == NULL || g_str_equal ((*type)->table, "series"))
        continue;
      sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
      if (foyer_database_step (db, statement, NULL) == SQLITE_ROW)
        n_rows += sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return n_rows;
}

/* Whole seconds of the event whose data are the oldest; none while one is still to come. */
static gint64
read_events (FoyerDatabase *db, gint64 server_key, JsonArray *list, gint64 *n_rows, GError **error)
{
  g_autoptr (GPtrArray) events = foyer_server_store_events (db, server_key, error);
  gint64 oldest = G_MAXINT64, now = g_get_real_time ();

  *n_rows = 0;
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (events, i);
      JsonObject *object = json_object_new ();
      gint64 n = count_rows (db, &event->event_id);

      foyer_cli_set_id (object, "event_id", &event->event_id);
      foyer_cli_set_number (object, "age_s",
                            event->synced_at == FOYER_NONE
                                ? FOYER_NONE
                                : MAX (0, now - event->synced_at) / G_TIME_SPAN_SECOND);
      foyer_cli_set_number (object, "rows", n);
      json_object_set_boolean_member (object, "is_loading", event->load != FOYER_LOAD_NONE);
      if (event->load != FOYER_LOAD_NONE && event->load_rows > 0)
        json_object_set_double_member (object, "progress",
                                       (double) event->load_done / event->load_rows);
      json_array_add_object_element (list, object);
      oldest = MIN (oldest, event->synced_at);
      *n_rows += n;
    }
  return oldest == FOYER_NONE || oldest == G_MAXINT64 ? FOYER_NONE
                                                      : MAX (0, now - oldest) / G_TIME_SPAN_SECOND;
}

static gboolean
count_queue (FoyerDatabase *db,
             gint64 server_key,
             gint64 *queued,
             gint64 *set_aside,
             GError **error)
{
  g_autoptr (GPtrArray) kinds = foyer_queue_store_list (db, server_key, error);
  g_autoptr (GPtrArray) problems =
      kinds != NULL ? foyer_queue_store_problems (db, server_key, error) : NULL;

  if (problems == NULL)
    return FALSE;
  *queued = 0;
  *set_aside = problems->len;
  for (guint i = 0; i < kinds->len; i++)
    *queued += ((FoyerQueueKind *) g_ptr_array_index (kinds, i))->n_rows;
  return TRUE;
}

static char *
describe_standing (const FoyerServer *server, gint64 n_rows, gint64 queued, gint64 set_aside)
{
  g_autofree char *rows = g_strdup_printf ("%" G_GINT64_FORMAT, n_rows);
  g_autofree char *waiting = g_strdup_printf ("%" G_GINT64_FORMAT, queued);
  g_autofree char *aside = g_strdup_printf ("%" G_GINT64_FORMAT, set_aside);
  /* Several people of this device may work with one server. */
  g_autofree char *name = g_strdup_printf ("%s (%s)", server->url, server->email);
  g_autofree char *counts = NULL;

  /* Translators: the server, then how many rows are here, wait, and were set aside */
  counts =
      g_strdup_printf (_ ("%s: here %s, waiting %s, set aside %s."), name, rows, waiting, aside);
  return server->trouble != NULL ? g_strconcat (counts, " ", server->trouble, NULL)
                                 : g_steal_pointer (&counts);
}

static gboolean
print_server (FoyerCli *self, const FoyerServer *server, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *sentence = NULL;
  JsonArray *events = json_array_new ();
  gint64 queued, set_aside, n_rows, age;

  json_object_set_array_member (object, "events", events);
  if (!count_queue (self->db, server->key, &queued, &set_aside, error))
    return FALSE;
  age = read_events (self->db, server->key, events, &n_rows, error);
  foyer_cli_set_text (object, "url", server->url);
  foyer_cli_set_text (object, "email", server->email);
  foyer_cli_set_number (object, "age_s", age);
  foyer_cli_set_number (object, "queued", queued);
  foyer_cli_set_number (object, "set_aside", set_aside);
  foyer_cli_set_number (object, "offset_ms",
                        server->clock_offset == FOYER_NONE
                            ? FOYER_NONE
                            : server->clock_offset / G_TIME_SPAN_MILLISECOND);
  foyer_cli_set_number (object, "rows", n_rows);
  foyer_cli_set_text (object, "trouble", server->trouble);
  json_object_set_boolean_member (object, "is_signed_out", server->is_signed_out);
  json_object_set_boolean_member (object, "is_offline", server->offline_since != FOYER_NONE);
  json_object_set_boolean_member (object, "is_restored",
                                  server->restored_at != FOYER_NONE &&
                                      server->restore_answer == FOYER_NONE);
  sentence = describe_standing (server, n_rows, queued, set_aside);
  return foyer_cli_print (self, object, sentence, error);
}

static FoyerCliStatus
print_status (FoyerCli *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) servers = NULL;

  if (foyer_cli_open (self, FOYER_DATABASE_READ_WRITE, &error))
    servers = foyer_server_store_list (self->db, &error);
  for (guint i = 0; servers != NULL && i < servers->len; i++)
    if (!print_server (self, g_ptr_array_index (servers, i), &error))
      return foyer_cli_refuse (self, error);
  return servers != NULL ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

/* What was refused. */

static const FoyerCliColumn problem_columns[] = {
  { "number", N_ ("Number"), FOYER_CLI_TEXT },
  { "subject", N_ ("Of"), FOYER_CLI_TEXT },
  { "message", N_ ("Reason"), FOYER_CLI_TEXT },
};

static FoyerCliStatus
print_problems (FoyerCli *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (FoyerCliTable) table = NULL;

  if (!foyer_cli_open (self, FOYER_DATABASE_READ_WRITE, &error) ||
      (problems = foyer_queue_store_problems (self->db, 0, &error)) == NULL)
    return foyer_cli_refuse (self, error);
  table = foyer_cli_table_new (self, problem_columns, G_N_ELEMENTS (problem_columns));
  for (guint i = 0; i < problems->len; i++)
    {
      const FoyerPushProblem *problem = g_ptr_array_index (problems, i);
      JsonObject *row = json_object_new ();
      g_autofree char *number =
          g_strdup_printf ("%s/%" G_GINT64_FORMAT, problem->type->table, problem->key);
      g_autofree char *words = foyer_remote_words (problem->code, problem->message, problem->type);

      foyer_cli_set_text (row, "number", number);
      foyer_cli_set_text (row, "table", problem->type->table);
      foyer_cli_set_text (row, "subject", problem->subject);
      foyer_cli_set_text (row, "code", problem->code);
      foyer_cli_set_text (row, "message", words);
      foyer_cli_set_number (row, "attempts", problem->attempts);
      foyer_cli_set_number (row, "age_s",
                            MAX (0, g_get_real_time () - problem->first_time) / G_TIME_SPAN_SECOND);
      foyer_cli_table_add (table, row);
    }
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

static FoyerCliStatus
treat_problem (FoyerCli *self, const char *number, gboolean is_dropped)
{
  g_autoptr (GError) error = NULL;
  const char *slash = strchr (number, '/');
  const FoyerRowType *found = NULL;
  guint64 key;

  for (const FoyerRowType *const *type = foyer_row_types (); slash != NULL && *type != NULL; type++)
    if (strncmp ((*type)->table, number, slash - number) == 0 &&
        (*type)->table[slash - number] == '\0')
      found = *type;
  if (found == NULL || !g_ascii_string_to_unsigned (slash + 1, 10, 1, G_MAXINT64, &key, NULL))
    return foyer_cli_usage (self, _ ("“%s” is no number of “foyerctl sync problems”."), number);
  if (!foyer_cli_open (self, FOYER_DATABASE_READ_WRITE, &error) ||
      (is_dropped ? !foyer_queue_store_drop (self->db, found, key, &error)
                  : !foyer_queue_store_retry (self->db, 0, found, key, &error)))
    return foyer_cli_refuse (self, error);
  return FOYER_CLI_DONE;
}

static FoyerCliStatus
answer_restore (FoyerCli *self, const char *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) servers = NULL;

  if (!g_str_equal (answer, "tell") && !g_str_equal (answer, "take"))
    return foyer_cli_usage (self, _ ("“%s” is neither “tell” nor “take”."), answer);
  if (!foyer_cli_open (self, FOYER_DATABASE_READ_WRITE, &error) ||
      (servers = foyer_server_store_list (self->db, &error)) == NULL)
    return foyer_cli_refuse (self, error);
  for (guint i = 0; i < servers->len; i++)
    {
      const FoyerServer *server = g_ptr_array_index (servers, i);

      if (server->restored_at != FOYER_NONE && server->restore_answer == FOYER_NONE &&
          !foyer_server_store_answer_restore (self->db, server->key, g_str_equal (answer, "tell"),
                                              &error))
        return foyer_cli_refuse (self, error);
    }
  return FOYER_CLI_DONE;
}

static FoyerCliStatus
run_sync (FoyerCli *self, GStrv *arguments)
{
  gboolean is_once = FALSE, is_watch = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSecrets) secrets = NULL;
  const char *word, *object;
  const GOptionEntry entries[] = {
    { "once", 0, 0, G_OPTION_ARG_NONE, &is_once, N_ ("Until both know the same, then end"), NULL },
    { "watch", 0, 0, G_OPTION_ARG_NONE, &is_watch, N_ ("Go on until interrupted"), NULL },
    { NULL },
  };

  if (!foyer_cli_parse (self, entries, arguments, 0, 2))
    return FOYER_CLI_USAGE;
  word = (*arguments)[0];
  object = word != NULL ? (*arguments)[1] : NULL;
  if (word != NULL && g_str_equal (word, "status") && object == NULL)
    return print_status (self);
  if (word != NULL && g_str_equal (word, "problems") && object == NULL)
    return print_problems (self);
  if (object != NULL && (g_str_equal (word, "retry") || g_str_equal (word, "drop")))
    return treat_problem (self, object, g_str_equal (word, "drop"));
  if (object != NULL && g_str_equal (word, "restored"))
    return answer_restore (self, object);
  if (word != NULL)
    return foyer_cli_usage (self, _ ("What of “%s”?"), word);
  if (is_once && is_watch)
    return foyer_cli_usage (self, _ ("Choose one: --once or --watch."));
  secrets = cli_sync_open_secrets (self, FOYER_DATABASE_READ_WRITE, &error);
  if (secrets == NULL)
    return foyer_cli_refuse (self, error);
  return is_watch ? watch (self, secrets) : sync_once (self, secrets);
}

const FoyerCliCommand foyer_cli_sync_commands[] = {
  { "sync", NULL,
    "[--once | --watch | status | problems | retry NUMBER | drop NUMBER | restored tell|take]",
    N_ ("Keep the replica in step with its servers"), run_sync },
  { NULL },
};

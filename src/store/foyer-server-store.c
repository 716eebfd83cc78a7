/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-server-store.h"

#include "foyer-clock.h"
#include "foyer-journal.h"
#include "foyer-pulse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * foyer_server_free:
 * @self: (transfer full) (nullable): a server
 */
void
foyer_server_free (FoyerServer *self)
{
  if (self == NULL)
    return;
  g_free (self->url);
  g_free (self->email);
  g_free (self->name);
  g_free (self->trouble);
  g_free (self);
}

/**
 * foyer_hosted_event_free:
 * @self: (transfer full) (nullable): an event
 */
void
foyer_hosted_event_free (FoyerHostedEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->cursor);
  g_free (self);
}

static char *
take_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static void
take_uuid (sqlite3_stmt *statement, int column, FoyerUuid *uuid)
{
  if (sqlite3_column_bytes (statement, column) == sizeof *uuid)
    memcpy (uuid, sqlite3_column_blob (statement, column), sizeof *uuid);
}

static gint64
take_number (sqlite3_stmt *statement, int column)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL
             ? FOYER_NONE
             : sqlite3_column_int64 (statement, column);
}

static void
bind_uuid (sqlite3_stmt *statement, int parameter, const FoyerUuid *uuid)
{
  sqlite3_bind_blob (statement, parameter, uuid->bytes, sizeof uuid->bytes, SQLITE_STATIC);
}

static gpointer
read_server (sqlite3_stmt *statement)
{
  FoyerServer *server = g_new0 (FoyerServer, 1);

  server->key = sqlite3_column_int64 (statement, 0);
  server->url = take_text (statement, 1);
  server->email = take_text (statement, 2);
  server->name = take_text (statement, 3);
  take_uuid (statement, 4, &server->user_id);
  server->pushed_set = sqlite3_column_int64 (statement, 5);
  server->is_signed_out = sqlite3_column_int (statement, 6) != 0;
  server->clock_offset = take_number (statement, 7);
  server->contact_at = take_number (statement, 8);
  server->offline_since = take_number (statement, 9);
  server->trouble = take_text (statement, 10);
  server->restored_at = take_number (statement, 11);
  server->restore_answer = take_number (statement, 12);
  return server;
}

static gpointer
read_hosted_event (sqlite3_stmt *statement)
{
  FoyerHostedEvent *event = g_new0 (FoyerHostedEvent, 1);

  take_uuid (statement, 0, &event->event_id);
  take_uuid (statement, 1, &event->organizer_id);
  event->cursor = take_text (statement, 2);
  event->load = CLAMP (sqlite3_column_int (statement, 3), FOYER_LOAD_NONE, FOYER_LOAD_RESTORED);
  event->synced_at = event->noted_at = take_number (statement, 4);
  event->is_new = sqlite3_column_int (statement, 5) != 0;
  event->is_gone = sqlite3_column_int (statement, 6) != 0;
  event->load_rows = sqlite3_column_int64 (statement, 7);
  event->load_done = sqlite3_column_int64 (statement, 8);
  return event;
}

static GPtrArray *
read_all (FoyerDatabase *db,
          sqlite3_stmt *statement,
          gpointer (*read) (sqlite3_stmt *),
          GDestroyNotify free_one,
          GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_one);
  int code;

  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (list, read (statement));
  return code == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

static gboolean
run (FoyerDatabase *db, sqlite3_stmt *statement, GError **error)
{
  return foyer_database_step (db, statement, error) == SQLITE_DONE;
}

#define SERVER_COLUMNS                                                                             \
  "key, url, email, name, user_id, pushed_set, is_signed_out, clock_offset, contact_at, "          \
  "offline_since, trouble, restored_at, restore_answer"

/* What it said since it was last written down. */
static void
hear_servers (FoyerDatabase *db, GPtrArray *servers)
{
  for (guint i = 0; servers != NULL && i < servers->len; i++)
    {
      FoyerServer *server = g_ptr_array_index (servers, i);

      if (server->contact_at != FOYER_NONE)
        server->contact_at =
            MAX (server->contact_at,
                 foyer_pulse_read (foyer_database_get_path (db), server->key));
    }
}

static void
hear_events (FoyerDatabase *db, gint64 server_key, GPtrArray *events)
{
  gint64 pulse = foyer_pulse_read (foyer_database_get_path (db), server_key);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      FoyerHostedEvent *event = g_ptr_array_index (events, i);

      if (event->load == FOYER_LOAD_NONE && !event->is_new && !event->is_gone &&
          event->synced_at != FOYER_NONE)
        event->synced_at = MAX (event->synced_at, pulse);
    }
}

/**
 * foyer_server_store_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerServer): the servers, in the order in which they were
 * added; %NULL with error
 */
GPtrArray *
foyer_server_store_list (FoyerDatabase *db, GError **error)
{
  static const char sql[] = "SELECT " SERVER_COLUMNS " FROM servers ORDER BY key";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  GPtrArray *servers;

  if (statement == NULL)
    return NULL;
  servers = read_all (db, statement, read_server, (GDestroyNotify) foyer_server_free, error);
  hear_servers (db, servers);
  return servers;
}

/**
 * foyer_server_store_get:
 * @db: a connection
 * @key: a server
 * @error: return location
 *
 * Returns: (transfer full): it; %NULL with error, NOT_FOUND when it is not there any more
 */
FoyerServer *
foyer_server_store_get (FoyerDatabase *db, gint64 key, GError **error)
{
  static const char sql[] = "SELECT " SERVER_COLUMNS " FROM servers WHERE key = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (GPtrArray) list = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, key);
  list = read_all (db, statement, read_server, (GDestroyNotify) foyer_server_free, error);
  hear_servers (db, list);
  if (list != NULL && list->len == 0)
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                         _ ("This server is not set up here."));
  return list != NULL && list->len > 0 ? g_ptr_array_steal_index (list, 0) : NULL;
}

/**
 * foyer_server_store_add:
 * @db: a connection that writes
 * @url: as foyer_server_address_read () gives it
 * @email: who is signed in there
 * @name: (nullable): the person's name
 * @user_id: the person's id there
 * @error: return location
 *
 * What was written here before belongs to no event of this server, so nothing of it is pending.
 *
 * Returns: (transfer full): the server, which may have been there already; %NULL with error
 */
FoyerServer *
foyer_server_store_add (FoyerDatabase *db,
                        const char *url,
                        const char *email,
                        const char *name,
                        const FoyerUuid *user_id,
                        GError **error)
{
  static const char sql[] =
      "INSERT INTO servers (url, email, name, user_id, pushed_set) "
      "SELECT ?1, ?2, ?3, ?4, (SELECT coalesce (max (number), 0) FROM change_sets) WHERE true "
      "ON CONFLICT (url, email) DO UPDATE SET name = excluded.name, user_id = excluded.user_id, "
      "is_signed_out = 0 "
      "RETURNING key";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  gint64 key;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, url, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, email, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, name, -1, SQLITE_STATIC);
  bind_uuid (statement, 4, user_id);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return NULL;
  key = sqlite3_column_int64 (statement, 0);
  if (!run (db, statement, error))
    return NULL;
  return foyer_server_store_get (db, key, error);
}

/**
 * foyer_server_store_set_signed_out:
 * @db: a connection that writes
 * @key: a server
 * @is_signed_out: whether it asks to sign in again
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_server_store_set_signed_out (FoyerDatabase *db,
                                   gint64 key,
                                   gboolean is_signed_out,
                                   GError **error)
{
  static const char sql[] = "UPDATE servers SET is_signed_out = ?2 WHERE key = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  sqlite3_bind_int (statement, 2, is_signed_out != FALSE);
  return run (db, statement, error);
}

/**
 * foyer_server_store_set_pushed:
 * @db: a connection that writes
 * @key: a server
 * @change_set: the journal up to it was told to the server, or set aside
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_server_store_set_pushed (FoyerDatabase *db, gint64 key, gint64 change_set, GError **error)
{
  static const char sql[] = "UPDATE servers SET pushed_set = max (pushed_set, ?2) WHERE key = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  sqlite3_bind_int64 (statement, 2, change_set);
  return run (db, statement, error);
}

/**
 * foyer_server_store_events:
 * @db: a connection
 * @server_key: a server
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerHostedEvent): the events of it that are kept here;
 * %NULL with error
 */
GPtrArray *
foyer_server_store_events (FoyerDatabase *db, gint64 server_key, GError **error)
{
  static const char sql[] = "SELECT event_id, organizer_id, cursor, is_loading, synced_at, is_new, "
                            "is_gone, load_rows, load_done FROM hosted_events "
                            "WHERE server_key = ?1 ORDER BY event_id";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  GPtrArray *events;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, server_key);
  events =
      read_all (db, statement, read_hosted_event, (GDestroyNotify) foyer_hosted_event_free, error);
  hear_events (db, server_key, events);
  return events;
}

/**
 * foyer_server_store_set_contact:
 * @db: a connection that writes
 * @key: a server
 * @contact_at: when it answered, which is now
 * @clock_offset: its clock minus ours, or %FOYER_NONE to leave it
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_server_store_set_contact (FoyerDatabase *db,
                                gint64 key,
                                gint64 contact_at,
                                gint64 clock_offset,
                                GError **error)
{
  static const char sql[] =
      "UPDATE servers SET contact_at = ?2, offline_since = NULL, trouble = "
      "NULL, clock_offset = coalesce (?3, clock_offset), clock_base = coalesce (?4, "
      "clock_base), boot = ?5 WHERE key = ?1";
  g_autofree char *boot = foyer_clock_dup_boot ();
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  sqlite3_bind_int64 (statement, 2, contact_at);
  if (clock_offset != FOYER_NONE)
    {
      sqlite3_bind_int64 (statement, 3, clock_offset);
      sqlite3_bind_int64 (statement, 4, contact_at + clock_offset - foyer_clock_since_boot ());
    }
  sqlite3_bind_text (statement, 5, boot, -1, SQLITE_STATIC);
  return run (db, statement, error);
}

/**
 * foyer_server_store_set_trouble:
 * @db: a connection that writes
 * @key: a server
 * @offline_since: since when it cannot be reached, or %FOYER_NONE when it answers; an earlier one
 * stands
 * @trouble: (nullable): why, a sentence
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_server_store_set_trouble (FoyerDatabase *db,
                                gint64 key,
                                gint64 offline_since,
                                const char *trouble,
                                GError **error)
{
  static const char sql[] =
      "UPDATE servers SET offline_since = CASE WHEN ?2 IS NULL THEN NULL ELSE coalesce "
      "(offline_since, ?2) END, trouble = ?3 WHERE key = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  if (offline_since != FOYER_NONE)
    sqlite3_bind_int64 (statement, 2, offline_since);
  sqlite3_bind_text (statement, 3, trouble, -1, SQLITE_STATIC);
  return run (db, statement, error);
}

/**
 * foyer_server_store_set_restored:
 * @db: a connection that writes
 * @key: a server
 * @restored_at: when it was noticed that it came back from an older copy
 * @error: return location
 *
 * A person is to be asked, anew.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_server_store_set_restored (FoyerDatabase *db, gint64 key, gint64 restored_at, GError **error)
{
  static const char sql[] =
      "UPDATE servers SET restored_at = ?2, restore_answer = NULL WHERE key = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  sqlite3_bind_int64 (statement, 2, restored_at);
  return run (db, statement, error);
}

/**
 * foyer_server_store_set_cursor:
 * @pull: the pull whose rows come before the cursor
 * @event_id: an event that is kept
 * @before: (nullable): the cursor from which the rows came
 * @cursor: where its feed goes on
 * @load: whether more of a load is to come
 * @synced_at: when everything was here, or %FOYER_NONE to leave it
 * @error: return location
 *
 * Rows and cursor are on disk together, or neither is.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_server_store_set_cursor (FoyerPullStore *pull,
                               const FoyerUuid *event_id,
                               const char *before,
                               const char *cursor,
                               FoyerLoad load,
                               gint64 synced_at,
                               GError **error)
{
  static const char sql[] =
      "UPDATE hosted_events SET cursor = ?3, is_loading = ?4, synced_at = coalesce (?5, synced_at) "
      "WHERE event_id = ?1 AND cursor IS ?2";
  FoyerDatabase *db = foyer_pull_store_get_db (pull);
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, event_id);
  sqlite3_bind_text (statement, 2, before, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, cursor, -1, SQLITE_STATIC);
  sqlite3_bind_int (statement, 4, load);
  if (synced_at != FOYER_NONE)
    sqlite3_bind_int64 (statement, 5, synced_at);
  if (!run (db, statement, error))
    return FALSE;
  if (sqlite3_changes (foyer_database_get_handle (db)) == 1)
    return TRUE;
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BUSY,
                       _ ("Another program keeps this replica in step at the moment."));
  return FALSE;
}

/**
 * foyer_server_store_set_load:
 * @pull: a pull in a transaction
 * @event_id: an event whose rows it brings
 * @load_rows: how many will come, about
 * @load_done: how many of them are here
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_server_store_set_load (FoyerPullStore *pull,
                             const FoyerUuid *event_id,
                             gint64 load_rows,
                             gint64 load_done,
                             GError **error)
{
  static const char sql[] =
      "UPDATE hosted_events SET load_rows = ?2, load_done = ?3 WHERE event_id = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (foyer_pull_store_get_db (pull), sql, error);

  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, event_id);
  sqlite3_bind_int64 (statement, 2, load_rows);
  sqlite3_bind_int64 (statement, 3, load_done);
  return run (foyer_pull_store_get_db (pull), statement, error);
}

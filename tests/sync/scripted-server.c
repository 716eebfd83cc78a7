/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scripted-server.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  const char *function;
  guint n; /* calls until then */
  ScriptedFault fault;
} Break;

struct _ScriptedServer
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  char *url;
  GMutex mutex; /* of all that follows */
  GCond cond;
  gboolean is_up, is_let_go;
  guint n_sessions, database;
  char *token, *access;
  GArray *breaks;      /* of Break */
  GHashTable *calls;   /* function → how often */
  GHashTable *last;    /* function → arguments */
  GHashTable *told;    /* id → how often */
  GHashTable *known;   /* ids */
  GHashTable *backup;  /* (nullable) ids */
  GHashTable *refused; /* id → whether loudly */
  GPtrArray *pages;
  const char *listens_to; /* (nullable) */
  void (*listener) (gpointer data);
  gpointer listener_data;
};

typedef struct
{
  guint status;
  char *body;
} Reply;

static Reply
refuse (guint status, const char *code)
{
  return (Reply){ status, g_strdup_printf ("{\"code\": \"%s\", \"message\": \"Because.\"}", code) };
}

static guint
count (GHashTable *table, const char *key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (table, key));
}

static void
count_up (GHashTable *table, const char *key)
{
  g_hash_table_insert (table, g_strdup (key), GUINT_TO_POINTER (count (table, key) + 1));
}

static void
begin_session (ScriptedServer *self)
{
  self->n_sessions++;
  g_free (self->token);
  g_free (self->access);
  self->token = g_strdup_printf ("refresh-%u", self->n_sessions);
  self->access = g_strdup_printf ("access-%u", self->n_sessions);
}

static Reply
tell_session (ScriptedServer *self)
{
  begin_session (self);
  return (Reply){ 200, g_strdup_printf (
                           "{\"access_token\": \"%s\", \"refresh_token\": \"%s\", "
                           "\"expires_in\": 3600, \"user\": {\"id\": "
                           "\"01900000-0000-7000-8000-000000000002\", \"name\": \"Ann\"}}",
                           self->access, self->token) };
}

static Reply
refresh (ScriptedServer *self, JsonObject *arguments)
{
  if (g_strcmp0 (json_object_get_string_member (arguments, "refresh_token"), self->token) != 0)
    return refuse (401, "SIGNED_OUT");
  return tell_session (self);
}

/* A cursor is the database and the number of pages that were told. */
static void
tell_event (ScriptedServer *self, JsonObject *asked, GString *json)
{
  const char *mark = json_object_get_string_member_with_default (asked, "cursor", NULL);
  guint database = 0, page = 0;
  gboolean is_load = mark == NULL;

  if (mark != NULL)
    sscanf (mark, "%u|%u", &database, &page);
  if (mark != NULL && database != self->database)
    {
      is_load = TRUE;
      page = 0;
    }
  g_string_append_printf (json, "{\"event_id\": \"%s\", ",
                          json_object_get_string_member (asked, "event_id"));
  if (mark != NULL && is_load)
    g_string_append_printf (json, "\"status\": \"load\", \"cursor\": \"%u|0\", \"is_more\": true}",
                            self->database);
  else if (page >= self->pages->len)
    g_string_append_printf (json,
                            "\"status\": \"ok\", \"cursor\": \"%u|%u\", \"is_more\": false, "
                            "\"rows\": []}",
                            self->database, page);
  else
    g_string_append_printf (
        json, "\"status\": \"%s\", \"cursor\": \"%u|%u\", \"is_more\": %s, \"rows\": %s}",
        is_load ? "load" : "ok", self->database, page + 1,
        page + 1 < self->pages->len ? "true" : "false",
        (const char *) g_ptr_array_index (self->pages, page));
}

static Reply
tell_changes (ScriptedServer *self, JsonObject *arguments)
{
  JsonArray *cursors = json_object_get_array_member (arguments, "cursors");
  GString *json = g_string_new ("[");

  for (guint i = 0; i < json_array_get_length (cursors); i++)
    {
      g_string_append (json, i > 0 ? ", " : "");
      tell_event (self, json_array_get_object_element (cursors, i), json);
    }
  g_string_append (json, "]");
  return (Reply){ 200, g_string_free (json, FALSE) };
}

/* Of a row, as any of the functions is told it. */
static const char *
read_id (JsonObject *row)
{
  if (json_object_has_member (row, "row"))
    row = json_object_get_object_member (row, "row");
  return json_object_get_string_member (row, "id");
}

static char *
take_row (ScriptedServer *self, const char *id)
{
  count_up (self->told, id);
  if (g_hash_table_contains (self->refused, id))
    return g_strdup_printf ("{\"id\": \"%s\", \"status\": \"refused\", \"code\": \"NOT_SO\", "
                            "\"message\": \"It is not so.\"}",
                            id);
  g_hash_table_add (self->known, g_strdup (id));
  return g_strdup_printf ("{\"id\": \"%s\", \"status\": \"done\"}", id);
}

static Reply
take_rows (ScriptedServer *self, const char *function, JsonArray *rows, gboolean is_backwards)
{
  GString *json = g_string_new (NULL);
  guint n = json_array_get_length (rows), n_stored = 0;
  gboolean is_store = g_str_equal (function, "store_rows");

  for (guint i = 0; i < n; i++)
    if (count (self->refused, read_id (json_array_get_object_element (rows, i))) == 2)
      {
        g_string_free (json, TRUE);
        return refuse (400, "ROW_WRONG");
      }
  for (guint i = 0; i < n; i++)
    {
      const char *id = read_id (json_array_get_object_element (rows, i));
      g_autofree char *said = take_row (self, id);

      n_stored += !g_hash_table_contains (self->refused, id);
      if (is_store && !g_hash_table_contains (self->refused, id))
        continue;
      if (is_backwards && json->len > 0)
        g_string_prepend (json, ", ");
      else if (json->len > 0)
        g_string_append (json, ", ");
      g_string_insert (json, is_backwards ? 0 : -1, said);
    }
  if (is_store)
    {
      g_autofree char *refused = g_string_free (json, FALSE);

      return (Reply){ 200,
                      g_strdup_printf ("{\"stored\": %u, \"refused\": [%s]}", n_stored, refused) };
    }
  g_string_prepend (json, "[");
  g_string_append (json, "]");
  return (Reply){ 200, g_string_free (json, FALSE) };
}

static Reply
work (ScriptedServer *self, const char *function, JsonObject *arguments, gboolean is_backwards)
{
  static const char *const rows[][2] = { { "check_in", "check_ins" },
                                         { "edit_rows", "edits" },
                                         { "store_rows", "rows" },
                                         { "record_sales", "orders" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (function, rows[i][0]))
      return take_rows (self, function, json_object_get_array_member (arguments, rows[i][1]),
                        is_backwards);
  if (g_str_equal (function, "changes"))
    return tell_changes (self, arguments);
  if (g_str_equal (function, "sign_in") || g_str_equal (function, "register_device"))
    return tell_session (self);
  if (g_str_equal (function, "refresh"))
    return refresh (self, arguments);
  return refuse (404, "NO_FUNCTION");
}

static ScriptedFault
take_fault (ScriptedServer *self, const char *function)
{
  for (guint i = 0; i < self->breaks->len; i++)
    {
      Break *one = &g_array_index (self->breaks, Break, i);

      if (!g_str_equal (one->function, function) || one->n-- > 0)
        continue;
      one->function = "";
      return one->fault;
    }
  return SCRIPTED_NONE;
}

static gboolean
is_signed_in (ScriptedServer *self, const char *function, SoupServerMessage *message)
{
  const char *said = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");

  return g_str_equal (function, "sign_in") || g_str_equal (function, "refresh") ||
         (said != NULL && g_str_has_prefix (said, "Bearer ") &&
          g_strcmp0 (said + strlen ("Bearer "), self->access) == 0);
}

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  ScriptedServer *self = data;
  const char *function = strrchr (path, '/') + 1;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());
  ScriptedFault fault = take_fault (self, function);
  Reply reply;

  g_assert_true (json_parser_load_from_data (parser, body->data, body->length, NULL));
  count_up (self->calls, function);
  if (g_strcmp0 (function, self->listens_to) == 0)
    self->listener (self->listener_data);
  g_hash_table_insert (self->last, g_strdup (function), g_strndup (body->data, body->length));
  if (fault == SCRIPTED_EXPIRES || !is_signed_in (self, function, message))
    reply = refuse (401, "TOKEN_WRONG");
  else if (fault == SCRIPTED_BUSY)
    reply = refuse (429, "TOO_MANY");
  else
    reply = work (self, function, json_node_get_object (json_parser_get_root (parser)),
                  fault == SCRIPTED_BACKWARDS);
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Foyer-Time",
                               time);
  if (fault == SCRIPTED_BUSY)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After",
                                 G_STRINGIFY (SCRIPTED_RETRY_AFTER));
  while (fault == SCRIPTED_HANGS && !self->is_let_go)
    g_cond_wait (&self->cond, &self->mutex);
  if (fault == SCRIPTED_LOSES)
    g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, NULL);
  soup_server_message_set_status (message, reply.status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, reply.body,
                                    strlen (reply.body));
}

static gboolean
tell_up_cb (gpointer data)
{
  ScriptedServer *self = data;

  g_mutex_lock (&self->mutex);
  self->is_up = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  return G_SOURCE_REMOVE;
}

static gpointer
serve (gpointer data)
{
  ScriptedServer *self = data;
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GSource) up = g_idle_source_new ();
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, answer_cb, self, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  self->url = g_uri_to_string (uris->data);
  self->url[strlen (self->url) - 1] = '\0';
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_source_set_callback (up, tell_up_cb, self, NULL);
  g_source_attach (up, self->context);
  g_main_loop_run (self->loop);
  soup_server_disconnect (server);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

ScriptedServer *
scripted_server_new (void)
{
  ScriptedServer *self = g_new0 (ScriptedServer, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->database = 1;
  self->breaks = g_array_new (FALSE, FALSE, sizeof (Break));
  self->calls = new_table ();
  self->last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->told = new_table ();
  self->known = new_table ();
  self->refused = new_table ();
  self->pages = g_ptr_array_new_with_free_func (g_free);
  begin_session (self);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("server", serve, self);
  g_mutex_lock (&self->mutex);
  while (!self->is_up)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return self;
}

const char *
scripted_server_get_url (ScriptedServer *self)
{
  return self->url;
}

const char *
scripted_server_get_token (ScriptedServer *self)
{
  return self->token;
}

void
scripted_server_break (ScriptedServer *self, const char *function, guint n, ScriptedFault fault)
{
  const Break one = { function, n, fault };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_array_append_val (self->breaks, one);
}

void
scripted_server_refuse (ScriptedServer *self, const FoyerUuid *id, gboolean is_loud)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  char text[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (id, text);
  g_hash_table_insert (self->refused, g_strdup (text), GUINT_TO_POINTER (is_loud ? 2 : 1));
}

void
scripted_server_add_page (ScriptedServer *self, char *rows)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_ptr_array_add (self->pages, rows);
}

static void
copy_key (gpointer key, gpointer value, gpointer data)
{
  g_hash_table_add (data, g_strdup (key));
}

void
scripted_server_back_up (ScriptedServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_clear_pointer (&self->backup, g_hash_table_unref);
  self->backup = new_table ();
  g_hash_table_foreach (self->known, copy_key, self->backup);
}

void
scripted_server_restore (ScriptedServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_unref (self->known);
  self->known = g_steal_pointer (&self->backup);
  self->database++;
  begin_session (self);
}

void
scripted_server_set_listener (ScriptedServer *self,
                              const char *function,
                              void (*func) (gpointer data),
                              gpointer data)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->listens_to = func != NULL ? function : NULL;
  self->listener = func;
  self->listener_data = data;
}

void
scripted_server_let_go (ScriptedServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->is_let_go = TRUE;
  g_cond_signal (&self->cond);
}

guint
scripted_server_count_calls (ScriptedServer *self, const char *function)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return count (self->calls, function);
}

guint
scripted_server_count_told (ScriptedServer *self, const FoyerUuid *id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  char text[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (id, text);
  return count (self->told, text);
}

gboolean
scripted_server_has (ScriptedServer *self, const FoyerUuid *id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  char text[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (id, text);
  return g_hash_table_contains (self->known, text);
}

guint
scripted_server_count (ScriptedServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_hash_table_size (self->known);
}

char *
scripted_server_dup_last (ScriptedServer *self, const char *function)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_strdup (g_hash_table_lookup (self->last, function));
}

void
scripted_server_free (ScriptedServer *self)
{
  scripted_server_let_go (self);
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_array_unref (self->breaks);
  g_hash_table_unref (self->calls);
  g_hash_table_unref (self->last);
  g_hash_table_unref (self->told);
  g_hash_table_unref (self->known);
  g_clear_pointer (&self->backup, g_hash_table_unref);
  g_hash_table_unref (self->refused);
  g_ptr_array_unref (self->pages);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->token);
  g_free (self->access);
  g_free (self->url);
  g_free (self);
}

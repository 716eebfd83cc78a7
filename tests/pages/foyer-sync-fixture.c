/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-fixture.h"

#include "foyer-ticket.h"

#include <adwaita.h>
#include <string.h>

#define USER       "01900000-0000-7000-8000-000000000001"
#define ORGANIZER  "01900000-0000-7000-8000-000000000011"
#define ORGANIZER2 "01900000-0000-7000-8000-000000000012"

static const char signed_in[] =
    "{\"access_token\": \"a.b.c\", \"refresh_token\": \"once\", \"expires_in\": 900, "
    "\"user\": {\"id\": \"" USER "\", \"name\": \"Ada\"}}";
static const char wrong[] =
    "{\"code\": \"WRONG_PASSWORD\", \"message\": \"E-mail or password is wrong.\"}";
static const char busy[] = "{\"code\": \"BUSY\", \"message\": \"Later.\"}";

#define OFFER(n, title, organizer, name)                                                           \
  "{\"id\": \"01900000-0000-7000-8000-00000000010" n "\", \"organizer_id\": \"" organizer          \
  "\", \"title\": \"" title "\", \"timezone\": \"Europe/Vienna\", "                                \
  "\"start_date\": \"2030-06-01T18:00:00+00:00\", \"organizers\": {\"name\": \"" name "\"}}"

static const char events[] =
    "[" OFFER ("1", "Night of <Halls>", ORGANIZER, "Halls & Co") ", " OFFER (
        "2",
        "Winter Conference",
        ORGANIZER,
        "Halls & Co") ", " OFFER ("3", "Pottery", ORGANIZER2, "Clay") "]";
static const char organizers[] = "[{\"id\": \"" ORGANIZER "\", \"name\": \"Halls & Co\"}, "
                                 "{\"id\": \"" ORGANIZER2 "\", \"name\": \"Clay\"}]";

static void
respond (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body,
                                    strlen (body));
}

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  FoyerSyncBench *self = data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (g_str_equal (path, "/rpc/sign_in") && self->is_slow)
    soup_server_message_pause (message);
  else if (g_str_equal (path, "/rpc/sign_in"))
    {
      gboolean is_right = g_strstr_len (body->data, body->length, "right") != NULL;

      respond (message, is_right ? 200 : 401, is_right ? signed_in : wrong);
    }
  else if (g_str_equal (path, "/rpc/request_password_reset") && self->is_slow)
    respond (message, 503, busy);
  else if (g_str_equal (path, "/rpc/request_password_reset"))
    {
      g_assert_nonnull (g_strstr_len (body->data, body->length, "\"ada@example.org\""));
      g_atomic_int_inc (&self->n_letters);
      respond (message, 200, "{\"message\": \"If this address has an account\"}");
    }
  else if (g_str_equal (path, "/events"))
    respond (message, 200, events);
  else if (g_str_equal (path, "/organizers"))
    respond (message, 200, organizers);
  else if (g_str_equal (path, "/rpc/register_device"))
    respond (message, 200, signed_in);
  else if (g_str_equal (path, "/rpc/sign_out"))
    respond (message, 200, "{}");
  else
    respond (message, 503, busy);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object ((GAsyncResult **) data, result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

void
foyer_sync_bench_set_up (FoyerSyncBench *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  foyer_acts_set_up (&self->acts, data);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, answer_cb, self, NULL);
  g_assert_true (soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (self->server);
  self->url = g_uri_to_string (uris->data);
  self->url[strlen (self->url) - 1] = '\0';
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  self->desk = foyer_sync_desk_new (self->acts.replica);
  g_assert_null (foyer_sync_desk_get_engine (self->desk));
  foyer_sync_desk_unlock_async (self->desk, "a few words", NULL, result_cb, &result);
  foyer_test_wait_for (has_result, &result);
  g_assert_true (foyer_sync_desk_unlock_finish (self->desk, result, &error));
  g_assert_no_error (error);
  g_assert_nonnull (foyer_sync_desk_get_engine (self->desk));
}

void
foyer_sync_bench_tear_down (FoyerSyncBench *self, gconstpointer data)
{
  foyer_sync_desk_stop (self->desk);
  g_clear_object (&self->desk);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->url, g_free);
  foyer_acts_tear_down (&self->acts, data);
}

gint64
foyer_sync_bench_sign_in (FoyerSyncBench *self)
{
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (self->desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 key;

  foyer_sync_engine_sign_in_async (engine, self->url, "ada@example.org", "right", NULL, result_cb,
                                   &result);
  foyer_test_wait_for (has_result, &result);
  key = foyer_sync_engine_sign_in_finish (engine, result, &error);
  g_assert_no_error (error);
  foyer_sync_desk_look (self->desk);
  return key;
}

void
foyer_sync_bench_refuse (FoyerSyncBench *self, gint64 server_key, const char *message)
{
  g_autoptr (GError) error = NULL;
  FoyerPushProblem problem = {
    .type = &FOYER_TICKET_TYPE,
    .key = foyer_acts_count (&self->acts, "SELECT min (key) FROM tickets"),
    .event_id = self->acts.event_id,
    .server_key = server_key,
    .change_set = 1,
    .code = (char *) "REFUSED",
    .message = (char *) message,
    .attempts = 1,
    .first_time = g_get_real_time (),
    .last_time = g_get_real_time (),
  };

  foyer_queue_store_set_aside (self->acts.db, &problem, &error);
  g_assert_no_error (error);
}

typedef struct
{
  gpointer from;
  const char *words;
} Saying;

static gboolean
says (gpointer data)
{
  const Saying *saying = data;

  return foyer_acts_says (saying->from, saying->words);
}

void
foyer_sync_bench_wait_says (gpointer from, const char *words)
{
  Saying saying = { from, words };

  foyer_test_wait_for (says, &saying);
}

void
foyer_sync_bench_answer (const char *response)
{
  AdwMessageDialog *dialog = foyer_acts_wait_window (ADW_TYPE_MESSAGE_DIALOG);

  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  /* who asked hears of it */
  for (guint i = 0; i < 100 && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

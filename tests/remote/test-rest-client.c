/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-rest-client.h"

#include <string.h>

/* A server of this test's own, in a thread of its own since the client waits: what it answers is
 * said by the path. */
typedef struct
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  char *url;
  GMutex mutex;
  GCond cond;
  gboolean is_up;
  char *seen; /* method, path, authorisation and body of the last request */
  const char *time; /* (nullable) that it tells; set while nothing is asked */
} Peer;

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  Peer *peer = data;
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *authorization = soup_message_headers_get_one (request, "Authorization");
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  static const struct
  {
    const char *path;
    guint status;
    const char *type;
    const char *body;
  } answers[] = {
    { "/rows", 200, "application/json; charset=utf-8", "[{\"a\": 1}]" },
    { "/rpc/nothing", 204, NULL, "" },
    { "/refused", 409, "application/json",
      "{\"code\": \"SOLD_OUT\", \"message\": \"Sold out.\", \"details\": null}" },
    { "/signed-out", 401, "application/json",
      "{\"code\": \"SIGNED_OUT\", \"message\": \"Sign in.\"}" },
    { "/not-allowed", 403, "application/json",
      "{\"code\": \"NOT_ALLOWED\", \"message\": \"You may not.\"}" },
    { "/busy", 429, "application/json", "{\"code\": \"TOO_MANY\", \"message\": \"Later.\"}" },
    { "/unavailable", 503, "text/html", "<html>" },
    { "/broken", 500, "application/json", "{\"code\": \"XX000\", \"message\": \"internal\"}" },
    { "/gateway", 502, "text/html", "<html><h1>Bad Gateway" },
    { "/forbidden-page", 403, "text/html", "<html>Forbidden by the proxy" },
    { "/page", 200, "text/html", "<html>Welcome to our Wi-Fi" },
    { "/moved", 302, "text/html", "" },
    { "/strange", 400, "application/json", "[1, 2" },
  };

  g_mutex_lock (&peer->mutex);
  g_free (peer->seen);
  peer->seen = g_strdup_printf ("%s %s %s %.*s", soup_server_message_get_method (message), path,
                                authorization != NULL ? authorization : "-", (int) body->length,
                                body->data != NULL ? body->data : "");
  g_mutex_unlock (&peer->mutex);

  if (peer->time != NULL)
    soup_message_headers_append (headers, "Foyer-Time", peer->time);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (path, answers[i].path))
      {
        soup_server_message_set_status (message, answers[i].status, NULL);
        if (answers[i].status == 302)
          soup_message_headers_append (headers, "Location", "https://elsewhere.example/");
        if (answers[i].status == 429)
          soup_message_headers_append (headers, "Retry-After", "7");
        if (answers[i].type != NULL)
          soup_server_message_set_response (message, answers[i].type, SOUP_MEMORY_STATIC,
                                            answers[i].body, strlen (answers[i].body));
        return;
      }
  if (g_str_equal (path, "/endless"))
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_message_headers_set_content_type (headers, "application/json", NULL);
      soup_message_headers_set_content_length (headers, G_GINT64_CONSTANT (2000000000));
      soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                                "[", 1);
      return;
    }
  soup_server_message_set_status (message, 404, NULL);
}

static gboolean
tell_up_cb (gpointer data)
{
  Peer *peer = data;

  g_mutex_lock (&peer->mutex);
  peer->is_up = TRUE;
  g_cond_signal (&peer->cond);
  g_mutex_unlock (&peer->mutex);
  return G_SOURCE_REMOVE;
}

static gpointer
serve (gpointer data)
{
  Peer *peer = data;
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GSource) up = g_idle_source_new ();
  GSList *uris;

  g_main_context_push_thread_default (peer->context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, answer_cb, peer, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  peer->url = g_uri_to_string (uris->data);
  peer->url[strlen (peer->url) - 1] = '\0';
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_source_set_callback (up, tell_up_cb, peer, NULL);
  g_source_attach (up, peer->context);
  g_main_loop_run (peer->loop);
  soup_server_disconnect (server);
  g_main_context_pop_thread_default (peer->context);
  return NULL;
}

static void
peer_set_up (Peer *peer, gconstpointer data)
{
  g_mutex_init (&peer->mutex);
  g_cond_init (&peer->cond);
  peer->context = g_main_context_new ();
  peer->loop = g_main_loop_new (peer->context, FALSE);
  peer->thread = g_thread_new ("peer", serve, peer);
  g_mutex_lock (&peer->mutex);
  while (!peer->is_up)
    g_cond_wait (&peer->cond, &peer->mutex);
  g_mutex_unlock (&peer->mutex);
}

static void
peer_tear_down (Peer *peer, gconstpointer data)
{
  g_main_loop_quit (peer->loop);
  g_thread_join (peer->thread);
  g_main_loop_unref (peer->loop);
  g_main_context_unref (peer->context);
  g_mutex_clear (&peer->mutex);
  g_cond_clear (&peer->cond);
  g_free (peer->url);
  g_free (peer->seen);
}

static FoyerRestClient *
make_client (const char *url)
{
  g_autoptr (SoupSession) session = foyer_rest_client_make_session ();

  return foyer_rest_client_new (session, url);
}

static void
test_answers (Peer *peer, gconstpointer data)
{
  g_autoptr (FoyerRestClient) client = make_client (peer->url);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) rows = foyer_rest_client_get (client, "rows?order=id", NULL, &error);
  g_autoptr (GBytes) nothing = NULL;

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (rows, NULL), g_bytes_get_size (rows), "[{\"a\": 1}]", 10);
  g_assert_cmpstr (peer->seen, ==, "GET /rows - ");

  foyer_rest_client_set_token (client, "abc");
  nothing = foyer_rest_client_call (client, "nothing", "{\"n\": 1}", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (nothing), ==, 0);
  g_assert_cmpstr (peer->seen, ==, "POST /rpc/nothing Bearer abc {\"n\": 1}");
}

static void
test_refusals (Peer *peer, gconstpointer data)
{
  static const struct
  {
    const char *path;
    FoyerRemoteError kind;
    const char *code;
    guint retry_after;
    const char *said;
  } cases[] = {
    { "refused", FOYER_REMOTE_ERROR_REFUSED, "SOLD_OUT", 0, "This is sold out." },
    { "signed-out", FOYER_REMOTE_ERROR_SIGNED_OUT, "SIGNED_OUT", 0, "Sign in." },
    { "not-allowed", FOYER_REMOTE_ERROR_NOT_ALLOWED, "NOT_ALLOWED", 0, "You may not do this" },
    { "busy", FOYER_REMOTE_ERROR_BUSY, "TOO_MANY", 7, "127.0.0.1" },
    { "unavailable", FOYER_REMOTE_ERROR_BUSY, NULL, 0, "127.0.0.1" },
    { "broken", FOYER_REMOTE_ERROR_BROKEN, "XX000", 0, "500" },
    { "gateway", FOYER_REMOTE_ERROR_BROKEN, NULL, 0, "502" },
    { "forbidden-page", FOYER_REMOTE_ERROR_BROKEN, NULL, 0, "403" },
    { "page", FOYER_REMOTE_ERROR_BROKEN, NULL, 0, "page" },
    { "moved", FOYER_REMOTE_ERROR_MOVED, NULL, 0, "127.0.0.1" },
    { "strange", FOYER_REMOTE_ERROR_BROKEN, NULL, 0, "400" },
    { "missing", FOYER_REMOTE_ERROR_BROKEN, NULL, 0, "404" },
    { "endless", FOYER_REMOTE_ERROR_BROKEN, NULL, 0, "without end" },
  };
  g_autoptr (FoyerRestClient) client = make_client (peer->url);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].path);
      g_assert_null (foyer_rest_client_get (client, cases[i].path, NULL, &error));
      g_assert_error (error, FOYER_REMOTE_ERROR, (int) cases[i].kind);
      g_assert_nonnull (strstr (error->message, cases[i].said));
      g_assert_null (strstr (error->message, "internal"));
      g_assert_cmpstr (foyer_rest_client_get_code (client), ==, cases[i].code);
      g_assert_cmpuint (foyer_rest_client_get_retry_after (client), ==, cases[i].retry_after);
    }
}

/* The clock of the server is known as well as the time that the call took. */
static void
test_clock (Peer *peer, gconstpointer data)
{
  static const char *const wrong[] = { "", "soon", "-5", "1.5", "99999999999999999999",
                                       "253402300800000000" };
  const gint64 ahead = 3 * G_TIME_SPAN_HOUR;
  g_autoptr (FoyerRestClient) client = make_client (peer->url);
  g_autofree char *time = NULL;
  gint64 offset, uncertainty, began, took;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GBytes) rows = NULL;

      peer->time = wrong[i];
      rows = foyer_rest_client_get (client, "rows", NULL, NULL);
      g_assert_nonnull (rows);
      g_assert_false (foyer_rest_client_get_offset (client, &offset, &uncertainty));
    }

  began = g_get_real_time ();
  time = g_strdup_printf ("%" G_GINT64_FORMAT, began + ahead);
  peer->time = time;
  g_bytes_unref (foyer_rest_client_get (client, "rows", NULL, NULL));
  took = g_get_real_time () - began;
  g_assert_true (foyer_rest_client_get_offset (client, &offset, &uncertainty));
  g_assert_cmpint (uncertainty, <=, (took + 1) / 2);
  g_assert_cmpint (ABS (offset - ahead), <=, took);
}

static void
test_unreachable (void)
{
  static const char *const urls[] = { "http://127.0.0.1:1", "http://no-such-name.invalid" };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (FoyerRestClient) client = make_client (urls[i]);
      g_autoptr (GError) error = NULL;
      gint64 offset, uncertainty;

      g_assert_null (foyer_rest_client_get (client, "rows", NULL, &error));
      g_assert_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_UNREACHABLE);
      g_assert_false (foyer_rest_client_get_offset (client, &offset, &uncertainty));
    }
}

static void
test_cancelled (Peer *peer, gconstpointer data)
{
  g_autoptr (FoyerRestClient) client = make_client (peer->url);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (foyer_rest_client_get (client, "rows", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A peer that says how long its answer is and then breaks off. */
static gpointer
break_off (gpointer data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                               "Content-Length: 100\r\n\r\n[{\"a\": 1}";
  g_autoptr (GSocketConnection) connection = g_socket_listener_accept (data, NULL, NULL, NULL);
  char request[4096];

  g_assert_nonnull (connection);
  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), request,
                       sizeof request, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                             strlen (answer), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return NULL;
}

static void
test_cut (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (FoyerRestClient) client = make_client (url);
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("peer", break_off, listener);

  g_assert_null (foyer_rest_client_get (client, "rows", NULL, &error));
  g_assert_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_UNREACHABLE);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/rest-client/answers", Peer, NULL, peer_set_up, test_answers, peer_tear_down);
  g_test_add ("/rest-client/clock", Peer, NULL, peer_set_up, test_clock, peer_tear_down);
  g_test_add ("/rest-client/refusals", Peer, NULL, peer_set_up, test_refusals, peer_tear_down);
  g_test_add ("/rest-client/cancelled", Peer, NULL, peer_set_up, test_cancelled, peer_tear_down);
  g_test_add_func ("/rest-client/unreachable", test_unreachable);
  g_test_add_func ("/rest-client/cut", test_cut);

  return g_test_run ();
}

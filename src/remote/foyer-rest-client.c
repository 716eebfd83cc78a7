/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-rest-client.h"

#include "foyer-certificate-words.h"
#include "foyer-json-scanner.h"
#include "foyer-remote-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* No answer for so long is none. */
#define TIMEOUT_SECONDS   30
#define CHUNK             (256 * 1024)
#define TOO_MANY_REQUESTS 429 /* RFC 6585, section 4 */
/* A proxy that says “come back in a year” is not obeyed. */
#define MAX_RETRY_AFTER 3600
/* The end of the year 9999 in microseconds, after which no calendar tells a time. */
#define MAX_TIME G_GINT64_CONSTANT (253402300799999999)

struct _FoyerRestClient
{
  GObject parent_instance;

  SoupSession *session; /* (owned) */
  char *url;            /* (owned): without a slash at its end */
  char *host;           /* (owned): for people */
  char *token;          /* (owned) (nullable) */
  char *code;           /* (owned) (nullable): of the last refusal */
  char *said;           /* (owned) (nullable): its sentence, as the server has it */
  char *distrust;       /* (owned) (nullable): what is wrong with the certificate of this answer */
  guint retry_after;
  gint64 offset, uncertainty; /* uncertainty < 0: unknown */
};

G_DEFINE_FINAL_TYPE (FoyerRestClient, foyer_rest_client, G_TYPE_OBJECT)

/* It is never accepted, and only looked at: the error that comes names no cause. */
static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags problems,
                       FoyerRestClient *self)
{
  g_free (self->distrust);
  self->distrust = foyer_certificate_words (certificate, problems, self->host);
  return FALSE;
}

/* What libsoup and GIO say, by what can be done about it. */
static void
take_transport_error (FoyerRestClient *self, SoupMessage *message, GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&owned));
  else if (failure->domain == G_TLS_ERROR && self->distrust != NULL)
    g_set_error_literal (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_UNTRUSTED, self->distrust);
  else if (failure->domain == G_TLS_ERROR)
    g_set_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_UNTRUSTED,
                 _ ("“%s” cannot prove that it is who it says it is, so nothing was sent (%s)."),
                 self->host, failure->message);
  else if (g_error_matches (failure, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND) ||
           failure->domain == G_RESOLVER_ERROR)
    g_set_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_UNREACHABLE,
                 _ ("There is no machine of the name “%s”, or this one has no network."),
                 self->host);
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_set_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_UNREACHABLE,
                 _ ("“%s” does not answer."), self->host);
  else
    g_set_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_UNREACHABLE,
                 _ ("“%s” cannot be reached (%s)."), self->host, failure->message);
}

static FoyerRemoteError
kind_of (guint status)
{
  if (status == TOO_MANY_REQUESTS || status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    return FOYER_REMOTE_ERROR_BUSY;
  if (status >= 300 && status < 400)
    return FOYER_REMOTE_ERROR_MOVED;
  if (status == SOUP_STATUS_UNAUTHORIZED)
    return FOYER_REMOTE_ERROR_SIGNED_OUT;
  if (status == SOUP_STATUS_FORBIDDEN)
    return FOYER_REMOTE_ERROR_NOT_ALLOWED;
  if (status >= 400 && status < 500)
    return FOYER_REMOTE_ERROR_REFUSED;
  return FOYER_REMOTE_ERROR_BROKEN;
}

static gboolean
is_json (SoupMessage *message)
{
  const char *type =
      soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);

  return type != NULL &&
         (g_str_equal (type, "application/json") || g_str_has_suffix (type, "+json"));
}

/* PostgREST's and our own refusals: {"code": …, "message": …}. */
static char *
read_refusal (FoyerRestClient *self, GBytes *body)
{
  g_auto (FoyerJsonScanner) scanner = { 0 };
  g_autofree char *code = NULL;
  g_autofree char *sentence = NULL;
  gsize length, n_bytes;
  const char *text = g_bytes_get_data (body, &n_bytes), *name;

  foyer_json_scanner_init (&scanner, text, n_bytes);
  if (foyer_json_scanner_peek (&scanner) != FOYER_JSON_OBJECT ||
      !foyer_json_scanner_enter_object (&scanner))
    return NULL;
  while ((name = foyer_json_scanner_next_member (&scanner, &length)) != NULL)
    {
      char **field = length == 4 && memcmp (name, "code", 4) == 0      ? &code
                     : length == 7 && memcmp (name, "message", 7) == 0 ? &sentence
                                                                       : NULL;

      if (field == NULL || foyer_json_scanner_peek (&scanner) != FOYER_JSON_TEXT)
        foyer_json_scanner_skip (&scanner, NULL);
      else if ((text = foyer_json_scanner_read_text (&scanner, &length)) != NULL && *field == NULL)
        *field = g_strndup (text, length);
    }
  if (!foyer_json_scanner_finish (&scanner, NULL))
    return NULL;
  self->code = g_steal_pointer (&code);
  return g_steal_pointer (&sentence);
}

static guint
read_retry_after (SoupMessage *message)
{
  const char *text =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  guint64 seconds = 0;

  if (text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &seconds, NULL))
    return MIN (seconds, MAX_RETRY_AFTER);
  return 0;
}

static void
set_refusal (FoyerRestClient *self, SoupMessage *message, GBytes *body, GError **error)
{
  guint status = soup_message_get_status (message);
  FoyerRemoteError kind = kind_of (status);
  g_autofree char *sentence = is_json (message) ? read_refusal (self, body) : NULL;

  self->retry_after = read_retry_after (message);
  /* Only a Foyer server says in JSON that something is not to be; a proxy's page about it may be
   * gone in a minute. */
  if (sentence == NULL && kind != FOYER_REMOTE_ERROR_MOVED && kind != FOYER_REMOTE_ERROR_BUSY)
    kind = FOYER_REMOTE_ERROR_BROKEN;

  if (kind == FOYER_REMOTE_ERROR_MOVED)
    g_set_error (error, FOYER_REMOTE_ERROR, kind,
                 _ ("“%s” sends to another address. Perhaps this network wants you to sign in "
                    "first, or the server has moved."),
                 self->host);
  else if (kind == FOYER_REMOTE_ERROR_BUSY)
    g_set_error (error, FOYER_REMOTE_ERROR, kind, _ ("“%s” has too much to do just now."),
                 self->host);
  else if (kind == FOYER_REMOTE_ERROR_BROKEN)
    g_set_error (error, FOYER_REMOTE_ERROR, kind, _ ("“%s” has a problem of its own (%u)."),
                 self->host, status);
  else
    {
      g_autofree char *words = foyer_remote_words (self->code, sentence, NULL);

      g_set_error_literal (error, FOYER_REMOTE_ERROR, kind, words);
      self->said = g_steal_pointer (&sentence);
    }
}

/* The whole body; NULL with error when it breaks off or goes on for too long. */
static GBytes *
read_body (FoyerRestClient *self,
           SoupMessage *message,
           GInputStream *stream,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GError) failure = NULL;
  goffset said =
      soup_message_headers_get_content_length (soup_message_get_response_headers (message));
  gssize n_read = 1;

  while (n_read > 0 && body->len <= FOYER_REST_MAX_BODY && said <= FOYER_REST_MAX_BODY)
    {
      guint length = body->len;

      g_byte_array_set_size (body, length + CHUNK);
      n_read = g_input_stream_read (stream, body->data + length, CHUNK, cancellable, &failure);
      g_byte_array_set_size (body, length + MAX (n_read, 0));
    }
  if (failure != NULL)
    {
      take_transport_error (self, message, g_steal_pointer (&failure), error);
      return NULL;
    }
  if (n_read > 0)
    {
      g_set_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_BROKEN,
                   _ ("“%s” answers without end."), self->host);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&body));
}

/* The server read its clock somewhere between the request and the answer: in the middle, give or
 * take half of the time between. */
static void
note_clock (FoyerRestClient *self, SoupMessage *message, gint64 sent, gint64 received)
{
  const char *text =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Foyer-Time");
  gint64 told;

  if (text == NULL || received < sent ||
      !g_ascii_string_to_signed (text, 10, 0, MAX_TIME, &told, NULL))
    return;
  self->offset = told - (sent + (received - sent) / 2);
  self->uncertainty = (received - sent + 1) / 2;
}

static SoupMessage *
make_message (FoyerRestClient *self,
              const char *method,
              const char *path,
              const char *prefer,
              const char *body)
{
  g_autofree char *url = g_strconcat (self->url, "/", path, NULL);
  SoupMessage *message = soup_message_new (method, url);
  SoupMessageHeaders *headers;

  g_return_val_if_fail (message != NULL, NULL);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect_object (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self,
                           0);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_append (headers, "Accept", "application/json");
  if (prefer != NULL)
    soup_message_headers_append (headers, "Prefer", prefer);
  if (self->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_append (headers, "Authorization", bearer);
    }
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  return message;
}

/**
 * foyer_rest_client_send:
 * @self: a client
 * @method: an HTTP method
 * @path: below the server's address, already escaped
 * @prefer: (nullable): PostgREST's “Prefer” header
 * @body: (nullable): JSON
 * @cancellable: (nullable): stops it from any thread
 * @error: return location
 *
 * Waits for the answer. Redirects are not followed.
 *
 * Returns: (transfer full): the body, empty when the server had nothing to say; %NULL with an error
 * of %FOYER_REMOTE_ERROR, or %G_IO_ERROR_CANCELLED
 */
GBytes *
foyer_rest_client_send (FoyerRestClient *self,
                        const char *method,
                        const char *path,
                        const char *prefer,
                        const char *body,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) answer = NULL;
  GError *failure = NULL;
  gint64 sent = g_get_real_time ();
  guint status;

  g_return_val_if_fail (FOYER_IS_REST_CLIENT (self), NULL);

  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->said, g_free);
  g_clear_pointer (&self->distrust, g_free);
  self->retry_after = 0;
  message = make_message (self, method, path, prefer, body);
  stream = soup_session_send (self->session, message, cancellable, &failure);
  if (stream == NULL)
    {
      take_transport_error (self, message, failure, error);
      return NULL;
    }
  note_clock (self, message, sent, g_get_real_time ());
  answer = read_body (self, message, stream, cancellable, error);
  if (answer == NULL)
    return NULL;

  status = soup_message_get_status (message);
  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      set_refusal (self, message, answer, error);
      return NULL;
    }
  if (g_bytes_get_size (answer) > 0 && !is_json (message))
    {
      g_set_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_BROKEN,
                   _ ("“%s” answers with a page and not with data. Perhaps this network wants you "
                      "to sign in first, or the address is not "
                      "that of a Foyer server."),
                   self->host);
      return NULL;
    }
  return g_steal_pointer (&answer);
}

/**
 * foyer_rest_client_get:
 * @self: a client
 * @path: a table or view with its query, escaped
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full): the JSON; %NULL with error
 */
GBytes *
foyer_rest_client_get (FoyerRestClient *self,
                       const char *path,
                       GCancellable *cancellable,
                       GError **error)
{
  return foyer_rest_client_send (self, "GET", path, NULL, NULL, cancellable, error);
}

/**
 * foyer_rest_client_call:
 * @self: a client
 * @function: a function of the server
 * @arguments: a JSON object
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full): the JSON; %NULL with error
 */
GBytes *
foyer_rest_client_call (FoyerRestClient *self,
                        const char *function,
                        const char *arguments,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *path = g_strconcat ("rpc/", function, NULL);

  return foyer_rest_client_send (self, "POST", path, NULL, arguments, cancellable, error);
}

static void
foyer_rest_client_finalize (GObject *object)
{
  FoyerRestClient *self = FOYER_REST_CLIENT (object);

  g_clear_object (&self->session);
  g_free (self->url);
  g_free (self->host);
  g_free (self->token);
  g_free (self->code);
  g_free (self->said);
  g_free (self->distrust);
  G_OBJECT_CLASS (foyer_rest_client_parent_class)->finalize (object);
}

static void
foyer_rest_client_class_init (FoyerRestClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_rest_client_finalize;
}

static void
foyer_rest_client_init (FoyerRestClient *self)
{
  self->uncertainty = -1;
}

/**
 * foyer_rest_client_make_session:
 *
 * Returns: (transfer full): a session as the client wants it: it waits half a minute at most, keeps
 * connections, unpacks gzip
 */
SoupSession *
foyer_rest_client_make_session (void)
{
  return soup_session_new_with_options ("timeout", TIMEOUT_SECONDS, "idle-timeout", 60,
                                        "user-agent", "Foyer", NULL);
}

/**
 * foyer_rest_client_new:
 * @session: the session, of this thread
 * @url: as foyer_server_address_read () gives it
 *
 * Returns: (transfer full): a client without a token
 */
FoyerRestClient *
foyer_rest_client_new (SoupSession *session, const char *url)
{
  FoyerRestClient *self = g_object_new (FOYER_TYPE_REST_CLIENT, NULL);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  self->session = g_object_ref (session);
  self->url = g_strdup (url);
  self->host = g_strdup (uri != NULL ? g_uri_get_host (uri) : url);
  return self;
}

/**
 * foyer_rest_client_get_url:
 * @self: a client
 *
 * Returns: the server's address
 */
const char *
foyer_rest_client_get_url (FoyerRestClient *self)
{
  g_return_val_if_fail (FOYER_IS_REST_CLIENT (self), NULL);
  return self->url;
}

/**
 * foyer_rest_client_set_token:
 * @self: a client
 * @token: (nullable): what is sent as “Authorization: Bearer”
 */
void
foyer_rest_client_set_token (FoyerRestClient *self, const char *token)
{
  g_return_if_fail (FOYER_IS_REST_CLIENT (self));

  if (g_strcmp0 (self->token, token) == 0)
    return;
  g_free (self->token);
  self->token = g_strdup (token);
}

/**
 * foyer_rest_client_get_token:
 * @self: a client
 *
 * Returns: (nullable): what is sent as “Authorization: Bearer”
 */
const char *
foyer_rest_client_get_token (FoyerRestClient *self)
{
  g_return_val_if_fail (FOYER_IS_REST_CLIENT (self), NULL);
  return self->token;
}

/**
 * foyer_rest_client_get_code:
 * @self: a client
 *
 * Returns: (nullable): what the server calls its last refusal
 */
const char *
foyer_rest_client_get_code (FoyerRestClient *self)
{
  g_return_val_if_fail (FOYER_IS_REST_CLIENT (self), NULL);
  return self->code;
}

/**
 * foyer_rest_client_get_said:
 * @self: a client
 *
 * Returns: (nullable): the sentence of the last refusal in the server's own words, to be kept; the
 * error has it in the language of the locale
 */
const char *
foyer_rest_client_get_said (FoyerRestClient *self)
{
  g_return_val_if_fail (FOYER_IS_REST_CLIENT (self), NULL);
  return self->said;
}

/**
 * foyer_rest_client_get_retry_after:
 * @self: a client
 *
 * Returns: how many seconds the last refusal asks to wait, an hour at most; 0 when it does not say
 */
guint
foyer_rest_client_get_retry_after (FoyerRestClient *self)
{
  g_return_val_if_fail (FOYER_IS_REST_CLIENT (self), 0);
  return self->retry_after;
}

/**
 * foyer_rest_client_get_offset:
 * @self: a client
 * @offset: (out): the server's clock minus this machine's, microseconds
 * @uncertainty: (out): how far off that may be, microseconds
 *
 * Returns: whether an answer has told
 */
gboolean
foyer_rest_client_get_offset (FoyerRestClient *self, gint64 *offset, gint64 *uncertainty)
{
  g_return_val_if_fail (FOYER_IS_REST_CLIENT (self), FALSE);

  *offset = self->offset;
  *uncertainty = self->uncertainty;
  return self->uncertainty >= 0;
}

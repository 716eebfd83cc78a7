/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-account.h"

#include "foyer-json-scanner.h"
#include "foyer-row-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So long before its end a token is not used any more: a call takes time, and clocks differ. */
#define SPARE_SECONDS 60

struct _FoyerAccount
{
  GObject parent_instance;

  FoyerRestClient *client; /* (owned) */
  FoyerAccountSave save;
  gpointer save_data;
  char *refresh_token; /* (owned) (nullable) */
  gint64 good_until;   /* of the access token, by g_get_monotonic_time (); 0: there is none */
  FoyerUuid user_id;
  char *name; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (FoyerAccount, foyer_account, G_TYPE_OBJECT)

/* What signing in and refreshing answer. */
typedef struct
{
  char *access_token;
  char *refresh_token;
  gint64 expires_in;
  FoyerUuid user_id;
  char *name;
} Session;

static void
session_clear (Session *session)
{
  g_free (session->access_token);
  g_free (session->refresh_token);
  g_free (session->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Session, session_clear)

static gboolean
is_member (const char *name, gsize length, const char *wanted)
{
  return strlen (wanted) == length && memcmp (name, wanted, length) == 0;
}

static void
take_text (FoyerJsonScanner *scanner, char **text)
{
  gsize length;
  const char *found = foyer_json_scanner_read_text (scanner, &length);

  g_free (*text);
  *text = found != NULL ? g_strndup (found, length) : NULL;
}

static void
read_user (FoyerJsonScanner *scanner, Session *session)
{
  g_autofree char *id = NULL;
  const char *name;
  gsize length;

  foyer_json_scanner_enter_object (scanner);
  while ((name = foyer_json_scanner_next_member (scanner, &length)) != NULL)
    if (is_member (name, length, "id"))
      take_text (scanner, &id);
    else if (is_member (name, length, "name"))
      take_text (scanner, &session->name);
    else
      foyer_json_scanner_skip (scanner, NULL);
  if (id == NULL || !foyer_uuid_parse (id, &session->user_id))
    foyer_json_scanner_stop (scanner, "the user has no id");
}

static gboolean
read_session (GBytes *answer, Session *session, GError **error)
{
  g_auto (FoyerJsonScanner) scanner = { 0 };
  gsize n_bytes, length;
  const char *text = g_bytes_get_data (answer, &n_bytes), *name;

  foyer_json_scanner_init (&scanner, text, n_bytes);
  foyer_json_scanner_enter_object (&scanner);
  while ((name = foyer_json_scanner_next_member (&scanner, &length)) != NULL)
    if (is_member (name, length, "access_token"))
      take_text (&scanner, &session->access_token);
    else if (is_member (name, length, "refresh_token"))
      take_text (&scanner, &session->refresh_token);
    else if (is_member (name, length, "expires_in"))
      foyer_json_scanner_read_integer (&scanner, &session->expires_in);
    else if (is_member (name, length, "user"))
      read_user (&scanner, session);
    else
      foyer_json_scanner_skip (&scanner, NULL);
  if (session->access_token == NULL || session->refresh_token == NULL || session->expires_in <= 0)
    foyer_json_scanner_stop (&scanner, "this is no session");
  return foyer_json_scanner_finish (&scanner, error);
}

/* The refresh token first: one that was answered and is not on disk would be lost with this
 * process, and the old one is used up. */
static gboolean
take_session (FoyerAccount *self, GBytes *answer, GError **error)
{
  g_auto (Session) session = { 0 };

  if (!read_session (answer, &session, error) ||
      !self->save (session.refresh_token, self->save_data, error))
    return FALSE;
  foyer_rest_client_set_token (self->client, session.access_token);
  self->good_until =
      g_get_monotonic_time () + MAX (session.expires_in - SPARE_SECONDS, 1) * G_USEC_PER_SEC;
  self->user_id = session.user_id;
  g_free (self->refresh_token);
  self->refresh_token = g_steal_pointer (&session.refresh_token);
  g_free (self->name);
  self->name = g_steal_pointer (&session.name);
  return TRUE;
}

static void
drop_token (FoyerAccount *self)
{
  foyer_rest_client_set_token (self->client, NULL);
  self->good_until = 0;
}

static gboolean
refresh (FoyerAccount *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) arguments = g_string_new ("{\"refresh_token\": ");
  g_autoptr (GBytes) answer = NULL;

  if (self->refresh_token == NULL)
    {
      g_set_error_literal (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_SIGNED_OUT,
                           _ ("Sign in first."));
      return FALSE;
    }
  drop_token (self);
  foyer_row_json_append_text (arguments, self->refresh_token);
  g_string_append_c (arguments, '}');
  answer = foyer_rest_client_call (self->client, "refresh", arguments->str, cancellable, error);
  return answer != NULL && take_session (self, answer, error);
}

/* Once more with a new token when the server finds this one too old. */
static GBytes *
send (FoyerAccount *self,
      const char *method,
      const char *path,
      const char *body,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean is_fresh = self->good_until == 0 || g_get_monotonic_time () >= self->good_until;
  GBytes *answer;

  if (is_fresh && !refresh (self, cancellable, error))
    return NULL;
  answer = foyer_rest_client_send (self->client, method, path, NULL, body, cancellable, &failure);
  if (!is_fresh && g_error_matches (failure, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_SIGNED_OUT))
    {
      g_clear_error (&failure);
      if (!refresh (self, cancellable, error))
        return NULL;
      answer =
          foyer_rest_client_send (self->client, method, path, NULL, body, cancellable, &failure);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return answer;
}

/**
 * foyer_account_call:
 * @self: an account
 * @function: a function of the server
 * @arguments: a JSON object
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full): the JSON; %NULL with error, SIGNED_OUT when the session was ended
 */
GBytes *
foyer_account_call (FoyerAccount *self,
                    const char *function,
                    const char *arguments,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *path = g_strconcat ("rpc/", function, NULL);

  g_return_val_if_fail (FOYER_IS_ACCOUNT (self), NULL);
  return send (self, "POST", path, arguments, cancellable, error);
}

/**
 * foyer_account_get:
 * @self: an account
 * @path: a table or view with its query, escaped
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full): the JSON; %NULL with error, SIGNED_OUT when the session was ended
 */
GBytes *
foyer_account_get (FoyerAccount *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (FOYER_IS_ACCOUNT (self), NULL);
  return send (self, "GET", path, NULL, cancellable, error);
}

/**
 * foyer_account_sign_in:
 * @self: an account
 * @email: the person's address
 * @password: the password; it is not kept
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: %FALSE with error, SIGNED_OUT when address or password is wrong
 */
gboolean
foyer_account_sign_in (FoyerAccount *self,
                       const char *email,
                       const char *password,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GString) arguments = g_string_new ("{\"email\": ");
  g_autoptr (GBytes) answer = NULL;

  g_return_val_if_fail (FOYER_IS_ACCOUNT (self), FALSE);

  drop_token (self);
  foyer_row_json_append_text (arguments, email);
  g_string_append (arguments, ", \"password\": ");
  foyer_row_json_append_text (arguments, password);
  g_string_append_c (arguments, '}');
  answer = foyer_rest_client_call (self->client, "sign_in", arguments->str, cancellable, error);
  memset (arguments->str, 0, arguments->len);
  return answer != NULL && take_session (self, answer, error);
}

/**
 * foyer_account_register:
 * @self: an account that is signed in
 * @device_id: this device
 * @organizer_id: for whom it works
 * @name: what people call it
 * @public_key: its Ed25519 key, 64 hexadecimal digits
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * The session is this device's from now on, and ends when that is revoked. The same again is no
 * error.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_account_register (FoyerAccount *self,
                        const FoyerUuid *device_id,
                        const FoyerUuid *organizer_id,
                        const char *name,
                        const char *public_key,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GString) arguments = g_string_new ("{\"id\": ");
  g_autoptr (GBytes) answer = NULL;

  g_return_val_if_fail (FOYER_IS_ACCOUNT (self), FALSE);

  foyer_row_json_append_id (arguments, device_id);
  g_string_append (arguments, ", \"organizer_id\": ");
  foyer_row_json_append_id (arguments, organizer_id);
  g_string_append (arguments, ", \"name\": ");
  foyer_row_json_append_text (arguments, name);
  g_string_append (arguments, ", \"public_key\": ");
  foyer_row_json_append_text (arguments, public_key);
  g_string_append_c (arguments, '}');
  answer = foyer_account_call (self, "register_device", arguments->str, cancellable, error);
  return answer != NULL && take_session (self, answer, error);
}

/**
 * foyer_account_sign_out:
 * @self: an account
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Ends the session at the server and forgets it here. A session that was ended already is no error.
 *
 * Returns: %FALSE with error: the server was not reached; here it is forgotten all the same
 */
gboolean
foyer_account_sign_out (FoyerAccount *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) answer =
      foyer_account_call (self, "sign_out", "{\"everywhere\": false}", cancellable, &failure);

  drop_token (self);
  g_clear_pointer (&self->refresh_token, g_free);
  if (!self->save (NULL, self->save_data, error))
    return FALSE;
  if (answer != NULL ||
      g_error_matches (failure, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_SIGNED_OUT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
foyer_account_finalize (GObject *object)
{
  FoyerAccount *self = FOYER_ACCOUNT (object);

  g_clear_object (&self->client);
  g_free (self->refresh_token);
  g_free (self->name);
  G_OBJECT_CLASS (foyer_account_parent_class)->finalize (object);
}

static void
foyer_account_class_init (FoyerAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_account_finalize;
}

static void
foyer_account_init (FoyerAccount *self)
{
}

/**
 * foyer_account_new:
 * @client: the client of the server
 * @save: puts a refresh token away
 * @save_data: for @save
 *
 * Returns: (transfer full): an account that is not signed in
 */
FoyerAccount *
foyer_account_new (FoyerRestClient *client, FoyerAccountSave save, gpointer save_data)
{
  FoyerAccount *self = g_object_new (FOYER_TYPE_ACCOUNT, NULL);

  self->client = g_object_ref (client);
  self->save = save;
  self->save_data = save_data;
  return self;
}

/**
 * foyer_account_restore:
 * @self: an account
 * @refresh_token: (nullable): what was saved
 *
 * Goes on with a session of an earlier run.
 */
void
foyer_account_restore (FoyerAccount *self, const char *refresh_token)
{
  g_return_if_fail (FOYER_IS_ACCOUNT (self));

  drop_token (self);
  g_free (self->refresh_token);
  self->refresh_token = g_strdup (refresh_token);
}

/**
 * foyer_account_get_client:
 * @self: an account
 *
 * Returns: (transfer none): its client, for what the last answer said
 */
FoyerRestClient *
foyer_account_get_client (FoyerAccount *self)
{
  g_return_val_if_fail (FOYER_IS_ACCOUNT (self), NULL);
  return self->client;
}

/**
 * foyer_account_dup_token:
 * @self: an account
 *
 * Returns: (transfer full) (nullable): the session's token, for another client of the same server;
 * %NULL when it is too old or not there
 */
char *
foyer_account_dup_token (FoyerAccount *self)
{
  g_return_val_if_fail (FOYER_IS_ACCOUNT (self), NULL);

  if (self->good_until == 0 || g_get_monotonic_time () >= self->good_until)
    return NULL;
  return g_strdup (foyer_rest_client_get_token (self->client));
}

/**
 * foyer_account_get_user_id:
 * @self: an account
 *
 * Returns: (transfer none): the person; nil while unknown
 */
const FoyerUuid *
foyer_account_get_user_id (FoyerAccount *self)
{
  g_return_val_if_fail (FOYER_IS_ACCOUNT (self), NULL);
  return &self->user_id;
}

/**
 * foyer_account_get_name:
 * @self: an account
 *
 * Returns: (nullable): the person's name
 */
const char *
foyer_account_get_name (FoyerAccount *self)
{
  g_return_val_if_fail (FOYER_IS_ACCOUNT (self), NULL);
  return self->name;
}

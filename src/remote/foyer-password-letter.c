/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-password-letter.h"

#include "foyer-rest-client.h"
#include "foyer-row-json.h"

typedef struct
{
  char *url;
  char *email;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->url);
  g_free (wish->email);
  g_free (wish);
}

static void
ask_on_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Wish *wish = data;
  g_autoptr (SoupSession) session = foyer_rest_client_make_session ();
  g_autoptr (FoyerRestClient) client = foyer_rest_client_new (session, wish->url);
  g_autoptr (GString) arguments = g_string_new ("{\"email\": ");
  g_autoptr (GBytes) answer = NULL;
  GError *error = NULL;

  foyer_row_json_append_text (arguments, wish->email);
  g_string_append_c (arguments, '}');
  answer = foyer_rest_client_call (client, "request_password_reset", arguments->str, cancellable,
                                   &error);
  if (answer != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * foyer_password_letter_ask_async:
 * @url: as foyer_server_address_read () gives it
 * @email: who forgot the password
 * @cancellable: (nullable): stops it
 * @callback: called on the thread that asked
 * @user_data: for @callback
 *
 * Asks a server to send a letter with which a new password can be set. Nobody need be signed in,
 * and nothing of this device is told.
 */
void
foyer_password_letter_ask_async (const char *url,
                                 const char *email,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Wish *wish = g_new0 (Wish, 1);

  wish->url = g_strdup (url);
  wish->email = g_strdup (email);
  g_task_set_source_tag (task, foyer_password_letter_ask_async);
  g_task_set_task_data (task, wish, wish_free);
  g_task_run_in_thread (task, ask_on_thread);
}

/**
 * foyer_password_letter_ask_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: whether the server heard it; it never says whether the address has an account. %FALSE
 * with an error of %FOYER_REMOTE_ERROR
 */
gboolean
foyer_password_letter_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

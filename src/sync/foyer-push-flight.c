/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-push-flight.h"

/* The account is of one thread at a time: of the flight's from start to wait, else of its owner's.
 */
struct _FoyerPushFlight
{
  FoyerAccount *account;   /* (owned) (nullable) */
  FoyerRestClient *client; /* (owned) (nullable): instead of an account */
  GThreadPool *thread;     /* (owned): one, so that a connection is kept */
  GMutex mutex;
  GCond cond;
  gboolean is_away;
  const char *function;
  const char *arguments;
  GCancellable *cancellable; /* (owned) (nullable) */
  GBytes *answer;            /* (owned) (nullable) */
  GError *error;             /* (owned) (nullable) */
};

static void
fly (gpointer task, gpointer data)
{
  FoyerPushFlight *self = data;
  GError *error = NULL;
  GBytes *answer = self->account != NULL
                       ? foyer_account_call (self->account, self->function, self->arguments,
                                             self->cancellable, &error)
                       : foyer_rest_client_call (self->client, self->function, self->arguments,
                                                 self->cancellable, &error);

  g_mutex_lock (&self->mutex);
  self->answer = answer;
  self->error = error;
  self->is_away = FALSE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static FoyerPushFlight *
new_flight (void)
{
  FoyerPushFlight *self = g_new0 (FoyerPushFlight, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_pool_new (fly, self, 1, TRUE, NULL);
  return self;
}

/**
 * foyer_push_flight_new:
 * @account: the person at the server
 *
 * Returns: (transfer full): what calls
 */
FoyerPushFlight *
foyer_push_flight_new (FoyerAccount *account)
{
  FoyerPushFlight *self = new_flight ();

  self->account = g_object_ref (account);
  return self;
}

/**
 * foyer_push_flight_new_beside:
 * @account: the person at the server; it is not used after this
 *
 * Returns: (transfer full): what calls, with connections of its own
 */
FoyerPushFlight *
foyer_push_flight_new_beside (FoyerAccount *account)
{
  FoyerPushFlight *self = new_flight ();
  g_autoptr (SoupSession) session = foyer_rest_client_make_session ();
  const char *url = foyer_rest_client_get_url (foyer_account_get_client (account));

  self->client = foyer_rest_client_new (session, url);
  return self;
}

/**
 * foyer_push_flight_start:
 * @self: what calls, and has no call on its way
 * @function: a function of the server; a static string
 * @arguments: a JSON object, which stays until it was waited for
 * @token: (nullable): for one that speaks by itself
 * @cancellable: (nullable): stops it
 */
void
foyer_push_flight_start (FoyerPushFlight *self,
                         const char *function,
                         const char *arguments,
                         const char *token,
                         GCancellable *cancellable)
{
  g_return_if_fail (!self->is_away && self->answer == NULL && self->error == NULL);

  self->function = function;
  self->arguments = arguments;
  if (self->client != NULL)
    foyer_rest_client_set_token (self->client, token);
  g_set_object (&self->cancellable, cancellable);
  self->is_away = TRUE;
  g_thread_pool_push (self->thread, self, NULL);
}

/**
 * foyer_push_flight_wait:
 * @self: what calls
 * @error: return location
 *
 * Returns: (transfer full): the answer; %NULL with error
 */
GBytes *
foyer_push_flight_wait (FoyerPushFlight *self, GError **error)
{
  GBytes *answer;

  g_mutex_lock (&self->mutex);
  while (self->is_away)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  answer = g_steal_pointer (&self->answer);
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return answer;
}

/**
 * foyer_push_flight_free:
 * @self: (transfer full) (nullable): what calls
 *
 * Waits for what is on its way.
 */
void
foyer_push_flight_free (FoyerPushFlight *self)
{
  if (self == NULL)
    return;
  g_thread_pool_free (self->thread, FALSE, TRUE);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->account);
  g_clear_object (&self->client);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

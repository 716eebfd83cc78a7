/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-link.h"

#include "foyer-allotter.h"
#include "foyer-changes.h"
#include "foyer-database-private.h"
#include "foyer-device-session.h"
#include "foyer-event-store.h"
#include "foyer-event-work.h"
#include "foyer-identity.h"
#include "foyer-pulse.h"
#include "foyer-server-store.h"
#include "foyer-sync-priority.h"

#include <glib/gi18n-lib.h>

/* What is known of the server's clock is written down when it is another by so much. */
#define CLOCK_MOVED (250 * G_TIME_SPAN_MILLISECOND)

struct _FoyerSyncLink
{
  FoyerDatabase *db;     /* (owned) */
  FoyerSecrets *secrets; /* (owned) */
  gint64 server_key;
  char *url;                  /* (owned) */
  char *email;                /* (owned) */
  FoyerRestClient *client;    /* (owned) */
  FoyerAccount *account;      /* (owned) */
  FoyerPush *push;            /* (owned) */
  FoyerAllotter *allotter;    /* (owned) */
  FoyerDeviceSession *device; /* (owned) */
  gint64 least, most;   /* the server's clock minus ours lies between; least > most: unknown */
  gint64 noted_offset;  /* FOYER_NONE */
  gboolean has_trouble; /* as it is written down */
};

static gboolean
save_token (const char *token, gpointer data, GError **error)
{
  FoyerSyncLink *self = data;

  return foyer_secrets_store (self->secrets, self->url, self->email, token, error);
}

static FoyerSyncLink *
new_link (FoyerDatabase *db,
          FoyerSecrets *secrets,
          const char *url,
          const char *email,
          gboolean is_fresh)
{
  FoyerSyncLink *self = g_new0 (FoyerSyncLink, 1);
  g_autoptr (SoupSession) session = foyer_rest_client_make_session ();

  self->db = g_object_ref (db);
  foyer_database_set_politeness (db, FOYER_SYNC_POLITENESS);
  self->secrets = g_object_ref (secrets);
  self->url = g_strdup (url);
  self->email = g_strdup (email);
  self->client = foyer_rest_client_new (session, url);
  self->account = foyer_account_new (self->client, save_token, self);
  self->device = foyer_device_session_new (self->account, db, is_fresh);
  self->has_trouble = TRUE;
  self->noted_offset = FOYER_NONE;
  foyer_sync_link_forget_clock (self);
  return self;
}

/**
 * foyer_sync_link_open:
 * @db: a connection that writes
 * @secrets: where the session lies
 * @server_key: a server that was set up
 * @error: return location
 *
 * Asks nobody yet.
 *
 * Returns: (transfer full): the link; %NULL with error, SIGNED_OUT when there is no session
 */
FoyerSyncLink *
foyer_sync_link_open (FoyerDatabase *db, FoyerSecrets *secrets, gint64 server_key, GError **error)
{
  g_autoptr (FoyerServer) server = foyer_server_store_get (db, server_key, error);
  g_autoptr (FoyerSyncLink) self = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *token = NULL;

  if (server == NULL)
    return NULL;
  self = new_link (db, secrets, server->url, server->email, FALSE);
  token = foyer_secrets_lookup (secrets, server->url, server->email, &failure);
  if (token == NULL)
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_SIGNED_OUT,
                     _ ("Sign in to “%s” again."), server->url);
      return NULL;
    }
  self->server_key = server_key;
  foyer_account_restore (self->account, token);
  self->push = foyer_push_new (self->account, db, server_key);
  self->allotter = foyer_allotter_new (self->account, db, server_key);
  return g_steal_pointer (&self);
}

/**
 * foyer_sync_link_sign_in:
 * @db: a connection that writes
 * @secrets: where the session is to lie
 * @url: as foyer_server_address_read () gives it
 * @email: the person
 * @password: the password; it is not kept
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Sets the server up, with no events yet, or signs in again.
 *
 * Returns: (transfer full): the link; %NULL with error
 */
FoyerSyncLink *
foyer_sync_link_sign_in (FoyerDatabase *db,
                         FoyerSecrets *secrets,
                         const char *url,
                         const char *email,
                         const char *password,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *address = g_strstrip (g_utf8_strdown (email, -1));
  g_autoptr (FoyerSyncLink) self = new_link (db, secrets, url, address, TRUE);
  g_autoptr (FoyerServer) server = NULL;

  if (!foyer_account_sign_in (self->account, address, password, cancellable, error))
    return NULL;
  server = foyer_server_store_add (db, url, address, foyer_account_get_name (self->account),
                                   foyer_account_get_user_id (self->account), error);
  if (server == NULL)
    return NULL;
  self->server_key = server->key;
  self->push = foyer_push_new (self->account, db, server->key);
  self->allotter = foyer_allotter_new (self->account, db, server->key);
  return g_steal_pointer (&self);
}

/**
 * foyer_sync_link_get_server:
 * @self: a link
 *
 * Returns: the server's key
 */
gint64
foyer_sync_link_get_server (FoyerSyncLink *self)
{
  return self->server_key;
}

/**
 * foyer_sync_link_get_url:
 * @self: a link
 *
 * Returns: the server's address
 */
const char *
foyer_sync_link_get_url (FoyerSyncLink *self)
{
  return self->url;
}

/**
 * foyer_sync_link_list_events:
 * @self: a link
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerOfferedEvent): what lies there for this person, the
 * newest first, 10 000 at most; %NULL with error
 */
GPtrArray *
foyer_sync_link_list_events (FoyerSyncLink *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) answer = foyer_account_get (
      self->account,
      "events?select=id,organizer_id,title,timezone,start_date,organizers(name)&deleted_at=is.null"
      "&order=start_date.desc&limit=10000",
      cancellable, error);

  return answer != NULL ? foyer_offered_event_read_list (answer, error) : NULL;
}

/**
 * foyer_sync_link_list_organizers:
 * @self: a link
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerOrganizer): those for whom this person may make
 * events; %NULL with error
 */
GPtrArray *
foyer_sync_link_list_organizers (FoyerSyncLink *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) answer = NULL;
  const FoyerUuid *user_id = foyer_account_get_user_id (self->account);
  g_autoptr (FoyerServer) server = foyer_server_store_get (self->db, self->server_key, error);
  char id[FOYER_UUID_STRING_SIZE];

  if (server == NULL)
    return NULL;
  foyer_uuid_format (foyer_uuid_is_nil (user_id) ? &server->user_id : user_id, id);
  path = g_strconcat ("organizers?select=id,name,members!inner(role)&members.user_id=eq.", id,
                      "&members.role=in.(OWNER,ORGANIZER)&deleted_at=is.null&order=name", NULL);
  answer = foyer_account_get (self->account, path, cancellable, error);
  return answer != NULL ? foyer_organizer_read_list (answer, error) : NULL;
}

/**
 * foyer_sync_link_keep:
 * @self: a link
 * @events: (element-type FoyerOfferedEvent): what is to be kept here
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_sync_link_keep (FoyerSyncLink *self,
                      GPtrArray *events,
                      GCancellable *cancellable,
                      GError **error)
{
  for (guint i = 0; i < events->len; i++)
    {
      const FoyerOfferedEvent *event = g_ptr_array_index (events, i);

      if (!foyer_device_session_need (self->device, &event->organizer_id, cancellable, error) ||
          !foyer_server_store_keep_event (self->db, self->server_key, &event->id,
                                          &event->organizer_id, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * foyer_sync_link_host:
 * @self: a link
 * @event_id: an event of this replica alone
 * @organizer_id: whose it is to be there
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Queues all of the event; the next round tells it.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_sync_link_host (FoyerSyncLink *self,
                      const FoyerUuid *event_id,
                      const FoyerUuid *organizer_id,
                      GCancellable *cancellable,
                      GError **error)
{
  return foyer_device_session_need (self->device, organizer_id, cancellable, error) &&
         foyer_server_store_host_event (self->db, self->server_key, event_id, organizer_id, error);
}

/**
 * foyer_sync_link_sign_out:
 * @self: a link
 * @is_wiped: whether what is kept of the server is erased
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Here it is done in any case; where the server is not reached its session ends by itself.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_sync_link_sign_out (FoyerSyncLink *self,
                          gboolean is_wiped,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GError) unheard = NULL;

  if (is_wiped ? !foyer_server_store_wipe (self->db, self->server_key, error)
               : !foyer_server_store_remove (self->db, self->server_key, error))
    return FALSE;
  foyer_account_sign_out (self->account, cancellable, &unheard);
  return TRUE;
}

/* Each answer leaves the offset between two limits; all of them together are narrower. */
static void
learn_clock (FoyerSyncLink *self)
{
  gint64 offset, uncertainty, least, most;

  if (!foyer_rest_client_get_offset (self->client, &offset, &uncertainty))
    return;
  least = offset - uncertainty;
  most = offset + uncertainty;
  if (self->least <= self->most && MAX (self->least, least) <= MIN (self->most, most))
    {
      least = MAX (self->least, least);
      most = MIN (self->most, most);
    }
  self->least = least;
  self->most = most;
}

/**
 * foyer_sync_link_forget_clock:
 * @self: a link
 */
void
foyer_sync_link_forget_clock (FoyerSyncLink *self)
{
  self->least = 1;
  self->most = 0;
}

static gboolean
note_contact (FoyerSyncLink *self, GError **error)
{
  gint64 offset = FOYER_NONE;

  learn_clock (self);
  if (self->least <= self->most)
    offset = self->least + (self->most - self->least) / 2;
  if (!self->has_trouble &&
      (offset == FOYER_NONE || (self->noted_offset != FOYER_NONE &&
                                ABS (offset - self->noted_offset) < CLOCK_MOVED)))
    return TRUE;
  if (!foyer_server_store_set_contact (self->db, self->server_key, g_get_real_time (), offset,
                                       error))
    return FALSE;
  self->noted_offset = offset;
  self->has_trouble = FALSE;
  return TRUE;
}

/* The clock must be known before facts are told with it. */
static gboolean
learn_first (FoyerSyncLink *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) answer = NULL;

  if (self->least <= self->most)
    return TRUE;
  answer = foyer_account_call (self->account, "changes", "{\"cursors\": []}", cancellable, error);
  return answer != NULL && note_contact (self, error);
}

/* Was something done here that it was not told? Then a person decides. When that is not known, too.
 */
static gboolean
has_work (FoyerSyncLink *self, const FoyerUuid *event_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerEventWork) work =
      foyer_event_work_find (self->db, self->server_key, event_id, &error);

  return work != NULL || error != NULL;
}

/* Events that are no longer this person's go, when nothing of them waits. */
static gboolean
erase_gone (FoyerSyncLink *self, GError **error)
{
  g_autoptr (GPtrArray) events = foyer_server_store_events (self->db, self->server_key, error);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (events, i);

      if (event->is_gone && !has_work (self, &event->event_id) &&
          !foyer_server_store_wipe_event (self->db, &event->event_id, error))
        return FALSE;
    }
  return events != NULL;
}

typedef struct
{
  FoyerRound *round;
  FoyerRoundProgress progress;
  gpointer data;
  gboolean is_stopped;
} Listener;

static gboolean
push_progress (const FoyerPushCount *count, gpointer data)
{
  Listener *listener = data;

  listener->round->push = *count;
  listener->is_stopped =
      listener->progress != NULL && !listener->progress (listener->round, listener->data);
  return !listener->is_stopped;
}

static gboolean
pull_progress (const FoyerPullCount *count, gpointer data)
{
  Listener *listener = data;

  listener->round->pull = *count;
  listener->is_stopped =
      listener->progress != NULL && !listener->progress (listener->round, listener->data);
  return !listener->is_stopped;
}

static gboolean
tell_and_ask (FoyerSyncLink *self, Listener *listener, GCancellable *cancellable, GError **error)
{
  FoyerRound *round = listener->round;

  if (!learn_first (self, cancellable, error) ||
      !foyer_push_run (self->push, push_progress, listener, &round->push, cancellable, error))
    return FALSE;
  if (listener->is_stopped)
    return TRUE;
  if (!foyer_pull_run (self->account, self->db, self->server_key, pull_progress, listener,
                       &round->pull, cancellable, error))
    return FALSE;
  if (!listener->is_stopped &&
      !foyer_device_session_need_all (self->device, self->server_key, cancellable, error))
    return FALSE;
  if (!listener->is_stopped && !foyer_allotter_run (self->allotter, cancellable, error))
    return FALSE;
  if (!note_contact (self, error) || (round->pull.n_gone > 0 && !erase_gone (self, error)))
    return FALSE;
  /* All that it has is here now. Where that cannot be kept it only seems older. */
  if (!listener->is_stopped)
    foyer_pulse_write (foyer_database_get_path (self->db), self->server_key, g_get_real_time ());
  return TRUE;
}

/* The server said what is to happen; people are told what happened. */
static FoyerRoundEnd
erase_all (FoyerSyncLink *self, GError *failure)
{
  foyer_secrets_store (self->secrets, self->url, self->email, NULL, NULL);
  if (!foyer_server_store_wipe (self->db, self->server_key, NULL))
    return FOYER_ROUND_FAILED;
  g_free (failure->message);
  failure->message =
      g_strdup (_ ("This device was revoked. What it had of this server was removed."));
  return FOYER_ROUND_WIPED;
}

static FoyerRoundEnd
take_failure (FoyerSyncLink *self, FoyerRound *round, GError *failure)
{
  const char *code = foyer_rest_client_get_code (self->client);
  gboolean is_offline =
      g_error_matches (failure, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_UNREACHABLE) ||
      g_error_matches (failure, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_BUSY) ||
      g_error_matches (failure, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_BROKEN);

  if (failure->domain == FOYER_REMOTE_ERROR && g_strcmp0 (code, "DEVICE_REVOKED") == 0)
    return erase_all (self, failure);
  round->retry_after = foyer_rest_client_get_retry_after (self->client);
  self->has_trouble = TRUE;
  foyer_server_store_set_trouble (self->db, self->server_key,
                                  is_offline ? g_get_real_time () : FOYER_NONE, failure->message,
                                  NULL);
  if (g_error_matches (failure, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_SIGNED_OUT))
    {
      foyer_server_store_set_signed_out (self->db, self->server_key, TRUE, NULL);
      return FOYER_ROUND_SIGNED_OUT;
    }
  return is_offline ? FOYER_ROUND_OFFLINE : FOYER_ROUND_FAILED;
}

/**
 * foyer_sync_link_round:
 * @self: a link
 * @progress: (nullable): called after each call to the server
 * @progress_data: for @progress
 * @round: (out caller-allocates): what was done, in any case
 * @cancellable: (nullable): stops it
 * @error: return location, set but for DONE and STOPPED
 *
 * What went wrong is written down with the server, for people.
 *
 * Returns: how it ended
 */
FoyerRoundEnd
foyer_sync_link_round (FoyerSyncLink *self,
                       FoyerRoundProgress progress,
                       gpointer progress_data,
                       FoyerRound *round,
                       GCancellable *cancellable,
                       GError **error)
{
  Listener listener = { .round = round, .progress = progress, .data = progress_data };
  g_autoptr (GError) failure = NULL;
  FoyerRoundEnd end;

  *round = (FoyerRound){ 0 };
  if (tell_and_ask (self, &listener, cancellable, &failure))
    return listener.is_stopped ? FOYER_ROUND_STOPPED : FOYER_ROUND_DONE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FOYER_ROUND_STOPPED;
  end = take_failure (self, round, failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return end;
}

/**
 * foyer_sync_link_fetch_places:
 * @self: a link
 * @event_id: an event of the server
 * @tier_id: one of its tiers
 * @n: how many are wanted
 * @is_wished: whether somebody asks by hand
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * See foyer_allotter_fetch ().
 *
 * Returns: how many came; -1 with error
 */
gint64
foyer_sync_link_fetch_places (FoyerSyncLink *self,
                              const FoyerUuid *event_id,
                              const FoyerUuid *tier_id,
                              gint64 n,
                              gboolean is_wished,
                              GCancellable *cancellable,
                              GError **error)
{
  return foyer_allotter_fetch (self->allotter, event_id, tier_id, n, is_wished, cancellable, error);
}

/**
 * foyer_sync_link_return_places:
 * @self: a link
 * @event_id: an event of the server
 * @tier_id: (nullable): one of its tiers; %NULL for all
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * See foyer_allotter_give_back ().
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_sync_link_return_places (FoyerSyncLink *self,
                               const FoyerUuid *event_id,
                               const FoyerUuid *tier_id,
                               GCancellable *cancellable,
                               GError **error)
{
  return foyer_allotter_give_back (self->allotter, event_id, tier_id, cancellable, error);
}

/**
 * foyer_sync_link_free:
 * @self: (transfer full) (nullable): a link
 */
void
foyer_sync_link_free (FoyerSyncLink *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->allotter, foyer_allotter_free);
  g_clear_pointer (&self->push, foyer_push_free);
  g_clear_pointer (&self->device, foyer_device_session_free);
  g_clear_object (&self->account);
  g_clear_object (&self->client);
  g_clear_object (&self->secrets);
  g_clear_object (&self->db);
  g_free (self->url);
  g_free (self->email);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-peers.h"

#include "foyer-server-store.h"

/* A server that does not answer is asked less and less often, up to this. */
#define BACK_OFF_MOST (60 * G_TIME_SPAN_SECOND)

static void
peer_free (gpointer data)
{
  FoyerSyncPeer *peer = data;

  g_clear_pointer (&peer->link, foyer_sync_link_free);
  g_free (peer);
}

/* So that desks that began together do not ask together. */
static gint64
jitter (gint64 span)
{
  return span * g_random_double_range (0.85, 1.15);
}

/**
 * foyer_sync_peers_new:
 *
 * Returns: (transfer full) (element-type FoyerSyncPeer): no servers
 */
GPtrArray *
foyer_sync_peers_new (void)
{
  return g_ptr_array_new_with_free_func (peer_free);
}

/**
 * foyer_sync_peers_find:
 * @peers: servers
 * @key: one of them
 *
 * Returns: (transfer none) (nullable): it
 */
FoyerSyncPeer *
foyer_sync_peers_find (GPtrArray *peers, gint64 key)
{
  for (guint i = 0; i < peers->len; i++)
    {
      FoyerSyncPeer *peer = g_ptr_array_index (peers, i);

      if (peer->key == key)
        return peer;
    }
  return NULL;
}

/**
 * foyer_sync_peers_need:
 * @peers: servers
 * @key: one of them, or a new one
 *
 * Returns: (transfer none): it
 */
FoyerSyncPeer *
foyer_sync_peers_need (GPtrArray *peers, gint64 key)
{
  FoyerSyncPeer *peer = foyer_sync_peers_find (peers, key);

  if (peer == NULL)
    {
      peer = g_new0 (FoyerSyncPeer, 1);
      peer->key = key;
      g_ptr_array_add (peers, peer);
    }
  return peer;
}

/* A keyring that is locked asks for its password each time: not more often than a server is asked
 * that does not answer. */
static void
open_link (FoyerSyncPeer *peer, FoyerDatabase *db, FoyerSecrets *secrets)
{
  g_autoptr (GError) error = NULL;

  peer->link = foyer_sync_link_open (db, secrets, peer->key, &error);
  if (peer->link != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  foyer_server_store_set_trouble (db, peer->key, FOYER_NONE, error->message, NULL);
  peer->n_failures = MAX (peer->n_failures, 5);
  foyer_sync_peer_put_off (peer, 0);
}

/**
 * foyer_sync_peers_meet:
 * @peers: servers
 * @db: a connection that writes
 * @secrets: where sessions lie
 *
 * Makes them those that are set up in the replica.
 */
void
foyer_sync_peers_meet (GPtrArray *peers, FoyerDatabase *db, FoyerSecrets *secrets)
{
  g_autoptr (GPtrArray) servers = foyer_server_store_list (db, NULL);

  if (servers == NULL)
    return;
  for (guint i = peers->len; i-- > 0;)
    {
      const FoyerSyncPeer *peer = g_ptr_array_index (peers, i);
      gboolean is_there = FALSE;

      for (guint j = 0; j < servers->len; j++)
        is_there |= ((FoyerServer *) g_ptr_array_index (servers, j))->key == peer->key;
      if (!is_there)
        g_ptr_array_remove_index (peers, i);
    }
  for (guint i = 0; i < servers->len; i++)
    {
      const FoyerServer *server = g_ptr_array_index (servers, i);
      FoyerSyncPeer *peer = foyer_sync_peers_need (peers, server->key);

      if (server->is_signed_out)
        g_clear_pointer (&peer->link, foyer_sync_link_free);
      else if (peer->link == NULL && peer->due <= g_get_monotonic_time ())
        open_link (peer, db, secrets);
    }
}

/**
 * foyer_sync_peers_next:
 * @peers: servers
 *
 * Returns: (transfer none) (nullable): the one that is due for longest
 */
FoyerSyncPeer *
foyer_sync_peers_next (GPtrArray *peers)
{
  gint64 now = g_get_monotonic_time ();
  FoyerSyncPeer *first = NULL;

  for (guint i = 0; i < peers->len; i++)
    {
      FoyerSyncPeer *peer = g_ptr_array_index (peers, i);

      if (peer->link != NULL && peer->due <= now && (first == NULL || peer->due < first->due))
        first = peer;
    }
  return first;
}

/**
 * foyer_sync_peer_put_on:
 * @self: a server that answered
 * @pace: how often it is asked
 */
void
foyer_sync_peer_put_on (FoyerSyncPeer *self, FoyerSyncPace pace)
{
  static const gint64 periods[] = { 1 * G_TIME_SPAN_SECOND, 5 * G_TIME_SPAN_SECOND,
                                    30 * G_TIME_SPAN_SECOND };

  self->n_failures = 0;
  self->due = g_get_monotonic_time () + jitter (periods[pace]);
}

/**
 * foyer_sync_peer_put_off:
 * @self: a server that did not answer as it should
 * @retry_after: seconds that it asked for; 0 when it did not say
 */
void
foyer_sync_peer_put_off (FoyerSyncPeer *self, guint retry_after)
{
  gint64 span = jitter (MIN (G_TIME_SPAN_SECOND << MIN (self->n_failures, 6), BACK_OFF_MOST));
  gint64 least = retry_after * G_TIME_SPAN_SECOND;

  self->n_failures++;
  /* Not before it said, and not all of those to whom it said so at once. */
  if (span < least)
    span = least * g_random_double_range (1, 1.3);
  self->due = g_get_monotonic_time () + span;
}

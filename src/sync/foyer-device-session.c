/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-device-session.h"

#include "foyer-device-store.h"
#include "foyer-event-store.h"
#include "foyer-identity.h"
#include "foyer-server-store.h"

struct _FoyerDeviceSession
{
  FoyerAccount *account; /* (owned) */
  FoyerDatabase *db;     /* (owned) */
  GArray *organizers;    /* (owned) of FoyerUuid: those that were told in this session */
  gboolean is_fresh;     /* somebody has just signed in, and the session is nobody's yet */
  gboolean is_settled;   /* all were looked at */
};

/**
 * foyer_device_session_new:
 * @account: the person at the server
 * @db: a connection that writes
 * @is_fresh: whether the session has just begun
 *
 * Returns: (transfer full): what registers the device
 */
FoyerDeviceSession *
foyer_device_session_new (FoyerAccount *account, FoyerDatabase *db, gboolean is_fresh)
{
  FoyerDeviceSession *self = g_new0 (FoyerDeviceSession, 1);

  self->account = g_object_ref (account);
  self->db = g_object_ref (db);
  self->organizers = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  self->is_fresh = is_fresh;
  return self;
}

/* Somebody else was signed in with this device before, or this person is a guest there: the session
   is no device's, and ends when the person signs out. */
static gboolean
goes_without (FoyerDeviceSession *self)
{
  const char *code = foyer_rest_client_get_code (foyer_account_get_client (self->account));

  return g_strcmp0 (code, "DEVICE_KNOWN") == 0 || g_strcmp0 (code, "NOT_ALLOWED") == 0;
}

static gboolean
register_device (FoyerDeviceSession *self,
                 const FoyerUuid *organizer_id,
                 GCancellable *cancellable,
                 GError **error)
{
  FoyerSigningKey key = { 0 };
  g_autoptr (GString) public_key = g_string_new (NULL);
  FoyerUuid device_id;
  g_autoptr (GError) failure = NULL;

  if (!foyer_identity_read (self->db, NULL, &device_id, error) ||
      !foyer_event_store_signing_key (self->db, &key, error))
    return FALSE;
  for (guint i = 0; i < sizeof key.public_key; i++)
    g_string_append_printf (public_key, "%02x", key.public_key[i]);
  memset (key.secret_key, 0, sizeof key.secret_key);
  if (foyer_account_register (self->account, &device_id, organizer_id, g_get_host_name (),
                              public_key->str, cancellable, &failure) ||
      goes_without (self))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * foyer_device_session_need:
 * @self: a session
 * @organizer_id: for whom this device is to work
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Asks once.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_device_session_need (FoyerDeviceSession *self,
                           const FoyerUuid *organizer_id,
                           GCancellable *cancellable,
                           GError **error)
{
  for (guint i = 0; i < self->organizers->len; i++)
    if (foyer_uuid_equal (&g_array_index (self->organizers, FoyerUuid, i), organizer_id))
      return TRUE;
  if (!register_device (self, organizer_id, cancellable, error))
    return FALSE;
  g_array_append_val (self->organizers, *organizer_id);
  self->is_fresh = FALSE;
  return TRUE;
}

/**
 * foyer_device_session_need_all:
 * @self: a session
 * @server_key: its server
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * After a pull, which tells for whom the device works already: for those whose events came here in
 * another way than by being chosen, and for a server that has lost it.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_device_session_need_all (FoyerDeviceSession *self,
                               gint64 server_key,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GPtrArray) events = NULL;
  FoyerUuid here;

  if (self->is_settled)
    return TRUE;
  events = foyer_server_store_events (self->db, server_key, error);
  if (events == NULL || !foyer_identity_read (self->db, NULL, &here, error))
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (events, i);

      if (event->is_gone ||
          (!self->is_fresh && foyer_device_store_is_here (self->db, &event->organizer_id, &here)))
        continue;
      if (!foyer_device_session_need (self, &event->organizer_id, cancellable, error))
        return FALSE;
    }
  self->is_settled = TRUE;
  return TRUE;
}

/**
 * foyer_device_session_free:
 * @self: (transfer full) (nullable): a session
 */
void
foyer_device_session_free (FoyerDeviceSession *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->organizers);
  g_object_unref (self->db);
  g_object_unref (self->account);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-device-store.h"

#include "foyer-identity.h"
#include "foyer-ticket-code.h"
#include "foyer-transaction-private.h"

/**
 * foyer_device_clear:
 * @self: a device
 */
void
foyer_device_clear (FoyerDevice *self)
{
  g_clear_pointer (&self->name, g_free);
}

/**
 * foyer_device_copy:
 * @self: a device
 *
 * Returns: (transfer full): the same again
 */
FoyerDevice *
foyer_device_copy (const FoyerDevice *self)
{
  FoyerDevice *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  return copy;
}

/**
 * foyer_device_free:
 * @self: (transfer full) (nullable): a device
 */
void
foyer_device_free (FoyerDevice *self)
{
  if (self == NULL)
    return;
  foyer_device_clear (self);
  g_free (self);
}

static void
bind_uuid (sqlite3_stmt *statement, int parameter, const FoyerUuid *uuid)
{
  sqlite3_bind_blob (statement, parameter, uuid->bytes, sizeof uuid->bytes, SQLITE_STATIC);
}

/* The event may have gone to another organizer, whose desks it is for now. */
static gboolean
place_event (FoyerTransaction *transaction,
             const FoyerUuid *event_id,
             const FoyerUuid *organizer_id,
             GError **error)
{
  static const char sql[] =
      "UPDATE hosted_events SET organizer_id = ?2 WHERE event_id = ?1 AND organizer_id <> ?2";
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);

  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, event_id);
  bind_uuid (statement, 2, organizer_id);
  return foyer_transaction_run (transaction, statement, error);
}

/**
 * foyer_device_store_put:
 * @transaction: a transaction
 * @event_id: the event that it was told with
 * @device: a device
 * @error: return location
 *
 * It is no row of the journal: nobody changes it here.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_device_store_put (FoyerTransaction *transaction,
                        const FoyerUuid *event_id,
                        const FoyerDevice *device,
                        GError **error)
{
  static const char sql[] =
      "INSERT OR REPLACE INTO devices (organizer_id, id, name, key_id, public_key, revoked_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
  FoyerSigningKey key = { 0 };
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);

  if (statement == NULL)
    return FALSE;
  foyer_signing_key_init_public (&key, device->public_key);
  bind_uuid (statement, 1, &device->organizer_id);
  bind_uuid (statement, 2, &device->id);
  sqlite3_bind_text (statement, 3, device->name, -1, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 4, key.id, sizeof key.id, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 5, device->public_key, sizeof device->public_key, SQLITE_STATIC);
  if (device->revoked_at != FOYER_NONE)
    sqlite3_bind_int64 (statement, 6, device->revoked_at);
  else
    sqlite3_bind_null (statement, 6);
  return foyer_transaction_run (transaction, statement, error) &&
         place_event (transaction, event_id, &device->organizer_id, error);
}

/**
 * foyer_device_store_is_here:
 * @db: a connection
 * @organizer_id: an organizer
 * @id: a device
 *
 * Returns: whether the server told that the device works for the organizer
 */
gboolean
foyer_device_store_is_here (FoyerDatabase *db, const FoyerUuid *organizer_id, const FoyerUuid *id)
{
  static const char sql[] = "SELECT 1 FROM devices WHERE organizer_id = ?1 AND id = ?2";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  gboolean is_there;

  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, organizer_id);
  bind_uuid (statement, 2, id);
  is_there = foyer_database_step (db, statement, NULL) == SQLITE_ROW;
  sqlite3_reset (statement);
  return is_there;
}

/**
 * foyer_device_store_dup_other:
 * @db: a connection
 * @id: a device
 *
 * Returns: (transfer full) (nullable): what people call that other desk; %NULL when it is this one,
 * or when no server told
 */
char *
foyer_device_store_dup_other (FoyerDatabase *db, const FoyerUuid *id)
{
  static const char sql[] = "SELECT name FROM devices WHERE id = ?1 LIMIT 1";
  FoyerUuid here;
  sqlite3_stmt *statement;
  char *name = NULL;

  if (foyer_uuid_is_nil (id) || !foyer_identity_read (db, NULL, &here, NULL) ||
      foyer_uuid_equal (id, &here))
    return NULL;
  statement = foyer_database_prepare (db, sql, NULL);
  if (statement == NULL)
    return NULL;
  bind_uuid (statement, 1, id);
  if (foyer_database_step (db, statement, NULL) == SQLITE_ROW)
    name = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return name;
}

/**
 * foyer_device_store_erase_idle:
 * @db: a connection in a transaction
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_device_store_erase_idle (FoyerDatabase *db, GError **error)
{
  static const char sql[] =
      "DELETE FROM devices WHERE organizer_id NOT IN (SELECT organizer_id FROM hosted_events)";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  return statement != NULL && foyer_database_step (db, statement, error) == SQLITE_DONE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-signing-key-store.h"

#include "foyer-event-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* The key file is the pair as the struct holds it: id, public half, secret half. */
#define KEY_FILE_SIZE (4 + 32 + 64)

/**
 * foyer_signing_key_store_list:
 * @db: a connection
 * @event_id: an event
 * @error: return location
 *
 * Those of this replica's own devices, and of those that work for the event's organizer: a desk of
 * another organizer signs nothing for this event.
 *
 * Returns: (transfer full) (element-type FoyerSigningKey): the public halves, revoked ones too;
 * %NULL with error
 */
GArray *
foyer_signing_key_store_list (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  /* What the server says of a key goes before what is known here. */
  static const char sql[] =
      "SELECT key_id, public_key, revoked_at IS NOT NULL FROM devices WHERE organizer_id = "
      "(SELECT organizer_id FROM hosted_events WHERE event_id = ?1) "
      "UNION ALL SELECT id, public_key, is_revoked FROM signing_keys";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (GArray) keys = g_array_new (FALSE, TRUE, sizeof (FoyerSigningKey));
  int code;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      FoyerSigningKey key = { 0 };

      if (sqlite3_column_bytes (statement, 0) != sizeof key.id ||
          sqlite3_column_bytes (statement, 1) != sizeof key.public_key)
        continue;
      memcpy (key.id, sqlite3_column_blob (statement, 0), sizeof key.id);
      memcpy (key.public_key, sqlite3_column_blob (statement, 1), sizeof key.public_key);
      key.is_revoked = sqlite3_column_int (statement, 2) != 0;
      g_array_append_val (keys, key);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&keys) : NULL;
}

static gboolean
publish (FoyerDatabase *db, const FoyerSigningKey *key, GError **error)
{
  static const char sql[] = "INSERT OR IGNORE INTO signing_keys (id, public_key) VALUES (?1, ?2)";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, key->id, sizeof key->id, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, key->public_key, sizeof key->public_key, SQLITE_STATIC);
  return foyer_database_step (db, statement, error) == SQLITE_DONE;
}

static gboolean
is_published (FoyerDatabase *db, const FoyerSigningKey *key, GError **error)
{
  static const char sql[] = "SELECT 1 FROM signing_keys WHERE id = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  gboolean is_there;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, key->id, sizeof key->id, SQLITE_STATIC);
  is_there = foyer_database_step (db, statement, error) == SQLITE_ROW;
  sqlite3_reset (statement);
  return is_there;
}

static gboolean
read_file (const char *path, FoyerSigningKey *key)
{
  g_autofree char *content = NULL;
  gsize length;

  if (!g_file_get_contents (path, &content, &length, NULL) || length != KEY_FILE_SIZE)
    return FALSE;
  memset (key, 0, sizeof *key);
  memcpy (key->id, content, sizeof key->id);
  memcpy (key->public_key, content + 4, sizeof key->public_key);
  memcpy (key->secret_key, content + 36, sizeof key->secret_key);
  memset (content, 0, length);
  return TRUE;
}

/* Whoever is first makes the file, whole or not at all; two programs that start at once end with
 * one key. */
static gboolean
make_file (const char *path, const FoyerSigningKey *key, GError **error)
{
  g_autofree char *fresh = g_strconcat (path, ".XXXXXX", NULL);
  guint8 content[KEY_FILE_SIZE];
  int fd = g_mkstemp_full (fresh, O_RDWR | O_CLOEXEC, 0600);
  gboolean is_made = fd >= 0;

  memcpy (content, key->id, sizeof key->id);
  memcpy (content + 4, key->public_key, sizeof key->public_key);
  memcpy (content + 36, key->secret_key, sizeof key->secret_key);
  if (fd >= 0)
    {
      is_made = write (fd, content, sizeof content) == sizeof content && fsync (fd) == 0;
      is_made = close (fd) == 0 && is_made;
      is_made = is_made && (link (fresh, path) == 0 || errno == EEXIST);
      if (!is_made)
        g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY,
                     _ ("The signing key “%s” cannot be written: %s."), path, g_strerror (errno));
      g_unlink (fresh);
    }
  else
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY,
                 _ ("The signing key “%s” cannot be written: %s."), path, g_strerror (errno));
  memset (content, 0, sizeof content);
  return is_made;
}

/**
 * foyer_event_store_signing_key:
 * @db: a connection that writes; may be in a transaction
 * @key: (out): the device's pair
 * @error: return location
 *
 * Makes the pair when it is first needed: the secret half lies in a file of mode 0600 beside the
 * replica, the public half in it. When the file was lost a new pair is made; codes signed by the
 * old one stay genuine.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_event_store_signing_key (FoyerDatabase *db, FoyerSigningKey *key, GError **error)
{
  g_autofree char *path = g_strconcat (foyer_database_get_path (db), ".key", NULL);
  g_autoptr (GError) local = NULL;

  if (!read_file (path, key))
    {
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        {
          g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DAMAGED,
                       _ ("The signing key “%s” is damaged. Restore a copy, or move it away to get "
                          "a new one."),
                       path);
          return FALSE;
        }
      foyer_signing_key_generate (key);
      if (!make_file (path, key, error) || !read_file (path, key))
        return FALSE;
    }
  if (is_published (db, key, &local))
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return publish (db, key, error);
}

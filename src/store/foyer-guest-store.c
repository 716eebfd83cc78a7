/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-guest-store.h"

#include <string.h>

/**
 * foyer_guest_free:
 * @self: (transfer full) (nullable): a guest
 */
void
foyer_guest_free (FoyerGuest *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->email);
  g_free (self);
}

static gboolean
has_words (const char *name, char **words)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* A name twice with the same address is one person. */
static void
add_guest (GPtrArray *guests, GHashTable *seen, const char *name, const char *email)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", name, email != NULL ? email : "");
  FoyerGuest *guest;

  if (!g_hash_table_add (seen, g_steal_pointer (&key)))
    return;
  guest = g_new0 (FoyerGuest, 1);
  guest->name = g_strdup (name);
  guest->email = g_strdup (email);
  g_ptr_array_add (guests, guest);
}

/**
 * foyer_guest_store_find:
 * @db: a connection
 * @words: what was typed of a name
 * @limit: how many at most
 * @error: return location
 *
 * Goes through the tickets from the newest on until it has enough: what is typed for is mostly
 * found soon, and what is not costs a pass over the last 200 000.
 *
 * Returns: (transfer full) (element-type FoyerGuest): those whose name has each of the words,
 * whatever their case; %NULL with error
 */
GPtrArray *
foyer_guest_store_find (FoyerDatabase *db, const char *words, guint limit, GError **error)
{
  static const char sql[] =
      "SELECT attendee_name, attendee_email FROM tickets "
      "WHERE deleted_at IS NULL AND attendee_name IS NOT NULL ORDER BY key DESC LIMIT 200000";
  g_autofree char *folded = g_utf8_casefold (words, -1);
  g_auto (GStrv) parts = g_strsplit (folded, " ", -1);
  g_autoptr (GPtrArray) guests = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_guest_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code = SQLITE_DONE;

  if (statement == NULL)
    return NULL;
  while (guests->len < limit && (code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (statement, 0);

      if (name != NULL && *name != '\0' && has_words (name, parts))
        add_guest (guests, seen, name, (const char *) sqlite3_column_text (statement, 1));
    }
  sqlite3_reset (statement);
  if (code != SQLITE_DONE && code != SQLITE_ROW)
    return NULL;
  return g_steal_pointer (&guests);
}

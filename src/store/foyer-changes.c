/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-changes.h"

#include "foyer-row-sql.h"

#include <glib/gi18n-lib.h>

struct _FoyerChanges
{
  gatomicrefcount ref_count;
  gint64 position;
  GArray *items; /* (owned) of FoyerChange, by type, then key, without overlap */
};

G_DEFINE_BOXED_TYPE (FoyerChanges, foyer_changes, foyer_changes_ref, foyer_changes_unref)

/* Entries come by type and first key. */
static void
add_item (GArray *items, FoyerChange item)
{
  FoyerChange *last = items->len > 0 ? &g_array_index (items, FoyerChange, items->len - 1) : NULL;

  if (last != NULL && last->type == item.type && item.first_key <= last->last_key + 1)
    last->last_key = MAX (last->last_key, item.last_key);
  else
    g_array_append_val (items, item);
}

static gboolean
read_items (FoyerDatabase *db, gint64 since, gint64 position, GArray *items, GError **error)
{
  static const char sql[] = "SELECT row_type, first_key, last_key FROM changes WHERE change_set > "
                            "?1 AND change_set <= ?2 "
                            "ORDER BY row_type, first_key";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, since);
  sqlite3_bind_int64 (statement, 2, position);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      FoyerChange item = {
        foyer_row_type_from_number (sqlite3_column_int64 (statement, 0)),
        sqlite3_column_int64 (statement, 1),
        sqlite3_column_int64 (statement, 2),
      };

      if (item.type != NULL)
        add_item (items, item);
    }
  return code == SQLITE_DONE;
}

/* Is every change set after since still there? Old ones are pruned from the beginning. */
static gboolean
reaches_back (FoyerDatabase *db, gint64 since, gint64 position, GError **error)
{
  static const char sql[] = "SELECT coalesce (min (number), 1) FROM change_sets";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  gint64 first;

  if (statement == NULL || foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  first = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  if (since >= first - 1 && since <= position)
    return TRUE;
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                       _ ("The journal does not reach back so far."));
  return FALSE;
}

/**
 * foyer_changes_read:
 * @db: a connection
 * @since: a journal position; 0 for the beginning
 * @error: return location
 *
 * Returns: (transfer full): what was changed after it, folded to ranges of keys; %NULL with error,
 * NOT_FOUND when it cannot be told any more
 */
FoyerChanges *
foyer_changes_read (FoyerDatabase *db, gint64 since, GError **error)
{
  g_autoptr (FoyerChanges) self = NULL;
  gint64 position = foyer_journal_get_position (db, error);

  if (position < 0 || !reaches_back (db, since, position, error))
    return NULL;

  self = g_new0 (FoyerChanges, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->position = position;
  self->items = g_array_new (FALSE, FALSE, sizeof (FoyerChange));
  if (!read_items (db, since, position, self->items, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * foyer_changes_ref:
 * @self: a batch of changes
 *
 * Returns: (transfer full): it again
 */
FoyerChanges *
foyer_changes_ref (FoyerChanges *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * foyer_changes_unref:
 * @self: (transfer full): a batch of changes
 */
void
foyer_changes_unref (FoyerChanges *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->items);
  g_free (self);
}

/**
 * foyer_changes_get_position:
 * @self: a batch of changes
 *
 * Returns: the journal position up to which it tells, to be given as since to the next
 * foyer_changes_read ()
 */
gint64
foyer_changes_get_position (const FoyerChanges *self)
{
  return self->position;
}

/**
 * foyer_changes_get_items:
 * @self: a batch of changes
 * @n_items: (out): how many
 *
 * Returns: (transfer none) (array length=n_items): ranges of keys by type, then key; they do not
 * overlap
 */
const FoyerChange *
foyer_changes_get_items (const FoyerChanges *self, guint *n_items)
{
  *n_items = self->items->len;
  return (const FoyerChange *) self->items->data;
}

/**
 * foyer_changes_touch:
 * @self: a batch of changes
 * @type: a type of row
 *
 * Returns: whether a row of it was added, changed, removed or restored
 */
gboolean
foyer_changes_touch (const FoyerChanges *self, const FoyerRowType *type)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_array_index (self->items, FoyerChange, i).type == type)
      return TRUE;
  return FALSE;
}

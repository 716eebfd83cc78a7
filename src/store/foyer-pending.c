/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pending.h"

#include "foyer-journal.h"
#include "foyer-queue-store.h"
#include "foyer-row-sql.h"
#include "foyer-transaction-private.h"

#define OWN_MOST 20

/* Rows that were inserted, by neighbouring keys: an import of a million rows is one of these. */
typedef struct
{
  FoyerPendingRow row; /* of the first */
  gint64 last_key;
} Range;

struct _FoyerPending
{
  gint64 server_key;
  gint64 position;  /* of the journal: up to where it was read */
  GArray *ranges;   /* (owned) of Range */
  GHashTable *rows; /* (owned) FoyerPendingRow → itself: changed, removed or restored, or an
                       inserted one that was touched later, or was refused */
};

static guint
row_hash (gconstpointer data)
{
  const FoyerPendingRow *row = data;

  return g_int64_hash (&row->key) * 31 + row->type->number;
}

static gboolean
row_equal (gconstpointer a, gconstpointer b)
{
  const FoyerPendingRow *one = a, *other = b;

  return one->type == other->type && one->key == other->key;
}

static void
row_free (gpointer data)
{
  FoyerPendingRow *row = data;

  foyer_row_free (row->base);
  g_free (row->told_base);
  g_clear_pointer (&row->own, g_array_unref);
  g_free (row);
}

static void
own_clear (gpointer data)
{
  foyer_row_free (((FoyerPendingOwn *) data)->row);
}

static void
note_own (FoyerPendingRow *row, const FoyerColumn *column, sqlite3_stmt *statement, int result)
{
  FoyerPendingOwn own = { (FoyerColumnSet) 1 << (column - row->type->columns),
                          foyer_row_new (row->type) };

  if (row->own == NULL)
    {
      row->own = g_array_new (FALSE, FALSE, sizeof (FoyerPendingOwn));
      g_array_set_clear_func (row->own, own_clear);
    }
  /* Of a row that was changed more often before it was told, the last ones. */
  if (row->own->len == OWN_MOST)
    g_array_remove_index (row->own, 0);
  foyer_row_take (statement, result, own.row, column);
  g_array_append_val (row->own, own);
}

static void
note_insert (FoyerPending *self,
             const FoyerRowType *type,
             gint64 change_set,
             gint64 first_key,
             gint64 last_key)
{
  for (guint i = self->ranges->len; i-- > 0;)
    {
      Range *range = &g_array_index (self->ranges, Range, i);

      if (range->row.type == type && range->last_key + 1 == first_key)
        {
          range->last_key = last_key;
          return;
        }
    }
  g_array_append_val (
      self->ranges,
      ((Range){
          .row = { .type = type, .key = first_key, .change_set = change_set, .is_new = TRUE },
          .last_key = last_key,
      }));
}

static const FoyerPendingRow *
find_range (FoyerPending *self, const FoyerRowType *type, gint64 key)
{
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const Range *range = &g_array_index (self->ranges, Range, i);

      if (range->row.type == type && key >= range->row.key && key <= range->last_key)
        return &range->row;
    }
  return NULL;
}

/* The row that is known by this key, or a fresh one; which is new when it was inserted before. */
static FoyerPendingRow *
need_row (FoyerPending *self, const FoyerRowType *type, gint64 change_set, gint64 key)
{
  FoyerPendingRow wanted = { .type = type, .key = key, .change_set = change_set };
  FoyerPendingRow *row = g_hash_table_lookup (self->rows, &wanted);
  const FoyerPendingRow *range;

  if (row == NULL)
    {
      range = find_range (self, type, key);
      row = g_memdup2 (&wanted, sizeof wanted);
      row->is_new = range != NULL;
      if (range != NULL)
        row->change_set = range->change_set;
      g_hash_table_add (self->rows, row);
    }
  /* Somebody has seen to it: it is told again. */
  if (row->is_set_aside && change_set > row->last_set)
    row->is_set_aside = FALSE;
  row->last_set = MAX (row->last_set, change_set);
  return row;
}

/* The statement's sixth column is what it was before the first pending change. */
static void
note_update (FoyerPending *self,
             const FoyerRowType *type,
             gint64 change_set,
             gint64 key,
             sqlite3_stmt *statement)
{
  const char *name = (const char *) sqlite3_column_text (statement, 5);
  const FoyerColumn *column = name != NULL ? foyer_row_type_find (type, name) : NULL;
  FoyerColumnSet bit;
  FoyerPendingRow *row;

  if (column == NULL || (column->flags & FOYER_COLUMN_LOCAL))
    return;
  row = need_row (self, type, change_set, key);
  bit = (FoyerColumnSet) 1 << (column - type->columns);
  if (row->columns & bit)
    {
      note_own (row, column, statement, 6);
      return;
    }
  row->columns |= bit;
  if (row->base == NULL)
    row->base = foyer_row_new (type);
  foyer_row_take (statement, 6, row->base, column);
}

static void
note_entry (FoyerPending *self, sqlite3_stmt *statement)
{
  gint64 change_set = sqlite3_column_int64 (statement, 0);
  const FoyerRowType *type = foyer_row_type_from_number (sqlite3_column_int64 (statement, 1));
  gint64 first_key = sqlite3_column_int64 (statement, 3),
         last_key = sqlite3_column_int64 (statement, 4);

  if (type == NULL)
    return;
  switch ((FoyerAction) sqlite3_column_int (statement, 2))
    {
    case FOYER_ACTION_INSERT:
      note_insert (self, type, change_set, first_key, last_key);
      break;
    case FOYER_ACTION_UPDATE:
      note_update (self, type, change_set, first_key, statement);
      break;
    case FOYER_ACTION_REMOVE:
    case FOYER_ACTION_RESTORE:
      for (gint64 key = first_key; key <= last_key; key++)
        need_row (self, type, change_set, key)->is_marked = TRUE;
      break;
    }
}

/* What is told again, as if it had been inserted just now. */
static gboolean
read_told_again (FoyerPending *self, FoyerDatabase *db, GError **error)
{
  static const char sql[] =
      "SELECT row_type, first_key, last_key FROM told_again JOIN servers ON servers.key = "
      "server_key "
      "WHERE server_key = ?1 AND (is_lost = 0 OR restore_answer = 1) ORDER BY row_type, first_key";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->server_key);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      const FoyerRowType *type = foyer_row_type_from_number (sqlite3_column_int64 (statement, 0));

      if (type != NULL)
        note_insert (self, type, 0, sqlite3_column_int64 (statement, 1),
                     sqlite3_column_int64 (statement, 2));
    }
  return code == SQLITE_DONE;
}

/* What was refused: it masks what the server has, and waits again when somebody said so. */
static gboolean
read_problems (FoyerPending *self, FoyerDatabase *db, GError **error)
{
  static const char sql[] =
      "SELECT row_type, key, change_set, is_new, is_marked, columns, base, is_retried "
      "FROM push_problems WHERE server_key = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->server_key);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      const FoyerRowType *type = foyer_row_type_from_number (sqlite3_column_int64 (statement, 0));
      FoyerPendingRow *row;

      if (type == NULL)
        continue;
      row = need_row (self, type, 0, sqlite3_column_int64 (statement, 1));
      row->last_set = sqlite3_column_int64 (statement, 2);
      row->is_tried = TRUE;
      row->is_new |= sqlite3_column_int (statement, 3) != 0;
      row->is_marked = sqlite3_column_int (statement, 4) != 0;
      row->columns = (FoyerColumnSet) sqlite3_column_int64 (statement, 5);
      row->told_base = g_strdup ((const char *) sqlite3_column_text (statement, 6));
      row->is_set_aside = sqlite3_column_int (statement, 7) == 0;
    }
  return code == SQLITE_DONE;
}

static gboolean
read_journal (FoyerPending *self, FoyerDatabase *db, gint64 since, gint64 up_to, GError **error)
{
  static const char sql[] =
      "SELECT change_set, row_type, action, first_key, last_key, column_name, before FROM changes "
      "WHERE change_set > ?1 AND change_set <= ?2 AND NOT EXISTS ("
      "  SELECT 1 FROM change_sets WHERE number = change_set AND kind = '" FOYER_KIND_PULL "') "
      "ORDER BY change_set, position";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, since);
  sqlite3_bind_int64 (statement, 2, up_to);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    note_entry (self, statement);
  return code == SQLITE_DONE;
}

/**
 * foyer_pending_read:
 * @db: a connection
 * @server_key: the server it is to be told to
 * @since: what was told already
 * @up_to: the last change set to look at, such as foyer_journal_get_position ()
 * @error: return location
 *
 * Folds what was done to each row: its first value before, what of it changed.
 *
 * Returns: (transfer full): what is pending; %NULL with error
 */
FoyerPending *
foyer_pending_read (FoyerDatabase *db,
                    gint64 server_key,
                    gint64 since,
                    gint64 up_to,
                    GError **error)
{
  g_autoptr (FoyerPending) self = g_new0 (FoyerPending, 1);

  self->server_key = server_key;
  self->ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  self->rows = g_hash_table_new_full (row_hash, row_equal, row_free, NULL);
  if (!read_told_again (self, db, error) || !read_problems (self, db, error) ||
      !read_journal (self, db, since, up_to, error))
    return NULL;
  self->position = up_to;
  return g_steal_pointer (&self);
}

/**
 * foyer_pending_read_on:
 * @self: what is pending
 * @db: a connection
 * @up_to: the last change set to look at
 * @error: return location
 *
 * Costs as much as was written since it was read, however long the queue is.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_pending_read_on (FoyerPending *self, FoyerDatabase *db, gint64 up_to, GError **error)
{
  if (!read_journal (self, db, self->position, up_to, error))
    return FALSE;
  self->position = up_to;
  return TRUE;
}

/**
 * foyer_pending_find:
 * @self: what is pending
 * @type: a type of row
 * @key: a row
 *
 * Also what was set aside: it is not told, but kept.
 *
 * Returns: (transfer none) (nullable): what of it is pending
 */
const FoyerPendingRow *
foyer_pending_find (FoyerPending *self, const FoyerRowType *type, gint64 key)
{
  FoyerPendingRow wanted = { .type = type, .key = key };
  const FoyerPendingRow *row = g_hash_table_lookup (self->rows, &wanted);

  return row != NULL ? row : find_range (self, type, key);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const FoyerPendingRow *one = *(const FoyerPendingRow *const *) a,
                        *other = *(const FoyerPendingRow *const *) b;

  if (one->change_set != other->change_set)
    return one->change_set < other->change_set ? -1 : 1;
  if (one->type != other->type)
    return one->type->number - other->type->number;
  return (one->key > other->key) - (one->key < other->key);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const FoyerPendingRow *one = *(const FoyerPendingRow *const *) a,
                        *other = *(const FoyerPendingRow *const *) b;

  if (one->type != other->type)
    return one->type->number - other->type->number;
  if (one->key != other->key)
    return one->key > other->key ? 1 : -1;
  return (one->change_set > other->change_set) - (one->change_set < other->change_set);
}

/* Ranges may lie over each other: what was made a moment ago, and all of an event that is put on a
 * server. Who touched a row first is left of it. */
static GPtrArray *
leave_each_once (GPtrArray *list)
{
  GPtrArray *left = g_ptr_array_new_full (list->len, g_free);

  g_ptr_array_sort (list, compare_keys);
  for (guint i = 0; i < list->len; i++)
    {
      const FoyerPendingRow *last = left->len > 0 ? left->pdata[left->len - 1] : NULL;
      FoyerPendingRow *row = list->pdata[i];

      if (last != NULL && last->type == row->type && last->key == row->key)
        continue;
      g_ptr_array_add (left, row);
      list->pdata[i] = NULL;
    }
  return left;
}

/* Adds those of the keys whose event lies on the server. */
static gboolean
add_hosted (FoyerPending *self,
            FoyerDatabase *db,
            const FoyerPendingRow *first,
            gint64 last_key,
            GPtrArray *list,
            GError **error)
{
  sqlite3_stmt *statement =
      foyer_database_prepare (db, foyer_row_sql (first->type, FOYER_ROW_SQL_HOSTED), error);
  gboolean is_range = g_hash_table_lookup (self->rows, first) != first;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, first->key);
  sqlite3_bind_int64 (statement, 2, last_key);
  sqlite3_bind_int64 (statement, 3, self->server_key);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      FoyerPendingRow row = *first;

      row.key = sqlite3_column_int64 (statement, 0);
      /* What was done to it since is known by itself. */
      if (!is_range || !g_hash_table_contains (self->rows, &row))
        g_ptr_array_add (list, g_memdup2 (&row, sizeof row));
    }
  return code == SQLITE_DONE;
}

/**
 * foyer_pending_list:
 * @self: what is pending
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerPendingRow): each row once, by the change set that
 * touched it first, then type and key; their bases belong to @self and live as long; %NULL with
 * error
 */
GPtrArray *
foyer_pending_list (FoyerPending *self, FoyerDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer data;

  for (guint i = 0; i < self->ranges->len; i++)
    {
      const Range *range = &g_array_index (self->ranges, Range, i);

      if (!add_hosted (self, db, &range->row, range->last_key, list, error))
        return NULL;
    }
  if (self->ranges->len > 1)
    {
      GPtrArray *left = leave_each_once (list);

      g_ptr_array_unref (list);
      list = left;
    }
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &data, NULL))
    {
      const FoyerPendingRow *row = data;

      if (!row->is_set_aside && !add_hosted (self, db, row, row->key, list, error))
        return NULL;
    }
  g_ptr_array_sort (list, compare_rows);
  return g_steal_pointer (&list);
}

/**
 * foyer_pending_has_problems:
 * @self: what is pending
 *
 * Returns: whether a row of it was refused, and nobody has seen to it
 */
gboolean
foyer_pending_has_problems (FoyerPending *self)
{
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &data, NULL))
    if (((const FoyerPendingRow *) data)->is_set_aside)
      return TRUE;
  return FALSE;
}

/**
 * foyer_pending_is_empty:
 * @self: what is pending
 *
 * Returns: whether there is nothing
 */
gboolean
foyer_pending_is_empty (FoyerPending *self)
{
  return self->ranges->len == 0 && g_hash_table_size (self->rows) == 0;
}

/**
 * foyer_pending_free:
 * @self: (transfer full) (nullable): what is pending
 */
void
foyer_pending_free (FoyerPending *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->ranges);
  g_hash_table_unref (self->rows);
  g_free (self);
}

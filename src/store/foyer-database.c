/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-database.h"

#include "foyer-database-file.h"
#include "foyer-database-private.h"
#include "foyer-migrations.h"
#include "foyer-row-sql.h"
#include "foyer-store-error.h"

#include <glib/gstdio.h>

#define PROGRESS_STEPS                                                                             \
  2000 /* virtual machine steps between two looks at the cancellable: some 20 µs */
#define LOG_PAGES_LEFT                                                                             \
  (4 * FOYER_LOG_PAGES_MOST) /* by one that leaves it to others, should they not do it */

struct _FoyerDatabase
{
  GObject parent_instance;

  char *path; /* (owned) */
  FoyerDatabaseMode mode;
  sqlite3 *handle;             /* (owned) (nullable) */
  GHashTable *statements;      /* (owned) SQL by address → GPtrArray of sqlite3_stmt */
  GHashTable *updates;         /* (owned) row type and column set → sqlite3_stmt */
  GCancellable *cancellable;   /* (owned) (nullable) */
  FoyerCommitFunc commit_func; /* (nullable) */
  gpointer commit_data;
  FoyerTurn *turn;               /* (owned) */
  FoyerTransaction *transaction; /* (nullable) open on it */
  gboolean leaves_log;
  guint n_log_pages;
};

G_DEFINE_FINAL_TYPE (FoyerDatabase, foyer_database, G_TYPE_OBJECT)

static void
statements_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
statement_free (gpointer data)
{
  sqlite3_finalize (data);
}

static int
progress_cb (gpointer data)
{
  return g_cancellable_is_cancelled (data);
}

static int
busy_cb (gpointer data, int n_tries)
{
  FoyerDatabase *self = data;

  return foyer_turn_wait (self->turn, n_tries, self->cancellable);
}

static gboolean
open_file (FoyerDatabase *self, gboolean immutable, GError **error)
{
  if (!foyer_database_file_open (self->path, self->mode, immutable, &self->handle, error))
    return FALSE;
  sqlite3_busy_handler (self->handle, busy_cb, self);
  return TRUE;
}

/* The log is copied into the file when it has grown long; whoever has idle time (the replica's
 * threads) does so much earlier. Copying waits for the disk: no commit at which somebody waits. */
static int
committed_cb (gpointer data, sqlite3 *handle, const char *schema, int n_pages)
{
  FoyerDatabase *self = data;

  self->n_log_pages = (guint) n_pages;
  foyer_turn_end (self->turn);
  if (n_pages >= (self->leaves_log ? LOG_PAGES_LEFT : FOYER_LOG_PAGES_MOST))
    sqlite3_wal_checkpoint_v2 (handle, schema, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  if (self->commit_func != NULL)
    self->commit_func (self->commit_data, n_pages);
  return SQLITE_OK;
}

/* A replica on a medium that cannot be written: nobody else can change it either, so it is read
 * without its log. */
static gboolean
open_unwritable (FoyerDatabase *self, GError **error)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  GStatBuf status;

  if (self->mode != FOYER_DATABASE_READ_ONLY || (g_stat (log, &status) == 0 && status.st_size > 0))
    return FALSE;
  return open_file (self, TRUE, error);
}

static gboolean
open_and_check (FoyerDatabase *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  int code;

  if (!open_file (self, FALSE, error) ||
      !foyer_database_file_check (self->handle, self->path, self->mode, error))
    return FALSE;

  if (sqlite3_db_readonly (self->handle, "main") == 1 && self->mode != FOYER_DATABASE_READ_ONLY)
    {
      foyer_store_error_set (error, SQLITE_READONLY, self->path, NULL);
      return FALSE;
    }
  if (!foyer_migrations_check (self, &local))
    {
      if (!g_error_matches (local, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY) ||
          !open_unwritable (self, NULL))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!foyer_migrations_check (self, error))
        return FALSE;
    }

  if (self->mode != FOYER_DATABASE_READ_ONLY && !foyer_migrations_run (self, error))
    return FALSE;
  code = foyer_database_file_set_up (self->handle, self->mode);
  if (code != SQLITE_OK)
    {
      foyer_database_set_error (self, code, error);
      return FALSE;
    }
  sqlite3_wal_hook (self->handle, committed_cb, self);
  return TRUE;
}

static void
foyer_database_finalize (GObject *object)
{
  FoyerDatabase *self = FOYER_DATABASE (object);

  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->updates, g_hash_table_unref);
  g_clear_pointer (&self->handle, sqlite3_close_v2);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->turn, foyer_turn_free);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (foyer_database_parent_class)->finalize (object);
}

static void
foyer_database_class_init (FoyerDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_database_finalize;
}

static void
foyer_database_init (FoyerDatabase *self)
{
  self->statements = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, statements_free);
  self->updates = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, statement_free);
}

/**
 * foyer_database_open:
 * @path: the file
 * @mode: what may be done to it; %FOYER_DATABASE_CREATE makes the file (mode 0600) and its folder
 * (0700)
 * @error: return location
 *
 * Opens a connection. A file that is damaged, made by a newer Foyer, or of another program is
 * refused and left as it is: DAMAGED, NEWER. An older one is migrated, except when only read: then
 * it must be of this version (READ_ONLY connections are made beside a writer). May wait for another
 * process, up to ten seconds, then BUSY. The connection is to be used by one thread at a time.
 *
 * Returns: (transfer full): the connection, or %NULL with error
 */
FoyerDatabase *
foyer_database_open (const char *path, FoyerDatabaseMode mode, GError **error)
{
  g_autoptr (FoyerDatabase) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (FOYER_TYPE_DATABASE, NULL);
  self->path = g_canonicalize_filename (path, NULL);
  self->turn = foyer_turn_new (self->path);
  self->mode = mode;
  if (mode == FOYER_DATABASE_CREATE && !foyer_database_file_make (self->path, error))
    return NULL;
  if (!open_and_check (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * foyer_database_get_path:
 * @self: a connection
 *
 * Returns: (transfer none): the file's absolute path
 */
const char *
foyer_database_get_path (FoyerDatabase *self)
{
  g_return_val_if_fail (FOYER_IS_DATABASE (self), NULL);

  return self->path;
}

/**
 * foyer_database_get_handle:
 * @self: a connection
 *
 * Returns: (transfer none): SQLite's connection, for what the store does not offer
 */
sqlite3 *
foyer_database_get_handle (FoyerDatabase *self)
{
  g_return_val_if_fail (FOYER_IS_DATABASE (self), NULL);

  return self->handle;
}

static sqlite3_stmt *
compile (FoyerDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code =
      sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

  if (code != SQLITE_OK)
    foyer_database_set_error (self, code, error);
  return statement;
}

static sqlite3_stmt *
compile_text (FoyerDatabase *self, const FoyerRowType *type, const char *text, GError **error)
{
  g_autofree char *select = NULL;

  if (type == NULL)
    return compile (self, text, error);
  select = g_strdup_printf ("SELECT %s FROM %s %s", foyer_row_sql (type, FOYER_ROW_SQL_COLUMNS),
                            type->table, text);
  return compile (self, select, error);
}

/* One of the statements made of this text that nobody is reading, or another. */
static sqlite3_stmt *
prepare (FoyerDatabase *self, const FoyerRowType *type, const char *text, GError **error)
{
  GPtrArray *same = g_hash_table_lookup (self->statements, text);
  sqlite3_stmt *statement;

  if (same == NULL)
    {
      same = g_ptr_array_new_with_free_func (statement_free);
      g_hash_table_insert (self->statements, (gpointer) text, same);
    }
  for (guint i = 0; i < same->len; i++)
    {
      statement = g_ptr_array_index (same, i);
      if (!sqlite3_stmt_busy (statement))
        {
          sqlite3_reset (statement);
          sqlite3_clear_bindings (statement);
          return statement;
        }
    }

  statement = compile_text (self, type, text, error);
  if (statement != NULL)
    g_ptr_array_add (same, statement);
  return statement;
}

/**
 * foyer_database_prepare:
 * @self: a connection
 * @sql: (transfer none): one statement, a static string: it is known again by its address
 * @error: return location
 *
 * Gives the statement reset and with nothing bound. Two users may hold the same one as long as the
 * first has begun to step it: a statement that is being read is not touched, the second user gets
 * another. A SELECT that is not read to its end must be reset, or it keeps this connection in the
 * past.
 *
 * Returns: (transfer none): the statement, or %NULL with error
 */
sqlite3_stmt *
foyer_database_prepare (FoyerDatabase *self, const char *sql, GError **error)
{
  g_return_val_if_fail (FOYER_IS_DATABASE (self), NULL);

  return prepare (self, NULL, sql, error);
}

/**
 * foyer_database_prepare_select:
 * @self: a connection
 * @type: a type of row
 * @tail: (transfer none): what follows "SELECT … FROM the table", a static string known by its
 * address
 * @error: return location
 *
 * Returns: (transfer none): the statement, or %NULL with error
 */
sqlite3_stmt *
foyer_database_prepare_select (FoyerDatabase *self,
                               const FoyerRowType *type,
                               const char *tail,
                               GError **error)
{
  g_return_val_if_fail (FOYER_IS_DATABASE (self), NULL);

  return prepare (self, type, tail, error);
}

/**
 * foyer_database_prepare_update:
 * @self: a connection
 * @type: a type of row
 * @set: the columns to write
 * @error: return location
 *
 * The statement that writes these columns: see foyer_row_sql_update () for its parameters.
 *
 * Returns: (transfer none): the statement, or %NULL with error
 */
sqlite3_stmt *
foyer_database_prepare_update (FoyerDatabase *self,
                               const FoyerRowType *type,
                               FoyerColumnSet set,
                               GError **error)
{
  gint64 key = (gint64) ((guint64) type->number << 56 | set);
  sqlite3_stmt *statement = g_hash_table_lookup (self->updates, &key);
  g_autofree char *sql = NULL;

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }

  sql = foyer_row_sql_update (type, set);
  statement = compile (self, sql, error);
  if (statement != NULL)
    g_hash_table_insert (self->updates, g_memdup2 (&key, sizeof key), statement);
  return statement;
}

/**
 * foyer_database_step:
 * @self: a connection
 * @statement: one of its statements
 * @error: return location
 *
 * Returns: %SQLITE_ROW; %SQLITE_DONE (the statement is reset); else SQLite's code with error set
 * (reset too)
 */
int
foyer_database_step (FoyerDatabase *self, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return code;
  if (code != SQLITE_DONE)
    foyer_database_set_error (self, code, error);
  sqlite3_reset (statement);
  return code;
}

/**
 * foyer_database_exec:
 * @self: a connection
 * @sql: statements that need no values and give no rows that matter
 * @error: return location
 *
 * Returns: %FALSE with error when one of them failed
 */
gboolean
foyer_database_exec (FoyerDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    foyer_database_set_error (self, code, error);
  return code == SQLITE_OK;
}

gboolean
foyer_database_begin_if_free (FoyerDatabase *self)
{
  gboolean is_begun;

  sqlite3_busy_handler (self->handle, NULL, NULL);
  is_begun = foyer_database_exec (self, "BEGIN IMMEDIATE", NULL);
  sqlite3_busy_handler (self->handle, busy_cb, self);
  return is_begun;
}

/**
 * foyer_database_begin_reading:
 * @self: a connection
 * @is_mine: (out): whether the transaction was begun here; for foyer_database_end_reading()
 * @error: return location
 *
 * From now on all is read as of one moment. It is quicker, too: without it each statement locks the
 * file for itself. Within a transaction nothing happens.
 *
 * Returns: %FALSE with error when the file cannot be read
 */
gboolean
foyer_database_begin_reading (FoyerDatabase *self, gboolean *is_mine, GError **error)
{
  g_return_val_if_fail (FOYER_IS_DATABASE (self), FALSE);

  *is_mine = sqlite3_get_autocommit (self->handle);
  return !*is_mine || foyer_database_exec (self, "BEGIN", error);
}

/**
 * foyer_database_end_reading:
 * @self: a connection
 * @is_mine: as foyer_database_begin_reading() told
 */
void
foyer_database_end_reading (FoyerDatabase *self, gboolean is_mine)
{
  g_return_if_fail (FOYER_IS_DATABASE (self));

  if (is_mine && !sqlite3_get_autocommit (self->handle))
    foyer_database_exec (self, "COMMIT", NULL);
}

/**
 * foyer_database_interrupt_on:
 * @self: a connection
 * @cancellable: (nullable): from now on, whatever runs stops soon after this is cancelled
 *
 * A write that is stopped rolls its whole transaction back.
 */
void
foyer_database_interrupt_on (FoyerDatabase *self, GCancellable *cancellable)
{
  g_return_if_fail (FOYER_IS_DATABASE (self));

  g_set_object (&self->cancellable, cancellable);
  if (cancellable != NULL)
    sqlite3_progress_handler (self->handle, PROGRESS_STEPS, progress_cb, cancellable);
  else
    sqlite3_progress_handler (self->handle, 0, NULL, NULL);
}

/**
 * foyer_database_set_wait_func:
 * @self: a connection
 * @func: (nullable): decides how long to wait for another writer; %NULL: ten seconds
 * @data: for it
 *
 * What a cancellable stops (see foyer_database_interrupt_on ()) does not wait on.
 */
void
foyer_database_set_wait_func (FoyerDatabase *self, FoyerWaitFunc func, gpointer data)
{
  g_return_if_fail (FOYER_IS_DATABASE (self));

  foyer_turn_set_wait_func (self->turn, func, data);
}

/**
 * foyer_database_set_politeness:
 * @self: a connection
 * @politeness: microseconds for which it lets those pass who wait to write; 0, as at first, for one
 * at which somebody waits, which goes before those
 *
 * For one that writes much in many small transactions.
 */
void
foyer_database_set_politeness (FoyerDatabase *self, gint64 politeness)
{
  g_return_if_fail (FOYER_IS_DATABASE (self));

  foyer_turn_set_politeness (self->turn, politeness);
}

/**
 * foyer_database_set_error:
 * @self: a connection
 * @code: SQLite's code
 * @error: return location
 */
void
foyer_database_set_error (FoyerDatabase *self, int code, GError **error)
{
  const char *detail = NULL;

  if (sqlite3_errcode (self->handle) == (code & 0xff) ||
      sqlite3_extended_errcode (self->handle) == code)
    detail = sqlite3_errmsg (self->handle);
  /* It did not go on waiting since it was told to stop. */
  if ((code & 0xff) == SQLITE_BUSY && g_cancellable_is_cancelled (self->cancellable))
    code = SQLITE_INTERRUPT;
  /* A log that cannot be made beside a file that can be read: the folder is not ours to write. */
  if ((code & 0xff) == SQLITE_CANTOPEN)
    code = SQLITE_READONLY;
  foyer_store_error_set (error, code, self->path, detail);
}

/**
 * foyer_database_set_commit_func:
 * @self: a connection
 * @func: (nullable): called after each commit, on the thread that made it
 * @data: for it
 */
void
foyer_database_set_commit_func (FoyerDatabase *self, FoyerCommitFunc func, gpointer data)
{
  self->commit_func = func;
  self->commit_data = data;
}

guint
foyer_database_get_n_log_pages (FoyerDatabase *self)
{
  return self->n_log_pages;
}

void
foyer_database_set_leaves_log (FoyerDatabase *self, gboolean leaves_log)
{
  self->leaves_log = leaves_log;
}

FoyerTurn *
foyer_database_get_turn (FoyerDatabase *self)
{
  return self->turn;
}

void
foyer_database_set_transaction (FoyerDatabase *self, FoyerTransaction *transaction)
{
  self->transaction = transaction;
}

FoyerTransaction *
foyer_database_get_transaction (FoyerDatabase *self)
{
  return sqlite3_get_autocommit (self->handle) ? NULL : self->transaction;
}

/**
 * foyer_database_settle:
 * @self: a connection
 *
 * Makes it ready for its next user: resets statements that were not read to the end, rolls an open
 * transaction back.
 *
 * Returns: %FALSE when a transaction was open
 */
gboolean
foyer_database_settle (FoyerDatabase *self)
{
  gboolean was_closed = sqlite3_get_autocommit (self->handle) != 0;

  for (sqlite3_stmt *s = sqlite3_next_stmt (self->handle, NULL); s != NULL;
       s = sqlite3_next_stmt (self->handle, s))
    if (sqlite3_stmt_busy (s))
      sqlite3_reset (s);
  if (!was_closed)
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  return was_closed;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-database.h"

#include "foyer-database-private.h"
#include "foyer-migrations.h"
#include "foyer-row-sql.h"
#include "foyer-store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 10000
#define PROGRESS_STEPS  2000 /* virtual machine steps between two looks at the cancellable: some 20 µs */
#define LOG_PAGES_MOST  8000 /* 32 MB of log, then a commit copies it into the file itself */
#define HEADER_SIZE     100

struct _FoyerDatabase
{
  GObject parent_instance;

  char *path;              /* (owned) */
  FoyerDatabaseMode mode;
  sqlite3 *handle;         /* (owned) (nullable) */
  GHashTable *statements;  /* (owned) SQL by address → GPtrArray of sqlite3_stmt */
  GHashTable *updates;     /* (owned) row type and column set → sqlite3_stmt */
  GCancellable *cancellable; /* (owned) (nullable) */
  FoyerCommitFunc commit_func; /* (nullable) */
  gpointer commit_data;
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

/* The log is copied into the file when it has grown long; whoever has idle time (the replica's threads) does so much earlier. */
static int
committed_cb (gpointer data, sqlite3 *handle, const char *schema, int n_pages)
{
  FoyerDatabase *self = data;

  if (n_pages >= LOG_PAGES_MOST)
    sqlite3_wal_checkpoint_v2 (handle, schema, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  if (self->commit_func != NULL)
    self->commit_func (self->commit_data, n_pages);
  return SQLITE_OK;
}

/* A new file is the owner's alone from its first byte on, whatever the umask; SQLite gives -wal and -shm the file's own mode. */
static gboolean
make_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY,
                   _("The folder “%s” cannot be made: %s."), folder, g_strerror (errno));
      return FALSE;
    }

  fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      /* There already, or not to be made: opening it tells which. */
      if (errno == EEXIST)
        return TRUE;
      g_set_error (error, FOYER_STORE_ERROR,
                   errno == ENOSPC ? FOYER_STORE_ERROR_FULL : FOYER_STORE_ERROR_READ_ONLY,
                   _("“%s” cannot be made: %s."), path, g_strerror (errno));
      return FALSE;
    }
  /* Closing drops this process's locks on the file, but nobody can have one on a file that was not there. */
  fchmod (fd, 0600);
  close (fd);
  return TRUE;
}

static gboolean
open_handle (FoyerDatabase *self, gboolean immutable, GError **error)
{
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI;
  g_autofree char *escaped = g_uri_escape_string (self->path, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);
  g_autofree char *uri = NULL;
  int code;

  g_clear_pointer (&self->handle, sqlite3_close_v2);
  flags |= self->mode == FOYER_DATABASE_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  uri = g_strdup_printf ("file:%s%s", escaped, immutable ? "?immutable=1" : "");

  code = sqlite3_open_v2 (uri, &self->handle, flags, NULL);
  if (code == SQLITE_OK)
    sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  else if ((code & 0xff) == SQLITE_CANTOPEN && !g_file_test (self->path, G_FILE_TEST_EXISTS))
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND, _("There is no file “%s”."),
                 self->path);
  else if ((code & 0xff) == SQLITE_CANTOPEN)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY, _("“%s” cannot be opened: %s."),
                 self->path, g_strerror (sqlite3_system_errno (self->handle)));
  else
    foyer_store_error_set (error, code, self->path, NULL);
  return code == SQLITE_OK;
}

/* Looks at the header through SQLite's own file (a second descriptor's close would drop this process's locks), before SQLite
 * itself reads, recovers or writes anything: what is not ours is left exactly as it is. */
static gboolean
check_header (FoyerDatabase *self, GError **error)
{
  guint8 header[HEADER_SIZE] = { 0 };
  sqlite3_file *file = NULL;
  sqlite3_int64 size = 0;
  guint32 id;

  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file == NULL || file->pMethods == NULL || file->pMethods->xFileSize (file, &size) != SQLITE_OK)
    {
      foyer_store_error_set (error, SQLITE_IOERR, self->path, NULL);
      return FALSE;
    }
  if (size == 0 && self->mode == FOYER_DATABASE_CREATE)
    return TRUE;
  if (size >= HEADER_SIZE && file->pMethods->xRead (file, header, HEADER_SIZE, 0) != SQLITE_OK)
    {
      foyer_store_error_set (error, SQLITE_IOERR, self->path, NULL);
      return FALSE;
    }

  id = (guint32) header[68] << 24 | header[69] << 16 | header[70] << 8 | header[71];
  if (memcmp (header, "SQLite format 3", 16) == 0 && id == FOYER_APPLICATION_ID)
    return TRUE;
  /* The first commit of a new file was torn: SQLite puts it right by the journal that lies beside it. */
  if (self->mode != FOYER_DATABASE_READ_ONLY)
    {
      g_autofree char *journal = g_strconcat (self->path, "-journal", NULL);

      if (g_file_test (journal, G_FILE_TEST_EXISTS))
        return TRUE;
    }
  foyer_store_error_set (error, SQLITE_NOTADB, self->path, NULL);
  return FALSE;
}

/* All settings of a connection are here. */
static gboolean
set_pragmas (FoyerDatabase *self, GError **error)
{
  static const char *const writer =
      "PRAGMA journal_mode = WAL;"
      "PRAGMA synchronous = FULL;"            /* a commit is on disk when it returns */
      "PRAGMA wal_autocheckpoint = 0;"        /* see committed_cb () */
      "PRAGMA journal_size_limit = 67108864;"
      "PRAGMA cache_size = -16000;";          /* KiB */
  static const char *const reader =
      "PRAGMA query_only = ON;"
      "PRAGMA mmap_size = 4294967296;"        /* pages of the file itself, no copies */
      "PRAGMA cache_size = -2000;";
  static const char *const all =
      "PRAGMA foreign_keys = ON;"
      "PRAGMA trusted_schema = OFF;"
      "PRAGMA temp_store = FILE;";            /* sorting a million rows is not to be done in memory */

  return foyer_database_exec (self, self->mode == FOYER_DATABASE_READ_ONLY ? reader : writer, error) &&
         foyer_database_exec (self, all, error);
}

/* A replica on a medium that cannot be written: nobody else can change it either, so it is read without its log. */
static gboolean
open_unwritable (FoyerDatabase *self, GError **error)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  GStatBuf status;

  if (self->mode != FOYER_DATABASE_READ_ONLY || (g_stat (log, &status) == 0 && status.st_size > 0))
    return FALSE;
  return open_handle (self, TRUE, error);
}

static gboolean
open_and_check (FoyerDatabase *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!open_handle (self, FALSE, error) || !check_header (self, error))
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
  if (!set_pragmas (self, error))
    return FALSE;
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
 * @mode: what may be done to it; %FOYER_DATABASE_CREATE makes the file (mode 0600) and its folder (0700)
 * @error: return location
 *
 * Opens a connection. A file that is damaged, made by a newer Foyer, or of another program is refused
 * and left as it is: DAMAGED, NEWER. An older one is migrated, except when only read: then it must be
 * of this version (READ_ONLY connections are made beside a writer). May wait for another process, up
 * to ten seconds, then BUSY. The connection is to be used by one thread at a time.
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
  self->mode = mode;
  if (mode == FOYER_DATABASE_CREATE && !make_file (self->path, error))
    return NULL;
  if (!open_and_check (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * foyer_database_quick_check:
 * @self: a connection
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Reads the whole file once and holds it against its own structure. Takes about a second for each
 * 400 MB: not for the main thread.
 *
 * Returns: %FALSE with error when the file is damaged, or when cancelled
 */
gboolean
foyer_database_quick_check (FoyerDatabase *self, GCancellable *cancellable, GError **error)
{
  static const char sql[] = "PRAGMA quick_check (1)";
  sqlite3_stmt *statement = foyer_database_prepare (self, sql, error);
  gboolean is_sound;
  int code;

  if (statement == NULL)
    return FALSE;

  foyer_database_interrupt_on (self, cancellable);
  code = foyer_database_step (self, statement, error);
  foyer_database_interrupt_on (self, NULL);
  if (code != SQLITE_ROW)
    return FALSE;

  is_sound = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  sqlite3_reset (statement);
  if (!is_sound)
    foyer_store_error_set (error, SQLITE_CORRUPT, self->path, NULL);
  return is_sound;
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
  int code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

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
  select = g_strdup_printf ("SELECT %s FROM %s %s", foyer_row_sql (type, FOYER_ROW_SQL_COLUMNS), type->table, text);
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
 * another. A SELECT that is not read to its end must be reset, or it keeps this connection in the past.
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
 * @tail: (transfer none): what follows "SELECT … FROM the table", a static string known by its address
 * @error: return location
 *
 * Returns: (transfer none): the statement, or %NULL with error
 */
sqlite3_stmt *
foyer_database_prepare_select (FoyerDatabase *self, const FoyerRowType *type, const char *tail, GError **error)
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
foyer_database_prepare_update (FoyerDatabase *self, const FoyerRowType *type, FoyerColumnSet set, GError **error)
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
 * Returns: %SQLITE_ROW; %SQLITE_DONE (the statement is reset); else SQLite's code with error set (reset too)
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
 * foyer_database_set_error:
 * @self: a connection
 * @code: SQLite's code
 * @error: return location
 */
void
foyer_database_set_error (FoyerDatabase *self, int code, GError **error)
{
  const char *detail = NULL;

  if (sqlite3_errcode (self->handle) == (code & 0xff) || sqlite3_extended_errcode (self->handle) == code)
    detail = sqlite3_errmsg (self->handle);
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

  for (sqlite3_stmt *s = sqlite3_next_stmt (self->handle, NULL); s != NULL; s = sqlite3_next_stmt (self->handle, s))
    if (sqlite3_stmt_busy (s))
      sqlite3_reset (s);
  if (!was_closed)
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  return was_closed;
}

/**
 * foyer_database_checkpoint:
 * @self: a connection that writes
 *
 * Copies the log into the file as far as no reader needs it. Waits for nobody.
 *
 * Returns: %TRUE when all of it was copied
 */
gboolean
foyer_database_checkpoint (FoyerDatabase *self)
{
  int n_log = 0;
  int n_copied = 0;

  return sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, &n_log, &n_copied) == SQLITE_OK &&
         n_log == n_copied;
}

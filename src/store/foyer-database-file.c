/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-database-file.h"

#include "foyer-migrations.h"
#include "foyer-store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define HEADER_SIZE 100

/**
 * foyer_database_file_make:
 * @path: the file
 * @error: return location
 *
 * Makes the file, empty, and its folder, where they are not there. It is the owner's alone from its
 * first byte on, whatever the umask; SQLite gives -wal and -shm the file's own mode.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_database_file_make (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY,
                   _ ("The folder “%s” cannot be made: %s."), folder, g_strerror (errno));
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
                   _ ("“%s” cannot be made: %s."), path, g_strerror (errno));
      return FALSE;
    }
  /* Closing drops this process's locks on the file, but nobody can have one on a file that was not
   * there. */
  fchmod (fd, 0600);
  close (fd);
  return TRUE;
}

/**
 * foyer_database_file_open:
 * @path: the file, absolute
 * @mode: what may be done to it
 * @immutable: whether it is on a medium that nobody can write, and is to be read without its log
 * @handle: (inout): closed when it is open, then SQLite's new connection
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_database_file_open (const char *path,
                          FoyerDatabaseMode mode,
                          gboolean immutable,
                          sqlite3 **handle,
                          GError **error)
{
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI;
  g_autofree char *escaped =
      g_uri_escape_string (path, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);
  g_autofree char *uri = g_strdup_printf ("file:%s%s", escaped, immutable ? "?immutable=1" : "");
  int code;

  g_clear_pointer (handle, sqlite3_close_v2);
  flags |= mode == FOYER_DATABASE_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  code = sqlite3_open_v2 (uri, handle, flags, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  if ((code & 0xff) == SQLITE_CANTOPEN && !g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                 _ ("There is no file “%s”."), path);
  else if ((code & 0xff) == SQLITE_CANTOPEN)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY,
                 _ ("“%s” cannot be opened: %s."), path,
                 g_strerror (sqlite3_system_errno (*handle)));
  else
    foyer_store_error_set (error, code, path, NULL);
  return FALSE;
}

typedef enum
{
  HEADER_EMPTY,
  HEADER_OURS,
  HEADER_OTHER,
  HEADER_UNREADABLE,
} Header;

/* Through SQLite's own file: to close a second descriptor would drop this process's locks. */
static Header
read_header (sqlite3 *handle)
{
  guint8 header[HEADER_SIZE] = { 0 };
  sqlite3_file *file = NULL;
  sqlite3_int64 size = 0;
  guint32 id;

  sqlite3_file_control (handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file == NULL || file->pMethods == NULL ||
      file->pMethods->xFileSize (file, &size) != SQLITE_OK)
    return HEADER_UNREADABLE;
  if (size == 0)
    return HEADER_EMPTY;
  if (size < HEADER_SIZE)
    return HEADER_OTHER;
  if (file->pMethods->xRead (file, header, HEADER_SIZE, 0) != SQLITE_OK)
    return HEADER_UNREADABLE;

  id = (guint32) header[68] << 24 | header[69] << 16 | header[70] << 8 | header[71];
  return memcmp (header, "SQLite format 3", 16) == 0 && id == FOYER_APPLICATION_ID ? HEADER_OURS
                                                                                   : HEADER_OTHER;
}

static gboolean
has_journal (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  return g_file_test (journal, G_FILE_TEST_EXISTS);
}

/**
 * foyer_database_file_check:
 * @handle: a connection, just opened
 * @path: its file
 * @mode: what may be done to it
 * @error: return location
 *
 * Looks at the header before SQLite itself reads, recovers or writes anything: what is not ours is
 * left exactly as it is. A file whose first commit is being written, or was torn, has its journal
 * beside it, and SQLite puts it right; when that went while we looked, the commit is done.
 *
 * Returns: %FALSE with error, DAMAGED for a file of something else
 */
gboolean
foyer_database_file_check (sqlite3 *handle,
                           const char *path,
                           FoyerDatabaseMode mode,
                           GError **error)
{
  Header header = read_header (handle);

  if (header == HEADER_OTHER && mode != FOYER_DATABASE_READ_ONLY && has_journal (path))
    return TRUE;
  if (header == HEADER_OTHER)
    header = read_header (handle);
  if (header == HEADER_OURS || (header == HEADER_EMPTY && mode == FOYER_DATABASE_CREATE))
    return TRUE;
  foyer_store_error_set (error, header == HEADER_UNREADABLE ? SQLITE_IOERR : SQLITE_NOTADB, path,
                         NULL);
  return FALSE;
}

/* A new file becomes one with a write-ahead log. SQLite does not wait for others here by itself. */
static int
use_log (sqlite3 *handle)
{
  gint64 deadline = g_get_monotonic_time () + FOYER_DATABASE_PATIENCE;
  int code;

  while (TRUE)
    {
      code = sqlite3_exec (handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
      if ((code & 0xff) != SQLITE_BUSY || g_get_monotonic_time () > deadline)
        return code;
      g_usleep (2 * G_TIME_SPAN_MILLISECOND);
    }
}

/**
 * foyer_database_file_set_up:
 * @handle: a connection to a file that passed all checks
 * @mode: what may be done to it
 *
 * All settings of a connection are here.
 *
 * Returns: SQLite's code
 */
int
foyer_database_file_set_up (sqlite3 *handle, FoyerDatabaseMode mode)
{
  static const char *const writer =
      "PRAGMA synchronous = FULL;"     /* a commit is on disk when it returns */
      "PRAGMA wal_autocheckpoint = 0;" /* the connection sees to it itself */
      "PRAGMA journal_size_limit = 67108864;"
      "PRAGMA cache_size = -16000;"; /* KiB */
  static const char *const reader =
      "PRAGMA query_only = ON;"
      "PRAGMA mmap_size = 4294967296;" /* pages of the file itself, no copies */
      "PRAGMA cache_size = -2000;";
  static const char *const all =
      "PRAGMA foreign_keys = ON;"
      "PRAGMA trusted_schema = OFF;"
      "PRAGMA temp_store = FILE;"; /* sorting a million rows is not to be done in memory */

  gboolean is_reader = mode == FOYER_DATABASE_READ_ONLY;
  int code = is_reader ? SQLITE_OK : use_log (handle);

  if (code == SQLITE_OK)
    code = sqlite3_exec (handle, is_reader ? reader : writer, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec (handle, all, NULL, NULL, NULL);
  return code;
}

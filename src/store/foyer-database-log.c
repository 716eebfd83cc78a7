/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The write-ahead log as a file: a commit is on disk when what it appended to the log is. */
#include "foyer-database-private.h"

#define PAGE_SIZE   4096
#define FRAME_SIZE  (24 + PAGE_SIZE)
#define HEADER_SIZE 32
#define ROOM        768   /* pages: with those 4 MB */
#define STEP        256   /* pages: the lock is held for half a millisecond */
#define ZEROS       65536 /* bytes: SQLite writes no more than twice that at a time */
#define PASSES_MOST 4

/**
 * foyer_database_checkpoint:
 * @self: a connection that writes
 *
 * Copies the log into the file as far as no reader needs it. Waits for nobody. What others commit
 * meanwhile is copied, too, in shorter and shorter passes: only a log that was copied to its end is
 * written from its beginning again, by whoever writes next. While a queue stood at the door it
 * never was in one pass, and grew as long as a first load went on.
 *
 * Returns: %TRUE when all of it was copied
 */
gboolean
foyer_database_checkpoint (FoyerDatabase *self)
{
  sqlite3 *handle = foyer_database_get_handle (self);
  int n_before = -1;

  for (guint i = 0; i < PASSES_MOST; i++)
    {
      int n_log = 0;
      int n_copied = 0;

      if (sqlite3_wal_checkpoint_v2 (handle, NULL, SQLITE_CHECKPOINT_PASSIVE, &n_log, &n_copied) !=
              SQLITE_OK ||
          n_copied < n_log)
        return FALSE;
      if (n_log == n_before || n_log <= 0)
        return TRUE;
      n_before = n_log;
    }
  return FALSE;
}

/* SQLite's own: a second descriptor that is closed would drop this process's locks. */
static sqlite3_file *
get_log (FoyerDatabase *self)
{
  sqlite3_file *file = NULL;

  if (sqlite3_file_control (foyer_database_get_handle (self), "main", SQLITE_FCNTL_JOURNAL_POINTER,
                            &file) != SQLITE_OK ||
      file == NULL || file->pMethods == NULL)
    return NULL;
  return file;
}

static gint64
get_size (sqlite3_file *file)
{
  sqlite3_int64 size = 0;

  return file->pMethods->xFileSize (file, &size) == SQLITE_OK ? size : -1;
}

/* While nobody else writes. */
static gboolean
lengthen (sqlite3_file *file, gint64 before, gint64 after)
{
  g_autofree guint8 *zeros = g_malloc0 (ZEROS);

  for (gint64 at = before; at < after; at += ZEROS)
    if (file->pMethods->xWrite (file, zeros, (int) MIN (ZEROS, after - at), at) != SQLITE_OK)
      {
        /* The disk is full: what is left of it is for what people do. */
        file->pMethods->xTruncate (file, before);
        return FALSE;
      }
  return TRUE;
}

/* One step; the disk takes it when the lock is free again. Gives the new size; -1 when it cannot be
 * now. */
static gint64
take_step (FoyerDatabase *self, sqlite3_file *file, gint64 most)
{
  FoyerTurn *turn = foyer_database_get_turn (self);
  gint64 size, after;
  gboolean is_good = TRUE;

  foyer_turn_come (turn);
  if (!foyer_database_begin_if_free (self))
    {
      foyer_turn_leave (turn);
      return -1;
    }
  size = get_size (file);
  after = MIN (size + (gint64) STEP * FRAME_SIZE, most);
  if (size >= 0 && size < after)
    is_good = lengthen (file, size, after);
  foyer_database_exec (self, "COMMIT", NULL);
  foyer_turn_end (turn);
  if (is_good && size >= 0 && size < after)
    file->pMethods->xSync (file, SQLITE_SYNC_NORMAL);
  return is_good && size >= 0 ? MAX (size, after) : -1;
}

/**
 * foyer_database_make_room:
 * @self: a connection that writes, in no transaction
 * @n_log_pages: how many are in the log, as far as the caller knows
 *
 * Appending to a file waits not only for its bytes but for the file system to write down the new
 * size, and for the thread that does so to get its turn on the processor: on a busy machine with
 * ext4 8 KB on disk took 5 to 14 ms in one case of a hundred where the file grew, and 0.5 to 1.9 ms
 * where it was long enough already. So the log is made longer here, with zeros, which are no frames
 * to SQLite: recovery ends at them as it ends at the frames of an earlier round. Takes some
 * milliseconds of the disk, and the lock for half of one at a time, if it is free.
 *
 * Returns: for how many pages in all there is room; 0 when none could be made now
 */
guint
foyer_database_make_room (FoyerDatabase *self, guint n_log_pages)
{
  gint64 least = HEADER_SIZE + (gint64) (n_log_pages + FOYER_LOG_ROOM_LEAST) * FRAME_SIZE;
  gint64 most = least + (gint64) ROOM * FRAME_SIZE;
  sqlite3_file *file = get_log (self);
  gint64 size = file != NULL ? get_size (file) : -1;

  if (size >= 0 && size < least)
    while (size >= 0 && size < most)
      size = take_step (self, file, most);
  return size >= least ? (guint) ((size - HEADER_SIZE) / FRAME_SIZE) : 0;
}

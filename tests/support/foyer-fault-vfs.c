/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

/* A file of ours is a head and, behind it, the file of the VFS below. */
typedef struct
{
  sqlite3_file base;
  sqlite3_file *below;
} FaultFile;

typedef struct
{
  sqlite3_vfs base;
  sqlite3_vfs *below;
  FoyerFault fault;
  guint n_left; /* operations until the fault; 0 when not armed */
  gboolean stays;
  gboolean has_fired;
} FaultVfs;

/* SQLite's VFS is of the process: so is this. */
static FaultVfs vfs;

static gboolean
is_due (void)
{
  if (vfs.has_fired)
    return vfs.stays;
  if (vfs.n_left == 0 || --vfs.n_left > 0)
    return FALSE;
  vfs.has_fired = TRUE;
  return TRUE;
}

static int
error_of_write (void)
{
  if (vfs.fault == FOYER_FAULT_SYNC)
    return SQLITE_OK;
  if (!is_due ())
    return SQLITE_OK;
  return vfs.fault == FOYER_FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

#define BELOW(file) (((FaultFile *) (file))->below)

static int
fault_close (sqlite3_file *file)
{
  return BELOW (file)->pMethods->xClose (BELOW (file));
}

static int
fault_read (sqlite3_file *file, void *data, int n, sqlite3_int64 at)
{
  return BELOW (file)->pMethods->xRead (BELOW (file), data, n, at);
}

static int
fault_write (sqlite3_file *file, const void *data, int n, sqlite3_int64 at)
{
  int code = error_of_write ();

  /* A disk that is full still takes a part of it. */
  if (code != SQLITE_OK)
    {
      BELOW (file)->pMethods->xWrite (BELOW (file), data, n / 2, at);
      return code;
    }
  return BELOW (file)->pMethods->xWrite (BELOW (file), data, n, at);
}

static int
fault_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return BELOW (file)->pMethods->xTruncate (BELOW (file), size);
}

static int
fault_sync (sqlite3_file *file, int flags)
{
  if (vfs.fault == FOYER_FAULT_SYNC && is_due ())
    return SQLITE_IOERR_FSYNC;
  return BELOW (file)->pMethods->xSync (BELOW (file), flags);
}

static int
fault_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return BELOW (file)->pMethods->xFileSize (BELOW (file), size);
}

static int
fault_lock (sqlite3_file *file, int level)
{
  return BELOW (file)->pMethods->xLock (BELOW (file), level);
}

static int
fault_unlock (sqlite3_file *file, int level)
{
  return BELOW (file)->pMethods->xUnlock (BELOW (file), level);
}

static int
fault_check_lock (sqlite3_file *file, int *result)
{
  return BELOW (file)->pMethods->xCheckReservedLock (BELOW (file), result);
}

static int
fault_control (sqlite3_file *file, int op, void *data)
{
  return BELOW (file)->pMethods->xFileControl (BELOW (file), op, data);
}

static int
fault_sector (sqlite3_file *file)
{
  return BELOW (file)->pMethods->xSectorSize (BELOW (file));
}

static int
fault_traits (sqlite3_file *file)
{
  return BELOW (file)->pMethods->xDeviceCharacteristics (BELOW (file));
}

static int
fault_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **data)
{
  return BELOW (file)->pMethods->xShmMap (BELOW (file), page, size, extend, data);
}

static int
fault_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return BELOW (file)->pMethods->xShmLock (BELOW (file), offset, n, flags);
}

static void
fault_shm_barrier (sqlite3_file *file)
{
  BELOW (file)->pMethods->xShmBarrier (BELOW (file));
}

static int
fault_shm_unmap (sqlite3_file *file, int erase)
{
  return BELOW (file)->pMethods->xShmUnmap (BELOW (file), erase);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2, /* no mapping: every write is seen */
  .xClose = fault_close,
  .xRead = fault_read,
  .xWrite = fault_write,
  .xTruncate = fault_truncate,
  .xSync = fault_sync,
  .xFileSize = fault_size,
  .xLock = fault_lock,
  .xUnlock = fault_unlock,
  .xCheckReservedLock = fault_check_lock,
  .xFileControl = fault_control,
  .xSectorSize = fault_sector,
  .xDeviceCharacteristics = fault_traits,
  .xShmMap = fault_shm_map,
  .xShmLock = fault_shm_lock,
  .xShmBarrier = fault_shm_barrier,
  .xShmUnmap = fault_shm_unmap,
};

static int
fault_open (sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *ours = (FaultFile *) file;
  int code;

  ours->below = (sqlite3_file *) (ours + 1);
  code = vfs.below->xOpen (vfs.below, name, ours->below, flags, out_flags);
  ours->base.pMethods = code == SQLITE_OK ? &methods : NULL;
  return code;
}

void
foyer_fault_vfs_install (void)
{
  sqlite3_initialize ();
  vfs.below = sqlite3_vfs_find (NULL);
  vfs.base = *vfs.below;
  vfs.base.zName = "foyer-fault";
  vfs.base.szOsFile = sizeof (FaultFile) + vfs.below->szOsFile;
  vfs.base.pNext = NULL;
  vfs.base.xOpen = fault_open;
  sqlite3_vfs_register (&vfs.base, 1);
}

void
foyer_fault_vfs_arm (FoyerFault fault, guint n, gboolean stays)
{
  vfs.fault = fault;
  vfs.n_left = n;
  vfs.stays = stays;
  vfs.has_fired = FALSE;
}

gboolean
foyer_fault_vfs_has_fired (void)
{
  return vfs.has_fired;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

struct _FoyerLock
{
  int fd;
};

/**
 * foyer_lock_take:
 * @replica_path: the replica's file
 * @error: return location
 *
 * The lock file stays when the lock is given up: erasing it would let two programs hold "it" at
 * once.
 *
 * Returns: (transfer full): the lock; %NULL with error, BUSY when another window program has it
 */
FoyerLock *
foyer_lock_take (const char *replica_path, GError **error)
{
  g_autofree char *path = g_strconcat (replica_path, ".lock", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  FoyerLock *self;
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, FOYER_STORE_ERROR,
                   errno == ENOSPC ? FOYER_STORE_ERROR_FULL : FOYER_STORE_ERROR_READ_ONLY,
                   _ ("“%s” cannot be written: %s."), path, g_strerror (errno));
      return NULL;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      close (fd);
      g_set_error_literal (
          error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BUSY,
          _ ("Foyer is open already with this file. Use that window, or close it first."));
      return NULL;
    }

  self = g_new0 (FoyerLock, 1);
  self->fd = fd;
  return self;
}

/**
 * foyer_lock_free:
 * @self: (transfer full): a lock
 */
void
foyer_lock_free (FoyerLock *self)
{
  close (self->fd);
  g_free (self);
}

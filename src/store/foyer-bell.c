/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-bell.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _FoyerBell
{
  int fd; /* -1: there is none */
};

/**
 * foyer_bell_new:
 * @replica_path: the replica's file
 *
 * Returns: (transfer full): its bell, which is mute where none can be made
 */
FoyerBell *
foyer_bell_new (const char *replica_path)
{
  g_autofree char *path = g_strconcat (replica_path, ".bell", NULL);
  FoyerBell *self = g_new0 (FoyerBell, 1);

  self->fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  return self;
}

/**
 * foyer_bell_ring:
 * @self: a bell
 *
 * Any thread; some microseconds.
 */
void
foyer_bell_ring (FoyerBell *self)
{
  /* Two at once are as good as one. */
  gint64 now = g_get_monotonic_time ();

  if (self->fd >= 0 && pwrite (self->fd, &now, sizeof now, 0) < 0)
    g_debug ("The bell is broken.");
}

/**
 * foyer_bell_read:
 * @self: a bell
 *
 * Returns: another number than before when it was rung meanwhile
 */
guint64
foyer_bell_read (FoyerBell *self)
{
  guint64 last = 0;

  return self->fd >= 0 && pread (self->fd, &last, sizeof last, 0) == sizeof last ? last : 0;
}

/**
 * foyer_bell_free:
 * @self: (transfer full) (nullable): a bell
 */
void
foyer_bell_free (FoyerBell *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

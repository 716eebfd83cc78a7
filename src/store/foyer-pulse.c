/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pulse.h"

#include "foyer-row.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Servers of higher keys are not kept here. */
#define KEY_MOST 1000

/* What is not its own opposite was never written whole. */
typedef struct
{
  gint64 time;
  gint64 opposite;
} Beat;

static int
open_file (const char *replica_path, int flags)
{
  g_autofree char *path = g_strconcat (replica_path, ".pulse", NULL);

  return g_open (path, flags | O_CLOEXEC | O_NOFOLLOW, 0600);
}

/**
 * foyer_pulse_write:
 * @replica_path: the replica's file
 * @server_key: a server
 * @time: when it said that nothing is new
 *
 * Returns: %FALSE when it could not be kept
 */
gboolean
foyer_pulse_write (const char *replica_path, gint64 server_key, gint64 time)
{
  const Beat beat = { time, ~time };
  gssize n_written;
  int fd;

  if (server_key < 0 || server_key > KEY_MOST)
    return FALSE;
  fd = open_file (replica_path, O_WRONLY | O_CREAT);
  if (fd < 0)
    return FALSE;
  n_written = pwrite (fd, &beat, sizeof beat, server_key * (off_t) sizeof beat);
  close (fd);
  return n_written == sizeof beat;
}

/**
 * foyer_pulse_read:
 * @replica_path: the replica's file
 * @server_key: a server
 *
 * Returns: when it last said that nothing is new; %FOYER_NONE when that is not known
 */
gint64
foyer_pulse_read (const char *replica_path, gint64 server_key)
{
  Beat beat = { 0 };
  gssize n_read;
  int fd;

  if (server_key < 0 || server_key > KEY_MOST)
    return FOYER_NONE;
  fd = open_file (replica_path, O_RDONLY);
  if (fd < 0)
    return FOYER_NONE;
  n_read = pread (fd, &beat, sizeof beat, server_key * (off_t) sizeof beat);
  close (fd);
  return n_read == sizeof beat && beat.time == ~beat.opposite && beat.time > 0 ? beat.time
                                                                                : FOYER_NONE;
}

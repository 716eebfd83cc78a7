/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-printer-link.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#define LOCK_STEP 50 /* ms */

static const struct
{
  guint   baud;
  speed_t speed;
} speeds[] = { { 1200, B1200 },   { 2400, B2400 },   { 4800, B4800 },   { 9600, B9600 },
               { 19200, B19200 }, { 38400, B38400 }, { 57600, B57600 }, { 115200, B115200 } };

static void
set_open_error (const char *path, int failure, GError **error)
{
  switch (failure)
    {
    case ENOENT:
    case ENODEV:
    case ENOTDIR:
      g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_MISSING,
                   _ ("There is no “%s”: is the printer plugged in and switched on?"), path);
      break;

    case ENXIO:
      g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_MISSING,
                   _ ("Nothing reads what is printed to “%s”."), path);
      break;

    case EACCES:
    case EPERM:
      g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_FORBIDDEN,
                   _ ("You may not print to “%s”: an administrator can add you to the group “lp”, or “dialout” for a serial line."),
                   path);
      break;

    case EBUSY:
      g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_BUSY,
                   _ ("Another program is printing to “%s”: try again in a moment."), path);
      break;

    default:
      g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_FAILED,
                   _ ("“%s” cannot be printed to: %s."), path, g_strerror (failure));
    }
}

/* Bytes as they are, without an echo and without waiting for a carrier. */
static void
set_line (int fd, guint baud)
{
  struct termios line;

  if (tcgetattr (fd, &line) != 0)
    return;
  cfmakeraw (&line);
  line.c_cflag |= CLOCAL | CREAD;
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (speeds[i].baud == baud)
      cfsetspeed (&line, speeds[i].speed);
  tcsetattr (fd, TCSANOW, &line);
}

/* Two receipts at once would be one that nobody can read. */
static gboolean
lock (FoyerPrinterLink *self, GError **error)
{
  for (guint waited = 0;; waited += LOCK_STEP)
    {
      if (flock (self->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return TRUE;
      if (waited >= self->write_ms)
        {
          set_open_error (self->target->name, EBUSY, error);
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      g_poll (NULL, 0, LOCK_STEP);
    }
}

/*< private >
 * foyer_printer_link_open_device:
 *
 * Opens the file of the target. A file is never made: what is not there is a printer that is not plugged in.
 */
gboolean
foyer_printer_link_open_device (FoyerPrinterLink *self, GError **error)
{
  const char *path = self->target->name;
  int flags = O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  struct stat info;

  if (stat (path, &info) != 0)
    {
      set_open_error (path, errno, error);
      return FALSE;
    }
  self->may_answer = S_ISCHR (info.st_mode);
  if (self->may_answer)
    self->fd = open (path, O_RDWR | flags);
  if (self->fd < 0)
    {
      self->may_answer = FALSE;
      self->fd = open (path, O_WRONLY | O_APPEND | flags);
    }
  if (self->fd < 0)
    {
      set_open_error (path, errno, error);
      return FALSE;
    }
  if (isatty (self->fd))
    set_line (self->fd, self->target->baud);
  return lock (self, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-printer-link.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#define CHUNK 4096

/* Waits for the printer or for somebody who has waited enough, whichever comes first. */
gboolean
foyer_printer_link_wait (FoyerPrinterLink *self,
                         short             events,
                         guint             milliseconds,
                         gboolean         *is_ready,
                         GError          **error)
{
  gint64 end = g_get_monotonic_time () + milliseconds * G_GINT64_CONSTANT (1000);
  struct pollfd fds[2] = { { .fd = self->fd, .events = events }, { .fd = -1, .events = POLLIN } };
  GPollFD cancelled;
  gboolean has_cancel = g_cancellable_make_pollfd (self->cancellable, &cancelled);
  int n;

  if (has_cancel)
    fds[1].fd = cancelled.fd;
  do
    {
      gint64 left = (end - g_get_monotonic_time ()) / 1000;

      n = poll (fds, 2, MAX (left, 0));
    }
  while (n < 0 && errno == EINTR);
  if (has_cancel)
    g_cancellable_release_fd (self->cancellable);

  *is_ready = n > 0 && fds[0].revents != 0;
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* A FIFO that nobody reads any more would end the program by a signal. */
static gssize
write_quietly (FoyerPrinterLink *self, const guint8 *data, gsize length)
{
  struct timespec none = { 0, 0 };
  sigset_t pipe, before, pending;
  gboolean was_pending;
  gssize n;
  int failure;

  if (self->is_socket)
    return send (self->fd, data, length, MSG_NOSIGNAL | MSG_DONTWAIT);

  sigemptyset (&pipe);
  sigaddset (&pipe, SIGPIPE);
  sigpending (&pending);
  was_pending = sigismember (&pending, SIGPIPE) == 1;
  pthread_sigmask (SIG_BLOCK, &pipe, &before);
  n = write (self->fd, data, length);
  failure = errno;
  if (n < 0 && failure == EPIPE && !was_pending)
    while (sigtimedwait (&pipe, NULL, &none) < 0 && errno == EINTR)
      ;
  pthread_sigmask (SIG_SETMASK, &before, NULL);
  errno = failure;
  return n;
}

static void
set_write_error (FoyerPrinterLink *self, int failure, GError **error)
{
  g_autofree char *name = foyer_printer_target_describe (self->target);

  if (failure == ENOSPC || failure == EDQUOT)
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_FAILED,
                 _ ("There is no room left for what is printed to “%s”."), name);
  else if (failure == EPIPE || failure == ECONNRESET || failure == ENODEV || failure == EIO
           || failure == ENXIO)
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_FAILED,
                 _ ("The printer “%s” went away while printing: see what is on the paper, then print again."),
                 name);
  else
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_FAILED,
                 _ ("“%s” cannot be printed to: %s."), name, g_strerror (failure));
}

static void
set_timed_out (FoyerPrinterLink *self, GError **error)
{
  g_autofree char *name = foyer_printer_target_describe (self->target);

  g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_TIMED_OUT,
               _ ("The printer “%s” takes nothing more: is it switched on, with paper in it and its cover shut?"),
               name);
}

static gboolean
write_all (FoyerPrinterLink *self, const guint8 *data, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize n = write_quietly (self, data, MIN (length, CHUNK));
      gboolean is_ready;

      if (n > 0)
        {
          data += n;
          length -= n;
          if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
            return FALSE;
          continue;
        }
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
        {
          set_write_error (self, errno, error);
          return FALSE;
        }
      if (!foyer_printer_link_wait (self, POLLOUT, self->write_ms, &is_ready, error))
        return FALSE;
      if (!is_ready)
        {
          set_timed_out (self, error);
          return FALSE;
        }
    }

  return TRUE;
}

/*< private >
 * foyer_printer_link_write:
 *
 * Writes all of @bytes, waiting while the printer prints, but not longer than write_ms for the next byte that it takes.
 */
gboolean
foyer_printer_link_write (FoyerPrinterLink *self, GBytes *bytes, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error)
         && write_all (self, data, length, error);
}

/* Status: DLE EOT n, answered at once even by a printer that does not print. */

#define FIXED_BITS  0x93
#define FIXED_VALUE 0x12 /* what tells an answer from all else that a printer may send */

typedef enum
{
  ASK_PRINTER = 1,
  ASK_OFFLINE = 2,
  ASK_PAPER = 4,
} Question;

/* What was sent before we asked; a file that never ends is left alone. */
static void
drain (FoyerPrinterLink *self)
{
  guint8 old[64];

  for (guint i = 0; i < 16 && read (self->fd, old, sizeof old) == sizeof old; i++)
    ;
}

static gboolean
read_answer (FoyerPrinterLink *self, guint8 *answer, gboolean *has_answer, GError **error)
{
  *has_answer = FALSE;
  for (guint i = 0; i < 64; i++)
    {
      gboolean is_ready;
      gssize n;

      if (!foyer_printer_link_wait (self, POLLIN, self->status_ms, &is_ready, error))
        return FALSE;
      n = is_ready ? read (self->fd, answer, 1) : 0;
      if (n < 0 && (errno == EAGAIN || errno == EINTR))
        continue;
      if (n <= 0)
        return TRUE;
      *has_answer = (*answer & FIXED_BITS) == FIXED_VALUE;
      if (*has_answer)
        return TRUE;
    }

  return TRUE;
}

static gboolean
ask (FoyerPrinterLink *self, Question question, guint8 *answer, GError **error)
{
  guint8 command[] = { 0x10, 0x04, question };
  gboolean has_answer;

  *answer = 0;
  if (!self->may_answer)
    return TRUE;
  if (!write_all (self, command, sizeof command, error)
      || !read_answer (self, answer, &has_answer, error))
    return FALSE;
  if (!has_answer)
    *answer = 0;
  self->may_answer = has_answer;
  return TRUE;
}

static gboolean
judge (FoyerPrinterLink *self, guint8 printer, guint8 offline, guint8 paper, GError **error)
{
  g_autofree char *name = foyer_printer_target_describe (self->target);

  if (offline & 0x04)
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_COVER_OPEN,
                 _ ("The cover of the printer “%s” is open: shut it, then print again."), name);
  else if ((offline & 0x20) || (paper & 0x60))
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_PAPER_OUT,
                 _ ("The printer “%s” is out of paper: put in a new roll, then print again."), name);
  else if (offline & 0x40)
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_OFFLINE,
                 _ ("The printer “%s” reports a fault: switch it off and on, and see to its cutter."),
                 name);
  else if (printer & 0x08)
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_OFFLINE,
                 _ ("The printer “%s” is offline: press its feed or online button."), name);
  else
    return TRUE;

  return FALSE;
}

gboolean
foyer_printer_link_ask (FoyerPrinterLink *self, GError **error)
{
  guint8 printer, offline, paper;

  if (!self->may_answer)
    return TRUE;
  drain (self);
  return ask (self, ASK_PRINTER, &printer, error) && ask (self, ASK_OFFLINE, &offline, error)
         && ask (self, ASK_PAPER, &paper, error)
         && judge (self, printer, offline, paper, error);
}

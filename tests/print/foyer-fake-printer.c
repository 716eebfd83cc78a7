/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "foyer-fake-printer.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#define LAST_QUESTION 4
#define WELL          0x12

struct _FakePrinter
{
  FakeManner  manner;
  int         listener; /* -1 for a terminal */
  int         fd;
  int         slave;    /* kept open, or the terminal hangs up */
  int         stop[2];
  char       *target;
  guint8      answers[LAST_QUESTION + 1];
  gsize       fail_after;
  guint       fail_question;
  guint8      fail_answer;
  GByteArray *got;
  guint       n_question; /* bytes of one so far */
  GThread    *thread;
};

static void
take (FakePrinter *self, guint8 byte)
{
  static const guint8 begin[] = { 0x10, 0x04 };

  if (self->n_question < G_N_ELEMENTS (begin) && byte == begin[self->n_question])
    {
      self->n_question++;
      return;
    }
  if (self->n_question == G_N_ELEMENTS (begin))
    {
      guint8 answer = byte <= LAST_QUESTION ? self->answers[byte] : 0;

      if (self->got->len > self->fail_after && byte == self->fail_question)
        answer = self->fail_answer;
      self->n_question = 0;
      if (self->manner == FAKE_ANSWERS)
        g_assert_cmpint (write (self->fd, &answer, 1), ==, 1);
      return;
    }
  g_byte_array_append (self->got, begin, self->n_question);
  self->n_question = 0;
  g_byte_array_append (self->got, &byte, 1);
}

/* FALSE: there is no more. */
static gboolean
take_some (FakePrinter *self)
{
  guint8 data[4096];
  gssize n = read (self->fd, data, sizeof data);

  for (gssize i = 0; i < n; i++)
    take (self, data[i]);
  return n > 0;
}

static gpointer
printer_thread (gpointer data)
{
  FakePrinter *self = data;
  gboolean is_open = TRUE;

  for (;;)
    {
      gboolean waits = self->fd >= 0 ? self->manner == FAKE_STUCK || !is_open : FALSE;
      struct pollfd fds[2] = { { .fd = self->stop[0], .events = POLLIN },
                               { .fd = waits ? -1 : self->fd >= 0 ? self->fd : self->listener,
                                 .events = POLLIN } };

      g_assert_cmpint (poll (fds, 2, -1), >, 0);
      if (fds[1].revents != 0 && self->fd < 0)
        self->fd = accept (self->listener, NULL, NULL);
      else if (fds[1].revents != 0)
        {
          is_open = take_some (self);
          if (!is_open && self->listener >= 0)
            shutdown (self->fd, SHUT_RDWR);
        }
      else if (fds[0].revents != 0)
        return NULL;
    }
}

static FakePrinter *
start (FakePrinter *self, FakeManner manner)
{
  self->manner = manner;
  self->got = g_byte_array_new ();
  self->fail_after = G_MAXSIZE;
  for (guint i = 0; i <= LAST_QUESTION; i++)
    self->answers[i] = WELL;
  g_assert_cmpint (pipe2 (self->stop, O_CLOEXEC), ==, 0);
  self->thread = g_thread_new ("printer", printer_thread, self);
  return self;
}

FakePrinter *
fake_printer_new_pty (FakeManner manner)
{
  FakePrinter *self = g_new0 (FakePrinter, 1);
  struct termios line;
  char name[128];

  self->listener = -1;
  self->fd = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (self->fd, >=, 0);
  g_assert_cmpint (grantpt (self->fd), ==, 0);
  g_assert_cmpint (unlockpt (self->fd), ==, 0);
  g_assert_cmpint (ptsname_r (self->fd, name, sizeof name), ==, 0);
  self->slave = open (name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (tcgetattr (self->slave, &line), ==, 0);
  cfmakeraw (&line);
  g_assert_cmpint (tcsetattr (self->slave, TCSANOW, &line), ==, 0);
  self->target = g_strconcat ("device:", name, NULL);
  return start (self, manner);
}

FakePrinter *
fake_printer_new_port (FakeManner manner)
{
  FakePrinter *self = g_new0 (FakePrinter, 1);
  struct sockaddr_in place = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof place;

  self->fd = -1;
  self->slave = -1;
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  setsockopt (self->listener, SOL_SOCKET, SO_RCVBUF, &(int){ 2048 }, sizeof (int));
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &place, length), ==, 0);
  g_assert_cmpint (listen (self->listener, 4), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &place, &length), ==, 0);
  self->target = g_strdup_printf ("network:127.0.0.1:%u", ntohs (place.sin_port));
  return start (self, manner);
}

const char *
fake_printer_get_target (FakePrinter *self)
{
  return self->target;
}

void
fake_printer_set_answer (FakePrinter *self, guint n, guint8 answer)
{
  self->answers[n] = answer;
}

void
fake_printer_fail_after (FakePrinter *self, gsize bytes, guint n, guint8 answer)
{
  self->fail_question = n;
  self->fail_answer = answer;
  self->fail_after = bytes;
}

GBytes *
fake_printer_end (FakePrinter *self)
{
  GBytes *got;

  g_assert_cmpint (write (self->stop[1], "", 1), ==, 1);
  g_thread_join (self->thread);
  if (self->fd >= 0)
    close (self->fd);
  if (self->slave >= 0)
    close (self->slave);
  if (self->listener >= 0)
    close (self->listener);
  close (self->stop[0]);
  close (self->stop[1]);
  got = g_byte_array_free_to_bytes (self->got);
  g_free (self->target);
  g_free (self);
  return got;
}

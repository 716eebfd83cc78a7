/* SPDX-License-Identifier: GPL-3.0-or-later */

/* To be preloaded into the real program: notes what its main thread waits for that it must never
 * wait for, the network and other threads. Not how long its own work takes, which says more of the
 * machine: only waits count, and those of a fifth of a second.
 *
 * FOYER_WATCH_LOG is the file that gets a line for each, and where it was. FOYER_WATCH_LOOP is one that
 * gets the processor time of each long turn of the main loop, in milliseconds. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define LONG_MS 200
#define FRAMES  32
#define LOOP_MS 2

#pragma GCC diagnostic ignored "-Wmissing-prototypes"

static int log_fd = -1, loop_fd = -1;
static long long turn_began; /* processor time of the main thread; 0 before the first turn */

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = getenv ("FOYER_WATCH_LOG");

  if (path != NULL)
    log_fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  path = getenv ("FOYER_WATCH_LOOP");
  if (path != NULL)
    loop_fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  /* What the program starts is not watched. */
  unsetenv ("LD_PRELOAD");
}

static int
is_watched (void)
{
  return log_fd >= 0 && gettid () == getpid ();
}

static long
now_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static long long
processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* The main loop waits for more than one thing; a connection to a display is waited for alone. */
static int
is_loop (nfds_t n_fds)
{
  return loop_fd >= 0 && n_fds > 1 && gettid () == getpid ();
}

static void
end_turn (void)
{
  double ms = (double) (processor_time () - turn_began) / 1e6;

  if (turn_began != 0 && ms >= LOOP_MS)
    dprintf (loop_fd, "%.2f\n", ms);
}

static void
note (const char *what, long ms)
{
  int code = errno;
  void *frames[FRAMES];
  int n_frames = backtrace (frames, FRAMES);

  dprintf (log_fd, "%s for %ld ms\n", what, ms);
  backtrace_symbols_fd (frames, n_frames, log_fd);
  dprintf (log_fd, "\n");
  errno = code;
}

static int
is_network (const struct pollfd *fds, nfds_t n_fds)
{
  for (nfds_t i = 0; i < n_fds; i++)
    {
      struct sockaddr_storage address;
      socklen_t length = sizeof address;

      if (fds[i].fd >= 0 && getsockname (fds[i].fd, (struct sockaddr *) &address, &length) == 0 &&
          (address.ss_family == AF_INET || address.ss_family == AF_INET6))
        return 1;
    }
  return 0;
}

static int
watch_poll (struct pollfd *fds, nfds_t n_fds, int timeout)
{
  static int (*real) (struct pollfd *, nfds_t, int);
  long began;
  int found;

  if (real == NULL)
    real = dlsym (RTLD_NEXT, "poll");
  if (timeout == 0 || !is_watched () || !is_network (fds, n_fds))
    return real (fds, n_fds, timeout);
  began = now_ms ();
  found = real (fds, n_fds, timeout);
  note ("waited for the network", now_ms () - began);
  return found;
}

int
poll (struct pollfd *fds, nfds_t n_fds, int timeout)
{
  int found;

  if (!is_loop (n_fds))
    return watch_poll (fds, n_fds, timeout);
  end_turn ();
  found = watch_poll (fds, n_fds, timeout);
  turn_began = processor_time ();
  return found;
}

int
pthread_join (pthread_t thread, void **result)
{
  static int (*real) (pthread_t, void **);
  long began = now_ms ();
  int code;

  if (real == NULL)
    real = dlsym (RTLD_NEXT, "pthread_join");
  code = real (thread, result);
  if (is_watched () && now_ms () - began >= LONG_MS)
    note ("waited for a thread to end", now_ms () - began);
  return code;
}

/* How GLib waits for a lock, or a condition. */
long
syscall (long number, ...)
{
  static long (*real) (long, ...);
  long words[6];
  long began = 0;
  long result;
  int is_wait;
  va_list list;

  va_start (list, number);
  for (unsigned i = 0; i < 6; i++)
    words[i] = va_arg (list, long);
  va_end (list);
  if (real == NULL)
    real = dlsym (RTLD_NEXT, "syscall");
  is_wait = number == SYS_futex && log_fd >= 0 && gettid () == getpid ();
  if (is_wait)
    began = now_ms ();
  result = real (number, words[0], words[1], words[2], words[3], words[4], words[5]);
  if (is_wait && now_ms () - began >= LONG_MS)
    note ("waited for another thread", now_ms () - began);
  return result;
}

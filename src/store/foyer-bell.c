/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-bell.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#  include <limits.h>
#  include <linux/futex.h>
#  include <sys/syscall.h>
#endif

/* What is in the file. Any numbers will do: only what changes means something. */
typedef struct
{
  gint rung;
  gint answered; /* as rung, when nobody waits */
  gint ended;
  gint n_asleep; /* until one ends; more when one was killed: then it is woken in vain */
} Numbers;

struct _FoyerBell
{
  Numbers *numbers; /* (nullable) mapped: there is none */
};

/* Of a kernel that has it: sleeps while the number is this one. Else just sleeps. */
static void
sleep_on (gint *number, gint value, gint64 patience)
{
#if defined __linux__ && defined SYS_futex_time64
  const gint64 most[] = { patience / G_USEC_PER_SEC, patience % G_USEC_PER_SEC * 1000 };

  syscall (SYS_futex_time64, number, FUTEX_WAIT, value, most, NULL, 0);
#elif defined __linux__
  const struct timespec most = { patience / G_USEC_PER_SEC, patience % G_USEC_PER_SEC * 1000 };

  syscall (SYS_futex, number, FUTEX_WAIT, value, &most, NULL, 0);
#else
  g_usleep (MIN (patience, 200));
#endif
}

static void
wake_all (gint *number)
{
#if defined __linux__ && defined SYS_futex_time64
  syscall (SYS_futex_time64, number, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
#elif defined __linux__
  syscall (SYS_futex, number, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
#endif
}

static Numbers *
map_file (int fd)
{
  struct stat status;
  void *mapped;

  if (fstat (fd, &status) != 0 ||
      (status.st_size < (off_t) sizeof (Numbers) && ftruncate (fd, sizeof (Numbers)) != 0))
    return NULL;
  mapped = mmap (NULL, sizeof (Numbers), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  return mapped != MAP_FAILED ? mapped : NULL;
}

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
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0)
    {
      self->numbers = map_file (fd);
      close (fd);
    }
  return self;
}

/**
 * foyer_bell_ring:
 * @self: a bell
 *
 * Any thread, as all of these.
 */
void
foyer_bell_ring (FoyerBell *self)
{
  if (self->numbers != NULL)
    g_atomic_int_inc (&self->numbers->rung);
}

/**
 * foyer_bell_is_ringing:
 * @self: a bell
 *
 * Returns: whether somebody rang, and was not answered yet
 */
gboolean
foyer_bell_is_ringing (FoyerBell *self)
{
  return self->numbers != NULL &&
         g_atomic_int_get (&self->numbers->rung) != g_atomic_int_get (&self->numbers->answered);
}

/**
 * foyer_bell_answer:
 * @self: a bell
 *
 * Whoever rang has what it waited for. Where two rang the other one rings again.
 */
void
foyer_bell_answer (FoyerBell *self)
{
  if (self->numbers == NULL)
    return;
  g_atomic_int_set (&self->numbers->answered, g_atomic_int_get (&self->numbers->rung));
  wake_all (&self->numbers->answered);
}

/**
 * foyer_bell_let_pass:
 * @self: a bell
 * @patience: microseconds
 *
 * Waits until whoever rang was answered. After its patience it answers itself: it rang for nobody.
 *
 * Returns: whether somebody had rung
 */
gboolean
foyer_bell_let_pass (FoyerBell *self, gint64 patience)
{
  gint64 until = g_get_monotonic_time () + patience;
  gboolean is_rung = FALSE;

  while (self->numbers != NULL)
    {
      gint answered = g_atomic_int_get (&self->numbers->answered);
      gint64 left;

      if (answered == g_atomic_int_get (&self->numbers->rung))
        break;
      is_rung = TRUE;
      left = until - g_get_monotonic_time ();
      if (left <= 0)
        foyer_bell_answer (self);
      else
        sleep_on (&self->numbers->answered, answered, left);
    }
  return is_rung;
}

/**
 * foyer_bell_tell_end:
 * @self: a bell
 *
 * A transaction ended: wakes those who wait for that.
 */
void
foyer_bell_tell_end (FoyerBell *self)
{
  if (self->numbers == NULL)
    return;
  g_atomic_int_inc (&self->numbers->ended);
  if (g_atomic_int_get (&self->numbers->n_asleep) != 0)
    wake_all (&self->numbers->ended);
}

/**
 * foyer_bell_get_ends:
 * @self: a bell
 *
 * Returns: another number than before when a transaction ended meanwhile
 */
guint
foyer_bell_get_ends (FoyerBell *self)
{
  return self->numbers != NULL ? (guint) g_atomic_int_get (&self->numbers->ended) : 0;
}

/**
 * foyer_bell_await_end:
 * @self: a bell
 * @ends: what foyer_bell_get_ends () gave before it was seen that somebody writes
 * @patience: microseconds: not all who write tell when they end
 */
void
foyer_bell_await_end (FoyerBell *self, guint ends, gint64 patience)
{
  if (self->numbers == NULL)
    {
      g_usleep (patience);
      return;
    }
  g_atomic_int_inc (&self->numbers->n_asleep);
  sleep_on (&self->numbers->ended, (gint) ends, patience);
  g_atomic_int_add (&self->numbers->n_asleep, -1);
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
  if (self->numbers != NULL)
    munmap (self->numbers, sizeof (Numbers));
  g_free (self);
}

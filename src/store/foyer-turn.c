/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-turn.h"

#include "foyer-bell.h"
#include "foyer-database-file.h"

#define STAND_STILL 1000 /* µs: an answer to a scan is heard in a fraction of that */

struct _FoyerTurn
{
  char *path;         /* (owned) */
  FoyerBell *bell;    /* (owned) (nullable): once it wrote or waited */
  FoyerWaitFunc func; /* (nullable) */
  gpointer data;
  gint64 waits_since;
  gint64 politeness;
  guint ends; /* of transactions, as it was before it last tried */
  gboolean has_rung;
};

/**
 * foyer_turn_new:
 * @replica_path: the replica's file
 *
 * Returns: (transfer full): the turns of one connection
 */
FoyerTurn *
foyer_turn_new (const char *replica_path)
{
  FoyerTurn *self = g_new0 (FoyerTurn, 1);

  self->path = g_strdup (replica_path);
  return self;
}

static FoyerBell *
need_bell (FoyerTurn *self)
{
  if (self->bell == NULL)
    self->bell = foyer_bell_new (self->path);
  return self->bell;
}

/**
 * foyer_turn_set_politeness:
 * @self: a connection's turns
 * @politeness: microseconds; 0: it goes first
 */
void
foyer_turn_set_politeness (FoyerTurn *self, gint64 politeness)
{
  self->politeness = politeness;
}

/**
 * foyer_turn_set_wait_func:
 * @self: a connection's turns
 * @func: (nullable): decides how long to wait; %NULL: %FOYER_DATABASE_PATIENCE
 * @data: for it
 */
void
foyer_turn_set_wait_func (FoyerTurn *self, FoyerWaitFunc func, gpointer data)
{
  self->func = func;
  self->data = data;
}

/* It stands still, rather than only leave the lock: the processor and the disk are for the other
 * one, too, and the thread that hears the answer. */
static void
let_pass (FoyerTurn *self)
{
  if (foyer_bell_let_pass (need_bell (self), self->politeness))
    g_usleep (MIN (STAND_STILL, self->politeness));
}

static void
ring (FoyerTurn *self)
{
  foyer_bell_ring (need_bell (self));
  self->has_rung = TRUE;
}

/**
 * foyer_turn_come:
 * @self: a connection's turns
 */
void
foyer_turn_come (FoyerTurn *self)
{
  if (self->politeness > 0)
    let_pass (self);
  else
    ring (self);
}

/**
 * foyer_turn_wait:
 * @self: a connection's turns
 * @n_tries: how often it was tried before
 * @cancellable: (nullable): gives up
 *
 * A scan elsewhere takes a fraction of a millisecond, an import seconds. SQLite's own steps of up
 * to 100 ms would keep people waiting at the door: this is woken when the other one ends, or looks
 * again after a while.
 *
 * Returns: %FALSE to give up
 */
gboolean
foyer_turn_wait (FoyerTurn *self, int n_tries, GCancellable *cancellable)
{
  FoyerBell *bell = need_bell (self);
  gint64 now = g_get_monotonic_time ();
  gboolean goes_on;

  if (n_tries == 0)
    self->waits_since = now;
  if (self->func != NULL)
    goes_on = self->func (self->data, now - self->waits_since);
  else
    goes_on = now - self->waits_since < FOYER_DATABASE_PATIENCE;
  if (!goes_on || g_cancellable_is_cancelled (cancellable))
    return FALSE;
  if (self->politeness == 0)
    ring (self);
  /* The first time it only looks how many have ended, or it might sleep through the one that
   * matters. */
  if (n_tries > 0)
    foyer_bell_await_end (bell, self->ends, n_tries < 50 ? 200 : n_tries < 250 ? 1000 : 5000);
  if (self->politeness > 0)
    let_pass (self);
  self->ends = foyer_bell_get_ends (bell);
  return TRUE;
}

/**
 * foyer_turn_leave:
 * @self: a connection's turns
 */
void
foyer_turn_leave (FoyerTurn *self)
{
  if (self->has_rung)
    foyer_bell_answer (self->bell);
  self->has_rung = FALSE;
}

/**
 * foyer_turn_end:
 * @self: a connection's turns
 */
void
foyer_turn_end (FoyerTurn *self)
{
  foyer_turn_leave (self);
  foyer_bell_tell_end (need_bell (self));
}

/**
 * foyer_turn_free:
 * @self: (transfer full) (nullable): a connection's turns
 */
void
foyer_turn_free (FoyerTurn *self)
{
  if (self == NULL)
    return;
  foyer_bell_free (self->bell);
  g_free (self->path);
  g_free (self);
}

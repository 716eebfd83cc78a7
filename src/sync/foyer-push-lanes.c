/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-push-lanes.h"

#include "foyer-check-in.h"
#include "foyer-push-flight.h"

/* A third would wait for the other two: the server's work on a batch is nothing but computing. */
#define N_LANES 2

typedef struct
{
  FoyerPushFlight *flight; /* (owned) */
  FoyerPushBatch *batch;   /* (owned) (nullable): away */
  char *arguments;         /* (owned) (nullable): of the batch */
  guint64 turn;            /* which of them left first */
  gboolean is_again;       /* it failed, and goes through the account as soon as that is free */
} Lane;

struct _FoyerPushLanes
{
  FoyerAccount *account; /* (owned) */
  Lane lanes[N_LANES];   /* the first is the account's */
  char *token;           /* (owned) (nullable): of the session, when the account was here last */
  GCancellable *cancellable; /* (owned) (nullable) */
  guint64 turn;
};

/**
 * foyer_push_lanes_new:
 * @account: the person at the server; it may be used while nothing is away
 *
 * Returns: (transfer full): lanes on which nothing is away
 */
FoyerPushLanes *
foyer_push_lanes_new (FoyerAccount *account)
{
  FoyerPushLanes *self = g_new0 (FoyerPushLanes, 1);

  self->account = g_object_ref (account);
  self->lanes[0].flight = foyer_push_flight_new (account);
  for (guint i = 1; i < N_LANES; i++)
    self->lanes[i].flight = foyer_push_flight_new_beside (account);
  return self;
}

/* NULL: some of them name no ticket, or another check-in, and nothing may go beside them. */
static GHashTable *
tickets_of (const FoyerPushBatch *batch)
{
  g_autoptr (GHashTable) tickets =
      g_hash_table_new (foyer_uuid_hash, foyer_uuid_equal);

  if (batch->call != FOYER_PUSH_CHECK_IN)
    return NULL;
  for (guint i = 0; i < batch->items->len; i++)
    {
      const FoyerCheckIn *fact = ((FoyerPushItem *) g_ptr_array_index (batch->items, i))->row;

      if (foyer_uuid_is_nil (&fact->ticket_id) || fact->direction == FOYER_DIRECTION_UNDO)
        return NULL;
      g_hash_table_add (tickets, (gpointer) &fact->ticket_id);
    }
  return g_steal_pointer (&tickets);
}

static gboolean
is_apart (const FoyerPushBatch *a, const FoyerPushBatch *b)
{
  g_autoptr (GHashTable) tickets = tickets_of (a);
  g_autoptr (GHashTable) others = tickets_of (b);
  GHashTableIter iter;
  gpointer id;

  if (tickets == NULL || others == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, others);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (g_hash_table_contains (tickets, id))
      return FALSE;
  return TRUE;
}

static Lane *
free_lane (FoyerPushLanes *self)
{
  for (guint i = 0; i < N_LANES; i++)
    if (self->lanes[i].batch == NULL && (i == 0 || self->token != NULL))
      return &self->lanes[i];
  return NULL;
}

gboolean
foyer_push_lanes_has_room (FoyerPushLanes *self, const FoyerPushBatch *batch)
{
  for (guint i = 0; i < N_LANES; i++)
    if (self->lanes[i].batch != NULL &&
        (self->lanes[i].is_again || !is_apart (self->lanes[i].batch, batch)))
      return FALSE;
  return free_lane (self) != NULL;
}

static void
leave (FoyerPushLanes *self, Lane *lane)
{
  if (lane == &self->lanes[0])
    {
      g_free (self->token);
      self->token = foyer_account_dup_token (self->account);
    }
  lane->turn = self->turn++;
  foyer_push_flight_start (lane->flight, foyer_push_batch_get_function (lane->batch),
                           lane->arguments, self->token, self->cancellable);
}

/**
 * foyer_push_lanes_start:
 * @self: lanes
 * @batch: (transfer full): for which there is room
 * @arguments: (transfer full): what it says
 * @cancellable: (nullable): stops it
 */
void
foyer_push_lanes_start (FoyerPushLanes *self,
                        FoyerPushBatch *batch,
                        char *arguments,
                        GCancellable *cancellable)
{
  Lane *lane = free_lane (self);

  g_return_if_fail (lane != NULL);

  g_set_object (&self->cancellable, cancellable);
  lane->batch = batch;
  lane->arguments = arguments;
  leave (self, lane);
}

static FoyerPushBatch *
take_batch (Lane *lane)
{
  g_clear_pointer (&lane->arguments, g_free);
  lane->is_again = FALSE;
  return g_steal_pointer (&lane->batch);
}

/* What failed beside goes through the account when that is free. */
static void
send_again (FoyerPushLanes *self)
{
  for (guint i = 1; i < N_LANES && self->lanes[0].batch == NULL; i++)
    if (self->lanes[i].is_again)
      {
        self->lanes[0].arguments = g_steal_pointer (&self->lanes[i].arguments);
        self->lanes[0].batch = take_batch (&self->lanes[i]);
        leave (self, &self->lanes[0]);
      }
}

static Lane *
oldest_lane (FoyerPushLanes *self)
{
  Lane *oldest = NULL;

  for (guint i = 0; i < N_LANES; i++)
    {
      Lane *lane = &self->lanes[i];

      if (lane->batch != NULL && !lane->is_again && (oldest == NULL || lane->turn < oldest->turn))
        oldest = lane;
    }
  return oldest;
}

/**
 * foyer_push_lanes_land:
 * @self: lanes
 * @answer: (out) (transfer full) (nullable): what the server said
 * @failure: (out) (transfer full) (nullable): else why there is no answer, as the account knows it
 *
 * Returns: (transfer full) (nullable): the batch; %NULL when none is away
 */
FoyerPushBatch *
foyer_push_lanes_land (FoyerPushLanes *self, GBytes **answer, GError **failure)
{
  Lane *lane;

  *answer = NULL;
  *failure = NULL;
  while ((send_again (self), lane = oldest_lane (self)) != NULL)
    {
      *answer = foyer_push_flight_wait (lane->flight, failure);
      if (*answer != NULL || lane == &self->lanes[0])
        return take_batch (lane);
      g_clear_error (failure);
      lane->is_again = TRUE;
    }
  return NULL;
}

/**
 * foyer_push_lanes_free:
 * @self: (transfer full) (nullable): lanes
 *
 * Waits for what is away.
 */
void
foyer_push_lanes_free (FoyerPushLanes *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_LANES; i++)
    {
      foyer_push_flight_free (self->lanes[i].flight);
      foyer_push_batch_free (self->lanes[i].batch);
      g_free (self->lanes[i].arguments);
    }
  g_clear_object (&self->cancellable);
  g_object_unref (self->account);
  g_free (self->token);
  g_free (self);
}

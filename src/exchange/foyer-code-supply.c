/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-code-supply.h"

#include <string.h>

#define FIRST_BATCH 8
#define MOST_BATCH  256
#define MAX_THREADS 4
#define N_TIERS     256

/* One tier's codes. A batch is asked for when less than half of the last one is left, twice as
 * large each time. */
typedef struct
{
  GAsyncQueue *codes; /* (owned) (nullable) */
  guint batch;
  guint ordered; /* asked for and not taken yet */
} Shelf;

struct _FoyerCodeSupply
{
  FoyerSigningKey key;
  FoyerUuid event_id;
  GThreadPool *pool; /* (owned) of shelf indexes, shifted by one */
  gint is_stopped;   /* atomic */
  Shelf shelves[N_TIERS];
};

static void
make_batch (gpointer data, gpointer user_data)
{
  FoyerCodeSupply *self = user_data;
  guint tier = GPOINTER_TO_UINT (data) & 0xff, n = GPOINTER_TO_UINT (data) >> 8;

  while (n-- > 0 && !g_atomic_int_get (&self->is_stopped))
    g_async_queue_push (self->shelves[tier].codes,
                        foyer_ticket_code_new (&self->key, &self->event_id, tier));
}

/**
 * foyer_code_supply_new:
 * @key: the device's pair
 * @event_id: the event of the tickets
 *
 * Returns: (transfer full): a supply; nothing is made before the first is taken
 */
FoyerCodeSupply *
foyer_code_supply_new (const FoyerSigningKey *key, const FoyerUuid *event_id)
{
  FoyerCodeSupply *self = g_new0 (FoyerCodeSupply, 1);

  self->key = *key;
  self->event_id = *event_id;
  self->pool =
      g_thread_pool_new (make_batch, self, MIN (g_get_num_processors (), MAX_THREADS), FALSE, NULL);
  return self;
}

/**
 * foyer_code_supply_take:
 * @self: the supply
 * @tier_index: the tier's place in the event's order
 *
 * Waits for a code if none is ready.
 *
 * Returns: (transfer full): a code that was never given before
 */
char *
foyer_code_supply_take (FoyerCodeSupply *self, guint tier_index)
{
  Shelf *shelf = &self->shelves[MIN (tier_index, N_TIERS - 1)];

  if (shelf->codes == NULL)
    {
      shelf->codes = g_async_queue_new_full (g_free);
      shelf->batch = FIRST_BATCH;
    }
  if (shelf->ordered <= shelf->batch / 2)
    {
      shelf->batch = MIN (2 * shelf->batch, MOST_BATCH);
      shelf->ordered += shelf->batch;
      g_thread_pool_push (
          self->pool, GUINT_TO_POINTER (shelf->batch << 8 | (guint) (shelf - self->shelves)), NULL);
    }
  shelf->ordered--;
  return g_async_queue_pop (shelf->codes);
}

/**
 * foyer_code_supply_free:
 * @self: (transfer full): the supply
 */
void
foyer_code_supply_free (FoyerCodeSupply *self)
{
  g_atomic_int_set (&self->is_stopped, TRUE);
  g_thread_pool_free (self->pool, TRUE, TRUE);
  for (guint i = 0; i < N_TIERS; i++)
    g_clear_pointer (&self->shelves[i].codes, g_async_queue_unref);
  memset (&self->key, 0, sizeof self->key);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*   push ─▸ filling ─ full ─▸ [batch] [batch] [batch] … ─ the first is checked ─▸ pop
 *                              ╰─── each on a thread of the pool ───╯ */
#include "foyer-till-seals.h"

#include "foyer-till-details.h"

#define BATCH 256

typedef struct
{
  GArray *items; /* (owned) of FoyerSealed */
  gboolean is_checked;
} Batch;

struct _FoyerTillSeals
{
  const GArray *keys;
  GThreadPool *pool; /* (owned) */
  GMutex mutex;
  GCond cond;
  GQueue batches; /* of Batch, in order */
  guint n_most;   /* of them */
  Batch *filling; /* (owned) (nullable) */
  Batch *first;   /* (owned) (nullable) that is taken out of */
  guint next;     /* of its items */
};

static void
sealed_clear (gpointer data)
{
  foyer_row_free (((FoyerSealed *) data)->record);
}

static Batch *
batch_new (void)
{
  Batch *self = g_new0 (Batch, 1);

  self->items = g_array_sized_new (FALSE, TRUE, sizeof (FoyerSealed), BATCH);
  g_array_set_clear_func (self->items, sealed_clear);
  return self;
}

static void
batch_free (gpointer data)
{
  Batch *self = data;

  g_array_unref (self->items);
  g_free (self);
}

/* Of a record that was written here the details are in the one form they are written in. */
static gboolean
details_are_exact (const FoyerTillRecord *record)
{
  g_autofree char *canonical = NULL;

  if (record->row.version != 0 || record->details == NULL)
    return TRUE;
  canonical = foyer_json_canonical (record->details);
  return g_strcmp0 (canonical, record->details) == 0;
}

/* Most of a book is signed with one key: the one that was right last is tried first. */
static FoyerChainState
check (const FoyerSealed *sealed, const GArray *keys, guint *likely)
{
  const FoyerSigningKey *all = (const FoyerSigningKey *) keys->data;
  FoyerChainState state = FOYER_CHAIN_UNSIGNED;

  if (!sealed->is_exact || !details_are_exact (sealed->record))
    return FOYER_CHAIN_ALTERED;
  if (keys->len == 0)
    return foyer_till_chain_check (sealed->record, NULL, all, 0);
  state = foyer_till_chain_check (sealed->record, NULL, &all[*likely], 1);
  for (guint i = 0; state == FOYER_CHAIN_UNSIGNED && i < keys->len; i++)
    {
      if (i == *likely)
        continue;
      state = foyer_till_chain_check (sealed->record, NULL, &all[i], 1);
      if (state == FOYER_CHAIN_HOLDS)
        {
          *likely = i;
          break;
        }
    }
  return state;
}

static void
check_batch (gpointer data, gpointer user_data)
{
  FoyerTillSeals *self = user_data;
  Batch *batch = data;
  guint likely = 0;

  for (guint i = 0; i < batch->items->len; i++)
    {
      FoyerSealed *sealed = &g_array_index (batch->items, FoyerSealed, i);

      sealed->state = check (sealed, self->keys, &likely);
    }
  g_mutex_lock (&self->mutex);
  batch->is_checked = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

FoyerTillSeals *
foyer_till_seals_new (const GArray *keys)
{
  FoyerTillSeals *self = g_new0 (FoyerTillSeals, 1);
  guint n_threads = g_get_num_processors ();

  self->keys = keys;
  self->n_most = 2 * n_threads;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->batches);
  self->pool = g_thread_pool_new (check_batch, self, n_threads, FALSE, NULL);
  return self;
}

static void
send_filling (FoyerTillSeals *self)
{
  Batch *batch = g_steal_pointer (&self->filling);

  if (batch == NULL)
    return;
  g_queue_push_tail (&self->batches, batch);
  g_thread_pool_push (self->pool, batch, NULL);
}

void
foyer_till_seals_push (FoyerTillSeals *self, FoyerTillRecord *record, gboolean is_exact)
{
  FoyerSealed sealed = { record, is_exact, FOYER_CHAIN_ALTERED };

  if (self->filling == NULL)
    self->filling = batch_new ();
  g_array_append_val (self->filling->items, sealed);
  if (self->filling->items->len == BATCH)
    send_filling (self);
}

static Batch *
wait_for_first (FoyerTillSeals *self)
{
  Batch *batch = g_queue_pop_head (&self->batches);

  g_mutex_lock (&self->mutex);
  while (!batch->is_checked)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return batch;
}

gboolean
foyer_till_seals_pop (FoyerTillSeals *self, gboolean is_all, FoyerSealed *sealed)
{
  if (self->first != NULL && self->next == self->first->items->len)
    g_clear_pointer (&self->first, batch_free);
  if (self->first == NULL)
    {
      if (is_all)
        send_filling (self);
      if (g_queue_is_empty (&self->batches) || (!is_all && self->batches.length < self->n_most))
        return FALSE;
      self->first = wait_for_first (self);
      self->next = 0;
    }
  *sealed = g_array_index (self->first->items, FoyerSealed, self->next++);
  return TRUE;
}

void
foyer_till_seals_free (FoyerTillSeals *self)
{
  if (self == NULL)
    return;
  /* Whatever runs is waited for; the rest is not begun. */
  g_thread_pool_free (self->pool, TRUE, TRUE);
  g_queue_clear_full (&self->batches, batch_free);
  g_clear_pointer (&self->filling, batch_free);
  g_clear_pointer (&self->first, batch_free);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-series-act.h"

#include "foyer-promo-code.h"
#include "foyer-quota.h"
#include "foyer-row-store.h"
#include "foyer-tier.h"

/* What belongs to a date at a moment. */
typedef struct
{
  FoyerEvent *event; /* (owned) */
  GPtrArray *tiers;  /* (owned) */
  GPtrArray *quotas; /* (owned) */
  GPtrArray *promos; /* (owned) (nullable) */
} Look;

static void
look_clear (Look *self)
{
  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->tiers, g_ptr_array_unref);
  g_clear_pointer (&self->quotas, g_ptr_array_unref);
  g_clear_pointer (&self->promos, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static gboolean
look_at (Look *self, FoyerDatabase *db, const FoyerSeriesAct *act, GError **error)
{
  const FoyerUuid *id = &act->event_id;

  return (self->event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, id, error)) != NULL &&
         (self->tiers = foyer_row_store_list (db, &FOYER_TIER_TYPE, id, error)) != NULL &&
         (self->quotas = foyer_row_store_list (db, &FOYER_QUOTA_TYPE, id, error)) != NULL &&
         (!act->is_of_codes ||
          (self->promos = foyer_row_store_list (db, &FOYER_PROMO_CODE_TYPE, id, error)) != NULL);
}

static GHashTable *
index_rows (GPtrArray *rows)
{
  GHashTable *index = g_hash_table_new (foyer_uuid_hash, foyer_uuid_equal);

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_insert (index, &((FoyerRow *) rows->pdata[i])->id, rows->pdata[i]);
  return index;
}

/* The rows that the others do not have like this, in their order. */
static GPtrArray *
pick_other (GPtrArray *rows, GPtrArray *others)
{
  g_autoptr (GHashTable) index = index_rows (others);
  GPtrArray *picked = g_ptr_array_new_with_free_func (foyer_row_free);

  for (guint i = 0; i < rows->len; i++)
    {
      const FoyerRow *row = rows->pdata[i];
      const FoyerRow *other = g_hash_table_lookup (index, &row->id);

      if (other == NULL || foyer_row_diff (row, other) != 0)
        g_ptr_array_add (picked, foyer_row_copy (row));
    }
  return picked;
}

/* Leaves of many only what differs. */
static void
drop_same (Look *before, Look *after)
{
  GPtrArray *old = pick_other (before->promos, after->promos);
  GPtrArray *new = pick_other (after->promos, before->promos);

  g_ptr_array_unref (before->promos);
  g_ptr_array_unref (after->promos);
  before->promos = old;
  after->promos = new;
}

/* The date alone; tells what was done to it. */
static gboolean
run (FoyerTransaction *transaction,
     const FoyerSeriesAct *act,
     Look *before,
     Look *after,
     FoyerSeriesEdit *edit,
     GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);

  if (!look_at (before, db, act, error) || !act->write (transaction, act->data, error) ||
      !look_at (after, db, act, error))
    return FALSE;
  if (act->is_of_codes)
    drop_same (before, after);
  *edit = (FoyerSeriesEdit){
    .before = before->event,
    .after = after->event,
    .scope = act->scope,
    .overwrite = act->overwrite,
    .tiers_before = before->tiers,
    .tiers_after = after->tiers,
    .quotas_before = before->quotas,
    .quotas_after = after->quotas,
    .promos_before = before->promos,
    .promos_after = after->promos,
  };
  return TRUE;
}

/**
 * foyer_series_act_diff:
 * @db: a connection that may write
 * @act: what is to be done
 * @error: return location
 *
 * Does it to the one date in a transaction that is rolled back at once; what becomes of the others
 * is only read. Not for the main thread.
 *
 * Returns: (transfer full): what would become of each date; %NULL with error, also that of the
 * write
 */
FoyerSeriesDiff *
foyer_series_act_diff (FoyerDatabase *db, const FoyerSeriesAct *act, GError **error)
{
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (db, FOYER_KIND_EDIT_SERIES, error);
  g_auto (Look) before = { NULL };
  g_auto (Look) after = { NULL };
  FoyerSeriesEdit edit;

  if (transaction == NULL || !run (transaction, act, &before, &after, &edit, error))
    return NULL;
  g_clear_pointer (&transaction, foyer_transaction_free);
  return foyer_series_edit_diff (db, &edit, error);
}

/**
 * foyer_series_act_apply:
 * @transaction: a transaction
 * @act: what is to be done
 * @progress: (nullable) (scope call): told how many dates are done, on this thread
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it between two dates
 * @error: return location
 *
 * Not for the main thread.
 *
 * Returns: %FALSE with error; the transaction is then to be freed
 */
gboolean
foyer_series_act_apply (FoyerTransaction *transaction,
                        const FoyerSeriesAct *act,
                        FoyerSeriesProgress progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_auto (Look) before = { NULL };
  g_auto (Look) after = { NULL };
  FoyerSeriesEdit edit;

  if (act->scope == FOYER_SERIES_THIS)
    return act->write (transaction, act->data, error);
  return run (transaction, act, &before, &after, &edit, error) &&
         foyer_series_edit_apply (transaction, &edit, progress, progress_data, cancellable, error);
}

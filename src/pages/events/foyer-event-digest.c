/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-digest.h"

#include "foyer-conflict-store.h"

static void
tier_digest_clear (gpointer data)
{
  g_free (((FoyerTierDigest *) data)->name);
}

static gint64
get_going (const FoyerRosterCounts *counts)
{
  return counts->total - counts->by_state[FOYER_ATTENDANCE_CANCELLED];
}

static void
count_tiers (FoyerEventDigest *self, FoyerRoster *roster, GPtrArray *tiers)
{
  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *tier = tiers->pdata[i];
      FoyerTierDigest digest = { .name = g_strdup (tier->name), .total = tier->quantity_total };
      FoyerRosterCounts counts;

      foyer_roster_count (roster, i, &counts);
      digest.sold = get_going (&counts);
      g_array_append_val (self->tiers, digest);
    }
}

FoyerEventDigest *
foyer_event_digest_new (FoyerRoster *roster,
                        FoyerDatabase *db,
                        const FoyerUuid *event_id,
                        GError **error)
{
  g_autoptr (FoyerEventDigest) self = NULL;
  g_autoptr (GPtrArray) tiers = foyer_event_store_tiers (db, event_id, error);
  g_autoptr (GArray) unprinted = NULL;
  const FoyerRosterQuery query = {
    .unprinted = TRUE,
    .states = ~(1u << FOYER_ATTENDANCE_CANCELLED) & ((1u << FOYER_N_ATTENDANCES) - 1),
    .arrived_from = FOYER_NONE,
    .arrived_to = FOYER_NONE,
    .sort = FOYER_SORT_ADDED,
  };

  if (tiers == NULL)
    return NULL;
  self = g_new0 (FoyerEventDigest, 1);
  self->tiers = g_array_new (FALSE, TRUE, sizeof (FoyerTierDigest));
  g_array_set_clear_func (self->tiers, tier_digest_clear);
  foyer_roster_count (roster, -1, &self->counts);
  count_tiers (self, roster, tiers);
  self->n_conflicts = MAX (foyer_conflict_store_count_all (db, event_id, NULL), 0);
  unprinted = foyer_roster_select (roster, &query, NULL);
  self->n_unprinted = unprinted != NULL ? unprinted->len : 0;
  return g_steal_pointer (&self);
}

void
foyer_event_digest_free (FoyerEventDigest *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->tiers, g_array_unref);
  g_free (self);
}

gint64
foyer_event_digest_get_going (const FoyerEventDigest *self)
{
  return get_going (&self->counts);
}

gint64
foyer_event_digest_get_arrived (const FoyerEventDigest *self)
{
  return self->counts.by_state[FOYER_ATTENDANCE_INSIDE] +
         self->counts.by_state[FOYER_ATTENDANCE_LEFT];
}

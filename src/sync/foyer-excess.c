/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-excess.h"

#include "foyer-event.h"
#include "foyer-quota.h"
#include "foyer-row-store.h"
#include "foyer-tier-store.h"
#include "foyer-tier.h"

/**
 * foyer_excess_free:
 * @self: (transfer full) (nullable): what has too few places
 */
void
foyer_excess_free (FoyerExcess *self)
{
  if (self == NULL)
    return;
  foyer_row_free (self->row);
  g_free (self->name);
  g_free (self);
}

static void
add_if_over (GPtrArray *list, gpointer row, const char *column, const char *name, gint64 taken)
{
  const FoyerColumn *places = foyer_row_type_find (((FoyerRow *) row)->type, column);
  gint64 total = FOYER_COLUMN_FIELD (row, places, gint64);
  FoyerExcess *excess;

  if (total == FOYER_NONE || taken <= total)
    return;
  excess = g_new0 (FoyerExcess, 1);
  excess->row = foyer_row_copy (row);
  excess->column = places;
  excess->name = g_strdup (name != NULL ? name : "");
  excess->total = total;
  excess->taken = taken;
  g_ptr_array_add (list, excess);
}

static gint64
count_taken (GArray *counts, const FoyerUuid *tier_id)
{
  for (guint i = 0; i < counts->len; i++)
    {
      const FoyerTierCount *count = &g_array_index (counts, FoyerTierCount, i);

      if (foyer_uuid_equal (&count->tier_id, tier_id))
        return count->n_sold + count->n_held;
    }
  return 0;
}

static gint64
count_shared (GPtrArray *tiers, GArray *counts, const FoyerUuid *quota_id)
{
  gint64 taken = 0;

  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *tier = g_ptr_array_index (tiers, i);

      if (foyer_uuid_equal (&tier->quota_id, quota_id))
        taken += count_taken (counts, &tier->row.id);
    }
  return taken;
}

static gint64
count_all (GArray *counts)
{
  gint64 taken = 0;

  for (guint i = 0; i < counts->len; i++)
    taken += g_array_index (counts, FoyerTierCount, i).n_sold +
             g_array_index (counts, FoyerTierCount, i).n_held;
  return taken;
}

/**
 * foyer_excess_list:
 * @db: a connection
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerExcess): what has fewer places than are sold and held
 * at present; %NULL with error
 */
GPtrArray *
foyer_excess_list (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (GArray) counts = foyer_tier_store_count (db, event_id, error);
  g_autoptr (GPtrArray) tiers =
      counts != NULL ? foyer_row_store_list (db, &FOYER_TIER_TYPE, event_id, error) : NULL;
  g_autoptr (GPtrArray) quotas =
      tiers != NULL ? foyer_row_store_list (db, &FOYER_QUOTA_TYPE, event_id, error) : NULL;
  g_autoptr (FoyerEvent) event =
      quotas != NULL ? foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, error) : NULL;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_excess_free);

  if (event == NULL)
    return NULL;
  for (guint i = 0; i < tiers->len; i++)
    {
      FoyerTier *tier = g_ptr_array_index (tiers, i);

      add_if_over (list, tier, "quantity_total", tier->name, count_taken (counts, &tier->row.id));
    }
  for (guint i = 0; i < quotas->len; i++)
    {
      FoyerQuota *quota = g_ptr_array_index (quotas, i);

      add_if_over (list, quota, "quantity_total", quota->name,
                   count_shared (tiers, counts, &quota->row.id));
    }
  add_if_over (list, event, "capacity", event->title, count_all (counts));
  return g_steal_pointer (&list);
}

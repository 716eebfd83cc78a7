/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier-store.h"

#include "foyer-order.h"
#include "foyer-promo-store.h"
#include "foyer-row-store.h"
#include "foyer-tier-tally.h"

#include <string.h>

static FoyerTierCount *
need_count (GArray *counts, const FoyerUuid *tier_id)
{
  FoyerTierCount count = { .tier_id = *tier_id };

  for (guint i = 0; i < counts->len; i++)
    if (foyer_uuid_equal (&g_array_index (counts, FoyerTierCount, i).tier_id, tier_id))
      return &g_array_index (counts, FoyerTierCount, i);
  g_array_append_val (counts, count);
  return &g_array_index (counts, FoyerTierCount, counts->len - 1);
}

/* Adds what a statement gives for each tier: its id, a number, and whether that is held. */
static gboolean
add_counts (FoyerDatabase *db,
            const char *sql,
            const FoyerUuid *event_id,
            int factor,
            GArray *counts,
            GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      FoyerUuid tier_id;
      FoyerTierCount *count;
      gint64 n = factor * sqlite3_column_int64 (statement, 1);

      if (sqlite3_column_bytes (statement, 0) != sizeof tier_id)
        continue;
      memcpy (&tier_id, sqlite3_column_blob (statement, 0), sizeof tier_id);
      count = need_count (counts, &tier_id);
      count->n_sold += n;
      if (sqlite3_column_int (statement, 2) != 0)
        count->n_held -= n;
    }
  return code == SQLITE_DONE;
}

/* Reservations of the web have no tickets until they are paid. */
static gboolean
add_reservations (FoyerDatabase *db, const FoyerUuid *event_id, GArray *counts, GError **error)
{
  static const char sql[] = "SELECT lines FROM orders INDEXED BY orders_reserving "
                            "WHERE event_id = ?1 AND status = 'PENDING' AND lines IS NOT NULL "
                            "AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      g_autoptr (GArray) lines =
          foyer_order_parse_lines ((const char *) sqlite3_column_text (statement, 0));

      for (guint i = 0; i < lines->len; i++)
        {
          const FoyerOrderLine *line = &g_array_index (lines, FoyerOrderLine, i);

          need_count (counts, &line->tier_id)->n_held += line->quantity;
        }
    }
  return code == SQLITE_DONE;
}

/* Of tickets each part reads an index alone: 100 000 of them take a few milliseconds. */
static gboolean
count_tickets (FoyerDatabase *db, const FoyerUuid *event_id, GArray *counts, GError **error)
{
  static const char all_sql[] = "SELECT tier_id, count (*), 0 FROM tickets INDEXED BY "
                                "tickets_by_tier WHERE event_id = ?1 AND deleted_at IS NULL "
                                "GROUP BY tier_id";
  static const char cancelled_sql[] =
      "SELECT tier_id, count (*), 0 FROM tickets INDEXED BY tickets_cancelled "
      "WHERE event_id = ?1 AND deleted_at IS NULL AND status = 'CANCELLED' GROUP BY tier_id";
  static const char open_sql[] =
      "SELECT t.tier_id, count (*), o.status = 'PENDING' "
      "FROM orders AS o INDEXED BY orders_by_open CROSS JOIN tickets AS t ON t.order_id = o.id "
      "WHERE o.event_id = ?1 AND o.status IN ('PENDING', 'EXPIRED', 'REFUNDED') "
      "AND o.deleted_at IS NULL AND t.event_id = ?1 AND t.deleted_at IS NULL "
      "AND t.status <> 'CANCELLED' GROUP BY t.tier_id, o.status = 'PENDING'";

  return add_counts (db, all_sql, event_id, 1, counts, error) &&
         add_counts (db, cancelled_sql, event_id, -1, counts, error) &&
         add_counts (db, open_sql, event_id, -1, counts, error);
}

static gboolean
count (FoyerDatabase *db, const FoyerUuid *event_id, GArray *counts, GError **error)
{
  gboolean is_known;

  if (!foyer_tier_tally_read (db, event_id, counts, &is_known, error) ||
      (!is_known && (!count_tickets (db, event_id, counts, error) ||
                     !foyer_tier_tally_keep (db, event_id, counts, error))))
    return FALSE;
  return add_reservations (db, event_id, counts, error);
}

/**
 * foyer_tier_store_count:
 * @db: a connection
 * @event_id: an event
 * @error: return location
 *
 * Tells what is sold and held of each tier: all its tickets, less those that are cancelled, less
 * those of orders that expired or were refunded. Those of orders that wait for their payment are
 * held, and so is what such an order has no tickets for yet. Within a transaction what was written
 * in it counts, and the count is kept: the next one looks only at what happened since.
 *
 * Returns: (transfer full) (element-type FoyerTierCount): of the tiers of which anything is or was
 *   sold or held
 */
GArray *
foyer_tier_store_count (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (FoyerTierCount));
  gboolean is_mine, is_counted;

  if (!foyer_database_begin_reading (db, &is_mine, error))
    return NULL;
  is_counted = count (db, event_id, counts, error);
  foyer_database_end_reading (db, is_mine);
  return is_counted ? g_steal_pointer (&counts) : NULL;
}

static gint64
find_taken (const GArray *counts, const FoyerUuid *tier_id)
{
  for (guint i = 0; i < counts->len; i++)
    {
      const FoyerTierCount *count = &g_array_index (counts, FoyerTierCount, i);

      if (foyer_uuid_equal (&count->tier_id, tier_id))
        return count->n_sold + count->n_held;
    }
  return 0;
}

static gboolean
add_code (FoyerOffer *offer,
          FoyerDatabase *db,
          const char *entered,
          const char *buyer_email,
          GError **error)
{
  g_autofree char *code = foyer_promo_code_normalise (entered);
  g_autoptr (FoyerPromoCode) promo = NULL;
  g_autoptr (GError) local = NULL;
  gint64 n_uses, n_buyer_uses;

  if (code == NULL || foyer_offer_find_code (offer, code) >= 0)
    return TRUE;
  promo = foyer_promo_store_find (db, &offer->event->row.id, code, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (promo == NULL)
    return TRUE;
  if (!foyer_promo_store_count_uses (db, &promo->row.id, buyer_email, &n_uses, &n_buyer_uses,
                                     error))
    return FALSE;
  foyer_offer_add_code (offer, g_steal_pointer (&promo), n_uses, n_buyer_uses);
  return TRUE;
}

/**
 * foyer_tier_store_load_offer:
 * @db: a connection
 * @event: an event
 * @codes: (nullable) (array zero-terminated=1): promo codes as they were entered
 * @buyer_email: (nullable): who buys, for codes that one person may use so often
 * @error: return location
 *
 * Returns: (transfer full): what the event sells, with what is sold and held as of now
 */
FoyerOffer *
foyer_tier_store_load_offer (FoyerDatabase *db,
                             const FoyerEvent *event,
                             const char *const *codes,
                             const char *buyer_email,
                             GError **error)
{
  const FoyerUuid *event_id = &event->row.id;
  g_autoptr (FoyerOffer) offer = foyer_offer_new (event);
  g_autoptr (GPtrArray) quotas = foyer_row_store_list (db, &FOYER_QUOTA_TYPE, event_id, error);
  g_autoptr (GPtrArray) tiers = NULL;
  g_autoptr (GArray) counts = NULL;

  if (quotas == NULL)
    return NULL;
  tiers = foyer_row_store_list (db, &FOYER_TIER_TYPE, event_id, error);
  counts = tiers != NULL ? foyer_tier_store_count (db, event_id, error) : NULL;
  if (counts == NULL)
    return NULL;
  for (guint i = 0; i < quotas->len; i++)
    foyer_offer_add_quota (offer, foyer_quota_copy (quotas->pdata[i]));
  for (guint i = 0; i < tiers->len; i++)
    {
      FoyerTier *tier = foyer_tier_copy (tiers->pdata[i]);

      foyer_offer_add_tier (offer, tier, find_taken (counts, &tier->row.id));
    }
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    if (!add_code (offer, db, codes[i], buyer_email, error))
      return NULL;
  return g_steal_pointer (&offer);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-allotment-store.h"

#include "foyer-cart-hold-store.h"
#include "foyer-clock.h"
#include "foyer-identity.h"
#include "foyer-pulse.h"
#include "foyer-row-store.h"
#include "foyer-tier-store.h"

#include <glib/gi18n-lib.h>

/* An event's row in hosted_events. */
typedef struct
{
  gboolean is_hosted;
  gint64 synced_at;
} Hosting;

static gboolean
read_hosting (FoyerDatabase *db, const FoyerUuid *event_id, Hosting *hosting, GError **error)
{
  static const char sql[] =
      "SELECT is_new, synced_at, server_key FROM hosted_events WHERE event_id = ?1 AND is_gone = 0";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  *hosting = (Hosting){ .synced_at = FOYER_NONE };
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  code = foyer_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      /* One that the server has not heard of is sold by nobody else. */
      hosting->is_hosted = sqlite3_column_int (statement, 0) == 0;
      if (sqlite3_column_type (statement, 1) != SQLITE_NULL)
        hosting->synced_at = MAX (sqlite3_column_int64 (statement, 1),
                                  foyer_pulse_read (foyer_database_get_path (db),
                                                    sqlite3_column_int64 (statement, 2)));
    }
  sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/**
 * foyer_allotment_store_is_hosted:
 * @db: a connection
 * @event_id: an event
 * @is_hosted: (out): whether a server shares out its places
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_allotment_store_is_hosted (FoyerDatabase *db,
                                 const FoyerUuid *event_id,
                                 gboolean *is_hosted,
                                 GError **error)
{
  Hosting hosting;
  gboolean is_read = read_hosting (db, event_id, &hosting, error);

  *is_hosted = hosting.is_hosted;
  return is_read;
}

/**
 * foyer_allotment_store_list_here:
 * @db: a connection
 * @event_id: an event
 * @tier_id: (nullable): one of its tiers; %NULL for all
 * @error: return location
 *
 * In the order in which the server takes from them, so that both count the same ones.
 *
 * Returns: (transfer container) (element-type FoyerAllotment): those of this device that did not
 * end; %NULL with error
 */
GPtrArray *
foyer_allotment_store_list_here (FoyerDatabase *db,
                                 const FoyerUuid *event_id,
                                 const FoyerUuid *tier_id,
                                 GError **error)
{
  static const char tail[] =
      "WHERE event_id = ?1 AND device_id = ?2 AND ended_at IS NULL AND deleted_at IS NULL "
      "AND (?3 IS NULL OR tier_id = ?3) ORDER BY expires_at, id";
  sqlite3_stmt *statement;
  FoyerUuid device_id;

  if (!foyer_identity_read (db, NULL, &device_id, error))
    return NULL;
  statement = foyer_row_store_select (db, &FOYER_ALLOTMENT_TYPE, tail, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, device_id.bytes, sizeof device_id.bytes, SQLITE_STATIC);
  if (tier_id != NULL)
    sqlite3_bind_blob (statement, 3, tier_id->bytes, sizeof tier_id->bytes, SQLITE_STATIC);
  return foyer_row_store_read_all (db, &FOYER_ALLOTMENT_TYPE, statement, error);
}

static gboolean
set_here (FoyerDatabase *db, FoyerOffer *offer, GError **error)
{
  g_autoptr (GPtrArray) held =
      foyer_allotment_store_list_here (db, &offer->event->row.id, NULL, error);
  gint64 now = foyer_clock_now (db);

  if (held == NULL)
    return FALSE;
  for (guint i = 0; i < offer->tiers->len; i++)
    foyer_offer_tier (offer, i)->n_here = foyer_offer_is_limited (offer, i) ? 0 : FOYER_NONE;
  for (guint i = 0; i < held->len; i++)
    {
      const FoyerAllotment *allotment = held->pdata[i];
      int tier = foyer_offer_find_tier (offer, &allotment->tier_id);

      if (tier >= 0 && foyer_offer_tier (offer, tier)->n_here != FOYER_NONE)
        foyer_offer_tier (offer, tier)->n_here += foyer_allotment_get_left (allotment, now);
    }
  return TRUE;
}

static FoyerOffer *
load (FoyerDatabase *db,
      const FoyerEvent *event,
      const char *const *codes,
      const char *buyer_email,
      const FoyerUuid *cart_id,
      Hosting *hosting,
      GError **error)
{
  g_autoptr (FoyerOffer) offer = NULL;

  if (!read_hosting (db, &event->row.id, hosting, error))
    return NULL;
  offer = foyer_tier_store_load_offer (db, event, codes, buyer_email, error);
  if (offer == NULL || (hosting->is_hosted && !set_here (db, offer, error)) ||
      !foyer_cart_hold_store_apply (db, offer, cart_id, error))
    return NULL;
  return g_steal_pointer (&offer);
}

/**
 * foyer_allotment_store_load_offer:
 * @db: a connection; as of one moment when it is in a transaction
 * @event: an event
 * @codes: (nullable) (array zero-terminated=1): promo codes as they were entered
 * @buyer_email: (nullable): who buys
 * @cart_id: (nullable): the cart that asks, whose own holds do not count
 * @error: return location
 *
 * Returns: (transfer full): what this desk can sell; %NULL with error
 */
FoyerOffer *
foyer_allotment_store_load_offer (FoyerDatabase *db,
                                  const FoyerEvent *event,
                                  const char *const *codes,
                                  const char *buyer_email,
                                  const FoyerUuid *cart_id,
                                  GError **error)
{
  Hosting hosting;

  return load (db, event, codes, buyer_email, cart_id, &hosting, error);
}

/* The least that tier, quota and event have left. */
static gint64
count_left (const FoyerOffer *offer, guint tier)
{
  const FoyerOfferTier *item = foyer_offer_tier (offer, tier);
  gint64 left = G_MAXINT64;

  if (item->tier->quantity_total != FOYER_NONE)
    left = item->tier->quantity_total - item->n_taken;
  if (item->quota >= 0)
    left = MIN (left, foyer_offer_quota (offer, item->quota)->quota->quantity_total -
                          foyer_offer_quota (offer, item->quota)->n_taken);
  if (offer->event->capacity != FOYER_NONE)
    left = MIN (left, offer->event->capacity - offer->n_taken);
  return left == G_MAXINT64 ? FOYER_NONE : MAX (left, 0);
}

/**
 * foyer_allotment_store_read_stock:
 * @db: a connection
 * @event: an event
 * @as_of: (out): when what is elsewhere was true; %FOYER_NONE of a local event
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerStock): what is left of each tier, in their order;
 * %NULL with error
 */
GArray *
foyer_allotment_store_read_stock (FoyerDatabase *db,
                                  const FoyerEvent *event,
                                  gint64 *as_of,
                                  GError **error)
{
  static const FoyerUuid nobody = { { 0 } };
  g_autoptr (FoyerOffer) offer = NULL;
  GArray *stocks;
  Hosting hosting;

  offer = load (db, event, NULL, NULL, NULL, &hosting, error);
  if (offer == NULL)
    return NULL;
  stocks = g_array_new (FALSE, TRUE, sizeof (FoyerStock));
  for (guint i = 0; i < offer->tiers->len; i++)
    {
      const FoyerOfferTier *item = foyer_offer_tier (offer, i);
      gint64 left = count_left (offer, i);
      FoyerStock stock = { .tier_id = item->tier->row.id,
                           .is_escrowed = item->n_here != FOYER_NONE,
                           .here = left,
                           .elsewhere = left == FOYER_NONE ? FOYER_NONE : 0 };

      if (stock.is_escrowed)
        {
          stock.here = item->n_here;
          stock.elsewhere = MAX (left - item->n_here, 0);
        }
      stock.in_carts = foyer_cart_hold_store_count (db, &event->row.id, &stock.tier_id, &nobody);
      g_array_append_val (stocks, stock);
    }
  *as_of = hosting.is_hosted ? hosting.synced_at : FOYER_NONE;
  return stocks;
}

/**
 * foyer_allotment_store_use:
 * @transaction: the transaction of the act that needs the places
 * @event_id: an event that lies on a server
 * @tier_id: one of its tiers that is limited
 * @quantity: how many places
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT when this device does not hold as many
 */
gboolean
foyer_allotment_store_use (FoyerTransaction *transaction,
                           const FoyerUuid *event_id,
                           const FoyerUuid *tier_id,
                           gint64 quantity,
                           GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (GPtrArray) held = foyer_allotment_store_list_here (db, event_id, tier_id, error);
  gint64 now = foyer_clock_now (db);

  for (guint i = 0; held != NULL && i < held->len && quantity > 0; i++)
    {
      const FoyerAllotment *before = held->pdata[i];
      gint64 part = MIN (foyer_allotment_get_left (before, now), quantity);
      g_autoptr (FoyerAllotment) after = foyer_allotment_copy (before);

      if (part == 0)
        continue;
      after->used_here = MAX (before->used, before->used_here) + part;
      quantity -= part;
      if (!foyer_transaction_update (transaction, before, after, error))
        return FALSE;
    }
  if (held != NULL && quantity > 0)
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                         _ ("This desk does not hold as many places."));
  return held != NULL && quantity == 0;
}

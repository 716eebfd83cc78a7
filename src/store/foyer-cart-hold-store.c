/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cart-hold-store.h"

#include "foyer-allotment-store.h"
#include "foyer-row-store.h"
#include "foyer-sale-words.h"
#include "foyer-transaction-private.h"

#include <string.h>

static void
bind_id (sqlite3_stmt *statement, int parameter, const FoyerUuid *id)
{
  sqlite3_bind_blob (statement, parameter, id->bytes, sizeof id->bytes, SQLITE_STATIC);
}

/**
 * foyer_cart_hold_store_apply:
 * @db: a connection
 * @offer: what is for sale; what carts hold is taken out of it
 * @cart_id: (nullable): whose holds do not count
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_cart_hold_store_apply (FoyerDatabase *db,
                             FoyerOffer *offer,
                             const FoyerUuid *cart_id,
                             GError **error)
{
  static const char sql[] =
      "SELECT tier_id, sum (quantity) FROM cart_holds "
      "WHERE event_id = ?1 AND cart_id IS NOT ?2 AND expires_at > ?3 GROUP BY tier_id";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, &offer->event->row.id);
  if (cart_id != NULL)
    bind_id (statement, 2, cart_id);
  sqlite3_bind_int64 (statement, 3, g_get_real_time ());
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      FoyerUuid tier_id;
      int tier;

      if (sqlite3_column_bytes (statement, 0) != sizeof tier_id)
        continue;
      memcpy (&tier_id, sqlite3_column_blob (statement, 0), sizeof tier_id);
      tier = foyer_offer_find_tier (offer, &tier_id);
      if (tier >= 0)
        foyer_offer_hold (offer, tier, MAX (sqlite3_column_int64 (statement, 1), 0));
    }
  return code == SQLITE_DONE;
}

/**
 * foyer_cart_hold_store_count:
 * @db: a connection
 * @event_id: an event
 * @tier_id: a tier
 * @cart_id: whose holds do not count
 *
 * Returns: how many tickets of the tier other carts hold; 0 also when that cannot be read
 */
gint64
foyer_cart_hold_store_count (FoyerDatabase *db,
                             const FoyerUuid *event_id,
                             const FoyerUuid *tier_id,
                             const FoyerUuid *cart_id)
{
  static const char sql[] =
      "SELECT coalesce (sum (quantity), 0) FROM cart_holds "
      "WHERE event_id = ?1 AND tier_id = ?2 AND cart_id <> ?3 AND expires_at > ?4";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  gint64 n = 0;

  if (statement == NULL)
    return 0;
  bind_id (statement, 1, event_id);
  bind_id (statement, 2, tier_id);
  bind_id (statement, 3, cart_id);
  sqlite3_bind_int64 (statement, 4, g_get_real_time ());
  if (foyer_database_step (db, statement, NULL) == SQLITE_ROW)
    n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n;
}

/* Its own, and those whose time is over. */
static gboolean
drop (FoyerTransaction *transaction, const FoyerUuid *cart_id, GError **error)
{
  static const char sql[] = "DELETE FROM cart_holds WHERE cart_id = ?1 OR expires_at <= ?2";
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, cart_id);
  sqlite3_bind_int64 (statement, 2, g_get_real_time ());
  return foyer_transaction_run (transaction, statement, error);
}

static gboolean
write_lines (FoyerTransaction *transaction,
             const FoyerUuid *event_id,
             const FoyerSaleCart *cart,
             GError **error)
{
  static const char sql[] =
      "INSERT INTO cart_holds (cart_id, event_id, tier_id, quantity, expires_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5) "
      "ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity";
  gint64 expires_at = g_get_real_time () + FOYER_CART_HOLD_TIME;

  for (guint i = 0; i < cart->lines->len; i++)
    {
      const FoyerSaleLine *line = &g_array_index (cart->lines, FoyerSaleLine, i);
      sqlite3_stmt *statement =
          foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);

      if (statement == NULL)
        return FALSE;
      bind_id (statement, 1, &cart->id);
      bind_id (statement, 2, event_id);
      bind_id (statement, 3, &line->tier_id);
      sqlite3_bind_int64 (statement, 4, line->quantity);
      sqlite3_bind_int64 (statement, 5, expires_at);
      if (!foyer_transaction_run (transaction, statement, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * foyer_cart_hold_store_check:
 * @db: a connection
 * @event_id: an event
 * @cart: a cart
 * @error: return location
 *
 * Only a want of places stands in the way: the rest is looked at when it is sold.
 *
 * Returns: %FALSE with error: CONFLICT when this desk does not have the places
 */
gboolean
foyer_cart_hold_store_check (FoyerDatabase *db,
                             const FoyerUuid *event_id,
                             const FoyerSaleCart *cart,
                             GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, error);
  g_autoptr (FoyerOffer) offer = NULL;
  g_autoptr (FoyerPrice) price = foyer_price_new ();
  gint64 now = g_get_real_time ();

  if (event != NULL)
    offer = foyer_allotment_store_load_offer (db, event, NULL, NULL, &cart->id, error);
  if (offer == NULL)
    return FALSE;
  foyer_sale_cart_price (cart, offer, now, price);
  for (guint i = 0; i < price->refusals->len; i++)
    {
      const FoyerRefusal *refusal = &g_array_index (price->refusals, FoyerRefusal, i);

      if (refusal->kind == FOYER_REFUSAL_SOLD_OUT || refusal->kind == FOYER_REFUSAL_NOT_ENOUGH ||
          refusal->kind == FOYER_REFUSAL_OVER_CAPACITY)
        {
          foyer_sale_refuse (refusal, offer, cart, now, error);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * foyer_cart_hold_store_hold:
 * @db: a connection that writes, outside of a transaction
 * @event_id: an event
 * @cart: a cart, also an empty one
 * @error: return location
 *
 * Returns: %FALSE with error; then it holds what it held before
 */
gboolean
foyer_cart_hold_store_hold (FoyerDatabase *db,
                            const FoyerUuid *event_id,
                            const FoyerSaleCart *cart,
                            GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "hold", error);

  if (transaction == NULL)
    return FALSE;
  if (!foyer_sale_cart_is_empty (cart) && !foyer_cart_hold_store_check (db, event_id, cart, error))
    return FALSE;
  return drop (transaction, &cart->id, error) && write_lines (transaction, event_id, cart, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/**
 * foyer_cart_hold_store_release:
 * @db: a connection that writes, outside of a transaction
 * @cart_id: a cart
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_cart_hold_store_release (FoyerDatabase *db, const FoyerUuid *cart_id, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "hold", error);

  return transaction != NULL && drop (transaction, cart_id, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/**
 * foyer_cart_hold_store_consume:
 * @transaction: the transaction that sells what the cart has
 * @cart_id: the cart
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_cart_hold_store_consume (FoyerTransaction *transaction,
                               const FoyerUuid *cart_id,
                               GError **error)
{
  return drop (transaction, cart_id, error);
}

/**
 * foyer_cart_hold_store_drop_all:
 * @db: a connection that writes, outside of a transaction
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_cart_hold_store_drop_all (FoyerDatabase *db, GError **error)
{
  return foyer_database_exec (db, "DELETE FROM cart_holds", error);
}

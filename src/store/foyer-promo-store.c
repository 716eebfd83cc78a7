/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-promo-store.h"

#include "foyer-offer-words.h"
#include "foyer-order.h"
#include "foyer-promo-check.h"
#include "foyer-row-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
bind_id (sqlite3_stmt *statement, int parameter, const FoyerUuid *id)
{
  sqlite3_bind_blob (statement, parameter, id->bytes, sizeof id->bytes, SQLITE_STATIC);
}

/**
 * foyer_promo_store_find:
 * @db: a connection
 * @event_id: an event
 * @code: a code as foyer_promo_code_normalise () makes it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the living code; %NULL without error when there is none
 */
FoyerPromoCode *
foyer_promo_store_find (FoyerDatabase *db,
                        const FoyerUuid *event_id,
                        const char *code,
                        GError **error)
{
  static const char tail[] = "WHERE event_id = ?1 AND code = ?2 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_PROMO_CODE_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, event_id);
  sqlite3_bind_text (statement, 2, code, -1, SQLITE_STATIC);
  return foyer_row_store_read_first (db, &FOYER_PROMO_CODE_TYPE, statement, error);
}

/**
 * foyer_promo_store_list:
 * @db: a connection
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerPromoCode): its living codes, the newest last
 */
GPtrArray *
foyer_promo_store_list (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  return foyer_row_store_list (db, &FOYER_PROMO_CODE_TYPE, event_id, error);
}

/**
 * foyer_promo_store_count_uses:
 * @db: a connection
 * @promo_id: a code
 * @buyer_email: (nullable): whose uses to count, case apart
 * @n_uses: (out): how many orders have it
 * @n_buyer_uses: (out): how many of them are this buyer's
 * @error: return location
 *
 * An order that expired or was refunded does not use its code.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_promo_store_count_uses (FoyerDatabase *db,
                              const FoyerUuid *promo_id,
                              const char *buyer_email,
                              gint64 *n_uses,
                              gint64 *n_buyer_uses,
                              GError **error)
{
  static const char sql[] =
      "SELECT count (*), count (CASE WHEN lower (buyer_email) = lower (?2) THEN 1 END) FROM orders "
      "WHERE promo_code_id = ?1 AND deleted_at IS NULL AND status NOT IN ('EXPIRED', 'REFUNDED')";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, promo_id);
  if (buyer_email != NULL)
    sqlite3_bind_text (statement, 2, buyer_email, -1, SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *n_uses = sqlite3_column_int64 (statement, 0);
  *n_buyer_uses = sqlite3_column_int64 (statement, 1);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * foyer_promo_store_uses:
 * @db: a connection
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerUuid gint64): how often each code was used, without
 * those that never were
 */
GHashTable *
foyer_promo_store_uses (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  static const char sql[] =
      "SELECT o.promo_code_id, count (*) FROM orders AS o INDEXED BY orders_by_promo_code "
      "WHERE o.promo_code_id IS NOT NULL AND o.event_id = ?1 AND o.deleted_at IS NULL "
      "AND o.status NOT IN ('EXPIRED', 'REFUNDED') GROUP BY o.promo_code_id";
  g_autoptr (GHashTable) uses =
      g_hash_table_new_full (foyer_uuid_hash, foyer_uuid_equal, g_free, g_free);
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, event_id);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      gint64 n = sqlite3_column_int64 (statement, 1);

      if (sqlite3_column_bytes (statement, 0) == sizeof (FoyerUuid))
        g_hash_table_insert (uses,
                             g_memdup2 (sqlite3_column_blob (statement, 0), sizeof (FoyerUuid)),
                             g_memdup2 (&n, sizeof n));
    }
  return code == SQLITE_DONE ? g_steal_pointer (&uses) : NULL;
}

/**
 * foyer_promo_store_orders:
 * @db: a connection
 * @promo_id: a code
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerOrder): the orders that have it, whatever became
 * of them, the newest first
 */
GPtrArray *
foyer_promo_store_orders (FoyerDatabase *db, const FoyerUuid *promo_id, guint limit, GError **error)
{
  static const char tail[] =
      "WHERE promo_code_id = ?1 AND deleted_at IS NULL ORDER BY key DESC LIMIT ?2";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_ORDER_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, promo_id);
  sqlite3_bind_int64 (statement, 2, limit);
  return foyer_row_store_read_all (db, &FOYER_ORDER_TYPE, statement, error);
}

static gboolean
refuse (GError **error, FoyerStoreError kind, char *sentence)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, kind, sentence);
  g_free (sentence);
  return FALSE;
}

static gboolean
check (const FoyerPromoCode *promo, GError **error)
{
  guint64 problems = foyer_promo_check (promo);

  for (guint i = 0; i < FOYER_N_PROMO_PROBLEMS; i++)
    if ((problems >> i & 1) != 0)
      return refuse (error, FOYER_STORE_ERROR_INVALID, foyer_promo_problem_describe (i));
  return TRUE;
}

/* The code as it is stored, free among the event's others. */
static gboolean
settle_code (FoyerTransaction *transaction, FoyerPromoCode *promo, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerPromoCode) taken = NULL;
  g_autoptr (GError) local = NULL;
  char *code = foyer_promo_code_normalise (promo->code);

  g_free (promo->code);
  promo->code = code;
  taken = foyer_promo_store_find (db, &promo->event_id, code, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (taken != NULL && taken->row.key != promo->row.key)
    return refuse (error, FOYER_STORE_ERROR_CONFLICT,
                   g_strdup_printf (_ ("There is a promo code “%s” already."), code));
  return TRUE;
}

/**
 * foyer_promo_store_add:
 * @transaction: a transaction
 * @promo: a code that is not stored yet, with its event
 * @error: return location
 *
 * Returns: %FALSE with error: INVALID or CONFLICT with a sentence
 */
gboolean
foyer_promo_store_add (FoyerTransaction *transaction, FoyerPromoCode *promo, GError **error)
{
  return check (promo, error) && settle_code (transaction, promo, error) &&
         foyer_transaction_insert (transaction, promo, error);
}

/**
 * foyer_promo_store_edit:
 * @transaction: a transaction
 * @before: the code as it was seen
 * @after: the code as it is to be
 * @error: return location
 *
 * Returns: %FALSE with error: INVALID or CONFLICT with a sentence
 */
gboolean
foyer_promo_store_edit (FoyerTransaction *transaction,
                        const FoyerPromoCode *before,
                        FoyerPromoCode *after,
                        GError **error)
{
  return check (after, error) && settle_code (transaction, after, error) &&
         foyer_transaction_update (transaction, before, after, error);
}

static GHashTable *
list_codes (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  static const char sql[] =
      "SELECT code FROM promo_codes WHERE event_id = ?1 AND deleted_at IS NULL";
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, event_id);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    g_hash_table_add (codes, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  return code == SQLITE_DONE ? g_steal_pointer (&codes) : NULL;
}

static gboolean
check_generate (const char *prefix, guint length, guint n, GError **error)
{
  glong prefix_length = prefix != NULL ? g_utf8_strlen (prefix, -1) : 0;
  guint least = foyer_promo_code_least_length (n);

  if (n == 0 || n > FOYER_PROMO_DRAW_MAX)
    return refuse (error, FOYER_STORE_ERROR_INVALID,
                   g_strdup_printf (_ ("Make 1 to %d codes at once."), FOYER_PROMO_DRAW_MAX));
  if (length < least)
    return refuse (
        error, FOYER_STORE_ERROR_INVALID,
        g_strdup_printf (_ ("So many codes could be guessed: let them have %u letters or more "
                            "behind the prefix."),
                         least));
  if (prefix_length + length > FOYER_PROMO_CODE_MAX)
    return refuse (error, FOYER_STORE_ERROR_INVALID,
                   g_strdup_printf (_ ("A code has at most %d letters, its prefix included."),
                                    FOYER_PROMO_CODE_MAX));
  return TRUE;
}

/**
 * foyer_promo_store_generate:
 * @transaction: a transaction
 * @pattern: what each code is, but for its code
 * @prefix: (nullable): what each code begins with
 * @length: how many random letters follow
 * @n: how many codes
 * @error: return location
 *
 * Draws codes of letters that are not taken for each other, cryptographically random, each other
 * than all the event has.
 *
 * Returns: (transfer container) (element-type FoyerPromoCode): the codes; %NULL with error
 */
GPtrArray *
foyer_promo_store_generate (FoyerTransaction *transaction,
                            const FoyerPromoCode *pattern,
                            const char *prefix,
                            guint length,
                            guint n,
                            GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (GPtrArray) promos = g_ptr_array_new_with_free_func (foyer_row_free);
  g_autoptr (GHashTable) taken = NULL;
  g_autofree char *start = NULL;

  if (prefix != NULL && *prefix != '\0')
    {
      start = foyer_promo_code_normalise (prefix);
      if (start == NULL)
        {
          refuse (error, FOYER_STORE_ERROR_INVALID,
                  foyer_promo_problem_describe (FOYER_PROMO_PROBLEM_CODE_BAD));
          return NULL;
        }
    }
  if (!check_generate (start, length, n, error) ||
      (taken = list_codes (db, &pattern->event_id, error)) == NULL)
    return NULL;

  while (promos->len < n)
    {
      g_autofree char *code = foyer_promo_code_draw (start, length);
      FoyerPromoCode *promo;

      if (g_hash_table_contains (taken, code))
        continue;
      promo = foyer_promo_code_copy (pattern);
      promo->row.key = 0;
      promo->row.id = (FoyerUuid){ 0 };
      g_free (promo->code);
      promo->code = g_strdup (code);
      g_ptr_array_add (promos, promo);
      g_hash_table_add (taken, g_steal_pointer (&code));
      if ((promos->len == 1 && !check (promo, error)) ||
          !foyer_transaction_insert (transaction, promo, error))
        return NULL;
    }
  return g_steal_pointer (&promos);
}

/**
 * foyer_promo_store_set_active:
 * @transaction: a transaction
 * @keys: (array length=n_keys): codes
 * @n_keys: how many
 * @is_active: whether they can be used from now on
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_promo_store_set_active (FoyerTransaction *transaction,
                              const gint64 *keys,
                              guint n_keys,
                              gboolean is_active,
                              GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);

  for (guint i = 0; i < n_keys; i++)
    {
      g_autoptr (FoyerPromoCode) before =
          foyer_row_store_get (db, &FOYER_PROMO_CODE_TYPE, keys[i], error);
      g_autoptr (FoyerPromoCode) after = NULL;

      if (before == NULL)
        return FALSE;
      after = foyer_promo_code_copy (before);
      after->is_inactive = !is_active;
      if (!foyer_transaction_update (transaction, before, after, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * foyer_promo_store_remove:
 * @transaction: a transaction
 * @keys: (array length=n_keys): codes
 * @n_keys: how many
 * @error: return location
 *
 * Orders that have one keep saying so.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_promo_store_remove (FoyerTransaction *transaction,
                          const gint64 *keys,
                          guint n_keys,
                          GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);

  for (guint i = 0; i < n_keys; i++)
    {
      g_autoptr (FoyerPromoCode) promo =
          foyer_row_store_get (db, &FOYER_PROMO_CODE_TYPE, keys[i], error);

      if (promo == NULL || !foyer_transaction_remove (transaction, promo, error))
        return FALSE;
    }
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier-store.h"

#include "foyer-offer-words.h"
#include "foyer-row-store.h"
#include "foyer-tier-check.h"

#include <glib/gi18n-lib.h>

static FoyerOffer *
load_offer (FoyerTransaction *transaction, const FoyerUuid *event_id, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, error);

  return event != NULL ? foyer_tier_store_load_offer (db, event, NULL, NULL, error) : NULL;
}

static gboolean
refuse (GError **error, FoyerStoreError kind, char *sentence)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, kind, sentence);
  g_free (sentence);
  return FALSE;
}

/* A free tier costs nothing, and whoever has no group price has none of its numbers: what is
 * hidden in a form is not stored. */
static void
tidy (FoyerTier *tier)
{
  if (tier->name != NULL)
    g_strstrip (tier->name);
  if (tier->kind == FOYER_TIER_FREE)
    tier->price = 0;
  if (tier->kind != FOYER_TIER_DONATION)
    tier->price_min = FOYER_NONE;
  if (tier->kind != FOYER_TIER_PAID)
    tier->group_kind = FOYER_GROUP_NONE;
  if (tier->group_kind == FOYER_GROUP_NONE)
    tier->group_size = FOYER_NONE;
  if (tier->group_kind != FOYER_GROUP_N_FOR_M)
    tier->group_pays = FOYER_NONE;
  if (tier->group_kind != FOYER_GROUP_PER_HEAD)
    tier->group_price = FOYER_NONE;
}

static gboolean
check (const FoyerTier *tier, const FoyerOffer *offer, GError **error)
{
  FoyerTierProblems problems;

  foyer_tier_check (tier, offer, &problems);
  for (guint i = 0; i < FOYER_N_TIER_PROBLEMS; i++)
    if (foyer_tier_problems_has (&problems, i))
      return refuse (error,
                     i == FOYER_TIER_PROBLEM_NAME_TAKEN ||
                             i == FOYER_TIER_PROBLEM_QUANTITY_BELOW_TAKEN ||
                             i == FOYER_TIER_PROBLEM_QUOTA_BELOW_TAKEN
                         ? FOYER_STORE_ERROR_CONFLICT
                         : FOYER_STORE_ERROR_INVALID,
                     foyer_tier_problem_describe (i, &problems, tier));
  return TRUE;
}

/**
 * foyer_tier_store_add:
 * @transaction: a transaction
 * @tier: a tier that is not stored yet, with its event; it comes after the others
 * @error: return location
 *
 * Returns: %FALSE with error: INVALID or CONFLICT with a sentence
 */
gboolean
foyer_tier_store_add (FoyerTransaction *transaction, FoyerTier *tier, GError **error)
{
  g_autoptr (FoyerOffer) offer = load_offer (transaction, &tier->event_id, error);

  if (offer == NULL)
    return FALSE;
  tidy (tier);
  if (!check (tier, offer, error))
    return FALSE;
  for (guint i = 0; i < offer->tiers->len; i++)
    tier->sort_order = MAX (tier->sort_order, foyer_offer_tier (offer, i)->tier->sort_order + 1);
  return foyer_transaction_insert (transaction, tier, error);
}

/**
 * foyer_tier_store_edit:
 * @transaction: a transaction
 * @before: the tier as it was seen
 * @after: the tier as it is to be
 * @error: return location
 *
 * What is sold and held is counted in the transaction, so that nothing can be sold in between. No
 * difference: nothing is written.
 *
 * Returns: %FALSE with error: INVALID or CONFLICT with a sentence
 */
gboolean
foyer_tier_store_edit (FoyerTransaction *transaction,
                       const FoyerTier *before,
                       FoyerTier *after,
                       GError **error)
{
  g_autoptr (FoyerOffer) offer = NULL;

  tidy (after);
  if (foyer_row_diff (before, after) == 0)
    return TRUE;
  offer = load_offer (transaction, &before->event_id, error);
  if (offer == NULL)
    return FALSE;
  if (foyer_offer_find_tier (offer, &before->row.id) < 0)
    return refuse (error, FOYER_STORE_ERROR_NOT_FOUND,
                   g_strdup (_ ("This tier was removed in the meantime.")));
  return check (after, offer, error) &&
         foyer_transaction_update (transaction, before, after, error);
}

/* Any ticket that is not removed, also a cancelled one: its history needs the tier. */
static gboolean
count_tickets (FoyerDatabase *db, const FoyerTier *tier, gint64 *n, GError **error)
{
  static const char sql[] = "SELECT count (*) FROM tickets INDEXED BY tickets_by_tier "
                            "WHERE event_id = ?1 AND tier_id = ?2 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, tier->event_id.bytes, sizeof tier->event_id.bytes,
                     SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, tier->row.id.bytes, sizeof tier->row.id.bytes, SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * foyer_tier_store_remove:
 * @transaction: a transaction
 * @tier: a tier
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT with a sentence when there are tickets of it
 */
gboolean
foyer_tier_store_remove (FoyerTransaction *transaction, const FoyerTier *tier, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (GPtrArray) tiers = NULL;
  gint64 n;

  if (!count_tickets (db, tier, &n, error))
    return FALSE;
  if (n > 0)
    return refuse (
        error, FOYER_STORE_ERROR_CONFLICT,
        g_strdup_printf (ngettext ("“%s” cannot be deleted: %d ticket is of this tier. End its "
                                   "sale, or hide it, instead.",
                                   "“%s” cannot be deleted: %d tickets are of this tier. End its "
                                   "sale, or hide it, instead.",
                                   n),
                         tier->name, (int) n));

  tiers = foyer_row_store_list (db, &FOYER_TIER_TYPE, &tier->event_id, error);
  for (guint i = 0; tiers != NULL && i < tiers->len; i++)
    {
      const FoyerTier *other = tiers->pdata[i];
      g_autoptr (FoyerTier) after = NULL;

      if (!foyer_uuid_equal (&other->next_tier_id, &tier->row.id))
        continue;
      after = foyer_tier_copy (other);
      after->next_tier_id = (FoyerUuid){ 0 };
      if (!foyer_transaction_update (transaction, other, after, error))
        return FALSE;
    }
  return tiers != NULL && foyer_transaction_remove (transaction, tier, error);
}

static guint
find_place (const GArray *ids, const FoyerTier *tier)
{
  guint i = 0;

  while (i < ids->len && !foyer_uuid_equal (&g_array_index (ids, FoyerUuid, i), &tier->row.id))
    i++;
  return i;
}

/**
 * foyer_tier_store_reorder:
 * @transaction: a transaction
 * @event_id: an event
 * @ids: (element-type FoyerUuid): its tiers in the order wanted; those that are left out follow, as
 * they stood
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_tier_store_reorder (FoyerTransaction *transaction,
                          const FoyerUuid *event_id,
                          const GArray *ids,
                          GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (GPtrArray) tiers = foyer_row_store_list (db, &FOYER_TIER_TYPE, event_id, error);
  guint n_after = 0;

  for (guint i = 0; tiers != NULL && i < tiers->len; i++)
    {
      const FoyerTier *tier = tiers->pdata[i];
      g_autoptr (FoyerTier) after = foyer_tier_copy (tier);
      guint place = find_place (ids, tier);

      after->sort_order = place < ids->len ? place : ids->len + n_after++;
      if (!foyer_transaction_update (transaction, tier, after, error))
        return FALSE;
    }
  return tiers != NULL;
}

static gboolean
check_quota (FoyerTransaction *transaction, const FoyerQuota *quota, GError **error)
{
  g_autoptr (FoyerOffer) offer = load_offer (transaction, &quota->event_id, error);

  if (offer == NULL)
    return FALSE;
  if (quota->name == NULL || *quota->name == '\0')
    return refuse (error, FOYER_STORE_ERROR_INVALID, g_strdup (_ ("A quota needs a name.")));
  if (quota->quantity_total < 0 || quota->quantity_total > FOYER_QUANTITY_MAX)
    return refuse (error, FOYER_STORE_ERROR_INVALID,
                   g_strdup (_ ("A quota needs a number of places, 100,000,000 at most.")));
  for (guint i = 0; i < offer->quotas->len; i++)
    {
      const FoyerOfferQuota *stored = foyer_offer_quota (offer, i);

      if (foyer_uuid_equal (&stored->quota->row.id, &quota->row.id) &&
          quota->quantity_total < stored->n_taken &&
          quota->quantity_total != stored->quota->quantity_total)
        return refuse (
            error, FOYER_STORE_ERROR_CONFLICT,
            g_strdup_printf (ngettext ("%d place is sold or held already: no fewer are possible.",
                                       "%d places are sold or held already: no fewer are possible.",
                                       stored->n_taken),
                             (int) stored->n_taken));
    }
  return TRUE;
}

/**
 * foyer_tier_store_add_quota:
 * @transaction: a transaction
 * @quota: a quota that is not stored yet, with its event
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_tier_store_add_quota (FoyerTransaction *transaction, FoyerQuota *quota, GError **error)
{
  return check_quota (transaction, quota, error) &&
         foyer_transaction_insert (transaction, quota, error);
}

/**
 * foyer_tier_store_edit_quota:
 * @transaction: a transaction
 * @before: the quota as it was seen
 * @after: the quota as it is to be
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT with the number when more is sold or held
 */
gboolean
foyer_tier_store_edit_quota (FoyerTransaction *transaction,
                             const FoyerQuota *before,
                             FoyerQuota *after,
                             GError **error)
{
  if (foyer_row_diff (before, after) == 0)
    return TRUE;
  return check_quota (transaction, after, error) &&
         foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_tier_store_remove_quota:
 * @transaction: a transaction
 * @quota: a quota
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_tier_store_remove_quota (FoyerTransaction *transaction,
                               const FoyerQuota *quota,
                               GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (GPtrArray) tiers =
      foyer_row_store_list (db, &FOYER_TIER_TYPE, &quota->event_id, error);

  for (guint i = 0; tiers != NULL && i < tiers->len; i++)
    {
      const FoyerTier *tier = tiers->pdata[i];
      g_autoptr (FoyerTier) after = foyer_tier_copy (tier);

      if (!foyer_uuid_equal (&tier->quota_id, &quota->row.id))
        continue;
      after->quota_id = (FoyerUuid){ 0 };
      if (!foyer_transaction_update (transaction, tier, after, error))
        return FALSE;
    }
  return tiers != NULL && foyer_transaction_remove (transaction, quota, error);
}

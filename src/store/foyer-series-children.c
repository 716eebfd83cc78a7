/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-series-children.h"

#include "foyer-promo-code.h"
#include "foyer-quota.h"
#include "foyer-series-visit.h"
#include "foyer-tier.h"

#include <string.h>

/* One date and one type of rows. */
typedef struct
{
  FoyerSeriesVisit date;
  const FoyerRowType *type;
  FoyerColumnSet own; /* columns that are the date's own */
  GPtrArray *plan;
  guint n_left;
} Visit;

static void
child_free (gpointer data)
{
  FoyerSeriesChild *child = data;

  g_clear_pointer (&child->before, foyer_row_free);
  g_clear_pointer (&child->after, foyer_row_free);
  g_free (child);
}

/* Takes both. */
static void
add_child (Visit *visit, FoyerRow *before, FoyerRow *after)
{
  FoyerSeriesChild *child = g_new0 (FoyerSeriesChild, 1);

  child->before = before;
  child->after = after;
  g_ptr_array_add (visit->plan, child);
}

/* Of a tier, or of all tiers of a quota. */
static gint64
count_tickets (const Visit *visit, const FoyerRow *row, GError **error)
{
  static const char of_tier[] =
      "SELECT count (*) FROM tickets WHERE event_id = ?1 AND tier_id = ?2 AND deleted_at IS NULL";
  static const char of_quota[] =
      "SELECT count (*) FROM tickets WHERE event_id = ?1 AND deleted_at IS NULL AND tier_id IN "
      "(SELECT id FROM ticket_tiers WHERE event_id = ?1 AND quota_id = ?2)";
  sqlite3_stmt *statement = foyer_database_prepare (
      visit->date.db, row->type == &FOYER_QUOTA_TYPE ? of_quota : of_tier, error);
  gint64 n;

  if (statement == NULL)
    return -1;
  sqlite3_bind_blob (statement, 1, &visit->date.date->row.id, sizeof (FoyerUuid), SQLITE_TRANSIENT);
  sqlite3_bind_blob (statement, 2, &row->id, sizeof (FoyerUuid), SQLITE_TRANSIENT);
  if (foyer_database_step (visit->date.db, statement, error) != SQLITE_ROW)
    return -1;
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n;
}

/* Fewer places than there are tickets: not here. */
static gboolean
fits (Visit *visit, const FoyerRow *before, FoyerRow *after, GError **error)
{
  const FoyerColumn *places = foyer_row_type_find (visit->type, "quantity_total");
  gint64 *total;
  gint64 old, n;

  if (places == NULL)
    return TRUE;
  total = &FOYER_COLUMN_FIELD (after, places, gint64);
  old = FOYER_COLUMN_FIELD (before, places, gint64);
  if (*total == FOYER_NONE || *total == old)
    return TRUE;
  n = count_tickets (visit, before, error);
  if (n > *total)
    {
      *total = old;
      visit->n_left++;
    }
  return n >= 0;
}

static gboolean
visit_changed (Visit *visit, const FoyerRow *before, const FoyerRow *after, GError **error)
{
  FoyerColumnSet was_missing, missing;
  g_autoptr (FoyerRow) old =
      foyer_series_visit_carry_over (&visit->date, before, FALSE, &was_missing);
  g_autoptr (FoyerRow) new = foyer_series_visit_carry_over (&visit->date, after, TRUE, &missing);
  FoyerColumnSet edited = foyer_row_diff (before, after) & ~visit->own;
  FoyerRow *here;
  g_autoptr (FoyerRow) changed = NULL;
  gboolean is_left = FALSE;

  if (edited == 0)
    return TRUE;
  here = foyer_series_visit_match (&visit->date, before);
  if (here == NULL)
    here = foyer_series_visit_match (&visit->date, after);
  if (here == NULL)
    {
      visit->n_left++;
      return TRUE;
    }
  changed = foyer_row_copy (here);
  for (guint i = 0; i < visit->type->n_columns; i++)
    {
      FoyerColumnSet bit = (FoyerColumnSet) 1 << i;

      if (!(edited & bit & foyer_row_diff (new, here)))
        continue;
      if (((foyer_row_diff (old, here) & bit) && !visit->date.edit->overwrite) || (missing & bit))
        is_left = TRUE;
      else
        foyer_row_copy_column (changed, new, &visit->type->columns[i]);
    }
  visit->n_left += is_left;
  if (!fits (visit, here, changed, error))
    return FALSE;
  if (foyer_row_diff (here, changed) != 0)
    add_child (visit, foyer_row_copy (here), g_steal_pointer (&changed));
  return TRUE;
}

/* A tier can do without a quota or a next one; a question or code for other tiers would be another.
 */
static void
visit_added (Visit *visit, const FoyerRow *row)
{
  FoyerColumnSet missing;
  g_autoptr (FoyerRow) added = NULL;

  if (foyer_series_visit_match (&visit->date, row) != NULL)
    return;
  added = foyer_series_visit_carry_over (&visit->date, row, TRUE, &missing);
  if (missing != 0 && visit->type != &FOYER_TIER_TYPE)
    {
      visit->n_left++;
      return;
    }
  foyer_uuid_init_v7 (&added->id);
  added->key = 0;
  added->version = 0;
  added->deleted_at = FOYER_NONE;
  FOYER_COLUMN_FIELD (added, foyer_row_type_find (visit->type, "event_id"), FoyerUuid) =
      visit->date.date->row.id;
  for (guint i = 0; i < visit->type->n_columns; i++)
    if (missing & (FoyerColumnSet) 1 << i)
      memset (&FOYER_COLUMN_FIELD (added, &visit->type->columns[i], FoyerUuid), 0,
              sizeof (FoyerUuid));
  add_child (visit, NULL, g_steal_pointer (&added));
}

/* A tier there has the quota still, whatever becomes of it. */
static gboolean
is_shared (Visit *visit, const FoyerRow *quota)
{
  GPtrArray *tiers = foyer_series_visit_get_rows (&visit->date, &FOYER_TIER_TYPE);
  guint n = 0;

  for (guint i = 0; i < tiers->len; i++)
    n += foyer_uuid_equal (&((FoyerTier *) tiers->pdata[i])->quota_id, &quota->id);
  for (guint i = 0; i < visit->plan->len; i++)
    {
      const FoyerSeriesChild *child = visit->plan->pdata[i];
      const FoyerTier *before = (const FoyerTier *) child->before;
      const FoyerTier *after = (const FoyerTier *) child->after;

      if (before != NULL && before->row.type == &FOYER_TIER_TYPE &&
          foyer_uuid_equal (&before->quota_id, &quota->id) &&
          (after == NULL || !foyer_uuid_equal (&after->quota_id, &quota->id)))
        n--;
    }
  return n > 0;
}

/* A tier that anybody ever had a ticket of stays. */
static gboolean
visit_removed (Visit *visit, const FoyerRow *row, GError **error)
{
  FoyerRow *here = foyer_series_visit_match (&visit->date, row);
  gint64 n = 0;

  if (here == NULL)
    return TRUE;
  if (visit->type == &FOYER_TIER_TYPE && (n = count_tickets (visit, here, error)) < 0)
    return FALSE;
  if (n > 0 || (visit->type == &FOYER_QUOTA_TYPE && is_shared (visit, here)))
    visit->n_left++;
  else
    add_child (visit, foyer_row_copy (here), NULL);
  return TRUE;
}

/* Mostly in the same place: there may be many. */
static const FoyerRow *
find_old (GPtrArray *before, guint place, const FoyerRow *row)
{
  if (before != NULL && place < before->len &&
      foyer_uuid_equal (&((FoyerRow *) before->pdata[place])->id, &row->id))
    return before->pdata[place];
  return foyer_series_find_row (before, &row->id);
}

static gboolean
visit_rows (Visit *visit, GPtrArray *before, GPtrArray *after, GError **error)
{
  for (guint i = 0; after != NULL && i < after->len; i++)
    {
      const FoyerRow *row = after->pdata[i];
      const FoyerRow *old = find_old (before, i, row);

      if (old == NULL)
        visit_added (visit, row);
      else if (!visit_changed (visit, old, row, error))
        return FALSE;
    }
  for (guint i = 0; before != NULL && i < before->len; i++)
    {
      const FoyerRow *row = before->pdata[i];

      if (foyer_series_find_row (after, &row->id) == NULL && !visit_removed (visit, row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
rows_differ (const FoyerSeriesEdit *edit, const FoyerRowType *type)
{
  GPtrArray *before = foyer_series_edit_get_rows (edit, type, FALSE);
  GPtrArray *after = foyer_series_edit_get_rows (edit, type, TRUE);
  guint n_before = before != NULL ? before->len : 0;
  guint n_after = after != NULL ? after->len : 0;

  if (n_before != n_after)
    return TRUE;
  for (guint i = 0; i < n_after; i++)
    {
      const FoyerRow *row = after->pdata[i];
      const FoyerRow *old = foyer_series_find_row (before, &row->id);

      if (old == NULL || (foyer_row_diff (old, row) & ~foyer_series_edit_get_own (edit, type)) != 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * foyer_series_children_differ:
 * @edit: what is to be done
 *
 * Returns: whether what belongs to the date was edited in a way that concerns other dates
 */
gboolean
foyer_series_children_differ (const FoyerSeriesEdit *edit)
{
  for (guint i = 0; i < FOYER_SERIES_N_CHILD_TYPES; i++)
    if (rows_differ (edit, foyer_series_child_types[i]))
      return TRUE;
  return FALSE;
}

static gboolean
visit_type (Visit *visit, const FoyerRowType *type, GError **error)
{
  visit->type = type;
  visit->own = foyer_series_edit_get_own (visit->date.edit, type);
  if (!rows_differ (visit->date.edit, type))
    return TRUE;
  if (!foyer_series_visit_load (&visit->date, type, error) ||
      (type == &FOYER_QUOTA_TYPE &&
       !foyer_series_visit_load (&visit->date, &FOYER_TIER_TYPE, error)))
    return FALSE;
  return visit_rows (visit, foyer_series_edit_get_rows (visit->date.edit, type, FALSE),
                     foyer_series_edit_get_rows (visit->date.edit, type, TRUE), error);
}

/**
 * foyer_series_children_plan:
 * @db: a connection
 * @edit: what is to be done
 * @date: another date of the series
 * @n_left: (out): rows that stay as they are there, or are not there
 * @error: return location
 *
 * Tiers and quotas are the same by name, questions and promo codes by code; of several with a name,
 * those in the same place.
 *
 * Returns: (transfer full) (element-type FoyerSeriesChild): what becomes of its tiers, questions,
 *   quotas and promo codes; %NULL with error
 */
GPtrArray *
foyer_series_children_plan (FoyerDatabase *db,
                            const FoyerSeriesEdit *edit,
                            const FoyerEvent *date,
                            guint *n_left,
                            GError **error)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (date->timezone);
  g_autoptr (GPtrArray) plan = g_ptr_array_new_with_free_func (child_free);
  Visit visit = { .date = { .db = db, .edit = edit, .date = date }, .plan = plan };
  gboolean is_done = TRUE;

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  visit.date.zone = zone;
  visit.date.seconds = foyer_wall_seconds_from_instant (date->start_date, zone) -
                       foyer_wall_seconds_from_instant (edit->before->start_date, zone);
  for (guint i = 0; is_done && i < FOYER_SERIES_N_CHILD_TYPES; i++)
    is_done = visit_type (&visit, foyer_series_child_types[i], error);
  foyer_series_visit_clear (&visit.date);
  *n_left = visit.n_left;
  return is_done ? g_steal_pointer (&plan) : NULL;
}

/**
 * foyer_series_children_write:
 * @plan: (element-type FoyerSeriesChild): what is to be done
 * @transaction: a transaction
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_series_children_write (GPtrArray *plan, FoyerTransaction *transaction, GError **error)
{
  for (guint i = 0; i < plan->len; i++)
    {
      const FoyerSeriesChild *child = plan->pdata[i];
      gboolean is_done;

      if (child->before == NULL)
        is_done = foyer_transaction_insert (transaction, child->after, error);
      else if (child->after == NULL)
        is_done = foyer_transaction_remove (transaction, child->before, error);
      else
        is_done = foyer_transaction_update (transaction, child->before, child->after, error);
      if (!is_done)
        return FALSE;
    }
  return TRUE;
}

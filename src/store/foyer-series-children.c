/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-series-children.h"

#include "foyer-question.h"
#include "foyer-row-store.h"
#include "foyer-tier.h"

#include <string.h>

/* One date and one type of rows. */
typedef struct
{
  FoyerDatabase *db;
  const FoyerSeriesEdit *edit;
  const FoyerEvent *date;
  const FoyerRowType *type;
  FoyerColumnSet own; /* columns that name rows of the date itself */
  GTimeZone *zone;
  gint64 seconds;   /* from the edited date to this one, by the wall's clock */
  GPtrArray *rows;  /* (element-type FoyerRow) of the date */
  GPtrArray *tiers; /* (element-type FoyerTier) of the date */
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

static FoyerColumnSet
find_bit (const FoyerRowType *type, const char *name)
{
  return (FoyerColumnSet) 1 << (foyer_row_type_find (type, name) - type->columns);
}

static FoyerRow *
find_by_id (GPtrArray *rows, const FoyerUuid *id)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (foyer_uuid_equal (&((FoyerRow *) rows->pdata[i])->id, id))
      return rows->pdata[i];
  return NULL;
}

static gint64
get_place (const FoyerRow *row)
{
  return row->type == &FOYER_TIER_TYPE ? ((const FoyerTier *) row)->sort_order
                                       : ((const FoyerQuestion *) row)->sort_order;
}

/* The row of a date that has the name of one of the edited date; of several, that in its place. */
static FoyerRow *
match (GPtrArray *rows, const FoyerRow *row)
{
  const FoyerColumn *name =
      foyer_row_type_find (row->type, row->type == &FOYER_TIER_TYPE ? "name" : "code");
  FoyerRow *found = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      FoyerRow *other = rows->pdata[i];

      if (g_strcmp0 (FOYER_COLUMN_FIELD (other, name, char *),
                     FOYER_COLUMN_FIELD (row, name, char *)) != 0)
        continue;
      if (found == NULL || get_place (other) == get_place (row))
        found = other;
    }
  return found;
}

static void
shift (const Visit *visit, gint64 *instant)
{
  if (*instant != FOYER_NONE)
    foyer_wall_seconds_to_instant (foyer_wall_seconds_from_instant (*instant, visit->zone) +
                                       visit->seconds,
                                   visit->zone, instant);
}

/* Names the date's own tiers. FALSE when one of them is not there. */
static gboolean
map_tiers (const Visit *visit, GPtrArray *edited_tiers, char **json)
{
  g_autoptr (GString) text = NULL;
  gboolean is_whole = TRUE;

  if (*json == NULL || edited_tiers == NULL)
    return *json == NULL;
  text = g_string_new (*json);
  for (guint i = 0; i < edited_tiers->len; i++)
    {
      const FoyerRow *tier = edited_tiers->pdata[i];
      const FoyerRow *own = match (visit->tiers, tier);
      char from[FOYER_UUID_STRING_SIZE], to[FOYER_UUID_STRING_SIZE];

      foyer_uuid_format (&tier->id, from);
      if (strstr (text->str, from) == NULL)
        continue;
      if (own == NULL)
        {
          is_whole = FALSE;
          continue;
        }
      foyer_uuid_format (&own->id, to);
      g_string_replace (text, from, to, 0);
    }
  g_free (*json);
  *json = g_string_free (g_steal_pointer (&text), FALSE);
  return is_whole;
}

/* A row of the edited date as it would be at this date. */
static FoyerRow *
carry_over (const Visit *visit, const FoyerRow *row, GPtrArray *edited_tiers, gboolean *is_whole)
{
  FoyerRow *carried = foyer_row_copy (row);

  *is_whole = TRUE;
  if (visit->type == &FOYER_TIER_TYPE)
    {
      shift (visit, &((FoyerTier *) carried)->sale_start);
      shift (visit, &((FoyerTier *) carried)->sale_end);
    }
  else
    *is_whole = map_tiers (visit, edited_tiers, &((FoyerQuestion *) carried)->tier_ids);
  return carried;
}

static gint64
count_tickets (const Visit *visit, const FoyerRow *tier, GError **error)
{
  static const char sql[] =
      "SELECT count (*) FROM tickets WHERE event_id = ?1 AND tier_id = ?2 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (visit->db, sql, error);
  gint64 n;

  if (statement == NULL)
    return -1;
  sqlite3_bind_blob (statement, 1, &visit->date->row.id, sizeof (FoyerUuid), SQLITE_TRANSIENT);
  sqlite3_bind_blob (statement, 2, &tier->id, sizeof (FoyerUuid), SQLITE_TRANSIENT);
  if (foyer_database_step (visit->db, statement, error) != SQLITE_ROW)
    return -1;
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n;
}

/* Fewer places than there are tickets: not here. */
static gboolean
fits (Visit *visit, const FoyerRow *before, FoyerRow *after, GError **error)
{
  FoyerTier *tier = (FoyerTier *) after;
  gint64 n;

  if (visit->type != &FOYER_TIER_TYPE || tier->quantity_total == FOYER_NONE ||
      tier->quantity_total == ((const FoyerTier *) before)->quantity_total)
    return TRUE;
  n = count_tickets (visit, before, error);
  if (n > tier->quantity_total)
    {
      tier->quantity_total = ((const FoyerTier *) before)->quantity_total;
      visit->n_left++;
    }
  return n >= 0;
}

static gboolean
visit_changed (Visit *visit, const FoyerRow *before, const FoyerRow *after, GError **error)
{
  gboolean is_whole, was_whole, is_left = FALSE;
  g_autoptr (FoyerRow) old = carry_over (visit, before, visit->edit->tiers_before, &was_whole);
  g_autoptr (FoyerRow) new = carry_over (visit, after, visit->edit->tiers_after, &is_whole);
  FoyerColumnSet edited = foyer_row_diff (before, after) & ~visit->own;
  FoyerRow *here = match (visit->rows, before);
  g_autoptr (FoyerRow) changed = NULL;

  if (edited == 0)
    return TRUE;
  if (here == NULL)
    here = match (visit->rows, after);
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
      if (((foyer_row_diff (old, here) & bit) && !visit->edit->overwrite) ||
          (!is_whole && g_str_equal (visit->type->columns[i].name, "tier_ids")))
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

static void
visit_added (Visit *visit, const FoyerRow *row)
{
  gboolean is_whole;
  g_autoptr (FoyerRow) added = NULL;

  if (match (visit->rows, row) != NULL)
    return;
  added = carry_over (visit, row, visit->edit->tiers_after, &is_whole);
  if (!is_whole)
    {
      visit->n_left++;
      return;
    }
  foyer_uuid_init_v7 (&added->id);
  added->key = 0;
  added->version = 0;
  added->deleted_at = FOYER_NONE;
  if (visit->type == &FOYER_TIER_TYPE)
    {
      FoyerTier *tier = (FoyerTier *) added;

      tier->event_id = visit->date->row.id;
      memset (&tier->quota_id, 0, sizeof tier->quota_id);
      memset (&tier->next_tier_id, 0, sizeof tier->next_tier_id);
    }
  else
    ((FoyerQuestion *) added)->event_id = visit->date->row.id;
  add_child (visit, NULL, g_steal_pointer (&added));
}

/* A tier that anybody ever had a ticket of stays. */
static gboolean
visit_removed (Visit *visit, const FoyerRow *row, GError **error)
{
  FoyerRow *here = match (visit->rows, row);
  gint64 n = 0;

  if (here == NULL)
    return TRUE;
  if (visit->type == &FOYER_TIER_TYPE && (n = count_tickets (visit, here, error)) < 0)
    return FALSE;
  if (n > 0)
    visit->n_left++;
  else
    add_child (visit, foyer_row_copy (here), NULL);
  return TRUE;
}

static gboolean
visit_rows (Visit *visit, GPtrArray *before, GPtrArray *after, GError **error)
{
  for (guint i = 0; after != NULL && i < after->len; i++)
    {
      const FoyerRow *row = after->pdata[i];
      const FoyerRow *old = find_by_id (before, &row->id);

      if (old == NULL)
        visit_added (visit, row);
      else if (!visit_changed (visit, old, row, error))
        return FALSE;
    }
  for (guint i = 0; before != NULL && i < before->len; i++)
    {
      const FoyerRow *row = before->pdata[i];

      if (find_by_id (after, &row->id) == NULL && !visit_removed (visit, row, error))
        return FALSE;
    }
  return TRUE;
}

static FoyerColumnSet
get_own (const FoyerRowType *type)
{
  FoyerColumnSet own = find_bit (type, "event_id") | find_bit (type, "sort_order");

  if (type == &FOYER_TIER_TYPE)
    own |= find_bit (type, "quota_id") | find_bit (type, "next_tier_id");
  return own;
}

static gboolean
rows_differ (const FoyerRowType *type, GPtrArray *before, GPtrArray *after)
{
  guint n_before = before != NULL ? before->len : 0;
  guint n_after = after != NULL ? after->len : 0;

  if (n_before != n_after)
    return TRUE;
  for (guint i = 0; i < n_after; i++)
    {
      const FoyerRow *row = after->pdata[i];
      const FoyerRow *old = find_by_id (before, &row->id);

      if (old == NULL || (foyer_row_diff (old, row) & ~get_own (type)) != 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * foyer_series_children_differ:
 * @edit: what is to be done
 *
 * Returns: whether tiers or questions were edited in a way that concerns other dates
 */
gboolean
foyer_series_children_differ (const FoyerSeriesEdit *edit)
{
  return rows_differ (&FOYER_TIER_TYPE, edit->tiers_before, edit->tiers_after) ||
         rows_differ (&FOYER_QUESTION_TYPE, edit->questions_before, edit->questions_after);
}

static gboolean
visit_type (Visit *visit, const FoyerRowType *type, GError **error)
{
  gboolean is_tier = type == &FOYER_TIER_TYPE;

  visit->type = type;
  visit->own = get_own (type);
  visit->rows =
      is_tier ? visit->tiers : foyer_row_store_list (visit->db, type, &visit->date->row.id, error);
  if (visit->rows == NULL)
    return FALSE;
  return is_tier ? visit_rows (visit, visit->edit->tiers_before, visit->edit->tiers_after, error)
                 : visit_rows (visit, visit->edit->questions_before, visit->edit->questions_after,
                               error);
}

/**
 * foyer_series_children_plan:
 * @db: a connection
 * @edit: what is to be done
 * @date: another date of the series
 * @n_left: (out): tiers and questions that stay as they are there, or are not there
 * @error: return location
 *
 * Tiers are the same by name, questions by code; of several with a name, those in the same place.
 *
 * Returns: (transfer full) (element-type FoyerSeriesChild): what becomes of its tiers and
 *   questions; %NULL with error
 */
GPtrArray *
foyer_series_children_plan (FoyerDatabase *db,
                            const FoyerSeriesEdit *edit,
                            const FoyerEvent *date,
                            guint *n_left,
                            GError **error)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (date->timezone);
  g_autoptr (GPtrArray) tiers = foyer_row_store_list (db, &FOYER_TIER_TYPE, &date->row.id, error);
  g_autoptr (GPtrArray) plan = g_ptr_array_new_with_free_func (child_free);
  Visit visit = { .db = db, .edit = edit, .date = date, .tiers = tiers, .plan = plan };
  gboolean is_done;

  if (tiers == NULL)
    return NULL;
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  visit.zone = zone;
  visit.seconds = foyer_wall_seconds_from_instant (date->start_date, zone) -
                  foyer_wall_seconds_from_instant (edit->before->start_date, zone);
  is_done = visit_type (&visit, &FOYER_TIER_TYPE, error) &&
            visit_type (&visit, &FOYER_QUESTION_TYPE, error);
  if (visit.rows != tiers)
    g_clear_pointer (&visit.rows, g_ptr_array_unref);
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

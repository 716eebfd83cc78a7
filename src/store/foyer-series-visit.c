/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-series-visit.h"

#include "foyer-promo-store.h"
#include "foyer-question.h"
#include "foyer-quota.h"
#include "foyer-row-store.h"
#include "foyer-tier.h"

#include <string.h>

const FoyerRowType *const foyer_series_child_types[FOYER_SERIES_N_CHILD_TYPES] = {
  &FOYER_TIER_TYPE, &FOYER_QUESTION_TYPE, &FOYER_PROMO_CODE_TYPE,
  &FOYER_QUOTA_TYPE, /* at last: its tiers may have gone */
};

/* Each date has rows of its own, which are the same by this column. */
static const char *const names[FOYER_SERIES_N_CHILD_TYPES] = { "name", "code", "code", "name" };

/* Columns that name rows of the date itself: an id, or a JSON array of them. */
static const struct
{
  const FoyerRowType *type;
  const char *column;
  const FoyerRowType *named;
} references[] = {
  { &FOYER_TIER_TYPE, "quota_id", &FOYER_QUOTA_TYPE },
  { &FOYER_TIER_TYPE, "next_tier_id", &FOYER_TIER_TYPE },
  { &FOYER_QUESTION_TYPE, "tier_ids", &FOYER_TIER_TYPE },
  { &FOYER_PROMO_CODE_TYPE, "tier_ids", &FOYER_TIER_TYPE },
};

/* Empty when there is no such column. */
static FoyerColumnSet
find_bit (const FoyerRowType *type, const char *name)
{
  const FoyerColumn *column = foyer_row_type_find (type, name);

  return column != NULL ? (FoyerColumnSet) 1 << (column - type->columns) : 0;
}

/**
 * foyer_series_find_row:
 * @rows: (nullable) (element-type FoyerRow): rows
 * @id: whose
 *
 * Returns: (transfer none) (nullable): the row
 */
gpointer
foyer_series_find_row (GPtrArray *rows, const FoyerUuid *id)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (foyer_uuid_equal (&((FoyerRow *) rows->pdata[i])->id, id))
      return rows->pdata[i];
  return NULL;
}

static guint
find_kind (const FoyerRowType *type)
{
  guint i = 0;

  while (foyer_series_child_types[i] != type)
    i++;
  return i;
}

/**
 * foyer_series_edit_get_rows:
 * @edit: what is to be done
 * @type: a type of rows that belong to a date
 * @is_after: as they are afterwards
 *
 * Returns: (transfer none) (nullable): rows of the edited date
 */
GPtrArray *
foyer_series_edit_get_rows (const FoyerSeriesEdit *edit,
                            const FoyerRowType *type,
                            gboolean is_after)
{
  GPtrArray *rows[][2] = {
    { edit->tiers_before, edit->tiers_after },
    { edit->questions_before, edit->questions_after },
    { edit->promos_before, edit->promos_after },
    { edit->quotas_before, edit->quotas_after },
  };

  return rows[find_kind (type)][is_after];
}

/**
 * foyer_series_edit_get_own:
 * @edit: what is to be done
 * @type: a type of rows that belong to a date
 *
 * Returns: the columns that are the date's own, also those that name rows that @edit does not tell
 */
FoyerColumnSet
foyer_series_edit_get_own (const FoyerSeriesEdit *edit, const FoyerRowType *type)
{
  FoyerColumnSet own = find_bit (type, "event_id") | find_bit (type, "sort_order");

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (references[i].type == type &&
        foyer_series_edit_get_rows (edit, references[i].named, TRUE) == NULL)
      own |= find_bit (type, references[i].column);
  return own;
}

/* Of a date there may be 100 000 codes: they are looked up. */
static gboolean
load_type (FoyerSeriesVisit *self, const FoyerRowType *type, GError **error)
{
  GPtrArray **rows = &self->rows[find_kind (type)];

  if (*rows == NULL)
    *rows = type == &FOYER_PROMO_CODE_TYPE
                ? g_ptr_array_new_with_free_func (foyer_row_free)
                : foyer_row_store_list (self->db, type, &self->date->row.id, error);
  return *rows != NULL;
}

/**
 * foyer_series_visit_load:
 * @self: a visit
 * @type: a type of rows that belong to a date
 * @error: return location
 *
 * Loads its rows of the date, and those that they name.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_series_visit_load (FoyerSeriesVisit *self, const FoyerRowType *type, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (references[i].type == type && !load_type (self, references[i].named, error))
      return FALSE;
  return load_type (self, type, error);
}

/**
 * foyer_series_visit_get_rows:
 * @self: a visit
 * @type: a type of rows that belong to a date
 *
 * Returns: (transfer none) (nullable): its rows of the date, once they are loaded
 */
GPtrArray *
foyer_series_visit_get_rows (FoyerSeriesVisit *self, const FoyerRowType *type)
{
  return self->rows[find_kind (type)];
}

/**
 * foyer_series_visit_clear:
 * @self: a visit
 *
 * Frees the rows that were loaded.
 */
void
foyer_series_visit_clear (FoyerSeriesVisit *self)
{
  for (guint i = 0; i < FOYER_SERIES_N_CHILD_TYPES; i++)
    g_clear_pointer (&self->rows[i], g_ptr_array_unref);
}

static const char *
get_name (const FoyerRow *row)
{
  const FoyerColumn *name = foyer_row_type_find (row->type, names[find_kind (row->type)]);

  return FOYER_COLUMN_FIELD (row, name, char *);
}

static gint64
get_place (const FoyerRow *row)
{
  const FoyerColumn *place = foyer_row_type_find (row->type, "sort_order");

  return place != NULL ? FOYER_COLUMN_FIELD (row, place, gint64) : 0;
}

static FoyerRow *
look_up_code (FoyerSeriesVisit *self, const FoyerRow *row)
{
  GPtrArray *rows = self->rows[find_kind (row->type)];
  FoyerPromoCode *found =
      foyer_promo_store_find (self->db, &self->date->row.id, get_name (row), NULL);

  if (found != NULL)
    g_ptr_array_add (rows, found);
  return (FoyerRow *) found;
}

/**
 * foyer_series_visit_match:
 * @self: a visit
 * @row: a row of the edited date, of a type that is loaded
 *
 * Returns: (transfer none) (nullable): the date's row of the same name; of several, that in its
 * place
 */
FoyerRow *
foyer_series_visit_match (FoyerSeriesVisit *self, const FoyerRow *row)
{
  GPtrArray *rows = self->rows[find_kind (row->type)];
  FoyerRow *found = NULL;

  if (row->type == &FOYER_PROMO_CODE_TYPE)
    return look_up_code (self, row);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      FoyerRow *other = rows->pdata[i];

      if (g_strcmp0 (get_name (other), get_name (row)) != 0)
        continue;
      if (found == NULL || get_place (other) == get_place (row))
        found = other;
    }
  return found;
}

static void
shift_times (const FoyerSeriesVisit *self, FoyerRow *row)
{
  for (guint i = 0; i < row->type->n_columns; i++)
    {
      gint64 *instant = &FOYER_COLUMN_FIELD (row, &row->type->columns[i], gint64);

      if (row->type->columns[i].type == FOYER_COLUMN_TIME && *instant != FOYER_NONE)
        foyer_wall_seconds_to_instant (foyer_wall_seconds_from_instant (*instant, self->zone) +
                                           self->seconds,
                                       self->zone, instant);
    }
}

/* FALSE when the date has no such row. */
static gboolean
map_id (FoyerSeriesVisit *self, GPtrArray *named, FoyerUuid *id)
{
  const FoyerRow *row = foyer_uuid_is_nil (id) ? NULL : foyer_series_find_row (named, id);
  const FoyerRow *own = row != NULL ? foyer_series_visit_match (self, row) : NULL;

  if (own != NULL)
    *id = own->id;
  return own != NULL || foyer_uuid_is_nil (id);
}

static gboolean
map_ids (FoyerSeriesVisit *self, GPtrArray *named, char **json)
{
  g_autoptr (GString) text = NULL;
  gboolean is_whole = TRUE;

  if (*json == NULL || named == NULL)
    return *json == NULL;
  text = g_string_new (*json);
  for (guint i = 0; i < named->len; i++)
    {
      const FoyerRow *row = named->pdata[i];
      const FoyerRow *own = foyer_series_visit_match (self, row);
      char from[FOYER_UUID_STRING_SIZE], to[FOYER_UUID_STRING_SIZE];

      foyer_uuid_format (&row->id, from);
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

/**
 * foyer_series_visit_carry_over:
 * @self: a visit
 * @row: a row of the edited date, of a type that is loaded
 * @is_after: of those afterwards
 * @missing: (out): columns that name a row that the date does not have
 *
 * Returns: (transfer full): the row as it would be at this date
 */
FoyerRow *
foyer_series_visit_carry_over (FoyerSeriesVisit *self,
                               const FoyerRow *row,
                               gboolean is_after,
                               FoyerColumnSet *missing)
{
  FoyerRow *carried = foyer_row_copy (row);

  *missing = 0;
  shift_times (self, carried);
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      const FoyerColumn *column = foyer_row_type_find (references[i].type, references[i].column);
      GPtrArray *named = foyer_series_edit_get_rows (self->edit, references[i].named, is_after);

      if (references[i].type == row->type &&
          !(column->type == FOYER_COLUMN_UUID
                ? map_id (self, named, &FOYER_COLUMN_FIELD (carried, column, FoyerUuid))
                : map_ids (self, named, &FOYER_COLUMN_FIELD (carried, column, char *))))
        *missing |= find_bit (row->type, references[i].column);
    }
  return carried;
}

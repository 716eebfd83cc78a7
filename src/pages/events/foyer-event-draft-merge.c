/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-draft-merge.h"

/* Into a copy of mine: theirs where mine is as it was. */
static gpointer
merge_row (gconstpointer base,
           gconstpointer mine,
           gconstpointer theirs,
           FoyerColumnSet *taken,
           FoyerColumnSet *kept)
{
  const FoyerRowType *type = ((const FoyerRow *) base)->type;
  FoyerColumnSet here = foyer_row_diff (base, mine);
  FoyerColumnSet there = foyer_row_diff (base, theirs);
  FoyerColumnSet differ = foyer_row_diff (mine, theirs);
  FoyerRow *merged = foyer_row_copy (mine);

  /* It may have been stored meanwhile: key and version are the replica's. */
  *merged = *(const FoyerRow *) theirs;
  *taken = there & ~here;
  *kept = there & here & differ;
  for (guint i = 0; i < type->n_columns; i++)
    if (*taken & (FoyerColumnSet) 1 << i)
      foyer_row_copy_column (merged, theirs, &type->columns[i]);
  return merged;
}

static gboolean
differs (gconstpointer a, gconstpointer b)
{
  return foyer_event_draft_diff_rows (a, b) != 0;
}

/* Where only the place differs nobody needs to be told. */
static FoyerColumnSet
without_place (const FoyerRowType *type, FoyerColumnSet set)
{
  const FoyerColumn *place = foyer_row_type_find (type, "sort_order");

  return set & ~((FoyerColumnSet) 1 << (place - type->columns));
}

/* (nullable) what becomes of a row of mine. */
static gpointer
merge_mine (GPtrArray *base, const FoyerRow *mine, GPtrArray *theirs, FoyerDraftMerge *merge)
{
  const FoyerRow *before = foyer_event_draft_find_row (base, &mine->id);
  const FoyerRow *other = foyer_event_draft_find_row (theirs, &mine->id);
  FoyerColumnSet taken;
  FoyerColumnSet kept;
  gpointer merged;

  if (before == NULL)
    return foyer_row_copy (mine);
  if (other == NULL)
    {
      gboolean is_changed = differs (before, mine);

      merge->n_rows += !is_changed;
      merge->n_rows_kept += is_changed;
      return is_changed ? foyer_row_copy (mine) : NULL;
    }
  merged = merge_row (before, mine, other, &taken, &kept);
  merge->n_rows += without_place (mine->type, taken) != 0;
  merge->n_rows_kept += without_place (mine->type, kept) != 0;
  return merged;
}

static GPtrArray *
merge_rows (GPtrArray *base, GPtrArray *mine, GPtrArray *theirs, FoyerDraftMerge *merge)
{
  GPtrArray *merged = g_ptr_array_new_with_free_func (foyer_row_free);

  for (guint i = 0; i < mine->len; i++)
    {
      gpointer row = merge_mine (base, mine->pdata[i], theirs, merge);

      if (row != NULL)
        g_ptr_array_add (merged, row);
    }
  for (guint i = 0; i < theirs->len; i++)
    {
      const FoyerRow *row = theirs->pdata[i];
      const FoyerRow *before = foyer_event_draft_find_row (base, &row->id);

      /* New over there, or removed here while it was worked on there. */
      if (foyer_event_draft_find_row (mine, &row->id) == NULL &&
          (before == NULL || differs (before, row)))
        {
          g_ptr_array_insert (merged, MIN (i, merged->len), foyer_row_copy (row));
          merge->n_rows++;
        }
    }
  return merged;
}

/* Of the rows that both have. */
static gboolean
is_same_order (GPtrArray *a, GPtrArray *b)
{
  guint last = 0;

  for (guint i = 0; i < a->len; i++)
    {
      FoyerRow *other = foyer_event_draft_find_row (b, &((FoyerRow *) a->pdata[i])->id);
      guint at;

      if (other == NULL || !g_ptr_array_find (b, other, &at))
        continue;
      if (at < last)
        return FALSE;
      last = at;
    }
  return TRUE;
}

/* The order is theirs when nobody moved anything here. */
static void
take_order (GPtrArray *base, GPtrArray *mine, GPtrArray *theirs, GPtrArray *merged)
{
  guint place = 0;

  if (!is_same_order (base, mine) || is_same_order (base, theirs))
    return;
  for (guint i = 0; i < theirs->len; i++)
    for (guint j = place; j < merged->len; j++)
      {
        const FoyerRow *row = merged->pdata[j];

        if (!foyer_uuid_equal (&row->id, &((FoyerRow *) theirs->pdata[i])->id))
          continue;
        g_ptr_array_insert (merged, place++, g_ptr_array_steal_index (merged, j));
        break;
      }
}

static void
replace_rows (GPtrArray **rows, GPtrArray *merged)
{
  g_ptr_array_unref (*rows);
  *rows = merged;
}

FoyerEventDraft *
foyer_event_draft_merge (const FoyerEventDraft *base,
                         const FoyerEventDraft *mine,
                         const FoyerEventDraft *theirs,
                         FoyerDraftMerge *merge)
{
  FoyerEventDraft *merged = foyer_event_draft_copy (mine);

  *merge = (FoyerDraftMerge){ 0 };
  foyer_event_free (merged->event);
  merged->event = merge_row (base->event, mine->event, theirs->event, &merge->taken, &merge->kept);
  replace_rows (&merged->tiers, merge_rows (base->tiers, mine->tiers, theirs->tiers, merge));
  replace_rows (&merged->questions,
                merge_rows (base->questions, mine->questions, theirs->questions, merge));
  take_order (base->tiers, mine->tiers, theirs->tiers, merged->tiers);
  take_order (base->questions, mine->questions, theirs->questions, merged->questions);
  return merged;
}

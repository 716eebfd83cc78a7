/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-push-told.h"

typedef struct
{
  const FoyerRowType *type;
  gint64 key;
  gint64 position;   /* of the journal: what was done up to there was told; -1 when it is still to
                        come */
  gboolean is_known; /* the server has the row */
} Told;

static guint
told_hash (gconstpointer data)
{
  const Told *told = data;

  return g_int64_hash (&told->key) * 31 + told->type->number;
}

static gboolean
told_equal (gconstpointer a, gconstpointer b)
{
  const Told *one = a, *other = b;

  return one->type == other->type && one->key == other->key;
}

/**
 * foyer_push_told_new:
 *
 * Returns: (transfer full): a set with nothing in it
 */
GHashTable *
foyer_push_told_new (void)
{
  return g_hash_table_new_full (told_hash, told_equal, g_free, NULL);
}

static gboolean
has_edits (const FoyerPendingRow *row)
{
  return row->columns != 0 || row->is_marked;
}

/**
 * foyer_push_told_add:
 * @told: a set
 * @row: what was told
 * @position: the change set up to which the journal was read
 * @is_known: the server has the row now
 *
 * Of a new row only that it is there: the server may have had it from before, and takes none twice.
 * What was done to it since is still to be told.
 */
void
foyer_push_told_add (GHashTable *told,
                     const FoyerPendingRow *row,
                     gint64 position,
                     gboolean is_known)
{
  Told entry = { row->type, row->key, position, is_known };

  if (row->is_new && has_edits (row) && is_known)
    entry.position = -1;
  g_hash_table_add (told, g_memdup2 (&entry, sizeof entry));
}

/**
 * foyer_push_told_leave:
 * @told: a set
 * @row: (inout): what is pending
 *
 * Leaves of it what was not told: of a new row that the server has, what was done to it.
 *
 * Returns: whether anything is left
 */
gboolean
foyer_push_told_leave (GHashTable *told, FoyerPendingRow *row)
{
  Told wanted = { row->type, row->key, 0, FALSE };
  const Told *found = NULL;

  if (!g_hash_table_lookup_extended (told, &wanted, (gpointer *) &found, NULL))
    return TRUE;
  if (found->position >= row->last_set)
    return FALSE;
  if (row->is_new && found->is_known)
    {
      row->is_new = FALSE;
      row->is_follower = TRUE;
    }
  return row->is_new || has_edits (row);
}

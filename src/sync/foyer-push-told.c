/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-push-told.h"

typedef struct
{
  const FoyerRowType *type;
  gint64 key;
  gint64 position;
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

/**
 * foyer_push_told_add:
 * @told: a set
 * @row: what was told
 * @position: the change set up to which the journal was read
 */
void
foyer_push_told_add (GHashTable *told, const FoyerPendingRow *row, gint64 position)
{
  Told entry = { row->type, row->key, position };

  g_hash_table_add (told, g_memdup2 (&entry, sizeof entry));
}

/**
 * foyer_push_told_has:
 * @told: a set
 * @row: what is pending
 *
 * Returns: whether all that is pending of it was told
 */
gboolean
foyer_push_told_has (GHashTable *told, const FoyerPendingRow *row)
{
  Told wanted = { row->type, row->key, 0 };
  gpointer found = NULL;

  return g_hash_table_lookup_extended (told, &wanted, &found, NULL) &&
         ((Told *) found)->position >= row->last_set;
}

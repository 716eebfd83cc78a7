/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-key-table.h"

#define FIRST_SIZE 1024 /* a power of two */

/* Open addressing, linear; row 0 marks a free place. The keys are hashes already. */
struct _FoyerKeyTable
{
  guint64 *keys; /* (owned) */
  guint32 *rows; /* (owned) */
  gsize size;
  gsize n_used;
};

static gsize
find_place (FoyerKeyTable *self, guint64 key)
{
  gsize place = key & (self->size - 1);

  while (self->rows[place] != 0 && self->keys[place] != key)
    place = (place + 1) & (self->size - 1);
  return place;
}

static void
allocate (FoyerKeyTable *self, gsize size)
{
  self->size = size;
  self->keys = g_new (guint64, size);
  self->rows = g_new0 (guint32, size);
}

static void
grow (FoyerKeyTable *self)
{
  g_autofree guint64 *keys = self->keys;
  g_autofree guint32 *rows = self->rows;
  gsize size = self->size;

  allocate (self, 2 * size);
  for (gsize i = 0; i < size; i++)
    if (rows[i] != 0)
      {
        gsize place = find_place (self, keys[i]);

        self->keys[place] = keys[i];
        self->rows[place] = rows[i];
      }
}

/**
 * foyer_key_table_new:
 *
 * Returns: (transfer full): an empty table
 */
FoyerKeyTable *
foyer_key_table_new (void)
{
  FoyerKeyTable *self = g_new0 (FoyerKeyTable, 1);

  allocate (self, FIRST_SIZE);
  return self;
}

/**
 * foyer_key_table_add:
 * @self: the table
 * @key: a hash
 * @row: where it was seen, not 0
 *
 * Returns: the row that had it before, 0 when none did
 */
guint32
foyer_key_table_add (FoyerKeyTable *self, guint64 key, guint32 row)
{
  gsize place = find_place (self, key);

  if (self->rows[place] != 0)
    return self->rows[place];
  self->keys[place] = key;
  self->rows[place] = row;
  if (++self->n_used * 3 > self->size * 2)
    grow (self);
  return 0;
}

/**
 * foyer_key_table_has:
 * @self: the table
 * @key: a hash
 *
 * Returns: whether it was added
 */
gboolean
foyer_key_table_has (FoyerKeyTable *self, guint64 key)
{
  return self->rows[find_place (self, key)] != 0;
}

/**
 * foyer_key_table_free:
 * @self: (transfer full): the table
 */
void
foyer_key_table_free (FoyerKeyTable *self)
{
  g_free (self->keys);
  g_free (self->rows);
  g_free (self);
}

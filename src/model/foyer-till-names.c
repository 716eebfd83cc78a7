/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-names.h"

#define SEAL_BYTES 8

/**
 * foyer_till_names_new:
 *
 * Returns: (transfer full): no names yet
 */
FoyerTillNames *
foyer_till_names_new (void)
{
  FoyerTillNames *self = g_new0 (FoyerTillNames, 1);

  self->names =
      g_hash_table_new_full (foyer_uuid_hash, foyer_uuid_equal, g_free, g_free);
  return self;
}

/**
 * foyer_till_names_free:
 * @self: (transfer full) (nullable): names
 */
void
foyer_till_names_free (FoyerTillNames *self)
{
  if (self == NULL)
    return;
  g_free (self->event);
  g_free (self->till);
  g_free (self->timezone);
  g_free (self->seal);
  g_hash_table_unref (self->names);
  g_free (self);
}

/**
 * foyer_till_names_add:
 * @self: names
 * @id: of a tier or a cashier
 * @name: (nullable): what it is called
 */
void
foyer_till_names_add (FoyerTillNames *self, const FoyerUuid *id, const char *name)
{
  g_return_if_fail (self != NULL);

  if (name != NULL)
    g_hash_table_replace (self->names, g_memdup2 (id, sizeof *id), g_strdup (name));
}

/**
 * foyer_till_names_find:
 * @self: names
 * @id: of a tier or a cashier
 *
 * Returns: (nullable): what it is called
 */
const char *
foyer_till_names_find (const FoyerTillNames *self, const FoyerUuid *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_hash_table_lookup (self->names, id);
}

/**
 * foyer_till_names_set_seal:
 * @self: names
 * @hash: (nullable): of a record of the till's book
 *
 * Sixteen digits of it are told: enough that nobody finds another book with the same, few enough to be compared by eye.
 */
void
foyer_till_names_set_seal (FoyerTillNames *self, GBytes *hash)
{
  gsize size = 0;
  const guint8 *bytes = hash != NULL ? g_bytes_get_data (hash, &size) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_if_fail (self != NULL);

  for (gsize i = 0; i < MIN (size, SEAL_BYTES); i++)
    g_string_append_printf (text, i > 0 && i % 2 == 0 ? " %02x" : "%02x", bytes[i]);
  g_free (self->seal);
  self->seal = text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

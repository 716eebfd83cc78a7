/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-private.h"

struct _FoyerAttendeeSlots
{
  GHashTable *slots; /* (owned) position to FoyerAttendee (unowned): those that are alive */
};

FoyerAttendeeSlots *
foyer_attendee_slots_new (void)
{
  FoyerAttendeeSlots *self = g_new0 (FoyerAttendeeSlots, 1);

  self->slots = g_hash_table_new (NULL, NULL);
  return self;
}

void
foyer_attendee_slots_free (FoyerAttendeeSlots *self)
{
  g_hash_table_unref (self->slots);
  g_free (self);
}

/* (transfer full) */
FoyerAttendee *
foyer_attendee_slots_get (FoyerAttendeeSlots *self, FoyerAttendeeList *list, guint position)
{
  FoyerAttendee *slot = g_hash_table_lookup (self->slots, GUINT_TO_POINTER (position));

  if (slot != NULL)
    return g_object_ref (slot);
  slot = foyer_attendee_new (list, position);
  g_hash_table_insert (self->slots, GUINT_TO_POINTER (position), slot);
  return slot;
}

void
foyer_attendee_slots_forget (FoyerAttendeeSlots *self, guint position)
{
  g_hash_table_remove (self->slots, GUINT_TO_POINTER (position));
}

/* They may outlive their list: none of them belongs to one any more. */
void
foyer_attendee_slots_orphan (FoyerAttendeeSlots *self)
{
  GHashTableIter iter;
  gpointer slot;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &slot))
    foyer_attendee_orphan (slot);
  g_hash_table_remove_all (self->slots);
}

static int
compare_positions_cb (gconstpointer a, gconstpointer b)
{
  guint position_a = foyer_attendee_get_position (*(FoyerAttendee **) a);
  guint position_b = foyer_attendee_get_position (*(FoyerAttendee **) b);

  return (position_a > position_b) - (position_a < position_b);
}

/* Tells those of the first n positions that are in sight, or those that are not, page by page.
 * Slots may come and go while their cells read: they are held. */
void
foyer_attendee_slots_tell (FoyerAttendeeSlots *self,
                           guint n,
                           guint first_seen,
                           guint last_seen,
                           gboolean in_sight)
{
  GHashTableIter iter;
  gpointer slot;
  g_autoptr (GPtrArray) alive = g_ptr_array_new_with_free_func (g_object_unref);

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &slot))
    {
      guint position = foyer_attendee_get_position (slot);

      if (position < n && in_sight == (position >= first_seen && position <= last_seen))
        g_ptr_array_add (alive, g_object_ref (slot));
    }
  g_ptr_array_sort (alive, compare_positions_cb);
  for (guint i = 0; i < alive->len; i++)
    foyer_attendee_emit_changed (alive->pdata[i]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-shared-desk.h"

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

GWeakRef *
foyer_shared_desk_find (FoyerReplica *replica, GType type, const FoyerUuid *event_id)
{
  char id[FOYER_UUID_STRING_SIZE];
  g_autofree char *key = NULL;
  GWeakRef *shared;

  g_return_val_if_fail (FOYER_IS_REPLICA (replica), NULL);

  foyer_uuid_format (event_id, id);
  key = g_strdup_printf ("%s-%s", g_type_name (type), id);
  shared = g_object_get_data (G_OBJECT (replica), key);
  if (shared == NULL)
    {
      shared = g_new0 (GWeakRef, 1);
      g_weak_ref_init (shared, NULL);
      g_object_set_data_full (G_OBJECT (replica), key, shared, weak_ref_free);
    }
  return shared;
}

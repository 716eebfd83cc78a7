/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-transaction.h"

G_BEGIN_DECLS

/* A desk that works for an organizer, as its server tells of it. */
typedef struct
{
  FoyerUuid id;
  FoyerUuid organizer_id;
  char *name;
  guint8 public_key[32]; /* which its codes are signed with */
  gint64 revoked_at;     /* FOYER_NONE while it stands */
} FoyerDevice;

FoyerDevice *foyer_device_copy (const FoyerDevice *self);
void foyer_device_clear (FoyerDevice *self);
void foyer_device_free (FoyerDevice *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerDevice, foyer_device_clear)

gboolean foyer_device_store_put (FoyerTransaction *transaction,
                                 const FoyerUuid *event_id,
                                 const FoyerDevice *device,
                                 GError **error);
gboolean
foyer_device_store_is_here (FoyerDatabase *db, const FoyerUuid *organizer_id, const FoyerUuid *id);
/* Another desk's name; NULL when it is this one, or no server told. */
char *foyer_device_store_dup_other (FoyerDatabase *db, const FoyerUuid *id);
/* Those of no organizer whose events are kept here; in a transaction. */
gboolean foyer_device_store_erase_idle (FoyerDatabase *db, GError **error);

G_END_DECLS

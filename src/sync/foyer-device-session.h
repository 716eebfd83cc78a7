/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-account.h"
#include "foyer-database.h"

G_BEGIN_DECLS

/* Makes the session at a server this device's: it ends with the device, and the desks of each
 * organizer whose events are kept here know the device's name and what it signs. */
typedef struct _FoyerDeviceSession FoyerDeviceSession;

FoyerDeviceSession *
foyer_device_session_new (FoyerAccount *account, FoyerDatabase *db, gboolean is_fresh);
void foyer_device_session_free (FoyerDeviceSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDeviceSession, foyer_device_session_free)

gboolean foyer_device_session_need (FoyerDeviceSession *self,
                                    const FoyerUuid *organizer_id,
                                    GCancellable *cancellable,
                                    GError **error);
gboolean foyer_device_session_need_all (FoyerDeviceSession *self,
                                        gint64 server_key,
                                        GCancellable *cancellable,
                                        GError **error);

G_END_DECLS

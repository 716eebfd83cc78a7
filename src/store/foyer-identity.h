/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* Which replica this file is, and which device writes it. Either may be NULL where it is not asked for. */
gboolean foyer_identity_read (FoyerDatabase *db,
                              FoyerUuid     *replica_id,
                              FoyerUuid     *device_id,
                              GError       **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"

G_BEGIN_DECLS

/* One window program per replica: a lock on "<replica>.lock" that the kernel drops with the process, however that ends.
 * Private to the layer. */
typedef struct _FoyerLock FoyerLock;

FoyerLock *foyer_lock_take (const char  *replica_path,
                            GError     **error);
void       foyer_lock_free (FoyerLock   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerLock, foyer_lock_free)

G_END_DECLS

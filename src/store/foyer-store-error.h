/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"

G_BEGIN_DECLS

/* What SQLite says, in words a person can act on. Private to the layer. */
void foyer_store_error_set (GError     **error,
                            int          code, /* SQLite's, extended or not */
                            const char  *path,
                            const char  *detail); /* (nullable) SQLite's own message */

G_END_DECLS

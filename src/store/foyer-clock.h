/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"

G_BEGIN_DECLS

/* What time it is, by the servers that this replica speaks to: a device's own clock may be hours
 * off, or be set while people stand at the door. Between two answers of a server the clock that
 * nobody can set goes on. */
gint64 foyer_clock_now (FoyerDatabase *db);
/* The clock that nobody can set, microseconds since the machine started, with the time that it
 * slept. */
gint64 foyer_clock_since_boot (void);
/* Names this run of the machine; empty when it is not known. */
char *foyer_clock_dup_boot (void);

G_END_DECLS

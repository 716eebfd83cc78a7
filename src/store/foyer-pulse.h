/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* When a server last said that nothing is new. It says so each second, and to write that into the replica would be a commit each
 * time, of which every other connection is told: so it lies beside it, in “<replica>.pulse”, sixteen bytes for each server. What
 * is there may be lost; then it is as old as the replica says. */

gboolean foyer_pulse_write (const char *replica_path,
                            gint64      server_key,
                            gint64      time);
/* FOYER_NONE when it is not known. */
gint64   foyer_pulse_read  (const char *replica_path,
                            gint64      server_key);

G_END_DECLS

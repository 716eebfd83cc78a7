/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* SQLite lets one connection write at a time, and that one does not hear who waits. So whoever finds the
 * replica busy rings, in whichever process, and who writes much in many small transactions ends the one
 * at hand. Eight bytes in “<replica>.bell”. Without it people wait a little longer. */
typedef struct _FoyerBell FoyerBell;

FoyerBell *foyer_bell_new  (const char *replica_path);
void       foyer_bell_ring (FoyerBell *self);
/* Another number when it was rung since. */
guint64    foyer_bell_read (FoyerBell *self);
void       foyer_bell_free (FoyerBell *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBell, foyer_bell_free)

G_END_DECLS

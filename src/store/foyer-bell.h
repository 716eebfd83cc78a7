/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* SQLite lets one connection write at a time, and that one does not hear who waits; whoever waits looks again
 * from time to time, and is late, or last. So writers speak through a few numbers in “<replica>.bell”, which
 * all connections of all processes map:
 *
 *   a scan                      ring ─▸ busy? await_end ─▸ has the lock … on disk ─▸ answer, tell_end
 *                                 ▼           ▲                                         ▼
 *   many small transactions     end the one at hand: tell_end         the next: let_pass ─▸ begin
 *
 * Who writes much does nothing at all from the ring to the answer: the processor and the disk are for the
 * scan, too. Nobody depends on it: who was killed while it rang is waited for once, for a moment, and where
 * no such file can be made people wait a little longer. */
typedef struct _FoyerBell FoyerBell;

FoyerBell *foyer_bell_new        (const char *replica_path);
void       foyer_bell_ring       (FoyerBell  *self);
gboolean   foyer_bell_is_ringing (FoyerBell *self);
/* Whoever rang has what it waited for. */
void       foyer_bell_answer     (FoyerBell  *self);
/* TRUE when somebody had rung. Waits until that was answered, patience microseconds at most. */
gboolean   foyer_bell_let_pass   (FoyerBell  *self,
                                  gint64      patience);
/* A transaction ended. */
void       foyer_bell_tell_end   (FoyerBell  *self);
guint      foyer_bell_get_ends   (FoyerBell  *self);
/* Waits until a transaction ends, or has ended since get_ends gave that; patience microseconds at most. */
void       foyer_bell_await_end  (FoyerBell  *self,
                                  guint       ends,
                                  gint64      patience);
void       foyer_bell_free       (FoyerBell  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBell, foyer_bell_free)

G_END_DECLS

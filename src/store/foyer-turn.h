/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"

G_BEGIN_DECLS

/* How a connection comes to its turn to write, and lets others come to theirs: see foyer-bell.h. Of the
 * connection's thread alone, private to the store. */
typedef struct _FoyerTurn FoyerTurn;

FoyerTurn *foyer_turn_new            (const char    *replica_path);
void       foyer_turn_set_politeness (FoyerTurn     *self,
                                      gint64         politeness);
void       foyer_turn_set_wait_func  (FoyerTurn     *self,
                                      FoyerWaitFunc  func, /* (nullable) */
                                      gpointer       data);
/* Before it begins: who is polite waits for those who wait to write. */
void       foyer_turn_let_pass       (FoyerTurn     *self);
/* It was refused since another one writes, for the n-th time from 0 on. TRUE: try again. */
gboolean   foyer_turn_wait           (FoyerTurn     *self,
                                      int            n_tries,
                                      GCancellable  *cancellable); /* (nullable) */
/* It has the lock; it has it no more. Those who wait are told. */
void       foyer_turn_begin          (FoyerTurn     *self);
void       foyer_turn_end            (FoyerTurn     *self);
void       foyer_turn_free           (FoyerTurn     *self);

G_END_DECLS

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
/* Before it begins: who is polite waits for those who write or wait to, who is not says that it comes. */
void       foyer_turn_come           (FoyerTurn     *self);
/* It was refused since another one writes, for the n-th time from 0 on. TRUE: try again. */
gboolean   foyer_turn_wait           (FoyerTurn     *self,
                                      int            n_tries,
                                      GCancellable  *cancellable); /* (nullable) */
/* It has the lock no more: those who wait are told. */
void       foyer_turn_end            (FoyerTurn     *self);
/* The same, but it may never have had it. */
void       foyer_turn_leave          (FoyerTurn     *self);
void       foyer_turn_free           (FoyerTurn     *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-roster.h"
#include "foyer-test.h"
#include "foyer-transaction.h"

#define N_TIERS 3

/* An event with random guests in a replica of its own: the fixture of what is tested on the roster. */
typedef struct
{
  FoyerTestDir dir;
  char *cache_dir;
  FoyerDatabase *db;
  FoyerUuid event_id;
  FoyerUuid tier_ids[N_TIERS];
  GRand *rand;
} RosterEvent;

void              roster_event_set_up      (RosterEvent      *event,
                                            gconstpointer     data);
void              roster_event_tear_down   (RosterEvent      *event,
                                            gconstpointer     data);
FoyerTransaction *roster_event_begin       (RosterEvent      *event);
void              roster_event_insert      (FoyerTransaction *transaction,
                                            gpointer          row);
void              roster_event_commit      (FoyerTransaction *transaction);
void              roster_event_add_tickets (RosterEvent      *event,
                                            guint             n);
/* Edits, removes and pays at random. */
void              roster_event_change_some (RosterEvent      *event,
                                            guint             n);
FoyerRoster      *roster_event_load        (RosterEvent      *event,
                                            const char       *cache_dir);
gboolean          roster_event_update      (RosterEvent      *event,
                                            FoyerRoster      *roster);

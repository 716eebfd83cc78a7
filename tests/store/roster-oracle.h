/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "roster-event.h"

/* The obvious way to what the roster says: every ticket read as a row, looked at one by one. */
GPtrArray *roster_oracle_read_people     (RosterEvent            *event);
void       roster_oracle_check_query     (GPtrArray              *people,
                                          FoyerRoster            *roster,
                                          const FoyerRosterQuery *query);
/* Counts, and this many random queries. */
void       roster_oracle_check_all       (RosterEvent            *event,
                                          FoyerRoster            *roster,
                                          guint                   n_queries);
void       roster_oracle_randomize_query (GRand                  *rand,
                                          FoyerRosterQuery       *query);

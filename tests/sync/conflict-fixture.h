/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-conflict.h"
#include "foyer-test-data.h"

G_BEGIN_DECLS

/* Conflicts as a server sends them, in a replica that is kept in step with one. */
#define CONFLICT_FIXTURE_SERVER 1

/* This person, and somebody else. */
extern const FoyerUuid conflict_fixture_me;
extern const FoyerUuid conflict_fixture_other;

void conflict_fixture_host (FoyerDatabase *db, const FoyerUuid *event_id);
/* Inserts and commits; the conflict's id. Takes details. */
FoyerUuid conflict_fixture_add (FoyerDatabase *db,
                                const FoyerUuid *event_id,
                                FoyerConflictKind kind,
                                const FoyerUuid *ticket_id, /* (nullable) */
                                const FoyerUuid *other_id,  /* (nullable) */
                                char *details);
/* Somebody edited the title and the capacity, while I wrote others. */
FoyerUuid conflict_fixture_edit (FoyerDatabase *db, const FoyerUuid *event_id);
/* The first guest was let in by two desks. */
FoyerUuid
conflict_fixture_twice (FoyerDatabase *db, const FoyerUuid *event_id, FoyerUuid *ticket_id);
/* The first tier has fewer places than guests. */
FoyerUuid conflict_fixture_oversold (FoyerDatabase *db, const FoyerUuid *event_id);
/* An order of 50 was refunded, or paid, by two desks. */
FoyerUuid
conflict_fixture_money (FoyerDatabase *db, const FoyerUuid *event_id, FoyerConflictKind kind);
FoyerUuid conflict_fixture_refused (FoyerDatabase *db, const FoyerUuid *event_id);
/* A guest’s company was edited here, and the event is gone from the server. */
void conflict_fixture_gone (FoyerDatabase *db, const FoyerUuid *event_id);

G_END_DECLS

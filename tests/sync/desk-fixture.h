/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-push.h"
#include "foyer-secrets.h"
#include "foyer-sync-link.h"
#include "foyer-test-data.h"
#include "scripted-server.h"

G_BEGIN_DECLS

/* A desk that keeps one event in step with a scripted server, and is signed in there. */
typedef struct
{
  FoyerTestStore store;
  ScriptedServer *server;
  FoyerSecrets *secrets;
  gint64 server_key;
  FoyerUuid organizer_id;
} DeskFixture;

#define DESK_EMAIL      "ann@foyer.example"
#define DESK_PASSPHRASE "a door"

/* n_guests: of the event that is here already; 0: none is here, and all of it is to come. */
void desk_fixture_set_up (DeskFixture *self, gconstpointer n_guests);
void desk_fixture_tear_down (DeskFixture *self, gconstpointer n_guests);
FoyerServer *desk_fixture_read_server (DeskFixture *self);
FoyerSyncLink *desk_fixture_open_link (DeskFixture *self);
/* A round, and how it ended. error: (nullable). */
FoyerRoundEnd desk_fixture_round (FoyerSyncLink *link, FoyerRound *round, GError **error);
/* So many guests come in, from the n-th on; (element-type FoyerUuid) the facts. */
GArray *desk_fixture_check_in (DeskFixture *self, guint first, guint n);
/* The n-th guest gets another company; its id. */
FoyerUuid desk_fixture_edit (DeskFixture *self, guint n, const char *company);
/* One ticket is sold at the desk. order_id: (out) (optional): whose it is. Returns the ticket's id. */
FoyerUuid desk_fixture_sell (DeskFixture *self, FoyerUuid *order_id);
void desk_fixture_edit_ticket (DeskFixture *self, const FoyerUuid *id, const char *company);
/* Appends {"table": …, "id": …, "row": {…}}, with what the server alone knows. */
void desk_fixture_write_row (GString *json, const FoyerRow *row, int version);
/* The event, its tiers, lists and guests as a server tells them, so many rows to a page; removes them
 * here. Returns how many pages. */
guint desk_fixture_move_to_server (DeskFixture *self, guint rows_of_page);
gint64 desk_fixture_count (DeskFixture *self, const char *sql);

G_END_DECLS

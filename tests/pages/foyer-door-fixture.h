/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-check-in-window-private.h"
#include "foyer-test.h"

G_BEGIN_DECLS

/* A real replica with twenty attendees, the window of its door. */
typedef struct
{
  FoyerTestDir dir;
  FoyerReplica *replica;
  GSettings *settings;
  FoyerUuid event_id;
  FoyerCheckInWindow *window;
  FoyerDoorAnswer *answer; /* (owned) the last */
  guint n_answers;
  guint n_awaited;
  guint32 now; /* milliseconds of the keyboard */
} FoyerDoorFixture;

void foyer_door_fixture_open_window (FoyerDoorFixture *fixture);
void foyer_door_fixture_set_up (FoyerDoorFixture *fixture, gconstpointer data);
void foyer_door_fixture_tear_down (FoyerDoorFixture *fixture, gconstpointer data);
void foyer_door_fixture_scan (FoyerDoorFixture *fixture, const char *code);
void foyer_door_fixture_wait_for_answers (FoyerDoorFixture *fixture, guint n);
void foyer_door_fixture_press_button (FoyerDoorFixture *fixture, const char *action);
FoyerVerdict foyer_door_fixture_scan_and_wait (FoyerDoorFixture *fixture, const char *code);
FoyerTicket *foyer_door_fixture_read_ticket (FoyerDoorFixture *fixture, const char *code);
gint64 foyer_door_fixture_count (FoyerDoorFixture *fixture, const char *sql);
/* As another program. */
void foyer_door_fixture_exec (FoyerDoorFixture *fixture, const char *sql);
GtkEditable *foyer_door_fixture_get_entry (FoyerDoorFixture *fixture);
void foyer_door_fixture_type (FoyerDoorFixture *fixture, const char *text);

/* Ada Lovelace, of the first tier, by card. */
void foyer_door_fixture_add_walk_in (FoyerDoorFixture *fixture);
/* Ada Lovelace bought a ticket with a card. */
void foyer_door_fixture_check_sold (FoyerDoorFixture *fixture);

G_END_DECLS

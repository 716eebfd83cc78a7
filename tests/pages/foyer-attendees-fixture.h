/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-attendees-page-private.h"
#include "foyer-test.h"

G_BEGIN_DECLS

#define N_ROWS 600

/* The page over a real replica with as many people as the test asks for. */
typedef struct
{
  FoyerTestDir dir;
  FoyerUuid event_id;
  FoyerReplica *replica;
  GSettings *settings;
  GtkWidget *window;
  FoyerAttendeesPage *page;
  gint64 undone;
} FoyerAttendeesFixture;

gboolean foyer_attendees_fixture_is_settled (gpointer data);
gboolean foyer_attendees_fixture_is_idle (gpointer data);
void foyer_attendees_fixture_set_up (FoyerAttendeesFixture *fixture, gconstpointer data);
void foyer_attendees_fixture_tear_down (FoyerAttendeesFixture *fixture, gconstpointer data);
void foyer_attendees_fixture_search (FoyerAttendeesFixture *fixture, const char *text);
void foyer_attendees_fixture_sort_by (FoyerAttendeesFixture *fixture,
                                      guint column,
                                      GtkSortType direction);
guint foyer_attendees_fixture_count_shown (FoyerAttendeesFixture *fixture);
const FoyerTicket *foyer_attendees_fixture_ticket_at (FoyerAttendeesFixture *fixture,
                                                      guint position);
FoyerTicket *foyer_attendees_fixture_read_ticket (FoyerAttendeesFixture *fixture, gint64 key);
void foyer_attendees_fixture_activate (FoyerAttendeesFixture *fixture, const char *action);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who comes without a ticket is sold one and is in, or neither. */
#include "foyer-walk-in-store.h"
#include "till-fixture.h"

static const char no_facts[] = "CREATE TRIGGER no_facts BEFORE INSERT ON check_ins BEGIN "
                               "SELECT RAISE (ABORT, 'the disk is full'); END";

static FoyerTicket *
add (TillFixture *self, const FoyerUuid *tier_id, FoyerScanResult **scanned, GError **error)
{
  const FoyerScanRequest scan = { .event_id = self->event_id,
                                  .direction = FOYER_DIRECTION_ENTRY,
                                  .method = FOYER_METHOD_MANUAL,
                                  .time = FOYER_NONE };
  g_autoptr (FoyerTicket) guest = foyer_ticket_new ();
  const FoyerWalkInRequest request = { .guest = guest,
                                       .payment = FOYER_WALK_IN_CASH,
                                       .scan = &scan };

  guest->event_id = self->event_id;
  guest->tier_id = *tier_id;
  guest->attendee_name = g_strdup ("Ada Lovelace");
  return foyer_walk_in_store_add (self->db, &request, NULL, scanned, error);
}

static void
make_entrance (TillFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lists =
      foyer_check_in_store_lists (self->db, &self->event_id, "Entrance", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (lists->len, ==, 1);
}

static void
test_sold_and_in (TillFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerScanResult) scanned = NULL;
  g_autoptr (FoyerTicket) ticket = NULL;

  make_entrance (self);
  till_open (self, 1000);
  ticket = add (self, &self->tiers[TILL_STANDARD], &scanned, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ticket->status, ==, FOYER_TICKET_CHECKED_IN);
  g_assert_cmpint (scanned->verdict, ==, FOYER_VERDICT_ADMITTED);
  g_assert_true (foyer_uuid_equal (&scanned->ticket->row.id, &ticket->row.id));
  g_assert_nonnull (scanned->order);
  g_assert_cmpint (till_drawer (self), ==, 5900);
  g_assert_cmpint (till_count (self->db, "SELECT count (DISTINCT change_set) FROM changes WHERE "
                                         "change_set >= (SELECT max (number) FROM change_sets)"),
                   ==, 1);
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM check_ins"), ==, 1);
}

/* Between the two nothing is left behind, whatever stops it there. */
static void
test_neither (TillFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerScanResult) scanned = NULL;
  g_autoptr (FoyerTicket) ticket = NULL;

  make_entrance (self);
  till_open (self, 1000);
  till_exec (self->db, no_facts);
  g_assert_null (add (self, &self->tiers[TILL_STANDARD], &scanned, &error));
  g_assert_nonnull (error);
  g_assert_null (scanned);
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM orders"), ==, 0);
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM tickets"), ==, 0);
  g_assert_cmpint (till_drawer (self), ==, 1000);

  g_clear_error (&error);
  till_exec (self->db, "DROP TRIGGER no_facts");
  ticket = add (self, &self->tiers[TILL_STANDARD], &scanned, &error);
  g_assert_no_error (error);
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM tickets"), ==, 1);
}

/* Nobody is let in without a ticket when all is over; of a mere list it is nobody's business. */
static void
test_over (TillFixture *self, gconstpointer data)
{
  static const FoyerUuid none = { { 0 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) first = NULL;
  g_autoptr (FoyerTicket) guest = NULL;

  make_entrance (self);
  first = add (self, &none, NULL, &error);
  g_assert_no_error (error);
  till_exec (self->db, "UPDATE events SET start_date = 1, end_date = 2");
  g_assert_null (add (self, &none, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM tickets"), ==, 1);
  g_clear_error (&error);

  till_exec (self->db, "UPDATE events SET status = 'DRAFT', published_at = NULL");
  guest = add (self, &none, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (till_count (self->db, "SELECT count (*) FROM tickets"), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TILL_ADD ("/walk-in-store/sold-and-in", test_sold_and_in);
  TILL_ADD ("/walk-in-store/neither", test_neither);
  TILL_ADD ("/walk-in-store/over", test_over);

  return g_test_run ();
}

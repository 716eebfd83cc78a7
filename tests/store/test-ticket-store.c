/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-store.h"
#include "foyer-journal.h"
#include "foyer-order-store.h"
#include "foyer-row-store.h"
#include "foyer-signing-key-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-ticket-store.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef FoyerTestStore Fixture;

static FoyerTransaction *
begin (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "test", &error);

  g_assert_no_error (error);
  return transaction;
}

static gint64
commit (FoyerTransaction *transaction)
{
  g_autoptr (GError) error = NULL;
  gint64 change_set = 0;

  foyer_transaction_commit (transaction, &change_set, &error);
  g_assert_no_error (error);
  return change_set;
}

static FoyerTicket *
get (Fixture *fixture, gint64 key)
{
  g_autoptr (GError) error = NULL;
  FoyerTicket *ticket = foyer_row_store_get (fixture->db, &FOYER_TICKET_TYPE, key, &error);

  g_assert_no_error (error);
  return ticket;
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  g_autoptr (FoyerTicket) stray = foyer_ticket_new ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) tiers = foyer_event_store_tiers (fixture->db, &fixture->event_id, &error);
  g_autoptr (GArray) keys = NULL;
  FoyerTransaction *transaction = begin (fixture);
  FoyerCodeClaims claims;

  ticket->event_id = fixture->event_id;
  ticket->tier_id = ((FoyerTier *) g_ptr_array_index (tiers, 2))->row.id;
  ticket->attendee_name = g_strdup ("Walk-in");
  g_assert_true (foyer_ticket_store_add (transaction, ticket, &error));
  commit (transaction);

  keys = foyer_signing_key_store_list (fixture->db, &fixture->event_id, &error);
  g_assert_cmpuint (keys->len, ==, 1);
  g_assert_cmpint (
      foyer_ticket_code_examine (ticket->qr_code, (FoyerSigningKey *) keys->data, 1, &claims), ==,
      FOYER_CODE_GENUINE);
  g_assert_cmpuint (claims.tier_index, ==, 2);
  found = foyer_ticket_store_find_code (fixture->db, ticket->qr_code, &error);
  g_assert_cmpuint (found->len, ==, 1);

  transaction = begin (fixture);
  foyer_uuid_init_v7 (&stray->event_id);
  stray->attendee_name = g_strdup ("Stray");
  g_assert_false (foyer_ticket_store_add (transaction, stray, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  foyer_transaction_free (transaction);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) cancelled = NULL;
  g_autoptr (FoyerTicket) again = NULL;
  FoyerTransaction *transaction = begin (fixture);

  g_assert_true (foyer_ticket_store_cancel (transaction, 1, TRUE, &error));
  commit (transaction);
  cancelled = get (fixture, 1);
  g_assert_cmpint (cancelled->status, ==, FOYER_TICKET_CANCELLED);
  g_assert_true (cancelled->is_refunded);

  transaction = begin (fixture);
  g_assert_false (foyer_ticket_store_reissue (transaction, 1, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (foyer_ticket_store_reinstate (transaction, 1, &error));
  g_assert_true (foyer_ticket_store_reinstate (transaction, 2, &error));
  commit (transaction);
  again = get (fixture, 1);
  g_assert_cmpint (again->status, ==, FOYER_TICKET_VALID);
  g_assert_false (again->is_refunded);
}

/* Many badges, one change set, one undo. */
static void
test_marks (Fixture *fixture, gconstpointer data)
{
  const gint64 keys[] = { 1, 2, 3, 7 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) printed = NULL;
  g_autoptr (FoyerTicket) undone = NULL;
  FoyerTransaction *transaction = begin (fixture);
  gint64 change_set;

  g_assert_true (foyer_ticket_store_mark_printed (transaction, keys, G_N_ELEMENTS (keys), &error));
  g_assert_true (foyer_ticket_store_mark_printed (transaction, keys, 1, &error));
  g_assert_true (
      foyer_ticket_store_mark_resend (transaction, keys, G_N_ELEMENTS (keys), TRUE, &error));
  change_set = commit (transaction);
  printed = get (fixture, 1);
  g_assert_cmpint (printed->badge_print_count, ==, 2);
  g_assert_cmpint (printed->badge_printed_at, !=, FOYER_NONE);
  g_assert_cmpint (printed->resend_marked_at, !=, FOYER_NONE);

  g_assert_true (foyer_journal_undo (fixture->db, change_set, NULL, NULL, &error));
  g_assert_no_error (error);
  undone = get (fixture, 1);
  g_assert_cmpint (undone->badge_print_count, ==, 0);
  g_assert_cmpint (undone->resend_marked_at, ==, FOYER_NONE);
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    const char *code;
    const char *answer;
    const char *json;
  } steps[] = {
    { "size", "XL", "{\"size\":\"XL\"}" },
    { "motto", "\"quoted\" “ß”", "{\"size\":\"XL\",\"motto\":\"\\\"quoted\\\" “ß”\"}" },
    { "size", NULL, "{\"motto\":\"\\\"quoted\\\" “ß”\"}" },
    { "motto", "", NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) first = get (fixture, 1);
  g_autoptr (FoyerTicket) cleared = foyer_ticket_copy (first);
  FoyerTransaction *transaction = begin (fixture);

  g_clear_pointer (&cleared->answers, g_free);
  g_assert_true (foyer_transaction_update (transaction, first, cleared, &error));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (FoyerTicket) ticket = NULL;

      g_assert_true (
          foyer_ticket_store_set_answer (transaction, 1, steps[i].code, steps[i].answer, &error));
      ticket = get (fixture, 1);
      g_assert_cmpstr (ticket->answers, ==, steps[i].json);
    }
  commit (transaction);
}

static void
test_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) ticket = get (fixture, 1);
  FoyerTransaction *transaction = begin (fixture);

  foyer_transaction_remove (transaction, ticket, &error);
  g_assert_false (foyer_ticket_store_cancel (transaction, 1, FALSE, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  foyer_transaction_free (transaction);
}

static void
test_order_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOrder) order =
      foyer_order_store_find (fixture->db, &fixture->event_id, "R000000", &error);

  g_assert_nonnull (order);
  g_assert_null (foyer_order_store_find (fixture->db, &fixture->event_id, "NONE", &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 200; i++)
    {
      char *number = foyer_order_store_new_number (fixture->db, &fixture->event_id, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (strlen (number), ==, 5);
      g_assert_cmpuint (strspn (number, "CDFHJKLNRTVWXY34679"), ==, 5);
      g_hash_table_add (seen, number);
    }
  g_assert_cmpuint (g_hash_table_size (seen), >, 190);
}

static void
test_signing_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_strconcat (foyer_database_get_path (fixture->db), ".key", NULL);
  g_autoptr (GError) error = NULL;
  FoyerSigningKey first;
  FoyerSigningKey second;
  GStatBuf status;

  g_assert_true (foyer_event_store_signing_key (fixture->db, &first, &error));
  g_assert_true (foyer_event_store_signing_key (fixture->db, &second, &error));
  g_assert_cmpmem (&first, sizeof first, &second, sizeof second);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  g_file_set_contents (path, "torn", -1, NULL);
  g_assert_false (foyer_event_store_signing_key (fixture->db, &second, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  g_unlink (path);
  g_assert_true (foyer_event_store_signing_key (fixture->db, &second, &error));
  g_assert_cmpint (memcmp (&first, &second, sizeof first), !=, 0);
}

static FoyerEvent *
make_event (const char *title)
{
  FoyerEvent *event = foyer_event_new ();

  event->title = g_strdup (title);
  event->timezone = g_strdup ("Europe/Berlin");
  event->currency = g_strdup ("EUR");
  event->start_date = 1;
  event->end_date = 2;
  return event;
}

static void
test_events (Fixture *fixture, gconstpointer data)
{
  const char *const slugs[] = { "ball", "ball-2", "ball-3" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (FoyerEvent) found = NULL;
  FoyerTransaction *transaction = begin (fixture);
  char id[FOYER_UUID_STRING_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (slugs); i++)
    {
      g_autoptr (FoyerEvent) event = make_event ("Ball");

      event->start_date = -(gint64) i;
      g_assert_true (foyer_event_store_add (transaction, event, &error));
      g_assert_cmpstr (event->slug, ==, slugs[i]);
      foyer_uuid_format (&event->row.id, id);
    }
  commit (transaction);
  events = foyer_event_store_list (fixture->db, &error);
  g_assert_cmpuint (events->len, ==, 4);
  g_assert_cmpstr (((FoyerEvent *) g_ptr_array_index (events, 0))->slug, ==, "ball-3");

  found = foyer_event_store_find (fixture->db, id, &error);
  g_assert_cmpstr (found->slug, ==, "ball-3");
  g_assert_null (foyer_event_store_find (fixture->db, "ball-9", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "ball-9"));
}

static void
test_events_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerTransaction) transaction = begin (fixture);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (FoyerEvent) event = make_event ("Ball");
      g_autoptr (GError) error = NULL;

      if (i == 0)
        g_clear_pointer (&event->title, g_free);
      else if (i == 1)
        event->timezone[0] = 'X';
      else
        event->end_date = event->start_date;
      g_assert_false (foyer_event_store_add (transaction, event, &error));
      g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID);
    }
}

#define add(path, func)                                                                            \
  g_test_add (path, Fixture, GUINT_TO_POINTER (20), foyer_test_store_set_up, func,                 \
              foyer_test_store_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/ticket-store/add", test_add);
  add ("/ticket-store/cancel", test_cancel);
  add ("/ticket-store/marks", test_marks);
  add ("/ticket-store/answers", test_answers);
  add ("/ticket-store/removed", test_removed);
  add ("/order-store/numbers", test_order_numbers);
  add ("/signing-key-store/key", test_signing_key);
  add ("/event-store/add", test_events);
  add ("/event-store/refused", test_events_refused);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-changes.h"
#include "foyer-event.h"
#include "foyer-row-store.h"
#include "foyer-test.h"
#include "foyer-ticket.h"
#include "foyer-transaction.h"

#include <string.h>

typedef struct
{
  FoyerTestDir dir;
  FoyerDatabase *db;
  FoyerUuid event_id;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->dir = foyer_test_dir_new ();
  path = g_build_filename (fixture->dir, "replica.foyer", NULL);
  fixture->db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  foyer_uuid_init_v7 (&fixture->event_id);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->db);
  foyer_test_dir_free (fixture->dir);
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static FoyerTicket *
make_ticket (Fixture *fixture, const char *name)
{
  FoyerTicket *ticket = foyer_ticket_new ();

  ticket->event_id = fixture->event_id;
  ticket->attendee_name = g_strdup (name);
  ticket->qr_code = g_strdup_printf ("CODE-%s", name);
  return ticket;
}

static FoyerTicket *
add_ticket (Fixture *fixture, const char *name, gint64 *change_set)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (fixture->db, "test", &error);
  FoyerTicket *ticket = make_ticket (fixture, name);

  g_assert_no_error (error);
  foyer_transaction_insert (transaction, ticket, &error);
  g_assert_no_error (error);
  foyer_transaction_commit (g_steal_pointer (&transaction), change_set, &error);
  g_assert_no_error (error);
  return ticket;
}

/* Every column of every type comes back as it went. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) ticket = make_ticket (fixture, "Ægir “ß” 李雷 😀");
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (fixture->db, "test", &error);
  g_autoptr (FoyerTicket) by_key = NULL;
  g_autoptr (FoyerTicket) by_id = NULL;
  g_autoptr (FoyerTicket) none = NULL;

  foyer_uuid_init_v7 (&ticket->order_id);
  ticket->answers = g_strdup ("{\"a\":\"b\"}");
  ticket->price = 4900;
  ticket->status = FOYER_TICKET_CANCELLED;
  ticket->check_in_time = 1;
  ticket->check_in_method = FOYER_METHOD_MANUAL;
  ticket->is_blocked = TRUE;
  ticket->source_key = -1;
  g_assert_true (foyer_transaction_insert (transaction, ticket, &error));
  g_assert_cmpint (ticket->row.key, >, 0);
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error));

  by_key = foyer_row_store_get (fixture->db, &FOYER_TICKET_TYPE, ticket->row.key, &error);
  by_id = foyer_row_store_find (fixture->db, &FOYER_TICKET_TYPE, &ticket->row.id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (foyer_row_diff (ticket, by_key), ==, 0);
  g_assert_cmpuint (foyer_row_diff (ticket, by_id), ==, 0);
  g_assert_cmpint (by_key->row.updated_at, ==, ticket->row.updated_at);
  g_assert_cmpint (by_key->row.deleted_at, ==, FOYER_NONE);

  none = foyer_row_store_get (fixture->db, &FOYER_TICKET_TYPE, 99, &error);
  g_assert_null (none);
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

static void
test_invalid (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) nameless = make_ticket (fixture, "");
  g_autoptr (FoyerTicket) sound = make_ticket (fixture, "Ada");
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (fixture->db, "test", &error);
  gint64 change_set = 0;

  g_assert_false (foyer_transaction_insert (transaction, nameless, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "attendee_name"));
  g_clear_error (&error);

  g_assert_true (foyer_transaction_insert (transaction, sound, &error));
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), &change_set, &error));
  g_assert_cmpint (change_set, ==, 1);
}

/* Nothing differs, nothing is written, nothing is in the journal. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) ticket = add_ticket (fixture, "Ada", NULL);
  g_autoptr (FoyerTicket) same = foyer_ticket_copy (ticket);
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (fixture->db, "test", &error);
  gint64 change_set = -1;

  g_assert_true (foyer_transaction_update (transaction, ticket, same, &error));
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), &change_set, &error));
  g_assert_cmpint (change_set, ==, 0);
  g_assert_cmpint (foyer_journal_get_position (fixture->db, &error), ==, 1);
}

static void
test_rolled_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) ticket = make_ticket (fixture, "Ada");
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "test", &error);
  g_autoptr (GPtrArray) tickets = NULL;

  g_assert_true (foyer_transaction_insert (transaction, ticket, &error));
  foyer_transaction_free (transaction);

  tickets = foyer_row_store_list (fixture->db, &FOYER_TICKET_TYPE, &fixture->event_id, &error);
  g_assert_cmpuint (tickets->len, ==, 0);
  g_assert_cmpint (foyer_journal_get_position (fixture->db, &error), ==, 0);
}

/* Two people edit what they saw: different columns both count, the same column is told to the
 * second. */
static void
test_changed_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) seen = add_ticket (fixture, "Ada", NULL);
  g_autoptr (FoyerTicket) first = foyer_ticket_copy (seen);
  g_autoptr (FoyerTicket) second = foyer_ticket_copy (seen);
  g_autoptr (FoyerTicket) third = foyer_ticket_copy (seen);
  g_autoptr (FoyerTicket) now = NULL;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (fixture->db, "test", &error);

  set_text (&first->company, "Engines");
  set_text (&second->notes, "Vegan");
  set_text (&third->company, "Looms");
  g_assert_true (foyer_transaction_update (transaction, seen, first, &error));
  g_assert_true (foyer_transaction_update (transaction, seen, second, &error));
  g_assert_false (foyer_transaction_update (transaction, seen, third, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error));

  now = foyer_row_store_get (fixture->db, &FOYER_TICKET_TYPE, seen->row.key, &error);
  g_assert_cmpstr (now->company, ==, "Engines");
  g_assert_cmpstr (now->notes, ==, "Vegan");
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) ticket = add_ticket (fixture, "Ada", NULL);
  const struct
  {
    gboolean (*act) (FoyerTransaction *, gconstpointer, GError **);
    guint n_living;
  } steps[] = {
    { foyer_transaction_remove, 0 },
    { foyer_transaction_remove, 0 },
    { foyer_transaction_restore, 1 },
    { foyer_transaction_restore, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (FoyerTransaction) transaction =
          foyer_transaction_begin (fixture->db, "test", &error);
      g_autoptr (GPtrArray) tickets = NULL;

      g_assert_true (steps[i].act (transaction, ticket, &error));
      g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error));
      tickets = foyer_row_store_list (fixture->db, &FOYER_TICKET_TYPE, &fixture->event_id, &error);
      g_assert_cmpuint (tickets->len, ==, steps[i].n_living);
    }
  /* the two that changed nothing left no trace */
  g_assert_cmpint (foyer_journal_get_position (fixture->db, &error), ==, 3);
}

/* Neighbouring inserts fold into one range per table, however they are mixed. */
static void
test_folding (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (fixture->db, "import", &error);
  g_autoptr (FoyerChanges) changes = NULL;
  static const char sql[] = "SELECT count (*) FROM changes";
  const FoyerChange *items;
  sqlite3_stmt *statement;
  guint n_items;

  for (int i = 0; i < 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("Guest %d", i);
      g_autoptr (FoyerTicket) ticket = make_ticket (fixture, name);

      g_assert_true (foyer_transaction_insert (transaction, ticket, &error));
      if (i % 10 == 0)
        {
          g_autoptr (FoyerEvent) event = foyer_event_new ();

          set_text (&event->title, name);
          event->slug = g_strdup_printf ("event-%d", i);
          set_text (&event->timezone, "UTC");
          set_text (&event->currency, "EUR");
          event->start_date = 1;
          event->end_date = 2;
          foyer_transaction_insert (transaction, event, &error);
          g_assert_no_error (error);
        }
    }
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error));

  statement = foyer_database_prepare (fixture->db, sql, &error);
  foyer_database_step (fixture->db, statement, &error);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 2);
  sqlite3_reset (statement);

  changes = foyer_changes_read (fixture->db, 0, &error);
  items = foyer_changes_get_items (changes, &n_items);
  g_assert_cmpuint (n_items, ==, 2);
  g_assert_true (items[0].type == &FOYER_EVENT_TYPE);
  g_assert_cmpint (items[1].first_key, ==, 1);
  g_assert_cmpint (items[1].last_key, ==, 500);
  g_assert_true (foyer_changes_touch (changes, &FOYER_TICKET_TYPE));
  g_assert_cmpint (foyer_changes_get_position (changes), ==, 1);
}

static void
test_unique (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (fixture->db, "test", &error);

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (FoyerEvent) event = foyer_event_new ();

      set_text (&event->title, "Ball");
      set_text (&event->slug, "ball");
      set_text (&event->timezone, "UTC");
      set_text (&event->currency, "EUR");
      event->start_date = 1;
      event->end_date = 2;
      g_assert_cmpint (foyer_transaction_insert (transaction, event, &error), ==, i == 0);
    }
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
}

/* Another program is writing: said after a while, here at once. */
static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) other = foyer_database_open (foyer_database_get_path (fixture->db),
                                                         FOYER_DATABASE_READ_WRITE, &error);
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (fixture->db, "test", &error);

  g_assert_no_error (error);
  sqlite3_busy_timeout (foyer_database_get_handle (other), 0);
  g_assert_null (foyer_transaction_begin (other, "test", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BUSY);
}

/* A transaction that is cancelled in the middle is as if it had never been. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (fixture->db, "test", &error);
  g_autoptr (GPtrArray) tickets = NULL;

  foyer_database_interrupt_on (fixture->db, cancellable);
  for (guint i = 0; error == NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("Guest %u", i);
      g_autoptr (FoyerTicket) ticket = make_ticket (fixture, name);

      if (i == 50)
        g_cancellable_cancel (cancellable);
      foyer_transaction_insert (transaction, ticket, &error);
    }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error));
  g_clear_error (&error);
  foyer_database_interrupt_on (fixture->db, NULL);

  tickets = foyer_row_store_list (fixture->db, &FOYER_TICKET_TYPE, &fixture->event_id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tickets->len, ==, 0);
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/transaction/round-trip", test_round_trip);
  add ("/transaction/invalid", test_invalid);
  add ("/transaction/nothing", test_nothing);
  add ("/transaction/rolled-back", test_rolled_back);
  add ("/transaction/changed-meanwhile", test_changed_meanwhile);
  add ("/transaction/remove", test_remove);
  add ("/transaction/folding", test_folding);
  add ("/transaction/unique", test_unique);
  add ("/transaction/busy", test_busy);
  add ("/transaction/cancelled", test_cancelled);

  return g_test_run ();
}

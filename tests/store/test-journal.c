/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-changes.h"
#include "foyer-event-store.h"
#include "foyer-journal.h"
#include "foyer-order.h"
#include "foyer-question.h"
#include "foyer-row-sql.h"
#include "foyer-row-store.h"
#include "foyer-test-data.h"
#include "foyer-test.h"
#include "foyer-ticket-store.h"
#include "foyer-tier.h"

#define N_ACTS 150

typedef struct
{
  FoyerTestDir dir;
  FoyerDatabase *db;
  FoyerUuid event_id;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = foyer_test_dir_new ();
  fixture->db = foyer_test_data_make (fixture->dir, 30, FOYER_TEST_DATA_MIXED, &fixture->event_id);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->db);
  foyer_test_dir_free (fixture->dir);
}

/* All that lives, as text: every column but when it was touched. */
static char *
dump (FoyerDatabase *db)
{
  GString *text = g_string_new (NULL);

  for (const FoyerRowType *const *type = foyer_row_types (); *type != NULL; type++)
    {
      g_autoptr (GString) sql = g_string_new ("SELECT key || '|' || hex (id)");
      sqlite3_stmt *statement = NULL;

      for (guint i = 0; i < (*type)->n_columns; i++)
        g_string_append_printf (sql, " || '|' || quote (%s)", (*type)->columns[i].name);
      g_string_append_printf (sql, " FROM %s WHERE deleted_at IS NULL ORDER BY key",
                              (*type)->table);
      g_assert_cmpint (
          sqlite3_prepare_v2 (foyer_database_get_handle (db), sql->str, -1, &statement, NULL), ==,
          SQLITE_OK);
      while (sqlite3_step (statement) == SQLITE_ROW)
        g_string_append_printf (text, "%s %s\n", (*type)->table,
                                (const char *) sqlite3_column_text (statement, 0));
      sqlite3_finalize (statement);
    }
  return g_string_free (text, FALSE);
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static char *
draw_text (GRand *rand)
{
  static const char *const words[] = { "Ada", "李雷", "“Q”", "O'Neil", "Müller", "x", "😀", "ليلى" };

  return g_strdup_printf ("%s %d", words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))],
                          g_rand_int_range (rand, 0, 99));
}

static FoyerTicket *
make_ticket (Fixture *fixture, GRand *rand)
{
  FoyerTicket *ticket = foyer_ticket_new ();

  ticket->event_id = fixture->event_id;
  ticket->attendee_name = draw_text (rand);
  ticket->qr_code = g_strdup_printf ("CODE%u", g_rand_int (rand));
  ticket->price = g_rand_int_range (rand, 0, 100000);
  return ticket;
}

static FoyerTier *
make_tier (Fixture *fixture, GRand *rand)
{
  FoyerTier *tier = foyer_tier_new ();

  tier->event_id = fixture->event_id;
  tier->name = draw_text (rand);
  return tier;
}

/* Any ticket, alive or not. */
static FoyerTicket *
draw_ticket (Fixture *fixture, GRand *rand)
{
  static const char sql[] = "SELECT max (key) FROM tickets";
  sqlite3_stmt *statement = foyer_database_prepare (fixture->db, sql, NULL);
  gint64 last;

  foyer_database_step (fixture->db, statement, NULL);
  last = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return foyer_row_store_get (fixture->db, &FOYER_TICKET_TYPE, g_rand_int_range (rand, 1, last + 1),
                              NULL);
}

static void
change_ticket (FoyerTransaction *transaction, const FoyerTicket *before, GRand *rand)
{
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = draw_text (rand);

  if (g_rand_boolean (rand))
    set_text (&after->attendee_name, text);
  if (g_rand_boolean (rand))
    set_text (&after->company, g_rand_boolean (rand) ? text : NULL);
  if (g_rand_boolean (rand))
    after->status = g_rand_int_range (rand, 0, 3);
  if (g_rand_boolean (rand))
    after->check_in_time = g_rand_boolean (rand) ? FOYER_NONE : g_rand_int (rand);
  if (g_rand_boolean (rand))
    after->is_blocked = !after->is_blocked;
  if (g_rand_boolean (rand))
    foyer_uuid_init_v7 (&after->order_id);
  foyer_transaction_update (transaction, before, after, &error);
  g_assert_no_error (error);
}

static void
act (Fixture *fixture, FoyerTransaction *transaction, GRand *rand)
{
  g_autoptr (FoyerTicket) ticket = draw_ticket (fixture, rand);
  g_autoptr (FoyerTier) tier = make_tier (fixture, rand);
  g_autoptr (GError) error = NULL;

  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      for (int n = g_rand_int_range (rand, 1, 9); n > 0; n--)
        {
          g_autoptr (FoyerTicket) new = make_ticket (fixture, rand);

          foyer_transaction_insert (transaction, new, &error);
        }
      break;
    case 1:
      foyer_transaction_insert (transaction, tier, &error);
      break;
    case 2:
      foyer_transaction_remove (transaction, ticket, &error);
      break;
    case 3:
      foyer_transaction_restore (transaction, ticket, &error);
      break;
    default:
      change_ticket (transaction, ticket, rand);
      break;
    }
  g_assert_no_error (error);
}

static gint64
act_once (Fixture *fixture, GRand *rand)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "test", &error);
  gint64 change_set = 0;

  for (int n = g_rand_int_range (rand, 1, 6); n > 0; n--)
    act (fixture, transaction, rand);
  foyer_transaction_commit (transaction, &change_set, &error);
  g_assert_no_error (error);
  return change_set;
}

static gint64
undo (Fixture *fixture, gint64 change_set, guint n_kept_expected)
{
  g_autoptr (GError) error = NULL;
  gint64 undo_set = 0;
  guint n_kept = 0;

  foyer_journal_undo (fixture->db, change_set, &undo_set, &n_kept, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_kept, ==, n_kept_expected);
  return undo_set;
}

/* Undoes the sets from the last to the first, and puts the numbers of the undos in their place. */
static void
undo_all (Fixture *fixture, GArray *sets)
{
  g_autoptr (GArray) undos = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = sets->len; i > 0; i--)
    {
      gint64 undo_set = undo (fixture, g_array_index (sets, gint64, i - 1), 0);

      if (undo_set != 0)
        g_array_append_val (undos, undo_set);
    }
  g_array_set_size (sets, 0);
  g_array_append_vals (sets, undos->data, undos->len);
}

/* Whatever was done: undone from the end it is as it was, redone it is as it became; twice. */
static void
test_property (Fixture *fixture, gconstpointer data)
{
  for (guint32 seed = 1; seed <= 8; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GArray) sets = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autofree char *start = dump (fixture->db);
      g_autofree char *end = NULL;

      for (guint i = 0; i < N_ACTS; i++)
        {
          gint64 change_set = act_once (fixture, rand);

          if (change_set != 0)
            g_array_append_val (sets, change_set);
        }
      end = dump (fixture->db);
      g_assert_cmpstr (start, !=, end);

      for (guint round = 0; round < 2; round++)
        {
          g_autofree char *undone = NULL;
          g_autofree char *redone = NULL;

          undo_all (fixture, sets);
          undone = dump (fixture->db);
          g_assert_cmpstr (undone, ==, start);
          undo_all (fixture, sets);
          redone = dump (fixture->db);
          g_assert_cmpstr (redone, ==, end);
        }
    }
}

static gint64
rename_ticket (Fixture *fixture, gint64 key, const char *name)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "edit-attendee", &error);
  g_autoptr (FoyerTicket) before =
      foyer_row_store_get (fixture->db, &FOYER_TICKET_TYPE, key, &error);
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);
  gint64 change_set = 0;

  set_text (&after->attendee_name, name);
  foyer_transaction_update (transaction, before, after, &error);
  foyer_transaction_commit (transaction, &change_set, &error);
  g_assert_no_error (error);
  return change_set;
}

static char *
name_of (Fixture *fixture, gint64 key)
{
  g_autoptr (FoyerTicket) ticket = foyer_row_store_get (fixture->db, &FOYER_TICKET_TYPE, key, NULL);

  return g_strdup (ticket->attendee_name);
}

/* The undo of an older edit leaves what somebody wrote later. */
static void
test_keeps_newer (Fixture *fixture, gconstpointer data)
{
  gint64 older = rename_ticket (fixture, 1, "Older");
  gint64 newer = rename_ticket (fixture, 1, "Newer");
  g_autofree char *name = NULL;
  g_autofree char *before = NULL;

  g_assert_cmpint (undo (fixture, older, 1), ==, 0);
  name = name_of (fixture, 1);
  g_assert_cmpstr (name, ==, "Newer");
  undo (fixture, newer, 0);
  before = name_of (fixture, 1);
  g_assert_cmpstr (before, ==, "Older");
}

/* The undo of an import takes back its rows in a few strokes, but not those that were worked on
 * since. */
static void
test_import_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "import", &error);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree char *before = dump (fixture->db);
  g_autofree char *redone = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (FoyerTicket) kept = NULL;
  gint64 first = 0;
  gint64 imported = 0;
  gint64 edited;
  gint64 undo_set;

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (FoyerTicket) ticket = make_ticket (fixture, rand);

      foyer_transaction_insert (transaction, ticket, &error);
      first = first == 0 ? ticket->row.key : first;
    }
  foyer_transaction_commit (transaction, &imported, &error);
  g_assert_no_error (error);
  redone = dump (fixture->db);

  edited = rename_ticket (fixture, first + 50, "Edited");
  undo_set = undo (fixture, imported, 1);
  kept = foyer_row_store_get (fixture->db, &FOYER_TICKET_TYPE, first + 50, &error);
  g_assert_cmpint (kept->row.deleted_at, ==, FOYER_NONE);

  /* redo, then without the edit */
  undo (fixture, undo_set, 0);
  undo (fixture, edited, 0);
  undone = dump (fixture->db);
  g_assert_cmpstr (undone, ==, redone);
  undo (fixture, imported, 0);
  g_free (undone);
  undone = dump (fixture->db);
  g_assert_cmpstr (undone, ==, before);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 change_set = rename_ticket (fixture, 1, "Ada");

  undo (fixture, change_set, 0);
  g_assert_false (foyer_journal_undo (fixture->db, change_set, NULL, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (foyer_journal_undo (fixture->db, 9999, NULL, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

static void
test_prune (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 position;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Name %u", i);

      rename_ticket (fixture, 1, name);
    }
  position = foyer_journal_get_position (fixture->db, &error);
  g_assert_cmpint (foyer_journal_prune (fixture->db, 0, &error), ==, 0);
  g_assert_cmpint (foyer_journal_prune (fixture->db, G_MAXINT64, &error), ==, position - 1);
  g_assert_no_error (error);
  g_assert_cmpint (foyer_journal_get_position (fixture->db, &error), ==, position);
  g_assert_null (foyer_changes_read (fixture->db, 1, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (foyer_changes_read (fixture->db, position + 1, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  foyer_changes_unref (foyer_changes_read (fixture->db, position, &error));
  g_assert_no_error (error);
}

#define add(path, func) g_test_add ("/journal/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("property", test_property);
  add ("keeps-newer", test_keeps_newer);
  add ("import-undo", test_import_undo);
  add ("refused", test_refused);
  add ("prune", test_prune);

  return g_test_run ();
}

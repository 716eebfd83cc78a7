/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order.h"
#include "foyer-row-sql.h"
#include "foyer-row-store.h"
#include "foyer-test.h"
#include "foyer-ticket.h"
#include "foyer-tier.h"
#include "foyer-transaction.h"

#define N_ROUNDS 40

typedef struct
{
  FoyerTestDir dir;
  FoyerDatabase *db;
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
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->db);
  foyer_test_dir_free (fixture->dir);
}

static char *
draw_text (GRand *rand, const FoyerColumn *column)
{
  static const char *const pieces[] = { "a", "Ω", "’", "李", "😀", "\n", "%", "'", "\"", "ß" };
  GString *text = g_string_new (NULL);
  guint most = column->max > 0 ? MIN (column->max, 40) : 40;

  if (column->flags & FOYER_COLUMN_HTML)
    g_string_append (text, "<p>x");
  for (guint n = g_rand_int_range (rand, 1, most + 1); n > 0; n--)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  if (column->flags & FOYER_COLUMN_HTML)
    {
      g_string_replace (text, "\n", "<br>", 0);
      g_string_append (text, "y</p>");
    }
  return g_string_free (text, FALSE);
}

/* Any value that the column allows, also none. */
static void
draw_value (GRand *rand, gpointer row, const FoyerColumn *column)
{
  gboolean is_none = !(column->flags & FOYER_COLUMN_REQUIRED) && g_rand_int_range (rand, 0, 3) == 0;
  guint n_words = 0;

  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      if (!is_none)
        foyer_uuid_init_v7 (&FOYER_COLUMN_FIELD (row, column, FoyerUuid));
      break;
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      if (!is_none)
        FOYER_COLUMN_FIELD (row, column, char *) = draw_text (rand, column);
      break;
    case FOYER_COLUMN_BLOB:
      if (!is_none)
        FOYER_COLUMN_FIELD (row, column, GBytes *) = g_bytes_new_take (draw_text (rand, column), 1);
      break;
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      if (!is_none)
        FOYER_COLUMN_FIELD (row, column, gint64) =
            column->max > 0 ? g_rand_int_range (rand, 0, MIN (column->max, G_MAXINT32))
                            : (gint64) g_rand_int (rand) << 31 ^ -(gint64) g_rand_int (rand);
      break;
    case FOYER_COLUMN_BOOLEAN:
      FOYER_COLUMN_FIELD (row, column, gboolean) = g_rand_boolean (rand);
      break;
    case FOYER_COLUMN_ENUM:
      while (column->words[n_words] != NULL)
        n_words++;
      FOYER_COLUMN_FIELD (row, column, int) = g_rand_int_range (rand, 0, n_words);
      break;
    }
}

/* Whatever a row of any type holds comes back, inserted and updated. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (const FoyerRowType *const *type = foyer_row_types (); *type != NULL; type++)
    for (guint round = 0; round < N_ROUNDS; round++)
      {
        g_autoptr (GError) error = NULL;
        FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "test", &error);
        FoyerRow *first = foyer_row_new (*type);
        FoyerRow *second = foyer_row_new (*type);
        FoyerRow *read;

        for (guint i = 0; i < (*type)->n_columns; i++)
          {
            draw_value (rand, first, &(*type)->columns[i]);
            draw_value (rand, second, &(*type)->columns[i]);
          }
        g_assert_null (foyer_row_validate (first));
        foyer_transaction_insert (transaction, first, &error);
        g_assert_no_error (error);
        read = foyer_row_store_get (fixture->db, *type, first->key, &error);
        g_assert_cmpuint (foyer_row_diff (first, read), ==, 0);
        foyer_row_free (read);

        second->key = first->key;
        foyer_transaction_update (transaction, first, second, &error);
        g_assert_no_error (error);
        read = foyer_row_store_find (fixture->db, *type, &first->id, &error);
        g_assert_cmpuint (foyer_row_diff (second, read), ==, 0);
        foyer_row_free (read);
        foyer_transaction_commit (transaction, NULL, &error);
        g_assert_no_error (error);
        foyer_row_free (first);
        foyer_row_free (second);
      }
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  const gint64 orders[] = { 2, 0, 1, 0 };
  const char *const names[] = { "c", "a", "x", "b" };
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "test", &error);
  g_autoptr (GPtrArray) tiers = NULL;
  g_autoptr (GPtrArray) all = NULL;
  FoyerUuid event_id;

  foyer_uuid_init_v7 (&event_id);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (FoyerTier) tier = foyer_tier_new ();

      tier->event_id = event_id;
      if (i == 3)
        foyer_uuid_init_v7 (&tier->event_id);
      tier->name = g_strdup (names[i]);
      tier->sort_order = orders[i];
      g_assert_true (foyer_transaction_insert (transaction, tier, &error));
      if (i == 2)
        g_assert_true (foyer_transaction_remove (transaction, tier, &error));
    }
  foyer_transaction_commit (transaction, NULL, &error);

  tiers = foyer_row_store_list (fixture->db, &FOYER_TIER_TYPE, &event_id, &error);
  g_assert_cmpuint (tiers->len, ==, 2);
  g_assert_cmpstr (((FoyerTier *) g_ptr_array_index (tiers, 0))->name, ==, "a");
  g_assert_cmpstr (((FoyerTier *) g_ptr_array_index (tiers, 1))->name, ==, "c");
  all = foyer_row_store_list (fixture->db, &FOYER_TIER_TYPE, NULL, &error);
  g_assert_cmpuint (all->len, ==, 3);
}

/* What is on disk is not believed: a word nobody knows lets nobody in, bad text is made good, a
 * short id is none. */
static void
test_unsound (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) ticket = NULL;

  foyer_database_exec (fixture->db,
                       "INSERT INTO tickets (id, updated_at, event_id, attendee_name, qr_code, "
                       "status, answers) VALUES (x'01', 1, x'0102', CAST (x'41ff42' AS TEXT), 7, "
                       "'SOMETHING_NEW', '')",
                       &error);
  g_assert_no_error (error);
  ticket = foyer_row_store_get (fixture->db, &FOYER_TICKET_TYPE, 1, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_uuid_is_nil (&ticket->row.id));
  g_assert_true (foyer_uuid_is_nil (&ticket->event_id));
  g_assert_true (g_utf8_validate (ticket->attendee_name, -1, NULL));
  g_assert_cmpstr (ticket->qr_code, ==, "7");
  g_assert_cmpint (ticket->status, ==, FOYER_TICKET_CANCELLED);
  g_assert_null (ticket->answers);
  g_assert_cmpint (ticket->check_in_time, ==, FOYER_NONE);
}

#define add(path, func) g_test_add ("/row-store/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("round-trip", test_round_trip);
  add ("list", test_list);
  add ("unsound", test_unsound);

  return g_test_run ();
}

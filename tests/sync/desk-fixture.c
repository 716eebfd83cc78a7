/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"

#include "foyer-changes.h"
#include "foyer-check-in-list.h"
#include "foyer-check-in.h"
#include "foyer-event.h"
#include "foyer-order.h"
#include "foyer-row-json.h"
#include "foyer-row-store.h"
#include "foyer-server-store.h"
#include "foyer-ticket.h"
#include "foyer-tier.h"
#include "foyer-transaction.h"

#include <string.h>

static void
host (DeskFixture *self)
{
  const FoyerUuid me = { { 0x01, 0x90, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerServer) server = foyer_server_store_add (
      self->store.db, scripted_server_get_url (self->server), DESK_EMAIL, "Ann", &me, &error);

  g_assert_no_error (error);
  self->server_key = server->key;
  foyer_server_store_keep_event (self->store.db, server->key, &self->store.event_id,
                                 &self->organizer_id, &error);
  g_assert_no_error (error);
  foyer_server_store_set_pushed (self->store.db, server->key,
                                 foyer_journal_get_position (self->store.db, NULL), &error);
  g_assert_no_error (error);
}

void
desk_fixture_set_up (DeskFixture *self, gconstpointer n_guests)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  foyer_test_store_set_up (&self->store, n_guests);
  self->server = scripted_server_new ();
  self->organizer_id = (FoyerUuid){ { 0x01, 0x90, 9 } };
  path = g_strconcat (foyer_database_get_path (self->store.db), ".secrets", NULL);
  self->secrets = foyer_secrets_new_file (path, DESK_PASSPHRASE, &error);
  g_assert_no_error (error);
  foyer_secrets_store (self->secrets, scripted_server_get_url (self->server), DESK_EMAIL,
                       scripted_server_get_token (self->server), &error);
  g_assert_no_error (error);
  host (self);
}

void
desk_fixture_tear_down (DeskFixture *self, gconstpointer n_guests)
{
  g_clear_pointer (&self->server, scripted_server_free);
  g_clear_object (&self->secrets);
  foyer_test_store_tear_down (&self->store, n_guests);
}

FoyerServer *
desk_fixture_read_server (DeskFixture *self)
{
  g_autoptr (GError) error = NULL;
  FoyerServer *server = foyer_server_store_get (self->store.db, self->server_key, &error);

  g_assert_no_error (error);
  return server;
}

FoyerSyncLink *
desk_fixture_open_link (DeskFixture *self)
{
  g_autoptr (GError) error = NULL;
  FoyerSyncLink *link =
      foyer_sync_link_open (self->store.db, self->secrets, self->server_key, &error);

  g_assert_no_error (error);
  return link;
}

FoyerRoundEnd
desk_fixture_round (FoyerSyncLink *link, FoyerRound *round, GError **error)
{
  FoyerRound unseen;

  return foyer_sync_link_round (link, NULL, NULL, round != NULL ? round : &unseen, NULL, error);
}

static GPtrArray *
read_rows (DeskFixture *self, const FoyerRowType *type)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = foyer_row_store_list (self->store.db, type, &self->store.event_id, &error);

  g_assert_no_error (error);
  return rows;
}

GArray *
desk_fixture_check_in (DeskFixture *self, guint first, guint n)
{
  g_autoptr (GPtrArray) tickets = read_rows (self, &FOYER_TICKET_TYPE);
  g_autoptr (GPtrArray) lists = read_rows (self, &FOYER_CHECK_IN_LIST_TYPE);
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (self->store.db, "check-in", &error);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));

  g_assert_cmpuint (tickets->len, >=, first + n);
  for (guint i = first; i < first + n; i++)
    {
      g_autoptr (FoyerCheckIn) fact = foyer_check_in_new ();

      fact->event_id = self->store.event_id;
      fact->ticket_id = ((FoyerRow *) g_ptr_array_index (tickets, i))->id;
      fact->list_id = ((FoyerRow *) g_ptr_array_index (lists, 0))->id;
      fact->verdict = FOYER_VERDICT_ADMITTED;
      fact->time = g_get_real_time ();
      g_assert_true (foyer_transaction_insert (transaction, fact, &error));
      g_array_append_val (ids, fact->row.id);
    }
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
  return ids;
}

static void
set_company (DeskFixture *self, const FoyerTicket *before, const char *company)
{
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (self->store.db, "edit-attendee", &error);

  foyer_row_set_text (after, foyer_row_type_find (&FOYER_TICKET_TYPE, "company"), company);
  g_assert_true (foyer_transaction_update (transaction, before, after, &error));
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
}

FoyerUuid
desk_fixture_edit (DeskFixture *self, guint n, const char *company)
{
  g_autoptr (GPtrArray) tickets = read_rows (self, &FOYER_TICKET_TYPE);
  const FoyerTicket *ticket = g_ptr_array_index (tickets, n);

  set_company (self, ticket, company);
  return ticket->row.id;
}

void
desk_fixture_edit_ticket (DeskFixture *self, const FoyerUuid *id, const char *company)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTicket) ticket =
      foyer_row_store_find (self->store.db, &FOYER_TICKET_TYPE, id, &error);

  g_assert_no_error (error);
  set_company (self, ticket, company);
}

FoyerUuid
desk_fixture_sell (DeskFixture *self, FoyerUuid *order_id)
{
  g_autoptr (FoyerOrder) order = foyer_order_new ();
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (self->store.db, "till-sale", &error);

  order->event_id = self->store.event_id;
  order->order_number = g_strdup ("SOLD1");
  order->currency = g_strdup ("EUR");
  order->total = 0;
  order->status = FOYER_ORDER_COMPLETED;
  order->channel = FOYER_CHANNEL_BOX_OFFICE;
  g_assert_true (foyer_transaction_insert (transaction, order, &error));
  ticket->event_id = self->store.event_id;
  ticket->order_id = order->row.id;
  ticket->attendee_name = g_strdup ("Hilde Haas");
  ticket->qr_code = g_strdup ("SOLD-1-1");
  g_assert_true (foyer_transaction_insert (transaction, ticket, &error));
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
  if (order_id != NULL)
    *order_id = order->row.id;
  return ticket->row.id;
}

void
desk_fixture_write_row (GString *json, const FoyerRow *row, int version)
{
  g_string_append_printf (json, "%s{\"table\": \"%s\", \"id\": ", json->len > 1 ? ", " : "",
                          row->type->table);
  foyer_row_json_append_id (json, &row->id);
  g_string_append (json, ", \"row\": ");
  foyer_row_json_write (json, row, foyer_row_json_columns (row->type));
  g_string_truncate (json, json->len - 1);
  g_string_append_printf (json,
                          ", \"version\": %d, \"updated_at\": \"2026-11-23T10:00:00Z\", "
                          "\"deleted_at\": null}}",
                          version);
}

guint
desk_fixture_move_to_server (DeskFixture *self, guint rows_of_page)
{
  const FoyerRowType *const types[] = { &FOYER_TIER_TYPE, &FOYER_CHECK_IN_LIST_TYPE,
                                        &FOYER_TICKET_TYPE };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (foyer_row_free);
  g_autoptr (GError) error = NULL;
  guint n_pages = 0;

  g_ptr_array_add (rows, foyer_row_store_find (self->store.db, &FOYER_EVENT_TYPE,
                                               &self->store.event_id, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GPtrArray) some = read_rows (self, types[i]);

      for (guint j = 0; j < some->len; j++)
        {
          FoyerRow *row = foyer_row_copy (g_ptr_array_index (some, j));

          /* Orders do not come along. */
          if (types[i] == &FOYER_TICKET_TYPE)
            ((FoyerTicket *) row)->order_id = (FoyerUuid){ { 0 } };
          g_ptr_array_add (rows, row);
        }
    }
  for (guint i = 0; i < rows->len; i += rows_of_page, n_pages++)
    {
      GString *json = g_string_new ("[");

      for (guint j = i; j < rows->len && j < i + rows_of_page; j++)
        desk_fixture_write_row (json, g_ptr_array_index (rows, j), 1);
      g_string_append (json, "]");
      scripted_server_add_page (self->server, g_string_free (json, FALSE));
    }
  g_assert_true (foyer_server_store_wipe_event (self->store.db, &self->store.event_id, &error));
  host (self);
  return n_pages;
}

gint64
desk_fixture_count (DeskFixture *self, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 n;

  g_assert_cmpint (
      sqlite3_prepare_v2 (foyer_database_get_handle (self->store.db), sql, -1, &statement, NULL),
      ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

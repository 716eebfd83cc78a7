/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "conflict-fixture.h"

#include "foyer-changes.h"
#include "foyer-check-in-list.h"
#include "foyer-check-in.h"
#include "foyer-event.h"
#include "foyer-order.h"
#include "foyer-row-store.h"
#include "foyer-server-store.h"
#include "foyer-ticket.h"
#include "foyer-tier.h"
#include "foyer-transaction.h"

#define HOUR 3600000000

const FoyerUuid conflict_fixture_me = { { 0x01, 0x90, 1, 2, 3, 4, 0x70, 5, 0x80, 1 } };
const FoyerUuid conflict_fixture_other = { { 0x01, 0x90, 1, 2, 3, 4, 0x70, 5, 0x80, 2 } };

void
conflict_fixture_host (FoyerDatabase *db, const FoyerUuid *event_id)
{
  const FoyerUuid organizer = { { 0x01, 0x90, 9 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerServer) server = foyer_server_store_add (
      db, "https://foyer.example", "owner@foyer.example", "Owner", &conflict_fixture_me, &error);

  g_assert_no_error (error);
  g_assert_cmpint (server->key, ==, CONFLICT_FIXTURE_SERVER);
  foyer_server_store_keep_event (db, server->key, event_id, &organizer, &error);
  g_assert_no_error (error);
  foyer_server_store_set_pushed (db, server->key, foyer_journal_get_position (db, NULL), &error);
  g_assert_no_error (error);
}

static void
insert (FoyerDatabase *db, gpointer row)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (db, "pull", &error);

  g_assert_true (foyer_transaction_insert (transaction, row, &error));
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
}

static void
update (FoyerDatabase *db, const char *kind, gconstpointer before, gpointer after)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (db, kind, &error);

  g_assert_true (foyer_transaction_update (transaction, before, after, &error));
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
}

static FoyerTicket *
read_guest (FoyerDatabase *db, const FoyerUuid *event_id)
{
  static const char tail[] = "WHERE event_id = ?1 AND status = 'VALID' ORDER BY key LIMIT 1";
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_TICKET_TYPE, tail, &error);
  FoyerTicket *ticket;

  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  ticket = foyer_row_store_read_first (db, &FOYER_TICKET_TYPE, statement, &error);
  g_assert_no_error (error);
  g_assert_nonnull (ticket);
  return ticket;
}

FoyerUuid
conflict_fixture_add (FoyerDatabase *db,
                      const FoyerUuid *event_id,
                      FoyerConflictKind kind,
                      const FoyerUuid *ticket_id,
                      const FoyerUuid *other_id,
                      char *details)
{
  g_autoptr (FoyerConflict) conflict = foyer_conflict_new ();

  conflict->event_id = *event_id;
  conflict->kind = kind;
  if (ticket_id != NULL)
    conflict->ticket_id = *ticket_id;
  if (other_id != NULL)
    conflict->other_id = *other_id;
  conflict->details = details;
  conflict->settled_at = FOYER_NONE;
  insert (db, conflict);
  return conflict->row.id;
}

FoyerUuid
conflict_fixture_edit (FoyerDatabase *db, const FoyerUuid *event_id)
{
  g_autoptr (FoyerEvent) before = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, NULL);
  g_autoptr (FoyerEvent) after = foyer_event_copy (before);
  char me[FOYER_UUID_STRING_SIZE], other[FOYER_UUID_STRING_SIZE];

  foyer_row_set_text (after, foyer_row_type_find (&FOYER_EVENT_TYPE, "title"), "Their Conf");
  after->capacity = 400;
  update (db, "pull", before, after);
  foyer_uuid_format (&conflict_fixture_me, me);
  foyer_uuid_format (&conflict_fixture_other, other);
  return conflict_fixture_add (
      db, event_id, FOYER_CONFLICT_EDITED_TWICE, NULL, event_id,
      g_strdup_printf ("{\"table\": \"events\", \"user_id\": \"%s\", \"their_user_id\": \"%s\", "
                       "\"their_name\": \"Anna\", \"at\": \"2026-11-22T17:42:00Z\", "
                       "\"their_time\": \"2026-11-22T17:40:00Z\", "
                       "\"mine\": {\"title\": \"My Conf\", \"capacity\": 500}, "
                       "\"theirs\": {\"title\": \"Their Conf\", \"capacity\": 400}}",
                       me, other));
}

static FoyerUuid
add_entry (FoyerDatabase *db, const FoyerTicket *ticket, gint64 time)
{
  g_autoptr (FoyerCheckIn) entry = foyer_check_in_new ();
  g_autoptr (GPtrArray) lists =
      foyer_row_store_list (db, &FOYER_CHECK_IN_LIST_TYPE, &ticket->event_id, NULL);

  entry->event_id = ticket->event_id;
  entry->ticket_id = ticket->row.id;
  if (lists->len > 0)
    entry->list_id = ((FoyerRow *) g_ptr_array_index (lists, 0))->id;
  entry->device_id = conflict_fixture_other;
  entry->verdict = FOYER_VERDICT_ADMITTED;
  entry->time = time;
  insert (db, entry);
  return entry->row.id;
}

static FoyerUuid
add_entries (FoyerDatabase *db, const FoyerTicket *ticket, FoyerConflictKind kind)
{
  gint64 now = g_get_real_time ();
  g_autoptr (FoyerConflict) conflict = foyer_conflict_new ();

  conflict->event_id = ticket->event_id;
  conflict->kind = kind;
  conflict->ticket_id = ticket->row.id;
  conflict->settled_at = FOYER_NONE;
  if (kind == FOYER_CONFLICT_TWICE_ADMITTED)
    conflict->other_id = add_entry (db, ticket, now - HOUR);
  conflict->check_in_id = add_entry (db, ticket, now);
  conflict->details =
      g_strdup (kind == FOYER_CONFLICT_TWICE_ADMITTED ? "{\"verdict\": \"ALREADY_IN\"}"
                                                      : "{\"verdict\": \"REFUNDED\"}");
  insert (db, conflict);
  return conflict->row.id;
}

FoyerUuid
conflict_fixture_twice (FoyerDatabase *db, const FoyerUuid *event_id, FoyerUuid *ticket_id)
{
  g_autoptr (FoyerTicket) ticket = read_guest (db, event_id);

  if (ticket_id != NULL)
    *ticket_id = ticket->row.id;
  return add_entries (db, ticket, FOYER_CONFLICT_TWICE_ADMITTED);
}

FoyerUuid
conflict_fixture_refused (FoyerDatabase *db, const FoyerUuid *event_id)
{
  g_autoptr (FoyerTicket) ticket = read_guest (db, event_id);

  return add_entries (db, ticket, FOYER_CONFLICT_ADMITTED_THOUGH_REFUSED);
}

FoyerUuid
conflict_fixture_oversold (FoyerDatabase *db, const FoyerUuid *event_id)
{
  g_autoptr (GPtrArray) tiers = foyer_row_store_list (db, &FOYER_TIER_TYPE, event_id, NULL);
  const FoyerTier *before = g_ptr_array_index (tiers, 0);
  g_autoptr (FoyerTier) after = foyer_tier_copy (before);
  char tier[FOYER_UUID_STRING_SIZE];

  after->quantity_total = 1;
  update (db, "pull", before, after);
  foyer_uuid_format (&before->row.id, tier);
  return conflict_fixture_add (db, event_id, FOYER_CONFLICT_OVERSOLD, NULL, NULL,
                               g_strdup_printf ("{\"tickets\": 3, \"tier_id\": \"%s\"}", tier));
}

FoyerUuid
conflict_fixture_money (FoyerDatabase *db, const FoyerUuid *event_id, FoyerConflictKind kind)
{
  g_autoptr (GPtrArray) orders = foyer_row_store_list (db, &FOYER_ORDER_TYPE, event_id, NULL);
  const FoyerRow *order = g_ptr_array_index (orders, 0);
  gboolean is_refund = kind == FOYER_CONFLICT_REFUNDED_TWICE;
  char me[FOYER_UUID_STRING_SIZE], other[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (&conflict_fixture_me, me);
  foyer_uuid_format (&conflict_fixture_other, other);
  return conflict_fixture_add (
      db, event_id, kind, NULL, &order->id,
      g_strdup_printf ("{\"currency\": \"EUR\", \"total\": 5000, \"excess\": 5000, \"paid\": %d, "
                       "\"returned\": %d, \"moved\": [{\"amount\": 5000, \"method\": \"CASH\", "
                       "\"at\": \"2026-11-22T17:40:00Z\", \"user_id\": \"%s\", \"name\": \"Me\"}, "
                       "{\"amount\": 5000, \"method\": \"CARD\", \"at\": \"2026-11-22T17:42:00Z\", "
                       "\"user_id\": \"%s\", \"name\": \"Anna\"}]}",
                       is_refund ? 5000 : 10000, is_refund ? 10000 : 0, me, other));
}

void
conflict_fixture_gone (FoyerDatabase *db, const FoyerUuid *event_id)
{
  g_autoptr (FoyerTicket) before = read_guest (db, event_id);
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);

  foyer_row_set_text (after, foyer_row_type_find (&FOYER_TICKET_TYPE, "company"), "Somewhere Else");
  update (db, "edit-attendee", before, after);
  g_assert_true (foyer_server_store_set_gone (db, event_id, NULL));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-scan-known.h"

#include "foyer-event-store.h"
#include "foyer-json-list.h"
#include "foyer-occupancy.h"
#include "foyer-question.h"
#include "foyer-row-store.h"
#include "foyer-signing-key-store.h"
#include "foyer-ticket-store.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

static void
bind_uuid (sqlite3_stmt *statement, int parameter, const FoyerUuid *uuid)
{
  sqlite3_bind_blob (statement, parameter, uuid->bytes, sizeof uuid->bytes, SQLITE_STATIC);
}

/* A row by id that may be missing: what it was part of may have come without it. FALSE with error.
 */
static gboolean
find_optional (FoyerDatabase *db,
               const FoyerRowType *type,
               const FoyerUuid *id,
               gpointer *row,
               GError **error)
{
  g_autoptr (GError) local = NULL;

  *row = NULL;
  if (foyer_uuid_is_nil (id))
    return TRUE;
  *row = foyer_row_store_find (db, type, id, &local);
  if (*row != NULL || g_error_matches (local, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Of the tickets with the code, those of this event; a cancelled one steps back behind one that is
 * not. */
static GPtrArray *
pick_matches (GPtrArray *found, const FoyerUuid *event_id)
{
  GPtrArray *here = g_ptr_array_new ();
  guint n_standing = 0;

  for (guint i = 0; i < found->len; i++)
    {
      FoyerTicket *ticket = g_ptr_array_index (found, i);

      if (!foyer_uuid_equal (&ticket->event_id, event_id))
        continue;
      g_ptr_array_add (here, ticket);
      n_standing += ticket->status != FOYER_TICKET_CANCELLED;
    }
  for (guint i = here->len; n_standing > 0 && i > 0; i--)
    if (((FoyerTicket *) g_ptr_array_index (here, i - 1))->status == FOYER_TICKET_CANCELLED)
      g_ptr_array_remove_index (here, i - 1);
  return here;
}

static gboolean
take_other_event (FoyerScanKnown *self, FoyerDatabase *db, GError **error)
{
  gpointer row;

  if (!find_optional (db, &FOYER_EVENT_TYPE, &self->ticket->event_id, &row, error))
    return FALSE;
  self->other_event = row;
  self->facts.is_elsewhere = TRUE;
  return TRUE;
}

static gboolean
find_ticket (FoyerScanKnown *self, FoyerDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) found = foyer_ticket_store_find_code (db, self->code, error);
  g_autoptr (GPtrArray) here = NULL;

  if (found == NULL)
    return FALSE;
  here = pick_matches (found, &self->event->row.id);
  self->facts.n_matches = here->len;
  if (here->len == 1)
    self->ticket = foyer_ticket_copy (g_ptr_array_index (here, 0));
  else if (here->len > 1)
    {
      self->matches = g_ptr_array_new_with_free_func (foyer_row_free);
      for (guint i = 0; i < here->len; i++)
        g_ptr_array_add (self->matches, foyer_ticket_copy (g_ptr_array_index (here, i)));
    }
  else if (found->len > 0)
    {
      self->ticket = foyer_ticket_copy (g_ptr_array_index (found, 0));
      return take_other_event (self, db, error);
    }
  return TRUE;
}

/* A code that was retired for another: its ticket is known. */
static gboolean
find_replaced (FoyerScanKnown *self, FoyerDatabase *db, GError **error)
{
  static const char tail[] =
      "WHERE id = (SELECT ticket_id FROM replaced_codes WHERE code = ?1) AND qr_code <> ?1";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_TICKET_TYPE, tail, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, self->code, -1, SQLITE_STATIC);
  self->ticket = foyer_row_store_read_first (db, &FOYER_TICKET_TYPE, statement, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->facts.is_replaced = self->ticket != NULL;
  if (self->ticket != NULL && !foyer_uuid_equal (&self->ticket->event_id, &self->event->row.id))
    return take_other_event (self, db, error);
  return TRUE;
}

/* A ticket that was removed here: its code may be genuine, but the ticket is none any more. */
static gboolean
find_removed (FoyerScanKnown *self, FoyerDatabase *db, GError **error)
{
  static const char tail[] =
      "WHERE qr_code = ?1 AND deleted_at IS NOT NULL AND event_id = ?2 ORDER BY key DESC LIMIT 1";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_TICKET_TYPE, tail, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, self->code, -1, SQLITE_STATIC);
  bind_uuid (statement, 2, &self->event->row.id);
  self->ticket = foyer_row_store_read_first (db, &FOYER_TICKET_TYPE, statement, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (self->ticket != NULL)
    self->ticket->status = FOYER_TICKET_CANCELLED;
  return TRUE;
}

/* Which event says the code that it is for, when it is not this one? */
static gboolean
find_claimed_event (FoyerScanKnown *self,
                    FoyerDatabase *db,
                    const FoyerCodeClaims *claims,
                    GError **error)
{
  static const char tail[] = "WHERE substr (id, 13) = ?1 AND deleted_at IS NULL LIMIT 1";
  const guint8 *tag = self->event->row.id.bytes + sizeof (FoyerUuid) - sizeof claims->event_tag;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement;

  if (memcmp (tag, claims->event_tag, sizeof claims->event_tag) == 0)
    return TRUE;
  self->facts.is_elsewhere = TRUE;
  statement = foyer_row_store_select (db, &FOYER_EVENT_TYPE, tail, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, claims->event_tag, sizeof claims->event_tag, SQLITE_STATIC);
  self->other_event = foyer_row_store_read_first (db, &FOYER_EVENT_TYPE, statement, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}

/* What the code says of itself. The signature costs 60 µs: it is asked only when nothing was found
 * by the code, as else it counts for nothing. */
static gboolean
examine (FoyerScanKnown *self, FoyerDatabase *db, GError **error)
{
  g_autoptr (GArray) keys = NULL;
  FoyerCodeClaims claims;

  self->facts.code_state = FOYER_CODE_FOREIGN;
  if (self->ticket != NULL || self->matches != NULL)
    return TRUE;
  keys = foyer_signing_key_store_list (db, &self->event->row.id, error);
  if (keys == NULL)
    return FALSE;
  self->facts.code_state = foyer_ticket_code_examine (
      self->code, (const FoyerSigningKey *) keys->data, keys->len, &claims);
  if (self->facts.code_state != FOYER_CODE_GENUINE && self->facts.code_state != FOYER_CODE_REVOKED)
    return TRUE;
  return find_claimed_event (self, db, &claims, error);
}

static gboolean
find_by_code (FoyerScanKnown *self, FoyerDatabase *db, GError **error)
{
  if (self->code == NULL)
    {
      self->facts.code_state = FOYER_CODE_UNREADABLE;
      return TRUE;
    }
  return find_ticket (self, db, error) &&
         (self->ticket != NULL || self->matches != NULL || find_replaced (self, db, error)) &&
         (self->ticket != NULL || self->matches != NULL || find_removed (self, db, error)) &&
         examine (self, db, error);
}

static gboolean
find_by_id (FoyerScanKnown *self, FoyerDatabase *db, const FoyerUuid *ticket_id, GError **error)
{
  self->ticket = foyer_row_store_find (db, &FOYER_TICKET_TYPE, ticket_id, error);
  if (self->ticket == NULL)
    return FALSE;
  self->facts.n_matches = 1;
  self->facts.code_state = FOYER_CODE_FOREIGN;
  if (self->ticket->row.deleted_at != FOYER_NONE)
    self->ticket->status = FOYER_TICKET_CANCELLED;
  if (!foyer_uuid_equal (&self->ticket->event_id, &self->event->row.id))
    return take_other_event (self, db, error);
  return TRUE;
}

/* The last entry or exit on this list that was not taken back, of the ticket or of the code alone
 * (PROVISIONAL). */
static gboolean
find_last_by (FoyerScanKnown *self, FoyerDatabase *db, gboolean is_by_ticket, GError **error)
{
  static const char by_ticket[] =
      "AS fact WHERE ticket_id = ?1 AND list_id = ?2 AND direction <> 'UNDO' "
      "AND verdict IN ('ADMITTED', 'PROVISIONAL', 'EXITED') "
      "AND NOT EXISTS (SELECT 1 FROM check_ins AS undo WHERE undo.undoes_id = fact.id) ORDER BY "
      "key DESC LIMIT 1";
  static const char by_code[] =
      "AS fact WHERE code = ?1 AND ticket_id IS NULL AND list_id = ?2 AND direction <> 'UNDO' "
      "AND verdict IN ('ADMITTED', 'PROVISIONAL', 'EXITED') "
      "AND NOT EXISTS (SELECT 1 FROM check_ins AS undo WHERE undo.undoes_id = fact.id) ORDER BY "
      "key DESC LIMIT 1";
  const char *code = self->ticket != NULL ? self->ticket->qr_code : self->code;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement =
      foyer_row_store_select (db, &FOYER_CHECK_IN_TYPE, is_by_ticket ? by_ticket : by_code, error);

  if (statement == NULL)
    return FALSE;
  if (is_by_ticket)
    bind_uuid (statement, 1, &self->ticket->row.id);
  else
    sqlite3_bind_text (statement, 1, code, -1, SQLITE_STATIC);
  bind_uuid (statement, 2, &self->list->row.id);
  self->last = foyer_row_store_read_first (db, &FOYER_CHECK_IN_TYPE, statement, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}

/* A ticket may have come in by its code alone, before anybody had told of it here. */
static gboolean
find_last (FoyerScanKnown *self, FoyerDatabase *db, GError **error)
{
  if (self->facts.code_state == FOYER_CODE_UNREADABLE)
    return TRUE;
  if (self->ticket != NULL && !find_last_by (self, db, TRUE, error))
    return FALSE;
  return self->last != NULL || find_last_by (self, db, FALSE, error);
}

/**
 * foyer_scan_known_entry_time:
 * @ticket: a ticket that came from a list as checked in
 *
 * Returns: when it came in; where the list did not say, when the list was imported
 */
gint64
foyer_scan_known_entry_time (const FoyerTicket *ticket)
{
  return ticket->check_in_time != FOYER_NONE ? ticket->check_in_time : ticket->row.updated_at;
}

/* Was it ever let in or out, by any list? */
static gboolean
has_facts (FoyerDatabase *db, const FoyerTicket *ticket, gboolean *has, GError **error)
{
  static const char sql[] = "SELECT 1 FROM check_ins WHERE ticket_id = ?1 AND verdict IN "
                            "('ADMITTED', 'PROVISIONAL', 'EXITED') LIMIT 1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, &ticket->row.id);
  code = foyer_database_step (db, statement, error);
  sqlite3_reset (statement);
  *has = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* A ticket that came from a list as checked in has no fact of it: the ticket itself tells. */
static FoyerCheckIn *
make_implied (const FoyerTicket *ticket, const FoyerCheckInList *list)
{
  FoyerCheckIn *fact = foyer_check_in_new ();
  gboolean is_out = ticket->check_out_time != FOYER_NONE;

  fact->event_id = ticket->event_id;
  fact->list_id = list->row.id;
  fact->ticket_id = ticket->row.id;
  fact->direction = is_out ? FOYER_DIRECTION_EXIT : FOYER_DIRECTION_ENTRY;
  fact->verdict = is_out ? FOYER_VERDICT_EXITED : FOYER_VERDICT_ADMITTED;
  fact->method = ticket->check_in_method;
  fact->time = is_out ? ticket->check_out_time : foyer_scan_known_entry_time (ticket);
  return fact;
}

static gboolean
imply_last (FoyerScanKnown *self, FoyerDatabase *db, GError **error)
{
  const FoyerTicket *ticket = self->ticket;
  gboolean has = TRUE;

  if (self->last != NULL || ticket == NULL ||
      (ticket->check_in_time == FOYER_NONE && ticket->status != FOYER_TICKET_CHECKED_IN))
    return TRUE;
  if (!has_facts (db, ticket, &has, error))
    return FALSE;
  self->is_last_implied = !has;
  if (!has)
    self->last = make_implied (ticket, self->list);
  return TRUE;
}

static gboolean
is_answered (const FoyerTicket *ticket, JsonObject *answers, const char *code)
{
  const char *answer = NULL;

  if (answers != NULL)
    answer = json_object_get_string_member_with_default (answers, code, NULL);
  return answer != NULL && *answer != '\0';
}

/* A question may be for some tiers alone. */
static gboolean
asks_tier (sqlite3_stmt *statement, int column, const FoyerUuid *tier_id)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL ||
         foyer_json_list_has_id ((const char *) sqlite3_column_text (statement, column), tier_id);
}

static gboolean
count_missing_answers (FoyerScanKnown *self, FoyerDatabase *db, GError **error)
{
  static const char sql[] =
      "SELECT code, tier_ids FROM questions WHERE event_id = ?1 AND required = 1 "
      "AND asked = 'AT_DOOR' AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *answers = NULL;
  int code;

  if (statement == NULL)
    return FALSE;
  bind_uuid (statement, 1, &self->event->row.id);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      if (!asks_tier (statement, 1, &self->ticket->tier_id))
        continue;
      if (node == NULL && self->ticket->answers != NULL)
        {
          node = json_from_string (self->ticket->answers, NULL);
          if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
            answers = json_node_get_object (node);
        }
      if (!is_answered (self->ticket, answers, (const char *) sqlite3_column_text (statement, 0)))
        self->facts.n_missing_answers++;
    }
  return code == SQLITE_DONE;
}

static gboolean
gather_ticket (FoyerScanKnown *self, FoyerDatabase *db, GError **error)
{
  gpointer order;

  if (!find_optional (db, &FOYER_ORDER_TYPE, &self->ticket->order_id, &order, error))
    return FALSE;
  self->order = order;
  return count_missing_answers (self, db, error);
}

/**
 * foyer_check_in_list_find:
 * @db: a connection
 * @event_id: an event
 * @list_id: an entrance of it, nil for the first
 * @error: return location
 *
 * Returns: (transfer full): the entrance; %NULL with error
 */
FoyerCheckInList *
foyer_check_in_list_find (FoyerDatabase *db,
                          const FoyerUuid *event_id,
                          const FoyerUuid *list_id,
                          GError **error)
{
  static const char first[] =
      "WHERE event_id = ?1 AND deleted_at IS NULL ORDER BY sort_order, key LIMIT 1";
  static const char by_id[] = "WHERE event_id = ?1 AND id = ?2 AND deleted_at IS NULL";
  gboolean is_first = foyer_uuid_is_nil (list_id);
  sqlite3_stmt *statement =
      foyer_row_store_select (db, &FOYER_CHECK_IN_LIST_TYPE, is_first ? first : by_id, error);
  g_autoptr (GError) local = NULL;
  FoyerCheckInList *list;

  if (statement == NULL)
    return NULL;
  bind_uuid (statement, 1, event_id);
  if (!is_first)
    bind_uuid (statement, 2, list_id);
  list = foyer_row_store_read_first (db, &FOYER_CHECK_IN_LIST_TYPE, statement, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (list == NULL)
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                         _ ("The event has no such entrance any more. Choose another."));
  return list;
}

/**
 * foyer_scan_known_is_here:
 * @self: what is known
 *
 * Returns: whether there is a ticket, and it is one of the door's event
 */
gboolean
foyer_scan_known_is_here (const FoyerScanKnown *self)
{
  return self->ticket != NULL && foyer_uuid_equal (&self->ticket->event_id, &self->event->row.id);
}

/**
 * foyer_scan_known_gather:
 * @self: (out caller-allocates): zeroed; to be cleared also after an error
 * @transaction: the transaction that will write the fact: what is read cannot change meanwhile
 * @request: the scan
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_scan_known_gather (FoyerScanKnown *self,
                         FoyerTransaction *transaction,
                         const FoyerScanRequest *request,
                         GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  gboolean is_here;

  self->code = foyer_scan_clean (request->code, -1);
  self->event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, &request->event_id, error);
  if (self->event == NULL)
    return FALSE;
  self->list = foyer_check_in_list_find (db, &request->event_id, &request->list_id, error);
  if (self->list == NULL)
    return FALSE;
  if (!(foyer_uuid_is_nil (&request->ticket_id)
            ? find_by_code (self, db, error)
            : find_by_id (self, db, &request->ticket_id, error)))
    return FALSE;

  is_here = foyer_scan_known_is_here (self);
  if (is_here && !gather_ticket (self, db, error))
    return FALSE;
  if ((is_here || self->facts.code_state == FOYER_CODE_GENUINE ||
       self->facts.code_state == FOYER_CODE_REVOKED) &&
      (!find_last (self, db, error) || !imply_last (self, db, error)))
    return FALSE;
  if (self->list->max_inside != FOYER_NONE &&
      !foyer_occupancy_read (transaction, self->list, &self->facts.n_inside, error))
    return FALSE;

  self->facts.ticket = is_here ? self->ticket : NULL;
  self->facts.order = self->order;
  self->facts.event = self->event;
  self->facts.ticket_event = self->other_event;
  self->facts.list = self->list;
  self->facts.last = self->last;
  self->facts.direction = request->direction;
  self->facts.override = request->override;
  return TRUE;
}

/**
 * foyer_scan_known_clear:
 * @self: what is known
 */
void
foyer_scan_known_clear (FoyerScanKnown *self)
{
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->list, foyer_check_in_list_free);
  g_clear_pointer (&self->ticket, foyer_ticket_free);
  g_clear_pointer (&self->order, foyer_order_free);
  g_clear_pointer (&self->other_event, foyer_event_free);
  g_clear_pointer (&self->last, foyer_check_in_free);
  g_clear_pointer (&self->matches, g_ptr_array_unref);
}

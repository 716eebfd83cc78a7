/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ticket-store.h"

#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-ticket-code.h"
#include "foyer-transaction-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define TIER_INDEX_MOST 255

static FoyerTicket *
get_living (FoyerTransaction *transaction, gint64 key, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerTicket) ticket = foyer_row_store_get (db, &FOYER_TICKET_TYPE, key, error);

  if (ticket != NULL && ticket->row.deleted_at != FOYER_NONE)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           _ ("This attendee was removed in the meantime."));
      return NULL;
    }
  return g_steal_pointer (&ticket);
}

static gboolean
conflict (GError **error, const char *sentence)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT, sentence);
  return FALSE;
}

/* A code signed by this device. The tier's index is its place in the event's order. */
static char *
make_code (FoyerDatabase *db, const FoyerTicket *ticket, GError **error)
{
  g_autoptr (GPtrArray) tiers = foyer_event_store_tiers (db, &ticket->event_id, error);
  g_autoptr (FoyerEvent) event = NULL;
  FoyerSigningKey key;
  guint index = 0;
  char *code;

  if (tiers != NULL)
    event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, &ticket->event_id, error);
  if (event == NULL || !foyer_event_store_signing_key (db, &key, error))
    return NULL;
  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *tier = g_ptr_array_index (tiers, i);

      if (foyer_uuid_equal (&tier->row.id, &ticket->tier_id))
        index = MIN (i, TIER_INDEX_MOST);
    }
  code = event->is_test ? foyer_ticket_code_new_test (&key, &ticket->event_id, index)
                        : foyer_ticket_code_new (&key, &ticket->event_id, index);
  memset (&key, 0, sizeof key);
  return code;
}

/**
 * foyer_ticket_store_find_code:
 * @db: a connection
 * @code: a code, cleaned
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerTicket): living tickets with this code, of any
 * event
 */
GPtrArray *
foyer_ticket_store_find_code (FoyerDatabase *db, const char *code, GError **error)
{
  static const char tail[] = "WHERE qr_code = ?1 AND deleted_at IS NULL LIMIT 16";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_TICKET_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, code, -1, SQLITE_STATIC);
  return foyer_row_store_read_all (db, &FOYER_TICKET_TYPE, statement, error);
}

/**
 * foyer_ticket_store_add:
 * @transaction: a transaction
 * @ticket: a ticket that is not stored yet
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_ticket_store_add (FoyerTransaction *transaction, FoyerTicket *ticket, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (db, &FOYER_EVENT_TYPE, &ticket->event_id, error);

  if (event == NULL)
    return FALSE;
  if (ticket->qr_code == NULL || *ticket->qr_code == '\0')
    {
      char *code = make_code (db, ticket, error);

      if (code == NULL)
        return FALSE;
      g_free (ticket->qr_code);
      ticket->qr_code = code;
    }
  return foyer_transaction_insert (transaction, ticket, error);
}

/**
 * foyer_ticket_store_cancel:
 * @transaction: a transaction
 * @key: a ticket's key
 * @is_refunded: whether because the money went back
 * @error: return location
 *
 * When it was checked in, that stays on record.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_ticket_store_cancel (FoyerTransaction *transaction,
                           gint64 key,
                           gboolean is_refunded,
                           GError **error)
{
  g_autoptr (FoyerTicket) before = get_living (transaction, key, error);
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);

  if (before == NULL)
    return FALSE;
  after->status = FOYER_TICKET_CANCELLED;
  after->is_refunded = is_refunded;
  return foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_ticket_store_reinstate:
 * @transaction: a transaction
 * @key: a ticket's key
 * @error: return location
 *
 * Returns: %FALSE with error; a ticket that is not cancelled stays as it is
 */
gboolean
foyer_ticket_store_reinstate (FoyerTransaction *transaction, gint64 key, GError **error)
{
  g_autoptr (FoyerTicket) before = get_living (transaction, key, error);
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);

  if (before == NULL)
    return FALSE;
  if (before->status != FOYER_TICKET_CANCELLED)
    return TRUE;
  after->status =
      before->check_in_time != FOYER_NONE ? FOYER_TICKET_CHECKED_IN : FOYER_TICKET_VALID;
  after->is_refunded = FALSE;
  return foyer_transaction_update (transaction, before, after, error);
}

static gboolean
retire_code (FoyerTransaction *transaction, const FoyerTicket *ticket, GError **error)
{
  static const char sql[] =
      "INSERT OR REPLACE INTO replaced_codes (code, ticket_id, replaced_at) VALUES (?1, ?2, ?3)";
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, ticket->qr_code, -1, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, ticket->row.id.bytes, sizeof ticket->row.id.bytes,
                     SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, g_get_real_time ());
  return foyer_transaction_run (transaction, statement, error);
}

/**
 * foyer_ticket_store_reissue:
 * @transaction: a transaction
 * @key: a ticket's key
 * @error: return location
 *
 * The undo of it makes the old code the ticket's again: a code that a living ticket has is never
 * “replaced”.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_ticket_store_reissue (FoyerTransaction *transaction, gint64 key, GError **error)
{
  g_autoptr (FoyerTicket) before = get_living (transaction, key, error);
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);
  char *code;

  if (before == NULL)
    return FALSE;
  if (before->status == FOYER_TICKET_CANCELLED)
    return conflict (error, _ ("A cancelled ticket gets no new code. Restore it first."));
  code = make_code (foyer_transaction_get_db (transaction), before, error);
  if (code == NULL)
    return FALSE;
  g_free (after->qr_code);
  after->qr_code = code;
  return retire_code (transaction, before, error) &&
         foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_ticket_store_mark_resend:
 * @transaction: a transaction
 * @keys: (array length=n_keys): tickets
 * @n_keys: how many
 * @is_marked: whether their confirmation is to be sent again
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_ticket_store_mark_resend (FoyerTransaction *transaction,
                                const gint64 *keys,
                                guint n_keys,
                                gboolean is_marked,
                                GError **error)
{
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < n_keys; i++)
    {
      g_autoptr (FoyerTicket) before = get_living (transaction, keys[i], error);
      g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);

      if (before == NULL)
        return FALSE;
      after->resend_marked_at = is_marked ? now : FOYER_NONE;
      if (!foyer_transaction_update (transaction, before, after, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * foyer_ticket_store_mark_printed:
 * @transaction: a transaction
 * @keys: (array length=n_keys): tickets whose badges were printed
 * @n_keys: how many
 * @error: return location
 *
 * One that was removed while the printer ran is passed over.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_ticket_store_mark_printed (FoyerTransaction *transaction,
                                 const gint64 *keys,
                                 guint n_keys,
                                 GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < n_keys; i++)
    {
      g_autoptr (FoyerTicket) before = foyer_row_store_get (db, &FOYER_TICKET_TYPE, keys[i], error);
      g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);

      if (before == NULL)
        return FALSE;
      if (before->row.deleted_at != FOYER_NONE)
        continue;
      after->badge_printed_at = now;
      after->badge_print_count++;
      if (!foyer_transaction_update (transaction, before, after, error))
        return FALSE;
    }
  return TRUE;
}

/* The JSON object with one member set, or taken away. */
static char *
change_member (const char *json, const char *name, const char *value)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_clear_pointer (&node, json_node_unref);
      node = json_node_init_object (json_node_alloc (), NULL);
      json_node_take_object (node, json_object_new ());
    }
  if (value != NULL && *value != '\0')
    json_object_set_string_member (json_node_get_object (node), name, value);
  else
    json_object_remove_member (json_node_get_object (node), name);
  return json_object_get_size (json_node_get_object (node)) > 0 ? json_to_string (node, FALSE)
                                                                : NULL;
}

/**
 * foyer_ticket_store_set_answer:
 * @transaction: a transaction
 * @key: a ticket's key
 * @question_code: a question of its event
 * @answer: (nullable): %NULL takes the answer away
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_ticket_store_set_answer (FoyerTransaction *transaction,
                               gint64 key,
                               const char *question_code,
                               const char *answer,
                               GError **error)
{
  g_autoptr (FoyerTicket) before = get_living (transaction, key, error);
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);

  if (before == NULL)
    return FALSE;
  g_free (after->answers);
  after->answers = change_member (before->answers, question_code, answer);
  return foyer_transaction_update (transaction, before, after, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-private.h"

#include "foyer-check-in.h"
#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-text.h"
#include "foyer-ticket-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The living ticket of this event with the key; ticket_key is 0 for none. */
static gboolean
find_by_source (FoyerImport *self,
                guint64 source_key,
                gint64 *ticket_key,
                guint64 *digest,
                GError **error)
{
  static const char sql[] = "SELECT key, source_digest FROM tickets WHERE source_key = ?1 AND "
                            "event_id = ?2 AND deleted_at IS NULL LIMIT 1";
  sqlite3_stmt *statement;
  int code;

  *ticket_key = 0;
  if (!self->has_imported)
    return TRUE;
  statement = foyer_database_prepare (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, (gint64) source_key);
  sqlite3_bind_blob (statement, 2, self->event->row.id.bytes, sizeof self->event->row.id.bytes,
                     SQLITE_STATIC);
  code = foyer_database_step (self->db, statement, error);
  if (code == SQLITE_ROW)
    {
      *ticket_key = sqlite3_column_int64 (statement, 0);
      *digest = (guint64) sqlite3_column_int64 (statement, 1);
      sqlite3_reset (statement);
    }
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
same_folded (const char *a, const char *b, gsize b_length)
{
  g_autofree char *first = foyer_text_fold (a, -1);
  g_autofree char *second = foyer_text_fold (b, b_length);

  return *first != '\0' && g_str_equal (first, second);
}

/* The ticket that has the row's code, by whatever way it came here. One that belongs to somebody
 * else is not taken over. */
static gboolean
find_by_code (FoyerImport *self,
              const FoyerImportRow *row,
              gint64 *ticket_key,
              char **reason,
              GError **error)
{
  const FoyerCell *email = &row->fields[FOYER_ROLE_EMAIL];
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *code =
      g_strndup (row->fields[FOYER_ROLE_CODE].text, row->fields[FOYER_ROLE_CODE].length);

  found = foyer_ticket_store_find_code (self->db, code, error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      const FoyerTicket *ticket = g_ptr_array_index (found, i);

      if (!foyer_uuid_equal (&ticket->event_id, &self->event->row.id))
        continue;
      if ((same_folded (ticket->attendee_email, email->text, email->length) ||
           same_folded (ticket->attendee_name, row->name, row->name_length)) &&
          (ticket->source_key == FOYER_NONE ||
           !foyer_key_table_has (self->seen, (guint64) ticket->source_key)))
        *ticket_key = ticket->row.key;
      else
        *reason =
            g_strdup_printf (_("Its code is that of %s’s ticket already."), ticket->attendee_name);
      return TRUE;
    }
  return TRUE;
}

static char *
make_code (FoyerImport *self, guint tier_index, GError **error)
{
  if (self->transaction == NULL)
    return g_strdup ("-");
  if (self->codes == NULL)
    {
      FoyerSigningKey key;

      if (!foyer_event_store_signing_key (self->db, &key, error))
        return NULL;
      self->codes = foyer_code_supply_new (&key, &self->event->row.id);
      memset (&key, 0, sizeof key);
    }
  return foyer_code_supply_take (self->codes, tier_index);
}

/* Checked in elsewhere is a fact here, too: the door must say “already in”. */
static gboolean
write_check_in (FoyerImport *self, const FoyerTicket *ticket, GError **error)
{
  static const char sql[] = "DELETE FROM occupancies WHERE list_id = ?1";
  g_autoptr (FoyerCheckIn) fact = foyer_check_in_new ();
  sqlite3_stmt *statement;

  fact->event_id = self->event->row.id;
  fact->list_id = self->list_id;
  fact->ticket_id = ticket->row.id;
  fact->code = g_strdup (ticket->qr_code);
  fact->direction = FOYER_DIRECTION_ENTRY;
  fact->time = ticket->check_in_time != FOYER_NONE ? ticket->check_in_time : foyer_time_now ();
  fact->verdict = FOYER_VERDICT_ADMITTED;
  if (!foyer_transaction_insert (self->transaction, fact, error))
    return FALSE;

  statement = foyer_database_prepare (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, self->list_id.bytes, sizeof self->list_id.bytes, SQLITE_STATIC);
  return foyer_database_step (self->db, statement, error) == SQLITE_DONE;
}

static FoyerRowOutcome
add_ticket (FoyerImport *self,
            const FoyerImportRow *row,
            guint unit,
            guint64 source_key,
            char **reason,
            GError **error)
{
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  gboolean order_changed;
  guint tier_index = 0;

  ticket->event_id = self->event->row.id;
  foyer_import_ticket_fill (ticket, NULL, row, &self->columns, self->target, &tier_index);
  ticket->source_key = (gint64) source_key;
  ticket->source_digest = (gint64) foyer_import_ticket_make_digest (row);
  if (ticket->qr_code == NULL || unit > 0)
    {
      g_free (ticket->qr_code);
      ticket->qr_code = make_code (self, tier_index, error);
      if (ticket->qr_code == NULL)
        return FOYER_OUTCOME_FAILED;
    }
  *reason = foyer_import_ticket_check (ticket);
  if (*reason != NULL)
    return FOYER_OUTCOME_SKIPPED;

  if (!foyer_import_orders_take (self->orders, row, NULL, &ticket->order_id, &order_changed, error))
    return FOYER_OUTCOME_FAILED;
  foyer_import_orders_touch (self->orders);
  if (self->transaction == NULL)
    return FOYER_OUTCOME_ADDED;
  if (!foyer_transaction_insert (self->transaction, ticket, error))
    return FOYER_OUTCOME_FAILED;
  if (ticket->status == FOYER_TICKET_CHECKED_IN && !write_check_in (self, ticket, error))
    return FOYER_OUTCOME_FAILED;
  return FOYER_OUTCOME_ADDED;
}

static FoyerRowOutcome
write_update (FoyerImport *self, const FoyerTicket *before, FoyerTicket *after, GError **error)
{
  gboolean came_in =
      after->status == FOYER_TICKET_CHECKED_IN && before->status != FOYER_TICKET_CHECKED_IN;

  if (self->transaction == NULL)
    return FOYER_OUTCOME_UPDATED;
  if (!foyer_transaction_update (self->transaction, before, after, error))
    return FOYER_OUTCOME_FAILED;
  if (came_in && !write_check_in (self, after, error))
    return FOYER_OUTCOME_FAILED;
  return FOYER_OUTCOME_UPDATED;
}

/* Compares a ticket with its row. is_own: the row's key is the ticket's, or takes its place; else
 * both go on as they are. */
static FoyerRowOutcome
update_ticket (FoyerImport *self,
               const FoyerImportRow *row,
               gint64 ticket_key,
               guint64 source_key,
               gboolean is_own,
               char **reason,
               GError **error)
{
  g_autoptr (FoyerTicket) before =
      foyer_row_store_get (self->db, &FOYER_TICKET_TYPE, ticket_key, error);
  g_autoptr (FoyerTicket) after = NULL;
  gboolean order_changed;
  FoyerUuid order_id;
  guint tier_index;

  if (before == NULL)
    return FOYER_OUTCOME_FAILED;
  after = foyer_ticket_copy (before);
  if (!foyer_import_orders_take (self->orders, row, before, &order_id, &order_changed, error))
    return FOYER_OUTCOME_FAILED;
  if (!foyer_uuid_is_nil (&order_id))
    after->order_id = order_id;
  foyer_import_ticket_fill (after, before, row, &self->columns, self->target, &tier_index);
  if (!order_changed && foyer_row_diff (before, after) == 0)
    return FOYER_OUTCOME_UNCHANGED;

  *reason = foyer_import_ticket_check (after);
  if (*reason != NULL)
    return FOYER_OUTCOME_SKIPPED;
  if (is_own)
    {
      after->source_key = (gint64) source_key;
      after->source_digest = (gint64) foyer_import_ticket_make_digest (row);
    }
  foyer_import_orders_touch (self->orders);
  return write_update (self, before, after, error);
}

/* One ticket of a row: the row's first, or of a quantity. */
static FoyerRowOutcome
import_unit (FoyerImport *self,
             const FoyerImportRow *row,
             FoyerImportIdentity identity,
             guint unit,
             guint64 source_key,
             char **reason,
             GError **error)
{
  guint64 digest = 0;
  gint64 ticket_key;
  gboolean is_own = TRUE;

  if (!find_by_source (self, source_key, &ticket_key, &digest, error))
    return FOYER_OUTCOME_FAILED;
  if (ticket_key != 0 && digest == foyer_import_ticket_make_digest (row))
    return FOYER_OUTCOME_UNCHANGED;

  if (ticket_key == 0 && identity == FOYER_IDENTITY_CODE && unit == 0 && self->has_tickets)
    {
      if (!find_by_code (self, row, &ticket_key, reason, error))
        return FOYER_OUTCOME_FAILED;
      if (*reason != NULL)
        return FOYER_OUTCOME_SKIPPED;
      is_own = FALSE;
    }
  if (ticket_key == 0 && identity == FOYER_IDENTITY_PERSON && unit == 0 && self->has_imported)
    {
      if (!self->is_second)
        return FOYER_OUTCOME_LATER;
      foyer_import_strangers_find (self->strangers, row->row, &ticket_key);
    }

  if (ticket_key != 0)
    return update_ticket (self, row, ticket_key, source_key, is_own, reason, error);
  return add_ticket (self, row, unit, source_key, reason, error);
}

/* A quantity that became smaller: the tickets beyond it are cancelled. */
static FoyerRowOutcome
cancel_surplus (FoyerImport *self, const FoyerImportRow *row, guint64 row_key, GError **error)
{
  FoyerRowOutcome outcome = FOYER_OUTCOME_UNCHANGED;

  for (guint unit = row->quantity;; unit++)
    {
      g_autoptr (FoyerTicket) before = NULL;
      g_autoptr (FoyerTicket) after = NULL;
      guint64 digest;
      gint64 key;

      if (!find_by_source (self, foyer_import_identity_unit (row_key, unit), &key, &digest, error))
        return FOYER_OUTCOME_FAILED;
      if (key == 0)
        return outcome;
      before = foyer_row_store_get (self->db, &FOYER_TICKET_TYPE, key, error);
      if (before == NULL)
        return FOYER_OUTCOME_FAILED;
      if (before->status != FOYER_TICKET_VALID)
        continue;
      after = foyer_ticket_copy (before);
      after->status = FOYER_TICKET_CANCELLED;
      after->source_digest = FOYER_SOURCE_CANCELLED;
      outcome = write_update (self, before, after, error);
      if (outcome == FOYER_OUTCOME_FAILED)
        return outcome;
    }
}

/**
 * foyer_import_write_row: (skip)
 * @self: the import
 * @row: a row, entered into its order
 * @identity: by what it is known
 * @row_key: its key
 * @reason: (out): why it is skipped
 * @error: return location
 *
 * Returns: what became of it; FAILED with error
 */
FoyerRowOutcome
foyer_import_write_row (FoyerImport *self,
                        const FoyerImportRow *row,
                        FoyerImportIdentity identity,
                        guint64 row_key,
                        char **reason,
                        GError **error)
{
  FoyerRowOutcome outcome = import_unit (self, row, identity, 0, row_key, reason, error);

  if (outcome == FOYER_OUTCOME_FAILED || outcome == FOYER_OUTCOME_SKIPPED ||
      outcome == FOYER_OUTCOME_LATER)
    return outcome;
  for (guint unit = 1; unit < row->quantity; unit++)
    {
      FoyerRowOutcome next = import_unit (
          self, row, identity, unit, foyer_import_identity_unit (row_key, unit), reason, error);

      if (next == FOYER_OUTCOME_FAILED || next == FOYER_OUTCOME_SKIPPED)
        return next;
      if (outcome == FOYER_OUTCOME_UNCHANGED && next != FOYER_OUTCOME_UNCHANGED)
        outcome = FOYER_OUTCOME_UPDATED;
    }
  if (self->columns.has[FOYER_ROLE_QUANTITY] && self->has_imported &&
      outcome != FOYER_OUTCOME_ADDED)
    {
      FoyerRowOutcome last = cancel_surplus (self, row, row_key, error);

      if (last == FOYER_OUTCOME_FAILED || outcome == FOYER_OUTCOME_UNCHANGED)
        outcome = last;
    }
  return outcome;
}

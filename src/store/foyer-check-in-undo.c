/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-check-in-undo.h"

#include "foyer-clock.h"

#include "foyer-clock.h"
#include "foyer-identity.h"
#include "foyer-journal.h"
#include "foyer-occupancy.h"
#include "foyer-row-store.h"
#include "foyer-transaction-private.h"

#include <glib/gi18n-lib.h>

static gboolean
conflict (GError **error, const char *sentence)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT, sentence);
  return FALSE;
}

static gboolean
is_undone (FoyerDatabase *db, const FoyerCheckIn *fact, gboolean *undone, GError **error)
{
  static const char sql[] = "SELECT 1 FROM check_ins WHERE undoes_id = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, fact->row.id.bytes, sizeof fact->row.id.bytes, SQLITE_STATIC);
  code = foyer_database_step (db, statement, error);
  sqlite3_reset (statement);
  *undone = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
check_undoable (FoyerDatabase *db, const FoyerCheckIn *fact, gint64 now, GError **error)
{
  gboolean undone = FALSE;

  if (fact->direction == FOYER_DIRECTION_UNDO ||
      (!foyer_verdict_is_entry (fact->verdict) && fact->verdict != FOYER_VERDICT_EXITED))
    return conflict (error, _ ("Only an entry or an exit can be taken back."));
  if (!is_undone (db, fact, &undone, error))
    return FALSE;
  if (undone)
    return conflict (error, _ ("This was taken back already."));
  if (now - fact->time > FOYER_UNDO_WINDOW)
    return conflict (error, _ ("A check-in can be taken back for ten minutes. This one is older."));
  return TRUE;
}

/* Brings the ticket's cached outcome in line with the facts that stand, of all lists. */
static gboolean
recompute_ticket (FoyerTransaction *transaction, const FoyerUuid *ticket_id, GError **error)
{
  static const char tail[] = "AS fact WHERE ticket_id = ?1 AND direction <> 'UNDO' AND verdict IN "
                             "('ADMITTED', 'PROVISIONAL', 'EXITED') "
                             "AND NOT EXISTS (SELECT 1 FROM check_ins AS undo WHERE undo.undoes_id "
                             "= fact.id) ORDER BY time, key";
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerTicket) before = foyer_row_store_find (db, &FOYER_TICKET_TYPE, ticket_id, error);
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (before);
  g_autoptr (GPtrArray) facts = NULL;
  sqlite3_stmt *statement;

  if (before == NULL ||
      (statement = foyer_row_store_select (db, &FOYER_CHECK_IN_TYPE, tail, error)) == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, ticket_id->bytes, sizeof ticket_id->bytes, SQLITE_STATIC);
  facts = foyer_row_store_read_all (db, &FOYER_CHECK_IN_TYPE, statement, error);
  if (facts == NULL)
    return FALSE;

  after->check_in_time = FOYER_NONE;
  after->check_out_time = FOYER_NONE;
  after->check_in_method = FOYER_METHOD_NONE;
  for (guint i = 0; i < facts->len; i++)
    {
      const FoyerCheckIn *fact = g_ptr_array_index (facts, i);
      gboolean is_exit = fact->direction == FOYER_DIRECTION_EXIT;

      after->check_out_time = is_exit ? fact->time : FOYER_NONE;
      if (is_exit)
        continue;
      after->check_in_time = fact->time;
      after->check_in_method = fact->method;
    }
  if (before->status != FOYER_TICKET_CANCELLED)
    after->status =
        after->check_in_time != FOYER_NONE ? FOYER_TICKET_CHECKED_IN : FOYER_TICKET_VALID;
  return foyer_transaction_update (transaction, before, after, error);
}

static gboolean
write_undo (FoyerTransaction *transaction,
            const FoyerCheckIn *fact,
            const char *reason,
            gint64 now,
            GError **error)
{
  g_autoptr (FoyerCheckIn) undo = foyer_check_in_new ();

  if (!foyer_identity_read (foyer_transaction_get_db (transaction), NULL, &undo->device_id, error))
    return FALSE;
  undo->event_id = fact->event_id;
  undo->list_id = fact->list_id;
  undo->ticket_id = fact->ticket_id;
  undo->code = g_strdup (fact->code);
  undo->direction = FOYER_DIRECTION_UNDO;
  undo->method = fact->method;
  undo->time = now;
  undo->verdict = fact->verdict;
  undo->reason = g_strdup (reason);
  undo->undoes_id = fact->row.id;
  return foyer_transaction_insert (transaction, undo, error);
}

static gboolean
undo_fact (FoyerTransaction *transaction,
           const FoyerCheckIn *fact,
           const char *reason,
           gint64 now,
           GError **error)
{
  if (!check_undoable (foyer_transaction_get_db (transaction), fact, now, error) ||
      !write_undo (transaction, fact, reason, now, error) ||
      !foyer_occupancy_forget (transaction, &fact->list_id, error))
    return FALSE;
  return foyer_uuid_is_nil (&fact->ticket_id) ||
         recompute_ticket (transaction, &fact->ticket_id, error);
}

/* facts: (element-type FoyerCheckIn) of one change set, taken back together or not at all. */
static gboolean
undo (FoyerDatabase *db,
      GPtrArray *facts,
      const char *reason,
      gint64 now,
      gint64 *undo_set,
      GError **error)
{
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (db, FOYER_KIND_CHECK_IN_UNDO, error);

  if (transaction == NULL)
    return FALSE;
  for (guint i = 0; i < facts->len; i++)
    if (!undo_fact (transaction, g_ptr_array_index (facts, i), reason, now, error))
      return FALSE;
  return foyer_transaction_commit (g_steal_pointer (&transaction), undo_set, error);
}

/**
 * foyer_check_in_store_undo:
 * @db: a connection that writes
 * @check_in_id: the fact to take back
 * @reason: (nullable): why
 * @now: the time, %FOYER_NONE for the clock's
 * @error: return location
 *
 * Writes a new fact; the old one stays on record. The ticket is then what the facts that stand make
 * of it.
 *
 * Returns: %FALSE with error; CONFLICT with a sentence when it is too late, was done already, or
 * the fact is a refusal
 */
gboolean
foyer_check_in_store_undo (FoyerDatabase *db,
                           const FoyerUuid *check_in_id,
                           const char *reason,
                           gint64 now,
                           GError **error)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (foyer_row_free);
  FoyerCheckIn *fact = foyer_row_store_find (db, &FOYER_CHECK_IN_TYPE, check_in_id, error);

  if (fact == NULL)
    return FALSE;
  g_ptr_array_add (facts, fact);
  return undo (db, facts, reason, now != FOYER_NONE ? now : foyer_clock_now (db), NULL, error);
}

/* The facts of a check-in's change set, but for those that were only implied; none when the change
 * set is of another kind. One scan has one, a selection checked in together one for each ticket. */
static GPtrArray *
find_facts (FoyerDatabase *db, gint64 change_set, GError **error)
{
  static const char tail[] =
      "AS fact WHERE EXISTS (SELECT 1 FROM change_sets WHERE number = ?1 AND kind = ?3) AND key IN "
      "(SELECT max (key) "
      "FROM changes JOIN check_ins ON check_ins.key BETWEEN changes.first_key AND changes.last_key "
      "WHERE change_set = ?1 AND row_type = ?2 AND action = 1 GROUP BY coalesce (ticket_id, "
      "check_ins.id)) ORDER BY key";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_CHECK_IN_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, change_set);
  sqlite3_bind_int (statement, 2, FOYER_CHECK_IN_TYPE.number);
  sqlite3_bind_text (statement, 3, FOYER_KIND_CHECK_IN, -1, SQLITE_STATIC);
  return foyer_row_store_read_all (db, &FOYER_CHECK_IN_TYPE, statement, error);
}

/**
 * foyer_check_in_undo_change_set:
 * @db: a connection that writes
 * @change_set: what to take back
 * @undo_set: (out): the new change set
 * @n_kept: (out): how many columns and rows were changed since and stay
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_check_in_undo_change_set (FoyerDatabase *db,
                                gint64 change_set,
                                gint64 *undo_set,
                                guint *n_kept,
                                GError **error)
{
  g_autoptr (GPtrArray) facts = find_facts (db, change_set, error);

  if (facts == NULL)
    return FALSE;
  if (facts->len == 0)
    return foyer_journal_undo (db, change_set, undo_set, n_kept, error);
  *n_kept = 0;
  return undo (db, facts, NULL, foyer_clock_now (db), undo_set, error);
}

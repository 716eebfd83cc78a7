/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-conflict-acts.h"

#include "foyer-excess.h"
#include "foyer-row-store.h"
#include "foyer-store-error.h"
#include "foyer-ticket.h"

#include <glib/gi18n-lib.h>

/* What is written besides the settling. */
typedef gboolean (*Write) (FoyerTransaction *transaction,
                           const FoyerConflict *conflict,
                           gconstpointer data,
                           GError **error);

static gboolean
act (FoyerDatabase *db,
     const FoyerUuid *conflict_id,
     Write write,
     gconstpointer data,
     gint64 *change_set,
     GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "settle-conflict", error);
  g_autoptr (FoyerConflict) conflict = NULL;

  if (transaction == NULL)
    return FALSE;
  conflict = foyer_conflict_store_find (db, conflict_id, error);
  if (conflict == NULL)
    return FALSE;
  if (conflict->settled_at != FOYER_NONE)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                           _ ("Somebody settled this in the meantime."));
      return FALSE;
    }
  return (write == NULL || write (transaction, conflict, data, error)) &&
         foyer_conflict_mark_settled (transaction, conflict, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error);
}

/* Fields
 * -----------------------------------------------------------------------------------------------
 */

typedef struct
{
  const FoyerFieldChoice *choices;
  guint n_choices;
  gconstpointer typed;
} Chosen;

static gboolean
refuse_field (const FoyerEditedField *field, GError **error)
{
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
               _ ("“%s” is missing, too long or not allowed."), field->column->name);
  return FALSE;
}

static gboolean
put_choice (const FoyerEditedField *field, const Chosen *chosen, gpointer row, GError **error)
{
  for (guint i = 0; i < chosen->n_choices; i++)
    {
      const FoyerFieldChoice *choice = &chosen->choices[i];
      gboolean is_mine = choice->choice == FOYER_SETTLE_MINE;

      if (choice->column != field->column)
        continue;
      if (choice->choice == FOYER_SETTLE_TYPED && chosen->typed != NULL)
        foyer_row_copy_column (row, chosen->typed, field->column);
      else if (choice->choice == FOYER_SETTLE_TYPED ||
               !foyer_edited_field_put (field, row, is_mine ? field->mine : field->theirs))
        return refuse_field (field, error);
    }
  return TRUE;
}

/* Whether one of the values that the conflict holds is to be written. */
static gboolean
has_values (const Chosen *chosen)
{
  for (guint i = 0; i < chosen->n_choices; i++)
    if (chosen->choices[i].choice != FOYER_SETTLE_TYPED)
      return TRUE;
  return FALSE;
}

static gboolean
write_fields (FoyerTransaction *transaction,
              const FoyerConflict *conflict,
              gconstpointer data,
              GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEditConflict) edit = foyer_edit_conflict_read (conflict, error);
  g_autoptr (FoyerRow) before =
      edit != NULL ? foyer_row_store_find (db, edit->type, &edit->row_id, error) : NULL;
  g_autoptr (FoyerRow) after = NULL;

  if (before == NULL)
    return FALSE;
  after = foyer_row_copy (before);
  if (edit->is_cut && has_values (data))
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                           _ ("This text is not here as a whole. Copy it from where it was written."));
      return FALSE;
    }
  for (guint i = 0; i < edit->fields->len; i++)
    if (!put_choice (g_ptr_array_index (edit->fields, i), data, after, error))
      return FALSE;
  return foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_conflict_acts_choose:
 * @db: a connection that writes
 * @conflict_id: a conflict of the kind EDITED_TWICE
 * @choices: (array length=n_choices): what its fields are to be; those left out stay as they stand
 * @n_choices: how many
 * @typed: (nullable) (type FoyerRow): holds what was typed
 * @change_set: (out) (optional): what can be undone
 * @error: return location
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_conflict_acts_choose (FoyerDatabase *db,
                            const FoyerUuid *conflict_id,
                            const FoyerFieldChoice *choices,
                            guint n_choices,
                            gconstpointer typed,
                            gint64 *change_set,
                            GError **error)
{
  const Chosen chosen = { choices, n_choices, typed };

  return act (db, conflict_id, write_fields, &chosen, change_set, error);
}

/**
 * foyer_conflict_acts_accept:
 * @db: a connection that writes
 * @conflict_id: a conflict of any kind
 * @change_set: (out) (optional): what can be undone
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_conflict_acts_accept (FoyerDatabase *db,
                            const FoyerUuid *conflict_id,
                            gint64 *change_set,
                            GError **error)
{
  return act (db, conflict_id, NULL, NULL, change_set, error);
}

/* Tickets, places, rows that were removed
 * -----------------------------------------------------------------------------------------------
 */

static gboolean
write_block (FoyerTransaction *transaction,
             const FoyerConflict *conflict,
             gconstpointer data,
             GError **error)
{
  g_autoptr (FoyerTicket) before = foyer_row_store_find (
      foyer_transaction_get_db (transaction), &FOYER_TICKET_TYPE, &conflict->ticket_id, error);
  g_autoptr (FoyerTicket) after = before != NULL ? foyer_ticket_copy (before) : NULL;

  if (after == NULL)
    return FALSE;
  after->is_blocked = TRUE;
  return foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_conflict_acts_block:
 * @db: a connection that writes
 * @conflict_id: a conflict about a ticket
 * @change_set: (out) (optional): what can be undone
 * @error: return location
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_conflict_acts_block (FoyerDatabase *db,
                           const FoyerUuid *conflict_id,
                           gint64 *change_set,
                           GError **error)
{
  return act (db, conflict_id, write_block, NULL, change_set, error);
}

static gboolean
write_raise (FoyerTransaction *transaction,
             const FoyerConflict *conflict,
             gconstpointer data,
             GError **error)
{
  g_autoptr (GPtrArray) list =
      foyer_excess_list (foyer_transaction_get_db (transaction), &conflict->event_id, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const FoyerExcess *excess = g_ptr_array_index (list, i);
      g_autoptr (FoyerRow) after = foyer_row_copy (excess->row);

      FOYER_COLUMN_FIELD (after, excess->column, gint64) = excess->taken;
      if (!foyer_transaction_update (transaction, excess->row, after, error))
        return FALSE;
    }
  return list != NULL;
}

/**
 * foyer_conflict_acts_raise:
 * @db: a connection that writes
 * @conflict_id: a conflict of the kind OVERSOLD
 * @change_set: (out) (optional): what can be undone
 * @error: return location
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_conflict_acts_raise (FoyerDatabase *db,
                           const FoyerUuid *conflict_id,
                           gint64 *change_set,
                           GError **error)
{
  return act (db, conflict_id, write_raise, NULL, change_set, error);
}

static gboolean
write_back (FoyerTransaction *transaction,
            const FoyerConflict *conflict,
            gconstpointer data,
            GError **error)
{
  g_autoptr (FoyerEditConflict) edit = foyer_edit_conflict_read (conflict, error);
  g_autoptr (FoyerRow) row = edit != NULL
                                 ? foyer_row_store_find (foyer_transaction_get_db (transaction),
                                                         edit->type, &edit->row_id, error)
                                 : NULL;

  return row != NULL &&
         (row->deleted_at == FOYER_NONE || foyer_transaction_restore (transaction, row, error));
}

/**
 * foyer_conflict_acts_bring_back:
 * @db: a connection that writes
 * @conflict_id: a conflict of the kind EDITED_TWICE about something that was removed
 * @change_set: (out) (optional): what can be undone
 * @error: return location
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_conflict_acts_bring_back (FoyerDatabase *db,
                                const FoyerUuid *conflict_id,
                                gint64 *change_set,
                                GError **error)
{
  return act (db, conflict_id, write_back, NULL, change_set, error);
}

/**
 * foyer_conflict_acts_reopen:
 * @db: a connection that writes
 * @conflict_id: a conflict that is settled
 * @change_set: (out) (optional): what can be undone
 * @error: return location
 *
 * What was written when it was settled stays.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_conflict_acts_reopen (FoyerDatabase *db,
                            const FoyerUuid *conflict_id,
                            gint64 *change_set,
                            GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "reopen-conflict", error);
  g_autoptr (FoyerConflict) before = NULL;
  g_autoptr (FoyerConflict) after = NULL;

  if (transaction == NULL)
    return FALSE;
  before = foyer_conflict_store_find (db, conflict_id, error);
  if (before == NULL)
    return FALSE;
  after = foyer_conflict_copy (before);
  after->settled_at = FOYER_NONE;
  after->settled_by = (FoyerUuid){ 0 };
  return foyer_transaction_update (transaction, before, after, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error);
}

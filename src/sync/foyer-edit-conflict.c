/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-edit-conflict.h"

#include "foyer-row-json.h"
#include "foyer-row-sql.h"
#include "foyer-row-store.h"
#include "foyer-server-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
field_free (gpointer data)
{
  FoyerEditedField *field = data;

  g_free (field->mine);
  g_free (field->theirs);
  g_free (field);
}

/**
 * foyer_edit_conflict_free:
 * @self: (transfer full) (nullable): what a conflict is about
 */
void
foyer_edit_conflict_free (FoyerEditConflict *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->fields);
  g_free (self->name);
  g_free (self->their_name);
  g_free (self);
}

static gboolean
is_member (const char *name, gsize length, const char *wanted)
{
  return strlen (wanted) == length && memcmp (name, wanted, length) == 0;
}

static void
read_type (FoyerJsonScanner *scanner, FoyerEditConflict *self)
{
  gsize length;
  const char *table = foyer_json_scanner_read_text (scanner, &length);

  for (const FoyerRowType *const *type = foyer_row_types (); table != NULL && *type != NULL; type++)
    if (is_member (table, length, (*type)->table))
      self->type = *type;
}

static void
read_id (FoyerJsonScanner *scanner, FoyerUuid *id)
{
  g_autofree char *copy = NULL;
  gsize length;
  const char *text;

  if (foyer_json_scanner_read_null (scanner))
    return;
  text = foyer_json_scanner_read_text (scanner, &length);
  copy = text != NULL ? g_strndup (text, length) : NULL;
  if (copy != NULL)
    foyer_uuid_parse (copy, id);
}

static void
read_name (FoyerJsonScanner *scanner, char **name)
{
  gsize length;
  const char *text;

  if (foyer_json_scanner_read_null (scanner))
    return;
  text = foyer_json_scanner_read_text (scanner, &length);
  g_free (*name);
  *name = text != NULL && length > 0 ? g_strndup (text, length) : NULL;
}

static void
read_time (FoyerJsonScanner *scanner, gint64 *instant)
{
  gsize length;
  const char *text;

  if (foyer_json_scanner_read_null (scanner))
    return;
  text = foyer_json_scanner_read_text (scanner, &length);
  if (text != NULL)
    foyer_row_json_parse_time (text, length, instant);
}

/* Where the values of both stand, once the type is known. */
typedef struct
{
  const char *text; /* (nullable) */
  gsize length;
} Part;

static FoyerEditedField *
need_field (FoyerEditConflict *self, const FoyerColumn *column)
{
  FoyerEditedField *field;

  for (guint i = 0; i < self->fields->len; i++)
    {
      field = g_ptr_array_index (self->fields, i);
      if (field->column == column)
        return field;
    }
  field = g_new0 (FoyerEditedField, 1);
  field->column = column;
  g_ptr_array_add (self->fields, field);
  return field;
}

/* Texts without their quotes, all else as it stands in JSON. */
static char *
read_value (FoyerJsonScanner *scanner)
{
  gsize length;
  const char *text;

  if (foyer_json_scanner_read_null (scanner))
    return NULL;
  text = foyer_json_scanner_peek (scanner) == FOYER_JSON_TEXT
             ? foyer_json_scanner_read_text (scanner, &length)
             : foyer_json_scanner_skip (scanner, &length);
  return text != NULL ? g_strndup (text, length) : NULL;
}

static gboolean
read_values (FoyerEditConflict *self, const Part *part, gboolean is_mine)
{
  g_auto (FoyerJsonScanner) scanner = { 0 };
  const char *name;
  gsize length;

  if (part->text == NULL)
    return FALSE;
  foyer_json_scanner_init_part (&scanner, part->text, part->length);
  foyer_json_scanner_enter_object (&scanner);
  while ((name = foyer_json_scanner_next_member (&scanner, &length)) != NULL)
    {
      g_autofree char *copy = g_strndup (name, length);
      const FoyerColumn *column = foyer_row_type_find (self->type, copy);
      g_autofree char *value = read_value (&scanner);
      FoyerEditedField *field;

      if (g_str_equal (copy, "deleted_at"))
        {
          self->is_of_removal = TRUE;
          *(is_mine ? &self->has_removed : &self->have_removed) = value != NULL;
        }
      if (column == NULL)
        continue;
      field = need_field (self, column);
      if (is_mine)
        field->mine = g_steal_pointer (&value);
      else
        field->theirs = g_steal_pointer (&value);
    }
  return foyer_json_scanner_finish (&scanner, NULL);
}

static gboolean
read_details (FoyerEditConflict *self, const char *details, Part *mine, Part *theirs)
{
  g_auto (FoyerJsonScanner) scanner = { 0 };
  const char *name;
  gsize length;

  foyer_json_scanner_init (&scanner, details, strlen (details));
  foyer_json_scanner_enter_object (&scanner);
  while ((name = foyer_json_scanner_next_member (&scanner, &length)) != NULL)
    if (is_member (name, length, "table"))
      read_type (&scanner, self);
    else if (is_member (name, length, "mine"))
      mine->text = foyer_json_scanner_skip (&scanner, &mine->length);
    else if (is_member (name, length, "theirs"))
      theirs->text = foyer_json_scanner_skip (&scanner, &theirs->length);
    else if (is_member (name, length, "user_id"))
      read_id (&scanner, &self->user_id);
    else if (is_member (name, length, "their_user_id"))
      read_id (&scanner, &self->their_user_id);
    else if (is_member (name, length, "device_id"))
      read_id (&scanner, &self->device_id);
    else if (is_member (name, length, "name"))
      read_name (&scanner, &self->name);
    else if (is_member (name, length, "their_name"))
      read_name (&scanner, &self->their_name);
    else if (is_member (name, length, "is_cut"))
      foyer_json_scanner_read_boolean (&scanner, &self->is_cut);
    else if (is_member (name, length, "at"))
      read_time (&scanner, &self->time);
    else if (is_member (name, length, "their_time"))
      read_time (&scanner, &self->their_time);
    else
      foyer_json_scanner_skip (&scanner, NULL);
  return foyer_json_scanner_finish (&scanner, NULL) && self->type != NULL;
}

/**
 * foyer_edit_conflict_read:
 * @conflict: a conflict of the kind EDITED_TWICE
 * @error: return location
 *
 * Returns: (transfer full): what it is about; %NULL with error INVALID
 */
FoyerEditConflict *
foyer_edit_conflict_read (const FoyerConflict *conflict, GError **error)
{
  g_autoptr (FoyerEditConflict) self = g_new0 (FoyerEditConflict, 1);
  Part mine = { 0 }, theirs = { 0 };

  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->time = self->their_time = FOYER_NONE;
  self->row_id = conflict->other_id;
  if (conflict->kind == FOYER_CONFLICT_EDITED_TWICE && conflict->details != NULL &&
      read_details (self, conflict->details, &mine, &theirs) && read_values (self, &mine, TRUE) &&
      read_values (self, &theirs, FALSE))
    return g_steal_pointer (&self);
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                       _ ("What this conflict is about cannot be read."));
  return NULL;
}

/**
 * foyer_edited_field_put:
 * @field: a field that two people edited
 * @row: a row of its type
 * @text: (nullable): a value as it stands in @field
 *
 * Returns: %FALSE when it is no value of that column
 */
gboolean
foyer_edited_field_put (const FoyerEditedField *field, gpointer row, const char *text)
{
  g_auto (FoyerJsonScanner) scanner = { 0 };
  g_autoptr (GString) json = g_string_new (NULL);
  static const FoyerColumnType bare[] = { FOYER_COLUMN_INTEGER, FOYER_COLUMN_BOOLEAN,
                                          FOYER_COLUMN_JSON };
  gboolean is_bare = FALSE;

  if (text == NULL)
    {
      g_autoptr (FoyerRow) empty = foyer_row_new (((FoyerRow *) row)->type);

      foyer_row_copy_column (row, empty, field->column);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (bare); i++)
    is_bare |= field->column->type == bare[i];
  if (is_bare)
    g_string_append (json, text);
  else
    foyer_row_json_append_text (json, text);
  foyer_json_scanner_init (&scanner, json->str, json->len);
  return foyer_row_json_read_column (&scanner, row, field->column) &&
         foyer_json_scanner_finish (&scanner, NULL);
}

static gboolean
write_choice (FoyerTransaction *transaction,
              const FoyerConflict *conflict,
              FoyerSettleChoice choice,
              const char *typed,
              GError **error)
{
  g_autoptr (FoyerEditConflict) edit = foyer_edit_conflict_read (conflict, error);
  g_autoptr (FoyerRow) before = NULL;
  g_autoptr (FoyerRow) after = NULL;

  if (edit == NULL)
    return FALSE;
  before = foyer_row_store_find (foyer_transaction_get_db (transaction), edit->type, &edit->row_id,
                                 error);
  if (before == NULL)
    return FALSE;
  after = foyer_row_copy (before);
  for (guint i = 0; i < edit->fields->len; i++)
    {
      const FoyerEditedField *field = g_ptr_array_index (edit->fields, i);

      if (!foyer_edited_field_put (field, after,
                                   choice == FOYER_SETTLE_TYPED ? typed : field->mine))
        {
          g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                       _ ("“%s” is missing, too long or not allowed."), field->column->name);
          return FALSE;
        }
    }
  return foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_conflict_find_person:
 * @db: a connection
 * @event_id: an event
 *
 * Returns: as whom this replica speaks to the event's server; nil when it lies on none
 */
FoyerUuid
foyer_conflict_find_person (FoyerDatabase *db, const FoyerUuid *event_id)
{
  static const char sql[] = "SELECT user_id FROM servers JOIN hosted_events ON server_key = "
                            "servers.key WHERE event_id = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  FoyerUuid person = { 0 };

  if (statement == NULL)
    return person;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  if (foyer_database_step (db, statement, NULL) == SQLITE_ROW &&
      sqlite3_column_bytes (statement, 0) == sizeof person)
    memcpy (&person, sqlite3_column_blob (statement, 0), sizeof person);
  sqlite3_reset (statement);
  return person;
}

/**
 * foyer_conflict_mark_settled:
 * @transaction: a transaction
 * @conflict: a conflict as it is; one that is settled already stays as it is
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_conflict_mark_settled (FoyerTransaction *transaction,
                             const FoyerConflict *conflict,
                             GError **error)
{
  g_autoptr (FoyerConflict) after = NULL;

  if (conflict->settled_at != FOYER_NONE)
    return TRUE;
  after = foyer_conflict_copy (conflict);
  after->settled_at = g_get_real_time ();
  after->settled_by =
      foyer_conflict_find_person (foyer_transaction_get_db (transaction), &conflict->event_id);
  return foyer_transaction_update (transaction, conflict, after, error);
}

/**
 * foyer_conflict_settle:
 * @db: a connection that writes
 * @conflict_id: a conflict; one that is settled already stays as it is
 * @choice: what to do about it
 * @typed: (nullable): another value, for %FOYER_SETTLE_TYPED
 * @change_set: (out) (optional): what can be undone; 0 when it was settled already
 * @error: return location
 *
 * Returns: %FALSE with error; then nothing was changed
 */
gboolean
foyer_conflict_settle (FoyerDatabase *db,
                       const FoyerUuid *conflict_id,
                       FoyerSettleChoice choice,
                       const char *typed,
                       gint64 *change_set,
                       GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "settle-conflict", error);
  g_autoptr (FoyerConflict) before = NULL;

  if (transaction == NULL)
    return FALSE;
  before = foyer_conflict_store_find (db, conflict_id, error);
  if (before == NULL)
    return FALSE;
  if (before->settled_at == FOYER_NONE && choice != FOYER_SETTLE_THEIRS &&
      !write_choice (transaction, before, choice, typed, error))
    return FALSE;
  if (!foyer_conflict_mark_settled (transaction, before, error))
    return FALSE;
  return foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error);
}

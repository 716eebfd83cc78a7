/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-edit.h"

#include "foyer-check-in-store.h"
#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-ticket-store.h"

typedef struct
{
  FoyerAttendeeEdit edit;
  gint64 change_set;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *self = data;

  g_free ((char *) self->edit.column);
  g_free ((char *) self->edit.question_code);
  g_free ((char *) self->edit.text);
  g_free (self);
}

static gboolean
write_column (FoyerTransaction *transaction, const FoyerAttendeeEdit *edit, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerTicket) before = foyer_row_store_get (db, &FOYER_TICKET_TYPE, edit->key, error);
  g_autoptr (FoyerTicket) after = NULL;

  if (before == NULL)
    return FALSE;
  after = foyer_ticket_copy (before);
  if (edit->column != NULL)
    foyer_row_set_text (after, foyer_row_type_find (&FOYER_TICKET_TYPE, edit->column), edit->text);
  else
    after->tier_id = edit->tier_id;
  return foyer_transaction_update (transaction, before, after, error);
}

static gpointer
edit_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Edit *self = data;
  const FoyerAttendeeEdit *edit = &self->edit;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "edit-attendee", error);
  gboolean is_written;

  if (transaction == NULL)
    return NULL;
  if (edit->question_code != NULL)
    is_written = foyer_ticket_store_set_answer (transaction, edit->key, edit->question_code,
                                                edit->text, error);
  else
    is_written = write_column (transaction, edit, error);
  if (!is_written ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), &self->change_set, error))
    return NULL;
  return g_memdup2 (&self->change_set, sizeof self->change_set);
}

static char *
dup_or_null (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

void
foyer_attendee_edit_async (FoyerReplica *replica,
                           const FoyerAttendeeEdit *edit,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Edit *self = g_new0 (Edit, 1);

  self->edit = *edit;
  self->edit.column = g_strdup (edit->column);
  self->edit.question_code = g_strdup (edit->question_code);
  self->edit.text = dup_or_null (edit->text);
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, edit_func, self, edit_free, g_free, NULL,
                           callback, user_data);
}

gint64
foyer_attendee_edit_finish (FoyerReplica *replica, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *change_set = foyer_replica_run_finish (replica, result, error);

  return change_set != NULL ? *change_set : -1;
}

static void
walk_in_free (gpointer data)
{
  FoyerWalkIn *self = data;

  g_free ((char *) self->name);
  g_free ((char *) self->email);
  g_free ((char *) self->company);
  g_free (self);
}

/* scan: (nullable) */
static FoyerTicket *
add_ticket (FoyerDatabase *db,
            const FoyerWalkIn *walk_in,
            const FoyerScanRequest *scan,
            gint64 *change_set,
            FoyerScanResult **scanned,
            GError **error)
{
  g_autoptr (FoyerTicket) guest = foyer_ticket_new ();
  const FoyerWalkInRequest request = { guest, walk_in->payment, walk_in->actor, scan };

  guest->event_id = walk_in->event_id;
  guest->tier_id = walk_in->tier_id;
  guest->attendee_name = g_strdup (walk_in->name);
  guest->attendee_email = g_strdup (walk_in->email);
  guest->company = g_strdup (walk_in->company);
  return foyer_walk_in_store_add (db, &request, change_set, scanned, error);
}

/* Of a list two change sets: the person stays on it when the door says no. */
static gpointer
walk_in_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const FoyerWalkIn *walk_in = data;
  g_autoptr (FoyerTicket) ticket = NULL;
  g_autoptr (FoyerScanResult) scan = NULL;
  g_autofree FoyerWalkInResult *result = g_new0 (FoyerWalkInResult, 1);
  FoyerScanRequest request = { .event_id = walk_in->event_id,
                               .direction = FOYER_DIRECTION_ENTRY,
                               .method = FOYER_METHOD_MANUAL,
                               .time = FOYER_NONE };

  ticket = add_ticket (db, walk_in, walk_in->check_in ? &request : NULL, &result->change_set, &scan,
                       error);
  if (ticket == NULL)
    return NULL;
  result->key = ticket->row.key;
  if (walk_in->check_in && scan == NULL)
    {
      request.ticket_id = ticket->row.id;
      scan = foyer_check_in_store_scan (db, &request, NULL);
    }
  result->is_in = scan != NULL && foyer_verdict_is_entry (scan->verdict);
  return g_steal_pointer (&result);
}

void
foyer_walk_in_async (FoyerReplica *replica,
                     const FoyerWalkIn *walk_in,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  FoyerWalkIn *self = g_memdup2 (walk_in, sizeof *walk_in);

  self->name = g_strdup (walk_in->name);
  self->email = dup_or_null (walk_in->email);
  self->company = dup_or_null (walk_in->company);
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, walk_in_func, self, walk_in_free, g_free,
                           NULL, callback, user_data);
}

FoyerWalkInResult *
foyer_walk_in_finish (FoyerReplica *replica, GAsyncResult *result, GError **error)
{
  return foyer_replica_run_finish (replica, result, error);
}

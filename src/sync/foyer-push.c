/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-push.h"

#include "foyer-changes.h"
#include "foyer-event.h"
#include "foyer-push-lanes.h"
#include "foyer-push-note.h"
#include "foyer-push-plan.h"
#include "foyer-push-told.h"
#include "foyer-series.h"
#include "foyer-server-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So often a long push looks whether somebody was checked in meanwhile, who goes first. */
#define LOOK_AGAIN (500 * G_TIME_SPAN_MILLISECOND)
/* A clock that is less off than this is as right as can be known. */
#define CLOCK_MATTERS (5 * G_TIME_SPAN_SECOND)

struct _FoyerPush
{
  FoyerAccount *account; /* (owned) */
  FoyerDatabase *db;     /* (owned) */
  gint64 server_key;
  GHashTable *told;  /* (owned): since pushed_set, see foyer-push-told.h */
  GPtrArray *events; /* (owned) (nullable) of FoyerHostedEvent, of this window */
  GHashTable *
      refused; /* (owned) ids of events that the server did not take: what they are made of waits */
  gint64 position; /* up to where the journal was read */
  gint64 looked_at;
  FoyerPushCount *count;
  FoyerPushLanes *lanes; /* (owned) */
};

/**
 * foyer_push_new:
 * @account: the person at the server
 * @db: a connection that writes
 * @server_key: the server
 *
 * Returns: (transfer full): what tells it
 */
FoyerPush *
foyer_push_new (FoyerAccount *account, FoyerDatabase *db, gint64 server_key)
{
  FoyerPush *self = g_new0 (FoyerPush, 1);

  self->account = g_object_ref (account);
  self->db = g_object_ref (db);
  self->server_key = server_key;
  self->lanes = foyer_push_lanes_new (account);
  self->told = foyer_push_told_new ();
  self->refused = g_hash_table_new_full (foyer_uuid_hash, foyer_uuid_equal, g_free, NULL);
  return self;
}

static const FoyerHostedEvent *
find_event (FoyerPush *self, const FoyerUuid *event_id)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (self->events, i);

      if (foyer_uuid_equal (&event->event_id, event_id))
        return event;
    }
  return NULL;
}

/* A series belongs to whom one of its events belongs. */
static FoyerUuid
organizer_of (gconstpointer row, gpointer data)
{
  static const char sql[] = "SELECT organizer_id FROM hosted_events JOIN events ON id = event_id "
                            "WHERE series_id = ?1 AND server_key = ?2 LIMIT 1";
  FoyerPush *self = data;
  const FoyerRow *head = row;
  const FoyerHostedEvent *event = find_event (self, &head->id);
  FoyerUuid organizer_id = { 0 };
  sqlite3_stmt *statement;

  if (event != NULL)
    return event->organizer_id;
  statement = foyer_database_prepare (self->db, sql, NULL);
  if (statement == NULL)
    return organizer_id;
  sqlite3_bind_blob (statement, 1, head->id.bytes, sizeof head->id.bytes, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, self->server_key);
  if (foyer_database_step (self->db, statement, NULL) == SQLITE_ROW &&
      sqlite3_column_bytes (statement, 0) == sizeof organizer_id)
    memcpy (&organizer_id, sqlite3_column_blob (statement, 0), sizeof organizer_id);
  sqlite3_reset (statement);
  return organizer_id;
}

static void
note_told (FoyerPush *self, const FoyerPushItem *item)
{
  foyer_push_told_add (self->told, &item->pending, self->position,
                       item->status != FOYER_TOLD_REFUSED);
}

static GPtrArray *
take_untold (FoyerPush *self, GPtrArray *rows)
{
  GPtrArray *untold = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    if (foyer_push_told_leave (self->told, g_ptr_array_index (rows, i)))
      g_ptr_array_add (untold, g_steal_pointer (&g_ptr_array_index (rows, i)));
  return untold;
}

/* A refusal that a Foyer server makes: for good. What PostgREST and PostgreSQL call by codes of
   their own says nothing of the row, or that the server is older than this program. */
static gboolean
is_of_foyer (const char *code)
{
  return code != NULL && *code != '\0' && !g_str_has_prefix (code, "PGRST") && strlen (code) != 5;
}

static gboolean
is_final (FoyerPush *self, const GError *error)
{
  const char *code = foyer_rest_client_get_code (foyer_account_get_client (self->account));

  return (g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_REFUSED) ||
          g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_NOT_ALLOWED)) &&
         is_of_foyer (code);
}

static gboolean
send (FoyerPush *self, FoyerPushBatch *batch, GCancellable *cancellable, GError **error);

static gboolean
note (FoyerPush *self, FoyerPushBatch *batch, GError **error)
{
  if (!foyer_push_note (self->db, self->server_key, self->position, batch, error))
    return FALSE;
  for (guint i = 0; i < batch->items->len; i++)
    {
      const FoyerPushItem *item = g_ptr_array_index (batch->items, i);
      const FoyerRow *row = item->row;

      note_told (self, item);
      self->count->n_told += item->status != FOYER_TOLD_REFUSED;
      self->count->n_conflicts += item->status == FOYER_TOLD_CONFLICT;
      self->count->n_refused += item->status == FOYER_TOLD_REFUSED;
      if (row->type == &FOYER_EVENT_TYPE && item->pending.is_new &&
          item->status == FOYER_TOLD_REFUSED)
        g_hash_table_add (self->refused, g_memdup2 (&row->id, sizeof row->id));
    }
  for (guint i = 0; i < batch->followers->len; i++)
    note_told (self, g_ptr_array_index (batch->followers, i));
  self->count->n_waiting -= MIN (self->count->n_waiting, batch->items->len + batch->followers->len);
  return TRUE;
}

/* The same refusal for all. */
static gboolean
refuse_all (FoyerPush *self, FoyerPushBatch *batch, const char *message, GError **error)
{
  FoyerRestClient *client = foyer_account_get_client (self->account);
  const char *code = foyer_rest_client_get_code (client);
  const char *said = foyer_rest_client_get_said (client);

  for (guint i = 0; i < batch->items->len; i++)
    {
      FoyerPushItem *item = g_ptr_array_index (batch->items, i);

      item->status = FOYER_TOLD_REFUSED;
      g_free (item->code);
      g_free (item->message);
      item->code = g_strdup (code);
      item->message = g_strdup (said != NULL ? said : message);
    }
  return note (self, batch, error);
}

static FoyerPushBatch *
take_half (FoyerPushBatch *batch)
{
  FoyerPushBatch *half = foyer_push_batch_new (batch->call, &batch->event_id);
  guint n = batch->items->len / 2;

  while (batch->items->len > n)
    g_ptr_array_insert (half->items, 0,
                        g_ptr_array_steal_index (batch->items, batch->items->len - 1));
  for (guint i = 0; i < half->items->len && batch->call == FOYER_PUSH_SALES; i++)
    {
      const FoyerRow *order = ((FoyerPushItem *) g_ptr_array_index (half->items, i))->row;

      for (guint j = batch->followers->len; j-- > 0;)
        {
          const FoyerPushItem *item = g_ptr_array_index (batch->followers, j);
          const FoyerColumn *column = foyer_row_type_find (item->pending.type, "order_id");

          if (foyer_uuid_equal (&FOYER_COLUMN_FIELD (item->row, column, FoyerUuid), &order->id))
            g_ptr_array_add (half->followers, g_ptr_array_steal_index (batch->followers, j));
        }
    }
  half->clock_offset = batch->clock_offset;
  return half;
}

/* One row spoils the call for all: which? */
static gboolean
send_halves (FoyerPush *self, FoyerPushBatch *batch, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerPushBatch) half = take_half (batch);

  return send (self, batch, cancellable, error) && send (self, half, cancellable, error);
}

/* What the server said of a batch. answer: (nullable): it failed, as failure says. */
static gboolean
take_answer (FoyerPush *self,
             FoyerPushBatch *batch,
             GBytes *answer,
             GError *failure,
             GCancellable *cancellable,
             GError **error)
{
  if (answer != NULL)
    return foyer_push_batch_read (batch, answer, error) && note (self, batch, error);
  if (!is_final (self, failure))
    {
      g_propagate_error (error, g_error_copy (failure));
      return FALSE;
    }
  if (batch->items->len > 1 &&
      !g_error_matches (failure, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_NOT_ALLOWED))
    return send_halves (self, batch, cancellable, error);
  return refuse_all (self, batch, failure->message, error);
}

static gboolean
send (FoyerPush *self, FoyerPushBatch *batch, GCancellable *cancellable, GError **error)
{
  g_autofree char *arguments = foyer_push_batch_write (batch, organizer_of, self);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) answer = foyer_account_call (
      self->account, foyer_push_batch_get_function (batch), arguments, cancellable, &failure);

  return take_answer (self, batch, answer, failure, cancellable, error);
}

/* Rows of an event that the server did not take wait until that is settled. */
static void
hold_back (FoyerPush *self, FoyerPushBatch *batch)
{
  if (g_hash_table_size (self->refused) == 0)
    return;
  for (guint i = batch->items->len; i-- > 0;)
    {
      const FoyerRow *row = ((FoyerPushItem *) g_ptr_array_index (batch->items, i))->row;
      const FoyerColumn *column = foyer_row_type_find (row->type, "event_id");

      if (column != NULL &&
          g_hash_table_contains (self->refused, &FOYER_COLUMN_FIELD (row, column, FoyerUuid)))
        g_ptr_array_remove_index (batch->items, i);
    }
}

/* Has somebody done something meanwhile that is to go first? */
static gboolean
is_overtaken (FoyerPush *self)
{
  gint64 now = g_get_monotonic_time ();

  if (now - self->looked_at < LOOK_AGAIN)
    return FALSE;
  self->looked_at = now;
  return foyer_journal_get_position (self->db, NULL) > self->position;
}

/* Everything of this window was told or set aside. */
static gboolean
close_window (FoyerPush *self, GError **error)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (self->events, i);

      if (event->is_new && !g_hash_table_contains (self->refused, &event->event_id) &&
          !foyer_server_store_set_hosted (self->db, &event->event_id, error))
        return FALSE;
    }
  if (g_hash_table_size (self->refused) == 0 &&
      !foyer_push_note_all (self->db, self->server_key, self->position, error))
    return FALSE;
  g_hash_table_remove_all (self->told);
  return TRUE;
}

typedef enum
{
  WINDOW_FAILED,
  WINDOW_DONE,
  WINDOW_AGAIN, /* somebody has something that goes first */
  WINDOW_STOPPED,
} Window;

/* What goes next; NULL without error at the end. */
static FoyerPushBatch *
next_batch (FoyerPush *self, FoyerPushPlan *plan, gint64 clock_offset, GError **error)
{
  FoyerPushBatch *batch;

  while ((batch = foyer_push_plan_next (plan, error)) != NULL)
    {
      hold_back (self, batch);
      batch->clock_offset = clock_offset;
      if (batch->items->len > 0)
        return batch;
      foyer_push_batch_free (batch);
    }
  return NULL;
}

typedef struct
{
  FoyerPushProgress report;
  gpointer data;
} Progress;

static gboolean
goes_on (FoyerPush *self, const Progress *progress)
{
  return progress->report == NULL || progress->report (self->count, progress->data);
}

/* What is still away when telling ends early: what the server took of it need not be told again. */
static void
call_home (FoyerPush *self)
{
  for (;;)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (GBytes) answer = NULL;
      g_autoptr (FoyerPushBatch) batch = foyer_push_lanes_land (self->lanes, &answer, &failure);

      if (batch == NULL)
        return;
      if (answer != NULL)
        take_answer (self, batch, answer, NULL, NULL, NULL);
    }
}

/* Check-ins, of which many wait: while the server works on some the next are read, as nothing that
 * it says of these changes those. next: in the first, out what is to go after all of them. */
static Window
tell_check_ins (FoyerPush *self,
                FoyerPushPlan *plan,
                FoyerPushBatch **next,
                const Progress *progress,
                GCancellable *cancellable,
                GError **error)
{
  gint64 clock_offset = (*next)->clock_offset;
  g_autoptr (GError) unread = NULL;

  for (;;)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (GBytes) answer = NULL;
      g_autoptr (FoyerPushBatch) batch = NULL;

      while (*next != NULL && (*next)->call == FOYER_PUSH_CHECK_IN &&
             foyer_push_lanes_has_room (self->lanes, *next))
        {
          char *arguments = foyer_push_batch_write (*next, organizer_of, self);

          foyer_push_lanes_start (self->lanes, g_steal_pointer (next), arguments, cancellable);
          *next = next_batch (self, plan, clock_offset, &unread);
        }
      batch = foyer_push_lanes_land (self->lanes, &answer, &failure);
      if (batch == NULL)
        break;
      if (!take_answer (self, batch, answer, failure, cancellable, error))
        {
          call_home (self);
          return WINDOW_FAILED;
        }
      if (!goes_on (self, progress))
        {
          call_home (self);
          return WINDOW_STOPPED;
        }
    }
  if (unread == NULL)
    return WINDOW_DONE;
  g_propagate_error (error, g_steal_pointer (&unread));
  return WINDOW_FAILED;
}

static Window
tell_one (FoyerPush *self,
          FoyerPushBatch *batch,
          const Progress *progress,
          GCancellable *cancellable,
          GError **error)
{
  if (!send (self, batch, cancellable, error))
    return WINDOW_FAILED;
  if (!goes_on (self, progress))
    return WINDOW_STOPPED;
  /* Check-ins go first in any case, and reading a long queue again costs more than it wins. */
  return batch->call != FOYER_PUSH_CHECK_IN && is_overtaken (self) ? WINDOW_AGAIN : WINDOW_DONE;
}

static Window
tell (FoyerPush *self,
      FoyerPushPlan *plan,
      gint64 clock_offset,
      const Progress *progress,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FoyerPushBatch) batch = next_batch (self, plan, clock_offset, &failure);

  while (batch != NULL)
    {
      gboolean are_many =
          batch->call == FOYER_PUSH_CHECK_IN && self->count->n_waiting > batch->items->len;
      Window window = are_many ? tell_check_ins (self, plan, &batch, progress, cancellable, error)
                               : tell_one (self, batch, progress, cancellable, error);

      if (window != WINDOW_DONE)
        return window;
      if (!are_many)
        {
          foyer_push_batch_free (batch);
          batch = next_batch (self, plan, clock_offset, &failure);
        }
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return WINDOW_FAILED;
    }
  return foyer_push_note_silent (self->db, foyer_push_plan_get_silent (plan), error) &&
                 close_window (self, error)
             ? WINDOW_DONE
             : WINDOW_FAILED;
}

static Window
run_window (FoyerPush *self, const Progress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerServer) server = foyer_server_store_get (self->db, self->server_key, error);
  g_autoptr (FoyerPending) pending = NULL;
  g_autoptr (FoyerPushPlan) plan = NULL;
  g_autoptr (GPtrArray) all = NULL;
  GPtrArray *rows;
  gint64 offset;

  if (server == NULL)
    return WINDOW_FAILED;
  self->position = foyer_journal_get_position (self->db, error);
  if (self->position < 0)
    return WINDOW_FAILED;
  g_clear_pointer (&self->events, g_ptr_array_unref);
  self->events = foyer_server_store_events (self->db, self->server_key, error);
  if (self->events == NULL)
    return WINDOW_FAILED;
  pending =
      foyer_pending_read (self->db, self->server_key, server->pushed_set, self->position, error);
  all = pending != NULL ? foyer_pending_list (pending, self->db, error) : NULL;
  if (all == NULL)
    return WINDOW_FAILED;
  rows = take_untold (self, all);
  self->count->n_waiting = rows->len;
  if (rows->len == 0 && g_hash_table_size (self->told) == 0)
    {
      g_ptr_array_unref (rows);
      /* Only what came from servers, or concerns none. */
      if (self->position - server->pushed_set < 100)
        return WINDOW_DONE;
      return close_window (self, error) ? WINDOW_DONE : WINDOW_FAILED;
    }
  plan = foyer_push_plan_new (self->db, rows, error);
  if (plan == NULL)
    return WINDOW_FAILED;
  offset = server->clock_offset != FOYER_NONE && ABS (server->clock_offset) > CLOCK_MATTERS
               ? server->clock_offset
               : 0;
  return tell (self, plan, offset, progress, cancellable, error);
}

/**
 * foyer_push_run:
 * @self: what tells a server
 * @progress: (nullable): called after each call
 * @progress_data: for @progress
 * @count: (out caller-allocates): what was done, also with an error
 * @cancellable: (nullable): stops it between calls and while waiting
 * @error: return location
 *
 * Returns: %FALSE with error: the server was not reached, or cannot be worked with
 */
gboolean
foyer_push_run (FoyerPush *self,
                FoyerPushProgress progress,
                gpointer progress_data,
                FoyerPushCount *count,
                GCancellable *cancellable,
                GError **error)
{
  const Progress reported = { progress, progress_data };
  Window window;

  *count = (FoyerPushCount){ 0 };
  self->count = count;
  g_hash_table_remove_all (self->refused);
  do
    {
      self->looked_at = g_get_monotonic_time ();
      window = run_window (self, &reported, cancellable, error);
    }
  while (window == WINDOW_AGAIN);
  self->count = NULL;
  return window != WINDOW_FAILED;
}

/**
 * foyer_push_free:
 * @self: (transfer full) (nullable): what tells a server
 */
void
foyer_push_free (FoyerPush *self)
{
  if (self == NULL)
    return;
  foyer_push_lanes_free (self->lanes);
  g_hash_table_unref (self->told);
  g_hash_table_unref (self->refused);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_object_unref (self->account);
  g_object_unref (self->db);
  g_free (self);
}

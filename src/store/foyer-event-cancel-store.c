/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-cancel-store.h"

#include "foyer-event-acts-store.h"
#include "foyer-event-survey.h"
#include "foyer-message.h"
#include "foyer-refund-store.h"
#include "foyer-row-store.h"
#include "foyer-ticket.h"
#include "foyer-transaction-private.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_STEP 500
#define KIND          "cancel-event"

/* The event is what a cancellation writes first: its entries stand at the head of the change set.
 */
#define HEAD_ENTRIES "16"

static gboolean
conflict (GError **error, const char *sentence)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT, sentence);
  return FALSE;
}

/**
 * foyer_event_cancel_store_survey:
 * @db: a connection
 * @event_id: an event
 * @stake: (out): what hangs on it
 * @error: return location
 *
 * Reads every ticket of the event: not for the main thread.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_event_cancel_store_survey (FoyerDatabase *db,
                                 const FoyerUuid *event_id,
                                 FoyerEventStake *stake,
                                 GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_event_acts_get (db, event_id, error);
  g_autoptr (FoyerEventSurvey) survey =
      event != NULL ? foyer_event_survey_new (db, event, error) : NULL;

  if (survey == NULL)
    return FALSE;
  *stake = survey->stake;
  return foyer_event_survey_count_addresses (db, event_id, &stake->n_addresses, error);
}

/* The words of the column as SQLite has them, for foyer_transaction_set_column (). */
typedef struct
{
  sqlite3_value *words[FOYER_TICKET_CANCELLED + 1]; /* (owned) by FoyerTicketStatus */
} Words;

static void
words_clear (Words *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->words); i++)
    sqlite3_value_free (self->words[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static gboolean
load_words (FoyerDatabase *db, Words *words, GError **error)
{
  static const char sql[] = "SELECT 'VALID', 'CHECKED_IN', 'CANCELLED'";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL || foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words->words); i++)
    words->words[i] = sqlite3_value_dup (sqlite3_column_value (statement, i));
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
cancel_tickets (FoyerTransaction *transaction,
                const FoyerEventSurvey *survey,
                FoyerEventProgress progress,
                gpointer progress_data,
                GCancellable *cancellable,
                GError **error)
{
  const FoyerColumn *column = foyer_row_type_find (&FOYER_TICKET_TYPE, "status");
  g_auto (Words) words = { { NULL } };

  if (!load_words (foyer_transaction_get_db (transaction), &words, error))
    return FALSE;
  for (guint i = 0; i < survey->tickets->len; i++)
    {
      const FoyerSurveyTicket *ticket = &g_array_index (survey->tickets, FoyerSurveyTicket, i);
      gboolean is_kept;

      if (i % PROGRESS_STEP == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (progress != NULL)
            progress (i, survey->tickets->len, progress_data);
        }
      if (!foyer_transaction_set_column (transaction, &FOYER_TICKET_TYPE, ticket->key, column,
                                         words.words[ticket->status],
                                         words.words[FOYER_TICKET_CANCELLED], &is_kept, error))
        return FALSE;
    }
  if (progress != NULL)
    progress (survey->tickets->len, survey->tickets->len, progress_data);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static FoyerRefund *
make_refund (const FoyerEvent *event, const FoyerSurveyDue *due, const char *reason)
{
  FoyerRefund *refund = foyer_refund_new ();

  refund->event_id = event->row.id;
  refund->order_id = due->order_id;
  refund->ticket_id = due->ticket_id;
  refund->amount = due->amount;
  refund->currency = g_strdup (due->currency);
  refund->reason = g_strdup (reason);
  refund->status = FOYER_REFUND_PROPOSED;
  return refund;
}

/**
 * foyer_event_cancel_store_preview:
 * @db: a connection
 * @event_id: an event
 * @limit: how many at most; 0 for all
 * @error: return location
 *
 * Reads every ticket of the event: not for the main thread.
 *
 * Returns: (transfer full) (element-type FoyerRefundEntry): what cancelling would propose; %NULL
 * with error
 */
GPtrArray *
foyer_event_cancel_store_preview (FoyerDatabase *db,
                                  const FoyerUuid *event_id,
                                  guint limit,
                                  GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_event_acts_get (db, event_id, error);
  g_autoptr (FoyerEventSurvey) survey =
      event != NULL ? foyer_event_survey_new (db, event, error) : NULL;
  GPtrArray *entries;

  if (survey == NULL)
    return NULL;
  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_refund_entry_free);
  for (guint i = 0; i < survey->dues->len && (limit == 0 || i < limit); i++)
    {
      FoyerRefund *refund =
          make_refund (event, &g_array_index (survey->dues, FoyerSurveyDue, i), NULL);

      g_ptr_array_add (entries, foyer_refund_entry_new (db, refund));
    }
  return entries;
}

static gboolean
propose_refunds (FoyerTransaction *transaction,
                 const FoyerEvent *event,
                 const FoyerEventSurvey *survey,
                 const char *reason,
                 GCancellable *cancellable,
                 GError **error)
{
  for (guint i = 0; i < survey->dues->len; i++)
    {
      const FoyerSurveyDue *due = &g_array_index (survey->dues, FoyerSurveyDue, i);
      g_autoptr (FoyerRefund) refund = make_refund (event, due, reason);

      if (i % PROGRESS_STEP == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!foyer_transaction_insert (transaction, refund, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
prepare_message (FoyerTransaction *transaction,
                 const FoyerUuid *event_id,
                 const FoyerEventCancel *how,
                 GError **error)
{
  g_autoptr (FoyerMessage) message = NULL;

  if (how->subject == NULL)
    return TRUE;
  message = foyer_message_new ();
  message->event_id = *event_id;
  message->kind = FOYER_MESSAGE_CANCELLATION;
  message->subject = g_strdup (how->subject);
  message->body = g_strdup (how->body);
  message->status = FOYER_MESSAGE_PREPARED;
  return foyer_transaction_insert (transaction, message, error);
}

/**
 * foyer_event_cancel_store_cancel:
 * @transaction: a transaction; begin it as "cancel-event", or restoring later finds no tickets
 * @event_id: an event
 * @how: what goes with it
 * @now: the time
 * @progress: (nullable) (scope call): told of tickets now and then
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it; the transaction is then to be freed
 * @error: return location
 *
 * Everything that was bought ends: each ticket is cancelled, a message is prepared, and for each
 * order that paid something a refund is proposed. Not for the main thread.
 *
 * Returns: %FALSE with error, CONFLICT when it is cancelled already
 */
gboolean
foyer_event_cancel_store_cancel (FoyerTransaction *transaction,
                                 const FoyerUuid *event_id,
                                 const FoyerEventCancel *how,
                                 gint64 now,
                                 FoyerEventProgress progress,
                                 gpointer progress_data,
                                 GCancellable *cancellable,
                                 GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) before = foyer_event_acts_get (db, event_id, error);
  g_autoptr (FoyerEvent) after = NULL;
  g_autoptr (FoyerEventSurvey) survey = NULL;

  if (before == NULL)
    return FALSE;
  if (before->is_template)
    return conflict (error, _ ("A template is not cancelled. Delete it instead."));
  if (before->status == FOYER_EVENT_CANCELLED)
    return conflict (error, _ ("The event is cancelled already."));
  survey = foyer_event_survey_new (db, before, error);
  if (survey == NULL)
    return FALSE;

  after = foyer_event_copy (before);
  after->status = FOYER_EVENT_CANCELLED;
  after->cancelled_at = now;
  return foyer_transaction_update (transaction, before, after, error) &&
         prepare_message (transaction, event_id, how, error) &&
         (how->without_refunds ||
          propose_refunds (transaction, before, survey, how->reason, cancellable, error)) &&
         cancel_tickets (transaction, survey, progress, progress_data, cancellable, error);
}

/* The change set that cancelled the event; 0 when the journal does not reach back to it. */
static gboolean
find_cancellation (FoyerDatabase *db, const FoyerEvent *event, gint64 *change_set, GError **error)
{
  static const char sql[] =
      "SELECT max (number) FROM change_sets WHERE kind = '" KIND "' AND EXISTS ("
      "  SELECT 1 FROM changes WHERE change_set = number AND position < " HEAD_ENTRIES
      "  AND row_type = ?1 AND action = 2 AND first_key = ?2 AND column_name = 'cancelled_at'"
      "  AND after IS ?3)";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, FOYER_EVENT_TYPE.number);
  sqlite3_bind_int64 (statement, 2, event->row.key);
  sqlite3_bind_int64 (statement, 3, event->cancelled_at);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *change_set = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/* Keys of the tickets that a change set cancelled and that may come back, with what they were: not
 * those whose money has gone back since. */
static GArray *
find_cancelled (FoyerDatabase *db, const FoyerUuid *event_id, gint64 change_set, GError **error)
{
  static const char sql[] =
      "SELECT tickets.key, changes.before = 'CHECKED_IN' FROM changes "
      "JOIN tickets ON tickets.key = changes.first_key "
      "WHERE change_set = ?1 AND row_type = ?2 AND action = 2 AND column_name = 'status' "
      "  AND tickets.status = 'CANCELLED' AND tickets.deleted_at IS NULL"
      "  AND NOT coalesce (tickets.is_refunded, 0)"
      "  AND (tickets.order_id IS NULL OR tickets.order_id NOT IN ("
      "    SELECT order_id FROM refunds WHERE event_id = ?3"
      "    AND status = 'CONFIRMED' AND deleted_at IS NULL AND order_id IS NOT NULL))"
      "  AND tickets.id NOT IN ("
      "    SELECT ticket_id FROM refunds WHERE event_id = ?3"
      "    AND status = 'CONFIRMED' AND deleted_at IS NULL AND ticket_id IS NOT NULL)";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (GArray) tickets = g_array_new (FALSE, TRUE, sizeof (FoyerSurveyTicket));
  int code;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, change_set);
  sqlite3_bind_int (statement, 2, FOYER_TICKET_TYPE.number);
  sqlite3_bind_blob (statement, 3, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      FoyerSurveyTicket ticket = {
        .key = sqlite3_column_int64 (statement, 0),
        .status = sqlite3_column_int (statement, 1) ? FOYER_TICKET_CHECKED_IN : FOYER_TICKET_VALID,
      };

      g_array_append_val (tickets, ticket);
    }
  return code == SQLITE_DONE ? g_steal_pointer (&tickets) : NULL;
}

static gboolean
revive_tickets (FoyerTransaction *transaction,
                const FoyerUuid *event_id,
                gint64 change_set,
                gint64 *n_tickets,
                GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  const FoyerColumn *column = foyer_row_type_find (&FOYER_TICKET_TYPE, "status");
  g_autoptr (GArray) tickets = find_cancelled (db, event_id, change_set, error);
  g_auto (Words) words = { { NULL } };

  if (tickets == NULL || !load_words (db, &words, error))
    return FALSE;
  for (guint i = 0; i < tickets->len; i++)
    {
      const FoyerSurveyTicket *ticket = &g_array_index (tickets, FoyerSurveyTicket, i);
      gboolean is_kept;

      if (!foyer_transaction_set_column (transaction, &FOYER_TICKET_TYPE, ticket->key, column,
                                         words.words[FOYER_TICKET_CANCELLED],
                                         words.words[ticket->status], &is_kept, error))
        return FALSE;
    }
  *n_tickets = tickets->len;
  return TRUE;
}

/* What nobody has sent or confirmed needs to be neither any more. */
static gboolean
drop_prepared (FoyerTransaction *transaction, const FoyerUuid *event_id, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (GPtrArray) messages = foyer_row_store_list (db, &FOYER_MESSAGE_TYPE, event_id, error);
  g_autoptr (GPtrArray) refunds =
      messages != NULL ? foyer_row_store_list (db, &FOYER_REFUND_TYPE, event_id, error) : NULL;

  if (refunds == NULL)
    return FALSE;
  for (guint i = 0; i < messages->len; i++)
    {
      const FoyerMessage *before = messages->pdata[i];
      g_autoptr (FoyerMessage) after = foyer_message_copy (before);

      if (before->kind != FOYER_MESSAGE_CANCELLATION || before->status != FOYER_MESSAGE_PREPARED)
        continue;
      after->status = FOYER_MESSAGE_DROPPED;
      if (!foyer_transaction_update (transaction, before, after, error))
        return FALSE;
    }
  for (guint i = 0; i < refunds->len; i++)
    {
      const FoyerRefund *before = refunds->pdata[i];
      g_autoptr (FoyerRefund) after = foyer_refund_copy (before);

      if (before->status != FOYER_REFUND_PROPOSED)
        continue;
      after->status = FOYER_REFUND_DROPPED;
      if (!foyer_transaction_update (transaction, before, after, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * foyer_event_cancel_store_can_revive:
 * @db: a connection
 * @event: a cancelled event
 * @can: (out): whether the journal reaches back to its cancellation, so that its tickets come back
 * when it is restored
 * @error: return location
 *
 * To be told before somebody restores it. Bounded by the number of cancellations in the journal.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_event_cancel_store_can_revive (FoyerDatabase *db,
                                     const FoyerEvent *event,
                                     gboolean *can,
                                     GError **error)
{
  gint64 change_set;

  if (!find_cancellation (db, event, &change_set, error))
    return FALSE;
  *can = change_set != 0;
  return TRUE;
}

/**
 * foyer_event_cancel_store_restore:
 * @transaction: a transaction
 * @event_id: a cancelled event
 * @n_tickets: (out) (optional): how many tickets are good again; -1 when the journal does not
 * reach back and they stay cancelled
 * @error: return location
 *
 * The event is what it was before it was cancelled. The tickets that the cancellation took come
 * back, but for those whose refund was confirmed; when the journal does not reach back to it, they
 * stay cancelled. Prepared messages and proposed refunds are dropped.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_event_cancel_store_restore (FoyerTransaction *transaction,
                                  const FoyerUuid *event_id,
                                  gint64 *n_tickets,
                                  GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) before = foyer_event_acts_get (db, event_id, error);
  g_autoptr (FoyerEvent) after = foyer_event_copy (before);
  gint64 n_revived = 0;
  gint64 change_set;

  if (before == NULL)
    return FALSE;
  if (before->status != FOYER_EVENT_CANCELLED)
    return conflict (error, _ ("The event is not cancelled."));
  if (!find_cancellation (db, before, &change_set, error))
    return FALSE;
  after->status = before->published_at != FOYER_NONE ? FOYER_EVENT_PUBLISHED : FOYER_EVENT_DRAFT;
  after->cancelled_at = FOYER_NONE;
  if (!foyer_transaction_update (transaction, before, after, error) ||
      !drop_prepared (transaction, event_id, error) ||
      (change_set != 0 && !revive_tickets (transaction, event_id, change_set, &n_revived, error)))
    return FALSE;
  if (n_tickets != NULL)
    *n_tickets = change_set != 0 ? n_revived : -1;
  return TRUE;
}

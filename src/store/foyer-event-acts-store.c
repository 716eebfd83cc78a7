/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-acts-store.h"

#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-ticket-code.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
conflict (GError **error, const char *sentence)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT, sentence);
  return FALSE;
}

/**
 * foyer_event_acts_get:
 * @db: a connection
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full): the event; %NULL with error, NOT_FOUND when it was deleted
 */
FoyerEvent *
foyer_event_acts_get (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, error);

  if (event != NULL && event->row.deleted_at != FOYER_NONE)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           _ ("This event was deleted in the meantime."));
      return NULL;
    }
  return g_steal_pointer (&event);
}

static GPtrArray *
check_event (FoyerDatabase *db, const FoyerEvent *event, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) tiers = foyer_event_store_tiers (db, &event->row.id, error);
  g_autoptr (GPtrArray) questions = NULL;

  if (tiers == NULL)
    return NULL;
  questions = foyer_event_store_questions (db, &event->row.id, error);
  return questions != NULL ? foyer_publish_check (event, tiers, questions, now) : NULL;
}

/**
 * foyer_event_acts_check:
 * @db: a connection
 * @event_id: an event
 * @now: the moment at which it is to be published
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerPublishItem): its checklist, empty when all is well;
 * %NULL with error
 */
GPtrArray *
foyer_event_acts_check (FoyerDatabase *db, const FoyerUuid *event_id, gint64 now, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_event_acts_get (db, event_id, error);

  return event != NULL ? check_event (db, event, now, error) : NULL;
}

/* All that must be mended, in words. */
static gboolean
refuse_by_checklist (const GPtrArray *items, GError **error)
{
  g_autoptr (GString) reasons = g_string_new (_ ("The event cannot be published yet."));

  for (guint i = 0; i < items->len; i++)
    {
      const FoyerPublishItem *item = items->pdata[i];

      if (foyer_publish_problem_get_severity (item->problem) == FOYER_PUBLISH_MUST)
        {
          g_autofree char *sentence = foyer_publish_item_dup_sentence (item);

          g_string_append_printf (reasons, " %s", sentence);
        }
    }
  return conflict (error, reasons->str);
}

/**
 * foyer_event_acts_publish:
 * @transaction: a transaction
 * @event_id: an event
 * @now: the time
 * @error: return location
 *
 * Returns: %FALSE with error: CONFLICT has the sentences of what must be mended first
 */
gboolean
foyer_event_acts_publish (FoyerTransaction *transaction,
                          const FoyerUuid *event_id,
                          gint64 now,
                          GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) before = foyer_event_acts_get (db, event_id, error);
  g_autoptr (FoyerEvent) after = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (before == NULL)
    return FALSE;
  if (before->status == FOYER_EVENT_PUBLISHED)
    return TRUE;
  if (before->is_template)
    return conflict (error, _ ("A template is not published. Start an event from it."));
  if (before->status == FOYER_EVENT_CANCELLED)
    return conflict (error, _ ("The event is cancelled. Restore it first."));
  items = check_event (db, before, now, error);
  if (items == NULL)
    return FALSE;
  if (!foyer_publish_is_possible (items))
    return refuse_by_checklist (items, error);

  after = foyer_event_copy (before);
  after->status = FOYER_EVENT_PUBLISHED;
  after->published_at = now;
  after->archived_at = FOYER_NONE;
  return foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_event_acts_unpublish:
 * @transaction: a transaction
 * @event_id: an event
 * @error: return location
 *
 * It is a draft again. Tickets that were sold stay good.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_event_acts_unpublish (FoyerTransaction *transaction,
                            const FoyerUuid *event_id,
                            GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) before = foyer_event_acts_get (db, event_id, error);
  g_autoptr (FoyerEvent) after = foyer_event_copy (before);

  if (before == NULL)
    return FALSE;
  if (before->status == FOYER_EVENT_CANCELLED)
    return conflict (error, _ ("The event is cancelled. Restore it first."));
  after->status = FOYER_EVENT_DRAFT;
  after->published_at = FOYER_NONE;
  return foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_event_acts_set_archived:
 * @transaction: a transaction
 * @event_id: an event
 * @is_archived: whether it leaves the lists
 * @now: the time
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_event_acts_set_archived (FoyerTransaction *transaction,
                               const FoyerUuid *event_id,
                               gboolean is_archived,
                               gint64 now,
                               GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) before = foyer_event_acts_get (db, event_id, error);
  g_autoptr (FoyerEvent) after = foyer_event_copy (before);

  if (before == NULL)
    return FALSE;
  if (is_archived == (before->archived_at != FOYER_NONE))
    return TRUE;
  after->archived_at = is_archived ? now : FOYER_NONE;
  return foyer_transaction_update (transaction, before, after, error);
}

static gboolean
count_test_tickets (FoyerDatabase *db, const FoyerUuid *event_id, guint *n, GError **error)
{
  static const char sql[] = "SELECT qr_code FROM tickets WHERE event_id = ?1 AND status <> "
                            "'CANCELLED' AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id, sizeof *event_id, SQLITE_STATIC);
  for (*n = 0; (code = foyer_database_step (db, statement, error)) == SQLITE_ROW;)
    *n += foyer_ticket_code_examine ((const char *) sqlite3_column_text (statement, 0), NULL, 0,
                                     NULL) == FOYER_CODE_TEST;
  return code == SQLITE_DONE;
}

/**
 * foyer_event_acts_check_end_test:
 * @db: a connection
 * @event_id: an event that is a test
 * @error: return location
 *
 * What was sold while it was one would count then, though no door takes it. Not for the main
 * thread.
 *
 * Returns: %FALSE with error: CONFLICT with a sentence while tickets of the test stand
 */
gboolean
foyer_event_acts_check_end_test (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autofree char *sentence = NULL;
  guint n;

  if (!count_test_tickets (db, event_id, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  sentence = g_strdup_printf (
      ngettext ("%'u ticket was sold as a test, and would count then. Give its money back or "
                "cancel it first.",
                "%'u tickets were sold as a test, and would count then. Give their money back or "
                "cancel them first.",
                n),
      n);
  return conflict (error, sentence);
}

/**
 * foyer_event_acts_set_test:
 * @transaction: a transaction
 * @event_id: an event
 * @is_test: whether people only practise with it
 * @error: return location
 *
 * Returns: %FALSE with error: see foyer_event_acts_check_end_test ()
 */
gboolean
foyer_event_acts_set_test (FoyerTransaction *transaction,
                           const FoyerUuid *event_id,
                           gboolean is_test,
                           GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) before = foyer_event_acts_get (db, event_id, error);
  g_autoptr (FoyerEvent) after = foyer_event_copy (before);

  if (before == NULL || (before->is_test && !is_test &&
                         !foyer_event_acts_check_end_test (db, event_id, error)))
    return FALSE;
  after->is_test = !!is_test;
  return foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_event_acts_rename:
 * @transaction: a transaction
 * @event_id: an event or a template
 * @title: what it is to be called; its slug stays
 * @error: return location
 *
 * Returns: %FALSE with error, INVALID with a sentence
 */
gboolean
foyer_event_acts_rename (FoyerTransaction *transaction,
                         const FoyerUuid *event_id,
                         const char *title,
                         GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) before = foyer_event_acts_get (db, event_id, error);
  g_autoptr (FoyerEvent) after = foyer_event_copy (before);
  g_autofree char *stripped = g_strstrip (g_strdup (title));

  if (before == NULL)
    return FALSE;
  if (*stripped == '\0' || g_utf8_strlen (stripped, -1) > FOYER_EVENT_TITLE_MAX)
    {
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                   _ ("A title has one to %d characters."), FOYER_EVENT_TITLE_MAX);
      return FALSE;
    }
  g_free (after->title);
  after->title = g_steal_pointer (&stripped);
  return foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_event_acts_delete:
 * @transaction: a transaction
 * @event_id: an event or a template
 * @error: return location
 *
 * What belongs to it stays in the replica, and comes back with it when that is undone.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_event_acts_delete (FoyerTransaction *transaction, const FoyerUuid *event_id, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) event = foyer_event_acts_get (db, event_id, error);

  return event != NULL && foyer_transaction_remove (transaction, event, error);
}

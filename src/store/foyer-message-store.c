/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-message-store.h"

#include "foyer-row-store.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_message_store_find:
 * @db: a connection
 * @event_id: an event
 * @kind: what it is about
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the newest living message that was not dropped; %NULL
 * without error when there is none
 */
FoyerMessage *
foyer_message_store_find (FoyerDatabase *db,
                          const FoyerUuid *event_id,
                          FoyerMessageKind kind,
                          GError **error)
{
  g_autoptr (GPtrArray) messages = foyer_row_store_list (db, &FOYER_MESSAGE_TYPE, event_id, error);

  for (guint i = messages != NULL ? messages->len : 0; i > 0; i--)
    {
      const FoyerMessage *message = messages->pdata[i - 1];

      if (message->kind == kind && message->status != FOYER_MESSAGE_DROPPED)
        return foyer_message_copy (message);
    }
  return NULL;
}

/**
 * foyer_message_store_edit:
 * @transaction: a transaction
 * @key: a prepared message
 * @subject: its subject
 * @body: its text
 * @error: return location
 *
 * Returns: %FALSE with error: INVALID without a subject, CONFLICT when it was sent
 */
gboolean
foyer_message_store_edit (FoyerTransaction *transaction,
                          gint64 key,
                          const char *subject,
                          const char *body,
                          GError **error)
{
  g_autoptr (FoyerMessage) before =
      foyer_row_store_get (foyer_transaction_get_db (transaction), &FOYER_MESSAGE_TYPE, key, error);
  g_autoptr (FoyerMessage) after = foyer_message_copy (before);

  if (before == NULL)
    return FALSE;
  if (before->status == FOYER_MESSAGE_SENT)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                           _ ("The message was sent already."));
      return FALSE;
    }
  g_free (after->subject);
  g_free (after->body);
  after->subject = g_strstrip (g_strdup (subject));
  after->body = g_strdup (body);
  if (*after->subject == '\0')
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                           _ ("A message needs a subject."));
      return FALSE;
    }
  return foyer_transaction_update (transaction, before, after, error);
}

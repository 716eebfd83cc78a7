/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-door-task.h"

#include "foyer-answers.h"
#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-sale-part-store.h"
#include "foyer-sale-store.h"
#include "foyer-ticket-store.h"

#include <glib/gi18n-lib.h>

FoyerDoorTask *
foyer_door_task_new (const FoyerUuid *event_id, const FoyerUuid *list_id, FoyerDirection direction)
{
  FoyerDoorTask *task = g_new0 (FoyerDoorTask, 1);

  task->event_id = *event_id;
  task->list_id = *list_id;
  task->direction = direction;
  task->method = FOYER_METHOD_QR_SCAN;
  return task;
}

void
foyer_door_task_free (FoyerDoorTask *task)
{
  if (task == NULL)
    return;
  g_free (task->code);
  g_free (task->us_code);
  g_free (task->reason);
  g_strfreev (task->questions);
  g_strfreev (task->answers);
  foyer_ticket_free (task->walk_in);
  g_free (task);
}

gboolean
foyer_door_task_sells (const FoyerDoorTask *task)
{
  return task->walk_in != NULL || !foyer_uuid_is_nil (&task->pays_order);
}

static gboolean
is_known (FoyerDatabase *db, const char *raw)
{
  g_autofree char *code = foyer_scan_clean (raw, -1);
  g_autoptr (GPtrArray) tickets = NULL;
  FoyerCodeClaims claims;

  if (code == NULL)
    return FALSE;
  tickets = foyer_ticket_store_find_code (db, code, NULL);
  if (tickets != NULL && tickets->len > 0)
    return TRUE;
  /* without keys a code that has our form is FORGED or better; what has not is FOREIGN */
  return foyer_ticket_code_examine (code, NULL, 0, &claims) != FOYER_CODE_FOREIGN &&
         foyer_ticket_code_examine (code, NULL, 0, &claims) != FOYER_CODE_UNREADABLE;
}

/* A wedge scanner types positions. The layout's reading is taken unless only the US reading means
 * something: a ticket known here, or the form of our own codes. */
static const char *
choose_reading (FoyerDatabase *db, const FoyerDoorTask *task)
{
  if (task->code == NULL || task->us_code == NULL)
    return task->code;
  if (!is_known (db, task->code) && (is_known (db, task->us_code) || !g_str_is_ascii (task->code)))
    return task->us_code;
  return task->code;
}

static gboolean
write_answers (FoyerDatabase *db, const FoyerDoorTask *task, GError **error)
{
  g_autoptr (FoyerTicket) ticket = NULL;
  g_autoptr (FoyerTransaction) transaction = NULL;

  if (task->questions == NULL)
    return TRUE;
  ticket = foyer_row_store_find (db, &FOYER_TICKET_TYPE, &task->ticket_id, error);
  if (ticket == NULL)
    return FALSE;
  transaction = foyer_transaction_begin (db, "answer-questions", error);
  if (transaction == NULL)
    return FALSE;
  for (guint i = 0; task->questions[i] != NULL; i++)
    if (!foyer_ticket_store_set_answer (transaction, ticket->row.key, task->questions[i],
                                        task->answers[i], error))
      return FALSE;
  return foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/* scan: how they come in. */
static gboolean
add_walk_in (FoyerDatabase *db,
             FoyerDoorTask *task,
             const FoyerScanRequest *scan,
             FoyerScanResult **scanned,
             GError **error)
{
  const FoyerWalkInRequest request = { task->walk_in, task->payment, task->actor, scan };
  g_autoptr (FoyerTicket) ticket = NULL;

  if (task->walk_in == NULL || !foyer_uuid_is_nil (&task->ticket_id))
    return TRUE;
  ticket = foyer_walk_in_store_add (db, &request, NULL, scanned, error);
  if (ticket == NULL)
    return FALSE;
  task->ticket_id = ticket->row.id;
  return TRUE;
}

/* All that is due, as at the box office. Where it was paid meanwhile, here or elsewhere, nothing is
 * taken: the scan tells. */
static gboolean
pay_order (FoyerDatabase *db, FoyerDoorTask *task, GError **error)
{
  const FoyerTender tender = { .method = task->method_paid,
                               .amount = FOYER_NONE,
                               .tendered = FOYER_NONE };
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerSaleResult) part = NULL;

  if (foyer_uuid_is_nil (&task->pays_order))
    return TRUE;
  part = foyer_sale_part_store_load (db, &task->pays_order, error);
  if (part == NULL)
    return FALSE;
  if (part->order->status == FOYER_ORDER_PENDING || part->order->status == FOYER_ORDER_EXPIRED)
    {
      transaction = foyer_transaction_begin (db, FOYER_TILL_KIND_SALE, error);
      if (transaction == NULL ||
          !foyer_sale_store_pay (transaction, &task->pays_order, &tender, part->due > 0 ? 1 : 0,
                                 FALSE, &task->actor, NULL, error) ||
          !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
        return FALSE;
    }
  task->pays_order = (FoyerUuid){ 0 };
  return TRUE;
}

static GPtrArray *
find_missing_questions (FoyerDatabase *db, const FoyerDoorTask *task, const FoyerTicket *ticket)
{
  g_autoptr (GPtrArray) all = foyer_event_store_questions (db, &task->event_id, NULL);
  GPtrArray *missing = g_ptr_array_new_with_free_func (foyer_row_free);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const FoyerQuestion *question = g_ptr_array_index (all, i);
      g_autofree char *answer = foyer_answers_dup (ticket->answers, question->code);

      if (foyer_question_is_due_at_door (question) &&
          foyer_question_asks_tier (question, &ticket->tier_id) &&
          (answer == NULL || *answer == '\0'))
        g_ptr_array_add (missing, foyer_question_copy (question));
    }
  return missing;
}

static void
add_context (FoyerDatabase *db, const FoyerDoorTask *task, FoyerDoorAnswer *answer)
{
  const FoyerScanResult *result = answer->result;
  g_autoptr (FoyerCheckInList) list = NULL;

  answer->direction = task->direction;
  if (result->check_in != NULL)
    list = foyer_row_store_find (db, &FOYER_CHECK_IN_LIST_TYPE, &result->check_in->list_id, NULL);
  if (list != NULL)
    {
      answer->list_name = g_strdup (list->name);
      answer->max_inside = list->max_inside;
    }
  if (result->verdict == FOYER_VERDICT_ANSWERS_REQUIRED && result->ticket != NULL)
    answer->questions = find_missing_questions (db, task, result->ticket);
}

gpointer
foyer_door_task_run (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  FoyerDoorTask *task = data;
  FoyerScanRequest request = { 0 };
  FoyerScanResult *result = NULL;
  FoyerDoorAnswer *answer;

  request.event_id = task->event_id;
  request.list_id = task->list_id;
  request.direction = task->direction;
  request.method = task->method;
  request.override = task->override;
  request.reason = task->reason;
  request.time = FOYER_NONE;
  if (!add_walk_in (db, task, &request, &result, error) || !pay_order (db, task, error) ||
      !write_answers (db, task, error))
    return NULL;
  request.ticket_id = task->ticket_id;
  request.code = choose_reading (db, task);
  if (result == NULL)
    result = foyer_check_in_store_scan (db, &request, error);
  if (result == NULL)
    return NULL;
  answer = foyer_door_answer_new (result);
  answer->is_walk_in = task->walk_in != NULL;
  add_context (db, task, answer);
  return answer;
}

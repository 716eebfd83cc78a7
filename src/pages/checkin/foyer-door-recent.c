/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-door-recent.h"

#include "foyer-row-store.h"

static FoyerDoorAnswer *
make_answer (FoyerDatabase *db,
             FoyerCheckIn  *fact)
{
  FoyerScanResult *result = g_new0 (FoyerScanResult, 1);
  g_autoptr (FoyerCheckInList) list = foyer_row_store_find (db, &FOYER_CHECK_IN_LIST_TYPE, &fact->list_id, NULL);
  FoyerDoorAnswer *answer;

  result->verdict = fact->verdict;
  result->override = foyer_verdict_get_override (fact->verdict);
  result->time = fact->time;
  result->code = g_strdup (fact->code != NULL ? fact->code : "");
  result->valid_from = list != NULL ? list->opens_at : FOYER_NONE;
  result->valid_until = list != NULL ? list->closes_at : FOYER_NONE;
  result->check_in = foyer_check_in_copy (fact);
  if (!foyer_uuid_is_nil (&fact->ticket_id))
    result->ticket = foyer_row_store_find (db, &FOYER_TICKET_TYPE, &fact->ticket_id, NULL);
  if (result->ticket != NULL && !foyer_uuid_is_nil (&result->ticket->tier_id))
    result->tier = foyer_row_store_find (db, &FOYER_TIER_TYPE, &result->ticket->tier_id, NULL);
  if (result->ticket != NULL && !foyer_uuid_is_nil (&result->ticket->order_id))
    result->order = foyer_row_store_find (db, &FOYER_ORDER_TYPE, &result->ticket->order_id, NULL);

  answer = foyer_door_answer_new (result);
  answer->direction = fact->direction;
  if (list != NULL)
    {
      if (fact->verdict == FOYER_VERDICT_ALREADY_IN)
        result->earlier_list = g_strdup (list->name);
      answer->list_name = g_strdup (list->name);
      answer->max_inside = list->max_inside;
    }
  return answer;
}

GPtrArray *
foyer_door_recent (FoyerDatabase    *db,
                   const FoyerUuid  *event_id,
                   const FoyerUuid  *list_id,
                   guint             n,
                   GError          **error)
{
  g_autoptr (GPtrArray) facts = foyer_check_in_store_recent (db, event_id, list_id, n, error);
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GHashTable) undone = NULL;

  if (facts == NULL)
    return NULL;
  answers = g_ptr_array_new_with_free_func (g_object_unref);
  undone = g_hash_table_new (foyer_uuid_hash, foyer_uuid_equal);
  for (guint i = 0; i < facts->len; i++)
    {
      FoyerCheckIn *fact = g_ptr_array_index (facts, i);
      FoyerDoorAnswer *answer;

      if (fact->direction == FOYER_DIRECTION_UNDO)
        {
          g_hash_table_add (undone, &fact->undoes_id);
          continue;
        }
      answer = make_answer (db, fact);
      answer->is_undone = g_hash_table_contains (undone, &fact->row.id);
      g_ptr_array_add (answers, answer);
    }
  return g_steal_pointer (&answers);
}

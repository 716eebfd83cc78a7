/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-plain-act.h"

#include "foyer-event-acts-store.h"
#include "foyer-event-cancel-store.h"
#include "foyer-time.h"

static const char *const kinds[] = {
  [FOYER_EVENT_ACT_PUBLISH] = "publish-event",
  [FOYER_EVENT_ACT_UNPUBLISH] = "unpublish-event",
  [FOYER_EVENT_ACT_RESTORE] = "restore-event",
  [FOYER_EVENT_ACT_ARCHIVE] = "archive-event",
  [FOYER_EVENT_ACT_UNARCHIVE] = "unarchive-event",
  [FOYER_EVENT_ACT_START_TEST] = "test-event",
  [FOYER_EVENT_ACT_END_TEST] = "test-event",
  [FOYER_EVENT_ACT_DELETE] = "delete-event",
  [FOYER_EVENT_ACT_DELETE_TEMPLATE] = "delete-template",
};

/**
 * foyer_event_plain_act_get_kind:
 * @act: what is done
 *
 * Returns: the kind of its transaction
 */
const char *
foyer_event_plain_act_get_kind (FoyerEventAct act)
{
  g_return_val_if_fail ((guint) act < G_N_ELEMENTS (kinds), NULL);

  return kinds[act];
}

/**
 * foyer_event_plain_act_run:
 * @act: what is done
 * @transaction: a transaction of its kind
 * @event_id: an event
 * @n_tickets: (out): of a restored event: how many tickets are good again; -1 when nobody knows any
 * more which; 0 of any other act
 * @error: return location
 *
 * Now, where it depends on the time.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_event_plain_act_run (FoyerEventAct act,
                           FoyerTransaction *transaction,
                           const FoyerUuid *event_id,
                           gint64 *n_tickets,
                           GError **error)
{
  gint64 now = foyer_time_now ();

  *n_tickets = 0;
  switch (act)
    {
    case FOYER_EVENT_ACT_PUBLISH:
      return foyer_event_acts_publish (transaction, event_id, now, error);
    case FOYER_EVENT_ACT_UNPUBLISH:
      return foyer_event_acts_unpublish (transaction, event_id, error);
    case FOYER_EVENT_ACT_RESTORE:
      return foyer_event_cancel_store_restore (transaction, event_id, n_tickets, error);
    case FOYER_EVENT_ACT_ARCHIVE:
    case FOYER_EVENT_ACT_UNARCHIVE:
      return foyer_event_acts_set_archived (transaction, event_id, act == FOYER_EVENT_ACT_ARCHIVE,
                                            now, error);
    case FOYER_EVENT_ACT_START_TEST:
    case FOYER_EVENT_ACT_END_TEST:
      return foyer_event_acts_set_test (transaction, event_id, act == FOYER_EVENT_ACT_START_TEST,
                                        error);
    case FOYER_EVENT_ACT_DELETE:
    case FOYER_EVENT_ACT_DELETE_TEMPLATE:
      return foyer_event_acts_delete (transaction, event_id, error);
    }
  g_return_val_if_reached (FALSE);
}

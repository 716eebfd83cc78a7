/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-transaction.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* What is done to an event without a choice: windows and foyerctl do the same, by the same name in
 * the journal. */
typedef enum
{
  FOYER_EVENT_ACT_PUBLISH,
  FOYER_EVENT_ACT_UNPUBLISH,
  FOYER_EVENT_ACT_RESTORE, /* from being cancelled */
  FOYER_EVENT_ACT_ARCHIVE,
  FOYER_EVENT_ACT_UNARCHIVE,
  FOYER_EVENT_ACT_START_TEST,
  FOYER_EVENT_ACT_END_TEST,
  FOYER_EVENT_ACT_DELETE,
  FOYER_EVENT_ACT_DELETE_TEMPLATE,
} FoyerEventAct;

const char *foyer_event_plain_act_get_kind (FoyerEventAct act);
gboolean foyer_event_plain_act_run (FoyerEventAct act,
                                    FoyerTransaction *transaction,
                                    const FoyerUuid *event_id,
                                    gint64 *n_tickets,
                                    GError **error);

G_END_DECLS

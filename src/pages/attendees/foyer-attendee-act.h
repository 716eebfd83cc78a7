/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-progress.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* What is done to a selection of attendees. Each is one transaction on the database thread, however many they are. */
typedef enum
{
  FOYER_ACT_CHECK_IN,
  FOYER_ACT_CANCEL,
  FOYER_ACT_RESTORE,
  FOYER_ACT_MARK_RESEND,
  FOYER_ACT_UNMARK_RESEND,
} FoyerAttendeeAct;

typedef struct
{
  guint  n_done;
  guint  n_left;     /* for whom it made no sense: in already, cancelled already, not to be admitted */
  gint64 change_set; /* 0 when nothing was written */
} FoyerAttendeeOutcome;

/* keys: (element-type gint64). */
void                  foyer_attendee_act_async  (FoyerReplica             *replica,
                                                 FoyerAttendeeAct          act,
                                                 const FoyerUuid          *event_id,
                                                 GArray                   *keys,
                                                 FoyerProgressFunc         progress,
                                                 gpointer                  progress_data,
                                                 GCancellable             *cancellable,
                                                 GAsyncReadyCallback       callback,
                                                 gpointer                  user_data);
FoyerAttendeeOutcome *foyer_attendee_act_finish (GAsyncResult             *result,
                                                 GError                  **error);

G_END_DECLS

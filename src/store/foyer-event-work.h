/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-row.h"

G_BEGIN_DECLS

/* Events that are no longer on their server, deleted there or taken from this person, of which
 * something was done here that was not told. They stay until somebody has decided. */
typedef struct
{
  FoyerUuid event_id;
  gint64 server_key;
  GPtrArray *kinds; /* (element-type FoyerQueueKind): what was done, by kind */
  gint64 time; /* when something of it was done last, microseconds since the epoch; FOYER_NONE */
} FoyerEventWork;

void foyer_event_work_free (FoyerEventWork *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEventWork, foyer_event_work_free)

/* (element-type FoyerEventWork) */
GPtrArray *foyer_event_work_list (FoyerDatabase *db, GError **error);
/* (nullable): of one event; NULL without error when nothing of it waits. */
FoyerEventWork *foyer_event_work_find (FoyerDatabase *db,
                                       gint64 server_key,
                                       const FoyerUuid *event_id,
                                       GError **error);
/* From now on it is an event of this replica alone. */
gboolean foyer_event_work_keep (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);
/* Is erased, with what was done. */
gboolean foyer_event_work_let_go (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);

G_END_DECLS

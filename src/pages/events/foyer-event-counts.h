/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* How many tickets events have: FoyerUuid to gint64. */
GHashTable *foyer_event_counts_new (void);
/* A GTaskThreadFunc; its data is the replica's path, it gives such a table. */
void
foyer_event_counts_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable);

G_END_DECLS

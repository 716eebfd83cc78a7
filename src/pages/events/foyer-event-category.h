/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

G_BEGIN_DECLS

/* The categories to choose from: those that other events have, and usual ones. */
void foyer_event_category_list_async (FoyerReplica *replica,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
char **foyer_event_category_list_finish (FoyerReplica *replica, GAsyncResult *result);

G_END_DECLS

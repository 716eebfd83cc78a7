/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-pending.h"

G_BEGIN_DECLS

/* A set of rows that were told, each with how far the journal was read then: what was done to one
 * after that is still to be told. */
GHashTable *foyer_push_told_new (void);
void foyer_push_told_add (GHashTable *told,
                          const FoyerPendingRow *row,
                          gint64 position,
                          gboolean is_known);
gboolean foyer_push_told_leave (GHashTable *told, FoyerPendingRow *row);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-row.h"

G_BEGIN_DECLS

/* Something of an event that has fewer places than are taken: a tier, shared places, or the event
 * itself. */
typedef struct
{
  gpointer row;              /* (owned): as it is */
  const FoyerColumn *column; /* its number of places */
  char *name;                /* (owned) */
  gint64 total;
  gint64 taken;
} FoyerExcess;

void foyer_excess_free (FoyerExcess *self);
/* Tiers first, in their order; (element-type FoyerExcess). */
GPtrArray *foyer_excess_list (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerExcess, foyer_excess_free)

G_END_DECLS

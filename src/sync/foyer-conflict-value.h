/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-event.h"

G_BEGIN_DECLS

/* A column's value for people: tiers by their name, money as money, times in the event's zone. Main
 * thread: by locale. */
char *foyer_conflict_value_text (FoyerDatabase *db,
                                 const FoyerEvent *event, /* (nullable) */
                                 gconstpointer row,
                                 const FoyerColumn *column);
/* Whether another value can be typed, and that value as it is typed. */
gboolean foyer_conflict_value_can_type (const FoyerRowType *type, const FoyerColumn *column);
char *foyer_conflict_value_draft (const FoyerEvent *event, /* (nullable) */
                                  gconstpointer row,
                                  const FoyerColumn *column);
/* Reads what was typed into the row. FALSE with INVALID and a sentence; the row is as it was then.
 */
gboolean foyer_conflict_value_parse (const FoyerEvent *event, /* (nullable) */
                                     gpointer row,
                                     const FoyerColumn *column,
                                     const char *typed,
                                     GError **error);

G_END_DECLS

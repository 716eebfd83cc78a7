/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-account.h"
#include "foyer-pending.h"

G_BEGIN_DECLS

/* Tells a server what was done here: the journal behind what it was told already.
 *
 *   journal ─▸ pending rows ─▸ 1 check-ins of tickets that it knows
 *                              2 the event and what it is made of, edits of it
 *                              3 sales, tickets and orders that are new
 *                              4 payments, refunds that were given, the books of tills
 *                              5 edits of people’s rows
 *                              6 check-ins of tickets that it learns in 3
 *
 * Each row goes once, as it is now. What is refused is set aside with its reason and holds up no
 * other. Every call may be sent again: nothing is lost when it stops anywhere, and nothing happens
 * twice. Lives as long as the connection to its server. */
typedef struct _FoyerPush FoyerPush;

typedef struct
{
  guint64 n_told; /* rows that the server has now */
  guint n_conflicts;
  guint n_refused;
  guint n_waiting; /* rows that were found and not told yet */
} FoyerPushCount;

/* After each call. FALSE stops, without an error. */
typedef gboolean (*FoyerPushProgress) (const FoyerPushCount *count, gpointer data);

FoyerPush *foyer_push_new (FoyerAccount *account, FoyerDatabase *db, gint64 server_key);
/* Waits for answers, on the thread of the sync. */
gboolean foyer_push_run (FoyerPush *self,
                         FoyerPushProgress progress,
                         gpointer progress_data,
                         FoyerPushCount *count,
                         GCancellable *cancellable,
                         GError **error);
void foyer_push_free (FoyerPush *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPush, foyer_push_free)

G_END_DECLS

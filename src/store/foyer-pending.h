/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-row.h"

G_BEGIN_DECLS

/* What the journal says was written here after a change set, and not by a server: the outbox. A
 * transaction writes its journal, so an act is in the outbox exactly when it is on disk.
 *
 *   change sets   41 pull   42 edit   43 check-in   44 pull   45 edit   …
 *                 └ told ┘  └────────────── pending ──────────────────┘ */
typedef struct _FoyerPending FoyerPending;

/* A value that a row had here in between: the server may have been told it, without an answer. */
typedef struct
{
  FoyerColumnSet column;
  gpointer row; /* (owned): holds this column */
} FoyerPendingOwn;

typedef struct
{
  const FoyerRowType *type;
  gint64 key;
  gint64 change_set;     /* the first that touched it; 0 when it is told again */
  gint64 last_set;       /* the last one, of a row that is not new; else 0, or the last edit */
  gboolean is_new;       /* inserted: all columns are to be told */
  gboolean is_marked;    /* removed or restored */
  gboolean is_set_aside; /* refused, and nobody has touched it since */
  gboolean is_tried;     /* it was refused before: change_set is 0, but it is no history */
  gboolean is_follower;  /* new, but what was done to it since, should the server have it already */
  FoyerColumnSet columns; /* changed; of a row that is new, since then */
  gpointer base;   /* (owned) (nullable): a row that holds these columns as they were before */
  char *told_base; /* (owned) (nullable): what was told of it before, see FoyerPushProblem */
  GArray *own; /* (owned) (nullable) of FoyerPendingOwn: after the base, before what it is now */
} FoyerPendingRow;

FoyerPending *foyer_pending_read (FoyerDatabase *db,
                                  gint64 server_key,
                                  gint64 since,
                                  gint64 up_to,
                                  GError **error);
/* What was written since. */
gboolean
foyer_pending_read_on (FoyerPending *self, FoyerDatabase *db, gint64 up_to, GError **error);
/* NULL when nothing of it is pending. */
const FoyerPendingRow *
foyer_pending_find (FoyerPending *self, const FoyerRowType *type, gint64 key);
/* Those of events that lie on the server, in the order in which they were first touched, without
 * those set aside; (element-type FoyerPendingRow). */
GPtrArray *foyer_pending_list (FoyerPending *self, FoyerDatabase *db, GError **error);
/* Whether anything was set aside. */
gboolean foyer_pending_has_problems (FoyerPending *self);
gboolean foyer_pending_is_empty (FoyerPending *self);
void foyer_pending_free (FoyerPending *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPending, foyer_pending_free)

G_END_DECLS

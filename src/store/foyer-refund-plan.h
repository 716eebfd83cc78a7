/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cashier-store.h"
#include "foyer-refund-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 key;    /* of the refund */
  gint64 amount; /* minor units */
  guint  way;    /* a FoyerPayMethod or FoyerRefundWay */
} FoyerRefundTask;

/* All that is still proposed, as of one moment. A job over it needs no memory of its own: what is done is not proposed any more, so
 * that it goes on where it was, also after a power cut. */
typedef struct
{
  GArray *tasks;                       /* (owned) of FoyerRefundTask, in the order they were made */
  gint64  n[FOYER_N_REFUND_WAYS];
  gint64  amount[FOYER_N_REFUND_WAYS]; /* 0 when there are several currencies */
  gint64  n_orders;
  char    currency[4];                 /* of all; empty for none or several */
} FoyerRefundPlan;

/* Not for the main thread: an event may have very many. */
FoyerRefundPlan *foyer_refund_plan_read       (FoyerDatabase         *db,
                                               const FoyerUuid       *event_id,
                                               GCancellable          *cancellable,
                                               GError               **error);
void             foyer_refund_plan_free       (FoyerRefundPlan       *self);
/* Does one of them, in a transaction of its own. change_set: (out) (optional). */
gboolean         foyer_refund_plan_settle     (FoyerDatabase         *db,
                                               const FoyerRefundTask *task,
                                               const FoyerTillActor  *actor,
                                               gint64                *change_set,
                                               GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRefundPlan, foyer_refund_plan_free)

G_END_DECLS

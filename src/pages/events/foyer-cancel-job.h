/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-cancel-store.h"
#include "foyer-refund-store.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* What cancelling an event would do. */
typedef struct
{
  FoyerEventStake stake;
  GPtrArray      *refunds; /* (owned) (element-type FoyerRefundEntry) the first of them */
} FoyerCancelPlan;

#define FOYER_CANCEL_PLAN_REFUNDS 100

void             foyer_cancel_plan_free    (FoyerCancelPlan      *self);
void             foyer_cancel_plan_async   (FoyerReplica         *replica,
                                            const FoyerUuid      *event_id,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
FoyerCancelPlan *foyer_cancel_plan_finish  (FoyerReplica         *replica,
                                            GAsyncResult         *result,
                                            GError              **error);

/* Cancelling, on the way. */
typedef struct _FoyerCancelJob FoyerCancelJob;

FoyerCancelJob  *foyer_cancel_job_new          (const FoyerUuid        *event_id,
                                                const FoyerEventCancel *how); /* copied */
FoyerCancelJob  *foyer_cancel_job_ref          (FoyerCancelJob         *self);
void             foyer_cancel_job_unref        (FoyerCancelJob         *self);
void             foyer_cancel_job_run_async    (FoyerCancelJob         *self,
                                                FoyerReplica           *replica,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
/* FALSE with error; then nothing happened. */
gboolean         foyer_cancel_job_finish       (FoyerCancelJob         *self,
                                                FoyerReplica           *replica,
                                                GAsyncResult           *result,
                                                gint64                 *change_set,
                                                GError                **error);
/* 0 to 1. Any thread. */
double           foyer_cancel_job_get_fraction (FoyerCancelJob         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCancelPlan, foyer_cancel_plan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCancelJob, foyer_cancel_job_unref)

G_END_DECLS

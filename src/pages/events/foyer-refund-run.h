/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-refund-plan.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* Goes through proposed refunds, a few at a time and each in a transaction of its own: it can be paused, stopped, killed, and the
 * next one goes on where it was. No widgets.
 *
 *   new ── start ──▸ running ◂── pause ──▸ paused
 *                      ├──── stop ──▸ ended
 *                      └─── all done ─▸ ended
 *
 * Signals "progress": void (self), "ended": void (self). */
#define FOYER_TYPE_REFUND_RUN (foyer_refund_run_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRefundRun, foyer_refund_run, FOYER, REFUND_RUN, GObject)

/* tasks: (element-type FoyerRefundTask), shared. */
FoyerRefundRun *foyer_refund_run_new       (FoyerReplica         *replica,
                                            GArray               *tasks,
                                            const FoyerTillActor *actor);
void            foyer_refund_run_start     (FoyerRefundRun       *self);
void            foyer_refund_run_pause     (FoyerRefundRun       *self,
                                            gboolean              is_paused);
/* What is under way is still done. */
void            foyer_refund_run_stop      (FoyerRefundRun       *self);
gboolean        foyer_refund_run_is_paused (FoyerRefundRun       *self);
gboolean        foyer_refund_run_is_ended  (FoyerRefundRun       *self);
guint           foyer_refund_run_get_total (FoyerRefundRun       *self);
/* So far, those that failed among them. */
guint           foyer_refund_run_get_done  (FoyerRefundRun       *self);
guint           foyer_refund_run_get_failed (FoyerRefundRun      *self);
/* (nullable) why the first of them could not go back. */
const char     *foyer_refund_run_get_error (FoyerRefundRun       *self);
/* The last change set, when all of it can be undone at once: when it was one refund that was only confirmed; else 0. */
gint64          foyer_refund_run_get_change_set (FoyerRefundRun  *self);

G_END_DECLS

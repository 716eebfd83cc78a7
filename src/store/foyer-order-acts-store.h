/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sale-store.h"

G_BEGIN_DECLS

/* What is done to orders after they were sold. Each within a transaction, and each checks and
 * refuses in a sentence. Those that touch money or places write to the till's book: begin these as
 * FOYER_TILL_KIND_ORDER; names and buyers are edits like others. */
#define FOYER_TILL_KIND_ORDER "till-order"

typedef struct
{
  FoyerUuid order_id;
  const FoyerUuid *ticket_ids; /* those that end with it; none: all, when all of the money goes
                                  back, else none */
  guint n_tickets;
  gint64 amount; /* FOYER_NONE: all that was paid for them and did not go back yet */
  int method;    /* a FoyerPayMethod; -1: as it was paid */
  const char *reason;
  gboolean keeps_tickets; /* they stay valid: only with a supervisor's consent, where there are
                             cashiers */
  FoyerTillActor actor;
} FoyerOrderRefund;

/* What can go back, and what should by the event's terms. Minor units. */
typedef struct
{
  gint64 paid;
  gint64 returned;
  gint64 most;
  gint64 proposed;
  gint64 percentage; /* hundredths of a percent */
} FoyerRefundTerms;

void foyer_order_refund_init (FoyerOrderRefund *refund, const FoyerUuid *order_id);
gboolean foyer_order_acts_read_terms (FoyerDatabase *db,
                                      const FoyerUuid *order_id,
                                      const FoyerUuid *ticket_ids, /* none: the order */
                                      guint n_tickets,
                                      FoyerRefundTerms *terms,
                                      GError **error);
gboolean foyer_order_acts_set_buyer (FoyerTransaction *transaction,
                                     const FoyerUuid *order_id,
                                     const char *name,
                                     const char *email,
                                     GError **error);
/* Who comes with it; the code stays. */
gboolean foyer_order_acts_rename (FoyerTransaction *transaction,
                                  const FoyerUuid *ticket_id,
                                  const char *name,
                                  const char *email,
                                  GError **error);
/* To somebody else: the old code dies. ticket: (out) (optional) as it is now. */
gboolean foyer_order_acts_transfer (FoyerTransaction *transaction,
                                    const FoyerUuid *ticket_id,
                                    const char *name,
                                    const char *email,
                                    FoyerTicket **ticket,
                                    GError **error);
/* What a move to another tier costs: below 0: what goes back. */
gboolean foyer_order_acts_read_move (FoyerDatabase *db,
                                     const FoyerUuid *ticket_id,
                                     const FoyerUuid *tier_id,
                                     gint64 *difference,
                                     GError **error);
/* A dearer tier is paid with the tenders; of a cheaper one the rest goes back by method (-1: as it
 * was paid). */
gboolean foyer_order_acts_move (FoyerTransaction *transaction,
                                const FoyerUuid *ticket_id,
                                const FoyerUuid *tier_id,
                                const FoyerTender *tenders,
                                guint n_tenders,
                                int method,
                                const FoyerTillActor *actor,
                                FoyerSaleResult **result,
                                GError **error);
/* Some tickets become an order of their own, with what was paid for them. name, email: (nullable)
 * the same buyer. */
gboolean foyer_order_acts_split (FoyerTransaction *transaction,
                                 const FoyerUuid *order_id,
                                 const FoyerUuid *ticket_ids,
                                 guint n_tickets,
                                 const char *name,
                                 const char *email,
                                 const FoyerTillActor *actor,
                                 FoyerSaleResult **result,
                                 GError **error);
/* No money moves: their places are free again. */
gboolean foyer_order_acts_cancel (FoyerTransaction *transaction,
                                  const FoyerUuid *order_id,
                                  const FoyerUuid *ticket_ids,
                                  guint n_tickets,
                                  const char *reason,
                                  const FoyerTillActor *actor,
                                  GError **error);
gboolean foyer_order_acts_refund (FoyerTransaction *transaction,
                                  const FoyerOrderRefund *refund,
                                  FoyerSaleResult **result,
                                  GError **error);
/* What was paid beyond the price goes back; the order and its tickets stay as they are. method: -1
 * as it was paid, the last first. */
gboolean foyer_order_acts_return_excess (FoyerTransaction *transaction,
                                         const FoyerUuid *order_id,
                                         int method,
                                         const FoyerTillActor *actor,
                                         FoyerSaleResult **result,
                                         GError **error);
/* One of those that a cancelled event proposed: the money goes back, and it is confirmed. For a job
 * over all of them: each in a transaction of its own, so that it goes on where it stopped. */
gboolean foyer_order_acts_pay_refund (FoyerTransaction *transaction,
                                      gint64 refund_key,
                                      int method,
                                      const FoyerTillActor *actor,
                                      FoyerSaleResult **result,
                                      GError **error);

G_END_DECLS

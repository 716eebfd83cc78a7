/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-order.h"
#include "foyer-payment.h"
#include "foyer-till-book.h"

G_BEGIN_DECLS

/* An order and what was paid for it and given back, as of now. Private to the layer. */
typedef struct
{
  FoyerOrder *order;  /* (owned) */
  FoyerEvent *event;  /* (owned) */
  GPtrArray *tickets; /* (owned) (element-type FoyerTicket) that live, by key, cancelled ones too */
  gint64 paid;        /* minor units; of an order whose payments are not known here what it cost */
  gint64 returned;    /* confirmed: what went back for good, not for a cheaper tier */
  gint64 waiting;     /* proposed */
  gint64 sent_back;   /* by payments, for whatever reason */
  gboolean has_payments;
  gboolean has_taken;                   /* one of them came in */
  gint64 net[FOYER_N_PAY_METHODS];      /* paid − returned, by how */
  gint64 rounding[FOYER_N_PAY_METHODS]; /* of that */
  gint64 last_at[FOYER_N_PAY_METHODS];  /* when it was last paid so */
} FoyerOrderMoney;

/* What of a refund is to be written. */
typedef struct
{
  gint64 amount;
  int method;          /* a FoyerPayMethod; -1: as it was paid, the last first */
  FoyerUuid ticket_id; /* nil: of the whole order */
  const char *reason;
  gboolean is_exchange; /* the order costs less now: nothing of it is refunded */
  FoyerUuid carried_to; /* it pays another order in the same way, and no provider sends it back;
                           nil: no */
} FoyerMoneyBack;

FoyerOrderMoney *
foyer_order_money_load (FoyerDatabase *db, const FoyerUuid *order_id, GError **error);
void foyer_order_money_free (FoyerOrderMoney *self);
/* All of its tickets are cancelled; a reservation has none yet. */
gboolean foyer_order_money_is_given_up (const FoyerOrderMoney *self);
/* What is still to be paid. */
/* What went back beyond what came in, as at two desks that were apart: whoever brings it pays it.
 */
gint64 foyer_order_money_get_owed (const FoyerOrderMoney *self);
gint64 foyer_order_money_get_due (const FoyerOrderMoney *self);
/* What came in beyond what it costs, and is not on its way back: it was paid twice. */
gint64 foyer_order_money_get_excess (const FoyerOrderMoney *self);
/* Of each ticket its share of what was paid, by their prices; (element-type gint64). */
GArray *foyer_order_money_share (const FoyerOrderMoney *self);
/* The part of the service fee that was charged on top of the prices of these tickets, as far as
 * they stand. */
gint64 foyer_order_money_share_fee (const FoyerOrderMoney *self, GPtrArray *tickets);
/* Takes tenders: payments and their records. payments: those written are added to it. */
gboolean foyer_order_money_take (FoyerTillBook *book,
                                 const FoyerUuid *order_id,
                                 const char *currency,
                                 const GArray *taken, /* of FoyerTaken */
                                 GPtrArray *payments,
                                 GError **error);
/* What of an amount goes back in each way: as it was paid, or all of it by method (-1: none is
 * said). */
gboolean foyer_order_money_plan (const FoyerOrderMoney *self,
                                 gint64 amount,
                                 int method,
                                 gint64 parts[FOYER_N_PAY_METHODS], /* all 0 */
                                 GError **error);
/* Gives money back: payments, records, refunds, the order's status. proposed: (out) what waits for
 * somebody to send it back online. */
gboolean foyer_order_money_give (FoyerTillBook *book,
                                 FoyerOrderMoney *self,
                                 const FoyerMoneyBack *back,
                                 GPtrArray *payments,
                                 gint64 *proposed,
                                 GError **error);
/* Writes what of the order changed; self->order is then as it is stored. */
gboolean foyer_order_money_update (FoyerTransaction *transaction,
                                   FoyerOrderMoney *self,
                                   FoyerOrder *after,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOrderMoney, foyer_order_money_free)

G_END_DECLS

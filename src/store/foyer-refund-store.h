/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-payment.h"
#include "foyer-refund.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* How the money of a refund goes back. The first are FoyerPayMethod: it was paid in this way alone. */
typedef enum
{
  FOYER_REFUND_WAY_SEVERAL = FOYER_N_PAY_METHODS, /* it was paid in several ways */
  FOYER_REFUND_WAY_UNKNOWN,                       /* it is not known here how */
} FoyerRefundWay;

#define FOYER_N_REFUND_WAYS 7

/* Whether somebody gives it back with their own hands: what was paid online, and what nobody knows, is only confirmed. */
gboolean foyer_refund_way_is_by_hand (guint way);
/* least, greatest: (nullable) of the tokens of its payments' methods. */
guint foyer_refund_way_find (const char *least, const char *greatest);

/* A refund with whose it is. */
typedef struct
{
  FoyerRefund *refund; /* (owned) */
  char *order_number;  /* (owned) (nullable) */
  char *name;  /* (owned) (nullable) of the buyer, or of the guest whose ticket has no order */
  char *email; /* (owned) (nullable) */
  guint way;   /* how it was paid: a FoyerPayMethod or FoyerRefundWay */
} FoyerRefundEntry;

/* Takes the refund, which need not be stored. */
FoyerRefundEntry *foyer_refund_entry_new (FoyerDatabase *db, FoyerRefund *refund);
void foyer_refund_entry_free (FoyerRefundEntry *self);

/* One sum for each status. */
typedef struct
{
  gint64 n[3];      /* by FoyerRefundStatus */
  gint64 amount[3]; /* minor units of currency */
  char
      currency[4]; /* of all refunds; empty when they are none or several, and there is no amount */
} FoyerRefundTotals;

/* Living refunds of an event in the order they were made, after_key and up to limit of them (0 for
 * all); (element-type FoyerRefundEntry). */
GPtrArray *foyer_refund_store_list (FoyerDatabase *db,
                                    const FoyerUuid *event_id,
                                    gint64 after_key,
                                    guint limit,
                                    GError **error);
/* (element-type FoyerRefundEntry): what was proposed and paid out then is there once. */
void foyer_refund_store_leave_out_paid (GPtrArray *entries);
gboolean foyer_refund_store_totals (FoyerDatabase *db,
                                    const FoyerUuid *event_id,
                                    FoyerRefundTotals *totals,
                                    GError **error);
gboolean foyer_refund_store_set_status (FoyerTransaction *transaction,
                                        gint64 key,
                                        FoyerRefundStatus status,
                                        GError **error);
/* All that are proposed; n_set (out) (optional). */
gboolean foyer_refund_store_settle_all (FoyerTransaction *transaction,
                                        const FoyerUuid *event_id,
                                        FoyerRefundStatus status,
                                        guint *n_set,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRefundEntry, foyer_refund_entry_free)

G_END_DECLS

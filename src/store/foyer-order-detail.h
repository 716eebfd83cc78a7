/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-event.h"
#include "foyer-order.h"
#include "foyer-payment.h"

G_BEGIN_DECLS

/* All that one order is: bounded by what one purchase has, for the main thread too. */
typedef struct
{
  FoyerOrder *order;  /* (owned) */
  FoyerEvent *event;  /* (owned) */
  GPtrArray *tickets; /* (owned) (element-type FoyerTicket) that live, by key, cancelled ones too */
  GPtrArray
      *payments;    /* (owned) (element-type FoyerPayment), the oldest first, what went back too */
  GPtrArray *tiers; /* (owned) (element-type FoyerTier) of the event, in order */
  gint64 paid;     /* minor units: what was paid for it, and not for a dearer tier it has no more */
  gint64 returned; /* of that, what went back */
  gint64 waiting;  /* of that, what is to be sent back online */
  gint64 due;      /* still to be paid */
  gint64 excess;   /* what was paid beyond what it costs: twice */
  gint64 net[FOYER_N_PAY_METHODS]; /* by how: paid − returned */
  gboolean has_payments;           /* FALSE: it is not known here how it was paid */
} FoyerOrderDetail;

/* NULL with NOT_FOUND: it was removed. */
FoyerOrderDetail *foyer_order_detail_read (FoyerDatabase *db, gint64 key, GError **error);
void foyer_order_detail_free (FoyerOrderDetail *self);
const char *foyer_order_detail_tier_name (const FoyerOrderDetail *self,
                                          const FoyerUuid *tier_id); /* (nullable) */
/* How many of its tickets stand. */
guint foyer_order_detail_count (const FoyerOrderDetail *self);
/* What of an amount would go back in each way; method: -1 as it was paid. */
gboolean foyer_order_detail_plan (FoyerDatabase *db,
                                  const FoyerUuid *order_id,
                                  gint64 amount,
                                  int method,
                                  gint64 parts[FOYER_N_PAY_METHODS],
                                  GError **error);
/* (element-type gint64) of all living tickets of these orders. Not for the main thread when they
 * are many. */
GArray *foyer_order_detail_ticket_keys (FoyerDatabase *db,
                                        const gint64 *keys,
                                        guint n_keys,
                                        GCancellable *cancellable,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOrderDetail, foyer_order_detail_free)

G_END_DECLS

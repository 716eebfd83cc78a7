/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* What hangs on an event: told before it is cancelled or unpublished. */
typedef struct
{
  gint64 n_tickets;    /* not cancelled */
  gint64 n_arrived;    /* of those, checked in */
  gint64 n_orders;     /* that have such a ticket */
  gint64 n_unpaid;     /* of those, not paid */
  gint64 n_addresses;  /* different e-mail addresses of buyers and guests */
  gint64 n_refunds;    /* that cancelling would propose */
  gint64 refund_total; /* minor units of currency */
  char currency[4];    /* of all refunds; without any the event's; empty when they are several, and
                          there is no total */
} FoyerEventStake;

/* How it is cancelled. */
typedef struct
{
  const char *subject; /* (nullable) of the message to prepare; NULL prepares none */
  const char *body;    /* (nullable) */
  const char *reason;  /* (nullable) of the refunds, for the books */
  gboolean without_refunds;
} FoyerEventCancel;

/* Called now and then, on the thread of the work. */
typedef void (*FoyerEventProgress) (gint64 done, gint64 total, gpointer data);

gboolean foyer_event_cancel_store_survey (FoyerDatabase *db,
                                          const FoyerUuid *event_id,
                                          FoyerEventStake *stake,
                                          GError **error);
/* The refunds that cancelling would propose, not stored, up to limit of them (0 for all);
 * (element-type FoyerRefundEntry). */
GPtrArray *foyer_event_cancel_store_preview (FoyerDatabase *db,
                                             const FoyerUuid *event_id,
                                             guint limit,
                                             GError **error);
/* In one transaction: status, tickets, message, proposed refunds. */
gboolean foyer_event_cancel_store_cancel (FoyerTransaction *transaction,
                                          const FoyerUuid *event_id,
                                          const FoyerEventCancel *how,
                                          gint64 now,
                                          FoyerEventProgress progress, /* (nullable) */
                                          gpointer progress_data,
                                          GCancellable *cancellable,
                                          GError **error);
/* Whether the tickets that the cancellation took can come back: whether the journal reaches back to
 * it. */
gboolean foyer_event_cancel_store_can_revive (FoyerDatabase *db,
                                              const FoyerEvent *event,
                                              gboolean *can,
                                              GError **error);
/* The event takes place after all: n_tickets (out) (optional) come back (-1: the journal does not
 * reach back to which), what was only prepared is dropped. */
gboolean foyer_event_cancel_store_restore (FoyerTransaction *transaction,
                                           const FoyerUuid *event_id,
                                           gint64 *n_tickets,
                                           GError **error);

G_END_DECLS

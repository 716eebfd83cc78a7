/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_REFUND_PROPOSED,
  FOYER_REFUND_CONFIRMED,
  FOYER_REFUND_DROPPED,
} FoyerRefundStatus;

/* Money that is to go back for an order, listed until somebody confirms it. Table refunds. */
typedef struct
{
  FoyerRow          row;
  FoyerUuid         event_id;
  FoyerUuid         order_id;  /* nil when the ticket has none */
  FoyerUuid         ticket_id; /* nil for a whole order */
  gint64            amount;    /* minor units */
  char             *currency;
  char             *reason;
  FoyerRefundStatus status;
} FoyerRefund;

FOYER_DECLARE_ROW (FoyerRefund, refund, REFUND)

G_END_DECLS

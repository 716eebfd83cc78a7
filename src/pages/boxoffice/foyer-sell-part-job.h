/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"
#include "foyer-sale-wishes.h"

G_BEGIN_DECLS

/* What a till does off the main thread with an order that is on disk and not wholly paid. Each
 * answers with the order as it is then. */
typedef enum
{
  FOYER_SELL_PART_LOAD,
  FOYER_SELL_PART_FIND,      /* one that was left in the middle; none: NULL without error */
  FOYER_SELL_PART_PAY,       /* tender: another part, or the rest */
  FOYER_SELL_PART_GIVE_BACK, /* payment_id: of a payment */
  FOYER_SELL_PART_LEAVE,     /* the rest is paid another time, by name */
  FOYER_SELL_PART_ABANDON,   /* nothing of it is paid: its places are free */
} FoyerSellPartAct;

/* The rest of it is copied. */
typedef struct
{
  FoyerSellPartAct act;
  FoyerUuid id; /* of the order; of FIND: of the event */
  const FoyerTender *tender;
  FoyerUuid payment_id;
  const char *name;  /* (nullable) */
  const char *email; /* (nullable) */
  FoyerTillActor actor;
  FoyerSaleWishes *wishes; /* (transfer full) (nullable): of PAY when all is paid, of LEAVE */
} FoyerSellPart;

void foyer_sell_part_job_async (FoyerReplica *replica,
                                const FoyerSellPart *part,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
FoyerSaleResult *foyer_sell_part_job_finish (GAsyncResult *result, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-payment.h"

G_BEGIN_DECLS

/* What happened to an order, as far as this replica knows. */
typedef enum
{
  FOYER_ORDER_FACT_CREATED,         /* channel by the order */
  FOYER_ORDER_FACT_PAID,            /* amount, method, reference */
  FOYER_ORDER_FACT_REFUNDED,        /* amount, method, reason */
  FOYER_ORDER_FACT_REFUND_PROPOSED, /* amount, reason */
  FOYER_ORDER_FACT_REFUND_DROPPED,
  FOYER_ORDER_FACT_VOIDED,     /* tickets that ended: reason */
  FOYER_ORDER_FACT_COPIED,     /* reason: what was printed again */
  FOYER_ORDER_FACT_REPLACED,   /* a ticket's code died: name of who has it now */
  FOYER_ORDER_FACT_ADMITTED,   /* name */
  FOYER_ORDER_FACT_LEFT,       /* name */
  FOYER_ORDER_FACT_MOVED,      /* a ticket went to another tier: reason */
  FOYER_ORDER_FACT_SPLIT_OFF,  /* tickets became another order: its number */
  FOYER_ORDER_FACT_SPLIT_FROM, /* tickets of another order became this one: its number */
} FoyerOrderFactKind;

extern const char
    *const foyer_order_fact_words[]; /* tokens, NULL-terminated, in the enum's order */

typedef struct
{
  FoyerOrderFactKind kind;
  gint64 time;
  gint64 amount;         /* minor units; 0 where there is none */
  FoyerPayMethod method; /* of PAID and REFUNDED */
  char *name;            /* (owned) (nullable) the guest */
  char *text;            /* (owned) (nullable) reason or reference */
  char *cashier;         /* (owned) (nullable) who did it */
  char *approver;        /* (owned) (nullable) who consented */
  char *desk;            /* (owned) (nullable) at which desk, if it was another than this one */
} FoyerOrderFact;

/* (element-type FoyerOrderFact), the oldest first. Bounded by what one order has. */
GPtrArray *foyer_order_timeline_read (FoyerDatabase *db, const FoyerUuid *order_id, GError **error);
void foyer_order_fact_free (FoyerOrderFact *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOrderFact, foyer_order_fact_free)

G_END_DECLS

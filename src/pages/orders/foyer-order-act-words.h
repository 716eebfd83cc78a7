/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-order-detail.h"
#include "foyer-order-job.h"

G_BEGIN_DECLS

/* What a window that does something with an order asks for. */
typedef enum
{
  FOYER_ORDER_ASKS_TICKETS = 1 << 0,
  FOYER_ORDER_ASKS_PERSON  = 1 << 1,
  FOYER_ORDER_ASKS_TIER    = 1 << 2,
  FOYER_ORDER_ASKS_AMOUNT  = 1 << 3,
  FOYER_ORDER_ASKS_METHOD  = 1 << 4,
  FOYER_ORDER_ASKS_REASON  = 1 << 5,
} FoyerOrderAsks;

typedef struct
{
  const char    *title;
  const char    *save_label;
  const char    *hint;
  FoyerOrderAsks asks;
  const char    *reasons[4]; /* NULL-terminated */
} FoyerOrderActWords;

/* What is known when a sentence about it is made. */
typedef struct
{
  const FoyerOrderDetail *detail;
  const FoyerOrderJob    *job;
  guint                   n_tickets;  /* that it is about */
  FoyerRefundTerms        terms;      /* of them */
  gint64                  parts[FOYER_N_PAY_METHODS]; /* of what goes back */
  gboolean                is_planned; /* parts are known */
  gint64                  difference; /* of a move: to be paid; below 0 what goes back */
  gint64                  change;     /* of cash that is handed over */
  gint64                  rest;       /* still to be paid then */
} FoyerOrderPlan;

/* Translated. */
void  foyer_order_act_words         (FoyerOrderAct         act,
                                     FoyerOrderActWords   *words);
/* What will happen to money and tickets. */
char *foyer_order_act_words_plan    (const FoyerOrderPlan *plan);
/* What happened. */
char *foyer_order_act_words_done    (FoyerOrderAct            act,
                                     const FoyerSaleResult   *result); /* (nullable) */

G_END_DECLS

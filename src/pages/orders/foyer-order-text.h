/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-order-list.h"
#include "foyer-order-timeline.h"

G_BEGIN_DECLS

/* What the columns of the table say. */
typedef enum
{
  FOYER_ORDER_FIELD_NUMBER,
  FOYER_ORDER_FIELD_TIME,
  FOYER_ORDER_FIELD_BUYER,
  FOYER_ORDER_FIELD_TICKETS,
  FOYER_ORDER_FIELD_TOTAL,
  FOYER_ORDER_FIELD_PAID,
  FOYER_ORDER_FIELD_STATUS,
  FOYER_ORDER_FIELD_CHANNEL,
  FOYER_N_ORDER_FIELDS,
} FoyerOrderField;

#define FOYER_N_ORDER_STATUSES 5
#define FOYER_N_CHANNELS       4

/* (nullable) */
char       *foyer_order_field_dup     (FoyerOrderField        field,
                                       const FoyerOrderEntry *entry,
                                       GTimeZone             *zone);
const char *foyer_order_status_text   (FoyerOrderStatus       status);
const char *foyer_order_status_icon   (FoyerOrderStatus       status);
const char *foyer_order_status_style  (FoyerOrderStatus       status);
const char *foyer_order_channel_text  (FoyerChannel           channel);
/* Whose order it is, as far as it is known: the buyer, else a guest, else the address. */
const char *foyer_order_text_buyer    (const FoyerOrderEntry *entry);
/* What happened, and below it by whom; (nullable) who. */
char       *foyer_order_fact_text     (const FoyerOrderFact  *fact,
                                       const FoyerOrder      *order,
                                       char                 **who);
const char *foyer_order_fact_icon     (FoyerOrderFactKind     kind);
const char *foyer_order_fact_style    (FoyerOrderFactKind     kind);

G_END_DECLS

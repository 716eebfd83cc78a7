/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_ORDER_PENDING,
  FOYER_ORDER_COMPLETED,
  FOYER_ORDER_REFUNDED,
  FOYER_ORDER_PARTLY_REFUNDED,
  FOYER_ORDER_EXPIRED,
} FoyerOrderStatus;

typedef enum
{
  FOYER_CHANNEL_IMPORT,
  FOYER_CHANNEL_BOX_OFFICE,
  FOYER_CHANNEL_WEB,
  FOYER_CHANNEL_COMPLIMENTARY,
} FoyerChannel;

typedef struct
{
  FoyerRow         row;
  FoyerUuid        event_id;
  char            *order_number; /* unique within the event */
  char            *buyer_name;
  char            *buyer_email;
  gint64           subtotal;     /* minor units, before discount and fee; FOYER_NONE when only the total is known */
  gint64           discount;
  gint64           service_fee;
  gint64           total;        /* minor units */
  char            *currency;
  FoyerOrderStatus status;
  FoyerChannel     channel;
  FoyerUuid        promo_code_id; /* nil for none */
  gint64           created_at;
  gint64           expires_at;   /* until when a PENDING order holds its places; FOYER_NONE: until somebody decides */
  char            *note;         /* why it is complimentary, and whatever else (nullable) */
  char            *lines;        /* JSON: what a reservation holds until it is paid and has tickets (nullable) */
} FoyerOrder;

/* A purchase has no more. */
#define FOYER_ORDER_LINE_MAX 1000

/* So many places of a tier, and what they cost together, minor units. */
typedef struct
{
  FoyerUuid tier_id;
  gint64    quantity;
  gint64    amount;
} FoyerOrderLine;

FOYER_DECLARE_ROW (FoyerOrder, order, ORDER)

GArray *foyer_order_parse_lines (const char *lines);

G_END_DECLS

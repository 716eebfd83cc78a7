/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-tier-sale.h"

G_BEGIN_DECLS

/* Why a cart cannot be sold as it is, or a code does nothing. The words are the interface of foyerctl and of the server. */
typedef enum
{
  FOYER_REFUSAL_EMPTY,
  FOYER_REFUSAL_EVENT_CANCELLED,
  FOYER_REFUSAL_EVENT_OVER,        /* time: since when */
  FOYER_REFUSAL_EVENT_DRAFT,
  FOYER_REFUSAL_UNKNOWN_TIER,
  FOYER_REFUSAL_BAD_QUANTITY,      /* number: what was asked for */
  FOYER_REFUSAL_HIDDEN,
  FOYER_REFUSAL_ENDED,             /* time: when it ended */
  FOYER_REFUSAL_NOT_YET,           /* time: when it starts */
  FOYER_REFUSAL_WAITING,           /* other: the tier it waits for */
  FOYER_REFUSAL_SOLD_OUT,          /* limit: of what */
  FOYER_REFUSAL_NOT_ENOUGH,        /* number: how many are left; limit: of tier or quota */
  FOYER_REFUSAL_OVER_CAPACITY,     /* number: how many the event has left */
  FOYER_REFUSAL_BELOW_MIN,         /* number: the least in one order */
  FOYER_REFUSAL_ABOVE_MAX,         /* number: the most in one order */
  FOYER_REFUSAL_DONATION_TOO_LOW,  /* number: the least, minor units */
  FOYER_REFUSAL_AMOUNT_TOO_HIGH,   /* number: the most, minor units */
  FOYER_REFUSAL_CODE_UNKNOWN,
  FOYER_REFUSAL_CODE_INACTIVE,
  FOYER_REFUSAL_CODE_NOT_YET,      /* time: when it begins */
  FOYER_REFUSAL_CODE_EXPIRED,      /* time: when it ended */
  FOYER_REFUSAL_CODE_USED_UP,      /* number: how often it can be used */
  FOYER_REFUSAL_CODE_USED_BY_BUYER, /* number: how often one person can */
  FOYER_REFUSAL_CODE_NOT_FOR_TIERS,
  FOYER_REFUSAL_CODE_NOT_COMBINED, /* another code saves as much or more, and only one counts */
} FoyerRefusalKind;

extern const char *const foyer_refusal_words[]; /* tokens, NULL-terminated, in the enum's order */

/* A refusal with the facts for a sentence; what a kind does not have is -1, or FOYER_NONE. */
typedef struct
{
  FoyerRefusalKind kind;
  int              item;   /* of the cart: the first of the tier that it is about */
  int              tier;   /* index in the offer */
  int              other;  /* another tier */
  int              code;   /* of the cart's codes */
  gint64           number;
  gint64           time;
  FoyerSaleLimit   limit;
} FoyerRefusal;

void     foyer_refusal_init   (FoyerRefusal     *self,
                               FoyerRefusalKind  kind);
/* Whether the cart cannot be sold; else it can, without what the code would do. */
gboolean foyer_refusal_blocks (FoyerRefusalKind  kind);

G_END_DECLS

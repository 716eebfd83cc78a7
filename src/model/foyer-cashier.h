/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_CASHIER_CASHIER,
  FOYER_CASHIER_SUPERVISOR,
} FoyerCashierRole;

#define FOYER_PIN_MIN 4
#define FOYER_PIN_MAX 12

/* Who sells at an event. Without any nobody is asked who they are. Table cashiers. */
typedef struct
{
  FoyerRow         row;
  FoyerUuid        event_id;
  char            *name;
  FoyerCashierRole role;
  char            *pin_hash;     /* (nullable) Argon2id, as libsodium writes it; NULL: no PIN is asked */
  gint64           refund_limit; /* minor units; FOYER_NONE: nothing for a cashier, anything for a supervisor */
  gboolean         is_inactive;
  gint64           sort_order;
} FoyerCashier;

FOYER_DECLARE_ROW (FoyerCashier, cashier, CASHIER)

/* Whether somebody may give so much back without another's consent. */
gboolean foyer_cashier_may_refund (const FoyerCashier *self,
                                   gint64              amount);
/* 4 to 12 digits. */
gboolean foyer_pin_is_valid       (const char         *pin);
/* Both take about 60 ms and 64 MB: not for the main thread. */
char    *foyer_pin_hash           (const char         *pin);
gboolean foyer_pin_matches        (const char         *pin_hash, /* (nullable): matches any */
                                   const char         *pin);

G_END_DECLS

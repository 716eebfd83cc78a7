/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-sell-desk.h"

G_BEGIN_DECLS

#define FOYER_SELL_DIGITS 4

struct _FoyerSellDesk
{
  GObject parent_instance;

  FoyerReplica *replica; /* (owned) */
  FoyerUuid event_id;
  FoyerSellSight *sight; /* (owned) (nullable) */
  GTimeZone *zone;       /* (owned) (nullable) */
  GArray *tiers;         /* (owned) of FoyerSellTier */
  FoyerTillActor actor;

  FoyerSaleCart *cart; /* (owned) */
  FoyerPrice *price;   /* (owned) of the cart */
  FoyerPrice *scratch; /* (owned) */
  FoyerSellTender *tender; /* (owned) */
  FoyerSaleResult *sold;         /* (owned) (nullable) */
  FoyerSellPhase phase;
  char digits[FOYER_SELL_DIGITS + 1]; /* a quantity, as far as it is typed */
  int chosen;
  char *problem; /* (owned) (nullable) */
  GArray *keys;  /* (owned) of guint: pressed while it was written */

  guint generation; /* of what is looked at: an older answer is stale */
  gboolean is_looking;
  gboolean is_stale;
  gboolean is_holding;
  gboolean is_touched; /* the cart is another than the one that is held */
  gboolean has_lapsed;
  guint lapse_source;
};

void foyer_sell_desk_changed (FoyerSellDesk *self);
void foyer_sell_desk_emit_sold (FoyerSellDesk *self);
void foyer_sell_desk_ask (FoyerSellDesk *self, FoyerSellQuestion question, guint tier);
/* (nullable) problem: a sentence; taken. */
void foyer_sell_desk_take_problem (FoyerSellDesk *self, char *problem);
void foyer_sell_desk_set_problem (FoyerSellDesk *self, const char *problem);
/* The cart is another now: its price, and what it holds. */
void foyer_sell_desk_touch (FoyerSellDesk *self);
void foyer_sell_desk_empty (FoyerSellDesk *self);
/* (nullable) why it cannot be paid, a sentence. */
char *foyer_sell_desk_dup_refusal (FoyerSellDesk *self);

G_END_DECLS

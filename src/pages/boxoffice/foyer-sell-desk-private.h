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

  FoyerSaleCart *cart;     /* (owned) */
  FoyerPrice *price;       /* (owned) of the cart */
  FoyerPrice *scratch;     /* (owned) */
  FoyerSellTender *tender; /* (owned) */
  FoyerSaleResult *sold;   /* (owned) (nullable) */
  FoyerSellPhase phase;
  char digits[FOYER_SELL_DIGITS + 1]; /* a quantity, as far as it is typed */
  int chosen;
  char *problem;        /* (owned) (nullable) */
  gboolean misses_till; /* that is the problem, or that nobody is at it */
  gboolean needs_cashier;
  GArray *keys;         /* (owned) of guint: pressed while it was written */

  guint generation; /* of what is looked at: an older answer is stale */
  gboolean is_looking;
  gboolean is_stale;
  gboolean is_holding;
  gboolean is_touched; /* the cart is another than the one that is held */
  gboolean has_lapsed;
  guint lapse_source;
  guint age_source;
  gint64 touched_at; /* by the clock that nobody sets: the cart */

  FoyerSaleResult *begun; /* (owned) (nullable) the order on disk whose rest is to be paid */
  gboolean is_resumed;    /* it is not of the cart */
  FoyerSaleResult *left;  /* (owned) (nullable) somebody left it in the middle */

  FoyerSyncEngine *engine; /* (owned) (nullable) */
  GCancellable *fetching;  /* (owned) (nullable) while places are asked for */
  FoyerUuid fetched_tier;  /* that is asked for */
  gboolean is_reserving;
  gboolean is_refused; /* there are no more for this cart */
  gboolean wants_pay;  /* as soon as the places are here */

  FoyerSellWishes list_wishes; /* (nullable) */
  gpointer wishes_data;
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
void foyer_sell_desk_make_price (FoyerSellDesk *self);
void foyer_sell_desk_emit_taken (FoyerSellDesk *self);
void foyer_sell_desk_press_again (FoyerSellDesk *self);
/* foyer-sell-desk-places.c */
void foyer_sell_desk_await_lapse (FoyerSellDesk *self);
void foyer_sell_desk_seen (FoyerSellDesk *self);
void foyer_sell_desk_return_places (FoyerSellDesk *self);
gboolean foyer_sell_desk_is_about_places (FoyerRefusalKind kind);
/* since_boot: the time, as foyer_clock_since_boot () tells it. */
void foyer_sell_desk_check_lapse (FoyerSellDesk *self, gint64 since_boot);
/* now: what is shown of others is read again when it is a minute old by then. */
void foyer_sell_desk_check_age (FoyerSellDesk *self, gint64 now);
void foyer_sell_desk_await_age (FoyerSellDesk *self);
/* foyer-sell-desk-part.c */
void foyer_sell_desk_find_left (FoyerSellDesk *self);
/* What was begun cannot be edited any more; FALSE: nothing was. */
gboolean foyer_sell_desk_refuse_edit (FoyerSellDesk *self);
/* The first part, or one more. */
void foyer_sell_desk_write_part (FoyerSellDesk *self);
void foyer_sell_desk_give_back (FoyerSellDesk *self, guint part);
void foyer_sell_desk_leave (FoyerSellDesk *self);
void foyer_sell_desk_abandon (FoyerSellDesk *self);
/* Takes sold. */
void foyer_sell_desk_take_sold (FoyerSellDesk *self, FoyerSaleResult *sold);
/* (transfer full) (nullable) (element-type FoyerPrintJob) */
FoyerSaleWishes *foyer_sell_desk_list_wishes (FoyerSellDesk *self);
/* (nullable) why it cannot be paid, a sentence. */
char *foyer_sell_desk_dup_refusal (FoyerSellDesk *self);

/* The part that was not taken because its voucher paid before; NULL when it was something else.
 * (transfer full) */
FoyerTender *foyer_sell_desk_dup_used (FoyerSellDesk *self, const GError *error);

G_END_DECLS

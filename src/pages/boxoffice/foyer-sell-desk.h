/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"
#include "foyer-sale-cart.h"
#include "foyer-sell-job.h"
#include "foyer-sell-tender.h"
#include "foyer-sync-engine.h"

G_BEGIN_DECLS

/* A sale in progress at a till, by keys or by touch; it knows no widget.
 *
 *            Enter, all is said        Enter, all is paid          written
 *   FILLING ────────────────▸ PAYING ────────────────▸ WRITING ────────────▸ SOLD ──▸ FILLING (any
 * key: the next one) ◂──────────────────────── Escape     ◂─────────── it cannot be sold, nothing
 * is lost
 *
 * A part that is paid is on disk at once, as an order that waits for its rest: what was begun so
 * cannot be edited, only paid, given back or left for later.
 *
 * Signal "changed": void (FoyerSellDesk *): whatever is shown of it.
 * Signal "taken": void (FoyerSellDesk *): a part is on disk, see get_begun ().
 * Signal "asked": void (FoyerSellDesk *, FoyerSellQuestion, guint tier): somebody is to say
 * something. Signal "sold": void (FoyerSellDesk *): it is on disk, see get_sold (). */
#define FOYER_TYPE_SELL_DESK (foyer_sell_desk_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSellDesk, foyer_sell_desk, FOYER, SELL_DESK, GObject)

typedef enum
{
  FOYER_SELL_FILLING,
  FOYER_SELL_PAYING,
  FOYER_SELL_WRITING,
  FOYER_SELL_SOLD,
} FoyerSellPhase;

typedef enum
{
  FOYER_SELL_ASK_BUYER,
  FOYER_SELL_ASK_DONATION,  /* how much is given, for the tier */
  FOYER_SELL_ASK_REFERENCE, /* of a voucher */
  FOYER_SELL_ASK_TILL,      /* it is closed: what lies in it */
  FOYER_SELL_ASK_CASHIER,   /* nobody is at it: who is */
} FoyerSellQuestion;

/* A tier with its button. */
typedef struct
{
  guint tier; /* index in the offer */
  char key;   /* A … Z; 0: it has none */
  FoyerTierSale sale;
} FoyerSellTier;

/* What comes with each sale by itself, asked for when one is written, so that it is written with
 * it: (transfer full). */
typedef FoyerSaleWishes *(*FoyerSellWishes) (gpointer data);

FoyerSellDesk *foyer_sell_desk_new (FoyerReplica *replica, const FoyerUuid *event_id);
FoyerReplica *foyer_sell_desk_get_replica (FoyerSellDesk *self);
const FoyerUuid *foyer_sell_desk_get_event_id (FoyerSellDesk *self);
/* (nullable) until it is read for the first time. */
const FoyerOffer *foyer_sell_desk_get_offer (FoyerSellDesk *self);
GTimeZone *foyer_sell_desk_get_zone (FoyerSellDesk *self);
const char *foyer_sell_desk_get_currency (FoyerSellDesk *self);
/* (element-type FoyerSellTier) those that a buyer sees, with the codes of the cart. */
GArray *foyer_sell_desk_get_tiers (FoyerSellDesk *self);
/* (nullable) how many there are here and elsewhere: of a hosted event. */
const FoyerStock *foyer_sell_desk_get_stock (FoyerSellDesk *self, guint tier, gint64 *as_of);
/* What is not here is elsewhere, and comes when it is asked for: the server is there. */
gboolean foyer_sell_desk_can_fetch (FoyerSellDesk *self, guint tier);
const FoyerSaleCart *foyer_sell_desk_get_cart (FoyerSellDesk *self);
const FoyerPrice *foyer_sell_desk_get_price (FoyerSellDesk *self);
/* What the order costs that is paid now. */
gint64 foyer_sell_desk_get_total (FoyerSellDesk *self);
/* (nullable) the order on disk whose rest is to be paid. */
const FoyerSaleResult *foyer_sell_desk_get_begun (FoyerSellDesk *self);
/* (nullable) an order that was left in the middle, by a power cut. */
const FoyerSaleResult *foyer_sell_desk_get_left (FoyerSellDesk *self);
const FoyerSellTender *foyer_sell_desk_get_tender (FoyerSellDesk *self);
FoyerSellPhase foyer_sell_desk_get_phase (FoyerSellDesk *self);
gint64 foyer_sell_desk_get_quantity (FoyerSellDesk *self);             /* that is typed; 0: none */
int foyer_sell_desk_get_chosen (FoyerSellDesk *self);                  /* line; -1: none */
const FoyerSaleResult *foyer_sell_desk_get_sold (FoyerSellDesk *self); /* (nullable) the last one */
const FoyerTillSight *
foyer_sell_desk_get_till (FoyerSellDesk *self); /* (nullable) until it is read */
/* (nullable) a sentence: what is wrong, and what to do. */
const char *foyer_sell_desk_get_problem (FoyerSellDesk *self);
/* What a promo code does not do, and why; (nullable). */
char *foyer_sell_desk_dup_remarks (FoyerSellDesk *self);
/* Whoever sells only practises: nothing of it counts. */
gboolean foyer_sell_desk_is_training (FoyerSellDesk *self);
gboolean foyer_sell_desk_has_lapsed (FoyerSellDesk *self); /* the cart holds no places any more */
/* What was sold last goes to its buyer by e-mail: the server that is told of it sends it. */
gboolean foyer_sell_desk_is_mailed (FoyerSellDesk *self);
gboolean foyer_sell_desk_is_reserving (FoyerSellDesk *self); /* the server is asked for places */
FoyerTillActor foyer_sell_desk_get_actor (FoyerSellDesk *self);
void foyer_sell_desk_set_actor (FoyerSellDesk *self, const FoyerTillActor *actor);

/* The cart. */
gboolean foyer_sell_desk_press (FoyerSellDesk *self,
                                guint keyval); /* FALSE: it means nothing here */
void foyer_sell_desk_add (FoyerSellDesk *self, guint tier);
void foyer_sell_desk_add_donation (FoyerSellDesk *self, guint tier, gint64 amount);
void foyer_sell_desk_choose (FoyerSellDesk *self, int line);
void foyer_sell_desk_change_line (FoyerSellDesk *self, guint line, gint64 by);
void foyer_sell_desk_void_line (FoyerSellDesk *self, guint line);
gboolean foyer_sell_desk_add_code (FoyerSellDesk *self, const char *code);
void foyer_sell_desk_remove_code (FoyerSellDesk *self, const char *code);
void foyer_sell_desk_set_buyer (FoyerSellDesk *self, const char *name, const char *email);
void foyer_sell_desk_set_complimentary (FoyerSellDesk *self,
                                        const char *reason); /* (nullable) to be paid */
/* Everything is taken out, and the places are free. */
void foyer_sell_desk_clear (FoyerSellDesk *self);
void foyer_sell_desk_keep (FoyerSellDesk *self); /* holds its places again */
void foyer_sell_desk_reload (FoyerSellDesk *self);
/* (nullable) engine: who fetches places that are not here. */
void foyer_sell_desk_set_engine (FoyerSellDesk *self, FoyerSyncEngine *engine);
/* list: (nullable) */
void foyer_sell_desk_set_wishes (FoyerSellDesk *self, FoyerSellWishes list, gpointer data);
/* Nothing is sold here for now: what is not needed goes back to the server. */
void foyer_sell_desk_close (FoyerSellDesk *self);

/* Paying. */
void foyer_sell_desk_pay (FoyerSellDesk *self);
void foyer_sell_desk_go_back (FoyerSellDesk *self);
void foyer_sell_desk_set_method (FoyerSellDesk *self, FoyerPayMethod method);
void foyer_sell_desk_give (FoyerSellDesk *self, gint64 amount);
void foyer_sell_desk_set_reference (FoyerSellDesk *self, const char *reference);
void foyer_sell_desk_drop_part (FoyerSellDesk *self, guint part);
/* Takes what is typed; when all is paid, it is sold. */
void foyer_sell_desk_take (FoyerSellDesk *self);
/* What was refused for want of a till can be taken now. */
void foyer_sell_desk_till_opened (FoyerSellDesk *self);
/* There are cashiers, and none of them is at the till: nothing is sold until one is. */
void foyer_sell_desk_set_needs_cashier (FoyerSellDesk *self, gboolean needs_cashier);
void foyer_sell_desk_pay_later (FoyerSellDesk *self);
/* Takes the rest of an order that waits for it, also of one of the web. */
void foyer_sell_desk_resume (FoyerSellDesk *self, const FoyerUuid *order_id);
void foyer_sell_desk_next (FoyerSellDesk *self);

G_END_DECLS

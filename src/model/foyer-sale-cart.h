/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-pricing.h"

G_BEGIN_DECLS

/* A line of a till's cart. */
typedef struct
{
  FoyerUuid  tier_id;
  gint64     quantity;
  gint64     amount; /* of a donation, for each ticket; FOYER_NONE: what the tier suggests */
  char     **names;  /* (owned) (nullable) of the guests, as far as they are known; NULL-terminated */
} FoyerSaleLine;

/* What somebody buys at a desk, before it is paid. Pure: the places it needs are held by foyer_cart_hold_store_hold (). */
typedef struct
{
  FoyerUuid  id;              /* names it while it holds places */
  GArray    *lines;           /* (owned) of FoyerSaleLine */
  GPtrArray *codes;           /* (owned) promo codes as they were entered */
  char      *buyer_name;      /* (owned) (nullable) */
  char      *buyer_email;     /* (owned) (nullable) */
  gboolean   is_complimentary; /* it costs nothing: reason */
  char      *reason;          /* (owned) (nullable) why */
} FoyerSaleCart;

FoyerSaleCart *foyer_sale_cart_new          (void);
FoyerSaleCart *foyer_sale_cart_copy         (const FoyerSaleCart *self);
void           foyer_sale_cart_free         (FoyerSaleCart       *self);
/* Empties it for the next buyer; it gets a new id. */
void           foyer_sale_cart_clear        (FoyerSaleCart       *self);
gboolean       foyer_sale_cart_is_empty     (const FoyerSaleCart *self);
gint64         foyer_sale_cart_count        (const FoyerSaleCart *self); /* tickets */
/* More of a tier; of a donation each amount has a line of its own. The line's index. */
guint          foyer_sale_cart_add          (FoyerSaleCart       *self,
                                             const FoyerUuid     *tier_id,
                                             gint64               quantity,
                                             gint64               amount);
/* 0 takes the line out. */
void           foyer_sale_cart_set_quantity (FoyerSaleCart       *self,
                                             guint                line,
                                             gint64               quantity);
void           foyer_sale_cart_set_names    (FoyerSaleCart       *self,
                                             guint                line,
                                             const char *const   *names);
/* FALSE: it is there already, or is no code. */
gboolean       foyer_sale_cart_add_code     (FoyerSaleCart       *self,
                                             const char          *code);
void           foyer_sale_cart_remove_code  (FoyerSaleCart       *self,
                                             const char          *code);
void           foyer_sale_cart_set_buyer    (FoyerSaleCart       *self,
                                             const char          *name,
                                             const char          *email);
/* reason: NULL: it is to be paid. */
void           foyer_sale_cart_set_complimentary (FoyerSaleCart  *self,
                                             const char          *reason);
/* What it costs now. A complimentary cart is all discount. */
void           foyer_sale_cart_price        (const FoyerSaleCart *self,
                                             const FoyerOffer    *offer,
                                             gint64               now,
                                             FoyerPrice          *price);
/* The cart as the words of a refusal want it; codes and items as long as self is not changed. */
typedef struct
{
  FoyerCart  cart;
  GArray    *items; /* (owned) of FoyerCartItem */
  GPtrArray *codes; /* (owned) normalised */
} FoyerSaleCartView;

void           foyer_sale_cart_view         (const FoyerSaleCart *self,
                                             FoyerSaleCartView   *view);
void           foyer_sale_cart_view_clear   (FoyerSaleCartView   *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSaleCart, foyer_sale_cart_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerSaleCartView, foyer_sale_cart_view_clear)

G_END_DECLS

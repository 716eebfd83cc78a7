/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-promo-code.h"
#include "foyer-quota.h"
#include "foyer-tier.h"

G_BEGIN_DECLS

typedef struct
{
  FoyerTier *tier;    /* (owned) */
  gint64     n_taken; /* sold and held */
  gint64     n_here;  /* what this desk holds of it and may sell, whatever is left elsewhere; FOYER_NONE: it sells what is left */
  int        quota;   /* index; -1 for none */
} FoyerOfferTier;

typedef struct
{
  FoyerQuota *quota;   /* (owned) */
  gint64      n_taken; /* of all its tiers, sold and held */
} FoyerOfferQuota;

typedef struct
{
  FoyerPromoCode *promo;        /* (owned) */
  gint64          n_uses;       /* orders that have it */
  gint64          n_buyer_uses; /* those of this buyer */
  guint64        *tiers;        /* (owned) (nullable) a bit for each tier; NULL: every tier */
} FoyerOfferCode;

/* What an event sells and what of it is gone, made ready once for many questions (see foyer_price () and
 * foyer_tier_sale_read ()). Tiers, quotas and codes are named by their index. */
typedef struct
{
  FoyerEvent *event;      /* (owned) */
  gint64      n_taken;    /* of the whole event, sold and held */
  gboolean    is_preview; /* a draft is answered for as if it were published */
  GArray     *quotas;     /* (owned) of FoyerOfferQuota */
  GArray     *tiers;      /* (owned) of FoyerOfferTier, in sort order */
  GArray     *codes;      /* (owned) of FoyerOfferCode */
} FoyerOffer;

FoyerOffer *foyer_offer_new            (const FoyerEvent *event);
void        foyer_offer_free           (FoyerOffer       *self);
/* Quotas first, then tiers, then codes: each looks up what it names. The rows are taken over. */
void        foyer_offer_add_quota      (FoyerOffer       *self,
                                        FoyerQuota       *quota);
void        foyer_offer_add_tier       (FoyerOffer       *self,
                                        FoyerTier        *tier,
                                        gint64            n_taken);
void        foyer_offer_add_code       (FoyerOffer       *self,
                                        FoyerPromoCode   *promo,
                                        gint64            n_uses,
                                        gint64            n_buyer_uses);
/* So many more of a tier are held by somebody. */
void        foyer_offer_hold           (FoyerOffer       *self,
                                        guint             tier,
                                        gint64            quantity);
/* Whether anything limits it: itself, its quota, the event. */
gboolean    foyer_offer_is_limited     (const FoyerOffer *self,
                                        guint             tier);
int         foyer_offer_find_tier      (const FoyerOffer *self,
                                        const FoyerUuid  *tier_id); /* -1: none */
int         foyer_offer_find_code      (const FoyerOffer *self,
                                        const char       *code);    /* normalised; -1: none */
gboolean    foyer_offer_code_has_tier  (const FoyerOffer *self,
                                        guint             code,
                                        guint             tier);

static inline FoyerOfferTier *
foyer_offer_tier (const FoyerOffer *self, guint tier)
{
  return &g_array_index (self->tiers, FoyerOfferTier, tier);
}

static inline FoyerOfferQuota *
foyer_offer_quota (const FoyerOffer *self, guint quota)
{
  return &g_array_index (self->quotas, FoyerOfferQuota, quota);
}

static inline FoyerOfferCode *
foyer_offer_code (const FoyerOffer *self, guint code)
{
  return &g_array_index (self->codes, FoyerOfferCode, code);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOffer, foyer_offer_free)

G_END_DECLS

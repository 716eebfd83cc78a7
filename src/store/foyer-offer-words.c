/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-offer-words.h"

#include "foyer-money.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const FoyerRefusal *refusal;
  const FoyerOffer *offer;
  const char *name;  /* the tier's */
  const char *other; /* the other tier's */
  const char *code;  /* as entered */
  const char *time;
  const char *money; /* the number as an amount */
  int number;
} Facts;

static const char *
get_tier_name (const FoyerOffer *offer, int tier)
{
  return tier >= 0 ? foyer_offer_tier (offer, tier)->tier->name : "";
}

static char *
describe_left (const Facts *facts)
{
  const FoyerRefusal *refusal = facts->refusal;
  int n = facts->number;

  if (refusal->limit == FOYER_LIMIT_QUOTA)
    {
      int quota = foyer_offer_tier (facts->offer, refusal->tier)->quota;
      const char *name = foyer_offer_quota (facts->offer, quota)->quota->name;

      return g_strdup_printf (
          ngettext ("Only %d place of “%s” is left.", "Only %d places of “%s” are left.", n), n,
          name);
    }
  if (refusal->limit == FOYER_LIMIT_DESK)
    return g_strdup_printf (ngettext ("This desk holds only %d ticket of “%s”.",
                                      "This desk holds only %d tickets of “%s”.", n),
                            n, facts->name);
  return g_strdup_printf (
      ngettext ("Only %d ticket of “%s” is left.", "Only %d tickets of “%s” are left.", n), n,
      facts->name);
}

/* Those with a number. */
static char *
describe_number (const Facts *facts)
{
  int n = facts->number;

  switch (facts->refusal->kind)
    {
    case FOYER_REFUSAL_BAD_QUANTITY:
      return g_strdup (_ ("How many tickets? Write a number of 1 or more."));
    case FOYER_REFUSAL_NOT_ENOUGH:
      return describe_left (facts);
    case FOYER_REFUSAL_OVER_CAPACITY:
      if (n == 0)
        return g_strdup (_ ("The event is full."));
      return g_strdup_printf (
          ngettext ("The event has %d place left.", "The event has %d places left.", n), n);
    case FOYER_REFUSAL_BELOW_MIN:
      return g_strdup_printf (ngettext ("Of “%s” an order has at least %d ticket.",
                                        "Of “%s” an order has at least %d tickets.", n),
                              facts->name, n);
    case FOYER_REFUSAL_ABOVE_MAX:
      return g_strdup_printf (ngettext ("Of “%s” an order has at most %d ticket.",
                                        "Of “%s” an order has at most %d tickets.", n),
                              facts->name, n);
    case FOYER_REFUSAL_DONATION_TOO_LOW:
      return g_strdup_printf (_ ("For “%s” %s is the least."), facts->name, facts->money);
    case FOYER_REFUSAL_AMOUNT_TOO_HIGH:
      return g_strdup_printf (_ ("No order can cost more than %s."), facts->money);
    case FOYER_REFUSAL_CODE_USED_UP:
      return g_strdup_printf (ngettext ("The code “%s” could be used %d time, and was.",
                                        "The code “%s” could be used %d times, and was.", n),
                              facts->code, n);
    case FOYER_REFUSAL_CODE_USED_BY_BUYER:
      return g_strdup_printf (
          ngettext ("One person can use the code “%s” %d time, and this one has.",
                    "One person can use the code “%s” %d times, and this one has.", n),
          facts->code, n);
    default:
      return NULL;
    }
}

/* Those of a tier. */
static char *
describe_tier (const Facts *facts)
{
  switch (facts->refusal->kind)
    {
    case FOYER_REFUSAL_HIDDEN:
      return g_strdup_printf (_ ("“%s” is sold only with a code."), facts->name);
    case FOYER_REFUSAL_ENDED:
      return g_strdup_printf (_ ("The sale of “%s” ended %s."), facts->name, facts->time);
    case FOYER_REFUSAL_NOT_YET:
      return g_strdup_printf (_ ("The sale of “%s” starts %s."), facts->name, facts->time);
    case FOYER_REFUSAL_WAITING:
      return g_strdup_printf (_ ("“%s” is on sale when “%s” is over."), facts->name, facts->other);
    case FOYER_REFUSAL_SOLD_OUT:
      if (facts->refusal->limit == FOYER_LIMIT_DESK)
        return g_strdup_printf (_ ("This desk holds no ticket of “%s” now."), facts->name);
      return g_strdup_printf (_ ("“%s” is sold out."), facts->name);
    default:
      return NULL;
    }
}

static char *
describe_code (const Facts *facts)
{
  switch (facts->refusal->kind)
    {
    case FOYER_REFUSAL_CODE_UNKNOWN:
      return g_strdup_printf (_ ("There is no code “%s”."), facts->code);
    case FOYER_REFUSAL_CODE_INACTIVE:
      return g_strdup_printf (_ ("The code “%s” is switched off."), facts->code);
    case FOYER_REFUSAL_CODE_NOT_YET:
      return g_strdup_printf (_ ("The code “%s” is valid from %s."), facts->code, facts->time);
    case FOYER_REFUSAL_CODE_EXPIRED:
      return g_strdup_printf (_ ("The code “%s” was valid until %s."), facts->code, facts->time);
    case FOYER_REFUSAL_CODE_NOT_FOR_TIERS:
      return g_strdup_printf (_ ("The code “%s” is not for these tickets."), facts->code);
    case FOYER_REFUSAL_CODE_NOT_COMBINED:
      return g_strdup_printf (_ ("Only one code counts, and another saves more than “%s”."),
                              facts->code);
    default:
      return NULL;
    }
}

static char *
describe_event (FoyerRefusalKind kind, const char *time)
{
  switch (kind)
    {
    case FOYER_REFUSAL_EMPTY:
      return g_strdup (_ ("Nothing is chosen."));
    case FOYER_REFUSAL_EVENT_CANCELLED:
      return g_strdup (_ ("The event is cancelled."));
    case FOYER_REFUSAL_EVENT_OVER:
      return g_strdup_printf (_ ("The event was over %s."), time);
    case FOYER_REFUSAL_EVENT_DRAFT:
      return g_strdup (_ ("The event is not published."));
    default:
      return g_strdup (_ ("There is no such ticket."));
    }
}

/**
 * foyer_refusal_describe:
 * @refusal: a refusal
 * @offer: the offer that was asked
 * @cart: the cart that was asked for
 * @zone: the event's zone
 * @now: the moment it was asked for
 *
 * Main thread, since money is written by locale.
 *
 * Returns: (transfer full): what is in the way, a sentence
 */
char *
foyer_refusal_describe (const FoyerRefusal *refusal,
                        const FoyerOffer *offer,
                        const FoyerCart *cart,
                        GTimeZone *zone,
                        gint64 now)
{
  g_autofree char *time = refusal->time != FOYER_NONE
                              ? foyer_time_format_short (refusal->time, zone, now)
                              : g_strdup ("");
  g_autofree char *money = refusal->number != FOYER_NONE
                               ? foyer_money_format (refusal->number, offer->event->currency)
                               : NULL;
  const Facts facts = {
    .refusal = refusal,
    .offer = offer,
    .name = get_tier_name (offer, refusal->tier),
    .other = get_tier_name (offer, refusal->other),
    .code = refusal->code >= 0 ? cart->codes[refusal->code] : "",
    .time = time,
    .money = money,
    .number = (int) CLAMP (refusal->number, 0, G_MAXINT),
  };
  char *sentence = describe_number (&facts);

  if (sentence == NULL)
    sentence = describe_tier (&facts);
  if (sentence == NULL)
    sentence = describe_code (&facts);
  return sentence != NULL ? sentence : describe_event (refusal->kind, time);
}

/**
 * foyer_tier_sale_describe:
 * @sale: what a tier is at a moment
 * @offer: its offer
 * @zone: the event's zone
 * @now: that moment
 *
 * Returns: (transfer full): its state in a few words
 */
char *
foyer_tier_sale_describe (const FoyerTierSale *sale,
                          const FoyerOffer *offer,
                          GTimeZone *zone,
                          gint64 now)
{
  g_autofree char *time =
      sale->time != FOYER_NONE ? foyer_time_format_short (sale->time, zone, now) : NULL;

  switch (sale->state)
    {
    case FOYER_SALE_EVENT_CANCELLED:
      return g_strdup (_ ("Event cancelled"));
    case FOYER_SALE_EVENT_OVER:
      return g_strdup (_ ("Event over"));
    case FOYER_SALE_EVENT_DRAFT:
      return g_strdup (_ ("Event not published"));
    case FOYER_SALE_HIDDEN:
      return g_strdup (_ ("Hidden"));
    case FOYER_SALE_ENDED:
      return g_strdup_printf (_ ("Ended %s"), time);
    case FOYER_SALE_SOLD_OUT:
      if (sale->limit == FOYER_LIMIT_DESK)
        return g_strdup (_ ("None at this desk"));
      return g_strdup (sale->limit == FOYER_LIMIT_EVENT ? _ ("Event full") : _ ("Sold out"));
    case FOYER_SALE_NOT_YET:
      return g_strdup_printf (_ ("Starts %s"), time);
    case FOYER_SALE_WAITING:
      return g_strdup_printf (_ ("Waits for “%s”"), get_tier_name (offer, sale->before));
    case FOYER_SALE_ON_SALE:
      return g_strdup_printf (_ ("On sale until %s"), time);
    }
  return g_strdup ("");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-publish-check.h"

#include <glib/gi18n-lib.h>

/* The sentence of a problem that is about the whole event. */
static const char *
get_sentence (FoyerPublishProblem problem)
{
  switch (problem)
    {
    case FOYER_PUBLISH_TITLE_MISSING:
      return _ ("The event has no title.");
    case FOYER_PUBLISH_ZONE_UNKNOWN:
      return _ ("The time zone is not known.");
    case FOYER_PUBLISH_END_BEFORE_START:
      return _ ("The event ends before it starts.");
    case FOYER_PUBLISH_ENDED:
      return _ ("The event is over. Choose a date to come.");
    case FOYER_PUBLISH_STARTED:
      return _ ("The event has begun already.");
    case FOYER_PUBLISH_VENUE_MISSING:
      return _ ("Guests are not told where to go: name the venue or its address.");
    case FOYER_PUBLISH_URL_MISSING:
      return _ ("There is no link to join the event online.");
    case FOYER_PUBLISH_NO_PLACES:
      return _ ("The capacity leaves no place for anybody.");
    case FOYER_PUBLISH_TIER_MISSING:
      return _ ("There is no ticket to be had: add a tier.");
    case FOYER_PUBLISH_NO_TIER_ON_SALE:
      return _ ("No tier is on sale, now or later.");
    case FOYER_PUBLISH_ALL_HIDDEN:
      return _ ("All tiers are hidden: only who has a code can buy.");
    case FOYER_PUBLISH_CURRENCY_MISSING:
      return _ ("Tickets have a price, but no currency that is known.");
    case FOYER_PUBLISH_QUESTION_WITHOUT_LABEL:
      return _ ("A question has no text.");
    case FOYER_PUBLISH_DESCRIPTION_MISSING:
      return _ ("There is no description.");
    case FOYER_PUBLISH_COVER_MISSING:
      return _ ("There is no cover image.");
    case FOYER_PUBLISH_REFUND_POLICY_MISSING:
      return _ ("No money goes back to buyers: no refund policy is chosen.");
    case FOYER_PUBLISH_TEST_MODE:
      return _ ("Test mode is on: tickets will not be real.");
    case FOYER_PUBLISH_SALE_END_BEFORE_START:
    case FOYER_PUBLISH_SALE_AFTER_EVENT:
    case FOYER_PUBLISH_PRICE_MISSING:
    case FOYER_PUBLISH_QUESTION_WITHOUT_CHOICES:
    case FOYER_N_PUBLISH_PROBLEMS:
      break;
    }
  g_return_val_if_reached ("");
}

/**
 * foyer_publish_item_dup_sentence:
 * @self: a line of a checklist
 *
 * Returns: (transfer full): what is missing, for people
 */
char *
foyer_publish_item_dup_sentence (const FoyerPublishItem *self)
{
  const char *subject = self->subject != NULL ? self->subject : "";

  switch (self->problem)
    {
    case FOYER_PUBLISH_SALE_END_BEFORE_START:
      /* Translators: a ticket tier. */
      return g_strdup_printf (_ ("The sale of “%s” ends before it starts."), subject);
    case FOYER_PUBLISH_SALE_AFTER_EVENT:
      return g_strdup_printf (_ ("The sale of “%s” goes on when the event is over."), subject);
    case FOYER_PUBLISH_PRICE_MISSING:
      return g_strdup_printf (_ ("“%s” is a paid tier without a price."), subject);
    case FOYER_PUBLISH_QUESTION_WITHOUT_CHOICES:
      return g_strdup_printf (_ ("The question “%s” has fewer than two answers to choose from."),
                              subject);
    default:
      return g_strdup (get_sentence (self->problem));
    }
}

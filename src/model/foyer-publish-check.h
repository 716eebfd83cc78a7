/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_PUBLISH_MUST,   /* it is not published like this */
  FOYER_PUBLISH_SHOULD, /* it can be, yet somebody should look at it */
} FoyerPublishSeverity;

typedef enum
{
  FOYER_PUBLISH_TITLE_MISSING,
  FOYER_PUBLISH_ZONE_UNKNOWN,
  FOYER_PUBLISH_END_BEFORE_START,
  FOYER_PUBLISH_ENDED,
  FOYER_PUBLISH_STARTED,
  FOYER_PUBLISH_VENUE_MISSING,
  FOYER_PUBLISH_URL_MISSING,
  FOYER_PUBLISH_NO_PLACES,
  FOYER_PUBLISH_TIER_MISSING,
  FOYER_PUBLISH_NO_TIER_ON_SALE,
  FOYER_PUBLISH_ALL_HIDDEN,
  FOYER_PUBLISH_SALE_END_BEFORE_START,
  FOYER_PUBLISH_SALE_AFTER_EVENT,
  FOYER_PUBLISH_CURRENCY_MISSING,
  FOYER_PUBLISH_PRICE_MISSING,
  FOYER_PUBLISH_QUESTION_WITHOUT_LABEL,
  FOYER_PUBLISH_QUESTION_WITHOUT_CHOICES,
  FOYER_PUBLISH_DESCRIPTION_MISSING,
  FOYER_PUBLISH_COVER_MISSING,
  FOYER_PUBLISH_REFUND_POLICY_MISSING,
  FOYER_PUBLISH_TEST_MODE,
  FOYER_N_PUBLISH_PROBLEMS,
} FoyerPublishProblem;

/* One line of the checklist. */
typedef struct
{
  FoyerPublishProblem problem;
  char *subject; /* (owned) (nullable) the tier or question that it is about */
} FoyerPublishItem;

GPtrArray *foyer_publish_check (const FoyerEvent *event,
                                const GPtrArray *tiers,     /* (element-type FoyerTier) */
                                const GPtrArray *questions, /* (element-type FoyerQuestion) */
                                gint64 now);
gboolean foyer_publish_is_clean (const GPtrArray *items);
gboolean foyer_publish_is_possible (const GPtrArray *items);
void foyer_publish_item_free (FoyerPublishItem *self);
char *foyer_publish_item_dup_sentence (const FoyerPublishItem *self);
FoyerPublishSeverity foyer_publish_problem_get_severity (FoyerPublishProblem problem);
const char *foyer_publish_problem_get_token (FoyerPublishProblem problem);
const char *foyer_publish_problem_get_field (FoyerPublishProblem problem); /* "details/when" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPublishItem, foyer_publish_item_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-cancel-store.h"
#include "foyer-ticket.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 key;
  FoyerTicketStatus status;
} FoyerSurveyTicket;

/* Money that would have to go back. */
typedef struct
{
  FoyerUuid order_id;  /* nil for a ticket without an order */
  FoyerUuid ticket_id; /* nil for a whole order */
  gint64 amount;
  char currency[4];
} FoyerSurveyDue;

/* One walk over all tickets and orders of an event. Private to the layer. */
typedef struct
{
  FoyerEventStake stake; /* but for its addresses */
  GArray
      *tickets; /* (owned) (element-type FoyerSurveyTicket) those that are not cancelled, by key */
  GArray *dues; /* (owned) (element-type FoyerSurveyDue) */
} FoyerEventSurvey;

FoyerEventSurvey *
foyer_event_survey_new (FoyerDatabase *db, const FoyerEvent *event, GError **error);
gboolean foyer_event_survey_count_addresses (FoyerDatabase *db,
                                             const FoyerUuid *event_id,
                                             gint64 *n_addresses,
                                             GError **error);
void foyer_event_survey_free (FoyerEventSurvey *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEventSurvey, foyer_event_survey_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-check-in-store.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* All that the replica knows when a code is scanned, read by a bounded number of indexed look-ups; facts borrows from the rest.
 * Private to the layer. */
typedef struct
{
  FoyerScanFacts facts;
  char *code;              /* (owned) cleaned */
  FoyerEvent *event;       /* (owned) the door's */
  FoyerCheckInList *list;  /* (owned) */
  FoyerTicket *ticket;     /* (owned) (nullable) of this event, or of other_event */
  FoyerOrder *order;       /* (owned) (nullable) */
  FoyerEvent *other_event; /* (owned) (nullable) */
  FoyerCheckIn *last;      /* (owned) (nullable) */
  gboolean is_last_implied; /* last is no fact: the ticket came from a list as checked in */
  GPtrArray *matches;      /* (owned) (nullable) */
} FoyerScanKnown;

gboolean foyer_scan_known_gather (FoyerScanKnown         *self,
                                  FoyerTransaction       *transaction,
                                  const FoyerScanRequest *request,
                                  GError                **error);
void     foyer_scan_known_clear  (FoyerScanKnown         *self);
/* Is the ticket one of the door's event? */
gboolean foyer_scan_known_is_here (const FoyerScanKnown  *self);
gint64   foyer_scan_known_entry_time (const FoyerTicket  *ticket);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerScanKnown, foyer_scan_known_clear)

/* The list that a request means: by id, or the event's first. */
FoyerCheckInList *foyer_check_in_list_find (FoyerDatabase   *db,
                                            const FoyerUuid *event_id,
                                            const FoyerUuid *list_id,
                                            GError         **error);

G_END_DECLS

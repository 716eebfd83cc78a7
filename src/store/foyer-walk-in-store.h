/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cashier-store.h"
#include "foyer-check-in-store.h"
#include "foyer-database.h"
#include "foyer-ticket.h"

G_BEGIN_DECLS

/* How somebody who comes without a ticket gets one. */
typedef enum
{
  FOYER_WALK_IN_CASH,
  FOYER_WALK_IN_CARD,
  FOYER_WALK_IN_GIVEN, /* free of charge */
} FoyerWalkInPayment;

/* Somebody to be put on the list: with a name, a tier or none, and whatever else is known. Of an
 * event that sells it is a sale as at the box office, which nobody undoes; of one that is only a
 * list it is an edit. */
typedef struct
{
  const FoyerTicket
      *guest; /* event_id, tier_id, attendee_name, attendee_email, company, qr_code (nullable) */
  FoyerWalkInPayment payment; /* of what costs something */
  FoyerTillActor actor;
  const FoyerScanRequest *scan; /* (nullable) how they come in at once, by the ticket that they get */
} FoyerWalkInRequest;

/* Whether somebody who gets this tier is sold a ticket. */
gboolean
foyer_walk_in_store_sells (FoyerDatabase *db, const FoyerUuid *event_id, const FoyerUuid *tier_id);
/* change_set: (out) (optional) what can be undone; 0 of a sale. scanned: (out) (optional) (transfer
 * full) what the door says to whom a ticket was sold: they are in with the sale, or not sold one.
 * NULL of a list. */
FoyerTicket *foyer_walk_in_store_add (FoyerDatabase *db,
                                      const FoyerWalkInRequest *request,
                                      gint64 *change_set,
                                      FoyerScanResult **scanned,
                                      GError **error);

G_END_DECLS

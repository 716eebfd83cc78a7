/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-door-answer.h"
#include "foyer-payment.h"
#include "foyer-walk-in-store.h"

G_BEGIN_DECLS

/* One thing to do at the door, carried to the database thread. Owned strings; free with
 * foyer_door_task_free (). */
typedef struct
{
  FoyerUuid event_id;
  FoyerUuid list_id;
  FoyerUuid ticket_id; /* nil: find by code */
  char *code;          /* (nullable) */
  char *us_code;       /* (nullable): the same keys read as a US keyboard */
  FoyerDirection direction;
  FoyerCheckInMethod method;
  FoyerOverride override;
  char *reason;         /* (nullable) */
  GStrv questions;      /* (nullable): codes of the questions answered first */
  GStrv answers;        /* (nullable): as many */
  FoyerTicket *walk_in; /* (nullable): somebody to sell a ticket to first; gets the check-in */
  FoyerWalkInPayment payment; /* of the walk-in */
  FoyerUuid pays_order;       /* nil: none; an order to be paid first */
  FoyerPayMethod method_paid;
  FoyerTillActor actor; /* who takes it */
} FoyerDoorTask;

FoyerDoorTask *
foyer_door_task_new (const FoyerUuid *event_id, const FoyerUuid *list_id, FoyerDirection direction);
void foyer_door_task_free (FoyerDoorTask *task);
/* A ticket is to be sold first, or an order paid. */
gboolean foyer_door_task_sells (const FoyerDoorTask *task);
/* On the database thread. Returns a FoyerDoorAnswer that is on disk, or NULL with error: then
 * nothing happened at the door. */
gpointer
foyer_door_task_run (FoyerDatabase *db, gpointer task, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDoorTask, foyer_door_task_free)

G_END_DECLS

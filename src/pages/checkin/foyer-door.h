/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-door-answer.h"
#include "foyer-door-task.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* A door of an event: what is scanned there goes to the replica in order, and each answer comes
 * back when it is on disk.
 *
 *   scan () ─▸ queue of the database thread ─▸ on disk ─▸ "answered" (FoyerDoorAnswer)
 *
 * Signal "answered": void (FoyerDoor *, FoyerDoorAnswer *), also for what could not be written.
 * Signal "not-undone": void (FoyerDoor *, const GError *).
 * Signal "waiting": void (FoyerDoor *): scans wait for another writer, or one more does; see
 * get_n_waiting (). Signal "changed": void (FoyerDoor *): the event, its entrances, the counts, the
 * chosen entrance or direction. */
#define FOYER_TYPE_DOOR (foyer_door_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDoor, foyer_door, FOYER, DOOR, GObject)

typedef struct
{
  gint64 arrived; /* inside, or left again */
  gint64 inside;
  gint64 to_come;
} FoyerDoorCounts;

FoyerDoor *foyer_door_new (FoyerReplica *replica, const FoyerUuid *event_id);
FoyerReplica *foyer_door_get_replica (FoyerDoor *self);
const FoyerEvent *foyer_door_get_event (FoyerDoor *self); /* (nullable) */
GTimeZone *foyer_door_get_zone (FoyerDoor *self);         /* (nullable): UTC */
FoyerRoster *foyer_door_get_roster (FoyerDoor *self);
GPtrArray *foyer_door_get_lists (FoyerDoor *self);             /* (element-type FoyerCheckInList) */
GPtrArray *foyer_door_get_tiers (FoyerDoor *self);             /* (element-type FoyerTier) */
const FoyerCheckInList *foyer_door_get_list (FoyerDoor *self); /* (nullable) the chosen entrance */
void foyer_door_set_list (FoyerDoor *self, const FoyerUuid *list_id);
FoyerDirection foyer_door_get_direction (FoyerDoor *self);
void foyer_door_set_direction (FoyerDoor *self, FoyerDirection direction);
gboolean foyer_door_get_counts (FoyerDoor *self, FoyerDoorCounts *counts);
gboolean foyer_door_is_busy (FoyerDoor *self);
/* How many scans wait for another writer, an import for example; 0 when none does. They are written
 * in order after it. */
guint foyer_door_get_n_waiting (FoyerDoor *self);

void foyer_door_scan (FoyerDoor *self, const char *code, const char *us_code);
void foyer_door_check_in_code (FoyerDoor *self, const char *code);
void foyer_door_check_in (FoyerDoor *self, const FoyerUuid *ticket_id);
void foyer_door_let_in (FoyerDoor *self,
                        FoyerDoorAnswer *answer,
                        FoyerOverride override,
                        const char *reason);
/* What is due for the ticket's order is paid, then it is scanned again. */
void foyer_door_take_payment (FoyerDoor *self, FoyerDoorAnswer *answer, FoyerPayMethod method);
void foyer_door_answer_questions (FoyerDoor *self,
                                  FoyerDoorAnswer *answer,
                                  const char *const *questions,
                                  const char *const *answers);
/* code (nullable): keeps the code that was scanned as theirs. tier_id: nil for none: they get no
 * ticket, whatever is sold, and reason (nullable) says why. */
void foyer_door_add_walk_in (FoyerDoor *self,
                             const char *name,
                             const FoyerUuid *tier_id,
                             const char *code,
                             FoyerWalkInPayment payment,
                             const char *reason);
void foyer_door_retry (FoyerDoor *self);
void foyer_door_undo (FoyerDoor *self, FoyerDoorAnswer *answer, const char *reason);

G_END_DECLS

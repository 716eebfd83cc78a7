/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-attendee.h"
#include "foyer-keyed-list.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* A GListModel of an event's attendees for a view of any length: item type FoyerAttendee, one live object per position that is
 * on screen ("stable slots"). A new query swaps the array of keys behind them and splices only the tail.
 *
 *   set_query ── worker: roster.select ── keys[] swapped ──┬── items_changed: the tail only
 *                                                          └── "changed" on each live slot, whose cells read anew
 *   get_item (n) ── slot n ── its cells ── page n / 32 ── rows by primary key, kept while recently used
 *
 * A FoyerKeyedList. Main thread only. */
#define FOYER_TYPE_ATTENDEE_LIST (foyer_attendee_list_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAttendeeList, foyer_attendee_list, FOYER, ATTENDEE_LIST, GObject)

FoyerAttendeeList *foyer_attendee_list_new       (FoyerReplica            *replica,
                                                  const FoyerUuid         *event_id);
/* Runs off the main thread; a newer call makes the older one's answer stale. Emits "queried" when applied. */
void               foyer_attendee_list_set_query (FoyerAttendeeList       *self,
                                                  const FoyerRosterQuery  *query);
/* All keys in order, to keep, not to be changed; (transfer full) (element-type gint64). */
GArray            *foyer_attendee_list_ref_keys  (FoyerAttendeeList       *self);
/* The event's tiers and questions in their order; (transfer none) valid until the next "names-changed". */
GPtrArray         *foyer_attendee_list_get_tiers (FoyerAttendeeList       *self);
GPtrArray         *foyer_attendee_list_get_questions (FoyerAttendeeList   *self);
/* Properties: "n-items" (notify), "is-ready". Signal "names-changed": tiers or questions did. */

G_END_DECLS

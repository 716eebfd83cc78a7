/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  FOYER_EVENT_GROUP_TODAY,
  FOYER_EVENT_GROUP_UPCOMING,
  FOYER_EVENT_GROUP_DRAFTS,
  FOYER_EVENT_GROUP_PAST,
  FOYER_EVENT_GROUP_ARCHIVED,
} FoyerEventGroup;

/* An event in the sidebar: as it is, how many have a ticket (-1 until counted), and whether it is
 * the first of its group among those that are shown. Notifies "n-tickets" and "is-first". */
#define FOYER_TYPE_EVENT_ITEM (foyer_event_item_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEventItem, foyer_event_item, FOYER, EVENT_ITEM, GObject)

FoyerEventItem *foyer_event_item_new (const FoyerEvent *event, gint64 n_tickets, gint64 now);
const FoyerEvent *foyer_event_item_get_event (FoyerEventItem *self);
gint64 foyer_event_item_get_n_tickets (FoyerEventItem *self);
void foyer_event_item_set_n_tickets (FoyerEventItem *self, gint64 n_tickets);
gboolean foyer_event_item_is_first (FoyerEventItem *self);
void foyer_event_item_set_first (FoyerEventItem *self, gboolean is_first);
/* Of a series, of which the event is the next date; 0 for an event that stands alone. */
gint64 foyer_event_item_get_n_dates (FoyerEventItem *self);
void foyer_event_item_set_n_dates (FoyerEventItem *self, gint64 n_dates);
FoyerEventGroup foyer_event_item_get_group (FoyerEventItem *self);
gboolean foyer_event_item_matches (FoyerEventItem *self, const char *folded_text);
int foyer_event_item_compare (gconstpointer a, gconstpointer b, gpointer data);
FoyerEventGroup foyer_event_group_of (const FoyerEvent *event, gint64 now);
const char *foyer_event_group_to_title (FoyerEventGroup group);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_EVENT_DRAFT,
  FOYER_EVENT_PUBLISHED,
  FOYER_EVENT_CANCELLED,
} FoyerEventStatus;

typedef struct
{
  FoyerRow         row;
  char            *title;
  char            *slug;       /* lower case a-z, 0-9 and -; unique in the replica */
  gint64           start_date; /* instant */
  gint64           end_date;   /* instant, after start_date */
  char            *timezone;   /* IANA name; the event is edited and shown in it */
  char            *venue_name;
  char            *venue_address;
  gint64           capacity;   /* people; FOYER_NONE for no limit */
  char            *currency;   /* ISO 4217 */
  FoyerEventStatus status;
  gboolean         is_test;
} FoyerEvent;

FOYER_DECLARE_ROW (FoyerEvent, event, EVENT)

char *foyer_event_slug_from_title (const char *title);

G_END_DECLS

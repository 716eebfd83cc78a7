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

typedef enum
{
  FOYER_VENUE_IN_PERSON,
  FOYER_VENUE_VIRTUAL,
  FOYER_VENUE_HYBRID,
} FoyerVenueType;

/* What a desk asks of who buys. */
typedef enum
{
  FOYER_BUYER_DATA_OPTIONAL,
  FOYER_BUYER_DATA_NAME,
  FOYER_BUYER_DATA_NAME_AND_EMAIL,
} FoyerBuyerData;

/* The title's limit, in characters of any script. */
#define FOYER_EVENT_TITLE_MAX 255
#define FOYER_EVENT_SHORT_DESCRIPTION_MAX 500

typedef struct
{
  FoyerRow         row;
  char            *title;
  char            *slug;                   /* lower case a-z, 0-9 and -; unique in the replica */
  char            *short_description;
  char            *description;            /* clean HTML, see foyer_html_sanitise () */
  char            *category;
  char            *tags;                   /* JSON array of texts */
  FoyerUuid        cover_image_id;
  gint64           start_date;             /* instant */
  gint64           end_date;               /* instant, after start_date */
  char            *timezone;               /* IANA name; the event is edited and shown in it */
  FoyerVenueType   venue_type;
  char            *venue_name;
  char            *venue_address;
  char            *venue_url;              /* a map, or the venue's page */
  char            *virtual_url;            /* where to join; not public: only who has a ticket learns it */
  gint64           capacity;               /* people; FOYER_NONE for no limit */
  char            *currency;               /* ISO 4217 */
  gint64           refund_full_days;       /* all money back until so many days before the start; FOYER_NONE: never all */
  gint64           refund_part_hours;      /* a part until so many hours before the start; FOYER_NONE: never a part */
  gint64           refund_part_percentage; /* that part, hundredths of a percent */
  gint64           fee_percentage;         /* service fee, hundredths of a percent of what a ticket costs; FOYER_NONE */
  gint64           fee_fixed;              /* service fee, minor units for each ticket that costs anything; FOYER_NONE */
  gboolean         fee_is_included;        /* the organizer bears it: it is not added to the price */
  char            *accent_colour;          /* #rrggbb (nullable) */
  FoyerUuid        logo_image_id;
  char            *internal_notes;         /* never public */
  FoyerEventStatus status;
  gint64           published_at;
  gint64           cancelled_at;
  gint64           archived_at;            /* FOYER_NONE while it is among the others */
  gboolean         is_test;
  gboolean         is_template;            /* a pattern for new events, listed nowhere else */
  FoyerUuid        series_id;
  gint64           series_date;            /* the instant the series' rule gives for it, wherever it was moved to */
  FoyerBuyerData   buyer_data;             /* what must be known of who buys at the desk */
  char            *cover_alt;              /* what the cover shows, for who cannot see it */
} FoyerEvent;

FOYER_DECLARE_ROW (FoyerEvent, event, EVENT)

char *foyer_event_slug_from_title (const char *title);

G_END_DECLS

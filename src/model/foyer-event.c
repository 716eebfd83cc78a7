/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event.h"

#include "foyer-html.h"
#include "foyer-text.h"

static const char *const status_words[] = { "DRAFT", "PUBLISHED", "CANCELLED", NULL };
static const char *const venue_words[] = { "IN_PERSON", "VIRTUAL", "HYBRID", NULL };
static const char *const buyer_data_words[] = { "OPTIONAL", "NAME", "NAME_AND_EMAIL", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN (FoyerEvent, title, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = FOYER_EVENT_TITLE_MAX),
  FOYER_COLUMN (FoyerEvent, slug, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 80),
  FOYER_COLUMN_SINCE (2, FoyerEvent, short_description, TEXT, .max = FOYER_EVENT_SHORT_DESCRIPTION_MAX),
  FOYER_COLUMN_SINCE (2, FoyerEvent, description, TEXT, .flags = FOYER_COLUMN_HTML, .max = FOYER_HTML_CLEAN_MAX),
  FOYER_COLUMN_SINCE (2, FoyerEvent, category, TEXT, .max = 80),
  FOYER_COLUMN_SINCE (2, FoyerEvent, tags, JSON),
  FOYER_COLUMN_SINCE (2, FoyerEvent, cover_image_id, UUID),
  FOYER_COLUMN (FoyerEvent, start_date, TIME, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerEvent, end_date, TIME, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerEvent, timezone, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 64),
  FOYER_COLUMN_SINCE (2, FoyerEvent, venue_type, ENUM, .words = venue_words),
  FOYER_COLUMN (FoyerEvent, venue_name, TEXT, .max = 200),
  FOYER_COLUMN (FoyerEvent, venue_address, TEXT, .max = 500),
  FOYER_COLUMN_SINCE (2, FoyerEvent, venue_url, TEXT, .max = 2000),
  FOYER_COLUMN_SINCE (2, FoyerEvent, virtual_url, TEXT, .max = 2000),
  FOYER_COLUMN (FoyerEvent, capacity, INTEGER, .max = 100000000),
  FOYER_COLUMN (FoyerEvent, currency, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 3),
  FOYER_COLUMN_SINCE (2, FoyerEvent, refund_full_days, INTEGER, .max = 3650),
  FOYER_COLUMN_SINCE (2, FoyerEvent, refund_part_hours, INTEGER, .max = 87600),
  FOYER_COLUMN_SINCE (2, FoyerEvent, refund_part_percentage, INTEGER, .max = 10000),
  FOYER_COLUMN_SINCE (2, FoyerEvent, fee_percentage, INTEGER, .max = 10000),
  FOYER_COLUMN_SINCE (2, FoyerEvent, fee_fixed, INTEGER, .max = FOYER_MONEY_MAX),
  FOYER_COLUMN_SINCE (2, FoyerEvent, fee_is_included, BOOLEAN),
  FOYER_COLUMN_SINCE (2, FoyerEvent, accent_colour, TEXT, .max = 7),
  FOYER_COLUMN_SINCE (2, FoyerEvent, logo_image_id, UUID),
  FOYER_COLUMN_SINCE (2, FoyerEvent, internal_notes, TEXT, .max = 20000),
  FOYER_COLUMN (FoyerEvent, status, ENUM, .words = status_words),
  FOYER_COLUMN_SINCE (2, FoyerEvent, published_at, TIME),
  FOYER_COLUMN_SINCE (2, FoyerEvent, cancelled_at, TIME),
  FOYER_COLUMN_SINCE (2, FoyerEvent, archived_at, TIME),
  FOYER_COLUMN (FoyerEvent, is_test, BOOLEAN),
  FOYER_COLUMN_SINCE (2, FoyerEvent, is_template, BOOLEAN),
  FOYER_COLUMN_SINCE (2, FoyerEvent, series_id, UUID),
  FOYER_COLUMN_SINCE (2, FoyerEvent, series_date, TIME),
  FOYER_COLUMN_SINCE (4, FoyerEvent, buyer_data, ENUM, .words = buyer_data_words),
  FOYER_COLUMN_SINCE (4, FoyerEvent, cover_alt, TEXT, .max = 500),
};
/* clang-format on */

const FoyerRowType FOYER_EVENT_TYPE = {
  .table = "events",
  .number = 1,
  .size = sizeof (FoyerEvent),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};

/**
 * foyer_event_slug_from_title:
 * @title: an event's title
 *
 * Returns: (transfer full): a slug that says the same, "event" when nothing of the title can be
 * written with a-z and 0-9. It may be taken already.
 */
char *
foyer_event_slug_from_title (const char *title)
{
  char *slug = foyer_text_make_slug (title);

  if (*slug != '\0')
    return slug;
  g_free (slug);
  return g_strdup ("event");
}

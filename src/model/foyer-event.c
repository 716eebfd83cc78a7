/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event.h"

#include "foyer-text.h"

static const char *const status_words[] = { "DRAFT", "PUBLISHED", "CANCELLED", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN (FoyerEvent, title, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 200),
  FOYER_COLUMN (FoyerEvent, slug, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 80),
  FOYER_COLUMN (FoyerEvent, start_date, TIME, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerEvent, end_date, TIME, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerEvent, timezone, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 64),
  FOYER_COLUMN (FoyerEvent, venue_name, TEXT, .max = 200),
  FOYER_COLUMN (FoyerEvent, venue_address, TEXT, .max = 500),
  FOYER_COLUMN (FoyerEvent, capacity, INTEGER, .max = 100000000),
  FOYER_COLUMN (FoyerEvent, currency, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 3),
  FOYER_COLUMN (FoyerEvent, status, ENUM, .words = status_words),
  FOYER_COLUMN (FoyerEvent, is_test, BOOLEAN),
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

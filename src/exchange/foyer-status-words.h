/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the status cell of a list comes down to. Its three bits are kept in a ticket's source_digest: never renumber. */
typedef enum
{
  FOYER_SOURCE_VALID      = 0,
  FOYER_SOURCE_PENDING    = 1, /* not paid, not confirmed: the door says UNPAID */
  FOYER_SOURCE_INVITED    = 2, /* has not answered: the door says UNAPPROVED */
  FOYER_SOURCE_CHECKED_IN = 3,
  FOYER_SOURCE_CANCELLED  = 4, /* also declined, deleted, not attending */
  FOYER_SOURCE_REFUNDED   = 5,
  FOYER_SOURCE_EXPIRED    = 6, /* the reservation ran out before it was paid */
} FoyerSourceStatus;

/* Both take any case, accents and separators: “Not Attending”, “AWAITING_PAYMENT”. FALSE: not a known word. */
gboolean foyer_status_words_find     (const char        *text,
                                      gsize              length,
                                      FoyerSourceStatus *status);
gboolean foyer_status_words_find_yes (const char        *text,
                                      gsize              length,
                                      gboolean          *is_yes);

G_END_DECLS

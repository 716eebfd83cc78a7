/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-cancel-store.h"

G_BEGIN_DECLS

/* What a copy of an event takes along besides what it always does: category and tags, place,
 * length, zone, capacity, currency, refund policy, fees. */
typedef enum
{
  FOYER_COPY_TIERS = 1 << 0,       /* and the quotas they share */
  FOYER_COPY_PROMO_CODES = 1 << 1, /* without tiers only those that are good for every tier */
  FOYER_COPY_QUESTIONS = 1 << 2,
  FOYER_COPY_ENTRANCES = 1 << 3,
  FOYER_COPY_DESCRIPTION = 1 << 4, /* with cover, logo and colour */
  FOYER_COPY_NOTES = 1 << 5,       /* the internal ones */
  FOYER_COPY_GUESTS = 1 << 6, /* the guest list with new codes, unpaid for, nobody checked in */
} FoyerCopyParts;

#define FOYER_COPY_ALL_BUT_GUESTS ((FoyerCopyParts) 0x3f)
#define FOYER_COPY_ALL            ((FoyerCopyParts) 0x7f)

typedef struct
{
  const char *title; /* (nullable): that of the original */
  const char *slug;  /* (nullable): made of the title; a free one is found in either case */
  gint64 start_date; /* all other times move along by wall time; FOYER_NONE: where it is */
  FoyerCopyParts parts;
  gboolean is_template;
} FoyerEventCopy;

/* A draft, or a template. Also starts an event from a template. */
gboolean foyer_event_copy_store_copy (FoyerTransaction *transaction,
                                      const FoyerUuid *event_id,
                                      const FoyerEventCopy *how,
                                      FoyerEventProgress progress, /* (nullable) */
                                      gpointer progress_data,
                                      GCancellable *cancellable,
                                      FoyerUuid *copy_id, /* (out) */
                                      GError **error);

G_END_DECLS

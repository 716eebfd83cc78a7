/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-conflict-report.h"
#include "foyer-edit-conflict.h"

G_BEGIN_DECLS

/* The sentences of a report. Private to the layer. */

/* “18:42”, in the event's zone. */
char *foyer_conflict_words_time (const FoyerEvent *event, gint64 instant, gint64 now);
/* “You, 18:42”. name: (nullable). */
char *foyer_conflict_words_person (FoyerDatabase *db,
                                   const FoyerEvent *event,
                                   const FoyerUuid *event_id,
                                   const FoyerUuid *user_id,
                                   const FoyerUuid *device_id, /* (nullable) */
                                   const char *name,
                                   const char *when);
/* “of the tier “VIP””: what a row is, and what people know it by. */
char *foyer_conflict_words_subject (gconstpointer row);
/* “3 attendees” */
char *foyer_conflict_words_count (const FoyerRowType *type, gint64 n);
/* Why a ticket is refused elsewhere; (nullable) for a word that is not known. */
const char *foyer_conflict_words_refusal (const char *verdict);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* What is said in the language of the person who opens the sample. */
typedef struct
{
  char *title;
  char *venue;
  char *address;
  char *tiers[3];     /* general, VIP, student */
  char *entrances[2];
  char *timezone;     /* IANA */
  char *currency;
} FoyerSampleWords;

/* An event to look around in: some 300 guests in many scripts, today, the doors open for 70 minutes. One change set: undoing it
 * leaves nothing of it. now: microseconds since the epoch. */
gboolean          foyer_sample_event_add  (FoyerDatabase           *db,
                                           const FoyerSampleWords  *words,
                                           gint64                   now,
                                           FoyerUuid               *event_id,
                                           gint64                  *change_set,
                                           GError                 **error);
void              foyer_sample_words_free (FoyerSampleWords        *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSampleWords, foyer_sample_words_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-feed-answer.h"
#include "foyer-pull.h"

G_BEGIN_DECLS

/* Writes what changes () answered into the replica, in transactions that a scan does not feel. Used
 * by one thread at a time. */
typedef struct _FoyerPageWriter FoyerPageWriter;

FoyerPageWriter *
foyer_page_writer_new (FoyerDatabase *db, gint64 server_key, FoyerPullCount *count);
/* Reads and checks the rows; then write. */
gboolean
foyer_page_writer_read (FoyerPageWriter *self, const FoyerFeedAnswer *answer, GError **error);
/* The rows, but not where the feed goes on. */
gboolean foyer_page_writer_write (FoyerPageWriter *self,
                                  const FoyerFeedAnswer *answer,
                                  FoyerLoad load,
                                  GError **error);
/* Pictures whose bytes did not come along, since the last call; (element-type FoyerUuid). */
GArray *foyer_page_writer_missing (FoyerPageWriter *self);
/* A picture as it lies on the server: an array of one object. */
gboolean foyer_page_writer_image (FoyerPageWriter *self,
                                  const FoyerUuid *event_id,
                                  GBytes *answer,
                                  GError **error);
/* All of the answer is here. before: (nullable): the cursor that was asked with. */
gboolean foyer_page_writer_finish (FoyerPageWriter *self,
                                   const FoyerFeedAnswer *answer,
                                   const char *before,
                                   FoyerLoad load,
                                   gboolean is_end,
                                   gint64 synced_at,
                                   GError **error);
/* Lets go of what was held, when nothing is missing any more. */
gboolean foyer_page_writer_let_go (FoyerPageWriter *self, FoyerPending *earlier, GError **error);
void foyer_page_writer_free (FoyerPageWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPageWriter, foyer_page_writer_free)

G_END_DECLS

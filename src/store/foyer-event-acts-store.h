/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-publish-check.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* What is done to an event as a whole, within a transaction. Each checks that it makes sense and
 * says so in a sentence; to do what is done already writes nothing. Cancelling is in
 * foyer-event-cancel-store.h, copying in foyer-event-copy-store.h. */

/* Its checklist now; (element-type FoyerPublishItem). */
GPtrArray *
foyer_event_acts_check (FoyerDatabase *db, const FoyerUuid *event_id, gint64 now, GError **error);
/* Refused while something must be mended: the error has the sentences. */
gboolean foyer_event_acts_publish (FoyerTransaction *transaction,
                                   const FoyerUuid *event_id,
                                   gint64 now,
                                   GError **error);
/* A draft again; sold tickets stay good. */
gboolean foyer_event_acts_unpublish (FoyerTransaction *transaction,
                                     const FoyerUuid *event_id,
                                     GError **error);
gboolean foyer_event_acts_set_archived (FoyerTransaction *transaction,
                                        const FoyerUuid *event_id,
                                        gboolean is_archived,
                                        gint64 now,
                                        GError **error);
gboolean foyer_event_acts_check_end_test (FoyerDatabase *db,
                                          const FoyerUuid *event_id,
                                          GError **error);
gboolean foyer_event_acts_set_test (FoyerTransaction *transaction,
                                    const FoyerUuid *event_id,
                                    gboolean is_test,
                                    GError **error);
gboolean foyer_event_acts_rename (FoyerTransaction *transaction,
                                  const FoyerUuid *event_id,
                                  const char *title,
                                  GError **error);
gboolean
foyer_event_acts_delete (FoyerTransaction *transaction, const FoyerUuid *event_id, GError **error);
/* The living event, or NOT_FOUND in a sentence. */
FoyerEvent *foyer_event_acts_get (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);

G_END_DECLS

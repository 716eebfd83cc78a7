/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-event.h"
#include "foyer-tier.h"
#include "foyer-ticket-code.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* By slug or id. NOT_FOUND names what was asked for. */
FoyerEvent *foyer_event_store_find (FoyerDatabase *db, const char *slug_or_id, GError **error);
/* Living events by start_date, without templates and what is archived. */
GPtrArray *foyer_event_store_list (FoyerDatabase *db, GError **error);
GPtrArray *foyer_event_store_list_archived (FoyerDatabase *db, GError **error);
GPtrArray *foyer_event_store_list_templates (FoyerDatabase *db, GError **error);
/* Gives the event a free slug (title, then title-2, …), checks it, inserts it with its first
 * entrance. */
gboolean foyer_event_store_add (FoyerTransaction *transaction, FoyerEvent *event, GError **error);
/* The same without an entrance. */
gboolean
foyer_event_store_insert (FoyerTransaction *transaction, FoyerEvent *event, GError **error);
/* The same checks; CONFLICT when another event has the slug. Without a change nothing is written.
 */
gboolean foyer_event_store_edit (FoyerTransaction *transaction,
                                 const FoyerEvent *before,
                                 FoyerEvent *after,
                                 GError **error);
GPtrArray *foyer_event_store_tiers (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);
GPtrArray *
foyer_event_store_questions (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);
/* The device's signing key: made on first need, its secret half kept in a 0600 file beside the
 * replica. */
gboolean foyer_event_store_signing_key (FoyerDatabase *db, FoyerSigningKey *key, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cashier.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* Who does something at the till. Their PINs were asked for before: see foyer_cashier_store_check_pin_async (). */
typedef struct
{
  FoyerUuid cashier_id;  /* nil: nobody was asked */
  FoyerUuid approver_id; /* nil: nobody else consented */
} FoyerTillActor;

/* By sort order; (element-type FoyerCashier). */
GPtrArray    *foyer_cashier_store_list       (FoyerDatabase        *db,
                                              const FoyerUuid      *event_id,
                                              gboolean              with_inactive,
                                              GError              **error);
/* By name, however it is written; NULL with NOT_FOUND and a sentence. */
FoyerCashier *foyer_cashier_store_find       (FoyerDatabase        *db,
                                              const FoyerUuid      *event_id,
                                              const char           *name,
                                              GError              **error);
/* After the others. pin: (nullable) none is asked. Its hash takes a moment: make it before the transaction where that matters. */
gboolean      foyer_cashier_store_add        (FoyerTransaction     *transaction,
                                              FoyerCashier         *cashier,
                                              GError              **error);
gboolean      foyer_cashier_store_edit       (FoyerTransaction     *transaction,
                                              const FoyerCashier   *before,
                                              FoyerCashier         *after,
                                              GError              **error);
/* Who is in a book stays as inactive. */
gboolean      foyer_cashier_store_remove     (FoyerTransaction     *transaction,
                                              const FoyerCashier   *cashier,
                                              GError              **error);
/* That they are at work here, and whoever consents may do so. Within the act's transaction. */
gboolean      foyer_cashier_store_check      (FoyerDatabase        *db,
                                              const FoyerUuid      *event_id,
                                              const FoyerTillActor *actor,
                                              GError              **error);
/* And that they may give so much back together. */
gboolean      foyer_cashier_store_check_refund (FoyerDatabase      *db,
                                              const FoyerUuid      *event_id,
                                              const FoyerTillActor *actor,
                                              gint64                amount,
                                              const char           *currency,
                                              GError              **error);
/* On a thread of its own: half a blink, and 64 MB. FALSE with CONFLICT and a sentence: it is another PIN, or too many were tried.
 * path: of the replica, which remembers that. */
void          foyer_cashier_store_check_pin_async (const char          *path,
                                              const FoyerCashier   *cashier,
                                              const char           *pin,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean      foyer_cashier_store_check_pin_finish (GAsyncResult   *result,
                                              GError              **error);
gboolean      foyer_cashier_store_check_pin  (FoyerDatabase        *db,
                                              const FoyerCashier   *cashier,
                                              const char           *pin,
                                              GError              **error);

G_END_DECLS

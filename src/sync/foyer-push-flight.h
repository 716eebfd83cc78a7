/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-account.h"

G_BEGIN_DECLS

/* One call to the server that is on its way, while its owner does something else. */
typedef struct _FoyerPushFlight FoyerPushFlight;

/* Speaks through the account, which is this flight's while it is away. */
FoyerPushFlight *foyer_push_flight_new (FoyerAccount *account);
/* Speaks by itself with the token that it is given, to the same server. */
FoyerPushFlight *foyer_push_flight_new_beside (FoyerAccount *account);
void foyer_push_flight_start (FoyerPushFlight *self,
                              const char *function,
                              const char *arguments,
                              const char *token,
                              GCancellable *cancellable);
GBytes *foyer_push_flight_wait (FoyerPushFlight *self, GError **error);
void foyer_push_flight_free (FoyerPushFlight *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPushFlight, foyer_push_flight_free)

G_END_DECLS

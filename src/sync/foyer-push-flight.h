/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-account.h"

G_BEGIN_DECLS

/* One call to the server that is on its way, while the next is made ready. */
typedef struct _FoyerPushFlight FoyerPushFlight;

FoyerPushFlight *foyer_push_flight_new (FoyerAccount *account);
void foyer_push_flight_start (FoyerPushFlight *self,
                              const char *function,
                              char *arguments,
                              GCancellable *cancellable);
GBytes *foyer_push_flight_wait (FoyerPushFlight *self, GError **error);
void foyer_push_flight_free (FoyerPushFlight *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPushFlight, foyer_push_flight_free)

G_END_DECLS

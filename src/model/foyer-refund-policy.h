/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"

G_BEGIN_DECLS

/* FALSE: nobody wrote any. */
gboolean foyer_refund_policy_is_set (const FoyerEvent *event);

/* What of the money goes back by the event's terms, hundredths of a percent: 10000 is all of it. */
gint64 foyer_refund_policy_percentage (const FoyerEvent *event, gint64 now);

G_END_DECLS

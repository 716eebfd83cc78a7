/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"

G_BEGIN_DECLS

/* What is agreed with a buyer, in sentences that a buyer reads. Numbers as in FoyerEvent. */
char *foyer_event_terms_text_refund (gint64 full_days, gint64 part_hours, gint64 part_percentage);
/* currency: the event's. */
char *foyer_event_terms_text_fee (gint64 percentage,
                                  gint64 fixed,
                                  gboolean is_included,
                                  const char *currency);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Microseconds for which a connection lets those pass who wait to write, see foyer-bell.h: more than it
 * takes to wake somebody, even on a busy machine. */
#define FOYER_SYNC_POLITENESS (5 * G_TIME_SPAN_MILLISECOND)

void foyer_sync_priority_lower (void);

G_END_DECLS

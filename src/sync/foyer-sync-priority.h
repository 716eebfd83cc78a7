/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void foyer_sync_priority_lower (void);

G_END_DECLS

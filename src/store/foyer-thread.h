/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void foyer_thread_set_prompt (void);

G_END_DECLS

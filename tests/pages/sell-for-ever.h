/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In a process of its own: sells at a desk, each with a receipt and tickets to be printed, and tells what is on disk, a line each,
 * until it is killed. */
G_NORETURN void foyer_sell_for_ever (const char *path, const char *event);

G_END_DECLS

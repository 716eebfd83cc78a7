/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The currency of a new event: as chosen in the preferences, else of the locale, else EUR. */
char *foyer_default_currency (GSettings *settings);

G_END_DECLS

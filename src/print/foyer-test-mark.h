/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* “TEST” or “TRAINING” across a label of this size, to be drawn before all else. Private to the
 * layer. */
void foyer_test_mark_draw (cairo_t *cr, double width, double height, const char *mark);

G_END_DECLS

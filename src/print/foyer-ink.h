/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A colour on paper, each channel 0 to 1. */
typedef struct
{
  double red;
  double green;
  double blue;
} FoyerInk;

FoyerInk foyer_ink_parse         (const char *text);  /* (nullable) #rrggbb; a dark grey for anything else */
double   foyer_ink_get_luminance (FoyerInk    ink);
gboolean foyer_ink_wants_white   (FoyerInk    ground); /* text on it is better white than black */

G_END_DECLS

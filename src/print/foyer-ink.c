/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ink.h"

#include <math.h>
#include <stdio.h>

/* Where no colour was chosen for a tier. */
#define DEFAULT_COLOUR 0x3d3846

/**
 * foyer_ink_parse:
 * @text: (nullable): a colour as #rrggbb
 *
 * Returns: the colour, a dark grey for anything else
 */
FoyerInk
foyer_ink_parse (const char *text)
{
  guint rgb = DEFAULT_COLOUR;
  guint parsed;
  int end = 0;

  if (text != NULL && sscanf (text, "#%6x%n", &parsed, &end) == 1 && end == 7 && text[7] == '\0')
    rgb = parsed;

  return (FoyerInk){ (rgb >> 16) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0 };
}

static double
linearize (double channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/**
 * foyer_ink_get_luminance:
 * @ink: a colour
 *
 * Returns: the relative luminance by WCAG 2.1, 0 to 1
 */
double
foyer_ink_get_luminance (FoyerInk ink)
{
  return 0.2126 * linearize (ink.red) + 0.7152 * linearize (ink.green) +
         0.0722 * linearize (ink.blue);
}

/**
 * foyer_ink_wants_white:
 * @ground: the colour of a ground
 *
 * White as long as it is well readable in bold: the contrast is WCAG's, which asks 3 of large bold
 * text.
 *
 * Returns: whether text on it is to be white, else black
 */
gboolean
foyer_ink_wants_white (FoyerInk ground)
{
  return 1.05 / (foyer_ink_get_luminance (ground) + 0.05) >= 3.5;
}

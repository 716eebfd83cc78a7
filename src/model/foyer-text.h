/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text as people compare it: case, accents and width do not count. "Müller" and "MULLER" fold to "muller".
 * Only Latin, Greek and Cyrillic accents go (U+0300 to U+036F and letters such as ø, ł, ß); vowel signs of other scripts stay. */
char     *foyer_text_fold        (const char *text,
                                  gssize      length);
void      foyer_text_fold_append (GString    *to,
                                  const char *text,
                                  gssize      length); /* ASCII is folded without allocating */
char     *foyer_text_make_slug   (const char *text);
guint64   foyer_text_hash        (const char *text,
                                  gsize       length,
                                  guint64     seed);  /* stable for ever: stored in files */
gboolean  foyer_email_is_valid   (const char *text);

G_END_DECLS

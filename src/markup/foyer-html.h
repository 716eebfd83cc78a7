/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-rich-block.h"

G_BEGIN_DECLS

/* More than this is not read: bytes, and elements within elements. */
#define FOYER_HTML_SIZE_MAX  (4 * 1024 * 1024)
#define FOYER_HTML_DEPTH_MAX 200
/* Of clean HTML, in characters. */
#define FOYER_HTML_CLEAN_MAX 200000

/* Clean HTML has p, br, strong, em, h2, h3, ul, ol, li, blockquote, a with an href of http, https or mailto, and img with a src of
 * foyer-image:ID; nothing else, and it is written in one way only. */
char      *foyer_html_sanitise (const char *html);
gboolean   foyer_html_is_clean (const char *html);
char      *foyer_html_to_text  (const char *html);
/* (element-type FoyerRichBlock) */
GPtrArray *foyer_html_read     (const char *html);

G_END_DECLS

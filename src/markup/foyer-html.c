/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-html.h"

#include "foyer-rich-write.h"

/**
 * foyer_html_sanitise:
 * @html: HTML from anywhere, valid UTF-8 or not
 *
 * Whatever is not in the allow-list goes: scripts and styles with what is in them, other elements
 * alone, so that their text stays. Elements that were not closed are closed.
 *
 * Returns: (transfer full) (nullable): the clean HTML, empty when nothing is left; %NULL when it is
 * longer than %FOYER_HTML_SIZE_MAX or deeper than %FOYER_HTML_DEPTH_MAX
 */
char *
foyer_html_sanitise (const char *html)
{
  g_autoptr (GPtrArray) blocks = foyer_html_read (html);

  return blocks != NULL ? foyer_rich_write (blocks) : NULL;
}

/**
 * foyer_html_is_clean:
 * @html: (nullable): HTML
 *
 * Returns: whether sanitising it would change nothing; %NULL is clean
 */
gboolean
foyer_html_is_clean (const char *html)
{
  g_autofree char *clean = NULL;

  if (html == NULL || *html == '\0')
    return TRUE;
  /* Whatever is clean begins with a block. */
  if (*html != '<' || !g_utf8_validate (html, -1, NULL))
    return FALSE;
  clean = foyer_html_sanitise (html);
  return g_strcmp0 (clean, html) == 0;
}

/**
 * foyer_html_to_text:
 * @html: (nullable): HTML from anywhere
 *
 * Returns: (transfer full): what it says as plain text, empty when there is nothing or too much of
 * it
 */
char *
foyer_html_to_text (const char *html)
{
  g_autoptr (GPtrArray) blocks = html != NULL ? foyer_html_read (html) : NULL;

  return blocks != NULL ? foyer_rich_write_plainly (blocks) : g_strdup ("");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-html.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n_bytes);

/* Every element that clean HTML may have, as it is written. */
static const char *const starts[] = {
  "<p>",   "</p>",         "<h2>",          "</h2>",    "<h3>",      "</h3>", "<ul>",
  "</ul>", "<ol>",         "</ol>",         "<li>",     "</li>",     "<br>",  "<em>",
  "</em>", "<blockquote>", "</blockquote>", "<strong>", "</strong>", "</a>",
};

/* Looks at the text itself, not through the reader that made it. */
static void
check_elements (const char *html)
{
  for (const char *at = strchr (html, '<'); at != NULL; at = strchr (at + 1, '<'))
    {
      gboolean is_known = g_str_has_prefix (at, "<a href=\"http://") ||
                          g_str_has_prefix (at, "<a href=\"https://") ||
                          g_str_has_prefix (at, "<a href=\"mailto:") ||
                          g_str_has_prefix (at, "<img src=\"foyer-image:");

      for (guint i = 0; !is_known && i < G_N_ELEMENTS (starts); i++)
        is_known = g_str_has_prefix (at, starts[i]);
      g_assert_true (is_known);
    }
}

/* Whatever the bytes: what comes out is text of the allow-list, and clean. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n_bytes)
{
  g_autofree char *text = g_strndup (n_bytes > 0 ? (const char *) bytes : "", n_bytes);
  g_autofree char *clean = NULL;
  g_autofree char *again = NULL;
  g_autofree char *plain = NULL;

  /* no byte beyond the text is read */
  text = g_realloc (text, strlen (text) + 1);
  plain = foyer_html_to_text (text);
  g_assert_true (g_utf8_validate (plain, -1, NULL));
  clean = foyer_html_sanitise (text);
  if (clean == NULL)
    return 0;
  g_assert_true (g_utf8_validate (clean, -1, NULL));
  check_elements (clean);
  again = foyer_html_sanitise (clean);
  g_assert_cmpstr (again, ==, clean);
  return 0;
}

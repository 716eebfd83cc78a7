/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-web-address.h"

#include <string.h>

static gboolean
is_web (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && *host != '\0' && strpbrk (text, " \t\n\"<>") == NULL &&
         (g_str_equal (g_uri_get_scheme (uri), "https") ||
          g_str_equal (g_uri_get_scheme (uri), "http"));
}

gboolean
foyer_web_address_read (const char *text, char **url)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *secure = NULL;
  gsize host_length;

  *url = NULL;
  if (*trimmed == '\0')
    return TRUE;
  if (is_web (trimmed))
    {
      *url = g_steal_pointer (&trimmed);
      return TRUE;
    }
  /* “example.com/room”, but neither “Town Hall” nor “ftp://example.com” */
  host_length = strcspn (trimmed, "/?#");
  secure = g_strconcat ("https://", trimmed, NULL);
  if (strchr (trimmed, ':') != NULL || memchr (trimmed, '.', host_length) == NULL ||
      *trimmed == '.' || !is_web (secure))
    return FALSE;
  *url = g_steal_pointer (&secure);
  return TRUE;
}

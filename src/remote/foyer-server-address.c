/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-server-address.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* A letter, digits and such before “://”, or before “:” where no port follows: “mailto:x”, but not
 * “localhost:3000”. */
static gboolean
has_scheme (const char *text)
{
  return strstr (text, "://") != NULL || g_str_has_prefix (text, "mailto:") ||
         g_str_has_prefix (text, "data:");
}

/* “htp:/x” or “https:x”: a colon that no port follows. */
static gboolean
has_broken_scheme (const char *text)
{
  gsize length = strcspn (text, ":/?#[");

  return text[length] == ':' && text[length + 1] != '\0' && !g_ascii_isdigit (text[length + 1]) &&
         strchr (text, '@') == NULL;
}

/* As far as a person got who types it all. */
static gboolean
is_only_scheme (const char *text)
{
  return strchr (text, ':') != NULL &&
         (g_str_has_prefix ("https://", text) || g_str_has_prefix ("http://", text));
}

static FoyerServerAddressProblem
check (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    return FOYER_SERVER_ADDRESS_SCHEME;
  if (host == NULL || *host == '\0' || strpbrk (host, " \t%<>\"") != NULL)
    return FOYER_SERVER_ADDRESS_BROKEN;
  if (g_uri_get_userinfo (uri) != NULL)
    return FOYER_SERVER_ADDRESS_PASSWORD;
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return FOYER_SERVER_ADDRESS_QUERY;
  if (g_str_equal (scheme, "http") && !is_loopback (host))
    return FOYER_SERVER_ADDRESS_PLAIN;
  return FOYER_SERVER_ADDRESS_GOOD;
}

/**
 * foyer_server_address_read:
 * @text: what a person typed, such as “foyer.example.org/api”
 * @url: (out) (optional) (nullable): the address without a slash at its end, when it is good
 *
 * Without a scheme it is https; http serves this machine alone.
 *
 * Returns: what is wrong with it
 */
FoyerServerAddressProblem
foyer_server_address_read (const char *text, char **url)
{
  g_autofree char *typed = g_strstrip (g_strdup (text));
  g_autofree char *full = NULL;
  g_autoptr (GUri) uri = NULL;
  FoyerServerAddressProblem problem;

  if (url != NULL)
    *url = NULL;
  if (*typed == '\0' || is_only_scheme (typed))
    return FOYER_SERVER_ADDRESS_EMPTY;
  if (!has_scheme (typed) && has_broken_scheme (typed))
    return FOYER_SERVER_ADDRESS_SCHEME;
  full = has_scheme (typed) ? g_strdup (typed) : g_strconcat ("https://", typed, NULL);
  uri = g_uri_parse (full, G_URI_FLAGS_SCHEME_NORMALIZE | G_URI_FLAGS_HAS_PASSWORD, NULL);
  if (uri == NULL)
    return FOYER_SERVER_ADDRESS_BROKEN;

  problem = check (uri);
  if (problem == FOYER_SERVER_ADDRESS_GOOD && url != NULL)
    {
      *url = g_uri_to_string (uri);
      while (g_str_has_suffix (*url, "/"))
        (*url)[strlen (*url) - 1] = '\0';
    }
  return problem;
}

/**
 * foyer_server_address_words:
 * @problem: what is wrong
 *
 * Returns: (transfer full): a sentence for the field where it was typed
 */
char *
foyer_server_address_words (FoyerServerAddressProblem problem)
{
  switch (problem)
    {
    case FOYER_SERVER_ADDRESS_EMPTY:
      return g_strdup (_ ("Type the server’s address, such as “foyer.example.org”."));
    case FOYER_SERVER_ADDRESS_BROKEN:
      return g_strdup (_ ("This is no web address. It looks like “foyer.example.org”."));
    case FOYER_SERVER_ADDRESS_SCHEME:
      return g_strdup (_ ("A server’s address begins with “https://”."));
    case FOYER_SERVER_ADDRESS_PLAIN:
      return g_strdup (
          _ ("Over “http://” others could read your password on its way. Use “https://”."));
    case FOYER_SERVER_ADDRESS_PASSWORD:
      return g_strdup (
          _ ("Leave name and password out of the address. They are asked for in the next step."));
    case FOYER_SERVER_ADDRESS_QUERY:
      return g_strdup (_ ("Leave out the “?” or “#” and what follows."));
    case FOYER_SERVER_ADDRESS_GOOD:
      return g_strdup ("");
    }
  g_return_val_if_reached (g_strdup (""));
}

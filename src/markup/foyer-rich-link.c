/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-rich-block.h"

#include <string.h>

#define LINK_MAX    2000
#define UUID_LENGTH 36

static const char *const schemes[] = { "http://", "https://", "mailto:" };

/**
 * foyer_rich_image_is_valid:
 * @image: (nullable): what stands after “foyer-image:”
 *
 * Returns: whether it is the id of a picture: a UUID in lower case
 */
gboolean
foyer_rich_image_is_valid (const char *image)
{
  if (image == NULL || strlen (image) != UUID_LENGTH)
    return FALSE;
  for (guint i = 0; i < UUID_LENGTH; i++)
    if (i == 8 || i == 13 || i == 18 || i == 23
            ? image[i] != '-'
            : !g_ascii_isxdigit (image[i]) || g_ascii_isupper (image[i]))
      return FALSE;
  return TRUE;
}

/* What stands within an address as it is; anything else is written as %20 and the like. Other
 * scripts stay readable. */
static void
append_escaped (GString *to, const char *from)
{
  for (const char *p = from; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c > 0x20 && c < 0x7f && strchr ("\"<>\\^`{|}", c) == NULL)
        g_string_append_c (to, c);
      else if (c >= 0xa0 && g_unichar_isgraph (c) && c != 0xfffc)
        g_string_append_unichar (to, c);
      else if (c != '\t' && c != '\n' && c != '\r')
        for (const char *byte = p; byte < g_utf8_next_char (p); byte++)
          g_string_append_printf (to, "%%%02X", (guchar) *byte);
    }
}

/* The first of them is what a host, or an address of mail, begins with. */
static gboolean
is_begun (const char *rest)
{
  return *rest != '\0' && strchr ("/?#:@.&", *rest) == NULL;
}

/**
 * foyer_rich_link_tidy:
 * @text: (nullable): an address as it stands somewhere
 *
 * Only the web and mail: http, https and mailto. Anything else (javascript, data, file, an address
 * without a scheme) is none.
 *
 * Returns: (transfer full) (nullable): the address as it is kept; tidying it again changes nothing
 */
char *
foyer_rich_link_tidy (const char *text)
{
  g_autoptr (GString) address = g_string_new (NULL);

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  /* As browsers do, which makes "java\nscript:" what it is. */
  while (*text != '\0' && (guchar) *text <= ' ')
    text++;
  append_escaped (address, text);
  while (g_str_has_suffix (address->str, "%20"))
    g_string_truncate (address, address->len - 3);
  if (g_utf8_strlen (address->str, -1) > LINK_MAX)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i]);

      if (g_ascii_strncasecmp (address->str, schemes[i], length) != 0)
        continue;
      if (!is_begun (address->str + length))
        return NULL;
      memcpy (address->str, schemes[i], length);
      return g_string_free (g_steal_pointer (&address), FALSE);
    }
  return NULL;
}

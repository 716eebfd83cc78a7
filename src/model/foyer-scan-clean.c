/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ticket-code.h"

#include <string.h>

#define RAW_MAX    (8 * FOYER_CODE_MAX_LENGTH) /* bytes; nothing longer is worth cleaning */
#define ECI_LENGTH 7                           /* "\000026": characters in UTF-8 follow */
#define AIM_LENGTH 3                           /* "]Q3": a QR code, of what kind */

static gboolean
is_noise (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0xfeff;
}

static char *
drop_noise (const char *raw, gsize length)
{
  GString *text = g_string_sized_new (length);

  for (const char *p = raw; p < raw + length; p = g_utf8_next_char (p))
    if (!is_noise (g_utf8_get_char (p)))
      g_string_append_unichar (text, g_utf8_get_char (p));
  return g_string_free (text, FALSE);
}

static gboolean
has_eci (const char *p)
{
  if (*p != '\\')
    return FALSE;
  for (guint i = 1; i < ECI_LENGTH; i++)
    if (!g_ascii_isdigit (p[i]))
      return FALSE;
  return TRUE;
}

static gboolean
has_aim_id (const char *p)
{
  return p[0] == ']' && g_ascii_isalpha (p[1]) && g_ascii_isalnum (p[2]);
}

/* Scanners put them in any order, some twice. */
static const char *
skip_prefixes (const char *p)
{
  while (TRUE)
    {
      if (g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      else if (has_eci (p))
        p += ECI_LENGTH;
      else if (has_aim_id (p))
        p += AIM_LENGTH;
      else
        return p;
    }
}

static void
chop_spaces (char *text)
{
  char *end = text + strlen (text);

  while (end > text)
    {
      char *last = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }
  *end = '\0';
}

/**
 * foyer_scan_clean:
 * @raw: (nullable): what a scanner or a person sent
 * @length: its bytes, or -1 when it ends with NUL
 *
 * Takes away what scanners add: symbology identifiers (AIM, ISO/IEC 15424), ECI marks, a byte order
 * mark, control characters such as the final Tab or Enter, and space around. Cleaning what is clean
 * changes nothing.
 *
 * Returns: (transfer full) (nullable): the code, 1 to %FOYER_CODE_MAX_LENGTH characters; %NULL when
 * this is none: empty, too long, or not UTF-8
 */
char *
foyer_scan_clean (const char *raw, gssize length)
{
  g_autofree char *text = NULL;
  const char *start;
  gsize n_bytes;

  if (raw == NULL)
    return NULL;
  n_bytes = length < 0 ? strlen (raw) : (gsize) length;
  while (n_bytes > 0 && raw[n_bytes - 1] == '\0') /* padding of a serial line */
    n_bytes--;
  if (n_bytes == 0 || n_bytes > RAW_MAX || !g_utf8_validate_len (raw, n_bytes, NULL))
    return NULL;

  text = drop_noise (raw, n_bytes);
  chop_spaces (text);
  start = skip_prefixes (text);
  if (*start == '\0' || g_utf8_strlen (start, -1) > FOYER_CODE_MAX_LENGTH)
    return NULL;
  return g_strdup (start);
}

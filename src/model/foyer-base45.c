/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-base45.h"

#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

static int
get_digit (char c)
{
  const char *at = c != '\0' ? strchr (alphabet, c) : NULL;

  return at != NULL ? (int) (at - alphabet) : -1;
}

/**
 * foyer_base45_encode:
 * @bytes: (array length=n_bytes): what to encode
 * @n_bytes: how many
 * @text: (out caller-allocates): %FOYER_BASE45_SIZE characters; no NUL is written
 */
void
foyer_base45_encode (const guint8 *bytes, gsize n_bytes, char *text)
{
  for (; n_bytes >= 2; bytes += 2, n_bytes -= 2)
    {
      guint value = bytes[0] << 8 | bytes[1];

      *text++ = alphabet[value % 45];
      *text++ = alphabet[value / 45 % 45];
      *text++ = alphabet[value / (45 * 45)];
    }
  if (n_bytes == 1)
    {
      *text++ = alphabet[bytes[0] % 45];
      *text++ = alphabet[bytes[0] / 45];
    }
}

/**
 * foyer_base45_decode:
 * @text: what to decode
 * @length: its characters
 * @bytes: (out caller-allocates): two bytes for every three characters, one for two that are left
 *
 * Each sequence of bytes has exactly one text: values that need more bits are refused.
 *
 * Returns: %FALSE when @text is not base45
 */
gboolean
foyer_base45_decode (const char *text, gsize length, guint8 *bytes)
{
  while (length > 0)
    {
      gsize n = MIN (length, 3);
      guint value = 0;

      if (n == 1)
        return FALSE;
      for (gsize i = n; i-- > 0;)
        {
          int digit = get_digit (text[i]);

          if (digit < 0)
            return FALSE;
          value = value * 45 + digit;
        }
      if (value > (n == 3 ? 0xffff : 0xff))
        return FALSE;

      if (n == 3)
        *bytes++ = (guint8) (value >> 8);
      *bytes++ = (guint8) value;
      text += n;
      length -= n;
    }
  return TRUE;
}

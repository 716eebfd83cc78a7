/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-text-encoding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CHUNK     (256 * 1024)
#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

/* The length of the valid character at p, 0 when it is not one, -1 when the text ends inside of it.
 * RFC 3629, table 3-7. */
static int
measure_character (const guint8 *p, gsize left)
{
  guint8 low = 0x80, high = 0xbf;
  int length;

  if (p[0] < 0x80)
    return 1;
  if (p[0] < 0xc2 || p[0] > 0xf4)
    return 0;

  length = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
  if (p[0] == 0xe0)
    low = 0xa0;
  else if (p[0] == 0xed)
    high = 0x9f;
  else if (p[0] == 0xf0)
    low = 0x90;
  else if (p[0] == 0xf4)
    high = 0x8f;

  for (int i = 1; i < length; i++)
    {
      if ((gsize) i >= left)
        return -1;
      if (p[i] < low || p[i] > high)
        return 0;
      low = 0x80;
      high = 0xbf;
    }
  return length;
}

/**
 * foyer_utf8_valid_length:
 * @text: bytes
 * @length: their number
 * @is_cut: (out): whether what follows the valid part may be a character of which only the
 * beginning is there
 *
 * Unlike g_utf8_validate_len () a NUL byte is valid here: it is a flaw of a record, not of the
 * encoding.
 *
 * Returns: the length of the valid part, in bytes
 */
gsize
foyer_utf8_valid_length (const char *text, gsize length, gboolean *is_cut)
{
  const guint8 *p = (const guint8 *) text, *end = p + length;

  *is_cut = FALSE;
  while (p < end)
    {
      guint64 word;
      int step;

      while (end - p >= 8 && (memcpy (&word, p, 8), (word & HIGH_BITS) == 0))
        p += 8;
      if (p == end)
        break;
      step = measure_character (p, end - p);
      if (step <= 0)
        {
          *is_cut = step < 0;
          break;
        }
      p += step;
    }
  return p - (const guint8 *) text;
}

/* UTF-16 without a byte order mark: the text of a list has many ASCII characters, and every one of
 * them has a zero half. */
static gboolean
guess_utf16 (const guint8 *p, gsize length, FoyerTextEncoding *encoding)
{
  gsize looked = MIN (length, 4096) & ~(gsize) 1, even = 0, odd = 0;

  if (looked < 4)
    return FALSE;
  for (gsize i = 0; i < looked; i += 2)
    {
      even += p[i] == 0;
      odd += p[i + 1] == 0;
    }
  if (odd * 5 >= looked && even * 20 <= looked)
    *encoding = FOYER_ENCODING_UTF16_LE;
  else if (even * 5 >= looked && odd * 20 <= looked)
    *encoding = FOYER_ENCODING_UTF16_BE;
  else
    return FALSE;
  return TRUE;
}

static gboolean
detect_by_beginning (const guint8 *p, gsize length, FoyerTextEncoding *encoding)
{
  if (length >= 3 && memcmp (p, "\xef\xbb\xbf", 3) == 0)
    *encoding = FOYER_ENCODING_UTF8_BOM;
  else if (length >= 2 && p[0] == 0xff && p[1] == 0xfe)
    *encoding = FOYER_ENCODING_UTF16_LE;
  else if (length >= 2 && p[0] == 0xfe && p[1] == 0xff)
    *encoding = FOYER_ENCODING_UTF16_BE;
  else
    return guess_utf16 (p, length, encoding);
  return TRUE;
}

/**
 * foyer_text_encoding_detect:
 * @file: a file of text
 * @encoding: (out): what it is written in
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Reads the file to its end, unless a byte order mark says it all. What is not Unicode is taken for
 * Windows-1252, of which Latin-1 is a part.
 *
 * Returns: FALSE with an error of reading
 */
gboolean
foyer_text_encoding_detect (GFile *file,
                            FoyerTextEncoding *encoding,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *buffer = g_malloc (CHUNK);
  gsize carried = 0, got;
  gboolean is_first = TRUE;

  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return FALSE;

  *encoding = FOYER_ENCODING_UTF8;
  for (;;)
    {
      gsize valid, length;
      gboolean is_cut;

      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), buffer + carried, CHUNK - carried,
                                    &got, cancellable, error))
        return FALSE;
      length = carried + got;
      if (is_first && detect_by_beginning ((guint8 *) buffer, length, encoding))
        return TRUE;
      is_first = FALSE;

      valid = foyer_utf8_valid_length (buffer, length, &is_cut);
      if (valid < length && (!is_cut || got == 0))
        {
          *encoding = FOYER_ENCODING_WINDOWS_1252;
          return TRUE;
        }
      if (got == 0)
        return TRUE;
      carried = length - valid;
      memmove (buffer, buffer + valid, carried);
    }
}

static const char *
get_charset (FoyerTextEncoding encoding)
{
  switch (encoding)
    {
    case FOYER_ENCODING_UTF16_LE:
      return "UTF-16LE";
    case FOYER_ENCODING_UTF16_BE:
      return "UTF-16BE";
    case FOYER_ENCODING_WINDOWS_1252:
      return "WINDOWS-1252";
    case FOYER_ENCODING_UTF8:
    case FOYER_ENCODING_UTF8_BOM:
    default:
      return NULL;
    }
}

/**
 * foyer_text_encoding_open:
 * @encoding: what the file is written in
 * @file: the file
 * @cancellable: (nullable): stops the opening
 * @error: return location
 *
 * A byte order mark, if there is one, is still in the stream. Bytes that mean nothing in @encoding
 * come as escapes (`\9D`).
 *
 * Returns: (transfer full): a stream of UTF-8, NULL with error
 */
GInputStream *
foyer_text_encoding_open (FoyerTextEncoding encoding,
                          GFile *file,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GInputStream) stream = G_INPUT_STREAM (g_file_read (file, cancellable, error));
  const char *charset = get_charset (encoding);
  g_autoptr (GCharsetConverter) converter = NULL;

  if (stream == NULL || charset == NULL)
    return g_steal_pointer (&stream);

  converter = g_charset_converter_new ("UTF-8", charset, error);
  if (converter == NULL)
    return NULL;
  g_charset_converter_set_use_fallback (converter, TRUE);
  return g_converter_input_stream_new (stream, G_CONVERTER (converter));
}

/**
 * foyer_text_encoding_get_name:
 * @encoding: an encoding
 *
 * Returns: (transfer none): its name for a person
 */
const char *
foyer_text_encoding_get_name (FoyerTextEncoding encoding)
{
  switch (encoding)
    {
    case FOYER_ENCODING_UTF8:
      return "UTF-8";
    case FOYER_ENCODING_UTF8_BOM:
      return _("UTF-8 with byte order mark");
    case FOYER_ENCODING_UTF16_LE:
    case FOYER_ENCODING_UTF16_BE:
      return "UTF-16";
    case FOYER_ENCODING_WINDOWS_1252:
    default:
      return "Windows-1252";
    }
}

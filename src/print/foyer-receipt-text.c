/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-receipt-text.h"

#include <string.h>

#define NO_BREAK_SPACE 0xa0

/* The upper half of code page 858: that of code page 850, with the euro sign for the dotless i. */
static const guint16 upper_half[] = {
  0x00c7, 0x00fc, 0x00e9, 0x00e2, 0x00e4, 0x00e0, 0x00e5, 0x00e7,
  0x00ea, 0x00eb, 0x00e8, 0x00ef, 0x00ee, 0x00ec, 0x00c4, 0x00c5,
  0x00c9, 0x00e6, 0x00c6, 0x00f4, 0x00f6, 0x00f2, 0x00fb, 0x00f9,
  0x00ff, 0x00d6, 0x00dc, 0x00f8, 0x00a3, 0x00d8, 0x00d7, 0x0192,
  0x00e1, 0x00ed, 0x00f3, 0x00fa, 0x00f1, 0x00d1, 0x00aa, 0x00ba,
  0x00bf, 0x00ae, 0x00ac, 0x00bd, 0x00bc, 0x00a1, 0x00ab, 0x00bb,
  0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00c1, 0x00c2, 0x00c0,
  0x00a9, 0x2563, 0x2551, 0x2557, 0x255d, 0x00a2, 0x00a5, 0x2510,
  0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0x00e3, 0x00c3,
  0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x00a4,
  0x00f0, 0x00d0, 0x00ca, 0x00cb, 0x00c8, 0x20ac, 0x00cd, 0x00ce,
  0x00cf, 0x2518, 0x250c, 0x2588, 0x2584, 0x00a6, 0x00cc, 0x2580,
  0x00d3, 0x00df, 0x00d4, 0x00d2, 0x00f5, 0x00d5, 0x00b5, 0x00fe,
  0x00de, 0x00da, 0x00db, 0x00d9, 0x00fd, 0x00dd, 0x00af, 0x00b4,
  0x00ad, 0x00b1, 0x2017, 0x00be, 0x00b6, 0x00a7, 0x00f7, 0x00b8,
  0x00b0, 0x00a8, 0x00b7, 0x00b9, 0x00b3, 0x00b2, 0x25a0, 0x00a0,
};

/* What print knows and the printer does not, as typewriters wrote it. */
static const struct
{
  gunichar letter;
  const char *written;
} plain[] = {
  { 0x2010, "-" },  { 0x2011, "-" },     { 0x2012, "-" },  { 0x2013, "-" },  { 0x2014, "-" },
  { 0x2212, "-" },  { 0x2018, "'" },     { 0x2019, "'" },  { 0x201a, "'" },  { 0x201c, "\"" },
  { 0x201d, "\"" }, { 0x201e, "\"" },    { 0x2026, "..." }, { 0x2022, "·" }, { 0x2007, "\u00a0" },
  { 0x202f, "\u00a0" },
};

/* Embeddings, overrides and isolates would turn around what stands beside a name; the others are not seen. */
static gboolean
is_left_out (gunichar letter)
{
  return letter == 0xad || letter == 0x200b || letter == 0x200e || letter == 0x200f
         || letter == 0x061c || (letter >= 0x202a && letter <= 0x202e)
         || (letter >= 0x2060 && letter <= 0x206f) || letter == 0xfeff
         || (letter >= 0xfff9 && letter <= 0xfffb);
}

static gboolean
is_space (gunichar letter)
{
  return letter <= 0x20 || (letter >= 0x7f && letter < NO_BREAK_SPACE) || letter == 0x1680
         || (letter >= 0x2000 && letter <= 0x200a && letter != 0x2007) || letter == 0x2028
         || letter == 0x2029 || letter == 0x205f || letter == 0x3000;
}

/**
 * foyer_receipt_text_clean:
 * @text: from anybody
 *
 * Makes one line of valid text: control characters, which a printer would obey, and runs of spaces become one space; what is
 * not seen or turns text around is left out; accents are joined to their letters.
 *
 * Returns: (transfer full): the line, perhaps empty
 */
char *
foyer_receipt_text_clean (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *joined = NULL;
  GString *line;
  gboolean space = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  joined = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  line = g_string_sized_new (64);
  for (const char *p = joined; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (is_left_out (letter))
        continue;
      if (is_space (letter))
        {
          space = line->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (line, ' ');
      space = FALSE;
      g_string_append_unichar (line, letter);
    }

  return g_string_free (line, FALSE);
}

/**
 * foyer_receipt_text_encode:
 * @letter: a character
 *
 * Returns: its byte in code page 858; 0 when it has none, or when a printer would take the byte for a command
 */
guint8
foyer_receipt_text_encode (gunichar letter)
{
  if (letter >= 0x20 && letter < 0x7f)
    return letter;
  if (letter == NO_BREAK_SPACE)
    return ' ';
  for (guint i = 0; i < G_N_ELEMENTS (upper_half); i++)
    if (upper_half[i] == letter)
      return 0x80 + i;

  return 0;
}

/**
 * foyer_receipt_text_decode:
 * @byte: of code page 858
 *
 * Returns: the character that a printer prints for it; 0 for a control character
 */
gunichar
foyer_receipt_text_decode (guint8 byte)
{
  if (byte >= 0x80)
    return upper_half[byte - 0x80];

  return byte >= 0x20 && byte < 0x7f ? byte : 0;
}

static const char *
find_plain (gunichar letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (plain[i].letter == letter)
      return plain[i].written;

  return NULL;
}

/**
 * foyer_receipt_text_to_cells:
 * @text: clean text
 *
 * Writes @text in the letters that a receipt printer has, one to a cell. Dashes and quotes of print become those of a
 * typewriter.
 *
 * Returns: (transfer full) (nullable): %NULL when a character of @text is not among them
 */
char *
foyer_receipt_text_to_cells (const char *text)
{
  g_autoptr (GString) cells = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  cells = g_string_sized_new (strlen (text) + 1);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);
      const char *written = find_plain (letter);

      if (written != NULL)
        g_string_append (cells, written);
      else if (foyer_receipt_text_encode (letter) != 0)
        g_string_append_unichar (cells, letter);
      else
        return NULL;
    }

  return g_string_free (g_steal_pointer (&cells), FALSE);
}

/* Where the line that begins here ends: before the last space that leaves room, else anywhere. */
static const char *
find_end (const char *start, guint columns)
{
  const char *space = NULL;
  const char *p = start;

  for (guint i = 0; i < columns && *p != '\0'; i++, p = g_utf8_next_char (p))
    if (*p == ' ')
      space = p;
  if (*p == '\0' || *p == ' ' || space == NULL || space == start)
    return p;

  return space;
}

/**
 * foyer_receipt_text_wrap:
 * @cells: text of foyer_receipt_text_to_cells()
 * @columns: at least 1
 *
 * Breaks text at its spaces, a word that is longer than a line anywhere.
 *
 * Returns: (transfer full) (element-type utf8): at least one line, none longer than @columns
 */
GPtrArray *
foyer_receipt_text_wrap (const char *cells, guint columns)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (cells != NULL, lines);
  g_return_val_if_fail (columns > 0, lines);

  do
    {
      const char *end = find_end (cells, columns);

      g_ptr_array_add (lines, g_strndup (cells, end - cells));
      cells = *end == ' ' ? end + 1 : end;
    }
  while (*cells != '\0');

  return lines;
}

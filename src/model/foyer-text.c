/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-text.h"

#include <string.h>

#define DECOMPOSITION_MAX 18 /* Unicode's longest, as g_unichar_fully_decompose () asks */
#define MARKS_MAX         32 /* on one letter; more are left in the order they come */
#define SLUG_MAX          60
#define EMAIL_MAX         254 /* RFC 5321, with erratum 1690 */
#define EMAIL_LOCAL_MAX   64
#define LABEL_MAX         63 /* RFC 1035 */

/* Latin-1 and Latin Extended-A are most of what is not ASCII, and worth a table. "" stays as it is.
 */
#define LATIN_FIRST 0x00c0
#define LATIN_END   0x0180

/* clang-format off */
static const char latin[LATIN_END - LATIN_FIRST][3] = {
  "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", /* U+00C0 */
  "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "ss", /* U+00D0 */
  "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", /* U+00E0 */
  "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y", /* U+00F0 */
  "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d", /* U+0100 */
  "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g", /* U+0110 */
  "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i", /* U+0120 */
  "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l", /* U+0130 */
  "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o", /* U+0140 */
  "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s", /* U+0150 */
  "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", /* U+0160 */
  "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s", /* U+0170 */
};

/* Letters that Unicode does not take apart, and punctuation that keyboards replace. */
static const struct
{
  gunichar from;
  const char *to;
} specials[] = {
  { 0x00ad, "" },   { 0x0180, "b" },  { 0x0192, "f" },  { 0x019a, "l" },  { 0x01b6, "z" },
  { 0x01bf, "w" },  { 0x01dd, "e" },  { 0x0237, "j" },  { 0x0247, "e" },  { 0x0249, "j" },
  { 0x024d, "r" },  { 0x024f, "y" },  { 0x0253, "b" },  { 0x0257, "d" },  { 0x0259, "e" },
  { 0x0268, "i" },  { 0x026b, "l" },  { 0x0289, "u" },  { 0x02bb, "'" },  { 0x02bc, "'" },
  { 0x03c2, "σ" },  { 0x200b, "" },   { 0x200c, "" },   { 0x200d, "" },   { 0x200e, "" },
  { 0x200f, "" },   { 0x2010, "-" },  { 0x2011, "-" },  { 0x2012, "-" },  { 0x2013, "-" },
  { 0x2014, "-" },  { 0x2018, "'" },  { 0x2019, "'" },  { 0x201c, "\"" }, { 0x201d, "\"" },
  { 0x2060, "" },   { 0xfe0e, "" },   { 0xfe0f, "" },   { 0xfeff, "" },
};
/* clang-format on */

/* Marks that stay, waiting for their canonical order. */
typedef struct
{
  GString *to;
  guint n_marks;
  gunichar marks[MARKS_MAX];
} Folding;

static void
flush_marks (Folding *self)
{
  for (guint i = 0; i < self->n_marks; i++)
    g_string_append_unichar (self->to, self->marks[i]);
  self->n_marks = 0;
}

static void
add_mark (Folding *self, gunichar mark)
{
  int rank = g_unichar_combining_class (mark);
  guint i;

  if (self->n_marks == MARKS_MAX)
    flush_marks (self);

  for (i = self->n_marks; i > 0 && g_unichar_combining_class (self->marks[i - 1]) > rank; i--)
    self->marks[i] = self->marks[i - 1];
  self->marks[i] = mark;
  self->n_marks++;
}

static const char *
find_special (gunichar c)
{
  guint from = 0, to = G_N_ELEMENTS (specials);

  while (from < to)
    {
      guint middle = (from + to) / 2;

      if (specials[middle].from == c)
        return specials[middle].to;
      if (specials[middle].from < c)
        from = middle + 1;
      else
        to = middle;
    }
  return NULL;
}

/* c is fully decomposed. */
static void
add_part (Folding *self, gunichar c)
{
  const char *special;

  if (c >= 0x0300 && c <= 0x036f)
    return;
  if (g_unichar_combining_class (c) != 0)
    {
      add_mark (self, c);
      return;
    }

  flush_marks (self);
  c = g_unichar_tolower (c);
  if (c >= LATIN_FIRST && c < LATIN_END && latin[c - LATIN_FIRST][0] != '\0')
    g_string_append (self->to, latin[c - LATIN_FIRST]);
  else if ((special = find_special (c)) != NULL)
    g_string_append (self->to, special);
  else
    g_string_append_unichar (self->to, c);
}

static void
add_character (Folding *self, gunichar c)
{
  gunichar parts[DECOMPOSITION_MAX];
  gsize n_parts;

  if (c >= LATIN_FIRST && c < LATIN_END && latin[c - LATIN_FIRST][0] != '\0')
    {
      flush_marks (self);
      g_string_append (self->to, latin[c - LATIN_FIRST]);
      return;
    }

  n_parts = g_unichar_fully_decompose (c, TRUE, parts, DECOMPOSITION_MAX);
  for (gsize i = 0; i < n_parts; i++)
    add_part (self, parts[i]);
}

/* Returns: where the ASCII begins again */
static const char *
fold_foreign (GString *to, const char *text, const char *end)
{
  Folding self = { .to = to };

  while (text < end && (guchar) *text >= 0x80)
    {
      gunichar c = g_utf8_get_char_validated (text, end - text);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          add_part (&self, 0xfffd);
          text++;
          continue;
        }
      add_character (&self, c);
      text = g_utf8_next_char (text);
    }
  flush_marks (&self);
  return text;
}

static const char *
fold_ascii (GString *to, const char *text, const char *end)
{
  const char *stop = text;
  gsize start = to->len;

  while (stop < end && (guchar) *stop < 0x80)
    stop++;

  g_string_append_len (to, text, stop - text);
  for (gsize i = start; i < to->len; i++)
    {
      guchar c = (guchar) to->str[i];

      to->str[i] = (char) (c | ((guchar) (c - 'A') < 26 ? 0x20 : 0));
    }
  return stop;
}

/**
 * foyer_text_fold_append:
 * @to: where to append the folded text
 * @text: a text; what is not UTF-8 in it becomes U+FFFD
 * @length: its bytes, or -1 when it ends with NUL
 *
 * Appends the form of @text that people compare: decomposed for compatibility (NFKD), in lower
 * case, without the accents U+0300 to U+036F, letters such as ø or ß spelled out. ASCII stays in
 * place: nothing but @to is allocated. Any thread.
 */
void
foyer_text_fold_append (GString *to, const char *text, gssize length)
{
  const char *end;

  g_return_if_fail (to != NULL);
  g_return_if_fail (text != NULL || length == 0);

  end = length < 0 ? text + strlen (text) : text + length;
  while (text < end)
    {
      text = fold_ascii (to, text, end);
      if (text < end)
        text = fold_foreign (to, text, end);
    }
}

/**
 * foyer_text_fold:
 * @text: (nullable): a text
 * @length: its bytes, or -1 when it ends with NUL
 *
 * Returns: (transfer full): the form that people compare, see foyer_text_fold_append ()
 */
char *
foyer_text_fold (const char *text, gssize length)
{
  GString *folded = g_string_new (NULL);

  if (text != NULL)
    foyer_text_fold_append (folded, text, length);
  return g_string_free (folded, FALSE);
}

/**
 * foyer_text_make_slug:
 * @text: (nullable): a title
 *
 * Returns: (transfer full): @text in a-z, 0-9 and single inner hyphens, at most 60 characters;
 * empty when nothing of it can be written so
 */
char *
foyer_text_make_slug (const char *text)
{
  g_autofree char *folded = foyer_text_fold (text, -1);
  GString *slug = g_string_new (NULL);

  for (const char *p = folded; *p != '\0' && slug->len < SLUG_MAX; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (slug, *p);
      else if (*p != '\'' && slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  if (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  return g_string_free (slug, FALSE);
}

static gboolean
local_part_is_valid (const char *text, gsize length)
{
  if (length == 0 || length > EMAIL_LOCAL_MAX || text[0] == '.' || text[length - 1] == '.')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c <= ' ' || c == 0x7f || strchr ("()<>[]:;,@\\\"", c) != NULL ||
          (c == '.' && text[i + 1] == '.'))
        return FALSE;
    }
  return TRUE;
}

static gboolean
domain_is_valid (const char *domain)
{
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);
  guint n = g_strv_length (labels);

  if (n < 2 || strlen (labels[n - 1]) < 2)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      gsize length = strlen (labels[i]);

      if (length == 0 || length > LABEL_MAX || labels[i][0] == '-' || labels[i][length - 1] == '-')
        return FALSE;
      for (const char *p = labels[i]; *p != '\0'; p++)
        if ((guchar) *p < 0x80 && !g_ascii_isalnum (*p) && *p != '-')
          return FALSE;
    }
  return TRUE;
}

/**
 * foyer_email_is_valid:
 * @text: (nullable): what should be an e-mail address
 *
 * Accepts what mail servers of today deliver to: an unquoted local part and a domain with a dot,
 * both also beyond ASCII (RFC 6531). Quoted local parts and address literals are refused: in a list
 * of attendees they are mistakes.
 *
 * Returns: whether @text is one address and nothing else
 */
gboolean
foyer_email_is_valid (const char *text)
{
  const char *at;

  if (text == NULL || strlen (text) > EMAIL_MAX || !g_utf8_validate (text, -1, NULL))
    return FALSE;

  at = strrchr (text, '@');
  return at != NULL && local_part_is_valid (text, at - text) && domain_is_valid (at + 1);
}

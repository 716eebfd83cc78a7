/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-json-scanner.h"

#include "foyer-remote-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ONES  G_GUINT64_CONSTANT (0x0101010101010101)
#define HIGHS G_GUINT64_CONSTANT (0x8080808080808080)

/**
 * foyer_json_scanner_stop:
 * @self: a scanner
 * @problem: (transfer none): what is not as it should be, a static string
 *
 * From now on every read answers that there is nothing. The first problem stays.
 */
void
foyer_json_scanner_stop (FoyerJsonScanner *self, const char *problem)
{
  if (self->problem == NULL)
    self->problem = problem;
}

static void
skip_space (FoyerJsonScanner *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\n' || *self->at == '\t' || *self->at == '\r'))
    self->at++;
}

/* The next byte that is no space; 0 at the end and after a problem. */
static char
look (FoyerJsonScanner *self)
{
  if (self->problem != NULL)
    return '\0';
  skip_space (self);
  return self->at < self->end ? *self->at : '\0';
}

static gboolean
take (FoyerJsonScanner *self, char byte)
{
  if (look (self) != byte)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
take_word (FoyerJsonScanner *self, const char *word, gsize length)
{
  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

/**
 * foyer_json_scanner_init:
 * @self: a scanner on the stack
 * @text: the JSON; it must live as long as what is read from it
 * @length: its bytes
 *
 * Text that is not UTF-8 is a problem from the beginning. Clear it with foyer_json_scanner_clear
 * ().
 */
void
foyer_json_scanner_init (FoyerJsonScanner *self, const char *text, gsize length)
{
  foyer_json_scanner_init_part (self, text, length);
  if (!g_utf8_validate_len (text, length, NULL))
    foyer_json_scanner_stop (self, "not UTF-8");
}

/**
 * foyer_json_scanner_init_part:
 * @self: a scanner on the stack
 * @text: what foyer_json_scanner_skip () of another scanner gave
 * @length: its bytes
 *
 * As foyer_json_scanner_init (), without looking whether it is UTF-8 once more.
 */
void
foyer_json_scanner_init_part (FoyerJsonScanner *self, const char *text, gsize length)
{
  *self = (FoyerJsonScanner){ .at = text, .end = text + length, .start = text };
}

/**
 * foyer_json_scanner_clear:
 * @self: a scanner
 */
void
foyer_json_scanner_clear (FoyerJsonScanner *self)
{
  if (self->unescaped != NULL)
    g_string_free (g_steal_pointer (&self->unescaped), TRUE);
}

/**
 * foyer_json_scanner_peek:
 * @self: a scanner
 *
 * Returns: what kind of value comes next
 */
FoyerJsonKind
foyer_json_scanner_peek (FoyerJsonScanner *self)
{
  switch (look (self))
    {
    case '{':
      return FOYER_JSON_OBJECT;
    case '[':
      return FOYER_JSON_ARRAY;
    case '"':
      return FOYER_JSON_TEXT;
    case 't':
    case 'f':
      return FOYER_JSON_BOOLEAN;
    case 'n':
      return FOYER_JSON_NULL;
    case '-':
    case '0' ... '9':
      return FOYER_JSON_NUMBER;
    default:
      return FOYER_JSON_NOTHING;
    }
}

static gboolean
enter (FoyerJsonScanner *self, char bracket, const char *problem)
{
  if (!take (self, bracket))
    {
      foyer_json_scanner_stop (self, problem);
      return FALSE;
    }
  if (++self->depth > FOYER_JSON_MAX_DEPTH)
    {
      foyer_json_scanner_stop (self, "nested too deeply");
      return FALSE;
    }
  self->is_first = TRUE;
  return TRUE;
}

/* Whether another element comes before the closing bracket, which is taken. */
static gboolean
go_on (FoyerJsonScanner *self, char bracket)
{
  gboolean is_first = self->is_first;

  self->is_first = FALSE;
  if (take (self, bracket))
    {
      self->depth--;
      return FALSE;
    }
  if (!is_first && !take (self, ','))
    foyer_json_scanner_stop (self, "a comma or closing bracket is missing");
  return self->problem == NULL;
}

/**
 * foyer_json_scanner_enter_array:
 * @self: a scanner
 *
 * Returns: whether an array begins here; it is then inside
 */
gboolean
foyer_json_scanner_enter_array (FoyerJsonScanner *self)
{
  return enter (self, '[', "an array was expected");
}

/**
 * foyer_json_scanner_next:
 * @self: a scanner inside an array
 *
 * Returns: whether another value follows, which is to be read next; with %FALSE the array is left
 */
gboolean
foyer_json_scanner_next (FoyerJsonScanner *self)
{
  return go_on (self, ']');
}

/**
 * foyer_json_scanner_enter_object:
 * @self: a scanner
 *
 * Returns: whether an object begins here; it is then inside
 */
gboolean
foyer_json_scanner_enter_object (FoyerJsonScanner *self)
{
  return enter (self, '{', "an object was expected");
}

/**
 * foyer_json_scanner_next_member:
 * @self: a scanner inside an object
 * @length: (out): the bytes of the name
 *
 * Returns: (transfer none) (nullable): the name of the next member, not NUL-terminated, valid until
 * the next text is read; its value is to be read next. %NULL when the object is left
 */
const char *
foyer_json_scanner_next_member (FoyerJsonScanner *self, gsize *length)
{
  const char *name;

  if (!go_on (self, '}'))
    return NULL;
  name = foyer_json_scanner_read_text (self, length);
  if (name != NULL && !take (self, ':'))
    {
      foyer_json_scanner_stop (self, "a colon is missing");
      return NULL;
    }
  return name;
}

/**
 * foyer_json_scanner_read_null:
 * @self: a scanner
 *
 * Returns: whether null stood here, and was taken; anything else stays to be read
 */
gboolean
foyer_json_scanner_read_null (FoyerJsonScanner *self)
{
  return look (self) == 'n' && take_word (self, "null", 4);
}

/**
 * foyer_json_scanner_read_boolean:
 * @self: a scanner
 * @value: (out): true or false
 *
 * Returns: whether one stood here
 */
gboolean
foyer_json_scanner_read_boolean (FoyerJsonScanner *self, gboolean *value)
{
  char first = look (self);

  *value = first == 't';
  if ((first == 't' && take_word (self, "true", 4)) ||
      (first == 'f' && take_word (self, "false", 5)))
    return TRUE;
  foyer_json_scanner_stop (self, "true or false was expected");
  return FALSE;
}

/**
 * foyer_json_scanner_read_integer:
 * @self: a scanner
 * @value: (out): the number
 *
 * Returns: whether a whole number of 64 bits stood here
 */
gboolean
foyer_json_scanner_read_integer (FoyerJsonScanner *self, gint64 *value)
{
  gboolean is_negative = look (self) == '-';
  guint64 most = is_negative ? (guint64) G_MAXINT64 + 1 : G_MAXINT64;
  const char *digit = self->at + is_negative;
  const char *first = digit;
  guint64 number = 0;

  for (; self->problem == NULL && digit < self->end && g_ascii_isdigit (*digit); digit++)
    {
      guint64 d = *digit - '0';

      if (number > (most - d) / 10)
        {
          foyer_json_scanner_stop (self, "a number is too large");
          return FALSE;
        }
      number = number * 10 + d;
    }
  if (self->problem != NULL || digit == first || (*first == '0' && digit - first > 1) ||
      (digit < self->end && (*digit == '.' || *digit == 'e' || *digit == 'E')))
    {
      foyer_json_scanner_stop (self, "a whole number was expected");
      return FALSE;
    }
  self->at = digit;
  *value = is_negative ? (gint64) (0 - number) : (gint64) number;
  return TRUE;
}

/* The first quote, backslash or control character from here on. Eight bytes at a time: most texts
 * are long runs without any. */
static const char *
find_special (const char *at, const char *end)
{
  for (; end - at >= 8; at += 8)
    {
      guint64 word, quote, backslash;

      memcpy (&word, at, sizeof word);
      quote = word ^ (ONES * '"');
      backslash = word ^ (ONES * '\\');
      if ((((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) |
           ((word - ONES * 0x20) & ~word)) &
          HIGHS)
        break;
    }
  while (at < end && *at != '"' && *at != '\\' && (guchar) *at >= 0x20)
    at++;
  return at;
}

static gboolean
read_hex (FoyerJsonScanner *self, const char *at, gunichar *unit)
{
  *unit = 0;
  if (self->end - at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return FALSE;
      *unit = *unit << 4 | digit;
    }
  return TRUE;
}

/* What follows \u, with the second half of a pair. A half alone and NUL are no text. */
static gboolean
read_escaped_character (FoyerJsonScanner *self)
{
  gunichar first, second;

  if (!read_hex (self, self->at, &first))
    return FALSE;
  self->at += 4;
  if (first >= 0xd800 && first < 0xdc00)
    {
      if (!take_word (self, "\\u", 2) || !read_hex (self, self->at, &second) || second < 0xdc00 ||
          second > 0xdfff)
        return FALSE;
      self->at += 4;
      first = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
    }
  if (first == 0 || (first >= 0xdc00 && first <= 0xdfff))
    return FALSE;
  g_string_append_unichar (self->unescaped, first);
  return TRUE;
}

static gboolean
read_escape (FoyerJsonScanner *self)
{
  static const char escapes[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *found;
  char letter;

  if (self->at == self->end)
    return FALSE;
  letter = *self->at++;
  if (letter == 'u')
    return read_escaped_character (self);
  found = letter != '\0' ? strchr (escapes, letter) : NULL;
  if (found != NULL)
    g_string_append_c (self->unescaped, meanings[found - escapes]);
  return found != NULL;
}

/* A text with escapes, from its first one on. */
static const char *
read_escaped_text (FoyerJsonScanner *self, const char *start, gsize *length)
{
  if (self->unescaped == NULL)
    self->unescaped = g_string_new (NULL);
  g_string_truncate (self->unescaped, 0);

  for (const char *special = self->at;; special = find_special (start, self->end))
    {
      g_string_append_len (self->unescaped, start, special - start);
      self->at = special;
      if (special == self->end || (guchar) *special < 0x20)
        break;
      self->at++;
      if (*special == '"')
        {
          *length = self->unescaped->len;
          return self->unescaped->str;
        }
      if (!read_escape (self))
        break;
      start = self->at;
    }
  foyer_json_scanner_stop (self, "a text is broken");
  return NULL;
}

/**
 * foyer_json_scanner_read_text:
 * @self: a scanner
 * @length: (out): its bytes
 *
 * Returns: (transfer none) (nullable): the text, not NUL-terminated, valid until the next text is
 * read; %NULL when none stood here
 */
const char *
foyer_json_scanner_read_text (FoyerJsonScanner *self, gsize *length)
{
  const char *start;

  if (!take (self, '"'))
    {
      foyer_json_scanner_stop (self, "a text was expected");
      return NULL;
    }
  start = self->at;
  self->at = find_special (start, self->end);
  if (self->at < self->end && *self->at == '"')
    {
      *length = self->at++ - start;
      return start;
    }
  return read_escaped_text (self, start, length);
}

static gsize
skip_digits (FoyerJsonScanner *self)
{
  const char *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return self->at - start;
}

/* RFC 8259, section 6. */
static gboolean
skip_number (FoyerJsonScanner *self)
{
  if (*self->at == '-')
    self->at++;
  if (self->at < self->end && *self->at == '0')
    self->at++;
  else if (skip_digits (self) == 0)
    return FALSE;
  if (self->at < self->end && *self->at == '.')
    {
      self->at++;
      if (skip_digits (self) == 0)
        return FALSE;
    }
  if (self->at < self->end && (*self->at == 'e' || *self->at == 'E'))
    {
      self->at++;
      if (self->at < self->end && (*self->at == '+' || *self->at == '-'))
        self->at++;
      return skip_digits (self) > 0;
    }
  return TRUE;
}

static void
skip_value (FoyerJsonScanner *self)
{
  gboolean truth;
  gsize length;

  switch (foyer_json_scanner_peek (self))
    {
    case FOYER_JSON_OBJECT:
      foyer_json_scanner_enter_object (self);
      while (foyer_json_scanner_next_member (self, &length) != NULL)
        skip_value (self);
      break;
    case FOYER_JSON_ARRAY:
      foyer_json_scanner_enter_array (self);
      while (foyer_json_scanner_next (self))
        skip_value (self);
      break;
    case FOYER_JSON_TEXT:
      foyer_json_scanner_read_text (self, &length);
      break;
    case FOYER_JSON_NUMBER:
      if (!skip_number (self))
        foyer_json_scanner_stop (self, "a number is broken");
      break;
    case FOYER_JSON_BOOLEAN:
      foyer_json_scanner_read_boolean (self, &truth);
      break;
    case FOYER_JSON_NULL:
      if (foyer_json_scanner_read_null (self))
        break;
      G_GNUC_FALLTHROUGH;
    case FOYER_JSON_NOTHING:
    default:
      foyer_json_scanner_stop (self, "a value is missing");
    }
}

/**
 * foyer_json_scanner_skip:
 * @self: a scanner
 * @length: (out) (optional): the bytes of the value
 *
 * Reads over one value of any kind, looking that it is well formed.
 *
 * Returns: (transfer none) (nullable): where it stands, as it is written; %NULL when there is none
 */
const char *
foyer_json_scanner_skip (FoyerJsonScanner *self, gsize *length)
{
  const char *start;

  look (self);
  start = self->at;
  skip_value (self);
  if (self->problem != NULL)
    return NULL;
  if (length != NULL)
    *length = self->at - start;
  return start;
}

/**
 * foyer_json_scanner_finish:
 * @self: a scanner
 * @error: return location
 *
 * Returns: whether all went well and nothing but space is left; %FALSE with error NOT_UNDERSTOOD,
 * which names the place
 */
gboolean
foyer_json_scanner_finish (FoyerJsonScanner *self, GError **error)
{
  g_autofree char *place = NULL;

  if (look (self) != '\0' || (self->problem == NULL && self->at < self->end))
    foyer_json_scanner_stop (self, "something follows the end");
  if (self->problem == NULL)
    return TRUE;
  place = g_strdup_printf ("%s%sbyte %" G_GSIZE_FORMAT, self->subject != NULL ? self->subject : "",
                           self->subject != NULL ? ", " : "", (gsize) (self->at - self->start));
  g_set_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_NOT_UNDERSTOOD,
               /* Translators: both are technical details in English, the place and the problem. */
               _ ("The server’s answer cannot be read (%s: %s). Perhaps Foyer or the server needs "
                  "an update."),
               place, self->problem);
  return FALSE;
}

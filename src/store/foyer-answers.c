/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over a flat JSON object, without a tree: a million of them are read when a roster is
 * made. */
#include "foyer-answers.h"

#include <string.h>

#define MAX_DEPTH 32

static const char *
skip_space (const char *at)
{
  while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
    at++;
  return at;
}

static gboolean
read_hex (const char *at, gunichar *unit)
{
  *unit = 0;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return FALSE;
      *unit = *unit * 16 + digit;
    }
  return TRUE;
}

/* What follows "\u"; two of them when the first is half of a pair. */
static const char *
read_unicode (const char *at, GString *to)
{
  gunichar c, low;

  if (!read_hex (at, &c))
    return NULL;
  at += 4;
  if (c >= 0xd800 && c < 0xdc00 && at[0] == '\\' && at[1] == 'u' && read_hex (at + 2, &low) &&
      low >= 0xdc00 && low < 0xe000)
    {
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      at += 6;
    }
  if (c == 0 || (c >= 0xd800 && c < 0xe000))
    c = 0xfffd;
  g_string_append_unichar (to, c);
  return at;
}

/* at stands behind the opening quote; the answer behind the closing one, or NULL. */
static const char *
read_string (const char *at, GString *to)
{
  g_string_truncate (to, 0);
  for (;;)
    {
      gsize plain = strcspn (at, "\"\\");

      g_string_append_len (to, at, plain);
      at += plain;
      if (*at == '"')
        return at + 1;
      if (*at == '\0')
        return NULL;
      at++;
      switch (*at)
        {
        case 'n':
        case 'r':
        case 't':
        case 'b':
        case 'f':
          g_string_append_c (to, *at == 'n' ? '\n' : *at == 't' ? '\t' : ' ');
          at++;
          break;
        case 'u':
          if ((at = read_unicode (at + 1, to)) == NULL)
            return NULL;
          break;
        case '"':
        case '\\':
        case '/':
          g_string_append_c (to, *at++);
          break;
        default:
          return NULL;
        }
    }
}

/* Anything that is no string, as it is written. */
static const char *
read_other (const char *at, GString *to)
{
  const char *start = at;
  guint depth = 0;

  for (; *at != '\0'; at++)
    {
      if (depth == 0 && (*at == ',' || *at == '}'))
        break;
      if (*at == '[' || *at == '{')
        depth++;
      else if ((*at == ']' || *at == '}') && depth-- == 0)
        return NULL;
      if (depth > MAX_DEPTH)
        return NULL;
      if (*at == '"')
        {
          for (at++; *at != '\0' && *at != '"'; at++)
            if (*at == '\\' && at[1] != '\0')
              at++;
          if (*at == '\0')
            return NULL;
        }
    }
  if (*at == '\0')
    return NULL;
  g_string_truncate (to, 0);
  g_string_append_len (to, start, at - start);
  g_strchomp (to->str);
  to->len = strlen (to->str);
  if (g_str_equal (to->str, "null"))
    g_string_truncate (to, 0);
  return at;
}

/**
 * foyer_answers_foreach:
 * @json: (nullable): a JSON object
 * @func: (scope call): called for each member, in order; both texts are only borrowed
 * @data: for @func
 *
 * Reads a ticket's answers. Any thread.
 *
 * Returns: %FALSE if it is no JSON object; what was read until then has been given
 */
gboolean
foyer_answers_foreach (const char *json, FoyerAnswerFunc func, gpointer data)
{
  g_autoptr (GString) code = NULL;
  g_autoptr (GString) answer = NULL;
  const char *at;

  if (json == NULL)
    return TRUE;
  at = skip_space (json);
  if (*at++ != '{')
    return FALSE;
  at = skip_space (at);
  if (*at == '}')
    return TRUE;

  code = g_string_sized_new (32);
  answer = g_string_sized_new (64);
  for (;; at = skip_space (at + 1))
    {
      if (*at != '"' || (at = read_string (at + 1, code)) == NULL)
        return FALSE;
      at = skip_space (at);
      if (*at != ':')
        return FALSE;
      at = skip_space (at + 1);
      at = *at == '"' ? read_string (at + 1, answer) : read_other (at, answer);
      if (at == NULL)
        return FALSE;
      func (code->str, answer->str, data);
      at = skip_space (at);
      if (*at != ',')
        return *at == '}';
    }
}

typedef struct
{
  const char *code;
  char *answer;
} Search;

static void
search_cb (const char *code, const char *answer, gpointer data)
{
  Search *search = data;

  if (g_str_equal (code, search->code))
    {
      g_free (search->answer);
      search->answer = g_strdup (answer);
    }
}

/**
 * foyer_answers_dup:
 * @json: (nullable): a JSON object
 * @code: a question's code
 *
 * Returns: (transfer full) (nullable): the answer to it, %NULL if there is none
 */
char *
foyer_answers_dup (const char *json, const char *code)
{
  Search search = { code, NULL };

  foyer_answers_foreach (json, search_cb, &search);
  if (search.answer != NULL && *search.answer == '\0')
    g_clear_pointer (&search.answer, g_free);
  return search.answer;
}

static void
append_json (GString *to, const char *text)
{
  g_string_append_c (to, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (to, '\\');
      if ((guchar) *text < 0x20)
        g_string_append_printf (to, "\\u%04x", *text);
      else
        g_string_append_c (to, *text);
    }
  g_string_append_c (to, '"');
}

typedef struct
{
  GString *json;
  const char *skip;
} Rewriting;

static void
append_member (GString *json, const char *code, const char *answer)
{
  g_string_append_c (json, json->len == 0 ? '{' : ',');
  append_json (json, code);
  g_string_append_c (json, ':');
  append_json (json, answer);
}

static void
rewrite_cb (const char *code, const char *answer, gpointer data)
{
  Rewriting *rewriting = data;

  if (!g_str_equal (code, rewriting->skip))
    append_member (rewriting->json, code, answer);
}

/**
 * foyer_answers_set:
 * @json: (nullable): a JSON object
 * @code: a question's code
 * @answer: (nullable): its answer; %NULL or "" takes it away
 *
 * Returns: (transfer full) (nullable): the object with that answer; %NULL when none is left
 */
char *
foyer_answers_set (const char *json, const char *code, const char *answer)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Rewriting rewriting = { text, code };

  foyer_answers_foreach (json, rewrite_cb, &rewriting);
  if (answer != NULL && *answer != '\0')
    append_member (text, code, answer);
  if (text->len == 0)
    return NULL;
  g_string_append_c (text, '}');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

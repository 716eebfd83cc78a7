/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-answer.h"

#include "foyer-json-list.h"
#include "foyer-text.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define MAX_TEXT         1000
#define MAX_LONG_TEXT    20000
#define MAX_DIGITS       15
#define MIN_PHONE_DIGITS 3
#define MAX_PHONE_DIGITS 20

/* “1 234,5”, “٢٥”, “−3” as 1234.5, 25, -3 */
static FoyerAnswerProblem
read_number (const char *text, char **answer)
{
  g_autoptr (GString) number = g_string_new (NULL);
  guint n_digits = 0;
  gboolean has_mark = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        {
          g_string_append_c (number, '0' + g_unichar_digit_value (c));
          n_digits++;
        }
      else if ((c == '-' || c == 0x2212) && number->len == 0)
        g_string_append_c (number, '-');
      else if ((c == '.' || c == ',' || c == 0x066b) && !has_mark && n_digits > 0)
        {
          g_string_append_c (number, '.');
          has_mark = TRUE;
        }
      else if (!g_unichar_isspace (c) || n_digits == 0)
        return FOYER_ANSWER_NO_NUMBER;
    }
  if (n_digits == 0 || n_digits > MAX_DIGITS || number->str[number->len - 1] == '.')
    return FOYER_ANSWER_NO_NUMBER;
  *answer = g_string_free (g_steal_pointer (&number), FALSE);
  return FOYER_ANSWER_FINE;
}

/* (nullable) (transfer none) the option that says the same. */
static const char *
find_option (char **options, const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *folded = foyer_text_fold (trimmed, -1);

  for (guint i = 0; options[i] != NULL; i++)
    {
      g_autofree char *option = foyer_text_fold (options[i], -1);

      if (g_str_equal (folded, option))
        return options[i];
    }
  return NULL;
}

static FoyerAnswerProblem
read_choice (const FoyerQuestion *question, const char *text, char **answer)
{
  g_auto (GStrv) options = foyer_json_list_parse (question->options);
  const char *option = find_option (options, text);

  if (option == NULL)
    return FOYER_ANSWER_NO_CHOICE;
  *answer = g_strdup (option);
  return FOYER_ANSWER_FINE;
}

/* Lists come with “;”, or as other systems write them with “,”. A choice may have either in it. */
static char **
split (char **options, const char *text)
{
  const char *marks = strpbrk (text, ";\n") != NULL ? ";\n" : ",";

  if (find_option (options, text) != NULL)
    return g_strdupv ((char *[]){ (char *) text, NULL });
  return g_strsplit_set (text, marks, -1);
}

/* In the order of the options. */
static FoyerAnswerProblem
read_several (const FoyerQuestion *question, const char *text, char **answer)
{
  g_auto (GStrv) options = foyer_json_list_parse (question->options);
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();
  g_autoptr (GHashTable) set = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) parts = split (options, text);
  g_auto (GStrv) list = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *option = find_option (options, parts[i]);

      if (option == NULL && *g_strstrip (parts[i]) != '\0')
        return FOYER_ANSWER_NO_CHOICE;
      if (option != NULL)
        g_hash_table_add (set, (gpointer) option);
    }
  for (guint i = 0; options[i] != NULL; i++)
    if (g_hash_table_contains (set, options[i]))
      g_strv_builder_add (chosen, options[i]);
  list = g_strv_builder_end (chosen);
  *answer = g_strjoinv (FOYER_ANSWER_MARK, list);
  return FOYER_ANSWER_FINE;
}

/* “2026-11-22”, or “22.11.2026”; with slashes nobody knows which is the month, unless it can only
 * be one. */
static FoyerAnswerProblem
read_date (const char *text, char **answer)
{
  int a, b, c, end = 0;
  int year, month, day;

  if (sscanf (text, "%4d-%2d-%2d%n", &a, &b, &c, &end) == 3 && text[end] == '\0')
    {
      year = a;
      month = b;
      day = c;
    }
  else if (sscanf (text, "%2d.%2d.%4d%n", &a, &b, &c, &end) == 3 && text[end] == '\0')
    {
      day = a;
      month = b;
      year = c;
    }
  else if (sscanf (text, "%2d/%2d/%4d%n", &a, &b, &c, &end) == 3 && text[end] == '\0' &&
           ((a > 12) != (b > 12) || a == b))
    {
      day = a > 12 ? a : b;
      month = a > 12 ? b : a;
      year = c;
    }
  else
    return FOYER_ANSWER_NO_DATE;
  if (year < 1000 || !g_date_valid_dmy (MAX (day, 0), MAX (month, 0), year))
    return FOYER_ANSWER_NO_DATE;
  *answer = g_strdup_printf ("%04d-%02d-%02d", year, month, day);
  return FOYER_ANSWER_FINE;
}

static FoyerAnswerProblem
read_yes_no (const char *text, char **answer)
{
  static const char *const yes[] = { "yes", "y", "true", "1", "ja", "oui", "si", "نعم" };
  static const char *const no[] = { "no", "n", "false", "0", "nein", "non", "لا" };
  g_autofree char *folded = foyer_text_fold (text, -1);
  gboolean is_yes = FALSE;
  gboolean is_no = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    is_yes |= g_str_equal (folded, yes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    is_no |= g_str_equal (folded, no[i]);
  if (!is_yes && !is_no)
    {
      g_autofree char *own_yes = foyer_text_fold (_ ("Yes"), -1);
      g_autofree char *own_no = foyer_text_fold (_ ("No"), -1);

      is_yes = g_str_equal (folded, own_yes);
      is_no = g_str_equal (folded, own_no);
    }
  if (!is_yes && !is_no)
    return FOYER_ANSWER_NO_YES_NO;
  *answer = g_strdup (is_yes ? FOYER_ANSWER_YES : FOYER_ANSWER_NO);
  return FOYER_ANSWER_FINE;
}

static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at > text && strchr (at + 1, '@') == NULL && strchr (at, '.') != NULL &&
         at[1] != '.' && text[strlen (text) - 1] != '.' && strpbrk (text, " \t\n,;<>") == NULL;
}

static gboolean
is_phone (const char *text)
{
  guint n_digits = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isdigit (g_utf8_get_char (p)))
      n_digits++;
    else if (strchr ("+()-./ ", *p) == NULL)
      return FALSE;
  return n_digits >= MIN_PHONE_DIGITS && n_digits <= MAX_PHONE_DIGITS;
}

static FoyerAnswerProblem
take (const char *text, glong max, char **answer)
{
  if (g_utf8_strlen (text, -1) > max)
    return FOYER_ANSWER_TOO_LONG;
  *answer = g_strdup (text);
  return FOYER_ANSWER_FINE;
}

/**
 * foyer_answer_check:
 * @question: a question
 * @text: what somebody answered, as typed or as another system wrote it
 * @answer: (out) (nullable): the answer as it is stored; %NULL for none
 *
 * The one place that knows which answers a question takes. Pure; any thread.
 *
 * Returns: what is wrong with it; then @answer is %NULL
 */
FoyerAnswerProblem
foyer_answer_check (const FoyerQuestion *question, const char *text, char **answer)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));

  *answer = NULL;
  if (*trimmed == '\0')
    return question->required ? FOYER_ANSWER_MISSING : FOYER_ANSWER_FINE;
  switch (question->type)
    {
    case FOYER_QUESTION_NUMBER:
      return read_number (trimmed, answer);
    case FOYER_QUESTION_CHOICE:
      return read_choice (question, trimmed, answer);
    case FOYER_QUESTION_SEVERAL:
      return read_several (question, trimmed, answer);
    case FOYER_QUESTION_DATE:
      return read_date (trimmed, answer);
    case FOYER_QUESTION_YES_NO:
      return read_yes_no (trimmed, answer);
    case FOYER_QUESTION_EMAIL:
      return is_email (trimmed) ? take (trimmed, MAX_TEXT, answer) : FOYER_ANSWER_NO_EMAIL;
    case FOYER_QUESTION_PHONE:
      return is_phone (trimmed) ? take (trimmed, MAX_TEXT, answer) : FOYER_ANSWER_NO_PHONE;
    case FOYER_QUESTION_LONG_TEXT:
      return take (trimmed, MAX_LONG_TEXT, answer);
    case FOYER_QUESTION_TEXT:
    case FOYER_QUESTION_FILE:
    default:
      return take (trimmed, MAX_TEXT, answer);
    }
}

/**
 * foyer_answer_split:
 * @question: a question that takes several choices
 * @answer: (nullable): an answer as it is stored, perhaps from before the choices were changed
 *
 * Pure; any thread.
 *
 * Returns: (transfer full): what was chosen, as the options say it; others as they are
 */
char **
foyer_answer_split (const FoyerQuestion *question, const char *answer)
{
  g_auto (GStrv) options = foyer_json_list_parse (question->options);
  g_auto (GStrv) parts = split (options, answer != NULL ? answer : "");
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *option = find_option (options, parts[i]);

      if (*g_strstrip (parts[i]) != '\0')
        g_strv_builder_add (chosen, option != NULL ? option : parts[i]);
    }
  return g_strv_builder_end (chosen);
}

/**
 * foyer_answer_problem_text:
 * @problem: what is wrong with an answer
 *
 * Returns: (nullable): a sentence to stand beside the field; %NULL when nothing is wrong
 */
const char *
foyer_answer_problem_text (FoyerAnswerProblem problem)
{
  switch (problem)
    {
    case FOYER_ANSWER_FINE:
      return NULL;
    case FOYER_ANSWER_MISSING:
      return _ ("This needs an answer.");
    case FOYER_ANSWER_TOO_LONG:
      return _ ("The answer is too long.");
    case FOYER_ANSWER_NO_NUMBER:
      return _ ("A number, such as 12 or 7.5.");
    case FOYER_ANSWER_NO_CHOICE:
      return _ ("None of the choices. Write one of them.");
    case FOYER_ANSWER_NO_DATE:
      return _ ("A date, such as 2026-11-22.");
    case FOYER_ANSWER_NO_YES_NO:
      return _ ("Yes or no.");
    case FOYER_ANSWER_NO_EMAIL:
      return _ ("An e-mail address, such as ada@example.com.");
    case FOYER_ANSWER_NO_PHONE:
      return _ ("A phone number, such as +49 30 123456.");
    default:
      g_return_val_if_reached (NULL);
    }
}

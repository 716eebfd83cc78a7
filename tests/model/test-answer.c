/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-answer.h"

static void
test_check (void)
{
  static const char options[] = "[\"S\", \"M, wide\", \"Größe L\"]";
  static const struct
  {
    FoyerQuestionType type;
    const char *text;
    FoyerAnswerProblem problem;
    const char *answer;
  } cases[] = {
    { FOYER_QUESTION_TEXT, "  a b ", FOYER_ANSWER_FINE, "a b" },
    { FOYER_QUESTION_TEXT, "   ", FOYER_ANSWER_FINE, NULL },
    { FOYER_QUESTION_LONG_TEXT, "a\nb", FOYER_ANSWER_FINE, "a\nb" },
    { FOYER_QUESTION_NUMBER, "12", FOYER_ANSWER_FINE, "12" },
    { FOYER_QUESTION_NUMBER, "1 234,5", FOYER_ANSWER_FINE, "1234.5" },
    { FOYER_QUESTION_NUMBER, "٢٥", FOYER_ANSWER_FINE, "25" },
    { FOYER_QUESTION_NUMBER, "−3", FOYER_ANSWER_FINE, "-3" },
    { FOYER_QUESTION_NUMBER, "1.2.3", FOYER_ANSWER_NO_NUMBER, NULL },
    { FOYER_QUESTION_NUMBER, "12a", FOYER_ANSWER_NO_NUMBER, NULL },
    { FOYER_QUESTION_NUMBER, "-", FOYER_ANSWER_NO_NUMBER, NULL },
    { FOYER_QUESTION_NUMBER, "5.", FOYER_ANSWER_NO_NUMBER, NULL },
    { FOYER_QUESTION_NUMBER, "1234567890123456", FOYER_ANSWER_NO_NUMBER, NULL },
    { FOYER_QUESTION_CHOICE, " s ", FOYER_ANSWER_FINE, "S" },
    { FOYER_QUESTION_CHOICE, "GROSSE l", FOYER_ANSWER_FINE, "Größe L" },
    { FOYER_QUESTION_CHOICE, "grösse l", FOYER_ANSWER_FINE, "Größe L" },
    { FOYER_QUESTION_CHOICE, "XL", FOYER_ANSWER_NO_CHOICE, NULL },
    { FOYER_QUESTION_SEVERAL, "m, wide", FOYER_ANSWER_FINE, "M, wide" },
    { FOYER_QUESTION_SEVERAL, "Größe L; s;S", FOYER_ANSWER_FINE, "S; Größe L" },
    { FOYER_QUESTION_SEVERAL, "s, größe l", FOYER_ANSWER_FINE, "S; Größe L" },
    { FOYER_QUESTION_SEVERAL, "S; XL", FOYER_ANSWER_NO_CHOICE, NULL },
    { FOYER_QUESTION_DATE, "2026-11-22", FOYER_ANSWER_FINE, "2026-11-22" },
    { FOYER_QUESTION_DATE, "22.11.2026", FOYER_ANSWER_FINE, "2026-11-22" },
    { FOYER_QUESTION_DATE, "1.2.2026", FOYER_ANSWER_FINE, "2026-02-01" },
    { FOYER_QUESTION_DATE, "11/22/2026", FOYER_ANSWER_FINE, "2026-11-22" },
    { FOYER_QUESTION_DATE, "22/11/2026", FOYER_ANSWER_FINE, "2026-11-22" },
    { FOYER_QUESTION_DATE, "05/06/2026", FOYER_ANSWER_NO_DATE, NULL },
    { FOYER_QUESTION_DATE, "2026-02-29", FOYER_ANSWER_NO_DATE, NULL },
    { FOYER_QUESTION_DATE, "2024-02-29", FOYER_ANSWER_FINE, "2024-02-29" },
    { FOYER_QUESTION_DATE, "2026-13-01", FOYER_ANSWER_NO_DATE, NULL },
    { FOYER_QUESTION_DATE, "-026-11-22", FOYER_ANSWER_NO_DATE, NULL },
    { FOYER_QUESTION_DATE, "tomorrow", FOYER_ANSWER_NO_DATE, NULL },
    { FOYER_QUESTION_YES_NO, "YES", FOYER_ANSWER_FINE, "yes" },
    { FOYER_QUESTION_YES_NO, "Nein", FOYER_ANSWER_FINE, "no" },
    { FOYER_QUESTION_YES_NO, "نعم", FOYER_ANSWER_FINE, "yes" },
    { FOYER_QUESTION_YES_NO, "true", FOYER_ANSWER_FINE, "yes" },
    { FOYER_QUESTION_YES_NO, "perhaps", FOYER_ANSWER_NO_YES_NO, NULL },
    { FOYER_QUESTION_EMAIL, "ada@example.com", FOYER_ANSWER_FINE, "ada@example.com" },
    { FOYER_QUESTION_EMAIL, "ada@example", FOYER_ANSWER_NO_EMAIL, NULL },
    { FOYER_QUESTION_EMAIL, "a@b@c.d", FOYER_ANSWER_NO_EMAIL, NULL },
    { FOYER_QUESTION_EMAIL, "Ada <a@b.c>", FOYER_ANSWER_NO_EMAIL, NULL },
    { FOYER_QUESTION_PHONE, "+49 (30) 123-456", FOYER_ANSWER_FINE, "+49 (30) 123-456" },
    { FOYER_QUESTION_PHONE, "12", FOYER_ANSWER_NO_PHONE, NULL },
    { FOYER_QUESTION_PHONE, "call me", FOYER_ANSWER_NO_PHONE, NULL },
    { FOYER_QUESTION_FILE, "https://example.com/a.pdf", FOYER_ANSWER_FINE,
      "https://example.com/a.pdf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerQuestion) question = foyer_question_new ();
      g_autofree char *answer = NULL;
      g_autofree char *again = NULL;

      question->type = cases[i].type;
      question->options = g_strdup (options);
      g_test_message ("%u: “%s”", cases[i].type, cases[i].text);
      g_assert_cmpint (foyer_answer_check (question, cases[i].text, &answer), ==, cases[i].problem);
      g_assert_cmpstr (answer, ==, cases[i].answer);
      g_assert_cmpint (foyer_answer_problem_text (cases[i].problem) == NULL, ==,
                       cases[i].problem == FOYER_ANSWER_FINE);
      /* What is stored is an answer itself, and stays as it is. */
      if (answer != NULL)
        {
          g_assert_cmpint (foyer_answer_check (question, answer, &again), ==, FOYER_ANSWER_FINE);
          g_assert_cmpstr (again, ==, answer);
        }
    }
}

static void
test_required (void)
{
  g_autoptr (FoyerQuestion) question = foyer_question_new ();
  g_autofree char *answer = NULL;
  g_autofree char *long_text = g_strnfill (1001, 'x');

  question->required = TRUE;
  g_assert_cmpint (foyer_answer_check (question, " ", &answer), ==, FOYER_ANSWER_MISSING);
  g_assert_cmpint (foyer_answer_check (question, NULL, &answer), ==, FOYER_ANSWER_MISSING);
  g_assert_cmpint (foyer_answer_check (question, long_text, &answer), ==, FOYER_ANSWER_TOO_LONG);
}

/* What was chosen, for check boxes: also before the choices were changed. */
static void
test_split (void)
{
  static const char *const cases[][2] = {
    { NULL, "" },
    { "", "" },
    { "S", "S" },
    { "M, wide", "M, wide" },
    { "S; M, wide", "S|M, wide" },
    { "s; XXL;größe l ", "S|XXL|Größe L" },
  };
  g_autoptr (FoyerQuestion) question = foyer_question_new ();

  question->type = FOYER_QUESTION_SEVERAL;
  question->options = g_strdup ("[\"S\", \"M, wide\", \"Größe L\"]");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = foyer_answer_split (question, cases[i][0]);
      g_autofree char *joined = g_strjoinv ("|", parts);

      g_assert_cmpstr (joined, ==, cases[i][1]);
    }
}

static void
test_tiers (void)
{
  g_autoptr (FoyerQuestion) question = foyer_question_new ();
  FoyerUuid tier;
  FoyerUuid other;
  FoyerUuid none = { { 0 } };

  g_assert_true (foyer_uuid_parse ("01900000-0000-7000-8000-000000000001", &tier));
  g_assert_true (foyer_uuid_parse ("01900000-0000-7000-8000-000000000002", &other));
  g_assert_true (foyer_question_asks_tier (question, &tier));
  g_assert_true (foyer_question_asks_tier (question, &none));
  question->tier_ids = g_strdup ("[\"01900000-0000-7000-8000-000000000001\"]");
  g_assert_true (foyer_question_asks_tier (question, &tier));
  g_assert_false (foyer_question_asks_tier (question, &other));
  g_assert_false (foyer_question_asks_tier (question, &none));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answer/check", test_check);
  g_test_add_func ("/answer/required", test_required);
  g_test_add_func ("/answer/split", test_split);
  g_test_add_func ("/answer/tiers", test_tiers);
  return g_test_run ();
}

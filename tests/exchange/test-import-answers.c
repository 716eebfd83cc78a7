/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers of a list are held against the questions that the event asks. */
#include "exchange-fixture.h"

#include "foyer-question.h"
#include "foyer-transaction.h"

#include <string.h>

static void
ask (Fixture *fixture, const char *label, FoyerQuestionType type, const char *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerQuestion) question = foyer_question_new ();
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "test", &error);

  question->event_id = fixture->event->row.id;
  question->label = g_strdup (label);
  question->code = g_ascii_strdown (label, -1);
  question->type = type;
  question->options = g_strdup (options);
  g_assert_true (foyer_transaction_insert (transaction, question, &error));
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
}

static void
ask_all (Fixture *fixture)
{
  ask (fixture, "Shirt", FOYER_QUESTION_CHOICE, "[\"S\", \"M\"]");
  ask (fixture, "Days", FOYER_QUESTION_SEVERAL, "[\"Fri\", \"Sat\", \"Sun\"]");
  ask (fixture, "Age", FOYER_QUESTION_NUMBER, NULL);
  ask (fixture, "Why", FOYER_QUESTION_TEXT, NULL);
}

static char *
read_answers (Fixture *fixture)
{
  return fixture_text (fixture, "SELECT attendee_name, answers FROM tickets ORDER BY key");
}

static void
test_fit (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportReport) report = NULL, again = NULL;
  g_autofree char *answers = NULL;

  fixture_set_up (&fixture);
  ask_all (&fixture);
  report = fixture_import_text (&fixture, "Name,Shirt,Days,Age,Why\n"
                                          "Ada,m,\"sun, FRI\",\"12,5\",Fun\n"
                                          "Tim,,,,\n");
  g_assert_cmpint (report->added, ==, 2);
  g_assert_cmpint (report->n_misfits, ==, 0);
  g_assert_cmpint (report->questions_added, ==, 0);
  answers = read_answers (&fixture);
  g_assert_cmpstr (answers, ==,
                   "Ada|{\"shirt\":\"M\",\"days\":\"Fri; Sun\",\"age\":\"12.5\",\"why\":\"Fun\"}\n"
                   "Tim|\n");
  again = fixture_import_text (&fixture, "Name,Shirt,Days,Age,Why\n"
                                         "Ada,m,\"sun, FRI\",\"12,5\",Fun\n"
                                         "Tim,,,,\n");
  g_assert_cmpint (again->unchanged, ==, 2);
}

/* The guest comes in without it, and the report says row, question and value. */
static void
test_misfit (void)
{
  static const struct
  {
    gint64 row;
    const char *words[2];
  } expected[] = { { 2, { "Shirt", "XL" } }, { 2, { "Age", "old" } }, { 4, { "Days", "Mon" } } };
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportReport) report = NULL;
  g_autofree char *answers = NULL;

  fixture_set_up (&fixture);
  ask_all (&fixture);
  report = fixture_import_text (&fixture, "Name,Quantity,Shirt,Days,Age,Why\n"
                                          "Ada,2,XL,Fri,old,Fun\n"
                                          "Tim,1,S,,,\n"
                                          "Eva,1,S,Mon; Fri,7,\n");
  g_assert_cmpint (report->added, ==, 3);
  g_assert_cmpint (report->skipped, ==, 0);
  g_assert_cmpint (report->n_misfits, ==, G_N_ELEMENTS (expected));
  g_assert_cmpuint (report->misfits->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const FoyerImportProblem *problem = g_ptr_array_index (report->misfits, i);

      g_assert_cmpint (problem->row, ==, expected[i].row);
      g_assert_nonnull (strstr (problem->reason, expected[i].words[0]));
      g_assert_nonnull (strstr (problem->reason, expected[i].words[1]));
    }
  answers = read_answers (&fixture);
  g_assert_cmpstr (answers, ==,
                   "Ada|{\"days\":\"Fri\",\"why\":\"Fun\"}\n"
                   "Ada|{\"days\":\"Fri\",\"why\":\"Fun\"}\n"
                   "Tim|{\"shirt\":\"S\"}\n"
                   "Eva|{\"shirt\":\"S\",\"age\":\"7\"}\n");
}

/* A newer list with nonsense does not take the answer away that was good. */
static void
test_kept (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportReport) first = NULL, second = NULL;
  g_autofree char *answers = NULL;

  fixture_set_up (&fixture);
  ask_all (&fixture);
  first = fixture_import_text (&fixture, "Name,Barcode,Shirt,Age\nAda,c1,S,7\n");
  second = fixture_import_text (&fixture, "Name,Barcode,Shirt,Age\nAda,c1,XL,8\n");
  g_assert_cmpint (second->updated, ==, 1);
  g_assert_cmpint (second->n_misfits, ==, 1);
  answers = read_answers (&fixture);
  g_assert_cmpstr (answers, ==, "Ada|{\"shirt\":\"S\",\"age\":\"8\"}\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/import-answers/fit", test_fit);
  g_test_add_func ("/exchange/import-answers/misfit", test_misfit);
  g_test_add_func ("/exchange/import-answers/kept", test_kept);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-question.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_ANSWER_FINE,
  FOYER_ANSWER_MISSING, /* of a required question */
  FOYER_ANSWER_TOO_LONG,
  FOYER_ANSWER_NO_NUMBER,
  FOYER_ANSWER_NO_CHOICE, /* none of the options */
  FOYER_ANSWER_NO_DATE,
  FOYER_ANSWER_NO_YES_NO,
  FOYER_ANSWER_NO_EMAIL,
  FOYER_ANSWER_NO_PHONE,
} FoyerAnswerProblem;

/* The words that are stored for an answer to YES_NO. */
#define FOYER_ANSWER_YES "yes"
#define FOYER_ANSWER_NO  "no"

/* Between the choices of an answer to SEVERAL. */
#define FOYER_ANSWER_MARK "; "

FoyerAnswerProblem
foyer_answer_check (const FoyerQuestion *question, const char *text, char **answer);
char **foyer_answer_split (const FoyerQuestion *question, const char *answer);
const char *foyer_answer_problem_text (FoyerAnswerProblem problem);

G_END_DECLS

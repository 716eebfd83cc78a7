/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A ticket's answers: one flat JSON object of question code to text. */
typedef void (*FoyerAnswerFunc) (const char *code,
                                 const char *answer,
                                 gpointer    data);

gboolean foyer_answers_foreach (const char      *json,
                                FoyerAnswerFunc  func,
                                gpointer         data);
char    *foyer_answers_dup     (const char      *json,
                                const char      *code); /* (nullable) */
char    *foyer_answers_set     (const char      *json,
                                const char      *code,
                                const char      *answer); /* (nullable) takes it away; gives NULL when none is left */

G_END_DECLS

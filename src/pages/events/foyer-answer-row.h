/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-question.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A row that asks one question: a list to choose from, check boxes, or an entry that is checked. */
GtkWidget *foyer_answer_row_new (const FoyerQuestion *question);
const FoyerQuestion *foyer_answer_row_get_question (GtkWidget *row);
gboolean foyer_answer_row_is_entry (GtkWidget *row);
void foyer_answer_row_set_answer (GtkWidget *row, const char *answer); /* (nullable) */
/* The signal of another choice, for a row that is no entry: void (row, GParamSpec *). */
const char *foyer_answer_row_get_choice_signal (GtkWidget *row);
/* FALSE: it is no answer, and the row says so. answer: (out) (nullable) as it is stored. */
gboolean foyer_answer_row_read (GtkWidget *row, char **answer);

G_END_DECLS

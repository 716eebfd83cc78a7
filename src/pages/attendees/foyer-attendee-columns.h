/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-attendee-text.h"
#include "foyer-list-columns.h"

G_BEGIN_DECLS

/* The table of attendees: what its rows are, its columns, and by what they ask to be sorted. A column's field beyond the last one
 * is a question. */
extern const FoyerListRows foyer_attendee_rows;

/* The code of the question that a column shows; (nullable) none. */
const char *foyer_attendee_columns_get_question  (const FoyerListColumn *column);
void        foyer_attendee_columns_add           (FoyerListColumns      *columns);
/* questions: (element-type FoyerQuestion) one column for each. */
void        foyer_attendee_columns_set_questions (FoyerListColumns      *columns,
                                                  GPtrArray             *questions);
guint       foyer_attendee_columns_get_sort      (FoyerListColumns      *columns,
                                                  gboolean              *is_descending);
/* Those shown as foyer_attendee_export () names them; (transfer full). */
char      **foyer_attendee_columns_list_exported (FoyerListColumns      *columns);

G_END_DECLS

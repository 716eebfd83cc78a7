/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-columns.h"

#include <glib/gi18n-lib.h>

#include "foyer-attendee-cell.h"
#include "foyer-question.h"

#define QUESTION       "question:"
#define QUESTION_WIDTH 150

const char *
foyer_attendee_columns_get_question (const FoyerListColumn *column)
{
  return column->field >= FOYER_N_ATTENDEE_FIELDS ? column->id + strlen (QUESTION) : NULL;
}

static GtkWidget *
new_cell (const FoyerListColumn *column, GTimeZone *zone)
{
  return foyer_attendee_cell_new (column, zone);
}

static char *
dup_text (FoyerKeyedItem *item, const FoyerListColumn *column, GTimeZone *zone)
{
  const char *question = foyer_attendee_columns_get_question (column);

  return question != NULL ? foyer_attendee_dup_answer (FOYER_ATTENDEE (item), question)
                          : foyer_attendee_dup_field (FOYER_ATTENDEE (item), column->field, zone);
}

const FoyerListRows foyer_attendee_rows = { new_cell, dup_text };

/* The name, and the company, take what is left. */
void
foyer_attendee_columns_add (FoyerListColumns *columns)
{
  const FoyerListColumn described[FOYER_N_ATTENDEE_FIELDS] = {
    { "name", _ ("Name"), FOYER_ATTENDEE_NAME, FOYER_SORT_NAME, 0, .expands = TRUE,
      .is_always = TRUE },
    { "company", _ ("Company"), FOYER_ATTENDEE_COMPANY, FOYER_SORT_COMPANY, 150, .expands = TRUE },
    { "email", _ ("E-Mail"), FOYER_ATTENDEE_EMAIL, FOYER_SORT_EMAIL, 230 },
    { "tier", _ ("Tier"), FOYER_ATTENDEE_TIER, FOYER_SORT_TIER, 160 },
    { "status", _ ("Status"), FOYER_ATTENDEE_STATUS, FOYER_SORT_STATE, 120 },
    { "arrived", _ ("Arrived"), FOYER_ATTENDEE_ARRIVED, FOYER_SORT_ARRIVED, 105 },
    { "order", _ ("Order"), FOYER_ATTENDEE_ORDER, FOYER_SORT_ORDER, 90 },
    { "code", _ ("Code"), FOYER_ATTENDEE_CODE, FOYER_SORT_CODE, 180 },
  };

  foyer_list_columns_set (columns, 0, described, FOYER_N_ATTENDEE_FIELDS);
}

void
foyer_attendee_columns_set_questions (FoyerListColumns *columns, GPtrArray *questions)
{
  g_autofree FoyerListColumn *described = g_new0 (FoyerListColumn, questions->len);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < questions->len; i++)
    {
      const FoyerQuestion *question = questions->pdata[i];

      g_ptr_array_add (ids, g_strconcat (QUESTION, question->code, NULL));
      described[i].id = ids->pdata[i];
      described[i].title = question->label != NULL ? question->label : question->code;
      described[i].field = FOYER_N_ATTENDEE_FIELDS;
      described[i].sort = FOYER_SORT_QUESTION + i;
      described[i].width = QUESTION_WIDTH;
      described[i].is_at_end = question->type == FOYER_QUESTION_NUMBER;
    }
  foyer_list_columns_set (columns, FOYER_N_ATTENDEE_FIELDS, described, questions->len);
}

guint
foyer_attendee_columns_get_sort (FoyerListColumns *columns, gboolean *is_descending)
{
  int sort;

  return foyer_list_columns_get_sort (columns, &sort, is_descending) ? (guint) sort
                                                                     : FOYER_SORT_ADDED;
}

char **
foyer_attendee_columns_list_exported (FoyerListColumns *columns)
{
  static const char *const headings[FOYER_N_ATTENDEE_FIELDS] = {
    [FOYER_ATTENDEE_NAME] = "Name",          [FOYER_ATTENDEE_COMPANY] = "Company",
    [FOYER_ATTENDEE_EMAIL] = "Email",        [FOYER_ATTENDEE_TIER] = "Ticket",
    [FOYER_ATTENDEE_STATUS] = "Status",      [FOYER_ATTENDEE_ARRIVED] = "Checked in at",
    [FOYER_ATTENDEE_ORDER] = "Order number", [FOYER_ATTENDEE_CODE] = "Code",
  };
  g_autoptr (GPtrArray) shown = foyer_list_columns_list_shown (columns);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < shown->len; i++)
    {
      const FoyerListColumn *column = shown->pdata[i];
      gboolean is_question = foyer_attendee_columns_get_question (column) != NULL;

      g_strv_builder_add (builder, is_question ? column->id : headings[column->field]);
    }
  return g_strv_builder_end (builder);
}

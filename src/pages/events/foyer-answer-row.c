/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-answer-row.h"

#include "foyer-answer.h"
#include "foyer-json-list.h"
#include "foyer-several-row.h"

#include <glib/gi18n-lib.h>

#define QUESTION "foyer-question"

static const FoyerQuestion *
get_question (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), QUESTION);
}

/* The first item is no answer yet. */
static char **
dup_choices (const FoyerQuestion *question)
{
  g_autoptr (GStrvBuilder) choices = g_strv_builder_new ();

  g_strv_builder_add (choices, "");
  if (question->type == FOYER_QUESTION_YES_NO)
    g_strv_builder_add_many (choices, _ ("Yes"), _ ("No"), NULL);
  else
    {
      g_auto (GStrv) options = foyer_json_list_parse (question->options);

      g_strv_builder_addv (choices, (const char **) options);
    }
  return g_strv_builder_end (choices);
}

static GtkWidget *
make_combo (const FoyerQuestion *question)
{
  g_auto (GStrv) choices = dup_choices (question);
  g_autoptr (GtkStringList) model = gtk_string_list_new ((const char *const *) choices);

  return g_object_new (ADW_TYPE_COMBO_ROW, "model", model, NULL);
}

static GtkWidget *
make_checks (const FoyerQuestion *question)
{
  g_auto (GStrv) options = foyer_json_list_parse (question->options);

  return foyer_several_row_new ((const char *const *) options);
}

static GtkWidget *
make_row (const FoyerQuestion *question)
{
  switch (question->type)
    {
    case FOYER_QUESTION_CHOICE:
    case FOYER_QUESTION_YES_NO:
      return make_combo (question);
    case FOYER_QUESTION_SEVERAL:
      return make_checks (question);
    default:
      return adw_entry_row_new ();
    }
}

static void
forget_problem (GtkWidget *row)
{
  if (FOYER_IS_SEVERAL_ROW (row))
    foyer_several_row_set_problem (FOYER_SEVERAL_ROW (row), NULL);
  gtk_widget_remove_css_class (row, "error");
  gtk_widget_set_tooltip_text (row, NULL);
}

GtkWidget *
foyer_answer_row_new (const FoyerQuestion *question)
{
  GtkWidget *row = make_row (question);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 question->label != NULL ? question->label : question->code);
  g_object_set_data_full (G_OBJECT (row), QUESTION, foyer_question_copy (question),
                          (GDestroyNotify) foyer_question_free);
  if (ADW_IS_ENTRY_ROW (row))
    g_signal_connect (row, "changed", G_CALLBACK (forget_problem), NULL);
  return row;
}

const FoyerQuestion *
foyer_answer_row_get_question (GtkWidget *row)
{
  return get_question (row);
}

gboolean
foyer_answer_row_is_entry (GtkWidget *row)
{
  return ADW_IS_ENTRY_ROW (row);
}

const char *
foyer_answer_row_get_choice_signal (GtkWidget *row)
{
  g_return_val_if_fail (!ADW_IS_ENTRY_ROW (row), NULL);

  return FOYER_IS_SEVERAL_ROW (row) ? "notify::chosen" : "notify::selected";
}

/* An answer from another list, or from before the choices were changed, is shown too. */
static guint
add_choice (GtkWidget *row, const char *answer)
{
  GListModel *model = adw_combo_row_get_model (ADW_COMBO_ROW (row));
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), answer))
      return i;
  gtk_string_list_append (GTK_STRING_LIST (model), answer);
  return n;
}

static guint
find_choice (GtkWidget *row, const char *answer)
{
  const FoyerQuestion *question = get_question (row);
  g_auto (GStrv) options = NULL;

  if (answer == NULL)
    return 0;
  if (question->type == FOYER_QUESTION_YES_NO)
    return g_str_equal (answer, FOYER_ANSWER_YES)  ? 1
           : g_str_equal (answer, FOYER_ANSWER_NO) ? 2
                                                   : 0;
  options = foyer_json_list_parse (question->options);
  for (guint i = 0; options[i] != NULL; i++)
    if (g_str_equal (options[i], answer))
      return i + 1;
  return add_choice (row, answer);
}

void
foyer_answer_row_set_answer (GtkWidget *row, const char *answer)
{
  g_return_if_fail (get_question (row) != NULL);

  if (ADW_IS_COMBO_ROW (row))
    adw_combo_row_set_selected (ADW_COMBO_ROW (row), find_choice (row, answer));
  else if (FOYER_IS_SEVERAL_ROW (row))
    {
      g_auto (GStrv) chosen = foyer_answer_split (get_question (row), answer);

      foyer_several_row_set_chosen (FOYER_SEVERAL_ROW (row), (const char *const *) chosen);
    }
  else
    gtk_editable_set_text (GTK_EDITABLE (row), answer != NULL ? answer : "");
}

/* As it would be typed. */
static char *
dup_text (GtkWidget *row)
{
  const FoyerQuestion *question = get_question (row);
  GtkStringObject *item;

  if (FOYER_IS_SEVERAL_ROW (row))
    {
      g_auto (GStrv) chosen = foyer_several_row_dup_chosen (FOYER_SEVERAL_ROW (row));

      return g_strjoinv (FOYER_ANSWER_MARK, chosen);
    }
  if (!ADW_IS_COMBO_ROW (row))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
  if (question->type == FOYER_QUESTION_YES_NO)
    {
      static const char *const words[] = { "", FOYER_ANSWER_YES, FOYER_ANSWER_NO };
      guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

      return g_strdup (selected < G_N_ELEMENTS (words) ? words[selected] : "");
    }
  item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (row));
  return g_strdup (item != NULL ? gtk_string_object_get_string (item) : "");
}

gboolean
foyer_answer_row_read (GtkWidget *row, char **answer)
{
  g_autofree char *text = NULL;
  FoyerAnswerProblem problem;
  const char *sentence;

  g_return_val_if_fail (get_question (row) != NULL, FALSE);

  text = dup_text (row);
  problem = foyer_answer_check (get_question (row), text, answer);
  sentence = foyer_answer_problem_text (problem);
  forget_problem (row);
  if (problem == FOYER_ANSWER_FINE)
    return TRUE;
  if (FOYER_IS_SEVERAL_ROW (row))
    {
      foyer_several_row_set_problem (FOYER_SEVERAL_ROW (row),
                                     problem == FOYER_ANSWER_NO_CHOICE
                                         ? _ ("One that is chosen is no choice any more.")
                                         : sentence);
      return FALSE;
    }
  gtk_widget_add_css_class (row, "error");
  gtk_widget_set_tooltip_text (row, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sentence, -1);
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-draft.h"
#include "foyer-event-questions-section.h"
#include "foyer-event-section.h"
#include "foyer-message-row.h"
#include "foyer-question-row.h"
#include "foyer-question-text.h"
#include "foyer-question-window.h"
#include "foyer-test.h"
#include "foyer-text-row.h"

#define NOW (G_GINT64_CONSTANT (1795370400) * G_USEC_PER_SEC)

static GtkWidget *
find (GtkWidget *from, GType type, guint *n)
{
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (g_type_is_a (G_OBJECT_TYPE (child), type) && (*n)-- == 0)
        return child;
      found = find (child, type, n);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
nth (gpointer from, GType type, guint n)
{
  GtkWidget *found = find (GTK_WIDGET (from), type, &n);

  g_assert_nonnull (found);
  return found;
}

static FoyerQuestionWindow *
find_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (FOYER_IS_QUESTION_WINDOW (window))
        return FOYER_QUESTION_WINDOW (window);
    }
  return NULL;
}

static void
add_question (FoyerEventDraft *draft, const char *label, gint64 key)
{
  FoyerQuestion *question = foyer_question_new ();

  foyer_uuid_init_v7 (&question->row.id);
  question->row.key = key;
  question->label = g_strdup (label);
  question->code = foyer_question_text_code (label, draft->questions);
  g_ptr_array_add (draft->questions, question);
}

static void
add_tier (FoyerEventDraft *draft, const char *name)
{
  FoyerTier *tier = foyer_tier_new ();

  foyer_uuid_init_v7 (&tier->row.id);
  tier->name = g_strdup (name);
  g_ptr_array_add (draft->tiers, tier);
}

static FoyerEventDraft *
make_draft (void)
{
  FoyerEventDraft *draft = foyer_event_draft_new (NOW, "EUR");

  add_tier (draft, "General");
  add_tier (draft, "VIP");
  add_question (draft, "One", 0);
  add_question (draft, "Two", 0);
  add_question (draft, "Three", 0);
  return draft;
}

static void
count_cb (FoyerEventSection *section, guint *n)
{
  *n += 1;
}

static FoyerEventSection *
show (const FoyerEventDraft *draft, guint *n)
{
  FoyerEventSection *section =
      g_object_ref_sink (g_object_new (FOYER_TYPE_EVENT_QUESTIONS_SECTION, NULL));

  *n = 0;
  foyer_event_section_load (section, NULL, draft);
  g_signal_connect (section, "changed", G_CALLBACK (count_cb), n);
  return section;
}

static char *
dup_order (FoyerEventSection *section)
{
  g_autoptr (FoyerEventDraft) draft = foyer_event_draft_new (NOW, "EUR");
  g_autoptr (GString) labels = g_string_new (NULL);

  foyer_event_section_apply (section, draft);
  for (guint i = 0; i < draft->questions->len; i++)
    g_string_append_printf (labels, "%s%s", i > 0 ? " " : "",
                            ((FoyerQuestion *) draft->questions->pdata[i])->label);
  return g_string_free (g_steal_pointer (&labels), FALSE);
}

static void
assert_order (FoyerEventSection *section, const char *expected)
{
  g_autofree char *order = dup_order (section);

  g_assert_cmpstr (order, ==, expected);
}

static void
test_order (void)
{
  g_autoptr (FoyerEventDraft) draft = make_draft ();
  guint n;
  FoyerEventSection *section = show (draft, &n);

  assert_order (section, "One Two Three");
  gtk_widget_activate_action (nth (section, FOYER_TYPE_QUESTION_ROW, 0), "question.move-down",
                              NULL);
  assert_order (section, "Two One Three");
  gtk_widget_activate_action (nth (section, FOYER_TYPE_QUESTION_ROW, 2), "question.move-up", NULL);
  assert_order (section, "Two Three One");
  /* There is nothing above the first. */
  gtk_widget_activate_action (nth (section, FOYER_TYPE_QUESTION_ROW, 0), "question.move-up", NULL);
  assert_order (section, "Two Three One");
  g_assert_cmpuint (n, ==, 2);

  /* Dragged: the last one before the first, and the first one behind the second. */
  g_signal_emit_by_name (nth (section, FOYER_TYPE_QUESTION_ROW, 0), "dropped",
                         nth (section, FOYER_TYPE_QUESTION_ROW, 2), TRUE);
  assert_order (section, "One Two Three");
  g_signal_emit_by_name (nth (section, FOYER_TYPE_QUESTION_ROW, 1), "dropped",
                         nth (section, FOYER_TYPE_QUESTION_ROW, 0), FALSE);
  assert_order (section, "Two One Three");
  g_assert_cmpuint (n, ==, 4);

  gtk_widget_activate_action (nth (section, FOYER_TYPE_QUESTION_ROW, 1), "question.remove", NULL);
  assert_order (section, "Two Three");
  g_assert_cmpuint (n, ==, 5);
  g_assert_finalize_object (section);
}

static void
called_cb (int *n)
{
  *n += 1;
}

static gboolean
can_be_done (FoyerQuestionWindow *window)
{
  int is_called = 0;
  gulong handler = g_signal_connect_swapped (window, "done", G_CALLBACK (called_cb), &is_called);

  g_object_ref (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "edit.save", NULL);
  if (is_called == 0)
    g_signal_handler_disconnect (window, handler);
  g_object_unref (window);
  return is_called > 0;
}

static void
type_text (gpointer from, guint entry, const char *text)
{
  gtk_editable_set_text (nth (from, ADW_TYPE_ENTRY_ROW, entry), text);
}

static void
test_add (void)
{
  g_autoptr (FoyerEventDraft) draft = make_draft ();
  guint n;
  FoyerEventSection *section = show (draft, &n);
  FoyerQuestionWindow *window;
  const FoyerQuestion *added;

  g_signal_emit_by_name (nth (section, GTK_TYPE_BUTTON, 0), "clicked");
  window = find_window ();
  g_assert_nonnull (window);
  g_assert_false (can_be_done (window));
  type_text (window, 0, "  one ");
  g_assert_false (can_be_done (window));
  type_text (window, 0, "T-shirt size?");
  adw_combo_row_set_selected (nth (window, ADW_TYPE_COMBO_ROW, 0), FOYER_QUESTION_CHOICE);
  g_assert_false (can_be_done (window));
  foyer_text_row_set_text (nth (window, FOYER_TYPE_TEXT_ROW, 0), "S\n\n s \nL");
  g_assert_false (can_be_done (window));
  foyer_text_row_set_text (nth (window, FOYER_TYPE_TEXT_ROW, 0), "S\n\n M \nL\n");
  adw_combo_row_set_selected (nth (window, ADW_TYPE_COMBO_ROW, 2), FOYER_QUESTION_AT_DOOR);
  gtk_switch_set_active (nth (window, GTK_TYPE_SWITCH, 0), TRUE);
  gtk_check_button_set_active (nth (window, GTK_TYPE_CHECK_BUTTON, 0), FALSE);
  gtk_check_button_set_active (nth (window, GTK_TYPE_CHECK_BUTTON, 1), FALSE);
  g_assert_false (can_be_done (window));
  gtk_check_button_set_active (nth (window, GTK_TYPE_CHECK_BUTTON, 1), TRUE);
  g_assert_true (can_be_done (window));
  g_assert_null (find_window ());

  g_assert_cmpuint (n, ==, 1);
  foyer_event_section_apply (section, draft);
  g_assert_cmpuint (draft->questions->len, ==, 4);
  added = draft->questions->pdata[3];
  g_assert_cmpstr (added->label, ==, "T-shirt size?");
  g_assert_cmpstr (added->code, ==, "t-shirt-size");
  g_assert_cmpstr (added->options, ==, "[\"S\",\"M\",\"L\"]");
  g_assert_true (foyer_question_is_due_at_door (added));
  g_assert_nonnull (strstr (added->tier_ids, "\""));
  g_assert_finalize_object (section);
}

static void
open_row (FoyerEventSection *section, guint n)
{
  GtkWidget *row = nth (section, FOYER_TYPE_QUESTION_ROW, n);

  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
}

/* Looking at a question changes nothing of it; its code stays when its words change. */
static void
test_edit (void)
{
  g_autoptr (FoyerEventDraft) draft = make_draft ();
  g_autoptr (FoyerEventDraft) after = NULL;
  guint n;
  FoyerEventSection *section = show (draft, &n);
  FoyerQuestionWindow *window;

  open_row (section, 1);
  window = find_window ();
  g_assert_true (can_be_done (window));
  after = foyer_event_draft_copy (draft);
  foyer_event_section_apply (section, after);
  g_assert_true (foyer_event_draft_equal (draft, after));

  open_row (section, 1);
  window = find_window ();
  type_text (window, 0, "Two and more");
  g_assert_true (can_be_done (window));
  foyer_event_section_apply (section, after);
  g_assert_cmpstr (((FoyerQuestion *) after->questions->pdata[1])->label, ==, "Two and more");
  g_assert_cmpstr (((FoyerQuestion *) after->questions->pdata[1])->code, ==, "two");

  /* A window that is open when the section goes, goes too. */
  open_row (section, 1);
  g_assert_nonnull (find_window ());
  g_assert_finalize_object (section);
  g_assert_null (find_window ());
}

static void
test_codes (void)
{
  static const char *const labels[] = { "Größe?", "Size", "size", "山", "?", "Size 2", "size" };
  static const char *const codes[] = { "grosse",     "size",     "size-2", "question",
                                       "question-2", "size-2-2", "size-3" };
  g_autoptr (FoyerEventDraft) draft = foyer_event_draft_new (NOW, "EUR");

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      add_question (draft, labels[i], 0);
      g_assert_cmpstr (((FoyerQuestion *) draft->questions->pdata[i])->code, ==, codes[i]);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/event-questions/order", test_order);
  g_test_add_func ("/event-questions/add", test_add);
  g_test_add_func ("/event-questions/edit", test_edit);
  g_test_add_func ("/event-questions/codes", test_codes);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-choice-row.h"
#include "foyer-test.h"

#include <string.h>

/* Chooses a fruit. */
#define TEST_TYPE_ROW (test_row_get_type ())
G_DECLARE_FINAL_TYPE (TestRow, test_row, TEST, ROW, FoyerChoiceRow)

struct _TestRow
{
  FoyerChoiceRow parent_instance;

  guint n_loads;
  const char *chosen;
};

G_DEFINE_FINAL_TYPE (TestRow, test_row, FOYER_TYPE_CHOICE_ROW)

static GListModel *
test_row_load (FoyerChoiceRow *row)
{
  static const char *const fruits[] = { "Apple", "Apricot", "Banana", NULL };

  TEST_ROW (row)->n_loads++;
  return G_LIST_MODEL (gtk_string_list_new (fruits));
}

static char *
test_row_fold (const char *typed)
{
  return g_ascii_strdown (typed, -1);
}

static gboolean
test_row_matches (gpointer item, const char *folded)
{
  g_autofree char *name = g_ascii_strdown (gtk_string_object_get_string (item), -1);

  return strstr (name, folded) != NULL;
}

static void
test_row_choose (FoyerChoiceRow *row, gpointer item)
{
  TEST_ROW (row)->chosen = g_intern_string (gtk_string_object_get_string (item));
  foyer_choice_row_set_label (row, TEST_ROW (row)->chosen);
}

static void
test_row_class_init (TestRowClass *klass)
{
  FoyerChoiceRowClass *row_class = FOYER_CHOICE_ROW_CLASS (klass);

  row_class->load = test_row_load;
  row_class->fold = test_row_fold;
  row_class->matches = test_row_matches;
  row_class->choose = test_row_choose;
}

static void
test_row_init (TestRow *self)
{
  foyer_choice_row_set_up (FOYER_CHOICE_ROW (self), "Name", "Fruits", "No fruit is called that.",
                           gtk_signal_list_item_factory_new ());
}

static gpointer
find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
search (TestRow *row, const char *text)
{
  GtkWidget *entry = find (GTK_WIDGET (row), GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static gboolean
says_unknown (GtkWidget *button)
{
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  GtkWidget *box = gtk_popover_get_child (popover);
  GtkWidget *label = gtk_widget_get_next_sibling (gtk_widget_get_first_child (box));

  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, "No fruit is called that.");
  return gtk_widget_get_visible (label);
}

static void
test_search (void)
{
  static const struct
  {
    const char *typed;
    const char *chosen;
    gboolean is_unknown;
  } cases[] = {
    { "an", "Banana", FALSE }, { "AP", "Apple", FALSE }, { "apr", "Apricot", FALSE },
    { "plum", NULL, TRUE },    { "", "Apple", FALSE },
  };
  GtkWidget *window = gtk_window_new ();
  TestRow *row = g_object_new (TEST_TYPE_ROW, "title", "Fruit", NULL);
  GtkWidget *button;

  gtk_window_set_child (GTK_WINDOW (window), gtk_list_box_new ());
  gtk_list_box_append (GTK_LIST_BOX (gtk_window_get_child (GTK_WINDOW (window))), GTK_WIDGET (row));
  gtk_window_present (GTK_WINDOW (window));
  button = find (GTK_WIDGET (row), GTK_TYPE_MENU_BUTTON);
  g_assert_cmpuint (row->n_loads, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_menu_button_popup (GTK_MENU_BUTTON (button));
      row->chosen = NULL;
      search (row, cases[i].typed);
      g_assert_cmpstr (row->chosen, ==, cases[i].chosen);
      g_assert_cmpint (says_unknown (button), ==, cases[i].is_unknown);
    }
  g_assert_cmpuint (row->n_loads, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Never opened, and gone while it is open. */
static void
test_goes (void)
{
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *window = gtk_window_new ();
      GtkWidget *row = g_object_new (TEST_TYPE_ROW, NULL);
      gpointer watched = row;

      g_object_add_weak_pointer (G_OBJECT (row), &watched);
      gtk_window_set_child (GTK_WINDOW (window), gtk_list_box_new ());
      gtk_list_box_append (GTK_LIST_BOX (gtk_window_get_child (GTK_WINDOW (window))), row);
      gtk_window_present (GTK_WINDOW (window));
      if (i == 1)
        gtk_menu_button_popup (find (row, GTK_TYPE_MENU_BUTTON));
      gtk_window_destroy (GTK_WINDOW (window));
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_null (watched);
    }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/choice-row/search", test_search);
  g_test_add_func ("/choice-row/goes", test_goes);
  return g_test_run ();
}

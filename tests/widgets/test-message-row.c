/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-message-row.h"

static void
test_error (void)
{
  FoyerMessageRow *row = FOYER_MESSAGE_ROW (g_object_ref_sink (foyer_message_row_new ()));
  GtkWidget *field = g_object_ref_sink (adw_entry_row_new ());

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  g_assert_cmpstr (foyer_message_row_get_text (row), ==, "");

  foyer_message_row_set_error (row, field, "A title, please.");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));
  g_assert_cmpstr (foyer_message_row_get_text (row), ==, "A title, please.");
  g_assert_true (gtk_widget_has_css_class (field, "error"));
  gtk_test_accessible_assert_property (field, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "A title, please.");
  gtk_test_accessible_assert_state (field, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);

  foyer_message_row_set_hint (row, field, "Taken as 03:00.");
  g_assert_false (gtk_widget_has_css_class (field, "error"));
  g_assert_cmpstr (foyer_message_row_get_text (row), ==, "Taken as 03:00.");
  gtk_test_accessible_assert_state (field, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_FALSE);

  foyer_message_row_set_error (row, field, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  g_assert_cmpstr (foyer_message_row_get_text (row), ==, "");
  g_assert_finalize_object (row);
  g_assert_finalize_object (field);
}

static void
test_focus (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *rows[] = { adw_entry_row_new (), foyer_message_row_new (), adw_entry_row_new (),
                        foyer_message_row_new () };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), rows[i]);
  foyer_message_row_set_hint (FOYER_MESSAGE_ROW (rows[1]), NULL, "https://foyer.example.org");
  foyer_message_row_set_error (FOYER_MESSAGE_ROW (rows[3]), NULL, "An address, please.");
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (rows[0]);
  g_assert_nonnull (gtk_widget_get_focus_child (rows[0]));

  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_get_focus_child (list) == rows[2]);
  g_assert_false (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_get_focus_child (list) == rows[0]);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/message-row/error", test_error);
  g_test_add_func ("/message-row/focus", test_focus);
  return g_test_run ();
}

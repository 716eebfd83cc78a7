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

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/message-row/error", test_error);
  return g_test_run ();
}

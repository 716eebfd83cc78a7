/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-filter-pill.h"

#include <glib/gi18n-lib.h>

static void
drop_condition_cb (GtkWidget *pill, GtkCheckButton *check)
{
  gtk_check_button_set_active (check, FALSE);
}

GtkWidget *
foyer_filter_pill_new (const char *text, GtkCheckButton *check, GCallback pressed)
{
  GtkWidget *pill = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  g_autofree char *label = g_strdup_printf (_ ("Remove the filter “%s”"), text);

  gtk_box_append (GTK_BOX (content), gtk_label_new (text));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (pill), content);
  gtk_widget_add_css_class (pill, "foyer-filter-pill");
  gtk_widget_set_tooltip_text (pill, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pill), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (pill, "clicked",
                           pressed != NULL ? pressed : G_CALLBACK (drop_condition_cb), check, 0);
  return pill;
}

GtkCheckButton *
foyer_filter_check_new (const char *text, GtkWidget *mark)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (mark != NULL)
    {
      gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (content), mark);
    }
  gtk_box_append (GTK_BOX (content), gtk_label_new (text));
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), content);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return GTK_CHECK_BUTTON (check);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-kept-entry.h"

static const char *
get_kept (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "kept");
}

/* The button to apply is for what a person types. */
static void
set_text (GtkWidget *row, const char *text)
{
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
}

/* The text before tells whether somebody is typing. */
void
foyer_kept_entry_fill (GtkWidget *row, const char *text)
{
  const char *kept = get_kept (row);
  const char *shown = gtk_editable_get_text (GTK_EDITABLE (row));
  gboolean is_edited = kept != NULL && g_strcmp0 (kept, shown) != 0;

  text = text != NULL ? text : "";
  foyer_kept_entry_keep (row, text);
  if (!is_edited && !g_str_equal (shown, text))
    set_text (row, text);
}

void
foyer_kept_entry_keep (GtkWidget *row, const char *text)
{
  if (text == NULL)
    text = gtk_editable_get_text (GTK_EDITABLE (row));
  g_object_set_data_full (G_OBJECT (row), "kept", g_strdup (text), g_free);
}

void
foyer_kept_entry_forget (GtkWidget *row)
{
  g_object_set_data (G_OBJECT (row), "kept", NULL);
}

gboolean
foyer_kept_entry_revert (GtkWidget *around)
{
  GtkRoot *root = gtk_widget_get_root (around);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_ENTRY_ROW) : NULL;
  const char *kept = row != NULL ? get_kept (row) : NULL;

  if (kept == NULL || g_str_equal (kept, gtk_editable_get_text (GTK_EDITABLE (row))))
    return FALSE;
  set_text (row, kept);
  return TRUE;
}

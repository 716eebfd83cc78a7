/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-list-page-private.h"

#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

/* Above so many the clipboard is the wrong way. */
#define MAX_COPIED 10000

static FoyerListPageParts *
parts_of (GtkWidget *widget)
{
  return foyer_list_page_get_parts (FOYER_LIST_PAGE (widget));
}

/* Only what is shown can be copied: what is on the clipboard is what one sees. */
static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerListPageParts *parts = parts_of (widget);
  g_autofree char *header = foyer_list_columns_dup_row (parts->columns, NULL);
  g_autoptr (GString) text = g_string_new (header);
  guint n_keys, n_copied = 0;
  const gint64 *keys = foyer_keyed_list_get_keys (parts->list, &n_keys);
  g_autofree char *said = NULL;

  g_string_append_c (text, '\n');
  for (guint i = 0; i < n_keys && n_copied < MAX_COPIED; i++)
    if (foyer_key_selection_has_key (parts->selection, keys[i]))
      {
        g_autoptr (FoyerKeyedItem) item = g_list_model_get_item (G_LIST_MODEL (parts->list), i);
        g_autofree char *row = foyer_list_columns_dup_row (parts->columns, item);

        g_string_append (text, row);
        g_string_append_c (text, '\n');
        n_copied++;
      }
  if (n_copied == 0)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
  said = g_strdup_printf (ngettext ("%'u row copied", "%'u rows copied", n_copied), n_copied);
  foyer_show_toast (widget, said);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkEditable *entry = parts_of (widget)->search_entry;

  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_select_region (entry, 0, -1);
}

static void
focus_rows_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_list_page_focus_rows (FOYER_LIST_PAGE (widget));
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_list_page_search (FOYER_LIST_PAGE (widget), "");
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GArray) keys = foyer_key_selection_dup_keys (parts_of (widget)->selection);

  if (keys->len > 0)
    foyer_list_page_show_row (FOYER_LIST_PAGE (widget), g_array_index (keys, gint64, 0));
}

static void
close_panel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_list_page_show_row (FOYER_LIST_PAGE (widget), 0);
  foyer_list_page_focus_rows (FOYER_LIST_PAGE (widget));
}

static void
select_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (parts_of (widget)->selection);

  if (g_str_equal (name, "page.select-all"))
    gtk_selection_model_select_all (model);
  else
    gtk_selection_model_unselect_all (model);
}

void
foyer_list_page_update_actions (FoyerListPage *self)
{
  static const char *const on_selection[] = { "page.open", "page.copy", "page.select-none" };
  FoyerListPageClass *klass = FOYER_LIST_PAGE_GET_CLASS (self);
  guint64 n = foyer_key_selection_get_size (foyer_list_page_get_parts (self)->selection);

  for (guint i = 0; i < G_N_ELEMENTS (on_selection); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), on_selection[i], n > 0);
  if (klass->update_actions != NULL)
    klass->update_actions (self);
}

void
foyer_list_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "page.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "page.focus-rows", NULL, focus_rows_action);
  gtk_widget_class_install_action (widget_class, "page.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "page.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "page.close-panel", NULL, close_panel_action);
  gtk_widget_class_install_action (widget_class, "page.select-all", NULL, select_action);
  gtk_widget_class_install_action (widget_class, "page.select-none", NULL, select_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "page.find",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "page.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "page.close-panel", NULL);
}

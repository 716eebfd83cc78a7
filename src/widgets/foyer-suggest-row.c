/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-suggest-row.h"

#include <string.h>

struct _FoyerSuggestRow
{
  AdwEntryRow parent_instance;

  GtkMenuButton *button;
  GtkPopover *popover;
  GtkListBox *list;

  char **suggestions; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (FoyerSuggestRow, foyer_suggest_row, ADW_TYPE_ENTRY_ROW)

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

static void
show_suggestions (FoyerSuggestRow *self, const char *typed)
{
  g_autofree char *wanted = fold (typed);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; self->suggestions != NULL && self->suggestions[i] != NULL; i++)
    {
      g_autofree char *folded = fold (self->suggestions[i]);
      GtkWidget *label;

      if (strstr (folded, wanted) == NULL)
        continue;
      label = gtk_label_new (self->suggestions[i]);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (self->list, label);
    }
}

static gboolean
is_suggested (FoyerSuggestRow *self, const char *text)
{
  return self->suggestions != NULL &&
         g_strv_contains ((const char *const *) self->suggestions, text);
}

static void
show_popover_cb (FoyerSuggestRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));
  GtkListBoxRow *first;

  /* Whoever has chosen one already wants to see the others. */
  show_suggestions (self, is_suggested (self, text) ? "" : text);
  if (gtk_list_box_get_row_at_index (self->list, 0) == NULL)
    show_suggestions (self, "");
  first = gtk_list_box_get_row_at_index (self->list, 0);
  if (first != NULL)
    {
      gtk_list_box_select_row (self->list, first);
      gtk_widget_grab_focus (GTK_WIDGET (first));
    }
}

static void
row_activated_cb (FoyerSuggestRow *self, GtkListBoxRow *row)
{
  g_autofree char *text =
      g_strdup (gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row))));

  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (FOYER_SUGGEST_ROW (widget)->button);
}

static void
foyer_suggest_row_finalize (GObject *object)
{
  g_strfreev (FOYER_SUGGEST_ROW (object)->suggestions);
  G_OBJECT_CLASS (foyer_suggest_row_parent_class)->finalize (object);
}

static void
foyer_suggest_row_class_init (FoyerSuggestRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_suggest_row_finalize;

  gtk_widget_class_install_action (widget_class, "suggest.open", NULL, open_action);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/widgets/foyer-suggest-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerSuggestRow, button);
  gtk_widget_class_bind_template_child (widget_class, FoyerSuggestRow, popover);
  gtk_widget_class_bind_template_child (widget_class, FoyerSuggestRow, list);
  gtk_widget_class_bind_template_callback (widget_class, show_popover_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
foyer_suggest_row_init (FoyerSuggestRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_suggest_row_set_suggestions (FoyerSuggestRow *self, const char *const *suggestions)
{
  g_return_if_fail (FOYER_IS_SUGGEST_ROW (self));

  g_strfreev (self->suggestions);
  self->suggestions = g_strdupv ((char **) suggestions);
}

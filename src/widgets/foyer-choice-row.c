/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-choice-row.h"

typedef struct
{
  GtkLabel *label;
  GtkPopover *popover;
  GtkSearchEntry *search;
  GtkLabel *unknown; /* told when nothing is found */
  GtkListView *view;

  char *folded; /* (owned) (nullable) what is searched for */
  GListModel
      *shown; /* (owned) (nullable) what is found of it; made when the popover is first shown */
  GtkFilter *filter; /* (nullable) of that */
} FoyerChoiceRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoyerChoiceRow, foyer_choice_row, ADW_TYPE_ACTION_ROW)

static FoyerChoiceRowPrivate *
get_private (FoyerChoiceRow *self)
{
  return foyer_choice_row_get_instance_private (self);
}

static gboolean
matches (gpointer item, gpointer data)
{
  const char *folded = get_private (data)->folded;

  return folded == NULL || FOYER_CHOICE_ROW_GET_CLASS (data)->matches (item, folded);
}

static void
choose (FoyerChoiceRow *self, guint position)
{
  FoyerChoiceRowPrivate *priv = get_private (self);
  g_autoptr (GObject) item = g_list_model_get_item (priv->shown, position);

  if (item == NULL)
    return;
  FOYER_CHOICE_ROW_GET_CLASS (self)->choose (self, item);
  gtk_popover_popdown (priv->popover);
}

static void
load (FoyerChoiceRow *self)
{
  FoyerChoiceRowPrivate *priv = get_private (self);
  g_autoptr (GtkSelectionModel) selection = NULL;

  priv->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  priv->shown = G_LIST_MODEL (
      gtk_filter_list_model_new (FOYER_CHOICE_ROW_GET_CLASS (self)->load (self), priv->filter));
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (priv->shown)));
  gtk_list_view_set_model (priv->view, selection);
}

static void
show_popover_cb (FoyerChoiceRow *self)
{
  FoyerChoiceRowPrivate *priv = get_private (self);

  if (priv->shown == NULL)
    load (self);
  gtk_editable_set_text (GTK_EDITABLE (priv->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (priv->search));
}

static void
search_changed_cb (FoyerChoiceRow *self)
{
  FoyerChoiceRowPrivate *priv = get_private (self);

  g_free (priv->folded);
  priv->folded =
      FOYER_CHOICE_ROW_GET_CLASS (self)->fold (gtk_editable_get_text (GTK_EDITABLE (priv->search)));
  if (priv->shown == NULL)
    return;
  gtk_filter_changed (priv->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_widget_set_visible (GTK_WIDGET (priv->unknown), g_list_model_get_n_items (priv->shown) == 0);
}

/* Who types and presses Enter does not wait for the search. */
static void
search_activated_cb (FoyerChoiceRow *self)
{
  search_changed_cb (self);
  choose (self, 0);
}

static void
activated_cb (FoyerChoiceRow *self, guint position)
{
  choose (self, position);
}

static void
foyer_choice_row_dispose (GObject *object)
{
  FoyerChoiceRowPrivate *priv = get_private (FOYER_CHOICE_ROW (object));

  if (priv->shown != NULL)
    gtk_list_view_set_model (priv->view, NULL);
  g_clear_object (&priv->shown);
  priv->filter = NULL;
  G_OBJECT_CLASS (foyer_choice_row_parent_class)->dispose (object);
}

static void
foyer_choice_row_finalize (GObject *object)
{
  g_free (get_private (FOYER_CHOICE_ROW (object))->folded);
  G_OBJECT_CLASS (foyer_choice_row_parent_class)->finalize (object);
}

static void
foyer_choice_row_class_init (FoyerChoiceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_choice_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_choice_row_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/widgets/foyer-choice-row.ui");
  gtk_widget_class_bind_template_child_private (widget_class, FoyerChoiceRow, label);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerChoiceRow, popover);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerChoiceRow, search);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerChoiceRow, unknown);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerChoiceRow, view);
  gtk_widget_class_bind_template_callback (widget_class, show_popover_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
foyer_choice_row_init (FoyerChoiceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_choice_row_set_up (FoyerChoiceRow *self,
                         const char *placeholder,
                         const char *list_name,
                         const char *unknown,
                         GtkListItemFactory *factory)
{
  FoyerChoiceRowPrivate *priv;

  g_return_if_fail (FOYER_IS_CHOICE_ROW (self));

  priv = get_private (self);
  gtk_list_view_set_factory (priv->view, factory);
  g_object_unref (factory);
  gtk_label_set_label (priv->unknown, unknown);
  g_object_set (priv->search, "placeholder-text", placeholder, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  placeholder, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  list_name, -1);
}

void
foyer_choice_row_set_label (FoyerChoiceRow *self, const char *label)
{
  g_return_if_fail (FOYER_IS_CHOICE_ROW (self));

  gtk_label_set_label (get_private (self)->label, label != NULL ? label : "");
}

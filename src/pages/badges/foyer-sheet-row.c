/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sheet-row.h"

struct _FoyerSheetRow
{
  AdwComboRow parent_instance;
};

G_DEFINE_FINAL_TYPE (FoyerSheetRow, foyer_sheet_row, ADW_TYPE_COMBO_ROW)

enum
{
  PROP_0,
  PROP_SHEET_ID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
selected_cb (FoyerSheetRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHEET_ID]);
}

static void
foyer_sheet_row_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SHEET_ID:
      g_value_set_string (value, foyer_sheet_row_get_sheet_id (FOYER_SHEET_ROW (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
foyer_sheet_row_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_SHEET_ID:
      foyer_sheet_row_set_sheet_id (FOYER_SHEET_ROW (object), g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
foyer_sheet_row_class_init (FoyerSheetRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_sheet_row_get_property;
  object_class->set_property = foyer_sheet_row_set_property;

  properties[PROP_SHEET_ID]
      = g_param_spec_string ("sheet-id", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_sheet_row_init (FoyerSheetRow *self)
{
  g_autoptr (GtkExpression) name = gtk_property_expression_new (FOYER_TYPE_SHEET, NULL, "name");
  g_autoptr (GListStore) model = g_list_store_new (FOYER_TYPE_SHEET);
  g_autoptr (GPtrArray) sheets = foyer_sheet_list (NULL);
  g_autoptr (GtkListItemFactory) items
      = gtk_builder_list_item_factory_new_from_resource (NULL, "/io/github/foyerapp/Foyer/badges/foyer-sheet-item.ui");

  g_list_store_splice (model, 0, 0, sheets->pdata, sheets->len);
  adw_combo_row_set_expression (ADW_COMBO_ROW (self), name);
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (self), TRUE);
  adw_combo_row_set_list_factory (ADW_COMBO_ROW (self), items);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (model));
  g_signal_connect_object (self, "notify::selected", G_CALLBACK (selected_cb), self, 0);
}

FoyerSheet *
foyer_sheet_row_get_sheet (FoyerSheetRow *self)
{
  g_return_val_if_fail (FOYER_IS_SHEET_ROW (self), NULL);

  return adw_combo_row_get_selected_item (ADW_COMBO_ROW (self));
}

const char *
foyer_sheet_row_get_sheet_id (FoyerSheetRow *self)
{
  FoyerSheet *sheet = foyer_sheet_row_get_sheet (self);

  return sheet != NULL ? foyer_sheet_get_id (sheet) : NULL;
}

/* A preset that is gone leaves the choice as it is. */
void
foyer_sheet_row_set_sheet_id (FoyerSheetRow *self,
                              const char    *id)
{
  GListModel *model;

  g_return_if_fail (FOYER_IS_SHEET_ROW (self));

  model = adw_combo_row_get_model (ADW_COMBO_ROW (self));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (FoyerSheet) sheet = g_list_model_get_item (model, i);

      if (g_strcmp0 (foyer_sheet_get_id (sheet), id) != 0)
        continue;
      adw_combo_row_set_selected (ADW_COMBO_ROW (self), i);
      return;
    }
}

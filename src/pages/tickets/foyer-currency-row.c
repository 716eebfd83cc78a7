/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-currency-row.h"

#include "foyer-currency-item.h"
#include "foyer-text.h"

struct _FoyerCurrencyRow
{
  AdwActionRow parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkSearchEntry *search;
  GtkListView *view;

  char *currency;      /* (owned) (nullable) */
  char *folded_search; /* (owned) (nullable) */
  GtkFilter *filter;   /* (nullable) the model's; made when the popover is first shown */
};

G_DEFINE_FINAL_TYPE (FoyerCurrencyRow, foyer_currency_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_0,
  PROP_CURRENCY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static gboolean
matches (gpointer item, gpointer data)
{
  FoyerCurrencyRow *self = data;

  return self->folded_search == NULL || foyer_currency_item_matches (item, self->folded_search);
}

static void
choose (FoyerCurrencyRow *self, guint position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->view));
  g_autoptr (FoyerCurrencyItem) item = g_list_model_get_item (model, position);

  if (item == NULL)
    return;
  foyer_currency_row_set_currency (self, foyer_currency_item_get_code (item));
  gtk_popover_popdown (self->popover);
}

static void
show_popover_cb (FoyerCurrencyRow *self)
{
  if (self->filter == NULL)
    {
      GtkFilterListModel *filtered;

      self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
      filtered = gtk_filter_list_model_new (foyer_currency_item_list_new (), self->filter);
      gtk_list_view_set_model (
          self->view, GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (filtered))));
      g_object_unref (gtk_list_view_get_model (self->view));
    }
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
search_changed_cb (FoyerCurrencyRow *self)
{
  g_free (self->folded_search);
  self->folded_search = foyer_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  if (self->filter != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
search_activated_cb (FoyerCurrencyRow *self)
{
  search_changed_cb (self);
  choose (self, 0);
}

static void
activated_cb (FoyerCurrencyRow *self, guint position)
{
  choose (self, position);
}

static void
foyer_currency_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_CURRENCY:
      g_value_set_string (value, FOYER_CURRENCY_ROW (object)->currency);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_currency_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_CURRENCY:
      foyer_currency_row_set_currency (FOYER_CURRENCY_ROW (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_currency_row_dispose (GObject *object)
{
  FoyerCurrencyRow *self = FOYER_CURRENCY_ROW (object);

  if (self->filter != NULL)
    {
      gtk_list_view_set_model (self->view, NULL);
      self->filter = NULL;
    }
  G_OBJECT_CLASS (foyer_currency_row_parent_class)->dispose (object);
}

static void
foyer_currency_row_finalize (GObject *object)
{
  FoyerCurrencyRow *self = FOYER_CURRENCY_ROW (object);

  g_free (self->currency);
  g_free (self->folded_search);
  G_OBJECT_CLASS (foyer_currency_row_parent_class)->finalize (object);
}

static void
foyer_currency_row_class_init (FoyerCurrencyRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_currency_row_get_property;
  object_class->set_property = foyer_currency_row_set_property;
  object_class->dispose = foyer_currency_row_dispose;
  object_class->finalize = foyer_currency_row_finalize;

  properties[PROP_CURRENCY] =
      g_param_spec_string ("currency", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (FOYER_TYPE_CURRENCY_ITEM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/tickets/foyer-currency-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCurrencyRow, button);
  gtk_widget_class_bind_template_child (widget_class, FoyerCurrencyRow, label);
  gtk_widget_class_bind_template_child (widget_class, FoyerCurrencyRow, popover);
  gtk_widget_class_bind_template_child (widget_class, FoyerCurrencyRow, search);
  gtk_widget_class_bind_template_child (widget_class, FoyerCurrencyRow, view);
  gtk_widget_class_bind_template_callback (widget_class, show_popover_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
foyer_currency_row_init (FoyerCurrencyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const char *
foyer_currency_row_get_currency (FoyerCurrencyRow *self)
{
  g_return_val_if_fail (FOYER_IS_CURRENCY_ROW (self), NULL);

  return self->currency;
}

void
foyer_currency_row_set_currency (FoyerCurrencyRow *self, const char *name)
{
  g_return_if_fail (FOYER_IS_CURRENCY_ROW (self));

  if (g_strcmp0 (self->currency, name) == 0)
    return;
  g_free (self->currency);
  self->currency = g_strdup (name);
  gtk_label_set_label (self->label, name != NULL ? name : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENCY]);
}

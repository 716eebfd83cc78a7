/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-currency-row.h"

#include "foyer-currency-item.h"
#include "foyer-text.h"

#include <glib/gi18n-lib.h>

struct _FoyerCurrencyRow
{
  FoyerChoiceRow parent_instance;

  char *currency; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (FoyerCurrencyRow, foyer_currency_row, FOYER_TYPE_CHOICE_ROW)

enum
{
  PROP_0,
  PROP_CURRENCY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GListModel *
foyer_currency_row_load (FoyerChoiceRow *row)
{
  return foyer_currency_item_list_new ();
}

static char *
foyer_currency_row_fold (const char *typed)
{
  return foyer_text_fold (typed, -1);
}

static gboolean
foyer_currency_row_matches (gpointer item, const char *folded)
{
  return foyer_currency_item_matches (item, folded);
}

static void
foyer_currency_row_choose (FoyerChoiceRow *row, gpointer item)
{
  foyer_currency_row_set_currency (FOYER_CURRENCY_ROW (row), foyer_currency_item_get_code (item));
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
foyer_currency_row_finalize (GObject *object)
{
  g_free (FOYER_CURRENCY_ROW (object)->currency);
  G_OBJECT_CLASS (foyer_currency_row_parent_class)->finalize (object);
}

static void
foyer_currency_row_class_init (FoyerCurrencyRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  FoyerChoiceRowClass *row_class = FOYER_CHOICE_ROW_CLASS (klass);

  object_class->get_property = foyer_currency_row_get_property;
  object_class->set_property = foyer_currency_row_set_property;
  object_class->finalize = foyer_currency_row_finalize;
  row_class->load = foyer_currency_row_load;
  row_class->fold = foyer_currency_row_fold;
  row_class->matches = foyer_currency_row_matches;
  row_class->choose = foyer_currency_row_choose;

  properties[PROP_CURRENCY] =
      g_param_spec_string ("currency", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (FOYER_TYPE_CURRENCY_ITEM);
}

static void
foyer_currency_row_init (FoyerCurrencyRow *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("_Currency"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self), TRUE);
  foyer_choice_row_set_up (FOYER_CHOICE_ROW (self), _ ("Name or code"), _ ("Currencies"),
                           _ ("No currency is called that. Try its three letters, such as EUR."),
                           gtk_builder_list_item_factory_new_from_resource (
                               NULL, "/io/github/foyerapp/Foyer/tickets/foyer-currency-item.ui"));
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
  foyer_choice_row_set_label (FOYER_CHOICE_ROW (self), name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENCY]);
}

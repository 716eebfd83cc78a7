/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-several-row.h"

#include <glib/gi18n-lib.h>

struct _FoyerSeveralRow
{
  AdwExpanderRow parent_instance;

  GPtrArray *rows;   /* (owned) (element-type AdwActionRow) one for each option */
  GPtrArray *checks; /* (owned) (element-type GtkCheckButton) as many */
  guint n_options;   /* what comes after was brought by an answer */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (FoyerSeveralRow, foyer_several_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  PROP_0,
  PROP_CHOSEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *
get_option (FoyerSeveralRow *self, guint i)
{
  return adw_preferences_row_get_title (self->rows->pdata[i]);
}

static void
show_chosen (FoyerSeveralRow *self)
{
  g_auto (GStrv) chosen = foyer_several_row_dup_chosen (self);
  /* Translators: between the parts of a list: “6 tiers, 326 orders” */
  g_autofree char *list = g_strjoinv (_ (", "), chosen);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), list);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

static void
toggled_cb (FoyerSeveralRow *self)
{
  if (self->is_filling)
    return;
  show_chosen (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

static void
add_option (FoyerSeveralRow *self, const char *option)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), option);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, option,
                                  -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->checks, check);
}

static void
remove_strangers (FoyerSeveralRow *self)
{
  while (self->rows->len > self->n_options)
    {
      adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->rows->pdata[self->rows->len - 1]);
      g_ptr_array_set_size (self->rows, self->rows->len - 1);
      g_ptr_array_set_size (self->checks, self->checks->len - 1);
    }
}

static void
foyer_several_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_CHOSEN:
      g_value_take_boxed (value, foyer_several_row_dup_chosen (FOYER_SEVERAL_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_several_row_finalize (GObject *object)
{
  FoyerSeveralRow *self = FOYER_SEVERAL_ROW (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_several_row_parent_class)->finalize (object);
}

static void
foyer_several_row_class_init (FoyerSeveralRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_several_row_get_property;
  object_class->finalize = foyer_several_row_finalize;

  properties[PROP_CHOSEN] = g_param_spec_boxed ("chosen", NULL, NULL, G_TYPE_STRV,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_several_row_init (FoyerSeveralRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->rows = g_ptr_array_new ();
  self->checks = g_ptr_array_new ();
}

GtkWidget *
foyer_several_row_new (const char *const *options)
{
  FoyerSeveralRow *self = g_object_new (FOYER_TYPE_SEVERAL_ROW, NULL);

  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    add_option (self, options[i]);
  self->n_options = self->rows->len;
  return GTK_WIDGET (self);
}

static gboolean
has_option (FoyerSeveralRow *self, const char *text)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (get_option (self, i), text))
      return TRUE;
  return FALSE;
}

void
foyer_several_row_set_chosen (FoyerSeveralRow *self, const char *const *chosen)
{
  g_return_if_fail (FOYER_IS_SEVERAL_ROW (self));

  self->is_filling = TRUE;
  remove_strangers (self);
  for (guint i = 0; chosen != NULL && chosen[i] != NULL; i++)
    if (!has_option (self, chosen[i]))
      add_option (self, chosen[i]);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_check_button_set_active (self->checks->pdata[i],
                                 chosen != NULL && g_strv_contains (chosen, get_option (self, i)));
  self->is_filling = FALSE;
  show_chosen (self);
}

GStrv
foyer_several_row_dup_chosen (FoyerSeveralRow *self)
{
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();

  g_return_val_if_fail (FOYER_IS_SEVERAL_ROW (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_strv_builder_add (chosen, get_option (self, i));
  return g_strv_builder_end (chosen);
}

void
foyer_several_row_set_problem (FoyerSeveralRow *self, const char *problem)
{
  g_return_if_fail (FOYER_IS_SEVERAL_ROW (self));

  show_chosen (self);
  if (problem == NULL)
    return;
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), problem);
  gtk_widget_add_css_class (GTK_WIDGET (self), "error");
}

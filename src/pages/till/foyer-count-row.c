/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-count-row.h"

#include "foyer-money.h"

#include <glib/gi18n-lib.h>

struct _FoyerCountRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *value_label;
  GtkSpinButton *spin;
  GtkLabel *sum_label;

  gint64 value;
  char *currency; /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerCountRow, foyer_count_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  CHANGED,
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
value_changed_cb (FoyerCountRow *self)
{
  gint64 n = foyer_count_row_get_n (self);
  g_autofree char *sum = n > 0 ? foyer_money_format (n * self->value, self->currency) : NULL;

  gtk_label_set_label (self->sum_label, sum != NULL ? sum : "–");
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The number counts as it is typed, not when the field is left. */
static void
text_changed_cb (FoyerCountRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->spin));
  char *end;
  gint64 n = g_ascii_strtoll (text, &end, 10);

  if (*text != '\0' && *end == '\0' && n != foyer_count_row_get_n (self))
    gtk_spin_button_set_value (self->spin, n);
}

static void
activate_cb (FoyerCountRow *self)
{
  gtk_spin_button_update (self->spin);
  g_signal_emit (self, signals[DONE], 0);
}

static void
foyer_count_row_finalize (GObject *object)
{
  g_free (FOYER_COUNT_ROW (object)->currency);
  G_OBJECT_CLASS (foyer_count_row_parent_class)->finalize (object);
}

static void
foyer_count_row_class_init (FoyerCountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_count_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_COUNT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", FOYER_TYPE_COUNT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-count-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCountRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerCountRow, spin);
  gtk_widget_class_bind_template_child (widget_class, FoyerCountRow, sum_label);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
}

static void
foyer_count_row_init (FoyerCountRow *self)
{
  GtkEditable *text;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* GTK 4.8 does not tell of Enter in a spin button. */
  text = gtk_editable_get_delegate (GTK_EDITABLE (self->spin));
  g_object_set (text, "input-purpose", GTK_INPUT_PURPOSE_DIGITS, NULL);
  g_signal_connect_object (text, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
foyer_count_row_new (gint64 value, const char *currency)
{
  FoyerCountRow *self = g_object_new (FOYER_TYPE_COUNT_ROW, NULL);
  g_autofree char *money = foyer_money_format (value, currency);
  /* Translators: how many notes or coins of this value, such as €20.00. */
  g_autofree char *label = g_strdup_printf (_ ("How many of %s"), money);

  self->value = value;
  self->currency = g_strdup (currency);
  gtk_label_set_label (self->value_label, money);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return GTK_WIDGET (self);
}

gint64
foyer_count_row_get_value (FoyerCountRow *self)
{
  g_return_val_if_fail (FOYER_IS_COUNT_ROW (self), 0);

  return self->value;
}

gint64
foyer_count_row_get_n (FoyerCountRow *self)
{
  g_return_val_if_fail (FOYER_IS_COUNT_ROW (self), 0);

  return gtk_spin_button_get_value_as_int (self->spin);
}

void
foyer_count_row_set_n (FoyerCountRow *self, gint64 n)
{
  g_return_if_fail (FOYER_IS_COUNT_ROW (self));

  gtk_spin_button_set_value (self->spin, n);
}

void
foyer_count_row_focus (FoyerCountRow *self)
{
  g_return_if_fail (FOYER_IS_COUNT_ROW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->spin));
  gtk_editable_select_region (GTK_EDITABLE (self->spin), 0, -1);
}

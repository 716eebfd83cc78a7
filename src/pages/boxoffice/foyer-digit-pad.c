/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-digit-pad.h"

struct _FoyerDigitPad
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (FoyerDigitPad, foyer_digit_pad, GTK_TYPE_WIDGET)

static void
foyer_digit_pad_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_digit_pad_parent_class)->dispose (object);
}

static void
foyer_digit_pad_class_init (FoyerDigitPadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_digit_pad_dispose;
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/foyerapp/Foyer/boxoffice/foyer-digit-pad.ui");
}

static void
foyer_digit_pad_init (FoyerDigitPad *self)
{
  /* Digits are laid out the same in every language. */
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-alt-popover.h"

#include <adwaita.h>

struct _FoyerAltPopover
{
  GtkPopover parent_instance;

  GtkEditable *words_row;
};

G_DEFINE_FINAL_TYPE (FoyerAltPopover, foyer_alt_popover, GTK_TYPE_POPOVER)

enum
{
  ANSWERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerAltPopover *self = FOYER_ALT_POPOVER (widget);
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (self->words_row)));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[ANSWERED], 0, words);
}

static void
activated_cb (FoyerAltPopover *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "alt.apply", NULL);
}

static void
foyer_alt_popover_class_init (FoyerAltPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ANSWERED] = g_signal_new ("answered", FOYER_TYPE_ALT_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "alt.apply", NULL, apply_action);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/widgets/foyer-alt-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerAltPopover, words_row);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
foyer_alt_popover_init (FoyerAltPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_alt_popover_new (void)
{
  return g_object_new (FOYER_TYPE_ALT_POPOVER, NULL);
}

void
foyer_alt_popover_show (FoyerAltPopover *self, const char *words)
{
  g_return_if_fail (FOYER_IS_ALT_POPOVER (self));

  gtk_editable_set_text (self->words_row, words != NULL ? words : "");
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->words_row));
}

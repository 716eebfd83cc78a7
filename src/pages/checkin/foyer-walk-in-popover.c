/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-walk-in-popover.h"

struct _FoyerWalkInPopover
{
  GtkPopover   parent_instance;

  GtkEntry    *name;
  GtkDropDown *tiers;
  GtkWidget   *add;
};

G_DEFINE_FINAL_TYPE (FoyerWalkInPopover, foyer_walk_in_popover, GTK_TYPE_POPOVER)

static guint chosen_signal;

static char *
dup_name (FoyerWalkInPopover *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

static void
name_changed_cb (FoyerWalkInPopover *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_set_sensitive (self->add, *name != '\0');
}

static void
add_cb (FoyerWalkInPopover *self)
{
  g_autofree char *name = dup_name (self);

  if (*name == '\0')
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, name, gtk_drop_down_get_selected (self->tiers));
}

static void
foyer_walk_in_popover_class_init (FoyerWalkInPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  chosen_signal = g_signal_new ("chosen", FOYER_TYPE_WALK_IN_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/checkin/foyer-walk-in-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPopover, name);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPopover, tiers);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPopover, add);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
foyer_walk_in_popover_init (FoyerWalkInPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_walk_in_popover_new (void)
{
  return g_object_new (FOYER_TYPE_WALK_IN_POPOVER, NULL);
}

/* tiers: NULL-terminated names; with none no tier is asked for. */
void
foyer_walk_in_popover_ask (FoyerWalkInPopover *self,
                           const char *const  *tiers)
{
  g_autoptr (GtkStringList) list = NULL;

  g_return_if_fail (FOYER_IS_WALK_IN_POPOVER (self));

  list = gtk_string_list_new (tiers);
  gtk_drop_down_set_model (self->tiers, G_LIST_MODEL (list));
  gtk_widget_set_visible (GTK_WIDGET (self->tiers), tiers[0] != NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

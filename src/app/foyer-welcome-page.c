/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-welcome-page.h"

#include "foyer-sync-button.h"

struct _FoyerWelcomePage
{
  GtkWidget parent_instance;

  GtkMenuButton *menu_button;
  GtkWidget *create_button;
};

G_DEFINE_FINAL_TYPE (FoyerWelcomePage, foyer_welcome_page, GTK_TYPE_WIDGET)

static gboolean
foyer_welcome_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (FOYER_WELCOME_PAGE (widget)->create_button);
}

static void
foyer_welcome_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_welcome_page_parent_class)->dispose (object);
}

static void
foyer_welcome_page_class_init (FoyerWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_welcome_page_dispose;
  widget_class->grab_focus = foyer_welcome_page_grab_focus;

  g_type_ensure (FOYER_TYPE_SYNC_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/foyer-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerWelcomePage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerWelcomePage, create_button);
}

static void
foyer_welcome_page_init (FoyerWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_welcome_page_new (GMenuModel *main_menu)
{
  FoyerWelcomePage *self = g_object_new (FOYER_TYPE_WELCOME_PAGE, NULL);

  gtk_menu_button_set_menu_model (self->menu_button, main_menu);
  return GTK_WIDGET (self);
}

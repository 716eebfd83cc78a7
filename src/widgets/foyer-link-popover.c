/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-link-popover.h"

#include "foyer-rich-block.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _FoyerLinkPopover
{
  GtkPopover parent_instance;

  GtkEditable *words_row;
  GtkEditable *address_row;
  GtkLabel *problem;
  GtkWidget *remove_button;
  gboolean asks_words;
};

G_DEFINE_FINAL_TYPE (FoyerLinkPopover, foyer_link_popover, GTK_TYPE_POPOVER)

enum
{
  ANSWERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* People write “example.org” and “ada@example.org”. */
static char *
read_address (FoyerLinkPopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->address_row)));
  g_autofree char *more = NULL;
  char *address = foyer_rich_link_tidy (text);

  if (address != NULL || strpbrk (text, " <>\"") != NULL || strchr (text, '.') == NULL ||
      strstr (text, ":/") != NULL)
    return address;
  if (strchr (text, '@') != NULL && strpbrk (text, "/:?") == NULL)
    more = g_strconcat ("mailto:", text, NULL);
  else if (strchr (text, ':') == NULL || g_ascii_isdigit (strchr (text, ':')[1]))
    more = g_strconcat ("https://", text, NULL);
  return foyer_rich_link_tidy (more);
}

static void
show_problem (FoyerLinkPopover *self)
{
  g_autofree char *address = read_address (self);
  gboolean is_wrong = address == NULL && *gtk_editable_get_text (self->address_row) != '\0';

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "link.apply", address != NULL);
  gtk_label_set_label (self->problem,
                       is_wrong ? _ ("Write an address of the web or an e-mail address.") : "");
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->address_row),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_label (self->problem), -1);
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerLinkPopover *self = FOYER_LINK_POPOVER (widget);
  g_autofree char *address = read_address (self);
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (self->words_row)));

  if (address == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[ANSWERED], 0,
                 !self->asks_words ? NULL
                 : *words != '\0'  ? words
                                   : gtk_editable_get_text (self->address_row),
                 address);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerLinkPopover *self = FOYER_LINK_POPOVER (widget);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[ANSWERED], 0, NULL, NULL);
}

static void
activated_cb (FoyerLinkPopover *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "link.apply", NULL);
}

static void
foyer_link_popover_class_init (FoyerLinkPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ANSWERED] = g_signal_new ("answered", FOYER_TYPE_LINK_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "link.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "link.remove", NULL, remove_action);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/widgets/foyer-link-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerLinkPopover, words_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerLinkPopover, address_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerLinkPopover, problem);
  gtk_widget_class_bind_template_child (widget_class, FoyerLinkPopover, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, show_problem);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
foyer_link_popover_init (FoyerLinkPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_link_popover_new (void)
{
  return g_object_new (FOYER_TYPE_LINK_POPOVER, NULL);
}

void
foyer_link_popover_show (FoyerLinkPopover *self, const char *address, gboolean asks_words)
{
  g_return_if_fail (FOYER_IS_LINK_POPOVER (self));

  self->asks_words = asks_words;
  gtk_widget_set_visible (GTK_WIDGET (self->words_row), asks_words);
  gtk_widget_set_visible (self->remove_button, address != NULL);
  gtk_editable_set_text (self->words_row, "");
  gtk_editable_set_text (self->address_row, address != NULL ? address : "");
  show_problem (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (asks_words ? GTK_WIDGET (self->words_row)
                                    : GTK_WIDGET (self->address_row));
}

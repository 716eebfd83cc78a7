/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sold-pane.h"

#include "foyer-money.h"

#include <glib/gi18n-lib.h>

struct _FoyerSoldPane
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *detail;
  GtkWidget *change_box;
  GtkLabel *change_title;
  GtkLabel *change;
  GtkLabel *note;
  GtkWidget *printers_button;
  GtkWidget *mail_button;
};

G_DEFINE_FINAL_TYPE (FoyerSoldPane, foyer_sold_pane, ADW_TYPE_BIN)

static void
foyer_sold_pane_class_init (FoyerSoldPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/boxoffice/foyer-sold-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerSoldPane, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerSoldPane, detail);
  gtk_widget_class_bind_template_child (widget_class, FoyerSoldPane, change_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerSoldPane, change_title);
  gtk_widget_class_bind_template_child (widget_class, FoyerSoldPane, change);
  gtk_widget_class_bind_template_child (widget_class, FoyerSoldPane, note);
  gtk_widget_class_bind_template_child (widget_class, FoyerSoldPane, printers_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerSoldPane, mail_button);
}

static void
foyer_sold_pane_init (FoyerSoldPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_sold_pane_show (FoyerSoldPane *self, const FoyerSaleResult *sold, FoyerMailWay way)
{
  int n = (int) sold->tickets->len;
  g_autofree char *title = g_strdup_printf (_ ("Order %s"), sold->order->order_number);
  g_autofree char *total = foyer_money_format (sold->order->total, sold->order->currency);
  g_autofree char *detail =
      g_strdup_printf (ngettext ("%'d ticket, %s", "%'d tickets, %s", (gulong) n), n, total);
  g_autofree char *mailed = NULL;
  g_autofree char *both = NULL;
  g_autofree char *change =
      foyer_money_format (sold->due > 0 ? sold->due : sold->change, sold->order->currency);

  g_return_if_fail (FOYER_IS_SOLD_PANE (self));

  gtk_label_set_label (self->title, title);
  if (way == FOYER_MAIL_BY_SERVER)
    /* Translators: an e-mail address */
    mailed = g_strdup_printf (_ ("By e-mail to %s"), sold->order->buyer_email);
  else if (way == FOYER_MAIL_BY_HAND)
    /* Translators: an e-mail address */
    mailed = g_strdup_printf (_ ("No e-mail goes to %s by itself: this event has no server."),
                              sold->order->buyer_email);
  gtk_widget_set_visible (self->mail_button, way == FOYER_MAIL_BY_HAND);
  both = g_strjoin ("\n", detail, mailed, NULL);
  gtk_label_set_label (self->detail, both);
  gtk_widget_set_visible (self->change_box, sold->due > 0 || sold->change > 0);
  gtk_label_set_label (self->change_title, sold->due > 0 ? _ ("To be paid later") : _ ("Change"));
  gtk_label_set_label (self->change, change);
  foyer_sold_pane_set_note (self, NULL);
}

void
foyer_sold_pane_set_note (FoyerSoldPane *self, const char *note)
{
  g_return_if_fail (FOYER_IS_SOLD_PANE (self));

  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_widget_set_visible (self->printers_button, FALSE);
}

void
foyer_sold_pane_offer_printers (FoyerSoldPane *self)
{
  g_return_if_fail (FOYER_IS_SOLD_PANE (self));

  gtk_widget_set_visible (self->printers_button, TRUE);
}

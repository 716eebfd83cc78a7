/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-printers-page.h"

#include "foyer-badge-printer-group.h"
#include "foyer-printer-group.h"

struct _FoyerPrintersPage
{
  AdwPreferencesPage parent_instance;

  AdwComboRow *after_row;
  FoyerPrinterGroup *receipt_group;
  FoyerPrinterGroup *ticket_group;
  FoyerBadgePrinterGroup *badge_group;
};

G_DEFINE_FINAL_TYPE (FoyerPrintersPage, foyer_printers_page, ADW_TYPE_PREFERENCES_PAGE)

static const char *const after_nicks[] = { "always", "ask", "never" };

static gboolean
nick_to_index (GValue *value, GVariant *variant, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (after_nicks); i++)
    if (g_str_equal (after_nicks[i], g_variant_get_string (variant, NULL)))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
index_to_nick (const GValue *value, const GVariantType *type, gpointer data)
{
  guint n = g_value_get_uint (value);

  return n < G_N_ELEMENTS (after_nicks) ? g_variant_new_string (after_nicks[n]) : NULL;
}

static void
foyer_printers_page_class_init (FoyerPrintersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FOYER_TYPE_PRINTER_GROUP);
  g_type_ensure (FOYER_TYPE_BADGE_PRINTER_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/settings/foyer-printers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPrintersPage, after_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrintersPage, receipt_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrintersPage, ticket_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrintersPage, badge_group);
}

static void
foyer_printers_page_init (FoyerPrintersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_printers_page_new (GSettings *settings)
{
  FoyerPrintersPage *self = g_object_new (FOYER_TYPE_PRINTERS_PAGE, NULL);
  g_autoptr (GSettings) receipts = g_settings_get_child (settings, "receipt-printer");
  g_autoptr (GSettings) tickets = g_settings_get_child (settings, "ticket-printer");

  g_settings_bind_with_mapping (settings, "print-receipt", self->after_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, nick_to_index, index_to_nick, NULL, NULL);
  foyer_printer_group_set_settings (self->receipt_group, receipts);
  foyer_printer_group_set_settings (self->ticket_group, tickets);
  foyer_badge_printer_group_set_settings (self->badge_group, settings);
  return GTK_WIDGET (self);
}

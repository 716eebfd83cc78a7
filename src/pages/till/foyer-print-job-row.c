/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-print-job-row.h"

#include <glib/gi18n-lib.h>

struct _FoyerPrintJobRow
{
  AdwActionRow parent_instance;

  GtkButton *again;
  GtkMenuButton *elsewhere;
  GtkButton *discard;
};

G_DEFINE_FINAL_TYPE (FoyerPrintJobRow, foyer_print_job_row, ADW_TYPE_ACTION_ROW)

static void
foyer_print_job_row_class_init (FoyerPrintJobRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-print-job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPrintJobRow, again);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrintJobRow, elsewhere);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrintJobRow, discard);
}

static void
foyer_print_job_row_init (FoyerPrintJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_target (GMenu *menu, const char *label, gint64 key, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "prints.try", "(xs)", key, target);
  g_menu_append_item (menu, item);
}

/* Where it was to go is not elsewhere. */
static void
add_printer (GMenu *menu,
             FoyerPrintDesk *desk,
             const FoyerPrintJob *job,
             const char *target,
             const char *label)
{
  g_autoptr (FoyerReceiptPrinter) printer = foyer_print_desk_new_printer (desk, target);

  if (g_strcmp0 (job->target, target) != 0 && foyer_receipt_printer_is_set_up (printer))
    add_target (menu, label, job->key, target);
}

static GMenuModel *
make_menu (FoyerPrintDesk *desk, const FoyerPrintJob *job, const char *const *queues)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) printers = g_menu_new ();
  g_autoptr (GMenu) files = g_menu_new ();
  g_autoptr (GMenuItem) pdf = g_menu_item_new (_ ("Save as _PDF…"), NULL);

  if (job->kind != FOYER_PRINT_BADGE)
    {
      add_printer (printers, desk, job, FOYER_PRINT_RECEIPT_PRINTER, _ ("_Receipt Printer"));
      add_printer (printers, desk, job, FOYER_PRINT_TICKET_PRINTER, _ ("_Ticket Printer"));
    }
  for (guint i = 0; queues != NULL && queues[i] != NULL; i++)
    {
      g_autofree char *target = g_strconcat ("queue:", queues[i], NULL);

      if (g_strcmp0 (job->target, target) != 0)
        add_target (printers, queues[i], job->key, target);
    }
  g_menu_item_set_action_and_target (pdf, "prints.save", "x", job->key);
  g_menu_append_item (files, pdf);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (printers));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

GtkWidget *
foyer_print_job_row_new (const FoyerWaitingPrint *waiting,
                         FoyerPrintDesk *desk,
                         const char *const *queues)
{
  FoyerPrintJobRow *self = g_object_new (FOYER_TYPE_PRINT_JOB_ROW, NULL);
  const FoyerPrintJob *job = waiting->job;
  g_autoptr (GMenuModel) menu = make_menu (desk, job, queues);
  const char *why = job->error != NULL ? job->error : _ ("The program ended before it came out.");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), waiting->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), why);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->again), "(xs)", job->key, "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->again), "prints.try");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->discard), "x", job->key);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->discard), "prints.drop");
  gtk_menu_button_set_menu_model (self->elsewhere, menu);
  return GTK_WIDGET (self);
}

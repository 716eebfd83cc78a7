/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-report-window.h"

#include "foyer-file-choice.h"
#include "foyer-part.h"
#include "foyer-print-source.h"
#include "foyer-receipt-pages.h"
#include "foyer-receipt-preview.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

/*    X: noted in the book ─▸ read ─▸ shown ─▸ printed, saved
 *    Z: ─────────────────────▸ read ─▸ shown ─▸ printed or saved: from now on a copy is shown
 * copy: ─────────────────────▸ read ─▸ shown ─▸ noted in the book ─▸ printed, saved
 */
struct _FoyerTillReportWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  FoyerReceiptPreview *preview;
  AdwStatusPage *problem;
  GtkWidget *print_button;

  FoyerTillDesk *desk;          /* (owned) (nullable) NULL once it is closed */
  FoyerPrintDesk *prints;       /* (owned) */
  FoyerPrintJob *job;           /* (owned) of nothing until that is noted */
  FoyerPrintSource *read;       /* (owned) (nullable) until it is read */
  FoyerReceipt *receipt;        /* (owned) (nullable) */
  FoyerReceiptPrinter *printer; /* (owned) (nullable) */
  FoyerReceiptPaper paper;
  guint columns;
  GFile *file; /* (owned) (nullable) where it goes when it is noted; else it is printed */
};

G_DEFINE_FINAL_TYPE (FoyerTillReportWindow, foyer_till_report_window, ADW_TYPE_WINDOW)

static gpointer
read_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return foyer_print_source_read (db, data, error);
}

static void
set_busy (FoyerTillReportWindow *self, gboolean is_busy)
{
  gboolean can_print = self->printer != NULL && foyer_receipt_printer_is_set_up (self->printer);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.save",
                                 self->receipt != NULL && !is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.print",
                                 self->receipt != NULL && !is_busy && can_print);
}

static void
show_problem (FoyerTillReportWindow *self, const char *message)
{
  adw_status_page_set_description (self->problem, message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
show_receipt (FoyerTillReportWindow *self)
{
  self->read->is_copy = self->job->is_copy;
  g_clear_pointer (&self->receipt, foyer_receipt_unref);
  self->receipt = foyer_print_source_build (self->read);
  foyer_receipt_preview_set_receipt (self->preview, self->receipt, self->paper, self->columns);
  gtk_window_set_title (GTK_WINDOW (self), foyer_receipt_get_title (self->receipt));
  gtk_stack_set_visible_child_name (self->stack, "report");
  set_busy (self, FALSE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTillReportWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPrintSource) read =
      foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (self->desk == NULL)
    return;
  self->read = g_steal_pointer (&read);
  if (self->read != NULL)
    show_receipt (self);
  else
    show_problem (self, error->message);
}

static void
read_report (FoyerTillReportWindow *self)
{
  foyer_replica_run_async (foyer_till_desk_get_replica (self->desk), FOYER_PRIORITY_LONG,
                           read_on_thread, foyer_print_job_copy (self->job),
                           (GDestroyNotify) foyer_print_job_free,
                           (GDestroyNotify) foyer_print_source_free, NULL, read_cb,
                           g_object_ref (self));
}

static void
x_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTillReportWindow) self = data;
  g_autoptr (GError) error = NULL;
  FoyerTillActed acted;
  gboolean is_noted = foyer_till_desk_act_finish (FOYER_TILL_DESK (source), result, &acted, &error);

  if (self->desk == NULL)
    return;
  if (is_noted)
    {
      foyer_print_job_set_record (self->job, &acted.record_id);
      read_report (self);
    }
  else
    show_problem (self, error->message);
}

/* A Z report that was given out once: whatever comes after it is a copy. */
static void
gave_out (FoyerTillReportWindow *self, const char *title)
{
  if (self->desk == NULL)
    return;
  foyer_show_toast (GTK_WIDGET (self->preview), title);
  if (self->read->report->closed_at != FOYER_NONE)
    self->job->is_copy = TRUE;
  show_receipt (self);
}

/* What the printer does not take waits, and this window need not be open for it. */
static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTillReportWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_printed = foyer_print_desk_print_finish (FOYER_PRINT_DESK (source), result, &error);
  g_autofree char *title = NULL;

  if (!is_printed)
    title = g_strdup_printf (_ ("Not printed: it waits. %s"), error->message);
  gave_out (self, title != NULL ? title : _ ("Printed"));
}

static void
save_pdf (FoyerTillReportWindow *self, GFile *file)
{
  g_autoptr (FoyerReceiptPages) pages =
      foyer_receipt_pages_new (self->receipt, self->paper, self->columns);
  g_autoptr (GError) error = NULL;

  if (foyer_receipt_pages_save_pdf (pages, file, NULL, &error))
    {
      gave_out (self, _ ("Saved"));
      return;
    }
  if (self->desk == NULL)
    return;
  foyer_show_toast (GTK_WIDGET (self->preview), error->message);
  set_busy (self, FALSE);
}

static void
give_out (FoyerTillReportWindow *self)
{
  g_autoptr (GFile) file = g_steal_pointer (&self->file);

  if (file != NULL)
    save_pdf (self, file);
  else
    foyer_print_desk_print_async (self->prints, self->job, FALSE, printed_cb, g_object_ref (self));
}

/* What is in the book comes out, also when the window was closed meanwhile. */
static void
copy_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTillReportWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_noted = foyer_till_desk_act_finish (FOYER_TILL_DESK (source), result, NULL, &error);

  if (is_noted)
    give_out (self);
  else if (self->desk != NULL)
    {
      g_clear_object (&self->file);
      foyer_show_toast (GTK_WIDGET (self->preview), error->message);
      set_busy (self, FALSE);
    }
}

/* Takes file; (nullable): it is printed. */
static void
begin (FoyerTillReportWindow *self, GFile *file)
{
  FoyerTillAct act = { .kind = FOYER_TILL_COPY, .reason = foyer_receipt_get_title (self->receipt) };

  set_busy (self, TRUE);
  g_clear_object (&self->file);
  self->file = file;
  if (self->job->is_copy)
    foyer_till_desk_act_async (self->desk, &act, copy_noted_cb, g_object_ref (self));
  else
    give_out (self);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin (FOYER_TILL_REPORT_WINDOW (widget), NULL);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTillReportWindow) self = data;
  g_autoptr (GFile) file = foyer_choose_file_finish (result, NULL);

  if (file != NULL && self->desk != NULL)
    begin (self, g_steal_pointer (&file));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTillReportWindow *self = FOYER_TILL_REPORT_WINDOW (widget);
  const char *const suffixes[] = { "pdf", NULL };
  const FoyerFileFilter filters[] = { { _ ("PDF documents"), suffixes }, { NULL, NULL } };
  g_autofree char *file_name =
      g_strdup_printf ("%s – %s.pdf", foyer_receipt_get_title (self->receipt), self->read->names->event);
  FoyerFileChoice choice = { .save = TRUE,
                             .title = _ ("Save Report"),
                             .name = g_strdelimit (file_name, "/\\:", '-'),
                             .filters = filters };

  foyer_choose_file_async (widget, &choice, NULL, chosen_cb, g_object_ref (self));
}

/* What waits for an answer keeps the object alive: this is when the window goes. */
static void
foyer_till_report_window_unrealize (GtkWidget *widget)
{
  FoyerTillReportWindow *self = FOYER_TILL_REPORT_WINDOW (widget);

  g_clear_object (&self->desk);
  GTK_WIDGET_CLASS (foyer_till_report_window_parent_class)->unrealize (widget);
}

static void
foyer_till_report_window_dispose (GObject *object)
{
  g_clear_object (&FOYER_TILL_REPORT_WINDOW (object)->desk);
  G_OBJECT_CLASS (foyer_till_report_window_parent_class)->dispose (object);
}

static void
foyer_till_report_window_finalize (GObject *object)
{
  FoyerTillReportWindow *self = FOYER_TILL_REPORT_WINDOW (object);

  g_clear_object (&self->prints);
  g_clear_object (&self->printer);
  g_clear_object (&self->file);
  g_clear_pointer (&self->job, foyer_print_job_free);
  g_clear_pointer (&self->read, foyer_print_source_free);
  g_clear_pointer (&self->receipt, foyer_receipt_unref);
  G_OBJECT_CLASS (foyer_till_report_window_parent_class)->finalize (object);
}

static void
foyer_till_report_window_class_init (FoyerTillReportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_till_report_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_till_report_window_finalize;
  widget_class->unrealize = foyer_till_report_window_unrealize;

  g_type_ensure (FOYER_TYPE_RECEIPT_PREVIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-till-report-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTillReportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerTillReportWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, FoyerTillReportWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, FoyerTillReportWindow, print_button);
  gtk_widget_class_install_action (widget_class, "report.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "report.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "report.print",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "report.save",
                                       NULL);
}

static void
foyer_till_report_window_init (FoyerTillReportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

static FoyerTillReportWindow *
present (GtkWidget *from, FoyerTillDesk *desk)
{
  FoyerTillReportWindow *self = g_object_new (FOYER_TYPE_TILL_REPORT_WINDOW, "transient-for",
                                              gtk_widget_get_root (from), NULL);
  const FoyerPrinterSetup *setup;

  self->desk = g_object_ref (desk);
  self->job = foyer_print_job_new (foyer_till_desk_get_event_id (desk), FOYER_PRINT_REPORT);
  self->job->target = g_strdup (FOYER_PRINT_RECEIPT_PRINTER);
  self->prints = g_object_ref (foyer_till_desk_get_prints (desk));
  self->printer = foyer_till_desk_new_printer (desk);
  setup = foyer_receipt_printer_get_setup (self->printer);
  self->paper = setup->paper;
  self->columns = setup->columns;
  gtk_widget_set_tooltip_text (self->print_button,
                               foyer_receipt_printer_is_set_up (self->printer)
                                   ? NULL
                                   : _ ("Choose a receipt printer in the preferences first"));
  set_busy (self, TRUE);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

GtkWidget *
foyer_till_report_window_present_x (GtkWidget *from, FoyerTillDesk *desk)
{
  FoyerTillReportWindow *self = present (from, desk);
  FoyerTillAct act = { .kind = FOYER_TILL_X };

  foyer_till_desk_act_async (desk, &act, x_noted_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

GtkWidget *
foyer_till_report_window_present (GtkWidget *from,
                                  FoyerTillDesk *desk,
                                  const FoyerUuid *session_id,
                                  gboolean is_copy)
{
  FoyerTillReportWindow *self = present (from, desk);

  self->job->is_copy = is_copy;
  foyer_print_job_set_session (self->job, session_id);
  read_report (self);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-paper-window.h"

#include "foyer-file-choice.h"
#include "foyer-order-job.h"
#include "foyer-part.h"
#include "foyer-print-source.h"
#include "foyer-receipt-pages.h"
#include "foyer-receipt-preview.h"
#include "foyer-row-store.h"
#include "foyer-till-cashier.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

/* read ─▸ shown ── Print, Save ─▸ who is at the till? ─▸ noted in the book ─▸ printed, saved */
struct _FoyerOrderPaperWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  FoyerReceiptPreview *preview;
  AdwStatusPage *problem;
  GtkWidget *print_button;

  FoyerTillDesk *desk;          /* (owned) (nullable) NULL once it is closed */
  FoyerPrintDesk *prints;       /* (owned) */
  FoyerPrintJob *job;           /* (owned) of no order until it is read */
  char *order_number;           /* (owned) (nullable) */
  FoyerReceipt *receipt;        /* (owned) (nullable) */
  FoyerReceiptPrinter *printer; /* (owned) */
  FoyerReceiptPaper paper;
  guint columns;
  GFile *file; /* (owned) (nullable) where it goes when it is noted; else it is printed */
};

G_DEFINE_FINAL_TYPE (FoyerOrderPaperWindow, foyer_order_paper_window, ADW_TYPE_WINDOW)

typedef struct
{
  gint64 key;         /* of the order */
  FoyerPrintJob *job; /* (owned) of no order yet */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  foyer_print_job_free (wanted->job);
  g_free (wanted);
}

static gpointer
read_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (FoyerOrder) order = foyer_row_store_get (db, &FOYER_ORDER_TYPE, wanted->key, error);

  if (order == NULL)
    return NULL;
  wanted->job->order_id = order->row.id;
  return foyer_print_source_read (db, wanted->job, error);
}

static void
set_busy (FoyerOrderPaperWindow *self, gboolean is_busy)
{
  gboolean can_print = foyer_receipt_printer_is_set_up (self->printer);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.save",
                                 self->receipt != NULL && !is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.print",
                                 self->receipt != NULL && !is_busy && can_print);
}

static void
show_problem (FoyerOrderPaperWindow *self, const char *message)
{
  adw_status_page_set_description (self->problem, message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
show_paper (FoyerOrderPaperWindow *self, const FoyerPrintSource *read)
{
  self->job->order_id = read->sold->order->row.id;
  self->order_number = g_strdup (read->sold->order->order_number);
  self->receipt = foyer_print_source_build (read);
  foyer_receipt_preview_set_receipt (self->preview, self->receipt, self->paper, self->columns);
  gtk_stack_set_visible_child_name (self->stack, "paper");
  set_busy (self, FALSE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerOrderPaperWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPrintSource) read =
      foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (self->desk != NULL && read != NULL)
    show_paper (self, read);
  else if (self->desk != NULL)
    show_problem (self, error->message);
}

/* Giving it out
 * ---------------------------------------------------------------------------------------------- */

static void
say (FoyerOrderPaperWindow *self, const char *text)
{
  if (self->desk == NULL)
    return;
  foyer_show_toast (GTK_WIDGET (self->preview), text);
  set_busy (self, FALSE);
}

/* What the printer does not take waits, and this window need not be open for it. */
static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerOrderPaperWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_printed = foyer_print_desk_print_finish (FOYER_PRINT_DESK (source), result, &error);
  g_autofree char *title = NULL;

  if (!is_printed)
    title = g_strdup_printf (_ ("Not printed: it waits. %s"), error->message);
  say (self, title != NULL ? title : _ ("Printed"));
}

static void
give_out (FoyerOrderPaperWindow *self)
{
  g_autoptr (GFile) file = g_steal_pointer (&self->file);
  g_autoptr (FoyerReceiptPages) pages = NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    {
      foyer_print_desk_print_async (self->prints, self->job, FALSE, printed_cb,
                                    g_object_ref (self));
      return;
    }
  pages = foyer_receipt_pages_new (self->receipt, self->paper, self->columns);
  say (self,
       foyer_receipt_pages_save_pdf (pages, file, NULL, &error) ? _ ("Saved") : error->message);
}

/* What is in the book comes out, also when the window was closed meanwhile. */
static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerOrderPaperWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOrderOutcome) outcome =
      foyer_order_job_run_finish (FOYER_REPLICA (source), result, &error);

  if (outcome != NULL)
    give_out (self);
  else
    say (self, error->message);
}

static void
cashier_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerOrderPaperWindow) self = data;
  g_autoptr (GError) error = NULL;
  FoyerOrderJob *job;

  if (!foyer_till_cashier_ask_finish (result, &error) || self->desk == NULL)
    {
      if (self->desk != NULL)
        set_busy (self, FALSE);
      return;
    }
  job = foyer_order_job_new (FOYER_ORDER_COPY, foyer_till_desk_get_event_id (self->desk),
                             &self->job->order_id);
  job->reason =
      g_strdup (self->job->kind == FOYER_PRINT_RECEIPT ? _ ("Receipt") : _ ("Tickets"));
  job->actor = foyer_till_desk_get_actor (self->desk);
  foyer_order_job_run_async (job, foyer_till_desk_get_replica (self->desk), noted_cb,
                             g_object_ref (self));
}

/* Takes file; (nullable): it is printed. */
static void
begin (FoyerOrderPaperWindow *self, GFile *file)
{
  set_busy (self, TRUE);
  g_clear_object (&self->file);
  self->file = file;
  foyer_till_cashier_need_async (GTK_WIDGET (self), self->desk, NULL, cashier_cb,
                                 g_object_ref (self));
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin (FOYER_ORDER_PAPER_WINDOW (widget), NULL);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerOrderPaperWindow) self = data;
  g_autoptr (GFile) file = foyer_choose_file_finish (result, NULL);

  if (file != NULL && self->desk != NULL)
    begin (self, g_steal_pointer (&file));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrderPaperWindow *self = FOYER_ORDER_PAPER_WINDOW (widget);
  const char *const suffixes[] = { "pdf", NULL };
  const FoyerFileFilter filters[] = { { _ ("PDF documents"), suffixes }, { NULL, NULL } };
  g_autofree char *file_name = g_strdup_printf ("%s.pdf", self->order_number);
  FoyerFileChoice choice = { .save = TRUE,
                             .title = gtk_window_get_title (GTK_WINDOW (self)),
                             .name = g_strdelimit (file_name, "/\\:", '-'),
                             .filters = filters };

  foyer_choose_file_async (widget, &choice, NULL, chosen_cb, g_object_ref (self));
}

/* What waits for an answer keeps the object alive: this is when the window goes. */
static void
foyer_order_paper_window_unrealize (GtkWidget *widget)
{
  g_clear_object (&FOYER_ORDER_PAPER_WINDOW (widget)->desk);
  GTK_WIDGET_CLASS (foyer_order_paper_window_parent_class)->unrealize (widget);
}

static void
foyer_order_paper_window_dispose (GObject *object)
{
  g_clear_object (&FOYER_ORDER_PAPER_WINDOW (object)->desk);
  G_OBJECT_CLASS (foyer_order_paper_window_parent_class)->dispose (object);
}

static void
foyer_order_paper_window_finalize (GObject *object)
{
  FoyerOrderPaperWindow *self = FOYER_ORDER_PAPER_WINDOW (object);

  g_clear_object (&self->prints);
  g_clear_object (&self->printer);
  g_clear_object (&self->file);
  g_clear_pointer (&self->receipt, foyer_receipt_unref);
  g_clear_pointer (&self->job, foyer_print_job_free);
  g_free (self->order_number);
  G_OBJECT_CLASS (foyer_order_paper_window_parent_class)->finalize (object);
}

static void
foyer_order_paper_window_class_init (FoyerOrderPaperWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_order_paper_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_order_paper_window_finalize;
  widget_class->unrealize = foyer_order_paper_window_unrealize;

  g_type_ensure (FOYER_TYPE_RECEIPT_PREVIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/orders/foyer-order-paper-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPaperWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPaperWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPaperWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPaperWindow, print_button);
  gtk_widget_class_install_action (widget_class, "paper.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "paper.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "paper.print",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "paper.save",
                                       NULL);
}

static void
foyer_order_paper_window_init (FoyerOrderPaperWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

GtkWidget *
foyer_order_paper_window_present (GtkWidget *from,
                                  FoyerTillDesk *desk,
                                  gint64 key,
                                  gboolean is_receipt)
{
  FoyerOrderPaperWindow *self = g_object_new (FOYER_TYPE_ORDER_PAPER_WINDOW, "transient-for",
                                              gtk_widget_get_root (from), NULL);
  const FoyerPrinterSetup *setup;
  Wanted *wanted = g_new0 (Wanted, 1);

  self->desk = g_object_ref (desk);
  self->prints = g_object_ref (foyer_till_desk_get_prints (desk));
  self->job = foyer_print_job_new (foyer_till_desk_get_event_id (desk),
                                   is_receipt ? FOYER_PRINT_RECEIPT : FOYER_PRINT_TICKETS);
  self->job->is_copy = TRUE;
  self->job->target = g_strdup (foyer_print_desk_find_target (self->prints, self->job->kind));
  self->printer = foyer_print_desk_new_printer (self->prints, self->job->target);
  setup = foyer_receipt_printer_get_setup (self->printer);
  self->paper = setup->paper;
  self->columns = setup->columns;
  gtk_window_set_title (GTK_WINDOW (self), is_receipt ? _ ("Print Receipt") : _ ("Print Tickets"));
  gtk_widget_set_tooltip_text (self->print_button,
                               foyer_receipt_printer_is_set_up (self->printer)
                                   ? NULL
                                   : _ ("Choose a receipt printer in the preferences first"));
  set_busy (self, TRUE);
  wanted->key = key;
  wanted->job = foyer_print_job_copy (self->job);
  foyer_replica_run_async (foyer_till_desk_get_replica (desk), FOYER_PRIORITY_ACT, read_on_thread,
                           wanted, wanted_free, (GDestroyNotify) foyer_print_source_free, NULL,
                           read_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}

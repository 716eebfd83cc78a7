/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-paper-window.h"

#include "foyer-file-choice.h"
#include "foyer-order-detail.h"
#include "foyer-order-job.h"
#include "foyer-part.h"
#include "foyer-receipt-pages.h"
#include "foyer-receipt-preview.h"
#include "foyer-row-store.h"
#include "foyer-sold-print.h"
#include "foyer-tier-store.h"
#include "foyer-till-cashier.h"
#include "foyer-time.h"
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
  FoyerUuid order_id;           /* nil until it is read */
  char *order_number;           /* (owned) (nullable) */
  FoyerReceipt *receipt;        /* (owned) (nullable) */
  FoyerReceiptPrinter *printer; /* (owned) */
  FoyerReceiptPaper paper;
  guint columns;
  gboolean is_receipt;
  GFile *file; /* (owned) (nullable) where it goes when it is noted; else it is printed */
};

G_DEFINE_FINAL_TYPE (FoyerOrderPaperWindow, foyer_order_paper_window, ADW_TYPE_WINDOW)

typedef struct
{
  FoyerOrderDetail *detail; /* (owned) (nullable) */
  FoyerOffer *offer;        /* (owned) (nullable) */
} Read;

static void
read_free (gpointer data)
{
  Read *self = data;

  g_clear_pointer (&self->detail, foyer_order_detail_free);
  g_clear_pointer (&self->offer, foyer_offer_free);
  g_free (self);
}

static gpointer
read_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *self = g_new0 (Read, 1);

  self->detail = foyer_order_detail_read (db, *(gint64 *) data, error);
  if (self->detail != NULL)
    self->offer = foyer_tier_store_load_offer (db, self->detail->event, NULL, NULL, error);
  if (self->offer != NULL)
    return self;
  read_free (self);
  return NULL;
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

static gboolean
is_of_paper (gpointer row, gboolean is_ticket)
{
  if (is_ticket)
    return ((const FoyerTicket *) row)->status != FOYER_TICKET_CANCELLED;
  return ((const FoyerPayment *) row)->kind == FOYER_PAYMENT_PAYMENT;
}

/* What stands, and what was paid for it. */
static GPtrArray *
copy_rows (const GPtrArray *rows, gboolean is_ticket)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (foyer_row_free);

  for (guint i = 0; i < rows->len; i++)
    if (is_of_paper (rows->pdata[i], is_ticket))
      g_ptr_array_add (copies, is_ticket ? (gpointer) foyer_ticket_copy (rows->pdata[i])
                                         : (gpointer) foyer_payment_copy (rows->pdata[i]));
  return copies;
}

static void
show_paper (FoyerOrderPaperWindow *self, const Read *read)
{
  FoyerSaleResult *sold = g_new0 (FoyerSaleResult, 1);
  GTimeZone *zone = foyer_till_desk_get_zone (self->desk);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 now = foyer_time_now ();

  self->order_id = read->detail->order->row.id;
  self->order_number = g_strdup (read->detail->order->order_number);
  sold->order = foyer_order_copy (read->detail->order);
  sold->tickets = copy_rows (read->detail->tickets, TRUE);
  sold->payments = copy_rows (read->detail->payments, FALSE);
  sold->due = read->detail->due;
  if (zone == NULL)
    zone = utc;
  self->receipt = self->is_receipt
                      ? foyer_sold_print_receipt (sold, read->offer, zone, FOYER_RECEIPT_REAL, now)
                      : foyer_sold_print_tickets (sold, read->offer, zone, FOYER_RECEIPT_REAL, now);
  foyer_sale_result_free (sold);
  foyer_receipt_preview_set_receipt (self->preview, self->receipt, self->paper, self->columns);
  gtk_stack_set_visible_child_name (self->stack, "paper");
  set_busy (self, FALSE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerOrderPaperWindow) self = data;
  g_autoptr (GError) error = NULL;
  Read *read = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (self->desk != NULL && read != NULL)
    show_paper (self, read);
  else if (self->desk != NULL)
    show_problem (self, error->message);
  g_clear_pointer (&read, read_free);
}

/* Giving it out
 * ---------------------------------------------------------------------------------------------- */

static void
say (FoyerOrderPaperWindow *self, const char *text)
{
  foyer_show_toast (GTK_WIDGET (self->preview), text);
  set_busy (self, FALSE);
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerOrderPaperWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_printed =
      foyer_receipt_printer_print_finish (FOYER_RECEIPT_PRINTER (source), result, &error);

  if (self->desk != NULL)
    say (self, is_printed ? _ ("Printed") : error->message);
}

static void
give_out (FoyerOrderPaperWindow *self)
{
  g_autoptr (GFile) file = g_steal_pointer (&self->file);
  g_autoptr (FoyerReceiptPages) pages = NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    {
      foyer_receipt_printer_print_async (self->printer, self->receipt, FALSE, NULL, printed_cb,
                                         g_object_ref (self));
      return;
    }
  pages = foyer_receipt_pages_new (self->receipt, self->paper, self->columns);
  say (self,
       foyer_receipt_pages_save_pdf (pages, file, NULL, &error) ? _ ("Saved") : error->message);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerOrderPaperWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOrderOutcome) outcome =
      foyer_order_job_run_finish (FOYER_REPLICA (source), result, &error);

  if (self->desk == NULL)
    return;
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
                             &self->order_id);
  job->reason = g_strdup (self->is_receipt ? _ ("Receipt") : _ ("Tickets"));
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

  g_clear_object (&self->printer);
  g_clear_object (&self->file);
  g_clear_pointer (&self->receipt, foyer_receipt_unref);
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

/* Tickets have a printer of their own, where there is one. */
static FoyerReceiptPrinter *
load_printer (FoyerOrderPaperWindow *self, GSettings *settings)
{
  g_autoptr (GSettings) child = g_settings_get_child (settings, "ticket-printer");
  g_autoptr (FoyerPrinterSetup) setup = foyer_printer_setup_load (child);
  g_autoptr (FoyerReceiptPrinter) printer = foyer_receipt_printer_new (setup);

  if (!self->is_receipt && foyer_receipt_printer_is_set_up (printer))
    return g_steal_pointer (&printer);
  return foyer_till_desk_new_printer (self->desk);
}

GtkWidget *
foyer_order_paper_window_present (GtkWidget *from,
                                  FoyerTillDesk *desk,
                                  GSettings *settings,
                                  gint64 key,
                                  gboolean is_receipt)
{
  FoyerOrderPaperWindow *self = g_object_new (FOYER_TYPE_ORDER_PAPER_WINDOW, "transient-for",
                                              gtk_widget_get_root (from), NULL);
  const FoyerPrinterSetup *setup;

  self->desk = g_object_ref (desk);
  self->is_receipt = is_receipt;
  self->printer = load_printer (self, settings);
  setup = foyer_receipt_printer_get_setup (self->printer);
  self->paper = setup->paper;
  self->columns = setup->columns;
  gtk_window_set_title (GTK_WINDOW (self), is_receipt ? _ ("Print Receipt") : _ ("Print Tickets"));
  gtk_widget_set_tooltip_text (self->print_button,
                               foyer_receipt_printer_is_set_up (self->printer)
                                   ? NULL
                                   : _ ("Choose a receipt printer in the preferences first"));
  set_busy (self, TRUE);
  foyer_replica_run_async (foyer_till_desk_get_replica (desk), FOYER_PRIORITY_ACT, read_on_thread,
                           g_memdup2 (&key, sizeof key), g_free, read_free, NULL, read_cb,
                           g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-paper-window.h"

#include "foyer-file-choice.h"
#include "foyer-part.h"
#include "foyer-receipt-pages.h"
#include "foyer-receipt-preview.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkStack *stack;
  FoyerReceiptPreview *preview;
  AdwStatusPage *problem;
  GtkButton *print_button;

  FoyerTillDesk *desk;          /* (owned) (nullable) NULL once it is closed */
  FoyerPrintDesk *prints;       /* (owned) */
  FoyerPrintJob *job;           /* (owned) */
  FoyerPrintSource *source;     /* (owned) (nullable) until it is read */
  FoyerReceipt *receipt;        /* (owned) (nullable) */
  FoyerReceiptPrinter *printer; /* (owned) */
  FoyerReceiptPaper paper;
  guint columns;
  GFile *file; /* (owned) (nullable) where it goes when it is noted; else it is printed */
} FoyerPaperWindowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoyerPaperWindow, foyer_paper_window, ADW_TYPE_WINDOW)

static FoyerPaperWindowPrivate *
get_private (FoyerPaperWindow *self)
{
  return foyer_paper_window_get_instance_private (self);
}

static void
set_busy (FoyerPaperWindow *self, gboolean is_busy)
{
  FoyerPaperWindowPrivate *priv = get_private (self);
  gboolean is_ready = priv->receipt != NULL && !is_busy;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.save", is_ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.print",
                                 is_ready && foyer_receipt_printer_is_set_up (priv->printer));
}

static void
show_paper (FoyerPaperWindow *self)
{
  FoyerPaperWindowPrivate *priv = get_private (self);

  priv->source->is_copy = priv->job->is_copy;
  g_clear_pointer (&priv->receipt, foyer_receipt_unref);
  priv->receipt = foyer_print_source_build (priv->source);
  foyer_receipt_preview_set_receipt (priv->preview, priv->receipt, priv->paper, priv->columns);
  gtk_stack_set_visible_child_name (priv->stack, "paper");
  if (FOYER_PAPER_WINDOW_GET_CLASS (self)->shown != NULL)
    FOYER_PAPER_WINDOW_GET_CLASS (self)->shown (self);
  set_busy (self, FALSE);
}

static gpointer
read_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return foyer_print_source_read (db, data, error);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPaperWindow) self = data;
  FoyerPaperWindowPrivate *priv = get_private (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPrintSource) source =
      foyer_replica_run_finish (FOYER_REPLICA (object), result, &error);

  if (priv->desk == NULL)
    return;
  priv->source = g_steal_pointer (&source);
  if (priv->source != NULL)
    show_paper (self);
  else
    foyer_paper_window_show_problem (self, error->message);
}

/* Giving it out
 * ---------------------------------------------------------------------------------------------- */

static void
say (FoyerPaperWindow *self, const char *text)
{
  FoyerPaperWindowPrivate *priv = get_private (self);

  if (priv->desk == NULL)
    return;
  foyer_show_toast (GTK_WIDGET (priv->preview), text);
  set_busy (self, FALSE);
}

static void
gave_out (FoyerPaperWindow *self, const char *text)
{
  if (get_private (self)->desk == NULL)
    return;
  say (self, text);
  if (FOYER_PAPER_WINDOW_GET_CLASS (self)->gave_out != NULL)
    FOYER_PAPER_WINDOW_GET_CLASS (self)->gave_out (self);
  show_paper (self);
}

static void
printed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPaperWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_printed = foyer_print_desk_print_finish (FOYER_PRINT_DESK (object), result, &error);
  g_autofree char *text = NULL;

  if (!is_printed)
    text = g_strdup_printf (_ ("Not printed: it waits. %s"), error->message);
  gave_out (self, text != NULL ? text : _ ("Printed"));
}

static void
give_out (FoyerPaperWindow *self)
{
  FoyerPaperWindowPrivate *priv = get_private (self);
  g_autoptr (GFile) file = g_steal_pointer (&priv->file);
  g_autoptr (FoyerReceiptPages) pages = NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    {
      foyer_print_desk_print_async (priv->prints, priv->job, FALSE, printed_cb,
                                    g_object_ref (self));
      return;
    }
  pages = foyer_receipt_pages_new (priv->receipt, priv->paper, priv->columns);
  if (foyer_receipt_pages_save_pdf (pages, file, NULL, &error))
    gave_out (self, _ ("Saved"));
  else
    say (self, error->message);
}

/* Takes file; (nullable): it is printed. */
static void
begin (FoyerPaperWindow *self, GFile *file)
{
  FoyerPaperWindowPrivate *priv = get_private (self);

  set_busy (self, TRUE);
  g_clear_object (&priv->file);
  priv->file = file;
  FOYER_PAPER_WINDOW_GET_CLASS (self)->note (self);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin (FOYER_PAPER_WINDOW (widget), NULL);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPaperWindow) self = data;
  g_autoptr (GFile) file = foyer_choose_file_finish (result, NULL);

  if (file != NULL && get_private (self)->desk != NULL)
    begin (self, g_steal_pointer (&file));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerPaperWindow *self = FOYER_PAPER_WINDOW (widget);
  const char *const suffixes[] = { "pdf", NULL };
  const FoyerFileFilter filters[] = { { _ ("PDF documents"), suffixes }, { NULL, NULL } };
  g_autofree char *stem = FOYER_PAPER_WINDOW_GET_CLASS (self)->dup_file_name (self);
  g_autofree char *file_name = g_strconcat (g_strdelimit (stem, "/\\:", '-'), ".pdf", NULL);
  FoyerFileChoice choice = { .save = TRUE,
                             .title = gtk_window_get_title (GTK_WINDOW (self)),
                             .name = file_name,
                             .filters = filters };

  foyer_choose_file_async (widget, &choice, NULL, chosen_cb, g_object_ref (self));
}

/* What waits for an answer keeps the object alive: this is when the window goes. */
static void
foyer_paper_window_unrealize (GtkWidget *widget)
{
  g_clear_object (&get_private (FOYER_PAPER_WINDOW (widget))->desk);
  GTK_WIDGET_CLASS (foyer_paper_window_parent_class)->unrealize (widget);
}

static void
foyer_paper_window_dispose (GObject *object)
{
  g_clear_object (&get_private (FOYER_PAPER_WINDOW (object))->desk);
  G_OBJECT_CLASS (foyer_paper_window_parent_class)->dispose (object);
}

static void
foyer_paper_window_finalize (GObject *object)
{
  FoyerPaperWindowPrivate *priv = get_private (FOYER_PAPER_WINDOW (object));

  g_clear_object (&priv->prints);
  g_clear_object (&priv->printer);
  g_clear_object (&priv->file);
  g_clear_pointer (&priv->job, foyer_print_job_free);
  g_clear_pointer (&priv->source, foyer_print_source_free);
  g_clear_pointer (&priv->receipt, foyer_receipt_unref);
  G_OBJECT_CLASS (foyer_paper_window_parent_class)->finalize (object);
}

static void
foyer_paper_window_class_init (FoyerPaperWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_paper_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_paper_window_finalize;
  widget_class->unrealize = foyer_paper_window_unrealize;

  g_type_ensure (FOYER_TYPE_RECEIPT_PREVIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-paper-window.ui");
  gtk_widget_class_bind_template_child_private (widget_class, FoyerPaperWindow, stack);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerPaperWindow, preview);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerPaperWindow, problem);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerPaperWindow, print_button);
  gtk_widget_class_install_action (widget_class, "paper.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "paper.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "paper.print",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "paper.save",
                                       NULL);
}

static void
foyer_paper_window_init (FoyerPaperWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

/* Where there is none, the button leads to where one is chosen. */
static void
find_printer (FoyerPaperWindow *self)
{
  FoyerPaperWindowPrivate *priv = get_private (self);
  const FoyerPrinterSetup *setup;
  gboolean is_set_up;

  g_clear_object (&priv->printer);
  priv->printer = foyer_print_desk_new_printer (priv->prints, priv->job->target);
  setup = foyer_receipt_printer_get_setup (priv->printer);
  is_set_up = foyer_receipt_printer_is_set_up (priv->printer);
  priv->paper = setup->paper;
  priv->columns = setup->columns;
  gtk_button_set_label (priv->print_button, is_set_up ? _ ("_Print") : _ ("_Choose Printer…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->print_button),
                                  is_set_up ? "paper.print" : "app.printers");
}

/* From there people come back. */
static void
active_cb (FoyerPaperWindow *self)
{
  FoyerPaperWindowPrivate *priv = get_private (self);

  if (priv->desk == NULL || !gtk_window_is_active (GTK_WINDOW (self)) ||
      foyer_receipt_printer_is_set_up (priv->printer))
    return;
  find_printer (self);
  if (priv->receipt == NULL || !foyer_receipt_printer_is_set_up (priv->printer))
    return;
  foyer_receipt_preview_set_receipt (priv->preview, priv->receipt, priv->paper, priv->columns);
  set_busy (self, FALSE);
}

void
foyer_paper_window_open (FoyerPaperWindow *self,
                         GtkWidget *from,
                         FoyerTillDesk *desk,
                         FoyerPrintJob *job)
{
  FoyerPaperWindowPrivate *priv;
  GtkWindow *parent;

  g_return_if_fail (FOYER_IS_PAPER_WINDOW (self));

  priv = get_private (self);
  priv->desk = g_object_ref (desk);
  priv->prints = g_object_ref (foyer_till_desk_get_prints (desk));
  priv->job = job;
  find_printer (self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  set_busy (self, TRUE);
  parent = GTK_WINDOW (gtk_widget_get_root (from));
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  /* Its actions are not those of its child windows by themselves. */
  gtk_window_set_application (GTK_WINDOW (self), gtk_window_get_application (parent));
  gtk_window_present (GTK_WINDOW (self));
}

void
foyer_paper_window_read (FoyerPaperWindow *self)
{
  FoyerPaperWindowPrivate *priv;

  g_return_if_fail (FOYER_IS_PAPER_WINDOW (self));

  priv = get_private (self);
  foyer_replica_run_async (
      foyer_till_desk_get_replica (priv->desk), FOYER_PRIORITY_LONG, read_on_thread,
      foyer_print_job_copy (priv->job), (GDestroyNotify) foyer_print_job_free,
      (GDestroyNotify) foyer_print_source_free, NULL, read_cb, g_object_ref (self));
}

void
foyer_paper_window_show_problem (FoyerPaperWindow *self, const char *message)
{
  FoyerPaperWindowPrivate *priv;

  g_return_if_fail (FOYER_IS_PAPER_WINDOW (self));

  priv = get_private (self);
  adw_status_page_set_description (priv->problem, message);
  gtk_stack_set_visible_child_name (priv->stack, "problem");
}

/* What is in the book comes out, also when the window was closed meanwhile. */
void
foyer_paper_window_noted (FoyerPaperWindow *self, const GError *error)
{
  g_return_if_fail (FOYER_IS_PAPER_WINDOW (self));

  if (error == NULL)
    give_out (self);
  else
    say (self, error->message);
}

void
foyer_paper_window_stop (FoyerPaperWindow *self)
{
  g_return_if_fail (FOYER_IS_PAPER_WINDOW (self));

  if (get_private (self)->desk != NULL)
    set_busy (self, FALSE);
}

FoyerTillDesk *
foyer_paper_window_get_desk (FoyerPaperWindow *self)
{
  g_return_val_if_fail (FOYER_IS_PAPER_WINDOW (self), NULL);

  return get_private (self)->desk;
}

gboolean
foyer_paper_window_is_saving (FoyerPaperWindow *self)
{
  g_return_val_if_fail (FOYER_IS_PAPER_WINDOW (self), FALSE);

  return get_private (self)->file != NULL;
}

FoyerPrintJob *
foyer_paper_window_get_job (FoyerPaperWindow *self)
{
  g_return_val_if_fail (FOYER_IS_PAPER_WINDOW (self), NULL);

  return get_private (self)->job;
}

const FoyerPrintSource *
foyer_paper_window_get_source (FoyerPaperWindow *self)
{
  g_return_val_if_fail (FOYER_IS_PAPER_WINDOW (self), NULL);

  return get_private (self)->source;
}

FoyerReceipt *
foyer_paper_window_get_receipt (FoyerPaperWindow *self)
{
  g_return_val_if_fail (FOYER_IS_PAPER_WINDOW (self), NULL);

  return get_private (self)->receipt;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-paper-window.h"

#include "foyer-order-job.h"
#include "foyer-row-store.h"
#include "foyer-till-cashier.h"

#include <glib/gi18n-lib.h>

/* Print, Save ─▸ the first time ────────────────────────────────▸ printed, saved
 *             ─▸ a copy: who is at the till? ─▸ noted in the book ─▸ printed, saved */
struct _FoyerOrderPaperWindow
{
  FoyerPaperWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (FoyerOrderPaperWindow, foyer_order_paper_window, FOYER_TYPE_PAPER_WINDOW)

static char *
foyer_order_paper_window_dup_file_name (FoyerPaperWindow *window)
{
  return g_strdup (foyer_paper_window_get_source (window)->sold->order->order_number);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPaperWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOrderOutcome) outcome =
      foyer_order_job_run_finish (FOYER_REPLICA (source), result, &error);

  foyer_paper_window_noted (window, outcome == NULL ? error : NULL);
}

static void
cashier_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPaperWindow) window = data;
  FoyerTillDesk *desk = foyer_paper_window_get_desk (window);
  const FoyerPrintJob *print = foyer_paper_window_get_job (window);
  FoyerOrderJob *job;

  if (!foyer_till_cashier_ask_finish (result, NULL) || desk == NULL)
    {
      foyer_paper_window_stop (window);
      return;
    }
  job =
      foyer_order_job_new (FOYER_ORDER_COPY, foyer_till_desk_get_event_id (desk), &print->order_id);
  job->reason = g_strdup (print->kind == FOYER_PRINT_RECEIPT ? _ ("Receipt") : _ ("Tickets"));
  job->actor = foyer_till_desk_get_actor (desk);
  foyer_order_job_run_async (job, foyer_till_desk_get_replica (desk), noted_cb,
                             g_object_ref (window));
}

static gpointer
save_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (foyer_print_job_store_saved (db, data, error));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPaperWindow) window = data;
  g_autoptr (GError) error = NULL;

  foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);
  foyer_paper_window_noted (window, error);
}

/* What goes to a printer is on disk by itself. */
static void
note_first (FoyerPaperWindow *window)
{
  FoyerTillDesk *desk = foyer_paper_window_get_desk (window);

  if (foyer_paper_window_is_saving (window))
    foyer_replica_run_async (foyer_till_desk_get_replica (desk), FOYER_PRIORITY_ACT, save_on_thread,
                             foyer_print_job_copy (foyer_paper_window_get_job (window)),
                             (GDestroyNotify) foyer_print_job_free, NULL, NULL, saved_cb,
                             g_object_ref (window));
  else
    foyer_paper_window_noted (window, NULL);
}

static void
foyer_order_paper_window_note (FoyerPaperWindow *window)
{
  if (!foyer_paper_window_get_job (window)->is_copy)
    note_first (window);
  else
    foyer_till_cashier_need_async (GTK_WIDGET (window), foyer_paper_window_get_desk (window), NULL,
                                   cashier_cb, g_object_ref (window));
}

static void
foyer_order_paper_window_gave_out (FoyerPaperWindow *window)
{
  foyer_paper_window_get_job (window)->is_copy = TRUE;
}

static void
foyer_order_paper_window_class_init (FoyerOrderPaperWindowClass *klass)
{
  FOYER_PAPER_WINDOW_CLASS (klass)->dup_file_name = foyer_order_paper_window_dup_file_name;
  FOYER_PAPER_WINDOW_CLASS (klass)->note = foyer_order_paper_window_note;
  FOYER_PAPER_WINDOW_CLASS (klass)->gave_out = foyer_order_paper_window_gave_out;
}

static void
foyer_order_paper_window_init (FoyerOrderPaperWindow *self)
{
}

GtkWidget *
foyer_order_paper_window_present (GtkWidget *from,
                                  FoyerTillDesk *desk,
                                  gint64 key,
                                  gboolean is_receipt)
{
  FoyerPaperWindow *window =
      g_object_new (FOYER_TYPE_ORDER_PAPER_WINDOW, "title",
                    is_receipt ? _ ("Print Receipt") : _ ("Print Tickets"), NULL);
  FoyerPrintJob *job = foyer_print_job_new (foyer_till_desk_get_event_id (desk),
                                            is_receipt ? FOYER_PRINT_RECEIPT : FOYER_PRINT_TICKETS);
  FoyerDatabase *db = foyer_replica_get_reader (foyer_till_desk_get_replica (desk));
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerOrder) order = foyer_row_store_get (db, &FOYER_ORDER_TYPE, key, &error);

  job->target =
      g_strdup (foyer_print_desk_find_target (foyer_till_desk_get_prints (desk), job->kind));
  if (order != NULL)
    job->order_id = order->row.id;
  foyer_paper_window_open (window, from, desk, job);
  if (order != NULL &&
      foyer_print_job_store_was_given (db, &order->row.id, job->kind, &job->is_copy, &error))
    foyer_paper_window_read (window);
  else
    foyer_paper_window_show_problem (window, error->message);
  return GTK_WIDGET (window);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-report-window.h"

#include <glib/gi18n-lib.h>

/*    X: noted in the book ─▸ read ─▸ shown ─▸ printed, saved
 *    Z: ─────────────────────▸ read ─▸ shown ─▸ printed or saved: from now on a copy is shown
 * copy: ─────────────────────▸ read ─▸ shown ─▸ noted in the book ─▸ printed, saved
 */
struct _FoyerTillReportWindow
{
  FoyerPaperWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (FoyerTillReportWindow, foyer_till_report_window, FOYER_TYPE_PAPER_WINDOW)

static const char *
get_title (FoyerPaperWindow *window)
{
  return foyer_receipt_get_title (foyer_paper_window_get_receipt (window));
}

static char *
foyer_till_report_window_dup_file_name (FoyerPaperWindow *window)
{
  return g_strdup_printf ("%s – %s", get_title (window),
                          foyer_paper_window_get_source (window)->names->event);
}

static void
foyer_till_report_window_shown (FoyerPaperWindow *window)
{
  gtk_window_set_title (GTK_WINDOW (window), get_title (window));
}

/* A Z report that was given out once: whatever comes after it is a copy. */
static void
foyer_till_report_window_gave_out (FoyerPaperWindow *window)
{
  if (foyer_paper_window_get_source (window)->report->closed_at != FOYER_NONE)
    foyer_paper_window_get_job (window)->is_copy = TRUE;
}

static void
copy_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPaperWindow) window = data;
  g_autoptr (GError) error = NULL;

  foyer_till_desk_act_finish (FOYER_TILL_DESK (source), result, NULL, &error);
  foyer_paper_window_noted (window, error);
}

static void
foyer_till_report_window_note (FoyerPaperWindow *window)
{
  FoyerTillAct act = { .kind = FOYER_TILL_COPY, .reason = get_title (window) };

  if (foyer_paper_window_get_job (window)->is_copy)
    foyer_till_desk_act_async (foyer_paper_window_get_desk (window), &act, copy_noted_cb,
                               g_object_ref (window));
  else
    foyer_paper_window_noted (window, NULL);
}

static void
foyer_till_report_window_class_init (FoyerTillReportWindowClass *klass)
{
  FoyerPaperWindowClass *paper_class = FOYER_PAPER_WINDOW_CLASS (klass);

  paper_class->dup_file_name = foyer_till_report_window_dup_file_name;
  paper_class->note = foyer_till_report_window_note;
  paper_class->shown = foyer_till_report_window_shown;
  paper_class->gave_out = foyer_till_report_window_gave_out;
}

static void
foyer_till_report_window_init (FoyerTillReportWindow *self)
{
}

static void
x_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPaperWindow) window = data;
  g_autoptr (GError) error = NULL;
  FoyerTillActed acted;
  gboolean is_noted = foyer_till_desk_act_finish (FOYER_TILL_DESK (source), result, &acted, &error);

  if (foyer_paper_window_get_desk (window) == NULL)
    return;
  if (is_noted)
    {
      foyer_print_job_set_record (foyer_paper_window_get_job (window), &acted.record_id);
      foyer_paper_window_read (window);
    }
  else
    foyer_paper_window_show_problem (window, error->message);
}

static FoyerPaperWindow *
present (GtkWidget *from, FoyerTillDesk *desk)
{
  FoyerPaperWindow *window =
      g_object_new (FOYER_TYPE_TILL_REPORT_WINDOW, "title", _ ("Report"), NULL);
  FoyerPrintJob *job =
      foyer_print_job_new (foyer_till_desk_get_event_id (desk), FOYER_PRINT_REPORT);

  job->target = g_strdup (FOYER_PRINT_RECEIPT_PRINTER);
  foyer_paper_window_open (window, from, desk, job);
  return window;
}

GtkWidget *
foyer_till_report_window_present_x (GtkWidget *from, FoyerTillDesk *desk)
{
  FoyerPaperWindow *window = present (from, desk);
  FoyerTillAct act = { .kind = FOYER_TILL_X };

  foyer_till_desk_act_async (desk, &act, x_noted_cb, g_object_ref (window));
  return GTK_WIDGET (window);
}

GtkWidget *
foyer_till_report_window_present (GtkWidget *from,
                                  FoyerTillDesk *desk,
                                  const FoyerUuid *session_id,
                                  gboolean is_copy)
{
  FoyerPaperWindow *window = present (from, desk);
  FoyerPrintJob *job = foyer_paper_window_get_job (window);

  job->is_copy = is_copy;
  foyer_print_job_set_session (job, session_id);
  foyer_paper_window_read (window);
  return GTK_WIDGET (window);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sold-mail.h"

#include "foyer-mail.h"
#include "foyer-print-source.h"
#include "foyer-receipt-pages.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct
{
  FoyerPrintJob *job;         /* (owned) */
  FoyerPrintSource *tickets;  /* (owned) (nullable) until it is read */
  FoyerPrintSource *receipt;  /* (owned) (nullable) */
} Mailing;

static void
mailing_free (gpointer data)
{
  Mailing *self = data;

  foyer_print_job_free (self->job);
  foyer_print_source_free (self->tickets);
  foyer_print_source_free (self->receipt);
  g_free (self);
}

static gpointer
read_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Mailing *mailing = data;

  mailing->job->kind = FOYER_PRINT_TICKETS;
  mailing->tickets = foyer_print_source_read (db, mailing->job, error);
  if (mailing->tickets == NULL)
    return NULL;
  mailing->job->kind = FOYER_PRINT_RECEIPT;
  mailing->receipt = foyer_print_source_read (db, mailing->job, error);
  return mailing->receipt != NULL ? mailing : NULL;
}

/* Where a mail program finds it, and nobody else. */
static char *
save_pdf (const Mailing *mailing, GError **error)
{
  g_autoptr (FoyerReceipt) tickets = foyer_print_source_build (mailing->tickets);
  g_autoptr (FoyerReceipt) receipt = foyer_print_source_build (mailing->receipt);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "foyer", "mail", NULL);
  g_autofree char *name =
      g_strconcat (mailing->receipt->sold->order->order_number, ".pdf", NULL);
  g_autofree char *path =
      g_build_filename (folder, g_strdelimit (name, G_DIR_SEPARATOR_S, '-'), NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (FoyerReceiptPages) pages = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” cannot be written to."), folder);
      return NULL;
    }
  foyer_receipt_append (tickets, receipt);
  pages = foyer_receipt_pages_new (tickets, FOYER_PAPER_A4, 0);
  if (!foyer_receipt_pages_save_pdf (pages, file, NULL, error))
    return NULL;
  return g_steal_pointer (&path);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (foyer_mail_write_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Mailing *mailing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *body = NULL;

  if (foyer_replica_run_finish (FOYER_REPLICA (source), result, &error) != NULL)
    path = save_pdf (mailing, &error);
  if (path == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* Translators: the subject of an e-mail; the title of an event */
  subject = g_strdup_printf (_ ("Your tickets for %s"), mailing->receipt->offer->event->title);
  /* Translators: an e-mail; the title of an event, the number of an order */
  body = g_strdup_printf (_ ("Hello,\n\nhere are your tickets for %s, and the receipt of order %s.\n"),
                          mailing->receipt->offer->event->title,
                          mailing->receipt->sold->order->order_number);
  foyer_mail_write_async (
      &(FoyerMail){ mailing->receipt->sold->order->buyer_email, subject, body, path }, written_cb,
      g_object_ref (task));
}

void
foyer_sold_mail_write_async (FoyerReplica *replica,
                             const FoyerUuid *event_id,
                             const FoyerUuid *order_id,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Mailing *mailing = g_new0 (Mailing, 1);

  g_task_set_source_tag (task, foyer_sold_mail_write_async);
  mailing->job = foyer_print_job_new (event_id, FOYER_PRINT_TICKETS);
  mailing->job->order_id = *order_id;
  g_task_set_task_data (task, mailing, mailing_free);
  foyer_replica_run_async (replica, FOYER_PRIORITY_ACT, read_on_thread, mailing, NULL, NULL, NULL,
                           read_cb, task);
}

gboolean
foyer_sold_mail_write_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

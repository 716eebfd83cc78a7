/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-receipt-printer.h"

#include <glib/gi18n-lib.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "foyer-printer-link.h"
#include "foyer-printer-queue.h"
#include "foyer-receipt-pages.h"

#define WRITE_MS  10000
#define STATUS_MS 500
#define QUEUE_MS  20000

/* What a socket holds back: little, so that a printer that is stuck is noticed. */
#define SEND_BUFFER 16384

struct _FoyerReceiptPrinter
{
  GObject            parent_instance;

  FoyerPrinterSetup *setup;  /* (owned) */
  GThreadPool       *thread; /* (owned) one, of its own: what is asked for first comes first, and its fonts stay */
  guint              write_ms;
  guint              status_ms;
};

G_DEFINE_FINAL_TYPE (FoyerReceiptPrinter, foyer_receipt_printer, G_TYPE_OBJECT)

/* What a thread needs: nothing of the printer that could change meanwhile. */
typedef struct
{
  FoyerPrinterSetup *setup;        /* (owned) */
  FoyerReceipt      *receipt;      /* (owned) (nullable): only the drawer is opened */
  gboolean           opens_drawer;
  guint              write_ms;
  guint              status_ms;
} Job;

static void
job_free (Job *job)
{
  foyer_printer_setup_free (job->setup);
  g_clear_pointer (&job->receipt, foyer_receipt_unref);
  g_free (job);
}

static gboolean
is_sheet (const Job *job)
{
  return foyer_receipt_paper_get_columns (job->setup->paper) == 0;
}

/* What a receipt printer is sent. */
static GBytes *
render_commands (const Job *job)
{
  FoyerEscpos options = job->setup->escpos;
  g_autoptr (FoyerReceiptLayout) layout = NULL;

  if (!job->opens_drawer)
    options.drawer = FOYER_DRAWER_NONE;
  if (job->receipt == NULL)
    return foyer_escpos_open_drawer (options.drawer);
  layout = foyer_receipt_layout_new (job->receipt, job->setup->paper, job->setup->columns);
  return foyer_escpos_render (layout, &options);
}

static GBytes *
render_pdf (const Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerReceiptPages) pages = foyer_receipt_pages_new (job->receipt, job->setup->paper, 0);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (!foyer_receipt_pages_write_pdf (pages, memory, cancellable, error)
      || !g_output_stream_close (memory, cancellable, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static gboolean
print_to_queue (const Job *job, GCancellable *cancellable, GError **error)
{
  gboolean is_pdf = is_sheet (job) && job->receipt != NULL;
  g_autoptr (GBytes) bytes
      = is_pdf ? render_pdf (job, cancellable, error) : render_commands (job);
  const char *title
      = job->receipt != NULL ? foyer_receipt_get_title (job->receipt) : _ ("Cash drawer");

  return bytes != NULL
         && foyer_printer_queue_send (job->setup->target->name, title,
                                      is_pdf ? FOYER_PRINTER_PDF : FOYER_PRINTER_RAW, NULL, bytes,
                                      QUEUE_MS, cancellable, error);
}

/* Change has to be given all the same. */
static gboolean
open_drawer_at_once (const Job *job, FoyerPrinterLink *link, const GError *failure)
{
  g_autoptr (GBytes) bytes = foyer_escpos_open_drawer_at_once (job->setup->escpos.drawer);

  return job->opens_drawer && failure->domain == FOYER_PRINTER_ERROR && g_bytes_get_size (bytes) > 0
         && foyer_printer_link_write (link, bytes, NULL);
}

/* Is it well, print, is it still well: paper may run out on the way. */
static gboolean
print_to_link (const Job *job, FoyerPrinterLink *link, GError **error)
{
  g_autoptr (GBytes) bytes = render_commands (job);
  g_autoptr (GError) failure = NULL;

  if (!foyer_printer_link_ask (link, &failure))
    {
      if (open_drawer_at_once (job, link, failure) && job->receipt == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return foyer_printer_link_write (link, bytes, error)
         && foyer_printer_link_ask (link, error);
}

static gboolean
print_to_device (const Job *job, GCancellable *cancellable, GError **error)
{
  FoyerPrinterLink link = { job->setup->target, -1, FALSE, FALSE, job->write_ms, job->status_ms,
                            cancellable };
  gboolean is_done
      = foyer_printer_link_open_device (&link, error) && print_to_link (job, &link, error);

  if (link.fd >= 0)
    close (link.fd);
  return is_done;
}

/* One that answered after all was sent has all of it. Of another it is known when it closes its end; some never do. */
static void
finish_connection (FoyerPrinterLink *link)
{
  char rest[256];
  gboolean is_ready;

  shutdown (link->fd, SHUT_WR);
  while (!link->may_answer
         && foyer_printer_link_wait (link, POLLIN, link->status_ms, &is_ready, NULL) && is_ready
         && recv (link->fd, rest, sizeof rest, MSG_DONTWAIT) > 0)
    ;
}

static void
set_connect_error (const FoyerPrinterTarget *target, GError *failure, GError **error)
{
  g_autofree char *name = foyer_printer_target_describe (target);

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, failure);
      return;
    }
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
      || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE)
      || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_MISSING,
                 _ ("The printer “%s” cannot be reached: is it switched on, and in this network?"), name);
  else if (failure->domain == G_RESOLVER_ERROR)
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_MISSING,
                 _ ("No machine in the network is called “%s”."), name);
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_MISSING,
                 _ ("No printer listens at “%s”: is that its address and port?"), name);
  else
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_MISSING,
                 _ ("“%s” cannot be printed to: %s."), name, failure->message);
  g_error_free (failure);
}

static gboolean
print_to_network (const Job *job, GCancellable *cancellable, GError **error)
{
  const FoyerPrinterTarget *target = job->setup->target;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GSocketConnectable) address = g_network_address_new (target->name, target->port);
  GError *failure = NULL;
  FoyerPrinterLink link;
  gboolean is_done;

  /* a printer is in the house: proxies do not lead to it */
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, MAX ((job->write_ms + 999) / 1000, 1));
  connection = g_socket_client_connect (client, address, cancellable, &failure);
  if (connection == NULL)
    {
      set_connect_error (target, failure, error);
      return FALSE;
    }
  link = (FoyerPrinterLink){ target, g_socket_get_fd (g_socket_connection_get_socket (connection)),
                             TRUE, TRUE, job->write_ms, job->status_ms, cancellable };
  setsockopt (link.fd, SOL_SOCKET, SO_SNDBUF, &(int){ SEND_BUFFER }, sizeof (int));
  is_done = print_to_link (job, &link, error);
  if (is_done || job->opens_drawer)
    finish_connection (&link);
  return is_done;
}

static gboolean
run_job (const Job *job, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (is_sheet (job) && job->setup->target->kind > FOYER_PRINTER_QUEUE)
    {
      g_set_error_literal (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_INVALID,
                           _ ("A receipt printer prints on rolls: choose a roll, or a print queue for sheets."));
      return FALSE;
    }
  switch (job->setup->target->kind)
    {
    case FOYER_PRINTER_QUEUE:
      return print_to_queue (job, cancellable, error);

    case FOYER_PRINTER_DEVICE:
      return print_to_device (job, cancellable, error);

    case FOYER_PRINTER_NETWORK:
      return print_to_network (job, cancellable, error);

    case FOYER_PRINTER_NONE:
    default:
      g_set_error_literal (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_NONE,
                           _ ("No printer is chosen: choose one in the preferences."));
      return FALSE;
    }
}

/* On the printer's thread; data is the task. */
static void
job_thread (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (run_job (g_task_get_task_data (task), g_task_get_cancellable (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static Job *
new_job (FoyerReceiptPrinter *self, FoyerReceipt *receipt, gboolean opens_drawer)
{
  Job *job = g_new0 (Job, 1);

  job->setup = foyer_printer_setup_copy (self->setup);
  job->receipt = receipt != NULL ? foyer_receipt_ref (receipt) : NULL;
  job->opens_drawer = opens_drawer;
  job->write_ms = self->write_ms;
  job->status_ms = self->status_ms;
  return job;
}

static void
foyer_receipt_printer_finalize (GObject *object)
{
  FoyerReceiptPrinter *self = FOYER_RECEIPT_PRINTER (object);

  /* this may be its own thread, which cannot wait for itself */
  g_thread_pool_free (self->thread, FALSE, FALSE);
  foyer_printer_setup_free (self->setup);

  G_OBJECT_CLASS (foyer_receipt_printer_parent_class)->finalize (object);
}

static void
foyer_receipt_printer_class_init (FoyerReceiptPrinterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_receipt_printer_finalize;
}

static void
foyer_receipt_printer_init (FoyerReceiptPrinter *self)
{
  self->thread = g_thread_pool_new (job_thread, NULL, 1, TRUE, NULL);
  self->write_ms = WRITE_MS;
  self->status_ms = STATUS_MS;
}

/**
 * foyer_receipt_printer_new:
 * @setup: which printer, copied
 *
 * Opens nothing yet: a printer may be plugged in later.
 *
 * Returns: (transfer full): the printer
 */
FoyerReceiptPrinter *
foyer_receipt_printer_new (const FoyerPrinterSetup *setup)
{
  FoyerReceiptPrinter *self;

  g_return_val_if_fail (setup != NULL, NULL);

  self = g_object_new (FOYER_TYPE_RECEIPT_PRINTER, NULL);
  self->setup = foyer_printer_setup_copy (setup);
  return self;
}

/**
 * foyer_receipt_printer_get_setup:
 * @self: a printer
 *
 * Returns: (transfer none): what it was made with
 */
const FoyerPrinterSetup *
foyer_receipt_printer_get_setup (FoyerReceiptPrinter *self)
{
  g_return_val_if_fail (FOYER_IS_RECEIPT_PRINTER (self), NULL);

  return self->setup;
}

/**
 * foyer_receipt_printer_is_set_up:
 * @self: a printer
 *
 * Returns: whether a printer was chosen at all
 */
gboolean
foyer_receipt_printer_is_set_up (FoyerReceiptPrinter *self)
{
  g_return_val_if_fail (FOYER_IS_RECEIPT_PRINTER (self), FALSE);

  return self->setup->target->kind != FOYER_PRINTER_NONE;
}

/**
 * foyer_receipt_printer_set_patience:
 * @self: a printer
 * @write_ms: for so long it may take nothing before it counts as stuck, milliseconds
 * @status_ms: for so long it may be silent before it counts as one that does not tell how it is
 */
void
foyer_receipt_printer_set_patience (FoyerReceiptPrinter *self, guint write_ms, guint status_ms)
{
  g_return_if_fail (FOYER_IS_RECEIPT_PRINTER (self));

  self->write_ms = write_ms;
  self->status_ms = status_ms;
}

/**
 * foyer_receipt_printer_print_async:
 * @self: a printer
 * @receipt: what to print; not to be changed any more
 * @opens_drawer: whether the drawer at this printer opens before it
 * @cancellable: (nullable): stops it; what the printer has already is printed all the same
 * @callback: (scope async): called when the printer has all of it
 * @user_data: for @callback
 *
 * Prints in a thread of its own, in the order in which it is asked for. Printing to a device waits for who prints there already.
 */
void
foyer_receipt_printer_print_async (FoyerReceiptPrinter *self,
                                   FoyerReceipt        *receipt,
                                   gboolean             opens_drawer,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FOYER_IS_RECEIPT_PRINTER (self));
  g_return_if_fail (receipt != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, foyer_receipt_printer_print_async);
  g_task_set_task_data (task, new_job (self, receipt, opens_drawer), (GDestroyNotify) job_free);
  g_thread_pool_push (self->thread, g_steal_pointer (&task), NULL);
}

/**
 * foyer_receipt_printer_print_finish:
 * @self: a printer
 * @result: of the callback
 * @error: return location, %FOYER_PRINTER_ERROR with a sentence or %G_IO_ERROR_CANCELLED
 *
 * Returns: %FALSE with @error set when it is not, or not wholly, printed
 */
gboolean
foyer_receipt_printer_print_finish (FoyerReceiptPrinter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * foyer_receipt_printer_open_drawer_async:
 * @self: a printer
 * @cancellable: (nullable): stops it
 * @callback: (scope async): called when the printer was told
 * @user_data: for @callback
 *
 * Opens the drawer at this printer and prints nothing.
 */
void
foyer_receipt_printer_open_drawer_async (FoyerReceiptPrinter *self,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FOYER_IS_RECEIPT_PRINTER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, foyer_receipt_printer_open_drawer_async);
  g_task_set_task_data (task, new_job (self, NULL, TRUE), (GDestroyNotify) job_free);
  g_thread_pool_push (self->thread, g_steal_pointer (&task), NULL);
}

/**
 * foyer_receipt_printer_open_drawer_finish:
 * @self: a printer
 * @result: of the callback
 * @error: return location, as for foyer_receipt_printer_print_finish()
 *
 * Returns: %FALSE with @error set when the printer could not be told
 */
gboolean
foyer_receipt_printer_open_drawer_finish (FoyerReceiptPrinter *self,
                                          GAsyncResult        *result,
                                          GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * foyer_receipt_printer_print:
 * @self: a printer
 * @receipt: what to print
 * @opens_drawer: whether the drawer at this printer opens before it
 * @cancellable: (nullable): stops it
 * @error: return location, as for foyer_receipt_printer_print_finish()
 *
 * As foyer_receipt_printer_print_async(), on the calling thread: for the command line, never for a window.
 *
 * Returns: %FALSE with @error set when it is not, or not wholly, printed
 */
gboolean
foyer_receipt_printer_print (FoyerReceiptPrinter *self,
                             FoyerReceipt        *receipt,
                             gboolean             opens_drawer,
                             GCancellable        *cancellable,
                             GError             **error)
{
  Job *job;
  gboolean is_done;

  g_return_val_if_fail (FOYER_IS_RECEIPT_PRINTER (self), FALSE);
  g_return_val_if_fail (receipt != NULL, FALSE);

  job = new_job (self, receipt, opens_drawer);
  is_done = run_job (job, cancellable, error);
  job_free (job);
  return is_done;
}

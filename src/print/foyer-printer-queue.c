/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-printer-queue.h"

#include <cups/cups.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* The print service is asked in plain IPP, so that nothing of it is kept between two calls and nothing is guessed: which queues
 * there are, how one is, and print this. All of it blocks, in a thread. */

#define CONNECT_MS 5000
#define LIST_MS    10000
#define STEP       0.2 /* seconds between two looks at whether somebody has waited enough */

typedef struct
{
  http_t       *http;        /* (owned) (nullable) */
  GCancellable *cancellable; /* (nullable) */
  gulong        handler;
  int           is_cancelled;
  gint64        end;         /* monotonic */
} Service;

static void
cancelled_cb (GCancellable *cancellable, Service *self)
{
  g_atomic_int_set (&self->is_cancelled, 1);
}

/* 1: go on waiting */
static int
waiting_cb (http_t *http, void *data)
{
  Service *self = data;

  return !g_atomic_int_get (&self->is_cancelled) && g_get_monotonic_time () < self->end;
}

/* A password is not asked for: there may be no terminal, and a till has no time. */
static const char *
password_cb (const char *prompt, http_t *http, const char *method, const char *resource, void *data)
{
  return NULL;
}

static gboolean
connect_service (Service *self, guint milliseconds, GCancellable *cancellable, GError **error)
{
  self->cancellable = cancellable;
  self->end = g_get_monotonic_time () + milliseconds * G_GINT64_CONSTANT (1000);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (cancellable != NULL)
    self->handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  cupsSetPasswordCB2 (password_cb, NULL);
  self->http = httpConnect2 (cupsServer (), ippPort (), NULL, AF_UNSPEC, cupsEncryption (), 1,
                             CONNECT_MS, &self->is_cancelled);
  if (self->http != NULL)
    {
      httpSetTimeout (self->http, STEP, waiting_cb, self);
      return TRUE;
    }
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error_literal (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_MISSING,
                         _ ("The print service of this machine (CUPS) does not answer: is it installed and running?"));
  return FALSE;
}

static void
disconnect_service (Service *self)
{
  if (self->handler != 0)
    g_cancellable_disconnect (self->cancellable, self->handler);
  g_clear_pointer (&self->http, httpClose);
}

static void
set_service_error (Service *self, const char *name, ipp_status_t status, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return;
  if (status == IPP_STATUS_ERROR_NOT_FOUND)
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_MISSING,
                 _ ("There is no print queue “%s” any more: choose another one."), name);
  else if (status == IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED)
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_REFUSED,
                 _ ("The print queue “%s” does not take what a receipt printer understands: make it a raw queue, or choose a sheet of paper."),
                 name);
  else if (status == IPP_STATUS_ERROR_NOT_AUTHORIZED || status == IPP_STATUS_ERROR_FORBIDDEN
           || status == IPP_STATUS_ERROR_NOT_AUTHENTICATED
           || status == IPP_STATUS_ERROR_CUPS_AUTHENTICATION_CANCELED)
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_FORBIDDEN,
                 _ ("You may not print to the queue “%s”: ask an administrator."), name);
  else if (status == IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS)
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_REFUSED,
                 _ ("The print queue “%s” takes no jobs now."), name);
  else if (g_get_monotonic_time () >= self->end)
    g_set_error_literal (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_TIMED_OUT,
                         _ ("The print service of this machine (CUPS) does not answer in time."));
  else
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_FAILED,
                 _ ("The print service did not take the job: %s"), ippErrorString (status));
}

static ipp_t *
new_request (ipp_op_t operation, const char *name)
{
  ipp_t *request = ippNewRequest (operation);
  char uri[HTTP_MAX_URI];

  if (name != NULL)
    {
      httpAssembleURIf (HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", 0,
                        "/printers/%s", name);
      ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
    }
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser ());
  return request;
}

/* Sends a request, with a document after it. */
static ipp_t *
ask (Service *self, ipp_t *request, const char *resource, GBytes *document)
{
  gsize size = 0;
  const char *data = document != NULL ? g_bytes_get_data (document, &size) : NULL;
  http_status_t status = cupsSendRequest (self->http, request, resource, ippLength (request) + size);
  ipp_t *answer;

  if (status == HTTP_STATUS_CONTINUE && size > 0)
    status = cupsWriteRequestData (self->http, data, size);
  answer = cupsGetResponse (self->http, resource);
  ippDelete (request);
  return answer;
}

static gboolean
is_good (ipp_t *answer)
{
  return answer != NULL && ippGetStatusCode (answer) <= IPP_STATUS_OK_CONFLICTING;
}

static ipp_status_t
get_status (ipp_t *answer)
{
  return answer != NULL ? ippGetStatusCode (answer) : cupsLastError ();
}

static char **
take_names (ipp_t *answer)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (ipp_attribute_t *one = ippFirstAttribute (answer); one != NULL; one = ippNextAttribute (answer))
    {
      const char *name = g_strcmp0 (ippGetName (one), "printer-name") == 0
                             ? ippGetString (one, 0, NULL)
                             : NULL;

      if (name != NULL && *name != '\0' && g_utf8_validate (name, -1, NULL))
        g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

/**
 * foyer_printer_queue_list:
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Asks the system's print service for its queues. Blocks for ten seconds at most.
 *
 * Returns: (transfer full) (nullable): their names, perhaps none; %NULL with @error set
 */
GStrv
foyer_printer_queue_list (GCancellable *cancellable, GError **error)
{
  Service service = { 0 };
  char **names = NULL;
  ipp_t *answer;

  if (connect_service (&service, LIST_MS, cancellable, error))
    {
      ipp_t *request = new_request (IPP_OP_CUPS_GET_PRINTERS, NULL);

      ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", NULL,
                    "printer-name");
      answer = ask (&service, request, "/", NULL);
      /* without any queue the service says that it found nothing */
      if (is_good (answer) || get_status (answer) == IPP_STATUS_ERROR_NOT_FOUND)
        names = answer != NULL ? take_names (answer) : g_new0 (char *, 1);
      else
        set_service_error (&service, "", get_status (answer), error);
      ippDelete (answer);
    }
  disconnect_service (&service);
  return names;
}

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  char **names = foyer_printer_queue_list (cancellable, &error);

  if (names != NULL)
    g_task_return_pointer (task, names, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * foyer_printer_queue_list_async:
 * @cancellable: (nullable): stops it
 * @callback: (scope async): called when it is done
 * @user_data: for @callback
 *
 * As foyer_printer_queue_list() in a thread.
 */
void
foyer_printer_queue_list_async (GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, foyer_printer_queue_list_async);
  g_task_run_in_thread (task, list_thread);
}

/**
 * foyer_printer_queue_list_finish:
 * @result: of the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the names, or %NULL with @error set
 */
GStrv
foyer_printer_queue_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
has_reason (ipp_t *answer, const char *reason)
{
  ipp_attribute_t *reasons = ippFindAttribute (answer, "printer-state-reasons", IPP_TAG_KEYWORD);

  for (int i = 0; reasons != NULL && i < ippGetCount (reasons); i++)
    {
      const char *text = ippGetString (reasons, i, NULL);

      /* “media-empty-error” and “media-empty” stop a printer, “media-empty-warning” does not */
      if (text != NULL && g_str_has_prefix (text, reason)
          && !g_str_has_suffix (text, "-warning") && !g_str_has_suffix (text, "-report"))
        return TRUE;
    }
  return FALSE;
}

static gboolean
judge (ipp_t *answer, const char *name, GError **error)
{
  ipp_attribute_t *state = ippFindAttribute (answer, "printer-state", IPP_TAG_ENUM);
  ipp_attribute_t *accepts
      = ippFindAttribute (answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);

  if (has_reason (answer, "media-empty") || has_reason (answer, "media-needed"))
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_PAPER_OUT,
                 _ ("The printer “%s” is out of paper: put in a new roll, then print again."), name);
  else if (has_reason (answer, "cover-open") || has_reason (answer, "door-open"))
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_COVER_OPEN,
                 _ ("The cover of the printer “%s” is open: shut it, then print again."), name);
  else if (accepts != NULL && !ippGetBoolean (accepts, 0))
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_REFUSED,
                 _ ("The print queue “%s” takes no jobs now."), name);
  else if (state != NULL && ippGetInteger (state, 0) == IPP_PSTATE_STOPPED)
    g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_OFFLINE,
                 _ ("The print queue “%s” is stopped: start it in the system’s settings."), name);
  else
    return TRUE;

  return FALSE;
}

/* A job that would only wait is not sent: the sale's printing can go elsewhere. */
static gboolean
check_queue (Service *self, const char *name, GError **error)
{
  static const char *const wanted[]
      = { "printer-state", "printer-state-reasons", "printer-is-accepting-jobs" };
  ipp_t *request = new_request (IPP_OP_GET_PRINTER_ATTRIBUTES, name);
  gboolean is_well = FALSE;
  ipp_t *answer;

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (wanted), NULL, wanted);
  answer = ask (self, request, "/", NULL);
  if (is_good (answer))
    is_well = judge (answer, name, error);
  else
    set_service_error (self, name, get_status (answer), error);
  ippDelete (answer);
  return is_well;
}

static void
add_options (ipp_t *request, const char *const *options)
{
  cups_option_t *list = NULL;
  int n = 0;

  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    {
      const char *value = strchr (options[i], '=');
      g_autofree char *name = value != NULL ? g_strndup (options[i], value - options[i]) : NULL;

      if (name != NULL)
        n = cupsAddOption (name, value + 1, n, &list);
    }
  cupsEncodeOptions2 (request, n, list, IPP_TAG_JOB);
  cupsFreeOptions (n, list);
}

static gboolean
send_job (Service           *self,
          const char        *name,
          const char        *title,
          const char        *format,
          const char *const *options,
          GBytes            *bytes,
          GError           **error)
{
  ipp_t *request = new_request (IPP_OP_PRINT_JOB, name);
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *resource = g_strconcat ("/printers/", escaped, NULL);
  gboolean is_done;
  ipp_t *answer;

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, title);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, format);
  add_options (request, options);
  answer = ask (self, request, resource, bytes);
  is_done = is_good (answer);
  if (!is_done)
    set_service_error (self, name, get_status (answer), error);
  ippDelete (answer);
  return is_done;
}

/**
 * foyer_printer_queue_send:
 * @name: of the queue
 * @title: of the job
 * @format: %FOYER_PRINTER_RAW or %FOYER_PRINTER_PDF
 * @options: (nullable) (array zero-terminated=1): what the queue is told of the job, each as “name=value”
 * @bytes: what to print
 * @milliseconds: how long the print service may take
 * @cancellable: (nullable): stops it
 * @error: return location, %FOYER_PRINTER_ERROR with a sentence
 *
 * Gives a job to a queue of the system's print service. A queue that is stopped, or whose printer has no paper, gets none.
 * Blocks.
 *
 * Returns: %FALSE with @error set when the queue did not take the job
 */
gboolean
foyer_printer_queue_send (const char        *name,
                          const char        *title,
                          const char        *format,
                          const char *const *options,
                          GBytes            *bytes,
                          guint              milliseconds,
                          GCancellable      *cancellable,
                          GError           **error)
{
  Service service = { 0 };
  gboolean is_sent;

  g_return_val_if_fail (name != NULL && title != NULL && format != NULL && bytes != NULL, FALSE);

  is_sent = connect_service (&service, milliseconds, cancellable, error)
            && check_queue (&service, name, error)
            && send_job (&service, name, title, format, options, bytes, error);
  disconnect_service (&service);
  return is_sent;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cups/cups.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "foyer-fake-printer.h"

/* The print service's side of IPP, by the library that the real one is made of. */

struct _FakeService
{
  int         fd;
  int         stop[2];
  guint       port;
  GThread    *thread;
  GByteArray *document; /* (nullable) */
  ipp_t      *job;      /* (owned) (nullable) */
  gint        n_documents;
  char       *format;
};

static const struct
{
  const char  *name;
  ipp_pstate_t state;
  const char  *reason;
  gboolean     accepts;
  ipp_status_t answer; /* to a job */
} queues[] = {
  { "good", IPP_PSTATE_IDLE, "none", TRUE, IPP_STATUS_OK },
  { "low", IPP_PSTATE_IDLE, "media-empty-warning", TRUE, IPP_STATUS_OK },
  { "stopped", IPP_PSTATE_STOPPED, "paused", TRUE, IPP_STATUS_OK },
  { "empty", IPP_PSTATE_IDLE, "media-empty-error", TRUE, IPP_STATUS_OK },
  { "open", IPP_PSTATE_IDLE, "cover-open", TRUE, IPP_STATUS_OK },
  { "closed", IPP_PSTATE_IDLE, "none", FALSE, IPP_STATUS_OK },
  { "picky", IPP_PSTATE_IDLE, "none", TRUE, IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED },
  { "private", IPP_PSTATE_IDLE, "none", TRUE, IPP_STATUS_ERROR_FORBIDDEN },
};

static int
find_queue (ipp_t *request)
{
  ipp_attribute_t *uri = ippFindAttribute (request, "printer-uri", IPP_TAG_URI);
  const char *name = uri != NULL ? strrchr (ippGetString (uri, 0, NULL), '/') : NULL;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (queues); i++)
    if (strcmp (queues[i].name, name + 1) == 0)
      return i;
  return -1;
}

static ipp_t *
answer_list (ipp_t *request)
{
  ipp_t *answer = ippNewResponse (request);

  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    {
      ippAddString (answer, IPP_TAG_PRINTER, IPP_TAG_NAME, "printer-name", NULL, queues[i].name);
      ippAddSeparator (answer);
    }
  return answer;
}

static ipp_t *
answer_attributes (ipp_t *request, int queue)
{
  ipp_t *answer = ippNewResponse (request);

  ippAddInteger (answer, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", queues[queue].state);
  ippAddString (answer, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state-reasons", NULL,
                queues[queue].reason);
  ippAddBoolean (answer, IPP_TAG_PRINTER, "printer-is-accepting-jobs", queues[queue].accepts);
  return answer;
}

static ipp_t *
answer_job (FakeService *self, http_t *http, ipp_t *request, int queue)
{
  ipp_t *answer = ippNewResponse (request);
  ipp_attribute_t *format = ippFindAttribute (request, "document-format", IPP_TAG_MIMETYPE);
  char data[4096];
  gssize n;

  g_clear_pointer (&self->document, g_byte_array_unref);
  self->document = g_byte_array_new ();
  while ((n = httpRead2 (http, data, sizeof data)) > 0)
    g_byte_array_append (self->document, (const guint8 *) data, n);
  g_free (self->format);
  self->format = g_strdup (ippGetString (format, 0, NULL));
  ippSetStatusCode (answer, queues[queue].answer);
  if (self->job != NULL)
    ippDelete (self->job);
  self->job = ippNew ();
  ippCopyAttributes (self->job, request, 0, NULL, NULL);
  g_atomic_int_inc (&self->n_documents);
  return answer;
}

static ipp_t *
answer_request (FakeService *self, http_t *http, ipp_t *request)
{
  int queue = find_queue (request);
  ipp_t *answer;

  if (ippGetOperation (request) == IPP_OP_CUPS_GET_PRINTERS)
    return answer_list (request);
  if (queue >= 0)
    return ippGetOperation (request) == IPP_OP_PRINT_JOB ? answer_job (self, http, request, queue)
                                                         : answer_attributes (request, queue);
  answer = ippNewResponse (request);
  ippSetStatusCode (answer, IPP_STATUS_ERROR_NOT_FOUND);
  return answer;
}

/* FALSE: the client has hung up. */
static gboolean
serve_request (FakeService *self, http_t *http)
{
  char resource[1024];
  http_state_t state;
  http_status_t status;
  ipp_t *request, *answer;

  while ((state = httpReadRequest (http, resource, sizeof resource)) == HTTP_STATE_WAITING)
    usleep (1);
  if (state != HTTP_STATE_POST)
    return FALSE;
  while ((status = httpUpdate (http)) == HTTP_STATUS_CONTINUE)
    ;
  if (status != HTTP_STATUS_OK)
    return FALSE;
  if (httpGetExpect (http) == HTTP_STATUS_CONTINUE)
    httpWriteResponse (http, HTTP_STATUS_CONTINUE);
  request = ippNew ();
  while (ippRead (http, request) != IPP_STATE_DATA)
    if (ippGetState (request) == IPP_STATE_ERROR)
      break;
  answer = answer_request (self, http, request);
  httpClearFields (http);
  httpSetField (http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
  httpSetLength (http, ippLength (answer));
  httpWriteResponse (http, HTTP_STATUS_OK);
  ippSetState (answer, IPP_STATE_IDLE);
  ippWrite (http, answer);
  httpFlushWrite (http);
  ippDelete (answer);
  ippDelete (request);
  return TRUE;
}

static gpointer
service_thread (gpointer data)
{
  FakeService *self = data;

  for (;;)
    {
      struct pollfd fds[2] = { { .fd = self->stop[0], .events = POLLIN },
                               { .fd = self->fd, .events = POLLIN } };
      http_t *http;

      g_assert_cmpint (poll (fds, 2, -1), >, 0);
      if (fds[0].revents != 0)
        return NULL;
      http = httpAcceptConnection (self->fd, 1);
      if (http == NULL)
        continue;
      while (serve_request (self, http))
        ;
      httpClose (http);
    }
}

FakeService *
fake_service_new (void)
{
  FakeService *self = g_new0 (FakeService, 1);
  http_addrlist_t *list = httpAddrGetList ("127.0.0.1", AF_INET, "0");
  http_addr_t place;
  socklen_t length = sizeof place;

  self->fd = httpAddrListen (&list->addr, 0);
  g_assert_cmpint (self->fd, >=, 0);
  g_assert_cmpint (getsockname (self->fd, (struct sockaddr *) &place, &length), ==, 0);
  self->port = httpAddrPort (&place);
  httpAddrFreeList (list);
  g_assert_cmpint (pipe (self->stop), ==, 0);
  self->thread = g_thread_new ("cups", service_thread, self);
  return self;
}

guint
fake_service_get_port (FakeService *self)
{
  return self->port;
}

char *
fake_service_dup_told (FakeService *self, const char *name)
{
  ipp_attribute_t *told = ippFindAttribute (self->job, name, IPP_TAG_ZERO);
  char text[256];

  if (told == NULL)
    return NULL;
  ippAttributeString (told, text, sizeof text);
  return g_strdup (text);
}

guint
fake_service_count (FakeService *self)
{
  return (guint) g_atomic_int_get (&self->n_documents);
}

GBytes *
fake_service_end (FakeService *self, char **format)
{
  GBytes *document;

  g_assert_cmpint (write (self->stop[1], "", 1), ==, 1);
  g_thread_join (self->thread);
  close (self->fd);
  close (self->stop[0]);
  close (self->stop[1]);
  document = self->document != NULL ? g_byte_array_free_to_bytes (self->document) : NULL;
  *format = self->format;
  if (self->job != NULL)
    ippDelete (self->job);
  g_free (self);
  return document;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pull.h"

#include "foyer-changes.h"
#include "foyer-held-values.h"
#include "foyer-pull-page.h"
#include "foyer-row-json.h"

/* Rows of an answer: about 6 MB of tickets. */
#define PAGE 10000
/* Pages that wait to be written while the next is fetched. */
#define MOST_WAITING 2

typedef struct
{
  FoyerAccount *account;
  FoyerDatabase *db;
  gint64 server_key;
  FoyerPullCount *count;
  GPtrArray *events; /* (owned) of FoyerHostedEvent: as asked, with their next cursors */
  FoyerPullPages *pages;
  guint n_waiting;
  GCancellable *cancellable;
} Pull;

/* The cursors of the events to be asked for; NULL when there is none. */
static char *
write_cursors (GPtrArray *events, gboolean is_anew)
{
  g_autoptr (GString) json = g_string_new ("{\"cursors\": [");
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (events, i);
      char id[FOYER_UUID_STRING_SIZE];

      if (event->is_new || event->is_gone)
        continue;
      foyer_uuid_format (&event->event_id, id);
      g_string_append_printf (json, "%s{\"event_id\": \"%s\", \"cursor\": ", n++ > 0 ? ", " : "",
                              id);
      foyer_row_json_append_text (json, is_anew ? NULL : event->cursor);
      g_string_append_c (json, '}');
    }
  if (n == 0)
    return NULL;
  g_string_append_printf (json, "], \"most\": %d}", PAGE);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static GBytes *
ask (Pull *self, gboolean is_anew, GError **error)
{
  g_autofree char *cursors = write_cursors (self->events, is_anew);

  return cursors != NULL
             ? foyer_account_call (self->account, "changes", cursors, self->cancellable, error)
             : g_bytes_new_static ("[]", 2);
}

static FoyerPullPage *
fetch (Pull *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) bytes = ask (self, FALSE, &failure);
  FoyerRestClient *client = foyer_account_get_client (self->account);
  gboolean is_anew =
      bytes == NULL && g_strcmp0 (foyer_rest_client_get_code (client), "CURSOR_WRONG") == 0;

  /* A server that makes others now, or somebody who stood between: all of it once more. */
  if (is_anew)
    bytes = ask (self, TRUE, error);
  else if (bytes == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return bytes != NULL ? foyer_pull_page_read (bytes, self->events, is_anew, error) : NULL;
}

static GBytes *
fetch_image (Pull *self, const FoyerUuid *image_id, GError **error)
{
  g_autofree char *path = NULL;
  char id[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (image_id, id);
  path = g_strconcat ("images?id=eq.", id, NULL);
  return foyer_account_get (self->account, path, self->cancellable, error);
}

/* Pictures that the writer waits for, one after the other. */
static gboolean
send_images (Pull *self, GError **error)
{
  const FoyerUuid *id;

  while ((id = foyer_pull_pages_wanted (self->pages)) != NULL)
    {
      GBytes *answer = fetch_image (self, id, error);

      foyer_pull_pages_give (self->pages, answer);
      if (answer == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Waits for one page to be written. TRUE when it is. */
static gboolean
settle_page (Pull *self, GError **error)
{
  FoyerPullCount count;
  FoyerWritten written;

  while ((written = foyer_pull_pages_wait (self->pages, &count, error)) == FOYER_WRITTEN_WANTS)
    if (!send_images (self, error))
      return FALSE;
  if (written == FOYER_WRITTEN_FAILED)
    return FALSE;
  self->n_waiting--;
  self->count->n_rows = count.n_rows;
  self->count->n_tickets = count.n_tickets;
  self->count->n_gone = count.n_gone;
  self->count->n_pages++;
  return TRUE;
}

/* Of what is loaded in this round, also what has ended. */
static void
count_load (Pull *self)
{
  gboolean is_known = TRUE;

  self->count->load_rows = self->count->load_done = 0;
  for (guint i = 0; i < self->events->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (self->events, i);

      is_known &= event->load == FOYER_LOAD_NONE || event->load_rows > 0;
      self->count->load_rows += event->load_rows;
      self->count->load_done += event->load_done;
    }
  if (!is_known)
    self->count->load_rows = self->count->load_done = 0;
}

/* What came before the network failed is written, so that it is not fetched again. */
static void
settle_waiting (Pull *self)
{
  g_autoptr (GError) error = NULL;

  while (self->n_waiting > 0 && !g_cancellable_is_cancelled (self->cancellable))
    if (!settle_page (self, &error))
      return;
}

/* Fetches and hands on until nothing is missing. */
static gboolean
run (Pull *self, FoyerPullProgress progress, gpointer progress_data, GError **error)
{
  gboolean is_more = TRUE;

  while (is_more)
    {
      FoyerPullPage *page = fetch (self, error);

      if (page == NULL)
        {
          settle_waiting (self);
          return FALSE;
        }
      is_more = foyer_pull_page_is_more (page);
      self->count->is_loading |= foyer_pull_page_is_load (page);
      self->count->is_restored |= foyer_pull_page_is_restored (page);
      count_load (self);
      foyer_pull_pages_push (self->pages, page);
      self->n_waiting++;
      while (self->n_waiting > (is_more ? MOST_WAITING - 1 : 0))
        if (!settle_page (self, error))
          return FALSE;
      if (progress != NULL && !progress (self->count, progress_data))
        break;
    }
  while (self->n_waiting > 0)
    if (!settle_page (self, error))
      return FALSE;
  return TRUE;
}

static FoyerPending *
read_pending (FoyerDatabase *db, gint64 server_key, GError **error)
{
  g_autoptr (FoyerServer) server = foyer_server_store_get (db, server_key, error);
  gint64 position = server != NULL ? foyer_journal_get_position (db, error) : -1;

  return position < 0 ? NULL
                      : foyer_pending_read (db, server_key, server->pushed_set, position, error);
}

/**
 * foyer_pull_run:
 * @account: the person at the server
 * @db: a connection that writes; another thread uses it meanwhile
 * @server_key: the server
 * @progress: (nullable): called after each page
 * @progress_data: for @progress
 * @count: (out caller-allocates): what was done, also with an error
 * @cancellable: (nullable): stops it between pages and while waiting
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_pull_run (FoyerAccount *account,
                FoyerDatabase *db,
                gint64 server_key,
                FoyerPullProgress progress,
                gpointer progress_data,
                FoyerPullCount *count,
                GCancellable *cancellable,
                GError **error)
{
  Pull self = { .account = account, .db = db, .server_key = server_key, .count = count };
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (FoyerPending) earlier = NULL;
  gboolean is_done;

  *count = (FoyerPullCount){ 0 };
  events = foyer_server_store_events (db, server_key, error);
  if (events == NULL)
    return FALSE;
  if (!foyer_held_values_is_empty (db))
    {
      earlier = read_pending (db, server_key, error);
      if (earlier == NULL)
        return FALSE;
    }
  self.events = events;
  self.cancellable = cancellable;
  self.pages = foyer_pull_pages_new (db, server_key);
  is_done = run (&self, progress, progress_data, error);
  foyer_pull_pages_free (self.pages);
  if (!is_done || earlier == NULL)
    return is_done;
  return foyer_pull_pages_let_go (db, server_key, earlier, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pull.h"

#include "foyer-changes.h"
#include "foyer-feed-answer.h"
#include "foyer-held-values.h"
#include "foyer-page-writer.h"
#include "foyer-row-json.h"

#include <string.h>

/* Rows of an answer: about 6 MB of tickets. */
#define PAGE 10000

typedef struct
{
  FoyerAccount *account;
  FoyerDatabase *db;
  gint64 server_key;
  FoyerPullCount *count;
  FoyerPageWriter *writer;
  GPtrArray *events; /* (owned) (nullable) of FoyerHostedEvent: as asked */
  GCancellable *cancellable;
  gboolean is_noted; /* that the server is an older one */
} Pull;

/* An answer, and what it was an answer to. */
typedef struct
{
  Pull *pull;
  GBytes *bytes;      /* (owned) */
  GArray *answers;    /* (owned) of FoyerFeedAnswer; they point into bytes */
  GPtrArray *befores; /* (owned) of char *: the cursor of each, (nullable) */
  GArray *loads;      /* (owned) of FoyerLoad */
  gboolean is_more;
  GError *error; /* (owned) (nullable) of writing */
} Page;

static void
page_free (Page *page)
{
  if (page == NULL)
    return;
  g_clear_pointer (&page->answers, g_array_unref);
  g_clear_pointer (&page->befores, g_ptr_array_unref);
  g_clear_pointer (&page->loads, g_array_unref);
  g_clear_pointer (&page->bytes, g_bytes_unref);
  g_clear_error (&page->error);
  g_free (page);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

static gboolean
is_asked (const FoyerHostedEvent *event)
{
  return !event->is_new && !event->is_gone;
}

/* The cursors of the events to be asked for; NULL when there is none. */
static char *
write_cursors (GPtrArray *events)
{
  g_autoptr (GString) json = g_string_new ("{\"cursors\": [");
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (events, i);
      char id[FOYER_UUID_STRING_SIZE];

      if (!is_asked (event))
        continue;
      foyer_uuid_format (&event->event_id, id);
      g_string_append_printf (json, "%s{\"event_id\": \"%s\", \"cursor\": ", n++ > 0 ? ", " : "",
                              id);
      foyer_row_json_append_text (json, event->cursor);
      g_string_append_c (json, '}');
    }
  if (n == 0)
    return NULL;
  g_string_append_printf (json, "], \"most\": %d}", PAGE);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static FoyerHostedEvent *
find_event (GPtrArray *events, const FoyerUuid *event_id)
{
  for (guint i = 0; i < events->len; i++)
    {
      FoyerHostedEvent *event = g_ptr_array_index (events, i);

      if (foyer_uuid_equal (&event->event_id, event_id))
        return event;
    }
  return NULL;
}

/* Cursors begin with what names the database, which another one after a restore does not share. */
static gboolean
is_other_database (const char *before, const char *after)
{
  gsize length = strcspn (before, "|");

  return strncmp (before, after, length) != 0 || after[length] != '|';
}

static FoyerLoad
next_load (Pull *self, const FoyerHostedEvent *event, const FoyerFeedAnswer *answer)
{
  if (answer->status != FOYER_FEED_LOAD)
    return event->load;
  if (event->cursor == NULL)
    return FOYER_LOAD_FIRST;
  if (!is_other_database (event->cursor, answer->cursor))
    return event->load == FOYER_LOAD_RESTORED ? FOYER_LOAD_RESTORED : FOYER_LOAD_ANEW;
  self->count->is_restored = TRUE;
  return FOYER_LOAD_RESTORED;
}

/* What each answer is to, and from where the next question goes on. */
static Page *
read_page (Pull *self, GBytes *bytes, GError **error)
{
  g_autoptr (Page) page = g_new0 (Page, 1);

  page->pull = self;
  page->bytes = g_bytes_ref (bytes);
  page->answers = foyer_feed_answer_read (bytes, error);
  if (page->answers == NULL)
    return NULL;
  page->befores = g_ptr_array_new_with_free_func (g_free);
  page->loads = g_array_new (FALSE, TRUE, sizeof (FoyerLoad));
  for (guint i = 0; i < page->answers->len; i++)
    {
      FoyerFeedAnswer *answer = &g_array_index (page->answers, FoyerFeedAnswer, i);
      FoyerHostedEvent *event = find_event (self->events, &answer->event_id);
      FoyerLoad load = FOYER_LOAD_NONE;

      if (!foyer_feed_answer_check (answer, error))
        return NULL;
      g_ptr_array_add (page->befores, g_strdup (event != NULL ? event->cursor : NULL));
      if (event != NULL && answer->status != FOYER_FEED_GONE)
        {
          load = next_load (self, event, answer);
          answer->is_more |= answer->status == FOYER_FEED_LOAD;
          event->load = answer->is_more ? load : FOYER_LOAD_NONE;
          g_free (event->cursor);
          event->cursor = g_strdup (answer->cursor);
          page->is_more |= answer->is_more;
          self->count->is_loading |= load != FOYER_LOAD_NONE;
        }
      g_array_append_val (page->loads, load);
    }
  return g_steal_pointer (&page);
}

/* On a thread of its own, with the connection to itself. */
static gpointer
write_page (gpointer data)
{
  Page *page = data;

  for (guint i = 0; i < page->answers->len && page->error == NULL; i++)
    {
      const FoyerFeedAnswer *answer = &g_array_index (page->answers, FoyerFeedAnswer, i);

      /* What was not asked for is not taken. */
      if (answer->status != FOYER_FEED_GONE &&
          find_event (page->pull->events, &answer->event_id) != NULL)
        foyer_page_writer_write (page->pull->writer, answer,
                                 g_array_index (page->loads, FoyerLoad, i), &page->error);
    }
  return NULL;
}

static gboolean
fetch_images (Pull *self, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (GArray) missing = foyer_page_writer_missing (self->writer);

  for (guint i = 0; i < missing->len; i++)
    {
      char id[FOYER_UUID_STRING_SIZE];
      g_autofree char *path = NULL;
      g_autoptr (GBytes) answer = NULL;

      foyer_uuid_format (&g_array_index (missing, FoyerUuid, i), id);
      path = g_strconcat ("images?id=eq.", id, NULL);
      answer = foyer_account_get (self->account, path, self->cancellable, error);
      if (answer == NULL || !foyer_page_writer_image (self->writer, event_id, answer, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_gone (Pull *self, const FoyerUuid *event_id, GError **error)
{
  self->count->n_gone++;
  return foyer_server_store_set_gone (self->db, event_id, error);
}

/* Where the feeds go on, now that everything before is here. */
static gboolean
finish_page (Pull *self, Page *page, GError **error)
{
  for (guint i = 0; i < page->answers->len; i++)
    {
      const FoyerFeedAnswer *answer = &g_array_index (page->answers, FoyerFeedAnswer, i);
      const char *before = g_ptr_array_index (page->befores, i);
      FoyerLoad load = g_array_index (page->loads, FoyerLoad, i);
      gboolean is_end = load != FOYER_LOAD_NONE && !answer->is_more;

      const FoyerHostedEvent *event = find_event (self->events, &answer->event_id);

      if (event == NULL)
        continue;
      if (answer->status == FOYER_FEED_GONE)
        {
          if (!take_gone (self, &answer->event_id, error))
            return FALSE;
          continue;
        }
      if (!fetch_images (self, &answer->event_id, error) ||
          !foyer_page_writer_finish (self->writer, answer, before, load, is_end, event->synced_at,
                                     error))
        return FALSE;
    }
  self->count->n_pages++;
  return TRUE;
}

static GBytes *
ask (Pull *self, GError **error)
{
  g_autofree char *cursors = write_cursors (self->events);

  return cursors != NULL
             ? foyer_account_call (self->account, "changes", cursors, self->cancellable, error)
             : g_bytes_new_static ("[]", 2);
}

/* The next page, checked. */
static Page *
fetch (Pull *self, GError **error)
{
  g_autoptr (GBytes) bytes = ask (self, error);

  return bytes != NULL ? read_page (self, bytes, error) : NULL;
}

/* The server is an older one: noted before anything of it is written. */
static gboolean
note_restored (Pull *self, GError **error)
{
  if (!self->count->is_restored || self->is_noted)
    return TRUE;
  self->is_noted = TRUE;
  return foyer_server_store_set_restored (self->db, self->server_key, g_get_real_time (), error);
}

/* Writes one page while the next is fetched and looked at. NULL with error: of the writing first.
 */
static Page *
turn (Pull *self, Page *page, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (Page) next = NULL;
  GThread *writing;

  if (!note_restored (self, error))
    return NULL;
  writing = g_thread_new ("foyer-pages", write_page, page);
  if (page->is_more)
    next = fetch (self, &failure);
  g_thread_join (writing);
  if (page->error != NULL)
    g_propagate_error (error, g_steal_pointer (&page->error));
  else if (!finish_page (self, page, error))
    return NULL;
  else if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    return g_steal_pointer (&next);
  return NULL;
}

static gboolean
run (Pull *self, FoyerPullProgress progress, gpointer progress_data, GError **error)
{
  Page *page = fetch (self, error);

  if (page == NULL)
    return FALSE;
  while (page != NULL)
    {
      GError *failure = NULL;
      Page *next = turn (self, page, &failure);

      page_free (page);
      page = next;
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (progress != NULL && !progress (self->count, progress_data))
        {
          page_free (page);
          return TRUE;
        }
    }
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
 * @db: a connection that writes
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
  g_autoptr (FoyerPageWriter) writer = foyer_page_writer_new (db, server_key, count);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (FoyerPending) earlier = NULL;

  *count = (FoyerPullCount){ 0 };
  events = foyer_server_store_events (db, server_key, error);
  if (events == NULL)
    return FALSE;
  self.writer = writer;
  self.events = events;
  self.cancellable = cancellable;
  earlier = foyer_held_values_is_empty (db) ? NULL : read_pending (db, server_key, error);
  if (!run (&self, progress, progress_data, error))
    return FALSE;
  if (earlier == NULL)
    return TRUE;
  return foyer_page_writer_let_go (writer, earlier, error);
}

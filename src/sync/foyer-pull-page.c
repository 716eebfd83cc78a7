/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pull-page.h"

#include <string.h>

/* What an event was asked with, and what its answer means. */
typedef struct
{
  char *before; /* (owned) (nullable): the cursor */
  gint64 noted_at;
  FoyerLoad load;
  gboolean is_asked;
} Turn;

struct _FoyerPullPage
{
  GBytes *bytes;   /* (owned) */
  GArray *answers; /* (owned) of FoyerFeedAnswer; they point into bytes */
  GArray *turns;   /* (owned) of Turn: one for each */
  gboolean is_more;
  gboolean is_load;
  gboolean is_restored;
  gboolean is_anew;
};

static void
turn_clear (gpointer data)
{
  g_free (((Turn *) data)->before);
}

/**
 * foyer_pull_page_free:
 * @self: (transfer full) (nullable): a page
 */
void
foyer_pull_page_free (FoyerPullPage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->answers, g_array_unref);
  g_clear_pointer (&self->turns, g_array_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
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
next_load (FoyerPullPage *self, const FoyerHostedEvent *event, const FoyerFeedAnswer *answer)
{
  if (answer->status != FOYER_FEED_LOAD)
    return event->load;
  if (event->cursor == NULL)
    return FOYER_LOAD_FIRST;
  if (self->is_anew)
    return FOYER_LOAD_ANEW;
  if (!is_other_database (event->cursor, answer->cursor))
    return event->load == FOYER_LOAD_RESTORED ? FOYER_LOAD_RESTORED : FOYER_LOAD_ANEW;
  self->is_restored = TRUE;
  return FOYER_LOAD_RESTORED;
}

static void
read_turn (FoyerPullPage *self, FoyerFeedAnswer *answer, FoyerHostedEvent *event, Turn *turn)
{
  turn->is_asked = TRUE;
  turn->before = g_strdup (event->cursor);
  turn->noted_at = event->noted_at;
  if (answer->status == FOYER_FEED_GONE)
    return;
  turn->load = next_load (self, event, answer);
  answer->is_more |= answer->status == FOYER_FEED_LOAD;
  event->load = answer->is_more ? turn->load : FOYER_LOAD_NONE;
  if (turn->load != FOYER_LOAD_NONE)
    {
      event->load_rows = MAX (answer->n_rows, 0);
      event->load_done = CLAMP (answer->n_done, 0, event->load_rows);
    }
  g_free (event->cursor);
  event->cursor = g_strdup (answer->cursor);
  self->is_more |= answer->is_more;
  self->is_load |= turn->load != FOYER_LOAD_NONE;
}

/**
 * foyer_pull_page_read:
 * @bytes: what the server answered
 * @events: (element-type FoyerHostedEvent): what it was asked for; their cursors go on
 * @is_anew: whether it was asked without their cursors, which the server did not know any more
 * @error: return location
 *
 * Looks at what the answer is, but not yet at its rows. What was not asked for is not taken.
 *
 * Returns: (transfer full): the page; %NULL with error NOT_UNDERSTOOD
 */
FoyerPullPage *
foyer_pull_page_read (GBytes *bytes, GPtrArray *events, gboolean is_anew, GError **error)
{
  g_autoptr (FoyerPullPage) self = g_new0 (FoyerPullPage, 1);

  self->is_anew = is_anew;
  self->bytes = g_bytes_ref (bytes);
  self->answers = foyer_feed_answer_read (bytes, error);
  if (self->answers == NULL)
    return NULL;
  self->turns = g_array_new (FALSE, TRUE, sizeof (Turn));
  g_array_set_clear_func (self->turns, turn_clear);
  g_array_set_size (self->turns, self->answers->len);
  for (guint i = 0; i < self->answers->len; i++)
    {
      FoyerFeedAnswer *answer = &g_array_index (self->answers, FoyerFeedAnswer, i);
      FoyerHostedEvent *event = find_event (events, &answer->event_id);

      if (event != NULL)
        read_turn (self, answer, event, &g_array_index (self->turns, Turn, i));
    }
  return g_steal_pointer (&self);
}

/**
 * foyer_pull_page_is_more:
 * @self: a page
 *
 * Returns: whether to ask again at once
 */
gboolean
foyer_pull_page_is_more (const FoyerPullPage *self)
{
  return self->is_more;
}

/**
 * foyer_pull_page_is_load:
 * @self: a page
 *
 * Returns: whether it is of an event of which all comes
 */
gboolean
foyer_pull_page_is_load (const FoyerPullPage *self)
{
  return self->is_load;
}

/**
 * foyer_pull_page_is_restored:
 * @self: a page
 *
 * Returns: whether the server is another one now
 */
gboolean
foyer_pull_page_is_restored (const FoyerPullPage *self)
{
  return self->is_restored;
}

/* The thread. */

/* What goes back to the one who fetches. */
typedef struct
{
  FoyerWritten written;
  FoyerPullCount count;
  GError *error; /* (owned) (nullable) */
} Report;

static void
report_free (gpointer data)
{
  g_clear_error (&((Report *) data)->error);
  g_free (data);
}

struct _FoyerPullPages
{
  FoyerDatabase *db; /* (owned) */
  gint64 server_key;
  GThread *thread;
  GAsyncQueue *pages;   /* (owned) of FoyerPullPage; a page without bytes ends it */
  GAsyncQueue *reports; /* (owned) of Report */
  GAsyncQueue *images;  /* (owned) of GBytes; an empty one gives up */
  GArray *wanted;       /* (owned) (nullable) of FoyerUuid: as long as the thread waits */
  guint n_given;
  int is_stopped; /* atomic */
};

static void
report (FoyerPullPages *self, FoyerWritten written, const FoyerPullCount *count, GError *error)
{
  Report letter = { written, *count, error };

  g_async_queue_push (self->reports, g_memdup2 (&letter, sizeof letter));
}

/* FALSE without error: it is given up. */
static gboolean
fetch_images (FoyerPullPages *self,
              FoyerPageWriter *writer,
              const FoyerUuid *event_id,
              const FoyerPullCount *count,
              GError **error)
{
  g_autoptr (GArray) missing = foyer_page_writer_missing (writer);

  if (missing->len == 0)
    return TRUE;
  self->wanted = missing;
  self->n_given = 0;
  report (self, FOYER_WRITTEN_WANTS, count, NULL);
  for (guint i = 0; i < missing->len; i++)
    {
      g_autoptr (GBytes) answer = g_async_queue_pop (self->images);

      if (g_bytes_get_size (answer) == 0)
        return FALSE;
      if (!foyer_page_writer_image (writer, event_id, answer, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_answer (FoyerPullPages *self,
              FoyerPageWriter *writer,
              const FoyerFeedAnswer *answer,
              const Turn *turn,
              FoyerPullCount *count,
              GError **error)
{
  gboolean is_end = turn->load != FOYER_LOAD_NONE && !answer->is_more;

  if (!turn->is_asked)
    return TRUE;
  if (answer->status == FOYER_FEED_GONE)
    {
      count->n_gone++;
      return foyer_server_store_set_gone (self->db, &answer->event_id, error);
    }
  return foyer_page_writer_read (writer, answer, error) &&
         foyer_page_writer_write (writer, answer, turn->load, error) &&
         fetch_images (self, writer, &answer->event_id, count, error) &&
         foyer_page_writer_finish (writer, answer, turn->before, turn->load, is_end,
                                   turn->noted_at, error);
}

/* Nothing of a page is written when one row of it cannot be. */
static gboolean
check_page (FoyerPageWriter *writer, FoyerPullPage *page, GError **error)
{
  for (guint i = 0; i < page->answers->len && page->answers->len > 1; i++)
    if (!foyer_page_writer_read (writer, &g_array_index (page->answers, FoyerFeedAnswer, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_page (FoyerPullPages *self,
            FoyerPageWriter *writer,
            FoyerPullPage *page,
            FoyerPullCount *count,
            GError **error)
{
  if (!check_page (writer, page, error) ||
      (page->is_restored &&
       !foyer_server_store_set_restored (self->db, self->server_key, g_get_real_time (), error)))
    return FALSE;
  for (guint i = 0; i < page->answers->len; i++)
    if (!write_answer (self, writer, &g_array_index (page->answers, FoyerFeedAnswer, i),
                       &g_array_index (page->turns, Turn, i), count, error))
      return FALSE;
  return TRUE;
}

static gpointer
pages_thread (gpointer data)
{
  FoyerPullPages *self = data;
  FoyerPullCount count = { 0 };
  g_autoptr (FoyerPageWriter) writer = foyer_page_writer_new (self->db, self->server_key, &count);
  gboolean is_broken = FALSE;

  for (;;)
    {
      g_autoptr (FoyerPullPage) page = g_async_queue_pop (self->pages);
      GError *error = NULL;

      if (page->bytes == NULL)
        return NULL;
      if (is_broken || g_atomic_int_get (&self->is_stopped))
        continue;
      is_broken = !write_page (self, writer, page, &count, &error);
      report (self, is_broken ? FOYER_WRITTEN_FAILED : FOYER_WRITTEN_DONE, &count, error);
    }
}

/**
 * foyer_pull_pages_new:
 * @db: a connection that writes, which is the thread's until it is freed
 * @server_key: the server
 *
 * Returns: (transfer full): a thread that waits for pages
 */
FoyerPullPages *
foyer_pull_pages_new (FoyerDatabase *db, gint64 server_key)
{
  FoyerPullPages *self = g_new0 (FoyerPullPages, 1);

  self->db = g_object_ref (db);
  self->server_key = server_key;
  self->pages = g_async_queue_new_full ((GDestroyNotify) foyer_pull_page_free);
  self->reports = g_async_queue_new_full (report_free);
  self->images = g_async_queue_new_full ((GDestroyNotify) g_bytes_unref);
  self->thread = g_thread_new ("foyer-pages", pages_thread, self);
  return self;
}

/**
 * foyer_pull_pages_push:
 * @self: a thread
 * @page: (transfer full): what is to be written
 */
void
foyer_pull_pages_push (FoyerPullPages *self, FoyerPullPage *page)
{
  g_async_queue_push (self->pages, page);
}

/**
 * foyer_pull_pages_wait:
 * @self: a thread that was given a page
 * @count: (out): what it has written so far
 * @error: return location, for FAILED; it may be unset when it was given up
 *
 * Returns: what became of the first page that waits
 */
FoyerWritten
foyer_pull_pages_wait (FoyerPullPages *self, FoyerPullCount *count, GError **error)
{
  Report *letter = g_async_queue_pop (self->reports);
  FoyerWritten written = letter->written;

  *count = letter->count;
  if (letter->error != NULL)
    g_propagate_error (error, g_steal_pointer (&letter->error));
  report_free (letter);
  return written;
}

/**
 * foyer_pull_pages_wanted:
 * @self: a thread that wants pictures
 *
 * Returns: (transfer none) (nullable): the next of them
 */
const FoyerUuid *
foyer_pull_pages_wanted (FoyerPullPages *self)
{
  if (self->wanted != NULL && self->n_given < self->wanted->len)
    return &g_array_index (self->wanted, FoyerUuid, self->n_given);
  return NULL;
}

/**
 * foyer_pull_pages_give:
 * @self: a thread that wants pictures
 * @answer: (transfer full) (nullable): the next of them
 */
void
foyer_pull_pages_give (FoyerPullPages *self, GBytes *answer)
{
  /* Once it has the last one the thread goes on, and its list is gone. */
  if (++self->n_given == self->wanted->len || answer == NULL)
    self->wanted = NULL;
  g_async_queue_push (self->images, answer != NULL ? answer : g_bytes_new_static (NULL, 0));
}

/**
 * foyer_pull_pages_free:
 * @self: (transfer full) (nullable): a thread
 */
void
foyer_pull_pages_free (FoyerPullPages *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->is_stopped, TRUE);
  /* Should it wait for a picture. */
  g_async_queue_push (self->images, g_bytes_new_static (NULL, 0));
  g_async_queue_push (self->pages, g_new0 (FoyerPullPage, 1));
  g_thread_join (self->thread);
  g_async_queue_unref (self->pages);
  g_async_queue_unref (self->reports);
  g_async_queue_unref (self->images);
  g_object_unref (self->db);
  g_free (self);
}

/**
 * foyer_pull_pages_let_go:
 * @db: a connection that writes
 * @server_key: the server
 * @earlier: what was pending when it was asked
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_pull_pages_let_go (FoyerDatabase *db,
                         gint64 server_key,
                         FoyerPending *earlier,
                         GError **error)
{
  FoyerPullCount count = { 0 };
  g_autoptr (FoyerPageWriter) writer = foyer_page_writer_new (db, server_key, &count);

  return foyer_page_writer_let_go (writer, earlier, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-private.h"

#include "foyer-row-store.h"

/* A screen has about 25 rows, and only those are read before its frame is painted. */
#define PAGE_ROWS 32
#define MAX_PAGES 64

typedef struct
{
  guint number;
  guint n_rows;
  FoyerAttendeeRow rows[PAGE_ROWS];
} Page;

struct _FoyerAttendeePages
{
  FoyerDatabase *reader; /* (owned) */
  GQueue pages;          /* (owned) (element-type Page), the last used first */
};

static void
page_free (gpointer data)
{
  Page *self = data;

  for (guint i = 0; i < self->n_rows; i++)
    {
      g_clear_pointer (&self->rows[i].ticket, foyer_ticket_free);
      g_clear_pointer (&self->rows[i].order, foyer_order_free);
    }
  g_free (self);
}

/* A row that cannot be read is shown empty: it was there when the query ran. */
static Page *
page_load (FoyerDatabase *reader, const GArray *keys, guint number)
{
  Page *self = g_new0 (Page, 1);
  guint start = number * PAGE_ROWS;
  gboolean is_mine;

  self->number = number;
  self->n_rows = MIN (PAGE_ROWS, keys->len - start);
  foyer_database_begin_reading (reader, &is_mine, NULL);
  for (guint i = 0; i < self->n_rows; i++)
    {
      FoyerAttendeeRow *row = &self->rows[i];

      row->ticket = foyer_row_store_get (reader, &FOYER_TICKET_TYPE,
                                         g_array_index (keys, gint64, start + i), NULL);
      if (row->ticket != NULL && !foyer_uuid_is_nil (&row->ticket->order_id))
        row->order = foyer_row_store_find (reader, &FOYER_ORDER_TYPE, &row->ticket->order_id, NULL);
    }
  foyer_database_end_reading (reader, is_mine);
  return self;
}

FoyerAttendeePages *
foyer_attendee_pages_new (FoyerDatabase *reader)
{
  FoyerAttendeePages *self = g_new0 (FoyerAttendeePages, 1);

  self->reader = g_object_ref (reader);
  g_queue_init (&self->pages);
  return self;
}

void
foyer_attendee_pages_clear (FoyerAttendeePages *self)
{
  g_queue_clear_full (&self->pages, page_free);
}

void
foyer_attendee_pages_free (FoyerAttendeePages *self)
{
  foyer_attendee_pages_clear (self);
  g_object_unref (self->reader);
  g_free (self);
}

const FoyerAttendeeRow *
foyer_attendee_pages_get (FoyerAttendeePages *self, const GArray *keys, guint position)
{
  guint number = position / PAGE_ROWS;
  GList *link = self->pages.head;

  if (position >= keys->len)
    return NULL;
  while (link != NULL && ((Page *) link->data)->number != number)
    link = link->next;
  if (link == NULL)
    {
      g_queue_push_head (&self->pages, page_load (self->reader, keys, number));
      if (self->pages.length > MAX_PAGES)
        page_free (g_queue_pop_tail (&self->pages));
    }
  else if (link != self->pages.head)
    {
      g_queue_unlink (&self->pages, link);
      g_queue_push_head_link (&self->pages, link);
    }
  return &((Page *) self->pages.head->data)->rows[position % PAGE_ROWS];
}

/* The first rows as they were added, straight from SQL: while a new event's roster is still being
 * made. */
void
foyer_attendee_read_first (FoyerDatabase *reader, const FoyerUuid *event_id, guint n, GArray *keys)
{
  static const char sql[] =
      "SELECT key FROM tickets WHERE event_id = ?1 AND deleted_at IS NULL ORDER BY key LIMIT ?2";
  sqlite3_stmt *statement = foyer_database_prepare (reader, sql, NULL);

  if (statement == NULL)
    return;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  sqlite3_bind_int (statement, 2, n);
  while (foyer_database_step (reader, statement, NULL) == SQLITE_ROW)
    {
      gint64 key = sqlite3_column_int64 (statement, 0);

      g_array_append_val (keys, key);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-page-writer.h"

#include "foyer-bell.h"
#include "foyer-database-private.h"
#include "foyer-image.h"
#include "foyer-row-json.h"
#include "foyer-row-store.h"
#include "foyer-ticket.h"

#include <glib/gi18n-lib.h>

/* SQLite has one writer at a time, and a scan that finds it busy rings, and is let pass. What was
 * written in a turn is put into the log at its end, which counts, too. */
#define SHORT_TURN  400  /* µs: while somebody else writes, too */
#define LONG_TURN   8000 /* µs: nobody has for a minute */
#define PAUSE       300  /* µs between two short turns: most who come then need not ring */
#define QUIET_AFTER (60 * G_TIME_SPAN_SECOND)
/* At this length the log is copied into the file here, before it is so long that a scan would have
 * to; not more often than that, as the disk is busy with it for a while. */
#define COPY_PAGES 4000 /* 16 MB */
#define COPY_EVERY (250 * G_TIME_SPAN_MILLISECOND)
/* So often where the feed goes on is written down without news, as a server does not remember for
 * ever what changed since; see foyer-pulse.h. */
#define NOTE_EVERY (10 * G_TIME_SPAN_MINUTE)

/* A row of an answer, read and looked at, before any of them is written. */
typedef struct
{
  const FoyerRowType *type; /* NULL: a code that is no ticket's any more, or a device */
  FoyerUuid id;             /* the row's, or the ticket's */
  gpointer row;             /* (owned) (nullable): gone */
  FoyerColumnSet present;
  char *code;          /* (owned) (nullable) */
  gint64 replaced_at;  /* of a code */
  FoyerDevice *device; /* (owned) (nullable) */
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  foyer_row_free (item->row);
  g_free (item->code);
  foyer_device_free (item->device);
  g_free (item);
}

struct _FoyerPageWriter
{
  FoyerDatabase *db;     /* (owned) */
  FoyerPullStore *store; /* (owned) */
  FoyerPullCount *count;
  GArray *missing;  /* (owned) of FoyerUuid */
  GPtrArray *items; /* (owned) of Item: the answer that is being written */
  FoyerUuid event_id;
  FoyerLoad load;
  gboolean is_open;    /* a transaction is */
  gint64 turn_ends;    /* by g_get_monotonic_time () */
  FoyerBell *bell;     /* (owned) */
  gboolean is_short;   /* the turn */
  gint64 data_version; /* SQLite's count of what others have written */
  gint64 others_wrote; /* when that was noticed; 0 never */
  gint64 copied;       /* when the log was, by g_get_monotonic_time () */
  guint room;          /* for so many pages in the log */
};

/**
 * foyer_page_writer_new:
 * @db: a connection that writes
 * @server_key: the server
 * @count: what is counted on
 *
 * Returns: (transfer full): a writer
 */
FoyerPageWriter *
foyer_page_writer_new (FoyerDatabase *db, gint64 server_key, FoyerPullCount *count)
{
  FoyerPageWriter *self = g_new0 (FoyerPageWriter, 1);

  self->db = g_object_ref (db);
  self->store = foyer_pull_store_new (db, server_key);
  self->count = count;
  self->missing = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->data_version = -1;
  self->bell = foyer_bell_new (foyer_database_get_path (db));
  return self;
}

static void
notice_others (FoyerPageWriter *self, gint64 now)
{
  static const char sql[] = "PRAGMA data_version";
  sqlite3_stmt *statement = foyer_database_prepare (self->db, sql, NULL);
  gint64 version = self->data_version;

  if (statement == NULL)
    return;
  if (foyer_database_step (self->db, statement, NULL) == SQLITE_ROW)
    version = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  if (self->data_version >= 0 && version != self->data_version)
    self->others_wrote = now;
  self->data_version = version;
}

static gboolean
begin (FoyerPageWriter *self, GError **error)
{
  gint64 now = g_get_monotonic_time ();

  if (self->is_open)
    return TRUE;
  notice_others (self, now);
  if (!foyer_pull_store_begin (self->store, error))
    return FALSE;
  foyer_pull_store_set_load (self->store, &self->event_id, self->load);
  self->is_open = TRUE;
  self->is_short = self->others_wrote != 0 && now - self->others_wrote < QUIET_AFTER;
  self->turn_ends = g_get_monotonic_time () + (self->is_short ? SHORT_TURN : LONG_TURN);
  return TRUE;
}

static gboolean
commit (FoyerPageWriter *self, GError **error)
{
  self->is_open = FALSE;
  return foyer_pull_store_commit (self->store, NULL, error);
}

static void
see_to_log (FoyerPageWriter *self)
{
  guint n_pages = foyer_database_get_n_log_pages (self->db);

  if (n_pages >= COPY_PAGES && g_get_monotonic_time () - self->copied > COPY_EVERY)
    {
      foyer_database_checkpoint (self->db);
      self->copied = g_get_monotonic_time ();
    }
  if (n_pages + FOYER_LOG_ROOM_LEAST > self->room)
    self->room = foyer_database_make_room (self->db, n_pages);
}

static gboolean
end_turn (FoyerPageWriter *self, GError **error)
{
  if (g_get_monotonic_time () < self->turn_ends && !foyer_bell_is_ringing (self->bell))
    return TRUE;
  if (!commit (self, error))
    return FALSE;
  see_to_log (self);
  if (self->is_short)
    g_usleep (PAUSE);
  return TRUE;
}

/* Its bytes are fetched by themselves, before the page counts as here. */
static gboolean
is_missing_image (FoyerPageWriter *self,
                  const FoyerRowType *type,
                  const FoyerUuid *id,
                  FoyerColumnSet present)
{
  g_autoptr (FoyerRow) here = NULL;
  const FoyerColumn *data;

  if (type != &FOYER_IMAGE_TYPE)
    return FALSE;
  data = foyer_row_type_find (type, "data");
  if (present & (FoyerColumnSet) 1 << (data - type->columns))
    return FALSE;
  here = foyer_row_store_find (self->db, type, id, NULL);
  return here == NULL;
}

static gboolean
write_row (FoyerPageWriter *self, Item *item, GError **error)
{
  if (item->row == NULL)
    return foyer_pull_store_forget (self->store, item->type, &item->id, error);
  if (!is_missing_image (self, item->type, &item->id, item->present))
    return foyer_pull_store_apply (self->store, item->row, item->present, error);
  if (((FoyerRow *) item->row)->deleted_at == FOYER_NONE)
    g_array_append_val (self->missing, item->id);
  return TRUE;
}

static gboolean
write_item (FoyerPageWriter *self, Item *item, GError **error)
{
  if (!begin (self, error))
    return FALSE;
  if (item->type != NULL     ? !write_row (self, item, error)
      : item->device != NULL ? !foyer_pull_store_put_device (self->store, item->device, error)
                             : !foyer_pull_store_replace_code (self->store, item->code, &item->id,
                                                               item->replaced_at, error))
    return FALSE;
  self->count->n_rows += item->type != NULL;
  self->count->n_tickets += item->type == &FOYER_TICKET_TYPE;
  return end_turn (self, error);
}

static gboolean
refuse (const FoyerRowType *type, const char *column, GError **error)
{
  g_set_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_NOT_UNDERSTOOD,
               /* Translators: the place is a table and a column in English. */
               _ ("The server sends something that cannot be (%s: %s). Perhaps Foyer or the server "
                  "needs an update."),
               type->table, column);
  return FALSE;
}

static gboolean
take_row (const FoyerRowType *type,
          const FoyerUuid *id,
          gpointer row,
          FoyerColumnSet present,
          gpointer data,
          GError **error)
{
  FoyerPageWriter *self = data;
  FoyerRow *head = row;
  const FoyerColumn *broken = NULL;
  Item *item;

  if (head != NULL && !foyer_uuid_equal (&head->id, id))
    return refuse (type, "id", error);
  if (head != NULL && head->deleted_at == FOYER_NONE)
    broken = foyer_row_validate (row);
  /* The bytes of a picture come by themselves. */
  if (broken != NULL && broken->type != FOYER_COLUMN_BLOB)
    return refuse (type, broken->name, error);
  item = g_new0 (Item, 1);
  item->type = type;
  item->id = *id;
  item->row = row;
  item->present = present;
  g_ptr_array_add (self->items, item);
  return TRUE;
}

static gboolean
take_code (const char *code,
           const FoyerUuid *ticket_id,
           gint64 replaced_at,
           gpointer data,
           GError **error)
{
  FoyerPageWriter *self = data;
  Item *item = g_new0 (Item, 1);

  item->id = *ticket_id;
  item->code = g_strdup (code);
  item->replaced_at = replaced_at;
  g_ptr_array_add (self->items, item);
  return TRUE;
}

static gboolean
take_device (const FoyerDevice *device, gpointer data, GError **error)
{
  FoyerPageWriter *self = data;
  Item *item = g_new0 (Item, 1);

  item->device = foyer_device_copy (device);
  g_ptr_array_add (self->items, item);
  return TRUE;
}

static const FoyerFeedHandler handler = { take_row, take_code, take_device };

static gboolean
give_up (FoyerPageWriter *self)
{
  foyer_pull_store_roll_back (self->store);
  self->is_open = FALSE;
  return FALSE;
}

static gboolean
write_items (FoyerPageWriter *self, GError **error)
{
  for (guint i = 0; i < self->items->len; i++)
    if (!write_item (self, g_ptr_array_index (self->items, i), error))
      return give_up (self);
  g_ptr_array_set_size (self->items, 0);
  if (self->is_open && !commit (self, error))
    return give_up (self);
  return TRUE;
}

/**
 * foyer_page_writer_read:
 * @self: a writer
 * @answer: what was said of an event
 * @error: return location
 *
 * Reads its rows and looks at them. Nothing is written of an answer of which one row cannot be.
 *
 * Returns: %FALSE with error NOT_UNDERSTOOD
 */
gboolean
foyer_page_writer_read (FoyerPageWriter *self, const FoyerFeedAnswer *answer, GError **error)
{
  g_ptr_array_set_size (self->items, 0);
  return foyer_feed_answer_rows (answer, &handler, self, error);
}

/**
 * foyer_page_writer_write:
 * @self: a writer
 * @answer: what was said of an event, as it was read just before
 * @load: whether all of the event comes
 * @error: return location
 *
 * What is there again changes nothing, so a page that was written in part is written again.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_page_writer_write (FoyerPageWriter *self,
                         const FoyerFeedAnswer *answer,
                         FoyerLoad load,
                         GError **error)
{
  self->event_id = answer->event_id;
  self->load = load;
  return write_items (self, error);
}

/**
 * foyer_page_writer_missing:
 * @self: a writer
 *
 * Returns: (transfer full) (element-type FoyerUuid): pictures to be fetched
 */
GArray *
foyer_page_writer_missing (FoyerPageWriter *self)
{
  GArray *missing = g_steal_pointer (&self->missing);

  self->missing = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  return missing;
}

/**
 * foyer_page_writer_image:
 * @self: a writer
 * @event_id: the picture's event
 * @answer: a JSON array with its row; empty when it is gone meanwhile
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_page_writer_image (FoyerPageWriter *self,
                         const FoyerUuid *event_id,
                         GBytes *answer,
                         GError **error)
{
  g_auto (FoyerJsonScanner) scanner = { 0 };
  gsize n_bytes;
  const char *text = g_bytes_get_data (answer, &n_bytes);

  self->event_id = *event_id;
  self->load = FOYER_LOAD_NONE;
  g_ptr_array_set_size (self->items, 0);
  foyer_json_scanner_init (&scanner, text, n_bytes);
  foyer_json_scanner_enter_array (&scanner);
  while (foyer_json_scanner_next (&scanner))
    {
      g_autoptr (FoyerRow) row = foyer_row_new (&FOYER_IMAGE_TYPE);
      FoyerColumnSet present;

      if (!foyer_row_json_read (&scanner, row, &present))
        break;
      if (!take_row (&FOYER_IMAGE_TYPE, &row->id, row, present, self, error))
        return FALSE;
      row = NULL;
    }
  return foyer_json_scanner_finish (&scanner, error) && write_items (self, error);
}

static gboolean
is_empty (const FoyerFeedAnswer *answer)
{
  return answer->rows == NULL || answer->n_bytes <= 2;
}

/**
 * foyer_page_writer_finish:
 * @self: a writer
 * @answer: an answer whose rows are here
 * @before: (nullable): the cursor that it was asked with
 * @load: whether more of a load is to come
 * @is_end: whether it was the last page of a load
 * @noted_at: when it was last written down that nothing is missing, or %FOYER_NONE
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_page_writer_finish (FoyerPageWriter *self,
                          const FoyerFeedAnswer *answer,
                          const char *before,
                          FoyerLoad load,
                          gboolean is_end,
                          gint64 noted_at,
                          GError **error)
{
  gint64 now = g_get_real_time ();

  self->event_id = answer->event_id;
  self->load = load;
  if (load == FOYER_LOAD_NONE && is_empty (answer) && !answer->is_more && noted_at != FOYER_NONE &&
      now - noted_at < NOTE_EVERY && noted_at <= now)
    return TRUE;
  if (!begin (self, error) || (is_end && !foyer_pull_store_end_load (self->store, error)) ||
      !foyer_server_store_set_cursor (self->store, &answer->event_id, before, answer->cursor,
                                      answer->is_more || is_end == FALSE ? load : FOYER_LOAD_NONE,
                                      answer->is_more ? FOYER_NONE : g_get_real_time (), error) ||
      (load != FOYER_LOAD_NONE &&
       !foyer_server_store_set_load (
           self->store, &answer->event_id, is_end ? 0 : MAX (answer->n_rows, 0),
           is_end ? 0 : CLAMP (answer->n_done, 0, MAX (answer->n_rows, 0)), error)) ||
      !commit (self, error))
    return give_up (self);
  return TRUE;
}

/**
 * foyer_page_writer_let_go:
 * @self: a writer
 * @earlier: (nullable): what was pending when the round began
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_page_writer_let_go (FoyerPageWriter *self, FoyerPending *earlier, GError **error)
{
  if (!begin (self, error) || !foyer_pull_store_let_go (self->store, earlier, error) ||
      !commit (self, error))
    return give_up (self);
  return TRUE;
}

/**
 * foyer_page_writer_free:
 * @self: (transfer full) (nullable): a writer
 */
void
foyer_page_writer_free (FoyerPageWriter *self)
{
  if (self == NULL)
    return;
  foyer_pull_store_free (self->store);
  foyer_bell_free (self->bell);
  g_array_unref (self->missing);
  g_ptr_array_unref (self->items);
  g_object_unref (self->db);
  g_free (self);
}

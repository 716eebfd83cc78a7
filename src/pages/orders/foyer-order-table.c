/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-table.h"

#include "foyer-order-index.h"
#include "foyer-order-item.h"
#include "foyer-payment.h"
#include "foyer-ticket.h"

#define PAGE_ROWS 32
#define MAX_PAGES 64

typedef struct
{
  guint number;
  GPtrArray
      *entries; /* (owned) (element-type FoyerOrderEntry) by place; NULL for one that is gone */
} Page;

struct _FoyerOrderTable
{
  GObject parent_instance;

  FoyerReplica *replica; /* (owned) */
  FoyerUuid event_id;
  GArray *keys;           /* (owned) (element-type gint64) */
  FoyerKeyedItems *items; /* (owned) */
  GQueue pages;           /* (owned) (element-type Page), the last used first */
  guint first_seen;       /* the positions in sight */
  guint last_seen;
  guint others_id; /* until the other items are told of a change */
  guint total;
  char *error; /* (owned) (nullable) */

  FoyerOrderQuery query;
  char *search;           /* (owned) (nullable) of the query */
  FoyerDatabase *db;      /* (owned) (nullable) lent to the task under way */
  FoyerOrderIndex *index; /* (owned) (nullable) the same */
  GTask *asked;           /* (owned) (nullable) the task under way */
  GCancellable *closing;  /* (owned) */
  gboolean asks_again;    /* something changed while it is */
  gboolean is_ready;      /* a query was answered */
};

/* One query, on a thread; or nothing but to make the index ready for the first one that needs it.
 */
typedef struct
{
  FoyerDatabase *db;      /* (owned) (nullable) NULL: is opened there */
  FoyerOrderIndex *index; /* (owned) */
  char *path;             /* (owned) */
  FoyerUuid event_id;
  GCancellable *closing; /* (owned) */
  gboolean is_query;
  FoyerOrderQuery query;
  char *search; /* (owned) (nullable) */

  /* The answer, taken once: by who waits, or by who is called back. */
  GMutex lock;
  GCond answered;
  gboolean is_answered;
  GArray *keys;  /* (owned) (nullable) */
  GError *error; /* (owned) (nullable) */
  guint total;
} Asking;

static void start_asking (FoyerOrderTable *self, gboolean is_query);
static void take_answer (FoyerOrderTable *self);

static GType
get_item_type (GListModel *model)
{
  return FOYER_TYPE_ORDER_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return FOYER_ORDER_TABLE (model)->keys->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  FoyerOrderTable *self = FOYER_ORDER_TABLE (model);

  return position < self->keys->len ? foyer_keyed_items_get (self->items, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static const gint64 *
get_keys (FoyerKeyedList *list, guint *n_keys)
{
  FoyerOrderTable *self = FOYER_ORDER_TABLE (list);

  *n_keys = self->keys->len;
  return (const gint64 *) (void *) self->keys->data;
}

static guint
get_total (FoyerKeyedList *list)
{
  return FOYER_ORDER_TABLE (list)->total;
}

static gboolean
is_ready (FoyerKeyedList *list)
{
  return FOYER_ORDER_TABLE (list)->is_ready;
}

static gboolean
is_pending (FoyerKeyedList *list)
{
  FoyerOrderTable *self = FOYER_ORDER_TABLE (list);

  return !self->is_ready || self->asks_again ||
         (self->asked != NULL && ((Asking *) g_task_get_task_data (self->asked))->is_query);
}

static const char *
get_error (FoyerKeyedList *list)
{
  return FOYER_ORDER_TABLE (list)->error;
}

static void
set_seen (FoyerKeyedList *list, guint first, guint last)
{
  FoyerOrderTable *self = FOYER_ORDER_TABLE (list);

  self->first_seen = first;
  self->last_seen = last;
}

static void
wait_for_answer (FoyerKeyedList *list, gint64 microseconds)
{
  FoyerOrderTable *self = FOYER_ORDER_TABLE (list);
  gint64 until = g_get_monotonic_time () + microseconds;
  gboolean is_answered;
  Asking *asking;

  if (self->asked == NULL)
    return;
  asking = g_task_get_task_data (self->asked);
  g_mutex_lock (&asking->lock);
  while (!asking->is_answered && g_cond_wait_until (&asking->answered, &asking->lock, until))
    ;
  is_answered = asking->is_answered;
  g_mutex_unlock (&asking->lock);
  if (is_answered)
    take_answer (self);
}

static void
keyed_list_init (FoyerKeyedListInterface *iface)
{
  iface->get_keys = get_keys;
  iface->get_total = get_total;
  iface->is_ready = is_ready;
  iface->is_pending = is_pending;
  iface->get_error = get_error;
  iface->set_seen = set_seen;
  iface->wait = wait_for_answer;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerOrderTable,
                               foyer_order_table,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (FOYER_TYPE_KEYED_LIST, keyed_list_init))

/* Rows
 * ---------------------------------------------------------------------------------------------- */

static void
entry_clear (gpointer entry)
{
  foyer_order_entry_free (entry);
}

static void
page_free (gpointer data)
{
  Page *self = data;

  g_ptr_array_unref (self->entries);
  g_free (self);
}

static void
clear_pages (FoyerOrderTable *self)
{
  g_queue_clear_full (&self->pages, page_free);
}

/* Those that are gone are left out of what is read: each is put where its key stands. */
static Page *
load_page (FoyerOrderTable *self, guint number)
{
  Page *page = g_new0 (Page, 1);
  guint start = number * PAGE_ROWS;
  guint n = MIN (PAGE_ROWS, self->keys->len - start);
  const gint64 *keys = &g_array_index (self->keys, gint64, start);
  FoyerDatabase *reader = foyer_replica_get_reader (self->replica);
  gboolean is_mine;
  g_autoptr (GPtrArray) read = NULL;

  page->number = number;
  page->entries = g_ptr_array_new_with_free_func (entry_clear);
  foyer_database_begin_reading (reader, &is_mine, NULL);
  read = foyer_order_list_read (reader, keys, n, NULL);
  foyer_database_end_reading (reader, is_mine);
  for (guint i = 0, k = 0; i < n; i++)
    {
      FoyerOrderEntry *entry = read != NULL && k < read->len ? read->pdata[k] : NULL;
      gboolean is_here = entry != NULL && entry->order->row.key == keys[i];

      g_ptr_array_add (page->entries, is_here ? entry : NULL);
      if (is_here)
        read->pdata[k++] = NULL;
    }
  return page;
}

const FoyerOrderEntry *
foyer_order_table_peek (FoyerOrderTable *self, guint position)
{
  guint number = position / PAGE_ROWS;
  GList *link = self->pages.head;

  if (position >= self->keys->len)
    return NULL;
  while (link != NULL && ((Page *) link->data)->number != number)
    link = link->next;
  if (link == NULL)
    {
      g_queue_push_head (&self->pages, load_page (self, number));
      if (self->pages.length > MAX_PAGES)
        page_free (g_queue_pop_tail (&self->pages));
    }
  else if (link != self->pages.head)
    {
      g_queue_unlink (&self->pages, link);
      g_queue_push_head_link (&self->pages, link);
    }
  return ((Page *) self->pages.head->data)->entries->pdata[position % PAGE_ROWS];
}

static gboolean
tell_others_cb (gpointer data)
{
  FoyerOrderTable *self = data;

  self->others_id = 0;
  foyer_keyed_items_tell (self->items, self->keys->len, self->first_seen, self->last_seen, FALSE);
  return G_SOURCE_REMOVE;
}

/* Those in sight at once, the others after the next frame. */
static void
tell_items (FoyerOrderTable *self)
{
  foyer_keyed_items_tell (self->items, self->keys->len, self->first_seen, self->last_seen, TRUE);
  if (self->others_id == 0)
    self->others_id = g_idle_add (tell_others_cb, self);
}

/* Queries
 * ---------------------------------------------------------------------------------------------- */

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_clear_object (&self->db);
  foyer_order_index_free (self->index);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->answered);
  g_object_unref (self->closing);
  g_free (self->path);
  g_free (self->search);
  g_free (self);
}

/* What the database has an index for: so the first rows are there before all are read. */
static gboolean
is_plain (const FoyerOrderQuery *query)
{
  return (query->search == NULL || *query->search == '\0') && query->sort == FOYER_ORDER_SORT_TIME;
}

static GArray *
find_keys (Asking *self, GCancellable *cancellable, GError **error)
{
  if (self->db == NULL)
    self->db = foyer_database_open (self->path, FOYER_DATABASE_READ_ONLY, error);
  if (self->db == NULL)
    return NULL;
  if (self->is_query && is_plain (&self->query) && !foyer_order_index_is_made (self->index))
    return foyer_order_list_count (self->db, &self->event_id, &self->total, error)
               ? foyer_order_list_keys (self->db, &self->event_id, &self->query, cancellable, error)
               : NULL;
  /* It is read to its end, also when another question comes: that needs it, too. */
  if (!foyer_order_index_update (self->index, self->db, self->closing, error))
    return NULL;
  self->total = foyer_order_index_get_n (self->index);
  return self->is_query ? foyer_order_index_select (self->index, &self->query, cancellable, error)
                        : NULL;
}

static void
ask_on_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Asking *self = data;
  GError *error = NULL;
  GArray *keys = find_keys (self, cancellable, &error);

  g_mutex_lock (&self->lock);
  self->keys = keys;
  self->error = error;
  self->is_answered = TRUE;
  g_cond_signal (&self->answered);
  g_mutex_unlock (&self->lock);
  g_task_return_boolean (task, TRUE);
}

static void
take_keys (FoyerOrderTable *self, GArray *keys)
{
  guint before = self->keys->len;

  g_array_unref (self->keys);
  self->keys = keys;
  clear_pages (self);
  if (keys->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, keys->len - before);
  else if (keys->len < before)
    g_list_model_items_changed (G_LIST_MODEL (self), keys->len, before - keys->len, 0);
  tell_items (self);
}

/* Of what is under way, and has ended: the next begins. */
static void
take_answer (FoyerOrderTable *self)
{
  g_autoptr (GTask) asked = g_steal_pointer (&self->asked);
  Asking *asking = g_task_get_task_data (asked);
  gboolean has_answer = asking->keys != NULL;

  self->db = g_steal_pointer (&asking->db);
  self->index = g_steal_pointer (&asking->index);
  if (asking->is_query)
    g_clear_pointer (&self->error, g_free);
  if (has_answer)
    {
      self->total = asking->total;
      self->is_ready = TRUE;
      take_keys (self, g_steal_pointer (&asking->keys));
    }
  else if (asking->is_query && !g_error_matches (asking->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_strdup (asking->error->message);
  if (self->asks_again)
    start_asking (self, TRUE);
  else if (has_answer && !foyer_order_index_is_made (self->index))
    start_asking (self, FALSE);
  if (asking->is_query && (has_answer || self->error != NULL))
    foyer_keyed_list_tell (FOYER_KEYED_LIST (self));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree GWeakRef *owner = data;
  g_autoptr (FoyerOrderTable) self = g_weak_ref_get (owner);

  g_weak_ref_clear (owner);
  if (self != NULL && G_TASK (result) == self->asked)
    take_answer (self);
}

/* One at a time, on one connection and one index: a new one waits until the old one, which is
 * stopped, has given them back. */
static void
start_asking (FoyerOrderTable *self, gboolean is_query)
{
  g_autoptr (GCancellable) cancellable = NULL;
  Asking *asking;
  GWeakRef *owner;

  self->asks_again = self->asked != NULL;
  if (self->asks_again)
    return;
  asking = g_new0 (Asking, 1);
  g_mutex_init (&asking->lock);
  g_cond_init (&asking->answered);
  asking->db = g_steal_pointer (&self->db);
  asking->index = g_steal_pointer (&self->index);
  asking->path = g_strdup (foyer_replica_get_path (self->replica));
  asking->event_id = self->event_id;
  asking->closing = g_object_ref (self->closing);
  asking->is_query = is_query;
  asking->query = self->query;
  asking->query.search = asking->search = g_strdup (self->search);
  owner = g_new0 (GWeakRef, 1);
  g_weak_ref_init (owner, self);
  cancellable = g_cancellable_new ();
  self->asked = g_task_new (NULL, cancellable, asked_cb, owner);
  g_task_set_source_tag (self->asked, start_asking);
  g_task_set_check_cancellable (self->asked, FALSE);
  g_task_set_task_data (self->asked, asking, asking_free);
  g_task_run_in_thread (self->asked, ask_on_thread);
}

/* What is asked now is not what was asked for: that is stopped. */
static void
restart_query (FoyerOrderTable *self)
{
  if (self->asked != NULL)
    g_cancellable_cancel (g_task_get_cancellable (self->asked));
  start_asking (self, TRUE);
}

static void
replica_changed_cb (FoyerOrderTable *self, FoyerChanges *changes)
{
  if (!foyer_changes_touch (changes, &FOYER_ORDER_TYPE) &&
      !foyer_changes_touch (changes, &FOYER_TICKET_TYPE) &&
      !foyer_changes_touch (changes, &FOYER_PAYMENT_TYPE))
    return;
  clear_pages (self);
  tell_items (self);
  start_asking (self, TRUE);
  foyer_keyed_list_tell_rows (FOYER_KEYED_LIST (self));
}

static void
foyer_order_table_dispose (GObject *object)
{
  FoyerOrderTable *self = FOYER_ORDER_TABLE (object);

  g_clear_handle_id (&self->others_id, g_source_remove);
  g_cancellable_cancel (self->closing);
  if (self->asked != NULL)
    g_cancellable_cancel (g_task_get_cancellable (self->asked));
  g_clear_object (&self->asked);
  g_clear_pointer (&self->items, foyer_keyed_items_free);

  G_OBJECT_CLASS (foyer_order_table_parent_class)->dispose (object);
}

static void
foyer_order_table_finalize (GObject *object)
{
  FoyerOrderTable *self = FOYER_ORDER_TABLE (object);

  clear_pages (self);
  g_array_unref (self->keys);
  g_free (self->search);
  g_free (self->error);
  g_clear_object (&self->db);
  g_clear_object (&self->closing);
  g_clear_pointer (&self->index, foyer_order_index_free);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (foyer_order_table_parent_class)->finalize (object);
}

static void
foyer_order_table_class_init (FoyerOrderTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = foyer_order_table_dispose;
  object_class->finalize = foyer_order_table_finalize;
}

static void
foyer_order_table_init (FoyerOrderTable *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = foyer_keyed_items_new (FOYER_KEYED_LIST (self), FOYER_TYPE_ORDER_ITEM);
  self->closing = g_cancellable_new ();
  self->last_seen = G_MAXUINT;
  g_queue_init (&self->pages);
}

FoyerOrderTable *
foyer_order_table_new (FoyerReplica *replica, const FoyerUuid *event_id)
{
  FoyerOrderTable *self;

  g_return_val_if_fail (FOYER_IS_REPLICA (replica), NULL);
  g_return_val_if_fail (event_id != NULL, NULL);

  self = g_object_new (FOYER_TYPE_ORDER_TABLE, NULL);
  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  self->index = foyer_order_index_new (event_id);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
foyer_order_table_set_query (FoyerOrderTable *self, const FoyerOrderQuery *query)
{
  g_return_if_fail (FOYER_IS_ORDER_TABLE (self));
  g_return_if_fail (query != NULL);

  g_free (self->search);
  self->search = g_strdup (query->search);
  self->query = *query;
  self->query.search = NULL;
  restart_query (self);
}

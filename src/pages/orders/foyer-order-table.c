/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-table.h"

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
  char *search;        /* (owned) (nullable) of the query */
  FoyerDatabase *db;   /* (owned) (nullable) lent to the query under way */
  GTask *asked;        /* (owned) (nullable) the query under way */
  gboolean asks_again; /* something changed while it is */
  gboolean is_ready;   /* one was answered */
};

/* One query, on a thread. */
typedef struct
{
  FoyerDatabase *db; /* (owned) (nullable) NULL: is opened there */
  char *path;        /* (owned) */
  FoyerUuid event_id;
  FoyerOrderQuery query;
  char *search; /* (owned) (nullable) */
  guint total;
} Asking;

static void start_query (FoyerOrderTable *self);

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

  return self->asked != NULL || !self->is_ready;
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
keyed_list_init (FoyerKeyedListInterface *iface)
{
  iface->get_keys = get_keys;
  iface->get_total = get_total;
  iface->is_ready = is_ready;
  iface->is_pending = is_pending;
  iface->get_error = get_error;
  iface->set_seen = set_seen;
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
  g_free (self->path);
  g_free (self->search);
  g_free (self);
}

static void
ask_on_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Asking *asking = data;
  GError *error = NULL;
  GArray *keys = NULL;

  if (asking->db == NULL)
    asking->db = foyer_database_open (asking->path, FOYER_DATABASE_READ_ONLY, &error);
  if (asking->db != NULL &&
      foyer_order_list_count (asking->db, &asking->event_id, &asking->total, &error))
    keys =
        foyer_order_list_keys (asking->db, &asking->event_id, &asking->query, cancellable, &error);
  if (keys != NULL)
    g_task_return_pointer (task, keys, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
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

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree GWeakRef *owner = data;
  g_autoptr (FoyerOrderTable) self = g_weak_ref_get (owner);
  Asking *asking = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  GArray *keys = g_task_propagate_pointer (G_TASK (result), &error);

  g_weak_ref_clear (owner);
  if (self == NULL || G_TASK (result) != self->asked)
    {
      g_clear_pointer (&keys, g_array_unref);
      return;
    }
  g_clear_object (&self->asked);
  self->db = g_steal_pointer (&asking->db);
  g_clear_pointer (&self->error, g_free);
  if (keys != NULL)
    {
      self->total = asking->total;
      self->is_ready = TRUE;
      take_keys (self, keys);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_strdup (error->message);
  if (self->asks_again)
    start_query (self);
  if (keys != NULL || self->error != NULL)
    foyer_keyed_list_tell (FOYER_KEYED_LIST (self));
}

/* One at a time, on one connection: a new one waits until the old one, which is stopped, has given
 * it back. */
static void
start_query (FoyerOrderTable *self)
{
  g_autoptr (GCancellable) cancellable = NULL;
  Asking *asking;
  GWeakRef *owner;

  self->asks_again = self->asked != NULL;
  if (self->asks_again)
    return;
  asking = g_new0 (Asking, 1);
  asking->db = g_steal_pointer (&self->db);
  asking->path = g_strdup (foyer_replica_get_path (self->replica));
  asking->event_id = self->event_id;
  asking->query = self->query;
  asking->query.search = asking->search = g_strdup (self->search);
  owner = g_new0 (GWeakRef, 1);
  g_weak_ref_init (owner, self);
  cancellable = g_cancellable_new ();
  self->asked = g_task_new (NULL, cancellable, asked_cb, owner);
  g_task_set_source_tag (self->asked, start_query);
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
  start_query (self);
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
  start_query (self);
  foyer_keyed_list_tell_rows (FOYER_KEYED_LIST (self));
}

static void
foyer_order_table_dispose (GObject *object)
{
  FoyerOrderTable *self = FOYER_ORDER_TABLE (object);

  g_clear_handle_id (&self->others_id, g_source_remove);
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

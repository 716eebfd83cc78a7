/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-push-plan.h"

#include "foyer-allotment.h"
#include "foyer-cashier.h"
#include "foyer-check-in-list.h"
#include "foyer-check-in.h"
#include "foyer-conflict.h"
#include "foyer-event.h"
#include "foyer-image.h"
#include "foyer-message.h"
#include "foyer-order.h"
#include "foyer-payment.h"
#include "foyer-promo-code.h"
#include "foyer-question.h"
#include "foyer-quota.h"
#include "foyer-refund.h"
#include "foyer-row-store.h"
#include "foyer-series.h"
#include "foyer-ticket.h"
#include "foyer-tier.h"
#include "foyer-till-record.h"

/* Rows of one call. Of check-ins a hundred at a time is 20 times faster than one by one; when very
 * many wait, more of them make the way shorter still. */
#define CHECK_INS      100
#define CHECK_INS_MANY 1000
#define MANY           1000
#define SALES          100
#define STORED         2000
#define EDITS          500

typedef enum
{
  STEP_FACTS,  /* check-ins of tickets that are known there */
  STEP_FRAME,  /* the event, and what it is made of */
  STEP_SALES,  /* orders that were sold here, and their tickets */
  STEP_ORDERS, /* other orders that are new */
  STEP_TICKETS,
  STEP_MONEY,   /* what was paid for orders, and went back; and the books of tills */
  STEP_EDITS,   /* people’s rows */
  STEP_HISTORY, /* what belongs to tickets that are new */
  STEP_LATE,    /* check-ins of tickets that are told in between */
  N_STEPS,
} Step;

struct _FoyerPushPlan
{
  FoyerDatabase *db;         /* (owned) */
  GPtrArray *rows;           /* (owned) of FoyerPendingRow */
  GPtrArray *steps[N_STEPS]; /* (owned) of FoyerPendingRow, borrowed */
  GPtrArray *silent; /* (owned) of FoyerPendingRow, borrowed: there was nothing to tell of them */
  GHashTable *new_tickets; /* (owned) FoyerUuid: they are told with this plan */
  guint step;
  guint at;               /* in the step */
  FoyerPushItem *waiting; /* (owned) (nullable): read, but for the next batch */
};

/* What stands on what. */
static const FoyerRowType *const frame[] = {
  &FOYER_SERIES_TYPE,  &FOYER_EVENT_TYPE,    &FOYER_IMAGE_TYPE,         &FOYER_QUOTA_TYPE,
  &FOYER_TIER_TYPE,    &FOYER_QUESTION_TYPE, &FOYER_CHECK_IN_LIST_TYPE, &FOYER_PROMO_CODE_TYPE,
  &FOYER_CASHIER_TYPE, &FOYER_MESSAGE_TYPE,
};

static int
rank_of (const FoyerRowType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (frame); i++)
    if (frame[i] == type)
      return i;
  return -1;
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const FoyerPendingRow *one = *(const FoyerPendingRow *const *) a,
                        *other = *(const FoyerPendingRow *const *) b;
  int ranks = rank_of (one->type) - rank_of (other->type);

  return ranks != 0 ? ranks : (one->key > other->key) - (one->key < other->key);
}

/* New rows after what they stand on; edits in the order in which they were made, which a rule of
   the server may hang on, come as they are. */
static int
compare_frame (gconstpointer a, gconstpointer b)
{
  const FoyerPendingRow *one = *(const FoyerPendingRow *const *) a,
                        *other = *(const FoyerPendingRow *const *) b;

  if (one->is_new != other->is_new)
    return one->is_new ? -1 : 1;
  if (!one->is_new && one->change_set != other->change_set)
    return one->change_set < other->change_set ? -1 : 1;
  return compare_ranks (a, b);
}

/* A ticket that goes to another order comes there before either of the two is over. */
static int
compare_edits (gconstpointer a, gconstpointer b)
{
  const FoyerPendingRow *one = *(const FoyerPendingRow *const *) a,
                        *other = *(const FoyerPendingRow *const *) b;

  return (other->type == &FOYER_TICKET_TYPE) - (one->type == &FOYER_TICKET_TYPE);
}

static gboolean
is_sold_here (const FoyerOrder *order)
{
  return order->channel == FOYER_CHANNEL_BOX_OFFICE ||
         order->channel == FOYER_CHANNEL_COMPLIMENTARY;
}

/* Of an event that is hosted only now, or that the server has lost: nothing of it happens now. */
static gboolean
is_history (const FoyerPendingRow *row)
{
  return row->change_set == 0 && !row->is_tried;
}

static gboolean
sort_order (FoyerPushPlan *self, FoyerPendingRow *row, GError **error)
{
  g_autoptr (FoyerOrder) order = foyer_row_store_get (self->db, row->type, row->key, error);

  if (order == NULL)
    return FALSE;
  g_ptr_array_add (
      self->steps[!is_history (row) && is_sold_here (order) ? STEP_SALES : STEP_ORDERS], row);
  return TRUE;
}

static gboolean
sort_fact (FoyerPushPlan *self, FoyerPendingRow *row, GError **error)
{
  g_autoptr (FoyerCheckIn) fact = NULL;

  if (is_history (row))
    {
      g_ptr_array_add (self->steps[STEP_HISTORY], row);
      return TRUE;
    }
  if (g_hash_table_size (self->new_tickets) == 0)
    {
      g_ptr_array_add (self->steps[STEP_FACTS], row);
      return TRUE;
    }
  fact = foyer_row_store_get (self->db, row->type, row->key, error);
  if (fact == NULL)
    return FALSE;
  g_ptr_array_add (
      self->steps[g_hash_table_contains (self->new_tickets, &fact->ticket_id) ? STEP_LATE
                                                                              : STEP_FACTS],
      row);
  return TRUE;
}

static gboolean
is_money_back (FoyerPushPlan *self, const FoyerUuid *order_id)
{
  static const char sql[] = "SELECT 1 FROM payments WHERE order_id = ?1 AND kind = 'REFUND' "
                            "AND deleted_at IS NULL LIMIT 1";
  sqlite3_stmt *statement = foyer_database_prepare (self->db, sql, NULL);
  gboolean is_there;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, order_id->bytes, sizeof order_id->bytes, SQLITE_STATIC);
  is_there = foyer_database_step (self->db, statement, NULL) == SQLITE_ROW;
  sqlite3_reset (statement);
  return is_there;
}

/* A refund whose money went back here is a fact, as its payment is. Any other is a wish: that the
   server does it. */
static gboolean
sort_refund (FoyerPushPlan *self, FoyerPendingRow *row, GError **error)
{
  g_autoptr (FoyerRefund) refund = NULL;
  Step step = STEP_EDITS;

  if (is_history (row))
    step = STEP_HISTORY;
  else if (row->is_new)
    {
      refund = foyer_row_store_get (self->db, row->type, row->key, error);
      if (refund == NULL)
        return FALSE;
      if (refund->status == FOYER_REFUND_CONFIRMED && is_money_back (self, &refund->order_id))
        step = STEP_MONEY;
    }
  g_ptr_array_add (self->steps[step], row);
  return TRUE;
}

/* Written once: nothing is ever done to it. */
static gboolean
is_fact (const FoyerRowType *type)
{
  return type == &FOYER_CHECK_IN_TYPE || type == &FOYER_PAYMENT_TYPE ||
         type == &FOYER_TILL_RECORD_TYPE;
}

/* Said by the server alone: what is contradicted, and which places a desk holds. */
static gboolean
is_theirs (const FoyerPendingRow *row)
{
  return row->type == &FOYER_ALLOTMENT_TYPE || (row->type == &FOYER_CONFLICT_TYPE && row->is_new);
}

static gboolean
sort_row (FoyerPushPlan *self, FoyerPendingRow *row, GError **error)
{
  if (row->type == &FOYER_CHECK_IN_TYPE)
    return sort_fact (self, row, error);
  if (row->type == &FOYER_ORDER_TYPE && row->is_new)
    return sort_order (self, row, error);
  if (row->type == &FOYER_REFUND_TYPE)
    return sort_refund (self, row, error);
  if (is_theirs (row) || (is_fact (row->type) && !row->is_new))
    return TRUE;
  g_ptr_array_add (self->steps[rank_of (row->type) >= 0                         ? STEP_FRAME
                               : row->type == &FOYER_TICKET_TYPE && row->is_new ? STEP_TICKETS
                               : is_fact (row->type)                            ? STEP_MONEY
                                                                                : STEP_EDITS],
                   row);
  return TRUE;
}

/* The answer may have been lost after the server took the row as it was then: it does not take a
   new row twice. What was done to it since is told as the edit that it is. */
static void
add_follower (FoyerPushPlan *self, const FoyerPendingRow *row)
{
  FoyerPendingRow *follower;

  if (is_fact (row->type) || is_theirs (row) || row->type == &FOYER_CONFLICT_TYPE)
    return;
  follower = g_memdup2 (row, sizeof *row);
  follower->is_new = FALSE;
  follower->is_follower = TRUE;
  g_ptr_array_add (self->rows, follower);
  g_ptr_array_add (self->steps[STEP_EDITS], follower);
}

/* Ids of the tickets that are new, when check-ins wait too. */
static gboolean
find_new_tickets (FoyerPushPlan *self, GError **error)
{
  gboolean has_facts = FALSE;

  for (guint i = 0; i < self->rows->len && !has_facts; i++)
    has_facts =
        ((FoyerPendingRow *) g_ptr_array_index (self->rows, i))->type == &FOYER_CHECK_IN_TYPE;
  for (guint i = 0; i < self->rows->len && has_facts; i++)
    {
      const FoyerPendingRow *row = g_ptr_array_index (self->rows, i);
      g_autoptr (FoyerRow) ticket = NULL;

      if (row->type != &FOYER_TICKET_TYPE || !row->is_new)
        continue;
      ticket = foyer_row_store_get (self->db, row->type, row->key, error);
      if (ticket == NULL)
        return FALSE;
      g_hash_table_add (self->new_tickets, g_memdup2 (&ticket->id, sizeof ticket->id));
    }
  return TRUE;
}

/**
 * foyer_push_plan_new:
 * @db: a connection
 * @rows: (transfer full) (element-type FoyerPendingRow): what is pending
 * @error: return location
 *
 * Returns: (transfer full): the plan; %NULL with error
 */
FoyerPushPlan *
foyer_push_plan_new (FoyerDatabase *db, GPtrArray *rows, GError **error)
{
  g_autoptr (FoyerPushPlan) self = g_new0 (FoyerPushPlan, 1);

  self->db = g_object_ref (db);
  self->rows = rows;
  self->silent = g_ptr_array_new ();
  self->new_tickets = g_hash_table_new_full (foyer_uuid_hash, foyer_uuid_equal, g_free, NULL);
  for (guint i = 0; i < N_STEPS; i++)
    self->steps[i] = g_ptr_array_new ();
  if (!find_new_tickets (self, error))
    return NULL;
  for (guint i = 0, n = rows->len; i < n; i++)
    {
      FoyerPendingRow *row = g_ptr_array_index (rows, i);

      if (!sort_row (self, row, error))
        return NULL;
      if (row->is_new && (row->columns != 0 || row->is_marked))
        add_follower (self, row);
    }
  g_ptr_array_sort (self->steps[STEP_FRAME], compare_frame);
  g_ptr_array_sort (self->steps[STEP_EDITS], compare_edits);
  return g_steal_pointer (&self);
}

static const FoyerUuid *
event_of (const FoyerRow *row)
{
  const FoyerColumn *column = foyer_row_type_find (row->type, "event_id");

  return column != NULL ? &FOYER_COLUMN_FIELD (row, column, const FoyerUuid) : NULL;
}

static FoyerPushCall
call_of (Step step)
{
  switch (step)
    {
    case STEP_FACTS:
    case STEP_LATE:
      return FOYER_PUSH_CHECK_IN;
    case STEP_SALES:
      return FOYER_PUSH_SALES;
    case STEP_ORDERS:
    case STEP_TICKETS:
    case STEP_MONEY:
    case STEP_HISTORY:
      return FOYER_PUSH_STORE;
    case STEP_FRAME:
    case STEP_EDITS:
    case N_STEPS:
      break;
    }
  return FOYER_PUSH_EDIT;
}

static guint
most_of (FoyerPushPlan *self, FoyerPushCall call)
{
  switch (call)
    {
    case FOYER_PUSH_CHECK_IN:
      return self->steps[self->step]->len - self->at > MANY ? CHECK_INS_MANY : CHECK_INS;
    case FOYER_PUSH_SALES:
      return SALES;
    case FOYER_PUSH_STORE:
      return STORED;
    case FOYER_PUSH_EDIT:
      break;
    }
  return EDITS;
}

/* A picture has up to 8 MB as text. */
static gboolean
is_full (const FoyerPushBatch *batch, guint most)
{
  const FoyerPushItem *last;

  if (batch->items->len == 0)
    return FALSE;
  last = g_ptr_array_index (batch->items, batch->items->len - 1);
  return batch->items->len >= most || ((FoyerRow *) last->row)->type == &FOYER_IMAGE_TYPE;
}

static gboolean
has_follower (const FoyerPushBatch *batch, const FoyerRow *ticket)
{
  for (guint i = 0; i < batch->followers->len; i++)
    {
      const FoyerPushItem *item = g_ptr_array_index (batch->followers, i);

      if (foyer_uuid_equal (&((FoyerRow *) item->row)->id, &ticket->id))
        return TRUE;
    }
  return FALSE;
}

/* Of a sale that was refused, and is told again, the tickets are in the journal no more: those that
   the server never told of. */
static gboolean
add_told_again (FoyerPushPlan *self, FoyerPushBatch *batch, const FoyerRow *order, GError **error)
{
  static const char tail[] = "WHERE order_id = ?1 AND version = 0 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_row_store_select (self->db, &FOYER_TICKET_TYPE, tail, error);
  g_autoptr (GPtrArray) tickets = NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, order->id.bytes, sizeof order->id.bytes, SQLITE_STATIC);
  tickets = foyer_row_store_read_all (self->db, &FOYER_TICKET_TYPE, statement, error);
  for (guint i = 0; tickets != NULL && i < tickets->len; i++)
    {
      FoyerRow *ticket = tickets->pdata[i];
      FoyerPushItem *item;

      if (has_follower (batch, ticket))
        continue;
      item = g_new0 (FoyerPushItem, 1);
      item->pending = (FoyerPendingRow){ .type = ticket->type, .key = ticket->key, .is_new = TRUE };
      item->row = foyer_row_copy (ticket);
      g_ptr_array_add (batch->followers, item);
    }
  return tickets != NULL;
}

/* Tickets that are told with their order need not go by themselves. */
static gboolean
add_followers (FoyerPushPlan *self, FoyerPushBatch *batch, GError **error)
{
  g_autoptr (GHashTable) orders = g_hash_table_new (foyer_uuid_hash, foyer_uuid_equal);
  GPtrArray *tickets = self->steps[STEP_TICKETS];
  guint n_kept = 0;

  for (guint i = 0; i < batch->items->len; i++)
    {
      const FoyerPushItem *item = g_ptr_array_index (batch->items, i);

      g_hash_table_add (orders, (gpointer) & ((const FoyerRow *) item->row)->id);
    }
  for (guint i = 0; i < tickets->len; i++)
    {
      const FoyerPendingRow *pending = g_ptr_array_index (tickets, i);
      g_autoptr (GError) failure = NULL;
      FoyerPushItem *item = foyer_push_item_read (self->db, pending, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (item != NULL && g_hash_table_contains (orders, &((FoyerTicket *) item->row)->order_id))
        g_ptr_array_add (batch->followers, item);
      else if (item != NULL)
        {
          tickets->pdata[n_kept++] = (gpointer) pending;
          foyer_push_item_free (item);
        }
      else
        g_ptr_array_add (self->silent, (gpointer) pending);
    }
  g_ptr_array_set_size (tickets, n_kept);
  for (guint i = 0; i < batch->items->len; i++)
    {
      const FoyerPushItem *item = g_ptr_array_index (batch->items, i);

      if (item->pending.is_tried && !add_told_again (self, batch, item->row, error))
        return FALSE;
    }
  return TRUE;
}

static FoyerPushItem *
next_item (FoyerPushPlan *self, GError **error)
{
  GPtrArray *rows = self->steps[self->step];

  if (self->waiting != NULL)
    return g_steal_pointer (&self->waiting);
  while (self->at < rows->len)
    {
      FoyerPendingRow *pending = g_ptr_array_index (rows, self->at++);
      g_autoptr (GError) failure = NULL;
      FoyerPushItem *item = foyer_push_item_read (self->db, pending, &failure);

      if (item != NULL)
        return item;
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      if (!pending->is_follower)
        g_ptr_array_add (self->silent, pending);
    }
  return NULL;
}

static FoyerPushBatch *
fill_batch (FoyerPushPlan *self, GError **error)
{
  FoyerPushCall call = call_of (self->step);
  guint most = most_of (self, call);
  g_autoptr (FoyerPushBatch) batch = NULL;
  g_autoptr (GError) failure = NULL;
  FoyerPushItem *item;

  while ((batch == NULL || !is_full (batch, most)) && (item = next_item (self, &failure)) != NULL)
    {
      const FoyerUuid *event_id = call != FOYER_PUSH_EDIT ? event_of (item->row) : NULL;

      if (batch == NULL)
        batch = foyer_push_batch_new (call, event_id);
      if ((event_id != NULL && !foyer_uuid_equal (event_id, &batch->event_id)) ||
          (batch->items->len > 0 && ((FoyerRow *) item->row)->type == &FOYER_IMAGE_TYPE))
        {
          self->waiting = item;
          break;
        }
      g_ptr_array_add (batch->items, item);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (batch != NULL && call == FOYER_PUSH_SALES && !add_followers (self, batch, error))
    return NULL;
  return g_steal_pointer (&batch);
}

/**
 * foyer_push_plan_next:
 * @self: a plan
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what goes next; %NULL without error at the end
 */
FoyerPushBatch *
foyer_push_plan_next (FoyerPushPlan *self, GError **error)
{
  for (; self->step < N_STEPS; self->step++, self->at = 0)
    {
      g_autoptr (GError) failure = NULL;
      FoyerPushBatch *batch = fill_batch (self, &failure);

      if (batch != NULL)
        return batch;
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  return NULL;
}

/**
 * foyer_push_plan_get_silent:
 * @self: a plan at its end
 *
 * Returns: (transfer none) (element-type FoyerPendingRow): rows of which there was nothing to tell,
 * as what changed of them follows from others
 */
GPtrArray *
foyer_push_plan_get_silent (FoyerPushPlan *self)
{
  return self->silent;
}

/**
 * foyer_push_plan_free:
 * @self: (transfer full) (nullable): a plan
 */
void
foyer_push_plan_free (FoyerPushPlan *self)
{
  if (self == NULL)
    return;
  foyer_push_item_free (self->waiting);
  for (guint i = 0; i < N_STEPS; i++)
    g_ptr_array_unref (self->steps[i]);
  g_ptr_array_unref (self->silent);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->new_tickets);
  g_object_unref (self->db);
  g_free (self);
}

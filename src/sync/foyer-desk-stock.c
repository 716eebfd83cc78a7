/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-desk-stock.h"

#include "foyer-row-store.h"
#include "foyer-tier-store.h"

/* Who sold nothing for so long is idle; and over so long the rate is taken. */
#define IDLE_AFTER (10 * G_TIME_SPAN_MINUTE)
/* How it was is noted so often. */
#define SAMPLE_EVERY (G_TIME_SPAN_MINUTE / 2)

/* How many places of a tier this desk had used. */
typedef struct
{
  gint64 time; /* by g_get_monotonic_time () */
  FoyerUuid tier_id;
  gint64 n_used;
} Sample;

struct _FoyerDeskStock
{
  FoyerUuid event_id;
  FoyerUuid device_id;
  GArray *samples; /* (owned) of Sample, the oldest first */
};

/* A tier while it is looked at. */
typedef struct
{
  gint64 here, wished;
  gint64 held;   /* here, and by others */
  gint64 n_used; /* by this desk, ever */
  gint64 in_carts;
} Sum;

/**
 * foyer_desk_stock_new:
 * @event_id: an event of a server
 * @device_id: this device
 *
 * Returns: (transfer full): what looks after it
 */
FoyerDeskStock *
foyer_desk_stock_new (const FoyerUuid *event_id, const FoyerUuid *device_id)
{
  FoyerDeskStock *self = g_new0 (FoyerDeskStock, 1);

  self->event_id = *event_id;
  self->device_id = *device_id;
  self->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  return self;
}

/**
 * foyer_desk_stock_free:
 * @self: (transfer full) (nullable): what looks after an event
 */
void
foyer_desk_stock_free (FoyerDeskStock *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->samples);
  g_free (self);
}

static void
bind (sqlite3_stmt *statement, int index, const FoyerUuid *id)
{
  if (id != NULL)
    sqlite3_bind_blob (statement, index, id->bytes, sizeof id->bytes, SQLITE_STATIC);
  else
    sqlite3_bind_null (statement, index);
}

/**
 * foyer_desk_stock_list:
 * @db: a connection
 * @event_id: an event
 * @tier_id: (nullable): one of its tiers
 * @device_id: this device
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerAllotment): what it holds; %NULL with error
 */
GPtrArray *
foyer_desk_stock_list (FoyerDatabase *db,
                       const FoyerUuid *event_id,
                       const FoyerUuid *tier_id,
                       const FoyerUuid *device_id,
                       GError **error)
{
  static const char tail[] =
      "WHERE event_id = ?1 AND device_id = ?2 AND ended_at IS NULL AND deleted_at IS NULL "
      "AND (?3 IS NULL OR tier_id = ?3) ORDER BY expires_at, id";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_ALLOTMENT_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  bind (statement, 1, event_id);
  bind (statement, 2, device_id);
  bind (statement, 3, tier_id);
  return foyer_row_store_read_all (db, &FOYER_ALLOTMENT_TYPE, statement, error);
}

/* Whether a cash session of this till is open. */
static gboolean
is_session_open (FoyerDeskStock *self, FoyerDatabase *db)
{
  static const char sql[] =
      "SELECT kind = 'OPEN' FROM till_records WHERE event_id = ?1 AND device_id = ?2 "
      "AND kind IN ('OPEN', 'CLOSE') ORDER BY sequence DESC LIMIT 1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  gboolean is_open = FALSE;

  if (statement == NULL)
    return FALSE;
  bind (statement, 1, &self->event_id);
  bind (statement, 2, &self->device_id);
  if (foyer_database_step (db, statement, NULL) == SQLITE_ROW)
    is_open = sqlite3_column_int (statement, 0) != 0;
  sqlite3_reset (statement);
  return is_open;
}

static gint64
count_in_carts (FoyerDeskStock *self, FoyerDatabase *db, const FoyerUuid *tier_id, gint64 now)
{
  static const char sql[] = "SELECT coalesce (sum (quantity), 0) FROM cart_holds "
                            "WHERE event_id = ?1 AND tier_id = ?2 AND expires_at > ?3";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  gint64 n = 0;

  if (statement == NULL)
    return 0;
  bind (statement, 1, &self->event_id);
  bind (statement, 2, tier_id);
  sqlite3_bind_int64 (statement, 3, now);
  if (foyer_database_step (db, statement, NULL) == SQLITE_ROW)
    n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n;
}

/* Every allotment of the event, into the sums of its tier. Gives how many desks hold any. */
static guint
sum_up (FoyerDeskStock *self, const FoyerOffer *offer, GPtrArray *rows, Sum *sums, gint64 now)
{
  g_autoptr (GHashTable) desks = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStringChunk) names = g_string_chunk_new (1024);

  for (guint i = 0; i < rows->len; i++)
    {
      const FoyerAllotment *row = g_ptr_array_index (rows, i);
      int tier = foyer_offer_find_tier (offer, &row->tier_id);
      gboolean is_mine = foyer_uuid_equal (&row->device_id, &self->device_id);
      gint64 left = is_mine ? foyer_allotment_get_left (row, now)
                            : row->ended_at == FOYER_NONE ? row->quantity - row->used : 0;
      char name[FOYER_UUID_STRING_SIZE];

      if (tier < 0)
        continue;
      sums[tier].held += left;
      if (is_mine)
        {
          sums[tier].here += left;
          sums[tier].wished += row->is_wished ? left : 0;
          sums[tier].n_used += MAX (row->used, row->used_here);
        }
      else if (left > 0)
        {
          foyer_uuid_format (&row->device_id, name);
          g_hash_table_add (desks, g_string_chunk_insert_const (names, name));
        }
    }
  return g_hash_table_size (desks) + 1;
}

/* What no desk holds, as far as the replica knows; FOYER_NONE without a limit. */
static gint64
count_pool (const FoyerOffer *offer, guint tier, const Sum *sums)
{
  const FoyerOfferTier *item = foyer_offer_tier (offer, tier);
  gint64 of_quota = 0, of_event = 0, left = G_MAXINT64;

  for (guint i = 0; i < offer->tiers->len; i++)
    {
      of_event += sums[i].held;
      if (item->quota >= 0 && foyer_offer_tier (offer, i)->quota == item->quota)
        of_quota += sums[i].held;
    }
  if (item->tier->quantity_total != FOYER_NONE)
    left = item->tier->quantity_total - item->n_taken - sums[tier].held;
  if (item->quota >= 0)
    left = MIN (left, foyer_offer_quota (offer, item->quota)->quota->quantity_total -
                          foyer_offer_quota (offer, item->quota)->n_taken - of_quota);
  if (offer->event->capacity != FOYER_NONE)
    left = MIN (left, offer->event->capacity - offer->n_taken - of_event);
  return left == G_MAXINT64 ? FOYER_NONE : MAX (left, 0);
}

/* Notes how it is, and tells what was sold since it was noted first. */
static double
measure (FoyerDeskStock *self, const FoyerUuid *tier_id, gint64 n_used, gboolean *is_selling)
{
  gint64 now = g_get_monotonic_time ();
  const Sample *first = NULL, *last = NULL;
  gint64 n_sold = 0;
  double hours;

  for (guint i = 0; i < self->samples->len; i++)
    {
      const Sample *sample = &g_array_index (self->samples, Sample, i);

      if (!foyer_uuid_equal (&sample->tier_id, tier_id))
        continue;
      if (first == NULL)
        first = sample;
      last = sample;
    }
  if (first != NULL)
    n_sold = MAX (n_used - first->n_used, 0);
  hours = first != NULL ? (double) (now - first->time) / G_TIME_SPAN_HOUR : 0;
  *is_selling |= n_sold > 0;
  if (last == NULL || now - last->time >= SAMPLE_EVERY)
    g_array_append_val (self->samples, ((Sample){ now, *tier_id, n_used }));
  /* In the first minute one sale says little. */
  return n_sold / MAX (hours, 1. / 60);
}

static void
forget_old (FoyerDeskStock *self)
{
  gint64 since = g_get_monotonic_time () - IDLE_AFTER;
  guint n = 0;

  while (n < self->samples->len && g_array_index (self->samples, Sample, n).time < since)
    n++;
  if (n > 0)
    g_array_remove_range (self->samples, 0, n);
}

static void
look_at_tier (FoyerDeskStock *self,
              FoyerDatabase *db,
              const FoyerOffer *offer,
              guint i,
              const Sum *sums,
              guint n_desks,
              gboolean is_open,
              gint64 now,
              GArray *stocks)
{
  const FoyerTier *tier = foyer_offer_tier (offer, i)->tier;
  gint64 in_pool = count_pool (offer, i, sums);
  FoyerTierStock stock = { .tier_id = tier->row.id };
  gboolean is_selling = is_open && tier->row.deleted_at == FOYER_NONE;

  if (in_pool == FOYER_NONE)
    in_pool = 0; /* it needs no places here, and those it has go back */
  stock.view = (FoyerStockView){
    .in_pool = in_pool,
    .n_desks = n_desks,
    .rate = measure (self, &tier->row.id, sums[i].n_used, &is_selling),
    .here = sums[i].here,
    .in_carts = count_in_carts (self, db, &tier->row.id, now),
    .wished = sums[i].wished,
    .is_over = offer->event->end_date <= now || offer->event->status == FOYER_EVENT_CANCELLED,
  };
  stock.view.is_selling = is_selling || stock.view.in_carts > 0;
  g_array_append_val (stocks, stock);
}

/**
 * foyer_desk_stock_read:
 * @self: what looks after an event
 * @db: a connection
 * @now: the time, by the server's clock
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerTierStock): its tiers; %NULL with error
 */
GArray *
foyer_desk_stock_read (FoyerDeskStock *self, FoyerDatabase *db, gint64 now, GError **error)
{
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (db, &FOYER_EVENT_TYPE, &self->event_id, error);
  g_autoptr (GPtrArray) rows =
      event != NULL ? foyer_row_store_list (db, &FOYER_ALLOTMENT_TYPE, &self->event_id, error)
                    : NULL;
  gboolean is_open = is_session_open (self, db), is_mine = FALSE;
  g_autoptr (FoyerOffer) offer = NULL;
  g_autofree Sum *sums = NULL;
  GArray *stocks;
  guint n_desks;

  if (rows == NULL)
    return NULL;
  stocks = g_array_new (FALSE, FALSE, sizeof (FoyerTierStock));
  for (guint i = 0; i < rows->len && !is_mine; i++)
    is_mine = foyer_uuid_equal (&((FoyerAllotment *) rows->pdata[i])->device_id, &self->device_id);
  if (!is_open && !is_mine)
    return stocks;
  offer = foyer_tier_store_load_offer (db, event, NULL, NULL, error);
  if (offer == NULL)
    {
      g_array_unref (stocks);
      return NULL;
    }
  forget_old (self);
  sums = g_new0 (Sum, offer->tiers->len);
  n_desks = sum_up (self, offer, rows, sums, now);
  for (guint i = 0; i < offer->tiers->len; i++)
    look_at_tier (self, db, offer, i, sums, n_desks, is_open, now, stocks);
  return stocks;
}

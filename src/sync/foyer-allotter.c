/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-allotter.h"

#include "foyer-changes.h"
#include "foyer-clock.h"
#include "foyer-desk-stock.h"
#include "foyer-identity.h"
#include "foyer-journal.h"
#include "foyer-pending.h"
#include "foyer-pull-store.h"
#include "foyer-row-json.h"
#include "foyer-row-store.h"
#include "foyer-server-store.h"

#include <glib/gi18n-lib.h>

/* How long places are held: a desk that is away for longer may not sell them any more. */
#define HOLD_MINUTES (14 * 24 * 60)
/* Half of that is over: they are held for as long again. */
#define RENEW_BEFORE (7 * G_TIME_SPAN_DAY)
/* Stocks are looked at so often. */
#define LOOK_EVERY (2 * G_TIME_SPAN_SECOND)
/* Who may not hold places does not ask again and again. */
#define REFUSED_FOR (5 * G_TIME_SPAN_MINUTE)
/* The server gives no more at a time. */
#define MOST 10000

struct _FoyerAllotter
{
  FoyerAccount *account; /* (owned) */
  FoyerDatabase *db;     /* (owned) */
  gint64 server_key;
  GHashTable *stocks;  /* (owned) FoyerUuid → FoyerDeskStock */
  GHashTable *refused; /* (owned) FoyerUuid of an event → until when, gint64 */
  gint64 looked_at;    /* by g_get_monotonic_time () */
};

/**
 * foyer_allotter_new:
 * @account: the person at the server
 * @db: a connection that writes
 * @server_key: the server
 *
 * Returns: (transfer full): what fetches places from it
 */
FoyerAllotter *
foyer_allotter_new (FoyerAccount *account, FoyerDatabase *db, gint64 server_key)
{
  FoyerAllotter *self = g_new0 (FoyerAllotter, 1);

  self->account = g_object_ref (account);
  self->db = g_object_ref (db);
  self->server_key = server_key;
  self->stocks = g_hash_table_new_full (foyer_uuid_hash, foyer_uuid_equal, g_free,
                                        (GDestroyNotify) foyer_desk_stock_free);
  self->refused =
      g_hash_table_new_full (foyer_uuid_hash, foyer_uuid_equal, g_free, g_free);
  return self;
}

/**
 * foyer_allotter_free:
 * @self: (transfer full) (nullable): what fetches places
 */
void
foyer_allotter_free (FoyerAllotter *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->stocks);
  g_hash_table_unref (self->refused);
  g_object_unref (self->account);
  g_object_unref (self->db);
  g_free (self);
}

static FoyerAllotment *
read_answer (GBytes *answer, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (FoyerAllotment) row = foyer_row_new (&FOYER_ALLOTMENT_TYPE);
  g_auto (FoyerJsonScanner) scanner = { 0 };
  FoyerColumnSet present;
  gsize n_bytes;
  const char *text = g_bytes_get_data (answer, &n_bytes);

  foyer_json_scanner_init (&scanner, text, n_bytes);
  foyer_row_json_read (&scanner, row, &present);
  if (!foyer_json_scanner_finish (&scanner, error))
    return NULL;
  row->event_id = *event_id;
  if (foyer_row_validate (row) == NULL && !foyer_uuid_is_nil (&row->row.id))
    return g_steal_pointer (&row);
  g_set_error_literal (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_NOT_UNDERSTOOD,
                       _ ("The server’s answer about places is not understood. Perhaps Foyer or "
                          "the server needs an update."));
  return NULL;
}

/* As the server has it. What only this device knows of it stays. */
static gboolean
write_answer (FoyerAllotter *self, FoyerAllotment *row, gboolean is_wished, GError **error)
{
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (self->db, FOYER_KIND_PULL, error);
  g_autoptr (FoyerAllotment) here = NULL;
  g_autoptr (FoyerAllotment) after = NULL;
  gboolean is_written;

  if (transaction == NULL)
    return FALSE;
  here = foyer_row_store_find (self->db, &FOYER_ALLOTMENT_TYPE, &row->row.id, NULL);
  if (here == NULL)
    {
      row->is_wished = is_wished;
      is_written = foyer_transaction_insert (transaction, row, error);
    }
  else
    {
      after = foyer_allotment_copy (here);
      after->quantity = row->quantity;
      after->used = row->used;
      after->expires_at = row->expires_at;
      after->ended_at = row->ended_at;
      after->is_wished |= is_wished;
      is_written = foyer_transaction_update (transaction, here, after, error) &&
                   foyer_pull_write_head (transaction, row, here->row.key, error);
    }
  return is_written && foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

static FoyerAllotment *
call (FoyerAllotter *self,
      const char *function,
      const GString *arguments,
      const FoyerUuid *event_id,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GBytes) answer =
      foyer_account_call (self->account, function, arguments->str, cancellable, error);

  return answer != NULL ? read_answer (answer, event_id, error) : NULL;
}

/* The same id again is the same places, for longer. */
static FoyerAllotment *
ask_for (FoyerAllotter *self,
         const FoyerUuid *id,
         const FoyerUuid *event_id,
         const FoyerUuid *tier_id,
         gint64 quantity,
         gint64 at_least,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GString) arguments = g_string_new ("{\"id\": ");

  foyer_row_json_append_id (arguments, id);
  g_string_append (arguments, ", \"event_id\": ");
  foyer_row_json_append_id (arguments, event_id);
  g_string_append (arguments, ", \"tier_id\": ");
  foyer_row_json_append_id (arguments, tier_id);
  g_string_append_printf (arguments,
                          ", \"quantity\": %" G_GINT64_FORMAT ", \"at_least\": %" G_GINT64_FORMAT
                          ", \"minutes\": %d}",
                          quantity, at_least, HOLD_MINUTES);
  return call (self, "allot", arguments, event_id, cancellable, error);
}

static FoyerDeskStock *
need_stock (FoyerAllotter *self, const FoyerUuid *event_id, GError **error)
{
  FoyerDeskStock *stock = g_hash_table_lookup (self->stocks, event_id);
  FoyerUuid device_id;

  if (stock != NULL)
    return stock;
  if (!foyer_identity_read (self->db, NULL, &device_id, error))
    return NULL;
  stock = foyer_desk_stock_new (event_id, &device_id);
  g_hash_table_insert (self->stocks, g_memdup2 (event_id, sizeof *event_id), stock);
  return stock;
}

/* What would be fetched in advance, if these are sold. */
static gint64
plan_more (FoyerAllotter *self, const FoyerUuid *event_id, const FoyerUuid *tier_id, gint64 n)
{
  FoyerDeskStock *stock = need_stock (self, event_id, NULL);
  g_autoptr (GArray) tiers =
      stock != NULL ? foyer_desk_stock_read (stock, self->db, foyer_clock_now (self->db), NULL)
                    : NULL;

  for (guint i = 0; tiers != NULL && i < tiers->len; i++)
    {
      FoyerTierStock *tier = &g_array_index (tiers, FoyerTierStock, i);

      if (!foyer_uuid_equal (&tier->tier_id, tier_id))
        continue;
      /* A cart that asks takes all that is free here, and these. */
      tier->view.in_pool = MAX (tier->view.in_pool - n, 0);
      tier->view.here += n;
      tier->view.in_carts = tier->view.here;
      return MAX (foyer_allotment_policy_plan (&tier->view), 0);
    }
  return 0;
}

/**
 * foyer_allotter_fetch:
 * @self: what fetches places
 * @event_id: an event of the server
 * @tier_id: one of its tiers
 * @n: how many are wanted
 * @is_wished: whether somebody asks by hand: they stay then, and no other comes along
 * @cancellable: (nullable): stops waiting; what the server gave all the same goes back by itself
 * @error: return location
 *
 * Returns: how many came, @n or more; -1 with error, which is the server's sentence when there are
 * not as many
 */
gint64
foyer_allotter_fetch (FoyerAllotter *self,
                      const FoyerUuid *event_id,
                      const FoyerUuid *tier_id,
                      gint64 n,
                      gboolean is_wished,
                      GCancellable *cancellable,
                      GError **error)
{
  gint64 more = is_wished ? 0 : plan_more (self, event_id, tier_id, n);
  g_autoptr (FoyerAllotment) row = NULL;
  FoyerUuid id;

  g_return_val_if_fail (n > 0, -1);

  foyer_uuid_init_v7 (&id);
  n = MIN (n, MOST);
  row = ask_for (self, &id, event_id, tier_id, MIN (n + more, MOST), n, cancellable, error);
  if (row == NULL || !write_answer (self, row, is_wished, error))
    return -1;
  return row->quantity - row->used;
}

/* Asks the server to take what goes back, until it is known that it has. */
static gboolean
send_back (FoyerAllotter *self,
           const FoyerUuid *event_id,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  FoyerUuid device_id;

  if (!foyer_identity_read (self->db, NULL, &device_id, error))
    return FALSE;
  rows = foyer_desk_stock_list (self->db, event_id, NULL, &device_id, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const FoyerAllotment *row = g_ptr_array_index (rows, i);
      g_autoptr (GString) arguments = g_string_new ("{\"id\": ");
      g_autoptr (FoyerAllotment) answer = NULL;

      if (!foyer_allotment_is_going_back (row))
        continue;
      foyer_row_json_append_id (arguments, &row->row.id);
      g_string_append_printf (arguments, ", \"keep\": %" G_GINT64_FORMAT "}",
                              foyer_allotment_get_keep (row));
      answer = call (self, "return_allotment", arguments, event_id, cancellable, error);
      if (answer == NULL || !write_answer (self, answer, FALSE, error))
        return FALSE;
    }
  return rows != NULL;
}

/* From now on so many are not sold here any more. Those that somebody wished for last. */
static gboolean
let_go (FoyerAllotter *self,
        const FoyerUuid *event_id,
        const FoyerUuid *tier_id,
        gint64 n,
        GError **error)
{
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (self->db, FOYER_KIND_PULL, error);
  g_autoptr (GPtrArray) rows = NULL;
  gint64 now = foyer_clock_now (self->db);
  FoyerUuid device_id;

  if (transaction == NULL || !foyer_identity_read (self->db, NULL, &device_id, error))
    return FALSE;
  rows = foyer_desk_stock_list (self->db, event_id, tier_id, &device_id, error);
  if (rows == NULL)
    return FALSE;
  for (guint wished = 0; wished < 2; wished++)
    for (guint i = rows->len; i-- > 0;)
      {
        const FoyerAllotment *before = g_ptr_array_index (rows, i);
        g_autoptr (FoyerAllotment) after = foyer_allotment_copy (before);

        if ((guint) !!before->is_wished != wished)
          continue;
        n -= foyer_allotment_give_back (after, n, now);
        if (!foyer_transaction_update (transaction, before, after, error))
          return FALSE;
      }
  return foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

/**
 * foyer_allotter_give_back:
 * @self: what fetches places
 * @event_id: an event of the server
 * @tier_id: (nullable): one of its tiers; %NULL for all
 * @cancellable: (nullable): stops waiting; it goes on by itself
 * @error: return location
 *
 * From now on nothing of it is sold here, whether the server hears of it now or later.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_allotter_give_back (FoyerAllotter *self,
                          const FoyerUuid *event_id,
                          const FoyerUuid *tier_id,
                          GCancellable *cancellable,
                          GError **error)
{
  FoyerDeskStock *stock = need_stock (self, event_id, error);
  g_autoptr (GArray) tiers =
      stock != NULL ? foyer_desk_stock_read (stock, self->db, foyer_clock_now (self->db), error)
                    : NULL;

  for (guint i = 0; tiers != NULL && i < tiers->len; i++)
    {
      const FoyerTierStock *tier = &g_array_index (tiers, FoyerTierStock, i);

      if ((tier_id == NULL || foyer_uuid_equal (&tier->tier_id, tier_id)) &&
          !let_go (self, event_id, &tier->tier_id, tier->view.here - tier->view.in_carts, error))
        return FALSE;
    }
  return tiers != NULL && send_back (self, event_id, cancellable, error);
}

/* All that was sold here was told, and came back counted: what the server counts is right. */
static gboolean
agree (FoyerAllotter *self, const FoyerUuid *event_id, GPtrArray *rows, GError **error)
{
  g_autoptr (FoyerServer) server = foyer_server_store_get (self->db, self->server_key, error);
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerPending) pending = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) present = NULL;
  gboolean is_needed = FALSE;
  gint64 position;

  for (guint i = 0; i < rows->len; i++)
    is_needed |=
        ((FoyerAllotment *) rows->pdata[i])->used_here > ((FoyerAllotment *) rows->pdata[i])->used;
  if (server == NULL || !is_needed)
    return server != NULL;
  /* Nobody sells meanwhile. */
  transaction = foyer_transaction_begin (self->db, FOYER_KIND_PULL, error);
  if (transaction == NULL)
    return FALSE;
  position = foyer_journal_get_position (self->db, error);
  pending = position >= 0 ? foyer_pending_read (self->db, self->server_key, server->pushed_set,
                                                position, error)
                          : NULL;
  waiting = pending != NULL ? foyer_pending_list (pending, self->db, error) : NULL;
  if (waiting == NULL)
    return FALSE;
  if (waiting->len > 0 || foyer_pending_has_problems (pending))
    return TRUE;
  present = foyer_desk_stock_list (self->db, event_id, NULL,
                                   &((FoyerAllotment *) rows->pdata[0])->device_id, error);
  for (guint i = 0; present != NULL && i < present->len; i++)
    {
      const FoyerAllotment *before = g_ptr_array_index (present, i);
      g_autoptr (FoyerAllotment) after = foyer_allotment_copy (before);

      after->used_here = FOYER_NONE;
      if (!foyer_transaction_update (transaction, before, after, error))
        return FALSE;
    }
  return present != NULL && foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

static gboolean
renew (FoyerAllotter *self, const FoyerAllotment *row, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerAllotment) answer =
      ask_for (self, &row->row.id, &row->event_id, &row->tier_id, MAX (row->quantity, 1),
               MAX (row->quantity, 1), cancellable, error);

  return answer != NULL && write_answer (self, answer, row->is_wished, error);
}

static gboolean
follow_plan (FoyerAllotter *self,
             const FoyerUuid *event_id,
             gint64 now,
             GCancellable *cancellable,
             GError **error)
{
  FoyerDeskStock *stock = need_stock (self, event_id, error);
  g_autoptr (GArray) tiers =
      stock != NULL ? foyer_desk_stock_read (stock, self->db, now, error) : NULL;

  for (guint i = 0; tiers != NULL && i < tiers->len; i++)
    {
      const FoyerTierStock *tier = &g_array_index (tiers, FoyerTierStock, i);
      gint64 n = foyer_allotment_policy_plan (&tier->view);
      g_autoptr (FoyerAllotment) row = NULL;
      FoyerUuid id;

      if (n < 0 && !let_go (self, event_id, &tier->tier_id, -n, error))
        return FALSE;
      if (n <= 0)
        continue;
      foyer_uuid_init_v7 (&id);
      row = ask_for (self, &id, event_id, &tier->tier_id, MIN (n, MOST), 1, cancellable, error);
      if (row == NULL || !write_answer (self, row, FALSE, error))
        return FALSE;
    }
  return tiers != NULL;
}

static gboolean
run_event (FoyerAllotter *self,
           const FoyerUuid *event_id,
           const FoyerUuid *device_id,
           GCancellable *cancellable,
           GError **error)
{
  gint64 now = foyer_clock_now (self->db);
  g_autoptr (GPtrArray) rows = foyer_desk_stock_list (self->db, event_id, NULL, device_id, error);

  if (rows == NULL || (rows->len > 0 && !agree (self, event_id, rows, error)))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const FoyerAllotment *row = g_ptr_array_index (rows, i);

      if (row->expires_at - now < RENEW_BEFORE && foyer_allotment_get_left (row, now) > 0 &&
          !renew (self, row, cancellable, error))
        return FALSE;
    }
  return follow_plan (self, event_id, now, cancellable, error) &&
         send_back (self, event_id, cancellable, error);
}

/* It is no trouble of the connection when somebody may not sell, or was faster. */
static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_REFUSED) ||
         g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_NOT_ALLOWED);
}

static gboolean
is_resting (FoyerAllotter *self, const FoyerUuid *event_id)
{
  const gint64 *until = g_hash_table_lookup (self->refused, event_id);

  return until != NULL && g_get_monotonic_time () < *until;
}

static void
rest (FoyerAllotter *self, const FoyerUuid *event_id, const GError *error)
{
  gboolean is_allowed = g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_REFUSED);
  gint64 until = g_get_monotonic_time () + (is_allowed ? LOOK_EVERY : REFUSED_FOR);

  g_hash_table_insert (self->refused, g_memdup2 (event_id, sizeof *event_id),
                       g_memdup2 (&until, sizeof until));
}

/**
 * foyer_allotter_run:
 * @self: what fetches places
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Does what is due for each event of the server: gives back, agrees on what was sold, holds for
 * longer, fetches in advance.
 *
 * Returns: %FALSE with error: the server is not reached, or the replica cannot be written
 */
gboolean
foyer_allotter_run (FoyerAllotter *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) events = NULL;
  FoyerUuid device_id;

  if (self->looked_at != 0 && g_get_monotonic_time () - self->looked_at < LOOK_EVERY)
    return TRUE;
  self->looked_at = g_get_monotonic_time ();
  events = foyer_server_store_events (self->db, self->server_key, error);
  if (events == NULL || !foyer_identity_read (self->db, NULL, &device_id, error))
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (events, i);
      g_autoptr (GError) failure = NULL;

      if (event->is_new || event->is_gone || event->load != FOYER_LOAD_NONE ||
          is_resting (self, &event->event_id) ||
          run_event (self, &event->event_id, &device_id, cancellable, &failure))
        continue;
      if (!is_refusal (failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      rest (self, &event->event_id, failure);
    }
  return TRUE;
}

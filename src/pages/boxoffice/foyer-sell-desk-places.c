/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The places of a cart.
 *
 *   touched ─▸ held here, for ten minutes after the last touch
 *      └── too few are here, and a server has more ─▸ exactly as many are fetched ─▸ held
 *
 * What is shown does not wait for it. Without the server what is here is sold. */

#include "foyer-sell-desk-private.h"

#include "foyer-cart-hold-store.h"
#include "foyer-clock.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

#define TICK 5  /* seconds between two looks at the clock */
#define LOOK 20 /* and at how old it is what is shown of others */

gboolean
foyer_sell_desk_is_about_places (FoyerRefusalKind kind)
{
  return kind == FOYER_REFUSAL_SOLD_OUT || kind == FOYER_REFUSAL_NOT_ENOUGH ||
         kind == FOYER_REFUSAL_OVER_CAPACITY;
}

/* Ten minutes
 * ------------------------------------------------------------------------------------------ */

/* Whatever clock the holds are kept by, they end now. */
void
foyer_sell_desk_check_lapse (FoyerSellDesk *self, gint64 since_boot)
{
  g_autoptr (FoyerSaleCart) empty = NULL;

  if (self->has_lapsed || since_boot - self->touched_at < FOYER_CART_HOLD_TIME)
    return;
  g_clear_handle_id (&self->lapse_source, g_source_remove);
  self->has_lapsed = TRUE;
  empty = foyer_sale_cart_new ();
  empty->id = self->cart->id;
  foyer_sell_job_hold_async (self->replica, &self->event_id, empty, NULL, NULL);
  foyer_sell_desk_reload (self);
  foyer_sell_desk_changed (self);
}

static gboolean
tick_cb (gpointer data)
{
  FoyerSellDesk *self = data;

  foyer_sell_desk_check_lapse (self, foyer_clock_since_boot ());
  return self->lapse_source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* An order that is on disk has its places. */
void
foyer_sell_desk_await_lapse (FoyerSellDesk *self)
{
  g_clear_handle_id (&self->lapse_source, g_source_remove);
  self->has_lapsed = FALSE;
  self->touched_at = foyer_clock_since_boot ();
  if (!foyer_sale_cart_is_empty (self->cart) && self->begun == NULL)
    self->lapse_source = g_timeout_add_seconds (TICK, tick_cb, self);
}

/* Age
 * ---------------------------------------------------------------------------------------------- */

/* What a server says again and again is as new as its last word, and what it does not say any more
 * grows old, also while nobody sells. */
void
foyer_sell_desk_check_age (FoyerSellDesk *self, gint64 now)
{
  if (self->sight->as_of != FOYER_NONE && now - self->sight->as_of >= G_TIME_SPAN_MINUTE)
    foyer_sell_desk_reload (self);
}

static gboolean
age_cb (gpointer data)
{
  foyer_sell_desk_check_age (data, foyer_time_now ());
  return G_SOURCE_CONTINUE;
}

void
foyer_sell_desk_await_age (FoyerSellDesk *self)
{
  if (self->age_source == 0 && self->sight->as_of != FOYER_NONE)
    self->age_source = g_timeout_add_seconds (LOOK, age_cb, self);
}

/* Holding
 * ------------------------------------------------------------------------------------------ */

static void hold (FoyerSellDesk *self);

static void
held_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSellDesk) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_held = foyer_sell_job_hold_finish (result, &error);
  gboolean is_open = (self->phase == FOYER_SELL_FILLING || self->phase == FOYER_SELL_PAYING) &&
                     self->begun == NULL;

  self->is_holding = FALSE;
  /* What is being sold holds nothing any more. */
  if (self->is_touched && is_open)
    {
      hold (self);
      return;
    }
  self->is_touched = FALSE;
  if (!is_held && self->problem == NULL && is_open && !self->is_reserving)
    {
      foyer_sell_desk_set_problem (self, error->message);
      foyer_sell_desk_reload (self);
      foyer_sell_desk_changed (self);
    }
}

/* In the background, one after the other. */
static void
hold (FoyerSellDesk *self)
{
  self->is_touched = self->is_holding;
  if (self->is_holding)
    return;
  self->is_holding = TRUE;
  foyer_sell_job_hold_async (self->replica, &self->event_id, self->cart, held_cb,
                             g_object_ref (self));
}

/* Fetching
 * ------------------------------------------------------------------------------------------ */

static gint64
count_wanted (FoyerSellDesk *self, const FoyerUuid *tier_id)
{
  gint64 n = 0;

  for (guint i = 0; i < self->cart->lines->len; i++)
    {
      const FoyerSaleLine *line = &g_array_index (self->cart->lines, FoyerSaleLine, i);

      if (foyer_uuid_equal (&line->tier_id, tier_id))
        n += line->quantity;
    }
  return n;
}

/* How many of a tier the cart wants that are not here; 0: enough are. */
static gint64
count_missing (FoyerSellDesk *self, const FoyerUuid *tier_id)
{
  int tier = foyer_offer_find_tier (self->sight->offer, tier_id);
  gint64 here =
      tier >= 0 ? foyer_offer_tier (self->sight->offer, (guint) tier)->n_here : FOYER_NONE;

  return here != FOYER_NONE ? MAX (count_wanted (self, tier_id) - here, 0) : 0;
}

static gboolean
is_reachable (FoyerSellDesk *self)
{
  return self->engine != NULL && self->sight != NULL && self->sight->as_of != FOYER_NONE &&
         foyer_sync_engine_get_state (self->engine) != FOYER_SYNC_OFFLINE;
}

gboolean
foyer_sell_desk_can_fetch (FoyerSellDesk *self, guint tier)
{
  gint64 as_of;
  const FoyerStock *stock;

  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), FALSE);

  stock = foyer_sell_desk_get_stock (self, tier, &as_of);
  return stock != NULL && stock->is_escrowed && stock->elsewhere > 0 && is_reachable (self);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSellDesk) self = data;
  g_autoptr (GError) error = NULL;
  gint64 n = foyer_sync_engine_fetch_places_finish (FOYER_SYNC_ENGINE (source), result, &error);

  g_clear_object (&self->fetching);
  if (n < 0)
    {
      self->is_refused = TRUE;
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        foyer_sell_desk_set_problem (self, error->message);
    }
  /* It goes on with what is here then. */
  foyer_sell_desk_reload (self);
}

/* One tier after the other; FALSE: nothing is missing, or nobody can be asked. */
static gboolean
fetch (FoyerSellDesk *self)
{
  if (self->is_refused || !is_reachable (self))
    return FALSE;
  if (self->fetching != NULL)
    {
      /* Somebody took it out of the cart again. */
      if (count_missing (self, &self->fetched_tier) == 0)
        g_cancellable_cancel (self->fetching);
      return TRUE;
    }
  for (guint i = 0; i < self->cart->lines->len; i++)
    {
      const FoyerUuid *tier_id = &g_array_index (self->cart->lines, FoyerSaleLine, i).tier_id;
      gint64 n = count_missing (self, tier_id);

      if (n == 0)
        continue;
      self->fetching = g_cancellable_new ();
      self->fetched_tier = *tier_id;
      foyer_sync_engine_fetch_places_async (self->engine, &self->event_id, tier_id, n, FALSE,
                                            self->fetching, fetched_cb, g_object_ref (self));
      return TRUE;
    }
  return FALSE;
}

/* What there is was read anew: is there enough now, or is somebody to be asked? */
void
foyer_sell_desk_seen (FoyerSellDesk *self)
{
  gboolean was_reserving = self->is_reserving;

  if (self->phase != FOYER_SELL_FILLING && self->phase != FOYER_SELL_PAYING)
    return;
  if (self->begun != NULL || self->has_lapsed)
    return;
  self->is_reserving = fetch (self);
  if (self->is_reserving || !was_reserving)
    return;
  hold (self);
  if (self->wants_pay)
    {
      self->wants_pay = FALSE;
      foyer_sell_desk_pay (self);
      if (self->phase == FOYER_SELL_PAYING)
        foyer_sell_desk_press_again (self);
      else
        g_array_set_size (self->keys, 0);
    }
}

void
foyer_sell_desk_touch (FoyerSellDesk *self)
{
  foyer_sell_desk_set_problem (self, NULL);
  self->digits[0] = '\0';
  self->is_refused = FALSE;
  foyer_sell_desk_make_price (self);
  foyer_sell_desk_await_lapse (self);
  self->is_reserving = fetch (self);
  if (!self->is_reserving)
    hold (self);
  foyer_sell_desk_changed (self);
}

/* Giving back
 * ------------------------------------------------------------------------------------------ */

/* A desk that is away keeps what it has: it may be all that it can sell today. */
void
foyer_sell_desk_return_places (FoyerSellDesk *self)
{
  if (is_reachable (self))
    foyer_sync_engine_return_places_async (self->engine, &self->event_id, NULL, NULL, NULL, NULL);
}

/* What the cart held is free: now all of it can go. */
static void
released_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSellDesk) self = data;

  if (foyer_sell_job_hold_finish (result, NULL))
    foyer_sell_desk_return_places (self);
}

void
foyer_sell_desk_close (FoyerSellDesk *self)
{
  g_autoptr (FoyerSaleCart) empty = NULL;

  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  g_cancellable_cancel (self->fetching);
  g_clear_handle_id (&self->lapse_source, g_source_remove);
  if (self->begun != NULL && self->begun->payments->len == 0 && !self->is_resumed &&
      self->phase == FOYER_SELL_PAYING)
    foyer_sell_desk_abandon (self);
  empty = foyer_sale_cart_new ();
  empty->id = self->cart->id;
  self->has_lapsed = TRUE; /* nothing is fetched for it any more */
  foyer_sell_job_hold_async (self->replica, &self->event_id, empty, released_cb,
                             g_object_ref (self));
}

void
foyer_sell_desk_set_engine (FoyerSellDesk *self, FoyerSyncEngine *engine)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  g_set_object (&self->engine, engine);
}

gboolean
foyer_sell_desk_is_mailed (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), FALSE);

  return self->sight != NULL && self->sight->as_of != FOYER_NONE && self->sold != NULL &&
         self->sold->due == 0 && self->sold->order->buyer_email != NULL;
}

gboolean
foyer_sell_desk_is_reserving (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), FALSE);

  return self->is_reserving;
}

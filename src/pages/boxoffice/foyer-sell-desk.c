/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sell-desk-private.h"

#include "foyer-allotment.h"
#include "foyer-event-text.h"
#include "foyer-offer-words.h"
#include "foyer-order.h"
#include "foyer-ticket.h"
#include "foyer-till-record.h"
#include "foyer-time.h"
#include "foyer-training-store.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (FoyerSellDesk, foyer_sell_desk, G_TYPE_OBJECT)

enum
{
  CHANGED,
  ASKED,
  TAKEN,
  SOLD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
foyer_sell_desk_changed (FoyerSellDesk *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
foyer_sell_desk_ask (FoyerSellDesk *self, FoyerSellQuestion question, guint tier)
{
  g_signal_emit (self, signals[ASKED], 0, (int) question, tier);
}

void
foyer_sell_desk_take_problem (FoyerSellDesk *self, char *problem)
{
  g_free (self->problem);
  self->problem = problem;
  self->misses_till = FALSE;
}

void
foyer_sell_desk_set_problem (FoyerSellDesk *self, const char *problem)
{
  foyer_sell_desk_take_problem (self, g_strdup (problem));
}

/* What there is
 * ------------------------------------------------------------------------------------------ */

/* A hidden tier is seen by whoever has a code for it that can be used now. */
static gboolean
is_seen (FoyerSellDesk *self, guint tier, gint64 now)
{
  const FoyerTier *row = foyer_offer_tier (self->sight->offer, tier)->tier;
  const FoyerCartItem item = { row->row.id, 1, FOYER_NONE };
  g_auto (FoyerSaleCartView) view = { 0 };
  FoyerCart cart;

  if (!row->is_hidden)
    return TRUE;
  foyer_sale_cart_view (self->cart, &view);
  cart = (FoyerCart){ &item, 1, view.cart.codes, view.cart.n_codes };
  foyer_price_make (self->scratch, self->sight->offer, &cart, now);
  for (guint i = 0; i < self->scratch->refusals->len; i++)
    if (g_array_index (self->scratch->refusals, FoyerRefusal, i).kind == FOYER_REFUSAL_HIDDEN)
      return FALSE;
  return TRUE;
}

static void
list_tiers (FoyerSellDesk *self)
{
  gint64 now = foyer_time_now ();

  g_array_set_size (self->tiers, 0);
  for (guint i = 0; i < self->sight->offer->tiers->len; i++)
    {
      FoyerSellTier tier = { .tier = i };

      if (!is_seen (self, i, now))
        continue;
      tier.key = self->tiers->len < 26 ? (char) ('A' + self->tiers->len) : '\0';
      foyer_tier_sale_read (self->sight->offer, i, TRUE, now, &tier.sale);
      g_array_append_val (self->tiers, tier);
    }
}

/* An order that is on disk costs what it costs. */
void
foyer_sell_desk_make_price (FoyerSellDesk *self)
{
  if (self->sight == NULL)
    return;
  foyer_sale_cart_price (self->cart, self->sight->offer, foyer_time_now (), self->price);
  foyer_sell_tender_set_total (self->tender, foyer_sell_desk_get_total (self));
}

static void look (FoyerSellDesk *self);

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSellDesk) self = data;
  g_autoptr (GError) error = NULL;
  FoyerSellSight *sight = foyer_sell_job_look_finish (result, &error);
  gboolean was_open = self->sight != NULL && self->sight->till.is_open;

  self->is_looking = FALSE;
  if (sight != NULL)
    {
      g_clear_pointer (&self->sight, foyer_sell_sight_free);
      g_clear_pointer (&self->zone, g_time_zone_unref);
      self->sight = sight;
      self->zone = foyer_event_text_load_zone (sight->offer->event);
      if (*self->tender->currency == '\0')
        foyer_sell_tender_begin (self->tender, foyer_sell_desk_get_currency (self), 0);
      list_tiers (self);
      foyer_sell_desk_make_price (self);
      foyer_sell_desk_await_age (self);
      if (was_open && !sight->till.is_open)
        foyer_sell_desk_return_places (self);
    }
  else
    {
      foyer_sell_desk_set_problem (self, error->message);
    }
  if (self->is_stale)
    look (self);
  else
    foyer_sell_desk_seen (self);
  foyer_sell_desk_changed (self);
}

static void
look (FoyerSellDesk *self)
{
  self->is_stale = self->is_looking;
  if (self->is_looking)
    return;
  self->is_looking = TRUE;
  foyer_sell_job_look_async (self->replica, &self->event_id, self->cart, looked_cb,
                             g_object_ref (self));
}

static void
replica_changed_cb (FoyerSellDesk *self, FoyerChanges *changes)
{
  const FoyerRowType *const types[] = { &FOYER_EVENT_TYPE,     &FOYER_TIER_TYPE,
                                        &FOYER_QUOTA_TYPE,     &FOYER_PROMO_CODE_TYPE,
                                        &FOYER_TICKET_TYPE,    &FOYER_ORDER_TYPE,
                                        &FOYER_ALLOTMENT_TYPE, &FOYER_TILL_RECORD_TYPE };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (foyer_changes_touch (changes, types[i]))
      {
        look (self);
        return;
      }
}

/* Of a cart that is left or sold: what it held is gone with it. */
void
foyer_sell_desk_empty (FoyerSellDesk *self)
{
  foyer_sale_cart_clear (self->cart);
  self->chosen = -1;
  self->digits[0] = '\0';
  if (self->sight != NULL)
    list_tiers (self);
  foyer_sell_desk_make_price (self);
  foyer_sell_tender_begin (self->tender, foyer_sell_desk_get_currency (self), 0);
  foyer_sell_desk_await_lapse (self);
}

char *
foyer_sell_desk_dup_refusal (FoyerSellDesk *self)
{
  g_auto (FoyerSaleCartView) view = { 0 };

  foyer_sale_cart_view (self->cart, &view);
  for (guint i = 0; i < self->price->refusals->len; i++)
    {
      const FoyerRefusal *refusal = &g_array_index (self->price->refusals, FoyerRefusal, i);

      if (refusal->kind == FOYER_REFUSAL_EMPTY)
        return g_strdup (_ ("Choose a ticket first."));
      if (foyer_refusal_blocks (refusal->kind))
        return foyer_refusal_describe (refusal, self->sight->offer, &view.cart, self->zone,
                                       foyer_time_now ());
    }
  return NULL;
}

static void
foyer_sell_desk_finalize (GObject *object)
{
  FoyerSellDesk *self = FOYER_SELL_DESK (object);

  foyer_sell_desk_set_engine (self, NULL);
  g_clear_handle_id (&self->lapse_source, g_source_remove);
  g_clear_handle_id (&self->age_source, g_source_remove);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->sight, foyer_sell_sight_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->tiers, g_array_unref);
  g_clear_pointer (&self->cart, foyer_sale_cart_free);
  g_clear_pointer (&self->price, foyer_price_free);
  g_clear_pointer (&self->scratch, foyer_price_free);
  g_clear_pointer (&self->tender, foyer_sell_tender_free);
  g_clear_pointer (&self->sold, foyer_sale_result_free);
  g_clear_pointer (&self->begun, foyer_sale_result_free);
  g_clear_pointer (&self->left, foyer_sale_result_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->keys, g_array_unref);
  G_OBJECT_CLASS (foyer_sell_desk_parent_class)->finalize (object);
}

static void
foyer_sell_desk_class_init (FoyerSellDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_sell_desk_finalize;
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_SELL_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ASKED] = g_signal_new ("asked", FOYER_TYPE_SELL_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_UINT);
  signals[TAKEN] = g_signal_new ("taken", FOYER_TYPE_SELL_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[SOLD] = g_signal_new ("sold", FOYER_TYPE_SELL_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
foyer_sell_desk_init (FoyerSellDesk *self)
{
  self->tiers = g_array_new (FALSE, FALSE, sizeof (FoyerSellTier));
  self->cart = foyer_sale_cart_new ();
  self->price = foyer_price_new ();
  self->scratch = foyer_price_new ();
  self->tender = foyer_sell_tender_new ();
  self->keys = g_array_new (FALSE, FALSE, sizeof (guint));
  self->chosen = -1;
}

FoyerSellDesk *
foyer_sell_desk_new (FoyerReplica *replica, const FoyerUuid *event_id)
{
  FoyerSellDesk *self = g_object_new (FOYER_TYPE_SELL_DESK, NULL);

  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  look (self);
  foyer_sell_desk_find_left (self);
  return self;
}

void
foyer_sell_desk_reload (FoyerSellDesk *self)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  look (self);
}

FoyerReplica *
foyer_sell_desk_get_replica (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return self->replica;
}

const FoyerUuid *
foyer_sell_desk_get_event_id (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return &self->event_id;
}

const FoyerOffer *
foyer_sell_desk_get_offer (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return self->sight != NULL ? self->sight->offer : NULL;
}

GTimeZone *
foyer_sell_desk_get_zone (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return self->zone;
}

const char *
foyer_sell_desk_get_currency (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return self->sight != NULL && self->sight->offer->event->currency != NULL
             ? self->sight->offer->event->currency
             : "";
}

GArray *
foyer_sell_desk_get_tiers (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return self->tiers;
}

const FoyerStock *
foyer_sell_desk_get_stock (FoyerSellDesk *self, guint tier, gint64 *as_of)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  if (self->sight == NULL || self->sight->as_of == FOYER_NONE || tier >= self->sight->stocks->len)
    return NULL;
  *as_of = self->sight->as_of;
  return &g_array_index (self->sight->stocks, FoyerStock, tier);
}

const FoyerSaleCart *
foyer_sell_desk_get_cart (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return self->cart;
}

const FoyerPrice *
foyer_sell_desk_get_price (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return self->price;
}

gint64
foyer_sell_desk_get_total (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), 0);

  return self->begun != NULL ? self->begun->order->total : self->price->total;
}

const FoyerSaleResult *
foyer_sell_desk_get_begun (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return self->begun;
}

const FoyerSaleResult *
foyer_sell_desk_get_left (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return self->left;
}

const FoyerSellTender *
foyer_sell_desk_get_tender (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return self->tender;
}

FoyerSellPhase
foyer_sell_desk_get_phase (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), FOYER_SELL_FILLING);

  return self->phase;
}

gint64
foyer_sell_desk_get_quantity (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), 0);

  return g_ascii_strtoll (self->digits, NULL, 10);
}

int
foyer_sell_desk_get_chosen (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), -1);

  return self->chosen;
}

const FoyerSaleResult *
foyer_sell_desk_get_sold (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return self->sold;
}

const FoyerTillSight *
foyer_sell_desk_get_till (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return self->sight != NULL ? &self->sight->till : NULL;
}

const char *
foyer_sell_desk_get_problem (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  return self->problem;
}

/* Without a ticket in the cart a code cannot do anything yet, and nobody is told so. */
char *
foyer_sell_desk_dup_remarks (FoyerSellDesk *self)
{
  GString *text = g_string_new (NULL);
  g_auto (FoyerSaleCartView) view = { 0 };

  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), NULL);

  foyer_sale_cart_view (self->cart, &view);
  for (guint i = 0; i < self->price->refusals->len; i++)
    {
      const FoyerRefusal *refusal = &g_array_index (self->price->refusals, FoyerRefusal, i);
      g_autofree char *words = NULL;

      if (refusal->kind == FOYER_REFUSAL_EMPTY ||
          (self->is_reserving && foyer_sell_desk_is_about_places (refusal->kind)) ||
          (view.cart.n_items == 0 && refusal->kind == FOYER_REFUSAL_CODE_NOT_FOR_TIERS))
        continue;
      words = foyer_refusal_describe (refusal, self->sight->offer, &view.cart, self->zone,
                                      foyer_time_now ());
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }
  return g_string_free (text, text->len == 0);
}

gboolean
foyer_sell_desk_has_lapsed (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), FALSE);

  return self->has_lapsed;
}

gboolean
foyer_sell_desk_is_training (FoyerSellDesk *self)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), FALSE);

  return foyer_training_store_is_training (foyer_replica_get_path (self->replica));
}

FoyerTillActor
foyer_sell_desk_get_actor (FoyerSellDesk *self)
{
  return self->actor;
}

void
foyer_sell_desk_set_actor (FoyerSellDesk *self, const FoyerTillActor *actor)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  self->actor = *actor;
  foyer_sell_desk_changed (self);
}

/* Told by what pays, so that the signal has one place. */
void
foyer_sell_desk_emit_sold (FoyerSellDesk *self)
{
  g_signal_emit (self, signals[SOLD], 0);
}

void
foyer_sell_desk_emit_taken (FoyerSellDesk *self)
{
  g_signal_emit (self, signals[TAKEN], 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An order that is paid in parts: each is on disk before the next is asked for. */

#include "foyer-sell-desk-private.h"

#include "foyer-money.h"
#include "foyer-sell-part-job.h"

#include <glib/gi18n-lib.h>

static void
refuse (FoyerSellDesk *self, const char *sentence)
{
  foyer_sell_desk_set_problem (self, sentence);
  foyer_sell_desk_changed (self);
}

static gint64
sum_paid (const FoyerSaleResult *order)
{
  return order->order->total - order->due;
}

gboolean
foyer_sell_desk_refuse_edit (FoyerSellDesk *self)
{
  g_autofree char *paid = NULL;

  if (self->begun == NULL)
    return FALSE;
  paid = foyer_money_format (sum_paid (self->begun), self->begun->order->currency);
  if (self->begun->payments->len > 0)
    foyer_sell_desk_take_problem (
        self, g_strdup_printf (_ ("%s of this order is paid. Take the rest, leave it for later, or "
                                  "give back what was paid."),
                               paid));
  else
    foyer_sell_desk_set_problem (self, _ ("This order is to be paid first, or given up."));
  foyer_sell_desk_changed (self);
  return TRUE;
}

/* Begun
 * ------------------------------------------------------------------------------------------ */

/* Takes order. */
static void
go_on (FoyerSellDesk *self, FoyerSaleResult *order)
{
  g_clear_pointer (&self->begun, foyer_sale_result_free);
  self->begun = order;
  self->phase = FOYER_SELL_PAYING;
  foyer_sell_desk_await_lapse (self);
  foyer_sell_tender_resume (self->tender, order->order->total, order->payments);
  foyer_sell_desk_changed (self);
}

static void
fail (FoyerSellDesk *self, const GError *error)
{
  FoyerTender *used = self->tender->parts->len > 0 ? foyer_sell_desk_dup_used (self, error) : NULL;

  g_array_set_size (self->keys, 0);
  self->phase = FOYER_SELL_PAYING;
  if (self->begun != NULL)
    foyer_sell_tender_resume (self->tender, self->begun->order->total, self->begun->payments);
  else if (self->tender->parts->len > 0)
    foyer_sell_tender_drop_last (self->tender);
  if (used != NULL)
    foyer_sell_tender_type_again (self->tender, used);
  foyer_sell_desk_reload (self);
  refuse (self, error->message);
}

/* Takes order: the parts, or the last of them. */
static void
take_paid (FoyerSellDesk *self, FoyerSaleResult *order)
{
  if (order->due == 0)
    {
      foyer_sell_desk_take_sold (self, order);
      return;
    }
  go_on (self, order);
  foyer_sell_desk_emit_taken (self);
  foyer_sell_desk_press_again (self);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSellDesk) self = data;
  g_autoptr (GError) error = NULL;
  FoyerSaleResult *order = foyer_sell_job_sell_finish (result, &error);

  if (order == NULL)
    {
      fail (self, error);
      return;
    }
  self->is_resumed = FALSE;
  take_paid (self, order);
}

static void
part_paid_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSellDesk) self = data;
  g_autoptr (GError) error = NULL;
  FoyerSaleResult *order = foyer_sell_part_job_finish (result, &error);

  if (order != NULL)
    take_paid (self, order);
  else
    fail (self, error);
}

static void
run (FoyerSellDesk *self, FoyerSellPart *part, GAsyncReadyCallback callback)
{
  self->phase = FOYER_SELL_WRITING;
  foyer_sell_desk_set_problem (self, NULL);
  part->id = self->begun->order->row.id;
  part->actor = self->actor;
  foyer_sell_part_job_async (self->replica, part, callback, g_object_ref (self));
  foyer_sell_desk_changed (self);
}

void
foyer_sell_desk_write_part (FoyerSellDesk *self)
{
  GArray *parts = self->tender->parts;
  FoyerSellPart part = { .act = FOYER_SELL_PART_PAY };

  if (self->begun != NULL)
    {
      part.tender = &g_array_index (parts, FoyerTender, parts->len - 1);
      part.wishes = foyer_sell_desk_list_wishes (self);
      run (self, &part, part_paid_cb);
      return;
    }
  self->phase = FOYER_SELL_WRITING;
  foyer_sell_desk_set_problem (self, NULL);
  foyer_sell_job_sell_async (self->replica, &self->event_id, self->cart, self->tender, &self->actor,
                             self->price->total, FOYER_SALE_REST_BEGUN, NULL, begun_cb,
                             g_object_ref (self));
  foyer_sell_desk_changed (self);
}

/* Giving back, leaving, giving up
 * ------------------------------------------------------------------------------------------ */

static void
given_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSellDesk) self = data;
  g_autoptr (GError) error = NULL;
  FoyerSaleResult *order = foyer_sell_part_job_finish (result, &error);

  if (order == NULL)
    {
      fail (self, error);
      return;
    }
  go_on (self, order);
  foyer_sell_desk_press_again (self);
}

void
foyer_sell_desk_give_back (FoyerSellDesk *self, guint part)
{
  FoyerSellPart back = { .act = FOYER_SELL_PART_GIVE_BACK };

  if (self->begun == NULL || part >= self->begun->payments->len)
    return;
  back.payment_id = ((const FoyerPayment *) self->begun->payments->pdata[part])->row.id;
  run (self, &back, given_back_cb);
}

static void
left_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSellDesk) self = data;
  g_autoptr (GError) error = NULL;
  FoyerSaleResult *order = foyer_sell_part_job_finish (result, &error);

  if (order != NULL)
    foyer_sell_desk_take_sold (self, order);
  else
    fail (self, error);
}

void
foyer_sell_desk_leave (FoyerSellDesk *self)
{
  FoyerSellPart leave = { .act = FOYER_SELL_PART_LEAVE,
                          .name = self->cart->buyer_name,
                          .email = self->cart->buyer_email,
                          .wishes = foyer_sell_desk_list_wishes (self) };

  run (self, &leave, left_cb);
}

/* The cart is there still, and can be another now. */
static void
abandoned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSellDesk) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSaleResult) order = foyer_sell_part_job_finish (result, &error);

  if (order == NULL)
    {
      fail (self, error);
      return;
    }
  g_clear_pointer (&self->begun, foyer_sale_result_free);
  self->phase = FOYER_SELL_FILLING;
  foyer_sell_tender_begin (self->tender, foyer_sell_desk_get_currency (self), 0);
  foyer_sell_desk_reload (self);
  foyer_sell_desk_touch (self);
  foyer_sell_desk_press_again (self);
}

/* What was paid of it stays with it; one that is somebody's goes on waiting. */
void
foyer_sell_desk_abandon (FoyerSellDesk *self)
{
  FoyerSellPart abandon = { .act = FOYER_SELL_PART_ABANDON };
  gboolean has_owner = self->begun->order->channel != FOYER_CHANNEL_BOX_OFFICE ||
                       self->begun->order->buyer_name != NULL;

  if (self->begun->payments->len == 0 && !(self->is_resumed && has_owner))
    {
      run (self, &abandon, abandoned_cb);
      return;
    }
  g_clear_pointer (&self->begun, foyer_sale_result_free);
  foyer_sell_desk_empty (self);
  self->phase = FOYER_SELL_FILLING;
  foyer_sell_desk_find_left (self);
  foyer_sell_desk_changed (self);
}

/* What waits
 * ------------------------------------------------------------------------------------------ */

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSellDesk) self = data;

  g_clear_pointer (&self->left, foyer_sale_result_free);
  self->left = foyer_sell_part_job_finish (result, NULL);
  foyer_sell_desk_changed (self);
}

void
foyer_sell_desk_find_left (FoyerSellDesk *self)
{
  FoyerSellPart find = { .act = FOYER_SELL_PART_FIND, .id = self->event_id };

  foyer_sell_part_job_async (self->replica, &find, found_cb, g_object_ref (self));
}

static void
resumed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSellDesk) self = data;
  g_autoptr (GError) error = NULL;
  FoyerSaleResult *order = foyer_sell_part_job_finish (result, &error);

  if (order == NULL || order->due == 0 || self->phase != FOYER_SELL_FILLING ||
      !foyer_sale_cart_is_empty (self->cart))
    {
      refuse (self, error != NULL ? error->message : _ ("Nothing of this order is to be paid."));
      g_clear_pointer (&order, foyer_sale_result_free);
      return;
    }
  g_clear_pointer (&self->left, foyer_sale_result_free);
  foyer_sell_desk_set_problem (self, NULL);
  foyer_sell_tender_begin (self->tender, order->order->currency, 0);
  self->is_resumed = TRUE;
  go_on (self, order);
}

void
foyer_sell_desk_resume (FoyerSellDesk *self, const FoyerUuid *order_id)
{
  FoyerSellPart load = { .act = FOYER_SELL_PART_LOAD, .id = *order_id };

  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (self->phase == FOYER_SELL_SOLD)
    foyer_sell_desk_next (self);
  if (self->phase != FOYER_SELL_FILLING || !foyer_sale_cart_is_empty (self->cart))
    {
      refuse (self, _ ("Sell what is in the cart first, or empty it."));
      return;
    }
  foyer_sell_part_job_async (self->replica, &load, resumed_cb, g_object_ref (self));
}

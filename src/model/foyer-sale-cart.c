/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sale-cart.h"

static void
line_clear (gpointer data)
{
  g_strfreev (((FoyerSaleLine *) data)->names);
}

static FoyerSaleLine *
get_line (const FoyerSaleCart *self, guint line)
{
  return &g_array_index (self->lines, FoyerSaleLine, line);
}

/* What is written nowhere, and what is only spaces, is nothing. */
static char *
dup_text (const char *text)
{
  char *copy = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  if (copy != NULL && *copy == '\0')
    g_clear_pointer (&copy, g_free);
  return copy;
}

static void
take_text (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

/**
 * foyer_sale_cart_new:
 *
 * Returns: (transfer full): an empty cart with an id of its own
 */
FoyerSaleCart *
foyer_sale_cart_new (void)
{
  FoyerSaleCart *self = g_new0 (FoyerSaleCart, 1);

  self->lines = g_array_new (FALSE, TRUE, sizeof (FoyerSaleLine));
  g_array_set_clear_func (self->lines, line_clear);
  self->codes = g_ptr_array_new_with_free_func (g_free);
  foyer_uuid_init_v7 (&self->id);
  return self;
}

/**
 * foyer_sale_cart_copy:
 * @self: a cart
 *
 * For another thread.
 *
 * Returns: (transfer full): the same, with the same id
 */
FoyerSaleCart *
foyer_sale_cart_copy (const FoyerSaleCart *self)
{
  FoyerSaleCart *copy = foyer_sale_cart_new ();

  copy->id = self->id;
  for (guint i = 0; i < self->lines->len; i++)
    {
      FoyerSaleLine line = *get_line (self, i);

      line.names = g_strdupv (line.names);
      g_array_append_val (copy->lines, line);
    }
  for (guint i = 0; i < self->codes->len; i++)
    g_ptr_array_add (copy->codes, g_strdup (self->codes->pdata[i]));
  copy->buyer_name = g_strdup (self->buyer_name);
  copy->buyer_email = g_strdup (self->buyer_email);
  copy->is_complimentary = self->is_complimentary;
  copy->reason = g_strdup (self->reason);
  return copy;
}

/**
 * foyer_sale_cart_free:
 * @self: (transfer full) (nullable): a cart
 */
void
foyer_sale_cart_free (FoyerSaleCart *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->lines);
  g_ptr_array_unref (self->codes);
  g_free (self->buyer_name);
  g_free (self->buyer_email);
  g_free (self->reason);
  g_free (self);
}

/**
 * foyer_sale_cart_clear:
 * @self: a cart
 *
 * Makes it an empty one for the next buyer. What the old one held is to be released by its id
 * before.
 */
void
foyer_sale_cart_clear (FoyerSaleCart *self)
{
  g_array_set_size (self->lines, 0);
  g_ptr_array_set_size (self->codes, 0);
  foyer_sale_cart_set_buyer (self, NULL, NULL);
  foyer_sale_cart_set_complimentary (self, NULL);
  foyer_uuid_init_v7 (&self->id);
}

/**
 * foyer_sale_cart_is_empty:
 * @self: a cart
 *
 * Returns: whether there is no ticket in it
 */
gboolean
foyer_sale_cart_is_empty (const FoyerSaleCart *self)
{
  return self->lines->len == 0;
}

/**
 * foyer_sale_cart_count:
 * @self: a cart
 *
 * Returns: how many tickets there are in it
 */
gint64
foyer_sale_cart_count (const FoyerSaleCart *self)
{
  gint64 n = 0;

  for (guint i = 0; i < self->lines->len; i++)
    n += get_line (self, i)->quantity;
  return n;
}

/**
 * foyer_sale_cart_add:
 * @self: a cart
 * @tier_id: a tier
 * @quantity: how many more, 1 or above
 * @amount: of a donation, what is given for each; %FOYER_NONE for others
 *
 * Returns: the line that has them
 */
guint
foyer_sale_cart_add (FoyerSaleCart *self, const FoyerUuid *tier_id, gint64 quantity, gint64 amount)
{
  FoyerSaleLine line = { .tier_id = *tier_id,
                         .quantity = CLAMP (quantity, 1, FOYER_CART_QUANTITY_MAX),
                         .amount = amount };

  for (guint i = 0; i < self->lines->len; i++)
    {
      FoyerSaleLine *there = get_line (self, i);

      if (!foyer_uuid_equal (&there->tier_id, tier_id) || there->amount != amount)
        continue;
      there->quantity = MIN (there->quantity + line.quantity, FOYER_CART_QUANTITY_MAX);
      return i;
    }
  g_array_append_val (self->lines, line);
  return self->lines->len - 1;
}

/**
 * foyer_sale_cart_set_quantity:
 * @self: a cart
 * @line: one of its lines
 * @quantity: how many; 0 or below takes the line out
 */
void
foyer_sale_cart_set_quantity (FoyerSaleCart *self, guint line, gint64 quantity)
{
  g_return_if_fail (line < self->lines->len);

  if (quantity <= 0)
    g_array_remove_index (self->lines, line);
  else
    get_line (self, line)->quantity = MIN (quantity, FOYER_CART_QUANTITY_MAX);
}

/**
 * foyer_sale_cart_set_names:
 * @self: a cart
 * @line: one of its lines
 * @names: (nullable) (array zero-terminated=1): who the tickets are for; those without one are the
 * buyer's
 */
void
foyer_sale_cart_set_names (FoyerSaleCart *self, guint line, const char *const *names)
{
  char **copy = g_strdupv ((char **) names);

  g_return_if_fail (line < self->lines->len);

  g_strfreev (get_line (self, line)->names);
  get_line (self, line)->names = copy;
}

static gboolean
find_code (const FoyerSaleCart *self, const char *code, guint *index)
{
  g_autofree char *wanted = foyer_promo_code_normalise (code);

  for (guint i = 0; i < self->codes->len; i++)
    {
      g_autofree char *there = foyer_promo_code_normalise (self->codes->pdata[i]);

      if (g_strcmp0 (wanted, there) != 0)
        continue;
      *index = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * foyer_sale_cart_add_code:
 * @self: a cart
 * @code: a promo code as it was entered
 *
 * Returns: whether it was added; not when it is there already or can be no code
 */
gboolean
foyer_sale_cart_add_code (FoyerSaleCart *self, const char *code)
{
  g_autofree char *normal = foyer_promo_code_normalise (code);
  guint index;

  if (normal == NULL || find_code (self, code, &index))
    return FALSE;
  g_ptr_array_add (self->codes, g_strdup (code));
  return TRUE;
}

/**
 * foyer_sale_cart_remove_code:
 * @self: a cart
 * @code: a code of it, however it is written
 */
void
foyer_sale_cart_remove_code (FoyerSaleCart *self, const char *code)
{
  guint index;

  if (find_code (self, code, &index))
    g_ptr_array_remove_index (self->codes, index);
}

/**
 * foyer_sale_cart_set_buyer:
 * @self: a cart
 * @name: (nullable): who buys
 * @email: (nullable): an e-mail address
 */
void
foyer_sale_cart_set_buyer (FoyerSaleCart *self, const char *name, const char *email)
{
  take_text (&self->buyer_name, dup_text (name));
  take_text (&self->buyer_email, dup_text (email));
}

/**
 * foyer_sale_cart_set_complimentary:
 * @self: a cart
 * @reason: (nullable): why it costs nothing; %NULL: it is to be paid
 */
void
foyer_sale_cart_set_complimentary (FoyerSaleCart *self, const char *reason)
{
  self->is_complimentary = reason != NULL;
  take_text (&self->reason, dup_text (reason));
}

/**
 * foyer_sale_cart_view:
 * @self: a cart
 * @view: (out caller-allocates): the same as foyer_price_make () wants it
 */
void
foyer_sale_cart_view (const FoyerSaleCart *self, FoyerSaleCartView *view)
{
  view->items = g_array_sized_new (FALSE, FALSE, sizeof (FoyerCartItem), self->lines->len);
  view->codes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const FoyerSaleLine *line = get_line (self, i);
      FoyerCartItem item = { line->tier_id, line->quantity, line->amount };

      g_array_append_val (view->items, item);
    }
  for (guint i = 0; i < self->codes->len; i++)
    g_ptr_array_add (view->codes, foyer_promo_code_normalise (self->codes->pdata[i]));
  view->cart = (FoyerCart){ .items = (const FoyerCartItem *) view->items->data,
                            .n_items = view->items->len,
                            .codes = (const char *const *) view->codes->pdata,
                            .n_codes = view->codes->len };
}

/**
 * foyer_sale_cart_view_clear:
 * @view: a view
 */
void
foyer_sale_cart_view_clear (FoyerSaleCartView *view)
{
  g_clear_pointer (&view->items, g_array_unref);
  g_clear_pointer (&view->codes, g_ptr_array_unref);
}

static void
give_away (FoyerPrice *price)
{
  for (guint i = 0; i < price->lines->len; i++)
    {
      FoyerPriceLine *line = &g_array_index (price->lines, FoyerPriceLine, i);

      line->discount = line->subtotal;
      line->fee = line->total = 0;
    }
  price->discount = price->subtotal;
  price->service_fee = price->total = price->fee_borne = 0;
  price->code = -1;
}

/**
 * foyer_sale_cart_price:
 * @self: a cart
 * @offer: what the desk can sell, see foyer_allotment_store_load_offer ()
 * @now: the moment, microseconds since the epoch
 * @price: (inout): the answer
 *
 * What a complimentary cart would cost is its subtotal, and all of that is its discount.
 */
void
foyer_sale_cart_price (const FoyerSaleCart *self,
                       const FoyerOffer *offer,
                       gint64 now,
                       FoyerPrice *price)
{
  g_auto (FoyerSaleCartView) view = { 0 };

  foyer_sale_cart_view (self, &view);
  foyer_price_make (price, offer, &view.cart, now);
  if (self->is_complimentary)
    give_away (price);
}

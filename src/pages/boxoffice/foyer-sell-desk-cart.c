/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cart of a sale, and the keys that fill it. */

#include "foyer-sell-desk-private.h"

#include <gdk/gdk.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static guint
n_lines (FoyerSellDesk *self)
{
  return self->cart->lines->len;
}

/* What is sold stays to be seen until something else is begun. */
static gboolean
can_edit (FoyerSellDesk *self)
{
  if (self->phase == FOYER_SELL_SOLD)
    foyer_sell_desk_next (self);
  return self->phase != FOYER_SELL_WRITING && self->sight != NULL &&
         !foyer_sell_desk_refuse_edit (self);
}

static void
go_to_cart (FoyerSellDesk *self)
{
  self->phase = FOYER_SELL_FILLING;
}

static void
put_in (FoyerSellDesk *self, guint tier, gint64 amount)
{
  const FoyerTier *row = foyer_offer_tier (self->sight->offer, tier)->tier;
  gint64 quantity = MAX (foyer_sell_desk_get_quantity (self), 1);

  go_to_cart (self);
  self->chosen = (int) foyer_sale_cart_add (self->cart, &row->row.id, quantity, amount);
  foyer_sell_desk_touch (self);
}

void
foyer_sell_desk_add (FoyerSellDesk *self, guint tier)
{
  const FoyerTier *row;

  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (!can_edit (self) || tier >= self->sight->offer->tiers->len)
    return;
  row = foyer_offer_tier (self->sight->offer, tier)->tier;
  if (row->kind == FOYER_TIER_DONATION && row->price <= 0)
    foyer_sell_desk_ask (self, FOYER_SELL_ASK_DONATION, tier);
  else
    put_in (self, tier, FOYER_NONE);
}

void
foyer_sell_desk_add_donation (FoyerSellDesk *self, guint tier, gint64 amount)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (can_edit (self) && tier < self->sight->offer->tiers->len)
    put_in (self, tier, amount);
}

void
foyer_sell_desk_choose (FoyerSellDesk *self, int line)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (line == self->chosen || line >= (int) n_lines (self))
    return;
  self->chosen = line;
  foyer_sell_desk_changed (self);
}

void
foyer_sell_desk_change_line (FoyerSellDesk *self, guint line, gint64 by)
{
  const FoyerSaleLine *row;

  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (!can_edit (self) || line >= n_lines (self))
    return;
  row = &g_array_index (self->cart->lines, FoyerSaleLine, line);
  go_to_cart (self);
  foyer_sale_cart_set_quantity (self->cart, line, row->quantity + by);
  self->chosen = MIN ((int) line, (int) n_lines (self) - 1);
  foyer_sell_desk_touch (self);
}

void
foyer_sell_desk_void_line (FoyerSellDesk *self, guint line)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  foyer_sell_desk_change_line (self, line, -FOYER_CART_QUANTITY_MAX);
}

/* It is looked at anew: the code may show a tier, or be none. */
gboolean
foyer_sell_desk_add_code (FoyerSellDesk *self, const char *code)
{
  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), FALSE);

  if (!can_edit (self) || !foyer_sale_cart_add_code (self->cart, code))
    return FALSE;
  foyer_sell_desk_touch (self);
  foyer_sell_desk_reload (self);
  return TRUE;
}

void
foyer_sell_desk_remove_code (FoyerSellDesk *self, const char *code)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (!can_edit (self))
    return;
  foyer_sale_cart_remove_code (self->cart, code);
  foyer_sell_desk_touch (self);
  foyer_sell_desk_reload (self);
}

void
foyer_sell_desk_set_buyer (FoyerSellDesk *self, const char *name, const char *email)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (self->begun == NULL && !can_edit (self))
    return;
  foyer_sale_cart_set_buyer (self->cart, name, email);
  foyer_sell_desk_set_problem (self, NULL);
  foyer_sell_desk_reload (self); /* how often a code can be used depends on who buys */
  foyer_sell_desk_changed (self);
}

void
foyer_sell_desk_set_complimentary (FoyerSellDesk *self, const char *reason)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (!can_edit (self))
    return;
  foyer_sale_cart_set_complimentary (self->cart, reason);
  foyer_sell_desk_touch (self);
}

void
foyer_sell_desk_keep (FoyerSellDesk *self)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (can_edit (self))
    foyer_sell_desk_touch (self);
}

/* The id goes with it: what it held is released first. */
void
foyer_sell_desk_clear (FoyerSellDesk *self)
{
  g_return_if_fail (FOYER_IS_SELL_DESK (self));

  if (!can_edit (self))
    return;
  while (n_lines (self) > 0)
    foyer_sale_cart_set_quantity (self->cart, 0, 0);
  foyer_sell_job_hold_async (self->replica, &self->event_id, self->cart, NULL, NULL);
  self->is_touched = FALSE;
  foyer_sell_desk_set_problem (self, NULL);
  foyer_sell_desk_empty (self);
  go_to_cart (self);
  foyer_sell_desk_changed (self);
}

/* Keys
 * ----------------------------------------------------------------------------------------------------
 */

static gboolean
collect_digit (FoyerSellDesk *self, char digit)
{
  gsize length = strlen (self->digits);

  if (length >= FOYER_SELL_DIGITS || (length == 0 && digit == '0'))
    return TRUE;
  self->digits[length] = digit;
  self->digits[length + 1] = '\0';
  foyer_sell_desk_changed (self);
  return TRUE;
}

static gboolean
press_letter (FoyerSellDesk *self, char letter)
{
  for (guint i = 0; i < self->tiers->len; i++)
    {
      const FoyerSellTier *tier = &g_array_index (self->tiers, FoyerSellTier, i);

      if (tier->key != letter)
        continue;
      foyer_sell_desk_add (self, tier->tier);
      return TRUE;
    }
  return FALSE;
}

static void
take_back (FoyerSellDesk *self)
{
  gsize length = strlen (self->digits);

  if (length > 0)
    {
      self->digits[length - 1] = '\0';
      foyer_sell_desk_changed (self);
    }
  else if (n_lines (self) > 0)
    {
      foyer_sell_desk_void_line (self, n_lines (self) - 1);
    }
}

static void
move (FoyerSellDesk *self, int by)
{
  int last = (int) n_lines (self) - 1;

  if (last >= 0)
    foyer_sell_desk_choose (self, CLAMP (self->chosen + by, 0, last));
}

static void
forget_digits (FoyerSellDesk *self)
{
  self->digits[0] = '\0';
  foyer_sell_desk_set_problem (self, NULL);
  foyer_sell_desk_changed (self);
}

static gboolean
press_in_cart (FoyerSellDesk *self, guint keyval)
{
  guint chosen = self->chosen >= 0 ? (guint) self->chosen : G_MAXUINT;

  switch (keyval)
    {
    case GDK_KEY_Return:
      foyer_sell_desk_pay (self);
      return TRUE;
    case GDK_KEY_BackSpace:
      take_back (self);
      return TRUE;
    case GDK_KEY_Delete:
      foyer_sell_desk_void_line (self, chosen);
      return TRUE;
    case GDK_KEY_plus:
      foyer_sell_desk_change_line (self, chosen, 1);
      return TRUE;
    case GDK_KEY_minus:
      foyer_sell_desk_change_line (self, chosen, -1);
      return TRUE;
    case GDK_KEY_Up:
      move (self, -1);
      return TRUE;
    case GDK_KEY_Down:
      move (self, 1);
      return TRUE;
    case GDK_KEY_Escape:
      forget_digits (self);
      return TRUE;
    default:
      if (keyval >= '0' && keyval <= '9')
        return collect_digit (self, (char) keyval);
      return keyval >= 'a' && keyval <= 'z' && press_letter (self, g_ascii_toupper ((char) keyval));
    }
}

static gboolean
press_in_payment (FoyerSellDesk *self, guint keyval)
{
  static const struct
  {
    char key;
    FoyerPayMethod method;
  } methods[] = {
    { 'c', FOYER_PAY_CASH },
    { 'd', FOYER_PAY_CARD },
    { 't', FOYER_PAY_TRANSFER },
    { 'v', FOYER_PAY_VOUCHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (keyval == (guint) methods[i].key)
      {
        foyer_sell_desk_set_method (self, methods[i].method);
        return TRUE;
      }
  switch (keyval)
    {
    case GDK_KEY_Return:
      foyer_sell_desk_take (self);
      return TRUE;
    case GDK_KEY_Escape:
      foyer_sell_desk_go_back (self);
      return TRUE;
    case GDK_KEY_BackSpace:
      if (!foyer_sell_tender_take_back (self->tender))
        foyer_sell_desk_go_back (self);
      else
        foyer_sell_desk_set_problem (self, NULL);
      foyer_sell_desk_changed (self);
      return TRUE;
    case 'l':
      foyer_sell_desk_pay_later (self);
      return TRUE;
    default:
      if (keyval != '.' && keyval != ',' && (keyval < '0' || keyval > '9'))
        return FALSE;
      foyer_sell_desk_set_problem (self, NULL);
      foyer_sell_tender_type (self->tender, keyval);
      foyer_sell_desk_changed (self);
      return TRUE;
    }
}

/* The keys of the number pad, and large letters, are the same. */
static guint
fold_key (guint keyval)
{
  static const struct
  {
    guint from;
    guint to;
  } keys[] = {
    { GDK_KEY_KP_Enter, GDK_KEY_Return },   { GDK_KEY_ISO_Enter, GDK_KEY_Return },
    { GDK_KEY_KP_Add, GDK_KEY_plus },       { GDK_KEY_KP_Subtract, GDK_KEY_minus },
    { GDK_KEY_KP_Decimal, GDK_KEY_period }, { GDK_KEY_KP_Separator, GDK_KEY_comma },
    { GDK_KEY_KP_Delete, GDK_KEY_Delete },  { GDK_KEY_KP_Up, GDK_KEY_Up },
    { GDK_KEY_KP_Down, GDK_KEY_Down },      { GDK_KEY_Arabic_comma, GDK_KEY_comma },
  };
  gunichar character;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].from == keyval)
      return keys[i].to;
  if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9)
    return '0' + keyval - GDK_KEY_KP_0;
  character = gdk_keyval_to_unicode (keyval);
  /* ٣ and ३ are digits, too. */
  if (character > 0x7f && g_unichar_isdigit (character))
    return '0' + (guint) g_unichar_digit_value (character);
  return gdk_keyval_to_lower (keyval);
}

/* What is pressed while a sale is written, or its places are fetched, is meant for after it. */
gboolean
foyer_sell_desk_press (FoyerSellDesk *self, guint keyval)
{
  guint key = fold_key (keyval);

  g_return_val_if_fail (FOYER_IS_SELL_DESK (self), FALSE);

  if (self->sight == NULL)
    return FALSE;
  if (self->wants_pay && key == GDK_KEY_Escape)
    {
      self->wants_pay = FALSE;
      g_array_set_size (self->keys, 0);
      foyer_sell_desk_changed (self);
      return TRUE;
    }
  if (self->phase == FOYER_SELL_WRITING || self->wants_pay)
    {
      g_array_append_val (self->keys, key);
      return TRUE;
    }
  if (self->phase == FOYER_SELL_SOLD)
    {
      gboolean is_only_next = key == GDK_KEY_Return || key == GDK_KEY_Escape ||
                              key == GDK_KEY_BackSpace || key == GDK_KEY_Delete;

      if (!is_only_next && (key >= 0x80 || !g_ascii_isgraph ((char) key)))
        return FALSE;
      foyer_sell_desk_next (self);
      if (is_only_next)
        return TRUE;
    }
  return self->phase == FOYER_SELL_PAYING ? press_in_payment (self, key)
                                          : press_in_cart (self, key);
}

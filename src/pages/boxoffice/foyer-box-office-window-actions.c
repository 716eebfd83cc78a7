/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-box-office-window-private.h"

#include "foyer-money.h"

#include <glib/gi18n-lib.h>

static void
enter_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_sell_desk_press (FOYER_BOX_OFFICE_WINDOW (data)->desk, GDK_KEY_Return);
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_sell_desk_go_back (FOYER_BOX_OFFICE_WINDOW (data)->desk);
}

/* The pad of digits, for fingers. */
static void
press_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_sell_desk_press (FOYER_BOX_OFFICE_WINDOW (data)->desk,
                         gdk_keyval_from_name (g_variant_get_string (parameter, NULL)));
}

static void
give_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerBoxOfficeWindow *self = data;

  foyer_sell_desk_pay (self->desk);
  if (foyer_sell_desk_get_phase (self->desk) == FOYER_SELL_PAYING)
    foyer_sell_desk_give (self->desk, g_variant_get_int64 (parameter));
}

static void
drop_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_sell_desk_drop_part (FOYER_BOX_OFFICE_WINDOW (data)->desk,
                             g_variant_get_uint32 (parameter));
}

static void
later_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_sell_desk_pay_later (FOYER_BOX_OFFICE_WINDOW (data)->desk);
}

static void
till_menu_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_menu_button_popup (FOYER_BOX_OFFICE_WINDOW (data)->till_button);
}

static void
clear_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_sell_desk_clear (FOYER_BOX_OFFICE_WINDOW (data)->desk);
}

static void
keep_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_sell_desk_keep (FOYER_BOX_OFFICE_WINDOW (data)->desk);
}

/* With what somebody left in the middle. */
static void
go_on_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerBoxOfficeWindow *self = data;
  const FoyerSaleResult *left = foyer_sell_desk_get_left (self->desk);

  if (left != NULL)
    foyer_sell_desk_resume (self->desk, &left->order->row.id);
}

static void
method_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerBoxOfficeWindow *self = data;
  const char *name = g_variant_get_string (parameter, NULL);

  for (guint i = 0; foyer_pay_method_words[i] != NULL; i++)
    if (g_str_equal (foyer_pay_method_words[i], name))
      foyer_sell_desk_set_method (self->desk, (FoyerPayMethod) i);
}

/* Asking
 * --------------------------------------------------------------------------------------------- */

static void
buyer_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerBoxOfficeWindow *self = data;

  foyer_buyer_popover_ask (self->buyer, self->desk);
}

static char *
take_code (gpointer data, const char *text)
{
  FoyerBoxOfficeWindow *self = data;

  return foyer_sell_desk_add_code (self->desk, text)
             ? NULL
             : g_strdup (_ ("That is no code, or it is there already."));
}

static void
code_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerBoxOfficeWindow *self = data;

  foyer_ask_popover_ask (self->ask, _ ("Promo code"), "", NULL, take_code, self);
}

static char *
take_reason (gpointer data, const char *text)
{
  FoyerBoxOfficeWindow *self = data;

  if (*text == '\0')
    return g_strdup (_ ("Say why: it is written down."));
  foyer_sell_desk_set_complimentary (self->desk, text);
  return NULL;
}

/* The same key takes it back. */
static void
complimentary_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerBoxOfficeWindow *self = data;
  const char *const reasons[] = { _ ("Guest of the organizer"), _ ("Press"), _ ("Crew"),
                                  _ ("Prize"), NULL };

  if (foyer_sell_desk_get_cart (self->desk)->is_complimentary)
    foyer_sell_desk_set_complimentary (self->desk, NULL);
  else
    foyer_ask_popover_ask (self->ask, _ ("Why are they given away?"), "", reasons, take_reason,
                           self);
}

static char *
take_donation (gpointer data, const char *text)
{
  FoyerBoxOfficeWindow *self = data;
  gint64 amount;

  if (!foyer_money_parse (text, foyer_sell_desk_get_currency (self->desk), &amount, NULL) ||
      amount < 0)
    return g_strdup (_ ("That is no amount. Type one such as 20 or 12.50."));
  foyer_sell_desk_add_donation (self->desk, self->asked_tier, amount);
  return NULL;
}

void
foyer_box_office_window_ask_donation (FoyerBoxOfficeWindow *self, guint tier)
{
  const FoyerOffer *offer = foyer_sell_desk_get_offer (self->desk);
  const FoyerTier *row = foyer_offer_tier (offer, tier)->tier;
  /* Translators: the name of a tier of donations */
  g_autofree char *title = g_strdup_printf (_ ("How much for “%s”?"), row->name);

  self->asked_tier = tier;
  foyer_ask_popover_ask (self->ask, title, "", NULL, take_donation, self);
}

static int
find_donation (FoyerBoxOfficeWindow *self)
{
  GArray *tiers = foyer_sell_desk_get_tiers (self->desk);
  const FoyerOffer *offer = foyer_sell_desk_get_offer (self->desk);

  for (guint i = 0; i < tiers->len; i++)
    {
      guint tier = g_array_index (tiers, FoyerSellTier, i).tier;

      if (foyer_offer_tier (offer, tier)->tier->kind == FOYER_TIER_DONATION)
        return (int) tier;
    }
  return -1;
}

static void
donate_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerBoxOfficeWindow *self = data;
  int tier = find_donation (self);

  if (tier >= 0)
    foyer_box_office_window_ask_donation (self, (guint) tier);
}

/* Windows
 * -------------------------------------------------------------------------------------------- */

static void
display_gone_cb (FoyerBoxOfficeWindow *self)
{
  g_simple_action_set_state (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "display")),
      g_variant_new_boolean (FALSE));
}

static void
change_display_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  FoyerBoxOfficeWindow *self = data;

  g_simple_action_set_state (action, state);
  if (!g_variant_get_boolean (state))
    {
      if (self->display != NULL)
        gtk_window_destroy (GTK_WINDOW (self->display));
      return;
    }
  g_set_weak_pointer (&self->display,
                      FOYER_CUSTOMER_DISPLAY (foyer_customer_display_new (
                          gtk_window_get_application (GTK_WINDOW (self)), self->desk)));
  g_signal_connect_object (self->display, "destroy", G_CALLBACK (display_gone_cb), self,
                           G_CONNECT_SWAPPED);
  foyer_box_office_window_take_keys (self, GTK_WIDGET (self->display));
  gtk_window_present (GTK_WINDOW (self->display));
}

static void
change_fullscreen_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  g_simple_action_set_state (action, state);
  if (g_variant_get_boolean (state))
    gtk_window_fullscreen (GTK_WINDOW (data));
  else
    gtk_window_unfullscreen (GTK_WINDOW (data));
}

static void
training_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_box_office_window_begin_training (data);
}

static const GActionEntry entries[] = {
  { .name = "training", .activate = training_cb },
  { .name = "enter", .activate = enter_cb },
  { .name = "back", .activate = back_cb },
  { .name = "press", .activate = press_cb, .parameter_type = "s" },
  { .name = "give", .activate = give_cb, .parameter_type = "x" },
  { .name = "drop", .activate = drop_cb, .parameter_type = "u" },
  { .name = "later", .activate = later_cb },
  { .name = "clear", .activate = clear_cb },
  { .name = "keep", .activate = keep_cb },
  { .name = "go-on", .activate = go_on_cb },
  { .name = "method", .activate = method_cb, .parameter_type = "s", .state = "'CASH'" },
  { .name = "buyer", .activate = buyer_cb },
  { .name = "code", .activate = code_cb },
  { .name = "complimentary", .activate = complimentary_cb },
  { .name = "donate", .activate = donate_cb },
  { .name = "till-menu", .activate = till_menu_cb },
  { .name = "display", .state = "false", .change_state = change_display_cb },
  { .name = "fullscreen", .state = "false", .change_state = change_fullscreen_cb },
};

void
foyer_box_office_window_add_actions (FoyerBoxOfficeWindow *self)
{
  g_autoptr (GAction) badge = g_settings_create_action (self->settings, "box-office-badges");
  g_autoptr (GAction) tickets = g_settings_create_action (self->settings, "box-office-tickets");
  g_autoptr (GAction) check_in = g_settings_create_action (self->settings, "box-office-check-in");

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), tickets);
  g_action_map_add_action (G_ACTION_MAP (self->actions), badge);
  g_action_map_add_action (G_ACTION_MAP (self->actions), check_in);
  foyer_box_office_window_add_sold_actions (self);
  foyer_box_office_window_add_lead_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "sell", G_ACTION_GROUP (self->actions));
}

void
foyer_box_office_window_bind_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_F11, 0, "sell.fullscreen" },
    { GDK_KEY_F9, 0, "sell.display" },
    { GDK_KEY_n, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "sell.training" },
    { GDK_KEY_F2, 0, "till.no-sale" },
    { GDK_KEY_F4, 0, "sell.till-menu" },
    { GDK_KEY_l, GDK_CONTROL_MASK, "till.lock" },
    { GDK_KEY_F5, 0, "sell.print" },
    { GDK_KEY_F8, 0, "sell.print-receipt" },
    { GDK_KEY_F6, 0, "sell.badge" },
    { GDK_KEY_F7, 0, "sell.check-in" },
    { GDK_KEY_e, GDK_CONTROL_MASK, "sell.mail" },
    { GDK_KEY_F3, 0, "sell.show-order" },
    { GDK_KEY_f, GDK_CONTROL_MASK, "sell.buyer" },
    { GDK_KEY_p, GDK_CONTROL_MASK, "sell.code" },
    { GDK_KEY_d, GDK_CONTROL_MASK, "sell.donate" },
    { GDK_KEY_g, GDK_CONTROL_MASK, "sell.complimentary" },
    { GDK_KEY_Delete, GDK_CONTROL_MASK, "sell.clear" },
    { GDK_KEY_w, GDK_CONTROL_MASK, "window.close" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
}

static GSimpleAction *
find_action (FoyerBoxOfficeWindow *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

static void
enable (FoyerBoxOfficeWindow *self, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (find_action (self, name), is_enabled);
}

/* What can be done follows from how far the sale is. */
void
foyer_box_office_window_update_actions (FoyerBoxOfficeWindow *self)
{
  FoyerSellPhase phase = foyer_sell_desk_get_phase (self->desk);
  const FoyerSaleCart *cart = foyer_sell_desk_get_cart (self->desk);
  const FoyerSellTender *tender = foyer_sell_desk_get_tender (self->desk);
  const FoyerSaleResult *sold = foyer_sell_desk_get_sold (self->desk);
  gboolean has_sold =
      sold != NULL && phase != FOYER_SELL_WRITING; /* also while the next is begun */

  g_simple_action_set_state (find_action (self, "method"),
                             g_variant_new_string (foyer_pay_method_words[tender->method]));
  enable (self, "clear",
          phase == FOYER_SELL_FILLING && (!foyer_sale_cart_is_empty (cart) ||
                                          cart->codes->len > 0 || cart->buyer_name != NULL));
  enable (self, "go-on", phase == FOYER_SELL_FILLING || phase == FOYER_SELL_SOLD);
  enable (self, "complimentary", phase == FOYER_SELL_FILLING);
  enable (self, "donate", find_donation (self) >= 0);
  enable (self, "later", phase == FOYER_SELL_PAYING && tender->total > 0);
  enable (self, "print", has_sold);
  enable (self, "print-receipt", has_sold);
  enable (self, "badge", has_sold);
  enable (self, "mail",
          has_sold && foyer_box_office_window_get_mail_way (self) == FOYER_MAIL_BY_HAND);
  enable (self, "check-in", has_sold && sold->due == 0);
  enable (self, "show-order", has_sold && !foyer_sell_desk_is_training (self->desk));
}

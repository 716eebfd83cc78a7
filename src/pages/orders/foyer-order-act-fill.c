/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window begins with. */

#include "foyer-order-act-window-private.h"

#include "foyer-order-ticket-row.h"
#include "foyer-sell-words.h"
#include "foyer-tier.h"

#include <glib/gi18n-lib.h>

/* Of more nobody chooses some. */
#define MAX_CHOSEN 300

static void
add_method (FoyerOrderActWindow *self, int method)
{
  g_array_append_val (self->methods, method);
  gtk_string_list_append (self->method_names, method == FOYER_ORDER_AS_PAID
                                                  ? _ ("As it was paid")
                                                  : foyer_sell_words_method (method));
}

/* Of a double payment that which can go back without the guest comes first, then as it came. */
static void
fill_ways_back (FoyerOrderActWindow *self)
{
  const gint64 *net = self->detail->net;
  static const int ways[] = { FOYER_PAY_STRIPE, FOYER_PAY_CARD, FOYER_PAY_TRANSFER, FOYER_PAY_CASH,
                              FOYER_PAY_VOUCHER };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (net[ways[i]] > 0)
      add_method (self, ways[i]);
  for (guint i = 1; i < G_N_ELEMENTS (ways); i++)
    if (net[ways[i]] <= 0)
      add_method (self, ways[i]);
  adw_combo_row_set_selected (self->method_row, 0);
}

void
foyer_order_act_window_fill_methods (FoyerOrderActWindow *self, gboolean is_paying)
{
  static const int ways[] = { FOYER_PAY_CASH, FOYER_PAY_CARD, FOYER_PAY_TRANSFER,
                              FOYER_PAY_VOUCHER };
  guint first = 0;

  if (self->methods->len > 0 && self->is_paying == is_paying)
    return;
  self->is_paying = is_paying;
  self->is_filling = TRUE;
  g_array_set_size (self->methods, 0);
  gtk_string_list_splice (self->method_names, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->method_names)), NULL);
  if (self->act == FOYER_ORDER_RETURN)
    {
      fill_ways_back (self);
      self->is_filling = FALSE;
      return;
    }
  if (!is_paying && self->detail->has_payments)
    add_method (self, FOYER_ORDER_AS_PAID);
  else if (!foyer_till_desk_is_open (self->desk))
    first = 1; /* cash needs an open till */
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    add_method (self, ways[i]);
  adw_combo_row_set_selected (self->method_row, first);
  self->is_filling = FALSE;
}

static void
toggled_cb (FoyerOrderActWindow *self)
{
  if (!self->is_filling)
    foyer_order_act_window_update (self);
}

static void
add_check (FoyerOrderActWindow *self, const FoyerTicket *ticket, gboolean is_active)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *text =
      foyer_order_ticket_row_text (ticket, self->detail, foyer_till_desk_get_zone (self->desk));

  g_object_set (row, "use-markup", FALSE, "activatable-widget", check, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ticket->attendee_name != NULL
                                                                ? ticket->attendee_name
                                                                : _ ("Guest"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_active);
  g_object_set_data (G_OBJECT (check), "ticket", (gpointer) ticket);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->tickets_group, row);
  g_ptr_array_add (self->checks, check);
}

static void
fill_tickets (FoyerOrderActWindow *self)
{
  guint n = foyer_order_detail_count (self->detail);
  gboolean is_choice = (self->asks & FOYER_ORDER_ASKS_TICKETS) != 0 && self->ticket == NULL &&
                       n > 0 && n <= MAX_CHOSEN;

  for (guint i = 0; is_choice && i < self->detail->tickets->len; i++)
    {
      const FoyerTicket *ticket = self->detail->tickets->pdata[i];

      if (ticket->status != FOYER_TICKET_CANCELLED)
        add_check (self, ticket, self->act != FOYER_ORDER_SPLIT);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->tickets_group), is_choice);
}

static void
fill_tiers (FoyerOrderActWindow *self)
{
  for (guint i = 0; self->ticket != NULL && i < self->detail->tiers->len; i++)
    {
      const FoyerTier *tier = self->detail->tiers->pdata[i];
      g_autofree char *price = foyer_sell_words_price (tier, self->detail->order->currency);
      g_autofree char *text = g_strdup_printf ("%s · %s", tier->name, price);

      if (foyer_uuid_equal (&tier->row.id, &self->ticket->tier_id))
        continue;
      g_ptr_array_add (self->tiers, (gpointer) tier);
      gtk_string_list_append (self->tier_names, text);
    }
}

static void
fill_person (FoyerOrderActWindow *self)
{
  const FoyerOrder *order = self->detail->order;
  const char *name = NULL, *email = NULL;

  if (self->act == FOYER_ORDER_RENAME && self->ticket != NULL)
    {
      name = self->ticket->attendee_name;
      email = self->ticket->attendee_email;
    }
  else if (self->act == FOYER_ORDER_SPLIT)
    {
      adw_preferences_group_set_title (self->person_group, _ ("Buyer of the New Order"));
      name = order->buyer_name;
      email = order->buyer_email;
    }
  gtk_editable_set_text (self->name_row, name != NULL ? name : "");
  gtk_editable_set_text (self->email_row, email != NULL ? email : "");
}

void
foyer_order_act_window_fill (FoyerOrderActWindow *self)
{
  FoyerOrderActWords words;

  foyer_order_act_words (self->act, &words);
  self->asks = words.asks;
  gtk_window_set_title (GTK_WINDOW (self), words.title);
  g_object_set (self, "save-label", words.save_label, NULL);
  gtk_label_set_label (self->hint, words.hint);
  foyer_suggest_row_set_suggestions (self->reason_row, words.reasons);
  if (self->act == FOYER_ORDER_CANCEL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason_row), _ ("Reason (Optional)"));
  fill_tickets (self);
  fill_tiers (self);
  fill_person (self);
  gtk_widget_set_visible (GTK_WIDGET (self->person_group),
                          (words.asks & FOYER_ORDER_ASKS_PERSON) != 0);
  gtk_widget_set_visible (self->tier_group, (words.asks & FOYER_ORDER_ASKS_TIER) != 0);
  gtk_widget_set_visible (self->money_group, (words.asks & FOYER_ORDER_ASKS_METHOD) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->amount_row),
                          (words.asks & FOYER_ORDER_ASKS_AMOUNT) != 0);
  gtk_widget_set_visible (self->keep_row, self->act == FOYER_ORDER_REFUND);
  gtk_widget_set_visible (self->reason_group, (words.asks & FOYER_ORDER_ASKS_REASON) != 0);
  if ((words.asks & FOYER_ORDER_ASKS_METHOD) != 0)
    foyer_order_act_window_fill_methods (self, self->act != FOYER_ORDER_REFUND &&
                                                   self->act != FOYER_ORDER_RETURN);
}

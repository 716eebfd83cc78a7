/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-promo-uses.h"

#include "foyer-money.h"
#include "foyer-order.h"
#include "foyer-promo-store.h"

#include <glib/gi18n-lib.h>

#define MAX_ORDERS 100

static void
add_order (AdwPreferencesGroup *group, const FoyerOrder *order)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *total = foyer_money_format (order->total, order->currency);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), order->buyer_name != NULL
                                                                ? order->buyer_name
                                                                : order->order_number);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), order->order_number);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (total));
  adw_preferences_group_add (group, row);
}

void
foyer_promo_uses_fill (AdwPreferencesGroup *group,
                       FoyerReplica *replica,
                       const FoyerPromoCode *promo)
{
  g_autoptr (GPtrArray) orders = NULL;

  gtk_widget_set_visible (GTK_WIDGET (group), promo->row.key != 0);
  if (promo->row.key == 0)
    return;
  orders = foyer_promo_store_orders (foyer_replica_get_reader (replica), &promo->row.id, MAX_ORDERS,
                                     NULL);
  if (orders == NULL || orders->len == 0)
    adw_preferences_group_set_description (group, _ ("No order has this code yet."));
  for (guint i = 0; orders != NULL && i < orders->len; i++)
    add_order (group, orders->pdata[i]);
}

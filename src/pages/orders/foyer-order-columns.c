/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-columns.h"

#include "foyer-order-cell.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
new_cell (const FoyerListColumn *column, GTimeZone *zone)
{
  return foyer_order_cell_new (column, zone);
}

static char *
dup_text (FoyerKeyedItem *item, const FoyerListColumn *column, GTimeZone *zone)
{
  const FoyerOrderEntry *entry = foyer_order_item_get_entry (FOYER_ORDER_ITEM (item));

  return entry != NULL ? foyer_order_field_dup (column->field, entry, zone) : NULL;
}

const FoyerListRows foyer_order_rows = { new_cell, dup_text };

void
foyer_order_columns_add (FoyerListColumns *columns)
{
  const FoyerListColumn described[FOYER_N_ORDER_FIELDS] = {
    { "number", _ ("Order"), FOYER_ORDER_FIELD_NUMBER, FOYER_ORDER_SORT_NUMBER, 74,
      .is_always = TRUE },
    { "time", _ ("Time"), FOYER_ORDER_FIELD_TIME, FOYER_ORDER_SORT_TIME, 100 },
    { "buyer", _ ("Buyer"), FOYER_ORDER_FIELD_BUYER, FOYER_ORDER_SORT_BUYER, 0, .expands = TRUE,
      .is_always = TRUE },
    { "tickets", _ ("Tickets"), FOYER_ORDER_FIELD_TICKETS, FOYER_ORDER_SORT_TICKETS, 80,
      .is_at_end = TRUE },
    { "total", _ ("Total"), FOYER_ORDER_FIELD_TOTAL, FOYER_ORDER_SORT_TOTAL, 96,
      .is_at_end = TRUE },
    { "paid", _ ("Paid"), FOYER_ORDER_FIELD_PAID, FOYER_ORDER_SORT_PAID, 96, .is_at_end = TRUE },
    { "status", _ ("Status"), FOYER_ORDER_FIELD_STATUS, FOYER_ORDER_SORT_STATUS, 136 },
    { "channel", _ ("Channel"), FOYER_ORDER_FIELD_CHANNEL, FOYER_ORDER_SORT_CHANNEL, 108 },
  };

  foyer_list_columns_set (columns, 0, described, FOYER_N_ORDER_FIELDS);
}

/* The newest first, when by nothing else. */
FoyerOrderSort
foyer_order_columns_get_sort (FoyerListColumns *columns, gboolean *is_ascending)
{
  gboolean is_descending;
  int sort;

  *is_ascending = FALSE;
  if (!foyer_list_columns_get_sort (columns, &sort, &is_descending))
    return FOYER_ORDER_SORT_TIME;
  *is_ascending = !is_descending;
  return sort;
}

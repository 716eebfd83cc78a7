/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-push-item.h"

#include "foyer-held-values.h"
#include "foyer-order.h"
#include "foyer-payment.h"
#include "foyer-row-json.h"
#include "foyer-row-store.h"
#include "foyer-ticket.h"

/**
 * foyer_push_item_free:
 * @self: (transfer full) (nullable): a row on its way
 */
void
foyer_push_item_free (FoyerPushItem *self)
{
  if (self == NULL)
    return;
  foyer_row_free (self->row);
  g_free (self->base);
  g_free (self->code);
  g_free (self->message);
  g_free (self);
}

static FoyerColumnSet
without (const FoyerRow *row, FoyerColumnSet columns, const char *name)
{
  const FoyerColumn *column = foyer_row_type_find (row->type, name);

  return columns & ~((FoyerColumnSet) 1 << (column - row->type->columns));
}

/* What follows from facts is not told, as the end of an order that is paid. */
static FoyerColumnSet
told_columns (const FoyerRow *row, const FoyerPendingRow *pending)
{
  static const char *const derived[] = { "check_in_time", "check_out_time", "check_in_method" };
  FoyerColumnSet columns = pending->columns;

  if (row->type == &FOYER_ORDER_TYPE)
    return without (row, columns, "expires_at");
  if (row->type != &FOYER_TICKET_TYPE)
    return columns;
  for (guint i = 0; i < G_N_ELEMENTS (derived); i++)
    columns = without (row, columns, derived[i]);
  if (((const FoyerTicket *) row)->status != FOYER_TICKET_CANCELLED &&
      (pending->base == NULL ||
       ((const FoyerTicket *) pending->base)->status != FOYER_TICKET_CANCELLED))
    columns = without (row, columns, "status");
  return columns;
}

/* What it was before: as it was told, as the journal says, or as the server is known to have it. */
static gboolean
write_base (FoyerDatabase *db, FoyerPushItem *item, GError **error)
{
  const FoyerPendingRow *pending = &item->pending;
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (FoyerRow) theirs = NULL;
  FoyerColumnSet held;

  if (pending->told_base != NULL)
    {
      item->base = g_strdup (pending->told_base);
      return TRUE;
    }
  if (pending->columns == 0)
    return TRUE;
  if (pending->base == NULL)
    {
      theirs = foyer_row_copy (item->row);
      if (!foyer_held_values_read (db, theirs, &held, error))
        return FALSE;
    }
  foyer_row_json_write_columns (json, theirs != NULL ? (gpointer) theirs : pending->base,
                                pending->columns, NULL);
  item->base = g_string_free (g_steal_pointer (&json), FALSE);
  return TRUE;
}

/* What was paid for a dearer tier is not too much. */
static gboolean
read_price (FoyerDatabase *db, FoyerPushItem *item, GError **error)
{
  const FoyerPayment *payment = item->row;
  g_autoptr (GError) failure = NULL;
  g_autoptr (FoyerOrder) order = NULL;

  item->price = FOYER_NONE;
  if (item->pending.type != &FOYER_PAYMENT_TYPE)
    return TRUE;
  order = foyer_row_store_find (db, &FOYER_ORDER_TYPE, &payment->order_id, &failure);
  if (order != NULL)
    item->price = order->total;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return order != NULL || failure == NULL;
}

/**
 * foyer_push_item_read:
 * @db: a connection
 * @pending: what of a row is pending
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the row as it is now, with what is told of it; %NULL without
 * error when there is nothing to tell
 */
FoyerPushItem *
foyer_push_item_read (FoyerDatabase *db, const FoyerPendingRow *pending, GError **error)
{
  g_autoptr (FoyerRow) row = foyer_row_store_get (db, pending->type, pending->key, error);
  FoyerPushItem *item;
  FoyerColumnSet columns;

  if (row == NULL)
    return NULL;
  columns = told_columns (row, pending);
  if (pending->is_new ? row->deleted_at != FOYER_NONE : columns == 0 && !pending->is_marked)
    return NULL;
  item = g_new0 (FoyerPushItem, 1);
  item->pending = *pending;
  item->pending.columns = columns;
  item->row = g_steal_pointer (&row);
  if (!write_base (db, item, error) || !read_price (db, item, error))
    g_clear_pointer (&item, foyer_push_item_free);
  return item;
}

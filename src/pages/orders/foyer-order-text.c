/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-text.h"

#include "foyer-money.h"
#include "foyer-sell-words.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *word;
  const char *icon;
  const char *style;
} statuses[FOYER_N_ORDER_STATUSES] = {
  [FOYER_ORDER_PENDING] = { N_ ("Unpaid"), "dialog-warning-symbolic", "unpaid" },
  [FOYER_ORDER_COMPLETED] = { N_ ("Completed"), "object-select-symbolic", "inside" },
  [FOYER_ORDER_REFUNDED] = { N_ ("Refunded"), "edit-undo-symbolic", "left" },
  [FOYER_ORDER_PARTLY_REFUNDED] = { N_ ("Partly refunded"), "edit-undo-symbolic", "left" },
  [FOYER_ORDER_EXPIRED] = { N_ ("Expired"), "action-unavailable-symbolic", "cancelled" },
};

static const char *const channels[FOYER_N_CHANNELS] = {
  [FOYER_CHANNEL_IMPORT] = N_ ("Imported"),
  [FOYER_CHANNEL_BOX_OFFICE] = N_ ("Box office"),
  [FOYER_CHANNEL_WEB] = N_ ("Web"),
  [FOYER_CHANNEL_COMPLIMENTARY] = N_ ("Complimentary"),
};

static const struct
{
  const char *icon;
  const char *style;
} facts[] = {
  [FOYER_ORDER_FACT_CREATED] = { "list-add-symbolic", "expected" },
  [FOYER_ORDER_FACT_PAID] = { "object-select-symbolic", "inside" },
  [FOYER_ORDER_FACT_REFUNDED] = { "edit-undo-symbolic", "left" },
  [FOYER_ORDER_FACT_REFUND_PROPOSED] = { "content-loading-symbolic", "expected" },
  [FOYER_ORDER_FACT_REFUND_DROPPED] = { "window-close-symbolic", "expected" },
  [FOYER_ORDER_FACT_VOIDED] = { "action-unavailable-symbolic", "cancelled" },
  [FOYER_ORDER_FACT_COPIED] = { "printer-symbolic", "expected" },
  [FOYER_ORDER_FACT_REPLACED] = { "view-refresh-symbolic", "expected" },
  [FOYER_ORDER_FACT_ADMITTED] = { "system-users-symbolic", "inside" },
  [FOYER_ORDER_FACT_LEFT] = { "system-log-out-symbolic", "left" },
  [FOYER_ORDER_FACT_MOVED] = { "view-refresh-symbolic", "expected" },
  [FOYER_ORDER_FACT_SPLIT_OFF] = { "edit-cut-symbolic", "expected" },
  [FOYER_ORDER_FACT_SPLIT_FROM] = { "edit-cut-symbolic", "expected" },
};

const char *
foyer_order_text_buyer (const FoyerOrderEntry *entry)
{
  if (entry->order->buyer_name != NULL)
    return entry->order->buyer_name;
  if (entry->first_name != NULL)
    return entry->first_name;
  return entry->order->buyer_email;
}

char *
foyer_order_field_dup (FoyerOrderField field, const FoyerOrderEntry *entry, GTimeZone *zone)
{
  const FoyerOrder *order = entry->order;

  switch (field)
    {
    case FOYER_ORDER_FIELD_NUMBER:
      return g_strdup (order->order_number);
    case FOYER_ORDER_FIELD_TIME:
      return order->created_at != FOYER_NONE
                 ? foyer_time_format_short (order->created_at, zone, foyer_time_now ())
                 : NULL;
    case FOYER_ORDER_FIELD_BUYER:
      return g_strdup (foyer_order_text_buyer (entry));
    case FOYER_ORDER_FIELD_TICKETS:
      return g_strdup_printf ("%'" G_GINT64_FORMAT, entry->n_tickets);
    case FOYER_ORDER_FIELD_TOTAL:
      return foyer_money_format (order->total, order->currency);
    case FOYER_ORDER_FIELD_PAID:
      return entry->paid != FOYER_NONE ? foyer_money_format (entry->paid, order->currency) : NULL;
    case FOYER_ORDER_FIELD_STATUS:
      return g_strdup (foyer_order_status_text (order->status));
    case FOYER_ORDER_FIELD_CHANNEL:
      return g_strdup (foyer_order_channel_text (order->channel));
    case FOYER_N_ORDER_FIELDS:
    default:
      return NULL;
    }
}

/* A status of a newer program is none of those known here. */
static FoyerOrderStatus
known_status (FoyerOrderStatus status)
{
  return (guint) status < FOYER_N_ORDER_STATUSES ? status : FOYER_ORDER_PENDING;
}

const char *
foyer_order_status_text (FoyerOrderStatus status)
{
  return _ (statuses[known_status (status)].word);
}

const char *
foyer_order_status_icon (FoyerOrderStatus status)
{
  return statuses[known_status (status)].icon;
}

const char *
foyer_order_status_style (FoyerOrderStatus status)
{
  return statuses[known_status (status)].style;
}

const char *
foyer_order_channel_text (FoyerChannel channel)
{
  return (guint) channel < FOYER_N_CHANNELS ? _ (channels[channel]) : "";
}

/* Money */

static char *
describe_money (const FoyerOrderFact *fact, const FoyerOrder *order)
{
  g_autofree char *amount = foyer_money_format (fact->amount, order->currency);
  const char *method = foyer_sell_words_method (fact->method);
  gboolean is_back = fact->kind == FOYER_ORDER_FACT_REFUNDED;

  if (fact->text == NULL || *fact->text == '\0')
    return g_strdup_printf (is_back
                                /* Translators: an amount, and how: “€49.00 back: Cash” */
                                ? _ ("%s back: %s")
                                /* Translators: an amount, and how: “€49.00 paid: Card” */
                                : _ ("%s paid: %s"),
                            amount, method);
  return g_strdup_printf (is_back
                              /* Translators: an amount, how, and why */
                              ? _ ("%s back: %s (%s)")
                              /* Translators: an amount, how, and the terminal’s reference */
                              : _ ("%s paid: %s (%s)"),
                          amount, method, fact->text);
}

static char *
describe_proposal (const FoyerOrderFact *fact, const FoyerOrder *order)
{
  g_autofree char *amount = foyer_money_format (fact->amount, order->currency);

  return g_strdup_printf (fact->kind == FOYER_ORDER_FACT_REFUND_PROPOSED
                              ? _ ("%s waits to be sent back")
                              : _ ("%s is not sent back after all"),
                          amount);
}

static char *
describe_created (const FoyerOrder *order)
{
  switch (order->channel)
    {
    case FOYER_CHANNEL_BOX_OFFICE:
      return g_strdup (_ ("Sold at the box office"));
    case FOYER_CHANNEL_WEB:
      return g_strdup (_ ("Ordered on the web"));
    case FOYER_CHANNEL_COMPLIMENTARY:
      return order->note != NULL ? g_strdup_printf (_ ("Given for free: %s"), order->note)
                                 : g_strdup (_ ("Given for free"));
    case FOYER_CHANNEL_IMPORT:
    default:
      return g_strdup (_ ("Imported"));
    }
}

static char *
describe (const FoyerOrderFact *fact, const FoyerOrder *order)
{
  const char *name = fact->name != NULL ? fact->name : _ ("A guest");

  switch (fact->kind)
    {
    case FOYER_ORDER_FACT_CREATED:
      return describe_created (order);
    case FOYER_ORDER_FACT_PAID:
    case FOYER_ORDER_FACT_REFUNDED:
      return describe_money (fact, order);
    case FOYER_ORDER_FACT_REFUND_PROPOSED:
    case FOYER_ORDER_FACT_REFUND_DROPPED:
      return describe_proposal (fact, order);
    case FOYER_ORDER_FACT_VOIDED:
      return fact->text != NULL ? g_strdup_printf (_ ("Tickets cancelled: %s"), fact->text)
                                : g_strdup (_ ("Tickets cancelled"));
    case FOYER_ORDER_FACT_MOVED:
      return fact->text != NULL ? g_strdup_printf (_ ("Tickets changed: %s"), fact->text)
                                : g_strdup (_ ("Tickets changed"));
    case FOYER_ORDER_FACT_SPLIT_OFF:
      return fact->text != NULL ? g_strdup_printf (_ ("Tickets went to order %s"), fact->text)
                                : g_strdup (_ ("Tickets went to another order"));
    case FOYER_ORDER_FACT_SPLIT_FROM:
      return fact->text != NULL ? g_strdup_printf (_ ("Tickets came from order %s"), fact->text)
                                : g_strdup (_ ("Tickets came from another order"));
    case FOYER_ORDER_FACT_COPIED:
      return g_strdup (_ ("Printed again, as a copy"));
    case FOYER_ORDER_FACT_REPLACED:
      return g_strdup_printf (_ ("New code for %s, the old one is not valid any more"), name);
    case FOYER_ORDER_FACT_ADMITTED:
      return g_strdup_printf (_ ("%s came in"), name);
    case FOYER_ORDER_FACT_LEFT:
    default:
      return g_strdup_printf (_ ("%s went out"), name);
    }
}

char *
foyer_order_fact_text (const FoyerOrderFact *fact, const FoyerOrder *order, char **who)
{
  if (fact->cashier != NULL && fact->approver != NULL)
    /* Translators: a cashier, and the supervisor who consented */
    *who = g_strdup_printf (_ ("%s, with %s"), fact->cashier, fact->approver);
  else
    *who = g_strdup (fact->cashier);
  return describe (fact, order);
}

const char *
foyer_order_fact_icon (FoyerOrderFactKind kind)
{
  return facts[kind].icon;
}

const char *
foyer_order_fact_style (FoyerOrderFactKind kind)
{
  return facts[kind].style;
}

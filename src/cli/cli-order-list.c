/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders, as they are. */
#include "cli-till.h"

#include "foyer-money.h"
#include "foyer-order-acts-store.h"
#include "foyer-order-detail.h"
#include "foyer-order-list.h"
#include "foyer-order-timeline.h"
#include "foyer-row-store.h"
#include "foyer-tier.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

#define PAGE 200

static JsonArray *
describe_timeline (GPtrArray *facts, GTimeZone *zone)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < facts->len; i++)
    {
      const FoyerOrderFact *fact = facts->pdata[i];
      JsonObject *object = json_object_new ();
      gboolean is_money =
          fact->kind == FOYER_ORDER_FACT_PAID || fact->kind == FOYER_ORDER_FACT_REFUNDED;

      foyer_cli_set_text (object, "kind", foyer_order_fact_words[fact->kind]);
      foyer_cli_set_time (object, "time", fact->time, zone);
      foyer_cli_set_number (object, "amount", fact->amount);
      foyer_cli_set_text (object, "method", is_money ? foyer_pay_method_words[fact->method] : NULL);
      foyer_cli_set_text (object, "name", fact->name);
      foyer_cli_set_text (object, "text", fact->text);
      foyer_cli_set_text (object, "cashier", fact->cashier);
      foyer_cli_set_text (object, "approver", fact->approver);
      json_array_add_object_element (array, object);
    }
  return array;
}

/* A line is one fact, whatever people wrote. */
static void
add_part (GString *line, const char *part)
{
  g_autofree char *text = part != NULL ? g_strdelimit (g_strdup (part), "\r\n", ' ') : NULL;

  if (text != NULL && *text != '\0')
    g_string_append_printf (line, "  %s", text);
}

/* “1  Ada  VIP  €20.00  VALID”: the place is what --ticket takes. */
static gboolean
add_tickets (GString *text,
             FoyerCli *cli,
             const FoyerOrder *order,
             GPtrArray *tickets,
             GError **error)
{
  for (guint i = 0; i < tickets->len; i++)
    {
      const FoyerTicket *ticket = tickets->pdata[i];
      g_autofree char *price = foyer_money_format (ticket->price, order->currency);
      g_autoptr (FoyerTier) tier = NULL;

      if (!foyer_uuid_is_nil (&ticket->tier_id))
        {
          tier = foyer_row_store_find (cli->db, &FOYER_TIER_TYPE, &ticket->tier_id, error);
          if (tier == NULL)
            return FALSE;
        }
      g_string_append_printf (text, "\n%u", i + 1);
      add_part (text, ticket->attendee_name);
      add_part (text, tier != NULL ? tier->name : NULL);
      add_part (text, price);
      add_part (text, foyer_row_type_find (&FOYER_TICKET_TYPE, "status")->words[ticket->status]);
    }
  return TRUE;
}

static void
add_facts (GString *text, const char *currency, GPtrArray *facts, GTimeZone *zone)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const FoyerOrderFact *fact = facts->pdata[i];
      g_autofree char *time = foyer_time_to_iso (fact->time, zone);
      /* what an order costs now is not what it was made for */
      g_autofree char *money = fact->amount != 0 && fact->kind != FOYER_ORDER_FACT_CREATED
                                   ? foyer_money_format (fact->amount, currency)
                                   : NULL;
      gboolean is_money =
          fact->kind == FOYER_ORDER_FACT_PAID || fact->kind == FOYER_ORDER_FACT_REFUNDED;

      g_string_append_printf (text, "\n%.10s %.5s", time, time + strlen ("2026-11-23T"));
      add_part (text, foyer_order_fact_words[fact->kind]);
      add_part (text, money);
      add_part (text, is_money ? foyer_pay_method_words[fact->method] : NULL);
      add_part (text, fact->name);
      add_part (text, fact->text);
      add_part (text, fact->cashier);
      add_part (text, fact->approver);
    }
}

/* What is still to be paid, or was paid twice. */
static void
add_balance (GString *text, JsonObject *object, const FoyerOrderDetail *detail)
{
  const char *currency = detail->order->currency;
  g_autofree char *due = foyer_money_format (detail->due, currency);
  g_autofree char *excess = foyer_money_format (detail->excess, currency);

  foyer_cli_set_number (object, "due", detail->due);
  foyer_cli_set_number (object, "excess", detail->excess);
  if (detail->due > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              detail->returned > detail->paid ? _ ("Refunded twice: %s is too much")
                                                              : _ ("%s is still to be paid."),
                              due);
    }
  if (detail->excess > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("Paid twice: %s is too much"), excess);
    }
}

static FoyerCliStatus
run_show (FoyerCli *self, GStrv *arguments)
{
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (FoyerOrder) order = NULL;
  g_autoptr (FoyerOrderDetail) detail = NULL;
  g_autoptr (GPtrArray) tickets = NULL;
  g_autoptr (GPtrArray) facts = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sum = NULL;
  FoyerRefundTerms terms;

  if (!foyer_cli_parse (self, NULL, arguments, 2, 2))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  if (event == NULL ||
      (order = cli_till_find_order (self, event, (*arguments)[1], &error)) == NULL ||
      (detail = foyer_order_detail_read (self->db, order->row.key, &error)) == NULL ||
      !foyer_order_acts_read_terms (self->db, &order->row.id, NULL, 0, &terms, &error) ||
      (tickets = cli_till_read_tickets (self, order, &error)) == NULL ||
      (facts = foyer_order_timeline_read (self->db, &order->row.id, &error)) == NULL)
    return foyer_cli_refuse (self, error);
  zone = foyer_time_zone_load (event->timezone);
  object = cli_till_describe_order (order);
  foyer_cli_set_time (object, "created_at", order->created_at, zone);
  foyer_cli_set_number (object, "paid", terms.paid);
  foyer_cli_set_number (object, "returned", terms.returned);
  foyer_cli_set_number (object, "refund_most", terms.most);
  foyer_cli_set_number (object, "refund_proposed", terms.proposed);
  json_object_set_array_member (object, "tickets", cli_till_describe_tickets (tickets));
  json_object_set_array_member (object, "timeline", describe_timeline (facts, zone));
  sum = foyer_money_format (order->total, order->currency);
  g_string_printf (text,
                   ngettext ("Order %s: %d ticket, %s.", "Order %s: %d tickets, %s.", tickets->len),
                   order->order_number, (int) tickets->len, sum);
  add_part (text, order->buyer_name);
  add_part (text, order->buyer_email);
  add_part (text, foyer_row_type_find (&FOYER_ORDER_TYPE, "status")->words[order->status]);
  add_balance (text, object, detail);
  if (!add_tickets (text, self, order, tickets, &error))
    return foyer_cli_refuse (self, error);
  add_facts (text, order->currency, facts, zone);
  return foyer_cli_print (self, object, text->str, &error) ? FOYER_CLI_DONE
                                                           : foyer_cli_refuse (self, error);
}

static gboolean
read_status (FoyerCli *cli, const char *text, guint *statuses)
{
  const char *const *words = foyer_row_type_find (&FOYER_ORDER_TYPE, "status")->words;

  for (guint i = 0; text != NULL && words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], text) == 0)
      *statuses |= 1u << i;
  if (text == NULL || *statuses != 0)
    return TRUE;
  foyer_cli_usage (cli,
                   _ ("The value of %s must be PENDING, COMPLETED, REFUNDED, "
                      "PARTLY_REFUNDED or EXPIRED."),
                   "--status");
  return FALSE;
}

static FoyerCliStatus
run_list (FoyerCli *self, GStrv *arguments)
{
  static const FoyerCliColumn columns[] = {
    { "order_number", N_ ("Order"), FOYER_CLI_TEXT },
    { "created_at", N_ ("Time"), FOYER_CLI_TIME },
    { "buyer_name", N_ ("Name"), FOYER_CLI_TEXT },
    { "n_tickets", N_ ("Tickets"), FOYER_CLI_NUMBER },
    { "sum", N_ ("Amount"), FOYER_CLI_NUMBER },
    { "status", N_ ("Status"), FOYER_CLI_TEXT },
  };
  g_autofree char *search = NULL, *status = NULL;
  const GOptionEntry entries[] = {
    { "search", 0, 0, G_OPTION_ARG_STRING, &search,
      N_ ("Words of the number, the buyer or a guest"), N_ ("TEXT") },
    { "status", 0, 0, G_OPTION_ARG_STRING, &status, N_ ("Only of this status"), N_ ("STATUS") },
    { NULL },
  };
  FoyerOrderQuery query = { .sort = FOYER_ORDER_SORT_TIME };
  g_autoptr (FoyerCliTable) table = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GArray) keys = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1) ||
      !foyer_cli_read_text (self, "--search", search) ||
      !read_status (self, status, &query.statuses))
    return FOYER_CLI_USAGE;
  query.search = search;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  if (event != NULL)
    keys = foyer_order_list_keys (self->db, &event->row.id, &query, NULL, &error);
  if (keys == NULL)
    return foyer_cli_refuse (self, error);
  zone = foyer_time_zone_load (event->timezone);
  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < keys->len; i += PAGE)
    {
      g_autoptr (GPtrArray) page = foyer_order_list_read (
          self->db, &g_array_index (keys, gint64, i), MIN (PAGE, keys->len - i), &error);

      if (page == NULL)
        return foyer_cli_refuse (self, error);
      for (guint k = 0; k < page->len; k++)
        {
          const FoyerOrderEntry *entry = page->pdata[k];
          JsonObject *row = cli_till_describe_order (entry->order);

          foyer_cli_set_time (row, "created_at", entry->order->created_at, zone);
          foyer_cli_set_number (row, "n_tickets", entry->n_tickets);
          foyer_cli_set_number (row, "paid", entry->paid);
          foyer_cli_table_add (table, row);
        }
    }
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

const FoyerCliCommand foyer_cli_order_list_commands[] = {
  { "order", "list", "EVENT", N_ ("List the orders of an event"), run_list },
  { "order", "show", "EVENT ORDER", N_ ("Show an order and what happened to it"), run_show },
  { NULL },
};
